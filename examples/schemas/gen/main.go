// Command gen writes the schemas of all models to a directory.
package main

import (
	"flag"
	"log"
	"path/filepath"

	"github.com/partnermath/partnermath/examples/schemas"
)

func main() {
	root := flag.String("root", "../..", "`directory` of the repository")
	out := flag.String("out", ".", "`directory` to write to")
	flag.Parse()
	if err := run(*root, *out); err != nil {
		log.Fatal(err)
	}
}

func run(root, out string) error {
	maker := schemas.New(root)
	for _, model := range schemas.Models() {
		file := filepath.Join(out, filepath.FromSlash(schemas.File(model)))
		if err := maker.Keep(file, true, model); err != nil {
			return err
		}
	}
	return nil
}
