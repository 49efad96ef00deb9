// The programs that builds are measured with.

/** The main package of each, by name. */
export const programs: Readonly<Record<string, string>> = {
  println: 'package main\n\nfunc main() { println("edit 0") }\n',
  hello: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("edit 0") }\n',
  server: `package main

import (
	"encoding/json"
	"net/http"
)

func main() {
	http.HandleFunc("GET /item/{id}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"id": r.PathValue("id"), "text": "edit 0"})
	})
	http.ListenAndServe("127.0.0.1:0", nil)
}
`,
};
