package profit

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// Measure tells what a statement comes to: when it breaks even, what it takes to get there
// and what it returns.
//
// The error is a [*partnermath.ValidationError] with paths below "statement" and
// "discount": a statement whose lines are not as long as its months, that lacks one of the
// lines of profit and cash or has two, or whose amounts are not in minor units or add up to
// more than 10^18 of them.
func Measure(s Statement, d Discount) (Report, error) {
	var faults partnermath.ValidationError
	faults.Merge("discount", check.Model(d, nil))
	r := reader{Statement: &s}
	faults.Merge("statement", r.check())
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	report := Report{Case: s.Case, Currency: s.Currency, Basis: LineNetProfit}
	if s.Timed {
		report.Basis = LineCash
	}
	report.OperatingBreakEven = operatingBreakEven(r.flows(LineOperatingProfit))
	flows := r.flows(report.Basis)
	r.fund(&report, flows)
	r.value(&report, flows, d)
	r.rate(&report)
	return report, nil
}

// maxStatementLines bounds what is read of a statement.
const maxStatementLines = 1000

// A reader reads a statement of anybody.
type reader struct {
	*Statement
	places int32
}

func (r *reader) check() error {
	var faults partnermath.ValidationError
	r.places = checkCurrency(&faults, r.Currency)
	if n := len(r.Months); n < 1 || n > MaxMonths {
		faults.Addf("months", "length", "must have a length from 1 to %d, got %d", MaxMonths, n)
	}
	single := map[LineKind]int{LineOperatingProfit: 0, LineNetProfit: 0, LineCash: 0}
	for _, list := range []struct {
		name  string
		lines []Line
	}{{"lines", r.Lines}, {"quantities", r.Quantities}} {
		if len(list.lines) > maxStatementLines {
			faults.Addf(list.name, "length", "must have a length of at most %d, got %d", maxStatementLines, len(list.lines))
			continue
		}
		for i := range list.lines {
			line := &list.lines[i]
			path := fmt.Sprintf("%s[%d]", list.name, i)
			r.checkLine(&faults, path, line)
			if count, ok := single[line.Kind]; ok {
				single[line.Kind] = count + 1
				r.checkFlows(&faults, path, line)
			}
		}
	}
	for _, kind := range []LineKind{LineOperatingProfit, LineNetProfit, LineCash} {
		if single[kind] != 1 {
			faults.Addf("lines", "required", "must have one line of kind %s, got %d", kind, single[kind])
		}
	}
	return faults.Err()
}

func (r *reader) checkLine(faults *partnermath.ValidationError, path string, line *Line) {
	if len(line.Months) != len(r.Months) {
		faults.Addf(path+".months", "length", "must have a length of %d like the months of the statement, got %d", len(r.Months), len(line.Months))
	}
	bounds := check.Number{}
	bounds.Check(faults, check.Place{Field: path + ".start"}, line.Start)
	for m, value := range line.Months {
		if !bounds.Holds(value) {
			bounds.Fault(faults, fmt.Sprintf("%s.months[%d]", path, m), value)
		}
	}
}

// checkFlows checks that the sizes of the amounts of a line add up in 64 bits.
func (r *reader) checkFlows(faults *partnermath.ValidationError, path string, line *Line) {
	const most = 1_000_000_000_000_000_000
	left, ok := int64(most), true
	take := func(d decimal.Decimal) {
		units, whole := exact.Int64(d, r.places)
		left -= max(units, -units)
		ok = ok && whole && left >= 0
	}
	take(line.Start)
	for _, value := range line.Months {
		if ok {
			take(value)
		}
	}
	if !ok {
		faults.Add(path, "range", "must have amounts in minor units whose sizes add up to at most 10^18 of them")
	}
}

// flows returns the line of a kind in minor units, month 0 first.
func (r *reader) flows(kind LineKind) (all []*big.Int) {
	at := slices.IndexFunc(r.Lines, func(l Line) bool { return l.Kind == kind })
	for _, d := range append([]decimal.Decimal{r.Lines[at].Start}, r.Lines[at].Months...) {
		units, _ := exact.Int64(d, r.places)
		all = append(all, big.NewInt(units))
	}
	return all
}

func operatingBreakEven(flows []*big.Int) decimal.NullDecimal {
	month := cashflow.NeverBelow(flows)
	return decimal.NullDecimal{Decimal: decimal.NewFromInt(int64(month)), Valid: month > 0}
}

// breakEven tells when the sum of flows gets to 0.
func breakEven(flows []*big.Int) BreakEven {
	var b BreakEven
	crossings, dipped, end := cashflow.Crossings(flows)
	for _, c := range crossings {
		b.Crossings = append(b.Crossings, Crossing{Month: c.Period, At: c.At})
	}
	switch {
	case !dipped:
		b.Status = BreakEvenAlready
	case len(b.Crossings) == 0:
		b.Status = BreakEvenNever
	case end < 0:
		b.Status = BreakEvenLostAgain
	case len(b.Crossings) == 1:
		b.Status = BreakEvenOnce
	default:
		b.Status = BreakEvenSeveral
	}
	return b
}

