// `burrow work vendor`, which is `burrow mod vendor` for the modules of a workspace.

export { workVendor as command } from './mod-vendor.ts';
