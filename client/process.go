package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// process is one that was started for the command.
type process struct {
	pid   int
	group bool
}

// signal sends a signal to a process or to its group.
func (t *terminal) signal(note *signalNote) {
	p, ok := t.running.Load(note.N)
	if !ok {
		return
	}
	for number, name := range signalNames {
		if name == note.Name {
			pid := p.(*process).pid
			if p.(*process).group {
				pid = -pid
			}
			syscall.Kill(pid, syscall.Signal(number))
		}
	}
}

// spawn starts a process, waits for its end and tells of it.
func (t *terminal) spawn(note *spawnNote, stdin []byte) {
	var out, err bytes.Buffer
	ended := t.run(note, stdin, &out, &err)
	ended.N = note.N
	ended.Out = out.Len()
	t.running.Delete(note.N)
	t.write(frameEnded, ended, append(out.Bytes(), err.Bytes()...))
}

func (t *terminal) run(note *spawnNote, stdin []byte, out, errs *bytes.Buffer) *endedNote {
	ctx := context.Background()
	if l := note.Limit; l != nil {
		if after := l.After * float64(time.Millisecond); after < math.MaxInt64 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, time.Duration(after))
			defer cancel()
		}
	}
	cmd := exec.CommandContext(ctx, note.File)
	cmd.Env = os.Environ()
	if note.Env != nil {
		cmd.Env = make([]string, 0, len(note.Env))
		for _, v := range note.Env {
			cmd.Env = append(cmd.Env, v[0]+"="+v[1])
		}
	}
	if note.Cwd != nil {
		cmd.Dir = *note.Cwd
	}
	cmd.Path, cmd.Err = find(note.File, cmd.Env)
	cmd.Args = append([]string{note.File}, note.Args...)
	if note.Argv0 != nil {
		cmd.Args[0] = *note.Argv0
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: note.Group}

	cmd.Stdin = os.Stdin
	if note.HasStdin {
		cmd.Stdin = nil
		if len(stdin) > 0 {
			cmd.Stdin = bytes.NewReader(stdin)
		}
	}
	switch {
	case note.OutFile != nil:
		f, err := os.OpenFile(*note.OutFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return failed("open", *note.OutFile, err)
		}
		defer f.Close()
		cmd.Stdout, cmd.Stderr = f, f
	case note.Streams:
		// One pipe for both keeps the order of what is written.
		cmd.Stdout = pieces{t, note.N}
		cmd.Stderr = cmd.Stdout
	case note.Capture:
		cmd.Stdout, cmd.Stderr = out, errs
		if note.ErrToOut {
			cmd.Stderr = out
		}
	default:
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if note.ErrToOut {
			cmd.Stderr = os.Stdout
		}
	}

	late := false
	if l := note.Limit; l != nil {
		cmd.WaitDelay = time.Duration(l.Grace * float64(time.Millisecond))
		cmd.Cancel = func() error {
			late = true
			for number, name := range signalNames {
				if name == l.Signal {
					return cmd.Process.Signal(syscall.Signal(number))
				}
			}
			return cmd.Process.Kill()
		}
	}
	var signals chan os.Signal
	if note.Foreground {
		// Interrupts are left to the process, which hears of them from the terminal as well; what is meant for burrow alone is
		// passed on, also what comes before the process is known.
		signals = make(chan os.Signal, 16)
		signal.Notify(signals, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGHUP)
		defer func() {
			signal.Stop(signals)
			close(signals)
		}()
	}
	if err := cmd.Start(); err != nil {
		return failed("fork/exec", note.File, err)
	}
	t.running.Store(note.N, &process{cmd.Process.Pid, note.Group})
	if signals != nil {
		go func() {
			for s := range signals {
				if s == syscall.SIGTERM || s == syscall.SIGHUP {
					cmd.Process.Signal(s)
				}
			}
		}()
	}
	t.write(frameStarted, startedNote{note.N, cmd.Process.Pid}, nil)
	cmd.Wait() // how it ended is in its state
	ended := &endedNote{Late: late, Code: cmd.ProcessState.ExitCode()}
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		ended.Signal = signalName(status.Signal())
	}
	return ended
}

// pieces sends what a process writes as it comes.
type pieces struct {
	t *terminal
	n int
}

