package live_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/examples/workbook/live/livetest"
)

// shares are totals split by hand.
var shares = []struct {
	total   decimal.NullDecimal
	weights []int
	want    []string
}{
	{partnermath.Int(1), []int{1, 1, 1}, []string{"0.34", "0.33", "0.33"}},
	{partnermath.Num(5, 2), []int{3, 0, 7}, []string{"0.02", "0", "0.03"}}, // 1.5 and 3.5 cents: the first of two equal
	{partnermath.Num(1, 2), []int{1, 2}, []string{"0", "0.01"}},
	{partnermath.Int(7), []int{0, 0}, []string{"0", "0"}},
}

// LibreOffice shares out as one does by hand, and what formulas were made for comes to what is said.
func TestFormulas(t *testing.T) {
	book, err := live.Lay(2, func(b *live.Book) {
		s := b.Open("One", "One", "")
		s.ValueAt = 3
		for i, one := range shares {
			total := s.Given(fmt.Sprint("total_", i), "Total", live.Money, one.total)
			first := s.Row
			for k, weight := range one.weights {
				s.Input(2, live.Plain, live.Whole(weight))
				s.Share(live.Split{
					First: first, Last: first + len(one.weights) - 1, Total: total, Places: 2, Weights: 2, Steps: 4, Col: 3, Unit: live.Money,
				}, decimal.RequireFromString(one.want[k]))
				s.Row++
			}
		}
		first := s.Row
		for i, word := range []string{"a", "A", "a"} {
			s.Text(1, word)
			s.Input(2, live.Plain, live.Whole(i+1))
			s.Row++
		}
		words, numbers := s.Span(1, first, s.Row-1), s.Span(2, first, s.Row-1)
		s.Value("", "Same", live.Plain, live.SumWhere(numbers, live.IsSame(words, s.At(1, first))), live.Whole(4))
		s.Value("", "Word", live.Plain, live.SumWhere(numbers, live.IsWord(words, "a")), live.Whole(6)) // in any letters
		s.Value("", "Both", live.Number, live.CountWhere(live.IsWord(words, "a"), numbers+">1"), live.Whole(2))
		empty := s.Given("empty", "Empty", live.Plain, decimal.NullDecimal{})
		s.Value("", "Or else", live.Plain, live.OrElse(empty, "5"), live.Whole(5))
		s.Value("", "Ratio", live.Plain, live.Ratio("2", "3", 4), partnermath.Num(6667, 4))
		s.Value("", "Of nothing", live.Plain, live.Ratio("2", empty, 4), decimal.NullDecimal{})
		s.Decided("", "Words", `"y"&"es"`, "yes")
	})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	f := livetest.Recalculated(t, file.Bytes())[0]
	livetest.Compare(t, f, book.Figures())
	livetest.NoErrors(t, f)
}
