package intake

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/partnermath/partnermath/examples/folder"
)

// Names of partners are told apart in a time that does not grow with their number for each fault.
func TestUnknownAmongVeryMany(t *testing.T) {
	var table strings.Builder
	_, _ = table.WriteString("id,name,tier,type,region,manager\n")
	for i := range 50_000 {
		_, _ = fmt.Fprintf(&table, "P%06d,Partner %d,,,,\n", i, i/2)
	}
	in := folder.OpenFS(folder.Layout{Files: []folder.File{{Name: PartnersFile}}}, fstest.MapFS{PartnersFile: {Data: []byte(table.String())}}, ".")
	found := in.NewFaults(false)
	all := readPartners(in, found)
	if found.Count() > 0 {
		t.Fatal(found.Lines(in))
	}
	want := `partner "partner  7" is not in partners.csv; it is the name of "P000014", "P000015"`
	for range 900 {
		if got := all.unknown("partner  7", found); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}
