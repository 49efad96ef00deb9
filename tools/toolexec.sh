#!/bin/sh
# For `go build -toolexec`: gc's assembler and linker are replaced by burrow's, every other tool runs as it is.
set -eu
here=$(dirname "$0")
case "$(basename "$1")" in
asm | link)
	tool=$(basename "$1")
	# The go command asks a tool for its version to know what its results depend on; those are gc's own.
	if [ "${2-}" = "-V=full" ]; then exec "$@"; fi
	shift
	exec "$here/../burrow" tool "$tool" "$@"
	;;
*) exec "$@" ;;
esac
