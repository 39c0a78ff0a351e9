package tabular_test

import (
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/partnermath/partnermath/examples/tabular"
)

// BenchmarkRead reads the same rows as they are written plainly, by a CRM and by a
// spreadsheet.
func BenchmarkRead(b *testing.B) {
	const rows = 10_000
	plain := "id,partner,amount,stage,created\n" + strings.Repeat("D1001-01,P1001,38800,late,2025-12-15\n", rows)
	quoted := `"Deal ID","Partner Account","Amount","Stage","Created"` + "\n" + strings.Repeat(`"D1001-01","P1001","38800.0","Negotiation/Review","2025-12-15T09:30:00.000Z"`+"\n", rows)
	excel, err := charmap.Windows1252.NewEncoder().String("ID;PARTNER;AMOUNT;STAGE;CREATED\r\n" + strings.Repeat("D1001-01;P1001;38.800,00;late;15.12.2025\r\n", rows))
	if err != nil {
		b.Fatal(err)
	}
	ours := []tabular.Column{{Name: "id"}, {Name: "partner"}, {Name: "amount"}, {Name: "stage"}, {Name: "created"}}
	theirs := []tabular.Column{
		{Name: "id", From: "Deal ID"},
		{Name: "partner", From: "Partner Account"},
		{Name: "amount"},
		{Name: "stage", Values: map[string]string{"negotiation/review": "late"}},
		{Name: "created"},
	}
	for _, bb := range []struct {
		name, text string
		encoding   tabular.Encoding
		columns    []tabular.Column
	}{
		{"plain", plain, "", ours},
		{"crm", quoted, "", theirs},
		{"excel", excel, tabular.CP1252, ours},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := tabular.NewReader(strings.NewReader(bb.text), bb.encoding, func(string) bool { return true })
				if err != nil {
					b.Fatal(err)
				}
				s, wrong := r.Select(bb.columns)
				if wrong != nil {
					b.Fatal(wrong)
				}
				n := 0
				for ; err == nil; n++ {
					_, err = s.Read()
				}
				if err != io.EOF || n != rows+1 {
					b.Fatal(n, err)
				}
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
