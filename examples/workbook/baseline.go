package workbook

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/incentive"
)

// baseline writes what growth is measured from: earlier figures, and those of them that count.
func (x *paying) baseline() {
	if !x.isGrowth() {
		return
	}
	st, f := &x.Statement, &x.Program.Formula.Baseline
	x.take("agreed", "Agreed baseline", x.qualifies(), f.Agreed)
	for i, h := range x.Partner.History {
		x.take(fmt.Sprintf("history_%d", i+1), fmt.Sprintf("Earlier figure, %s to %s", h.Period.Start, h.Period.End.AddDays(-1)), x.qualifies(), h.Value)
	}
	adjusted := ""
	for i, a := range st.BaselineAdjustments {
		adjusted += "+" + x.take(fmt.Sprintf("adjustment_%d", i+1), "Adjustment: "+a.Reason, x.qualifies(), a.Value)
	}
	words := "Baseline: " + strings.ReplaceAll(string(f.Kind), "-", " ")
	if formula, ok := x.baselineFormula(); ok {
		x.put("baseline", words, x.qualifies(), x.roundedAs(x.qualifies(), formula+adjusted), st.Baseline)
	} else {
		x.markAs("baseline")
		x.text(1, words)
		x.library(x.valueAt, x.qualifies(), st.Baseline)
		x.row++
	}
	base := x.figureOf("baseline")
	x.put("growth", "Growth", unitShare, fmt.Sprintf(`IF(N(%[1]s)=0,"",ROUND((%[2]s-%[1]s)/%[1]s,4))`, base, x.figureOf("qualifying")), st.Growth)
}

// baselinePlaces are the decimals of a baseline: those of the currency, or 4 of a count.
func baselinePlaces(u unit, places int32) int32 {
	if u == unitMoney {
		return places
	}
	return 4
}

func (s *sheet) roundedAs(u unit, formula string) string {
	return fmt.Sprintf("ROUND(%s,%d)", formula, baselinePlaces(u, s.places))
}

// baselineFormula takes those earlier figures that the kind of baseline does. It is not ok
// where it does not come to the baseline, as when one is missing.
func (x *paying) baselineFormula() (formula string, ok bool) {
	st, f := &x.Statement, &x.Program.Formula.Baseline
	want := st.Baseline.Decimal
	for _, a := range st.BaselineAdjustments {
		want = want.Sub(a.Value.Decimal)
	}
	if f.Kind == incentive.BaselineAgreed {
		return x.inputOf("agreed"), st.Baseline.Valid && f.Agreed.Decimal.Equal(want)
	}
	var cells []string
	var figures []decimal.Decimal
	for i, h := range x.Partner.History {
		end, start := st.Period.Start.DaysSince(h.Period.End), st.Period.Start.DaysSince(h.Period.Start)
		previous, lastYear := end == 0, 358 <= start && start <= 372
		counts := map[incentive.BaselineKind]bool{
			incentive.BaselinePrevious: previous, incentive.BaselineLastYear: lastYear, incentive.BaselineHigher: previous || lastYear,
			incentive.BaselineHighest: end >= 0, incentive.BaselineAverage: end >= 0 && x.later(i) < f.Periods,
		}[f.Kind]
		if counts {
			cells, figures = append(cells, x.inputOf(fmt.Sprintf("history_%d", i+1))), append(figures, h.Value.Decimal)
		}
	}
	if len(cells) == 0 || !st.Baseline.Valid {
		return "", false
	}
	if f.Kind == incentive.BaselineAverage {
		n := decimal.NewFromInt(int64(len(cells)))
		off := decimal.Sum(figures[0], figures[1:]...).Sub(want.Mul(n)).Abs()
		return "AVERAGE(" + strings.Join(cells, ",") + ")", off.LessThanOrEqual(n.Mul(decimal.New(5, -baselinePlaces(x.qualifies(), x.places)-1)))
	}
	return "MAX(" + strings.Join(cells, ",") + ")", decimal.Max(figures[0], figures[1:]...).Equal(want)
}

// later counts the earlier figures that end after one.
func (x *paying) later(i int) (n int) {
	for _, h := range x.Partner.History {
		if h.Period.End.After(x.Partner.History[i].Period.End) && !h.Period.End.After(x.Statement.Period.Start) {
			n++
		}
	}
	return n
}
