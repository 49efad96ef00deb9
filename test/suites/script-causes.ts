// Why scripts of the go command end otherwise under burrow, where that is known and stays so.

const causes: readonly (readonly [cause: string, names: string])[] = [
  ['there is no compiler for the machine', 'build_arm build_cache_arch_mode build_cache_gomips install_cross_gobin'],
  ["asks for gc's -d flags", 'build_shorten_pkg'],
  ["asks for gc's words on -d=ssa flags, which are its own passes", 'gcflags_patterns'],
  [
    "burrow's tools are no programs of their own",
    'linkname build_cache_disabled tool_build_as_needed goroot_executable',
  ],
  ["looks into gc's cache, whose files are others", 'clean_cache_n list_modindex_dupactionid'],
  ['flags are read before the module that is named', 'gotoolchain_local install_modcacherw_issue64282'],
  [
    'of the distribution nothing is built for its own sake, so it has no targets and is never stale',
    'install_goroot_targets install_move_not_stale',
  ],
  ['the build ID of a program is made from the program alone', 'cover_list'],
  ['a main package without tests is not stamped when it is tested', 'test_multivcs'],
  ['import comments, which count without modules alone, are not read', 'build_import_comment'],
  ['a result with -covermode=set is another than one without it', 'test_cache_inputs'],
  ["prints a report: Go's own tracker is not opened", 'bug'],
];

/** The causes by script. */
export const scriptCauses: ReadonlyMap<string, string> = new Map(
  causes.flatMap(([cause, names]) => names.split(' ').map(name => [name, cause] as const)),
);
