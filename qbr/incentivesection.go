package qbr

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/qbr/document"
)

// incentives is the section of what the partner earns, and of what more would pay.
func (b *builder) incentives() Section {
	s := Section{Title: "Incentives"}
	b.rebates(&s)
	b.promotions(&s)
	b.rewards(&s)
	return s
}

// words writes codes such as "short-notice" for people.
func words(reasons ...partnermath.Reason) string {
	texts := make([]string, len(reasons))
	for i, r := range reasons {
		texts[i] = strings.ReplaceAll(string(r), "-", " ")
	}
	return strings.Join(texts, ", ")
}

// measureUnit is the unit of a program's thresholds.
func measureUnit(m incentive.Measure) document.Unit {
	if m == incentive.MeasureRevenue || m == incentive.MeasureMargin {
		return document.UnitMoney
	}
	return document.UnitCount
}

// rebates shows what each program pays, how, and what is missing to its next tier.
func (b *builder) rebates(s *Section) {
	if b.missing(SectionIncentives, SourceIncentives, "what rebate programs pay") {
		return
	}
	statements := b.sources.Incentives.Value
	paid := document.Table{Title: "Rebates", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Program", Kind: document.ColumnWords},
		{Head: "Qualifying", Unit: document.UnitMoney},
		{Head: "Attained", Unit: document.UnitShare, Spare: 1},
		{Head: "Earned", Unit: document.UnitMoney},
		{Head: "Corrections of before", Unit: document.UnitMoney, Signed: true, Spare: 2},
		{Head: "Carried to the next", Unit: document.UnitMoney, Spare: 3},
		{Head: "Payable now", Unit: document.UnitMoney},
		{Head: "Why not more", Kind: document.ColumnWords},
	}}
	var earned, payable, corrections decimal.Decimal
	for i := range statements {
		st := &statements[i].Statement
		var adjusted decimal.Decimal
		for j := range st.Adjustments {
			adjusted = adjusted.Add(st.Adjustments[j].Amount)
		}
		earned, payable, corrections = earned.Add(st.Awarded), payable.Add(st.Payable), corrections.Add(adjusted)
		paid.Rows = append(paid.Rows, document.Row{Cells: []document.Cell{
			{Text: statements[i].Program},
			document.Number(known(st.Qualifying), measureUnit(statements[i].Measure)), document.Number(st.Attainment, document.UnitShare),
			{Number: known(st.Awarded)},
			{Number: known(adjusted)},
			{Number: known(st.CarriedOut)},
			{Number: known(st.Payable)},
			{Text: b.limits(st)},
		}})
	}
	paid.Rows = append(paid.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{
		{Text: "In all"}, {}, {}, {Number: known(earned)}, {Number: known(corrections)}, {}, {Number: known(payable)},
	}})
	s.Metrics = append(s.Metrics, b.figure(MetricIncentiveEarned, "Rebates earned", document.UnitMoney, known(earned), SourceIncentives))
	s.Tables = append(s.Tables, paid)
	b.tiers(s, statements)
	b.nextTier(s, statements)
}

// limits says in words what held a payout down.
func (b *builder) limits(st *incentive.Statement) string {
	var why []string
	if st.Reason != "" {
		why = append(why, words(st.Reason))
	}
	for i := range st.Caps {
		c := &st.Caps[i]
		why = append(why, words(c.Cap)+" took "+b.write(document.UnitMoney, known(c.Cost)))
	}
	return strings.Join(why, "; ")
}

