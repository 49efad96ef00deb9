// Client is the front of burrow while a `burrow watch` runs: a native program, which burrow builds itself, that hands a command to the
// resident process and is its terminal. Where there is no such process for the working directory, or it has no time, Node runs
// the launcher as ever; src/entry/client.ts does there what this program does, in the time that Node needs to start.
//
// It is started by the launcher, a shell script in this, with the launcher's path and the words of the command.
package main

import (
	"os"
	"time"
)

// patience is how long a resident process may take to say that it has time.
const patience = time.Second

// served holds the commands that a resident process does better.
var served = map[string]bool{
	"build": true, "check": true, "install": true, "list": true, "run": true, "test": true, "vet": true,
}

func main() {
	launcher, words := os.Args[1], os.Args[2:]
	wish := os.Getenv("BURROW_WATCH")
	if wish != "off" && len(words) > 0 && served[words[0]] {
		if status, done := hand(launcher, words, wish == "wait"); done {
			os.Exit(status)
		}
		// Asked once, it would be asked again.
		os.Setenv("BURROW_RESIDENT", "asked")
	}
	start(launcher, words)
}

// hand has the resident process run a command. It reports false where nothing has happened and the command is to run elsewhere.
func hand(launcher string, words []string, wait bool) (status int, done bool) {
	id := bundle(launcher)
	if id == "" {
		return 0, false
	}
	socket := residentSocket(id)
	if socket == "" {
		return 0, false
	}
	conn := connect(socket)
	if conn == nil {
		return 0, false
	}
	t := &terminal{conn: conn}
	if !wait {
		conn.SetReadDeadline(time.Now().Add(patience))
	}
	for {
		kind, contents, err := t.read()
		if err != nil {
			if !t.acted {
				return 0, false
			}
			os.Stderr.WriteString("burrow: the resident burrow that ran this command has ended\n")
			return 1, true
		}
		switch kind {
		case frameReady:
			var ready readyNote
			if _, err := readNote(contents, &ready); err != nil || ready.ID != id || ready.Protocol != protocol ||
				ready.Identity != identity() {
				return 0, false
			}
			conn.SetReadDeadline(time.Time{})
			t.write(frameCommand, commandOf(launcher, words), nil)
		case frameStdout:
			t.acted = true
			os.Stdout.Write(contents)
		case frameStderr:
			t.acted = true
			os.Stderr.Write(contents)
		case frameSpawn:
			t.acted = true
			var spawn spawnNote
			stdin, err := readNote(contents, &spawn)
			if err != nil {
				continue
			}
			go t.spawn(&spawn, stdin)
		case frameSignal:
			var note signalNote
			if _, err := readNote(contents, &note); err == nil {
				t.signal(&note)
			}
		case frameDecline:
			return 0, false
		case frameExit:
			var exit exitNote
			if _, err := readNote(contents, &exit); err != nil {
				return 1, true
			}
			return exit.Status, true
		}
	}
}
