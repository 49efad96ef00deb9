package main

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"sync"
)

// What the two ends tell each other, as src/host/frames.ts has it; protocol changes whenever that does.
const (
	protocol = 1

	frameReady   = 1
	frameStdout  = 2
	frameStderr  = 3
	frameSpawn   = 4
	frameSignal  = 5
	frameExit    = 6
	frameDecline = 7

	frameCommand = 16
	frameStarted = 17
	frameOutput  = 18
	frameEnded   = 19
)

type readyNote struct {
	ID       string `json:"id"`
	Identity string `json:"identity"`
	Protocol int    `json:"protocol"`
}

type outputNote struct {
	IsTerminal bool `json:"isTerminal"`
	Columns    int  `json:"columns"`
}

type commandNote struct {
	Argv       []string    `json:"argv"`
	Program    string      `json:"program"`
	Executable string      `json:"executable"`
	Cwd        string      `json:"cwd"`
	Env        [][2]string `json:"env"`
	Stdout     outputNote  `json:"stdout"`
	Stderr     outputNote  `json:"stderr"`
}

type limitNote struct {
	After  float64 `json:"after"`
	Signal string  `json:"signal"`
	Grace  float64 `json:"grace"`
}

type spawnNote struct {
	N          int         `json:"n"`
	File       string      `json:"file"`
	Args       []string    `json:"args"`
	Cwd        *string     `json:"cwd"`
	Env        [][2]string `json:"env"`
	HasStdin   bool        `json:"hasStdin"`
	Capture    bool        `json:"capture"`
	ErrToOut   bool        `json:"errToOut"`
	OutFile    *string     `json:"outFile"`
	Streams    bool        `json:"streams"`
	Foreground bool        `json:"foreground"`
	Group      bool        `json:"group"`
	Limit      *limitNote  `json:"limit"`
	Argv0      *string     `json:"argv0"`
}

type signalNote struct {
	N    int    `json:"n"`
	Name string `json:"name"`
}

type exitNote struct {
	Status int `json:"status"`
}

type startedNote struct {
	N   int `json:"n"`
	Pid int `json:"pid"`
}

type pieceNote struct {
	N int `json:"n"`
}

type endedNote struct {
	N       int        `json:"n"`
	Failure *[4]string `json:"failure"`
	Code    int        `json:"code"`
	Signal  string     `json:"signal"`
	Late    bool       `json:"late"`
	Out     int        `json:"out"`
}

// terminal is the end of a command that has the terminal.
type terminal struct {
	conn *os.File
	// acted: something was written or started, so that the command cannot begin again.
	acted bool

	writing sync.Mutex
	running sync.Map // by number, *process
}

// read gives the next frame.
func (t *terminal) read() (kind byte, contents []byte, err error) {
	var head [5]byte
	if _, err = io.ReadFull(t.conn, head[:]); err != nil {
		return 0, nil, err
	}
	contents = make([]byte, binary.LittleEndian.Uint32(head[:]))
	_, err = io.ReadFull(t.conn, contents)
	return head[4], contents, err
}

// write sends a frame with a note and the bytes that belong to it. That the other end has gone is learned by reading.
func (t *terminal) write(kind byte, note any, contents []byte) {
	text, err := json.Marshal(note)
	if err != nil {
		panic(err) // no note holds what JSON has no form for
	}
	frame := make([]byte, 0, 9+len(text)+len(contents))
	frame = binary.LittleEndian.AppendUint32(frame, uint32(4+len(text)+len(contents)))
	frame = append(frame, kind)
	frame = binary.LittleEndian.AppendUint32(frame, uint32(len(text)))
	frame = append(frame, text...)
	frame = append(frame, contents...)
	t.writing.Lock()
	defer t.writing.Unlock()
	t.conn.Write(frame)
}

// readNote fills in the note of a frame and gives the bytes that belong to it.
func readNote(contents []byte, note any) ([]byte, error) {
	if len(contents) < 4 {
		return nil, io.ErrUnexpectedEOF
	}
	end := 4 + int(binary.LittleEndian.Uint32(contents))
	if end > len(contents) {
		return nil, io.ErrUnexpectedEOF
	}
	return contents[end:], json.Unmarshal(contents[4:end], note)
}
