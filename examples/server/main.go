// An HTTP server that keeps notes in memory: JSON in, JSON out.
//
//	POST /notes          {"text": "..."}   keeps a note and gives it back with its number
//	GET  /notes/{id}                       gives a note
//	GET  /notes                            gives the newest notes, ?n= of them
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

type note struct {
	ID   int       `json:"id"`
	Text string    `json:"text"`
	Made time.Time `json:"made"`
	Tags []string  `json:"tags,omitempty"`
}

type store struct {
	mu    sync.RWMutex
	notes []note
}

func (s *store) add(n note) note {
	s.mu.Lock()
	defer s.mu.Unlock()
	n.ID, n.Made = len(s.notes)+1, time.Now().UTC()
	s.notes = append(s.notes, n)
	return n
}

func (s *store) get(id int) (note, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if id < 1 || id > len(s.notes) {
		return note{}, false
	}
	return s.notes[id-1], true
}

func (s *store) newest(n int) []note {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]note(nil), s.notes[max(0, len(s.notes)-n):]...)
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		log.Print(err)
	}
}

func handler(s *store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /notes", func(w http.ResponseWriter, r *http.Request) {
		var n note
		if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
			reply(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		reply(w, http.StatusCreated, s.add(n))
	})
	mux.HandleFunc("GET /notes/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(r.PathValue("id"))
		if n, ok := s.get(id); ok {
			reply(w, http.StatusOK, n)
			return
		}
		reply(w, http.StatusNotFound, map[string]string{"error": fmt.Sprintf("no note %q", r.PathValue("id"))})
	})
	mux.HandleFunc("GET /notes", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.FormValue("n"))
		if err != nil {
			n = 10
		}
		reply(w, http.StatusOK, s.newest(n))
	})
	return mux
}

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "listen on `address`")
	flag.Parse()
	s := &store{}
	s.add(note{Text: "the first note", Tags: []string{"example"}})
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", l.Addr())
	log.Fatal(http.Serve(l, handler(s)))
}
