// JSON as Go's encoding/json writes it: tabs, and what HTML could mistake escaped.

/** The text of a value; members that are undefined are left out. */
export function goJson(value: unknown): string {
  return JSON.stringify(value, null, '\t').replace(
    /[<>&\u2028\u2029]/g,
    c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