// tiers shows what each tier pays.
func (b *builder) tiers(s *Section, statements []ProgramStatement) {
	t := document.Table{Title: "What each tier pays", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Tier", Kind: document.ColumnWords},
		{Head: "Pays on", Unit: document.UnitMoney},
		{Head: "Rate", Unit: document.UnitShare},
		{Head: "Per unit", Unit: document.UnitMoney, Spare: 1},
		{Head: "Flat", Unit: document.UnitMoney, Spare: 1},
		{Head: "Amount", Unit: document.UnitMoney},
	}}
	for i := range statements {
		unit := measureUnit(statements[i].Measure)
		if len(statements[i].Statement.Slices) > 0 {
			t.Rows = append(t.Rows, document.Row{Kind: document.RowGroup, Cells: document.Texts(statements[i].Program)})
		}
		for j := range statements[i].Statement.Slices {
			slice := &statements[i].Statement.Slices[j]
			name := "all"
			if slice.From.Valid {
				name = "from " + unit.Format(slice.From, b.review.Currency)
			}
			if slice.To.Valid {
				name += " to " + unit.Format(slice.To, b.review.Currency)
			}
			t.Rows = append(t.Rows, document.Row{Kind: document.RowPart, Cells: []document.Cell{
				{Text: name}, document.Number(known(slice.Measure), unit), {Number: slice.Rate}, {Number: slice.PerUnit}, {Number: slice.Flat}, {Number: known(slice.Amount)},
			}})
		}
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// nextTier shows what is missing to the tier that gains most, of the programs that count money.
func (b *builder) nextTier(s *Section, statements []ProgramStatement) {
	best := -1
	for i := range statements {
		gap := &statements[i].Statement.Gap
		if !gap.Missing.Valid || !gap.Gain.Valid || !gap.Gain.Decimal.IsPositive() || measureUnit(statements[i].Measure) != document.UnitMoney {
			continue
		}
		if best < 0 || gap.Gain.Decimal.GreaterThan(statements[best].Statement.Gap.Gain.Decimal) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	gap := &statements[best].Statement.Gap
	s.Metrics = append(s.Metrics,
		b.figure(MetricNextTierMissing, "Missing to the next tier of "+statements[best].Program, document.UnitMoney, gap.Missing, SourceIncentives),
		b.figure(MetricNextTierGain, "What reaching it would pay more", document.UnitMoney, gap.Gain, SourceIncentives))
	last := statements[best].Statement.Period.End.AddDays(-1)
	text := fmt.Sprintf("%s: the next tier can be reached until %s.", statements[best].Program, last)
	if !b.asOf.Before(last) {
		text = fmt.Sprintf("%s: the period ended on %s; only sales that are recorded late still count.", statements[best].Program, last)
	}
	s.Notes = append(s.Notes, text)
}

// promotions shows what the partner proposed.
func (b *builder) promotions(s *Section) {
	decisions := b.sources.Promotions.Value
	if len(decisions) == 0 {
		return
	}
	t := document.Table{Title: "Promotions proposed", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Promotion", Kind: document.ColumnWords},
		{Head: "Status"},
		{Head: "Revenue", Unit: document.UnitMoney},
		{Head: "Payout", Unit: document.UnitMoney},
		{Head: "Margin ROI", Unit: document.UnitShare},
		{Head: "Largest payout that meets the ROI", Unit: document.UnitMoney, Spare: 1},
		{Head: "Why", Kind: document.ColumnWords},
	}}
	for i := range decisions {
		d := &decisions[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: d.Proposal},
			{Text: words(partnermath.Reason(d.Status))},
			document.Number(d.Full.Revenue, document.UnitMoney), document.Number(d.Full.Payout, document.UnitMoney),
			document.Number(d.Full.MarginROI, document.UnitShare), document.Number(d.Full.LargestPayout, document.UnitMoney),
			{Text: words(d.Reasons...)},
		}})
	}
	s.Tables = append(s.Tables, t)
}

// mostDeals is how many deals of a statement are listed.
const mostDeals = 10

// rewards shows what registered deals earn.
func (b *builder) rewards(s *Section) {
	if !b.sources.has(SourceRewards) {
		return
	}
	st := &b.sources.Rewards.Value
	s.Metrics = append(s.Metrics, b.figure(MetricRewardsEarned, "Rewards earned on registered deals", document.UnitMoney, known(st.Earned), SourceRewards))
	t := document.Table{Title: "Rewards on registered deals", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Deal", Kind: document.ColumnWords},
		{Head: "Status"},
		{Head: "Earned", Unit: document.UnitMoney},
		{Head: "Still to earn", Unit: document.UnitMoney},
		{Head: "Forfeited", Unit: document.UnitMoney, Spare: 1},
		{Head: "Paid", Unit: document.UnitMoney},
		{Head: "Due", Unit: document.UnitMoney},
	}}
	for i := range st.Lines[:min(len(st.Lines), mostDeals)] {
		l := &st.Lines[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: l.Deal},
			{Text: words(partnermath.Reason(l.Status))},
			{Number: known(l.Earned)},
			document.Number(l.Pending, document.UnitMoney),
			document.Number(l.Forfeited, document.UnitMoney),
			{Number: known(l.Paid)},
			{Number: known(l.Due)},
		}})
	}
	name := "In all"
	if more := len(st.Lines) - mostDeals; more > 0 {
		name = fmt.Sprintf("In all, with %d further deals", more)
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{
		{Text: name}, {}, {Number: known(st.Earned)}, document.Number(st.Pending, document.UnitMoney), document.Number(st.Forfeited, document.UnitMoney), {Number: known(st.Paid)}, {Number: known(st.Due)},
	}})
	s.Tables = append(s.Tables, t)
	if st.PaidOnLost.IsPositive() {
		s.Notes = append(s.Notes, fmt.Sprintf("Paid on deals that were lost, expired or cancelled: %s.", b.write(document.UnitMoney, known(st.PaidOnLost))))
	}
}
