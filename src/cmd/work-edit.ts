// `burrow work edit`, which shares its flags with `burrow mod edit`.

export { workEdit as command } from './mod-edit.ts';
