package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Document is a file of JSON. The zero Document is none.
type Document struct {
	file string
	Text []byte
	// Found takes its faults.
	Found *Faults
	mend  Mend
}

// NewDocument returns a document of a text that was read.
func (f Folder) NewDocument(file string, text []byte, found *Faults) Document {
	return Document{file, bytes.TrimPrefix(text, []byte(tabular.ByteOrderMark)), found, f.layout.Mend}
}

// ReadDocument decodes a file that may be left out, and reports whether it is there and
// could be read.
func ReadDocument(in Folder, file string, found *Faults, into any) (d Document, there bool) {
	text, err := in.ReadFile(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			found.Add(file, 0, 0, "%v", words.Reason(err))
		}
		return d, false
	}
	d = in.NewDocument(file, text, found)
	return d, d.decode(into)
}

// decode reports whether the document could be read into the model.
func (d Document) decode(model any) bool {
	err := partnermath.Decode(d.Text, model)
	d.Rules(err)
	return err == nil
}

// maxWalked is how many bytes are walked over, a whole document for each fault, to tell the lines
// of faults: some seconds.
const maxWalked = 1 << 29

// Rules reports the faults of an error of the library, each where its value stands in the
// document, or by their paths alone where they are many in a document that is long.
func (d Document) Rules(err error) {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return
	}
	isLong := len(invalid.Fields)*len(d.Text) > maxWalked
	for _, f := range invalid.Fields {
		line, column := 0, 0 // the path tells where it is
		if !isLong {
			line, column = partnermath.Locate(d.Text, f.Path)
		}
		d.Found.Add(d.file, line, column, "%v", f)
	}
	if invalid.Truncated {
		d.Found.Add(d.file, 0, 0, "has more than %s faults", words.Grouped(partnermath.MaxFaults))
	}
}

// Forget lets go of the text, when there will be no more faults.
func (d *Document) Forget() { d.Text = nil }

// Located is the first fault of an error of the library, where it stands in the document.
func (d Document) Located(err error) error {
	for _, f := range paths.Fields(err) {
		line, column := partnermath.Locate(d.Text, f.Path)
		return fmt.Errorf("%s:%d:%d: %v", d.file, line, column, f)
	}
	return err
}
