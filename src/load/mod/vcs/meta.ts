// go-import tags: what a page at a module's path says of where its repository is. The page is read as tolerantly as the
// go command reads it, up to the end of its head.

/** `<meta name="go-import" content="PREFIX VCS ROOT [SUBDIR]">` */
export interface MetaImport {
  readonly prefix: string;
  /** git, hg...; `mod` for a module proxy. */
  readonly vcs: string;
  readonly root: string;
  readonly subdir: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The tags of a page; those that lead to module proxies first, and in place of others of the same prefix. */
export function parseMetaImports(page: string): MetaImport[] {
  const found: MetaImport[] = [];
  const tag =
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!(?:[^>"']|"[^"]*"|'[^']*')*>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
  for (const m of page.matchAll(tag)) {
    const name = m[2]?.toLowerCase();
    if (name === undefined) continue;
    const closes = m[1] === '/';
    if ((name === 'body' && !closes) || (name === 'head' && closes)) break;
    if (name !== 'meta' || closes) continue;
    const attributes = attributesOf(m[3]!);
    if (attributes.get('name') !== 'go-import') continue;
    const words = (attributes.get('content') ?? '').split(/\s+/).filter(w => w !== '');
    if (words.length !== 3 && words.length !== 4) continue;
    found.push({ prefix: words[0]!, vcs: words[1]!, root: words[2]!, subdir: words[3] ?? '' });
  }
  const proxies = found.filter(i => i.vcs === 'mod');
  const others = found.filter(i => i.vcs !== 'mod' && !proxies.some(p => p.prefix === i.prefix));
  return [...proxies, ...others];
}

/** The attributes of a tag by their names in lower case; the first of a name counts. */
function attributesOf(text: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const m of text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    const name = m[1]!.toLowerCase();
    if (!out.has(name)) out.set(name, unescape(m[2] ?? m[3] ?? m[4] ?? ''));
  }
  return out;
}

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (all, dec?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? all;
    const code = dec !== undefined ? Number(dec) : parseInt(hex!, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
