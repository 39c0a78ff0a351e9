package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// jsonFile is a file of JSON.
type jsonFile struct {
	file  string
	text  []byte
	found *Faults
	mend  mend
}

func (f Folder) newDocument(file string, text []byte, found *Faults) jsonFile {
	return jsonFile{file, bytes.TrimPrefix(text, []byte(tabular.ByteOrderMark)), found, f.layout.Mend}
}

// readDocument decodes a file that may be left out, and reports whether it is there and
// could be read.
func readDocument(in Folder, file string, found *Faults, into any) (d jsonFile, there bool) {
	text, err := in.read(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			found.add(file, 0, 0, "%v", words.Reason(err))
		}
		return d, false
	}
	d = in.newDocument(file, text, found)
	return d, d.decode(into)
}

// decode reports whether the document could be read into the model.
func (d jsonFile) decode(model any) bool {
	err := partnermath.Decode(d.text, model)
	d.rules(err)
	return err == nil
}

// rules reports the faults of an error of the library, each where its value stands in
// the document.
func (d jsonFile) rules(err error) {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return
	}
	for _, f := range invalid.Fields {
		line, column := partnermath.Locate(d.text, f.Path)
		d.found.add(d.file, line, column, "%v", f)
	}
	if invalid.Truncated {
		d.found.add(d.file, 0, 0, "has more than %s faults", words.Grouped(partnermath.MaxFaults))
	}
}

// forget lets go of the text, when there will be no more faults.
func (d *jsonFile) forget() { d.text = nil }

// located is the first fault of an error of the library, where it stands in the document.
func (d jsonFile) located(err error) error {
	for _, f := range fieldsOf(err) {
		line, column := partnermath.Locate(d.text, f.Path)
		return fmt.Errorf("%s:%d:%d: %v", d.file, line, column, f)
	}
	return err
}