func (p pieces) Write(data []byte) (int, error) {
	p.t.write(frameOutput, pieceNote{p.n}, data)
	return len(data), nil
}

var _ io.Writer = pieces{}

// find gives the file of a program, as execvp finds it with the environment of the process.
func find(file string, env []string) (string, error) {
	if strings.Contains(file, "/") {
		return file, nil
	}
	list := ""
	for _, v := range env {
		if value, ok := strings.CutPrefix(v, "PATH="); ok {
			list = value
		}
	}
	for dir := range strings.SplitSeq(list, ":") {
		if dir == "" {
			dir = "."
		}
		name := filepath.Join(dir, file)
		if st, err := os.Stat(name); err == nil && !st.IsDir() && st.Mode()&0o111 != 0 {
			return name, nil
		}
	}
	return file, syscall.ENOENT
}

// failed tells why a process could not be started.
func failed(op, path string, err error) *endedNote {
	var errno syscall.Errno
	var of *fs.PathError
	if errors.As(err, &of) && of.Op == "chdir" {
		// Of a missing directory Node says what it says of a missing program.
		err = of.Err
	}
	if !errors.As(err, &errno) {
		return &endedNote{Failure: &[4]string{op, path, "", err.Error()}}
	}
	return &endedNote{Failure: &[4]string{op, path, errnoNames[errno], errno.Error()}}
}

// errnoNames holds the errors of starting a process or opening a file.
var errnoNames = map[syscall.Errno]string{
	syscall.E2BIG: "E2BIG", syscall.EACCES: "EACCES", syscall.EAGAIN: "EAGAIN", syscall.EEXIST: "EEXIST",
	syscall.EINVAL: "EINVAL", syscall.EIO: "EIO", syscall.EISDIR: "EISDIR", syscall.ELOOP: "ELOOP",
	syscall.EMFILE: "EMFILE", syscall.ENAMETOOLONG: "ENAMETOOLONG", syscall.ENFILE: "ENFILE", syscall.ENOENT: "ENOENT",
	syscall.ENOEXEC: "ENOEXEC", syscall.ENOMEM: "ENOMEM", syscall.ENOSPC: "ENOSPC", syscall.ENOTDIR: "ENOTDIR",
	syscall.EPERM: "EPERM", syscall.EROFS: "EROFS", syscall.ETXTBSY: "ETXTBSY",
}

// signalNames holds the names of signals by number.
var signalNames = [...]string{
	syscall.SIGHUP: "SIGHUP", syscall.SIGINT: "SIGINT", syscall.SIGQUIT: "SIGQUIT", syscall.SIGILL: "SIGILL",
	syscall.SIGTRAP: "SIGTRAP", syscall.SIGABRT: "SIGABRT", syscall.SIGBUS: "SIGBUS", syscall.SIGFPE: "SIGFPE",
	syscall.SIGKILL: "SIGKILL", syscall.SIGUSR1: "SIGUSR1", syscall.SIGSEGV: "SIGSEGV", syscall.SIGUSR2: "SIGUSR2",
	syscall.SIGPIPE: "SIGPIPE", syscall.SIGALRM: "SIGALRM", syscall.SIGTERM: "SIGTERM", syscall.SIGSTKFLT: "SIGSTKFLT",
	syscall.SIGCHLD: "SIGCHLD", syscall.SIGCONT: "SIGCONT", syscall.SIGSTOP: "SIGSTOP", syscall.SIGTSTP: "SIGTSTP",
	syscall.SIGTTIN: "SIGTTIN", syscall.SIGTTOU: "SIGTTOU", syscall.SIGURG: "SIGURG", syscall.SIGXCPU: "SIGXCPU",
	syscall.SIGXFSZ: "SIGXFSZ", syscall.SIGVTALRM: "SIGVTALRM", syscall.SIGPROF: "SIGPROF", syscall.SIGWINCH: "SIGWINCH",
	syscall.SIGIO: "SIGIO", syscall.SIGPWR: "SIGPWR", syscall.SIGSYS: "SIGSYS",
}

// signalName is the name of a signal, "" of those that have none.
func signalName(s syscall.Signal) string {
	if s < 0 || int(s) >= len(signalNames) {
		return ""
	}
	return signalNames[s]
}
