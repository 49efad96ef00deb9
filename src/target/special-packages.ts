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