// fund tells what it takes until the flows pay back.
func (r *reader) fund(report *Report, flows []*big.Int) {
	report.Payback = breakEven(flows)
	sum, lowest, month := cashflow.Lowest(flows)
	if lowest.Sign() < 0 {
		report.PeakMonth = partnermath.Int(int64(month))
	}
	report.PeakFunding = decimal.NewFromBigInt(lowest.Neg(lowest), -r.places)
	report.ReturnOnPeakFunding = exact.Ratio(decimal.NewFromBigInt(sum, -r.places), report.PeakFunding, ratioPlaces)
}

// monthly returns what a flow of the next month is discounted by at an annual rate.
func (d *Discount) monthly(annual decimal.NullDecimal) *big.Int {
	return cashflow.MonthlyFactor(annual.Decimal, d.Compounding == Nominal)
}

// factors returns by what each of n flows is discounted.
func (d *Discount) factors(n int) []*big.Int {
	return d.factorsOf(d.monthly(d.Annual), n)
}

// factorsOf is factors by what a flow of the next month is discounted by.
func (d *Discount) factorsOf(monthly *big.Int, n int) []*big.Int {
	return cashflow.Factors(monthly, d.FirstFlow == FirstAtEnd, n)
}

// value works out what the flows are worth, and at which rates they are worth nothing.
func (r *reader) value(report *Report, flows []*big.Int, d Discount) {
	var discounted []*big.Int
	annual := d.monthly(d.Annual)
	monthly := func(other decimal.NullDecimal) *big.Int {
		if !other.Valid {
			return annual
		}
		return d.monthly(other)
	}
	report.NPV, discounted = cashflow.PresentBy(flows, d.factorsOf(annual, len(flows)), r.places)
	report.DiscountedPayback = breakEven(discounted)
	roots := cashflow.Internal(flows)
	report.IRR, report.AnnualIRR = published(roots), roots.Annualised()
	one := new(big.Int).Lsh(big.NewInt(1), cashflow.FactorBits)
	report.MIRR = cashflow.Modified(flows, one, monthly(d.Finance), one, monthly(d.Reinvest))
}

// sum adds up lines of some kinds, over month 0 and the months; stocks over the months.
func sum(lines []Line, kinds ...LineKind) (total decimal.Decimal) {
	for i := range lines {
		if slices.Contains(kinds, lines[i].Kind) {
			total = decimal.Sum(total, lines[i].Months...)
			if !lineRules[lines[i].Kind].stock {
				total = total.Add(lines[i].Start)
			}
		}
	}
	return total
}

// rate works out the ratios that people who buy such businesses look for.
func (r *reader) rate(report *Report) {
	stream := func(id string, revenue, costs decimal.Decimal) decimal.Decimal {
		margin := revenue.Sub(costs)
		report.Streams = append(report.Streams, Stream{
			ID: id, Revenue: revenue, Margin: margin, MarginRate: exact.Ratio(margin, revenue, ratioPlaces),
		})
		return margin
	}
	products := sum(r.Lines, LineProductRevenue)
	recurring := sum(r.Lines, LineRecurringRevenue)
	services := sum(r.Lines, LineServiceRevenue)
	all := products.Add(recurring).Add(services)
	wages := sum(r.Lines, LineServiceCost, LineDeliveryPay)
	stream("products", products, sum(r.Lines, LineProductCost))
	margin := stream("recurring", recurring, sum(r.Lines, LineRecurringCost))
	stream("services", services, wages.Add(sum(r.Lines, LineSubcontract)))
	stream("vendor-money", decimal.Decimal{}, sum(r.Lines, LineRebate, LineRegistration, LineMDFExcess))

	for i := range r.Lines {
		if line := &r.Lines[i]; line.Kind == LineRecurringRevenue {
			report.MRR = report.MRR.Add(line.Months[len(line.Months)-1])
		}
	}
	report.RecurringShare = exact.Ratio(recurring, all, ratioPlaces)
	report.ServicesPerWages = exact.Ratio(services, wages, ratioPlaces)
	if margin.IsPositive() {
		winning := sum(r.Lines, LineSalesPay, LineCommission, LineMarketing, LineMDF)
		joined := sum(r.Quantities, LineNew)
		served := sum(r.Quantities, LineBase)
		report.CACPayback = exact.Ratio(winning.Mul(served), joined.Mul(margin), ratioPlaces)
	}
	heads := sum(r.Quantities, LineHeads)
	report.RevenuePerHead = exact.Ratio(all.Mul(decimal.NewFromInt(ledger.MonthsPerYear)), heads, r.places)
}
