package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// bundle gives the ID of the bundle that the launcher would run; "" where it would have to make one first (tools/stamp.cjs).
func bundle(launcher string) string {
	launcher, err := filepath.EvalSymlinks(launcher)
	if err != nil {
		return ""
	}
	root := filepath.Dir(launcher)
	have, id, _ := strings.Cut(text(filepath.Join(root, "dist/stamp")), "\n")
	if have == "" || have != stamp(root) {
		return ""
	}
	id, _, _ = strings.Cut(id, "\n")
	return id
}

// stamp gives the commit that is checked out, or the version of a package without a repository.
func stamp(root string) string {
	git := filepath.Join(root, ".git")
	head := text(filepath.Join(git, "HEAD"))
	if head == "" {
		var about struct{ Version string }
		if json.Unmarshal([]byte(text(filepath.Join(root, "package.json"))), &about) != nil {
			return ""
		}
		return "v" + about.Version
	}
	ref, isRef := strings.CutPrefix(head, "ref: ")
	if !isRef {
		return head
	}
	if loose := text(filepath.Join(git, ref)); loose != "" {
		return loose
	}
	for line := range strings.SplitSeq(text(filepath.Join(git, "packed-refs")), "\n") {
		if commit, of, ok := strings.Cut(line, " "); ok && of == ref {
			return commit
		}
	}
	return head
}

// text is what a small file says, "" where it is not there.
func text(name string) string {
	data, _ := os.ReadFile(name)
	return strings.TrimSpace(string(data))
}

// start becomes the launcher, which knows what Node is to be told.
func start(launcher string, words []string) {
	for dir := range strings.SplitSeq(os.Getenv("PATH"), ":") {
		if dir == "" {
			continue
		}
		if info, err := os.Stat(dir + "/node"); err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			continue
		}
		// The launcher does not come back here.
		env := append(os.Environ(), "BURROW_PASSED=1")
		err := syscall.Exec("/bin/sh", append([]string{"sh", launcher}, words...), env)
		os.Stderr.WriteString("burrow: /bin/sh: " + err.Error() + "\n")
		os.Exit(127)
	}
	os.Stderr.WriteString("burrow: there is no node in $PATH\n")
	os.Exit(127)
}
