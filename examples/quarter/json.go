package main

import (
	"encoding/json"
	"io"
)

// writeJSON writes a report for other programs, with the library's results as
// they are.
func writeJSON(w io.Writer, r report) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
