package main

import (
	"io"
	"os"
	"path/filepath"
)

// deliver writes the report to a file, or to stdout when no file is named. A
// file is replaced as a whole: whoever reads it sees the old report or the new.
func deliver(text []byte, file string, stdout io.Writer) error {
	if file == "" {
		_, err := stdout.Write(text)
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), ".quarter-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }() // once renamed, there is nothing to remove
	_, err = temporary.Write(text)
	if err == nil {
		err = temporary.Chmod(0o644)
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), file)
}
