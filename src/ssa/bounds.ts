// The kinds of bounds failures, numbered as the runtime does (internal/abi/bounds.go).

export const Index = 0; // s[x], 0 <= x < len(s)
export const SliceAlen = 1; // s[?:x], 0 <= x <= len(s)
export const SliceAcap = 2; // s[?:x], 0 <= x <= cap(s)
export const SliceB = 3; // s[x:y], 0 <= x <= y
export const Slice3Alen = 4; // s[?:?:x], 0 <= x <= len(s)
export const Slice3Acap = 5; // s[?:?:x], 0 <= x <= cap(s)
export const Slice3B = 6; // s[?:x:y], 0 <= x <= y
export const Slice3C = 7; // s[x:y:?], 0 <= x <= y
export const Convert = 8; // (*[x]T)(s), 0 <= x <= len(s)

export type Kind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
