package main

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// residentSocket gives the socket of the resident process of a bundle for the working directory, "" for none (src/host/socket-name.ts).
func residentSocket(id string) string {
	dir := socketDir()
	if dir == "" {
		return ""
	}
	at, err := syscall.Getwd()
	if err != nil {
		return ""
	}
	for {
		hash := fnv.New32a()
		hash.Write([]byte(at))
		name := filepath.Join(dir, fmt.Sprintf("%.16s-%08x.sock", id, hash.Sum32()))
		if _, err := os.Lstat(name); err == nil {
			return name
		}
		if at == "/" {
			return ""
		}
		at = filepath.Dir(at)
	}
}

// connect gives a connection to a socket, nil where nobody listens.
func connect(socket string) *os.File {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	if syscall.Connect(fd, &syscall.SockaddrUnix{Name: socket}) != nil || syscall.SetNonblock(fd, true) != nil {
		syscall.Close(fd)
		return nil
	}
	return os.NewFile(uintptr(fd), socket)
}

// socketDir gives the directory where processes of this user meet, "" where there is none that only the user can use.
func socketDir() string {
	uid := os.Getuid()
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if strings.HasPrefix(dir, "/") {
		dir += "/burrow"
	} else {
		dir = temporary() + "/burrow-" + strconv.Itoa(uid)
	}
	var st syscall.Stat_t
	if syscall.Lstat(dir, &st) != nil || st.Mode&syscall.S_IFMT != syscall.S_IFDIR || int(st.Uid) != uid || st.Mode&0o77 != 0 {
		return ""
	}
	return dir
}

// temporary is the directory for temporary files, where Node has it.
func temporary() string {
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		if dir := os.Getenv(name); dir != "" {
			if len(dir) > 1 {
				dir = strings.TrimSuffix(dir, "/")
			}
			return dir
		}
	}
	return "/tmp"
}

// identity is one text for each kind of process that burrow's work comes out alike in (src/host/node/identity.ts).
func identity() string {
	umask := syscall.Umask(0o77)
	syscall.Umask(umask)
	facts := []string{fmt.Sprintf("%d %d", os.Getuid(), os.Getgid()), strconv.FormatInt(int64(umask), 8)}
	for _, link := range []string{"/proc/self/root", "/proc/self/ns/mnt", "/proc/self/ns/net"} {
		to, _ := os.Readlink(link)
		facts = append(facts, to)
	}
	var own []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if isOwn(strings.ToUpper(name)) {
			own = append(own, v)
		}
	}
	slices.SortFunc(own, func(a, b string) int {
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return strings.Compare(a, b)
	})
	return strings.Join(append(facts, own...), "\n")
}

// isOwn reports whether Node itself or the network part of burrow looks at a variable.
func isOwn(name string) bool {
	switch name {
	case "TZ", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY":
		return true
	}
	return strings.HasPrefix(name, "NODE_") || strings.HasPrefix(name, "UV_") || strings.HasPrefix(name, "SSL_CERT_")
}

// commandOf is the command, and all that it can see of this process.
func commandOf(launcher string, words []string) *commandNote {
	cwd, _ := os.Getwd()
	executable, _ := filepath.Abs(launcher)
	program := "burrow"
	if filepath.Base(launcher) == "go" {
		program = "go"
	}
	var env [][2]string
	for _, v := range os.Environ() {
		if name, value, ok := strings.Cut(v, "="); ok {
			env = append(env, [2]string{name, value})
		}
	}
	return &commandNote{
		Argv: words, Program: program, Executable: executable, Cwd: cwd, Env: env,
		Stdout: aboutOutput(1), Stderr: aboutOutput(2),
	}
}

// aboutOutput tells whether a file descriptor is a terminal, and how wide.
func aboutOutput(fd int) outputNote {
	var size struct{ rows, columns, x, y uint16 }
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	if errno != 0 {
		return outputNote{Columns: 80}
	}
	columns := int(size.columns)
	if columns == 0 {
		columns = 80
	}
	return outputNote{IsTerminal: true, Columns: columns}
}
