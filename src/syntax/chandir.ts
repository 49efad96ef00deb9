// The direction of a channel type.

export const Both = 0;
export const SendOnly = 1;
export const RecvOnly = 2;
export type Kind = typeof Both | typeof SendOnly | typeof RecvOnly;
