// The classes of characters that the formatter asks about, under the names of Go's package unicode, and the quoting that
// its messages use.

import { isSpace } from '../base/unicode.ts';

export { quoteRune } from '../base/quote.ts';
export {
  formatCodePoint as describeRune,
  isDigit,
  isGraphic,
  isLetter,
  isLower,
  isPunct,
  isSpace,
  isUpper,
} from '../base/unicode.ts';

/** The string without white space at either end, as Go's strings.TrimSpace. */
export function trimSpace(s: string): string {
  let start = 0;
  let end = s.length;
  while (start < end && isSpace(s.charCodeAt(start))) start++;
  while (end > start && isSpace(s.charCodeAt(end - 1))) end--;
  return s.slice(start, end);
}
