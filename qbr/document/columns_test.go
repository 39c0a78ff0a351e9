package document_test

import (
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/document"
)

// sparse has a column of texts, one in which nothing stands, one of which nothing is known,
// and a row that is shorter.
func sparse() document.Table {
	unknown := document.Number(testkit.Null("0"), document.UnitMoney)
	unknown.Number.Valid = false
	return document.Table{
		Columns: []document.Column{{Head: "Name"}, {Head: "Empty"}, {Head: "Unknown"}, {Head: "Amount"}},
		Rows: []document.Row{
			{Cells: []document.Cell{{Text: "a"}, {}, unknown, document.Number(testkit.Null("0"), document.UnitMoney)}},
			{Kind: document.RowTotal, Cells: []document.Cell{{Text: "b"}}},
		},
	}
}

func TestColumnsThatSayNothing(t *testing.T) {
	of := sparse()
	before := testkit.JSON(t, of)
	for _, tt := range []struct {
		name string
		got  document.Table
		want []string
	}{
		{"without empty", of.WithoutEmpty(), []string{"Name", "Unknown", "Amount"}},
		{"without unknown", of.WithoutUnknown(), []string{"Name", "Amount"}},
		{"of no rows", document.Table{Columns: of.Columns}.WithoutEmpty(), nil},
	} {
		var heads []string
		for _, c := range tt.got.Columns {
			heads = append(heads, c.Head)
		}
		if diff := testkit.Diff(tt.want, heads); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if len(tt.got.Rows) == 2 && (len(tt.got.Rows[0].Cells) != len(tt.want) || len(tt.got.Rows[1].Cells) != 1) {
			t.Errorf("%s has the rows %s", tt.name, testkit.JSON(t, tt.got.Rows))
		}
	}
	if after := testkit.JSON(t, of); after != before {
		t.Errorf("the table changed (-before +after):\n%s", testkit.Diff(before, after))
	}
}
