// Addresses, as far as a module proxy's need: taking one apart, hiding its password, following a redirection.

import { clean } from '../../../host/path.ts';

/** An absolute address. `path` is escaped as it stands in the address, with the query. */
export interface Url {
  /** http, https, file. */
  readonly scheme: string;
  /** Unescaped; '' for none. */
  readonly user: string;
  /** Unescaped; null where there is none, which is not the same as an empty one. */
  readonly password: string | null;
  /** With the port. */
  readonly host: string;
  readonly path: string;
}

/** Takes an address apart; null where it has no scheme. */
export function parseUrl(text: string): Url | null {
  const m = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/(?:([^/@?#]*)@)?([^/?#]*))?([^#]*)/.exec(text);
  if (m === null) return null;
  const [user, password] = splitOnce(m[2] ?? '', ':');
  return {
    scheme: m[1]!.toLowerCase(),
    user: decode(user),
    password: password === null ? null : decode(password),
    host: m[3] ?? '',
    path: m[4]!,
  };
}

function splitOnce(text: string, at: string): [string, string | null] {
  const i = text.indexOf(at);
  return i < 0 ? [text, null] : [text.slice(0, i), text.slice(i + 1)];
}

/** Undoes %xx; what is no such thing stays. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address without user and password, as it is asked for. */
export function bare(url: Url): string {
  return `${url.scheme}://${url.host}${url.path}`;
}

/** The address with its password hidden, as it is shown. */
export function redacted(url: Url): string {
  const user = url.user === '' && url.password === null ? '' : url.user + (url.password === null ? '' : ':xxxxx') + '@';
  return `${url.scheme}://${user}${url.host}${url.path}`;
}

/** Where a redirection leads from an address; null where nowhere. */
export function follow(from: Url, location: string): Url | null {
  const absolute = parseUrl(location);
  if (absolute !== null) return absolute;
  if (location.startsWith('//')) return parseUrl(`${from.scheme}:${location}`);
  const dir = from.path.replace(/\?.*$/, '').replace(/[^/]*$/, '');
  const path = location.startsWith('/') ? location : clean(dir + location);
  return { ...from, path: path.replace(/#.*$/, '') };
}

/** Escapes what may not stand in a path. */
export function escapeUrlPath(text: string): string {
  return encodeURIComponent(text)
    .replace(/%(2F|24|26|2B|3A|3D|40)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase());
}

/** An address and a path below it. */
export function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}/${escapeUrlPath(path)}`;
}
