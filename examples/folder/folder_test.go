package folder

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// A folder of downloads has very many files beside those that are read.
func TestFolderOfManyFiles(t *testing.T) {
	var l Layout
	for i := range 20 {
		l.Files = append(l.Files, File{Name: fmt.Sprintf("table%c.csv", 'a'+i)})
	}
	files := make(fstest.MapFS)
	for i := range 5_000 {
		files[fmt.Sprintf("Report %d (tablea).csv", i)] = new(fstest.MapFile)
	}
	in := OpenFS(l, files, ".")
	for range 5_000 { // a fault of each is told
		if got, want := in.called("tablea.csv"), "Report 0 (tablea).csv"; got != want {
			t.Fatalf("table a is called %q, want %q", got, want)
		}
		if got := in.called("tableb.csv"); got != "tableb.csv" {
			t.Fatalf("table b is called %q", got)
		}
	}
	if got := len(in.unread()); got != 4_999 {
		t.Errorf("%d files are not read, want all but one of 5,000", got)
	}
}
