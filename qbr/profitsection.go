package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// profitability is the section of what the partner earns with the vendor, and, for the vendor
// only, of what the partner returns.
func (b *builder) profitability() Section {
	s := Section{Title: "Profitability of the partnership"}
	b.statement(&s)
	b.profitReport(&s)
	b.profitVariance(&s)
	b.vendorReturn(&s)
	return s
}

// statement shows the main lines of the business case by year.
func (b *builder) statement(s *Section) {
	if b.missing(SectionProfitability, SourceStatement, "the partner's business case") {
		return
	}
	st := &b.sources.Statement.Value
	b.add(s, tables.Statement(*st))
	year, amount := reading.OperatingProfit(st, b.review.Period.Start)
	if year == nil {
		return
	}
	name := fmt.Sprintf("Partner's operating profit %d", year.Year)
	if year.Partial {
		name += ", in part"
	}
	s.Metrics = append(s.Metrics, b.figure(MetricPartnerProfit, name, document.UnitMoney, known(amount), SourceStatement))
}

// profitReport tells when the business pays back, and what it takes until then.
func (b *builder) profitReport(s *Section) {
	if b.missing(SectionProfitability, SourceProfit, "when the partner's business pays back") {
		return
	}
	r := &b.sources.Profit.Value
	s.Metrics = append(s.Metrics, b.figure(MetricPaybackMonth, "Business pays back in month", document.UnitCount, b.paybackMonth(s, r), SourceProfit))
	b.add(s, tables.Profit(*r, b.review.Currency))
	if !r.OperatingBreakEven.Valid {
		s.Notes = append(s.Notes, "The business makes no lasting operating profit within the case.")
	}
}

// paybackMonth is the month from which on the business has paid back, and says more of it.
func (b *builder) paybackMonth(s *Section, r *profit.Report) decimal.NullDecimal {
	month, first := reading.Payback(r)
	if r.Payback.Status == profit.BreakEvenNever {
		s.note("The business does not pay back within the case.")
	}
	if first > 0 {
		s.note("It pays back in month %d for the first time, and owes again later.", first)
	}
	if days, ok := reading.MonthDays(&b.sources.Statement.Value, month); ok && b.sources.has(SourceStatement) {
		remark := fmt.Sprintf("Month %s of the business case is %s.", month.Decimal, days)
		s.Notes = append(s.Notes, remark)
		b.remarks[MetricPaybackMonth] = remark
	}
	return month
}

// profitVariance splits what closed months brought more or less than planned.
func (b *builder) profitVariance(s *Section) {
	if b.missing(SectionProfitability, SourcePlanActual, "what the business case has brought so far") {
		return
	}
	v := &b.sources.PlanActual.Value
	b.add(s, tables.Variance(*v))
	if n := len(v.Unreported); n > 0 {
		b.gap(SectionProfitability, SourcePlanActual, fmt.Sprintf("what some lines of the business case brought in %s", words.Many(n, "closed month")))
	}
}

// vendorReturn tells the vendor, and nobody else, what the partner returns.
func (b *builder) vendorReturn(s *Section) {
	if b.toPartner || b.missing(SectionProfitability, SourceVendorReturn, "what the partner returns to the vendor") {
		return
	}
	v := &b.sources.VendorReturn.Value
	var multiple decimal.NullDecimal
	if v.ProgramCost.IsPositive() {
		multiple = exact.Ratio(v.Margin, v.ProgramCost, exact.RatioPlaces)
	}
	s.Metrics = append(s.Metrics, b.metric(Metric{
		ID: MetricVendorReturn, Name: "Margin by program cost", Unit: document.UnitTimes, Value: multiple, Source: SourceVendorReturn, VendorOnly: true,
	}))
	b.add(s, tables.VendorReturn(*v))
	money := document.UnitMoney
	s.note("The partner costs the vendor %s over the business case, and brings a margin of %s.", b.write(money, known(v.ProgramCost)), b.write(money, known(v.Margin)))
}
