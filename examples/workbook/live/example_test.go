package live_test

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
)

// A sheet of one's own: what two earn at a rate, and the sum.
func Example() {
	sold := []struct {
		name         string
		sold, earned int64
	}{{"Ann", 300, 15}, {"Jon", 440, 22}}
	book, err := live.Lay(2, func(b *live.Book) {
		s := b.Open("Fees", "Fees", "Who earns what.")
		s.Heads("", "Given")
		rate := s.Given("rate", "Rate", live.Share, partnermath.Num(5, 2))
		s.Title("Who sold what")
		s.Heads("", "Sold", "Earned")
		s.Names("", "sold")
		first := s.Row
		for _, one := range sold {
			s.Text(1, one.name)
			amount := s.Input(2, live.Money, partnermath.Int(one.sold))
			s.Figure(3, live.Money, s.Rounded(amount+"*"+rate), partnermath.Int(one.earned))
			s.Row++
		}
		s.TotalName("In all")
		s.Total(3, live.Money, "SUM("+s.Span(3, first, s.Row-1)+")", partnermath.Int(37))
		s.Row++
		s.Chart(live.Columns, "What each earned", live.Money, s.Series(3, 1, first, s.Row-2))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		fmt.Println(err)
		return
	}
	opened, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range book.Figures() {
		calculated, err := opened.CalcCellValue(f.Sheet, f.Cell, excelize.Options{RawCellValue: true})
		fmt.Println(f.Cell, calculated, f.Agrees(calculated), err)
	}
	for _, name := range opened.GetDefinedName() {
		fmt.Println(name.Name, name.RefersTo)
	}
	// Output:
	// C9 15 true <nil>
	// C10 22 true <nil>
	// C11 37 true <nil>
	// fees_rate Fees!$B$5
	// fees_sold Fees!$B$9:$B$10
	// _xlnm.Print_Titles Fees!$1:$2
}
