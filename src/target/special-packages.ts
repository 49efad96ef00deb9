// Packages of the standard library that the toolchain treats in a way of its own, by import path
// (cmd/internal/objabi/pkgspecial.go).

/** The runtime and what it is built on: no heap escapes, no instrumentation, the rules of gc's -+. */
const runtimePackages: ReadonlySet<string> = new Set([
  'runtime',
  'internal/runtime/atomic',
  'internal/runtime/cgroup',
  'internal/runtime/exithook',
  'internal/runtime/gc',
  'internal/runtime/gc/scan',
  'internal/runtime/maps',
  'internal/runtime/math',
  'internal/runtime/sys',
  'internal/runtime/syscall/linux',
  'internal/runtime/syscall/windows',
  'internal/abi',
  'internal/bytealg',
  'internal/byteorder',
  'internal/chacha8rand',
  'internal/coverage/rtcov',
  'internal/cpu',
  'internal/goarch',
  'internal/godebugs',
  'internal/goexperiment',
  'internal/goos',
  'internal/profilerecord',
  'internal/strconv',
  'internal/stringslite',
]);

/** Whether a package of the standard library is one of the runtime's. */
export function isRuntimePackage(path: string): boolean {
  return runtimePackages.has(path);
}

/** Packages whose bodyless functions the runtime implements by linkname; the go command does not call them complete. */
const pushedTo: ReadonlySet<string> = new Set([
  'bytes',
  'internal/poll',
  'net',
  'os',
  'runtime/metrics',
  'runtime/pprof',
  'runtime/trace',
  'sync',
  'syscall',
  'time',
]);

/** Whether functions of this package of the standard library may have no body though it has no assembly. */
export function isPushedTo(path: string): boolean {
  return pushedTo.has(path);
}
