package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// deliver writes the report to a file, or to stdout when no file is named. A
// regular file is replaced as a whole and keeps its mode: whoever reads it sees the
// old report or the new. What a symbolic link leads to is replaced, not the link;
// into a device or a pipe the report is written.
func deliver(text []byte, file string, stdout io.Writer) error {
	if file == "" {
		_, err := stdout.Write(text)
		return err
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	return put(file, text, interrupts)
}

// put writes a file, unless an interrupt comes before.
func put(file string, text []byte, interrupts <-chan os.Signal) error {
	mode, exists := fs.FileMode(0o666), true
	switch at, err := os.Stat(file); {
	case err == nil && at.Mode().IsRegular():
		mode = at.Mode().Perm()
	case err == nil:
		return writeInto(file, text)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case isLink(file): // to a file that is to be made
		return writeInto(file, text)
	default:
		exists = false
	}
	if exists {
		var err error
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return err
		}
	}
	return replace(file, text, mode, exists, interrupts)
}

var errInterrupted = errors.New("interrupted")

// replace writes a new file beside the old one and gives it its name. The umask
// narrows the mode of a file that is new, but not the one of a file that exists. An
// interrupt that comes before the new file has its name leaves nothing of it.
func replace(file string, text []byte, mode fs.FileMode, exists bool, interrupts <-chan os.Signal) error {
	name := filepath.Join(filepath.Dir(file), fmt.Sprintf(".quarter-%016x", rand.Uint64()))
	temporary, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(name) }() // once renamed, there is nothing to remove
	if exists {
		err = temporary.Chmod(mode)
	}
	if err == nil {
		_, err = temporary.Write(text)
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	select {
	case <-interrupts:
		return errInterrupted
	default:
		return os.Rename(name, file)
	}
}

// writeInto writes into what cannot be replaced.
func writeInto(file string, text []byte) error {
	into, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	_, err = into.Write(text)
	return errors.Join(err, into.Close())
}

func isLink(file string) bool {
	at, err := os.Lstat(file)
	return err == nil && at.Mode()&fs.ModeSymlink != 0
}
