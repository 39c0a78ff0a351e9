package promotion

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

const monthsPerQuarter = 3

// Decide decides a proposal with the vendor's baseline:
//
//	payout         = round(level × increment, or × revenue, or level)
//	return         = round((revenue − baseline) × margin rate)
//	largest payout = return ÷ (1 + R) − (fixed cost + rep reward), rounded down
//
// at full attainment and at the lowest that pays. It is approved when it lies on the menu and
// neither payout is above its largest; the package comment has the rest.
//
// The error is a [*partnermath.ValidationError], with paths below "menu", "proposal" and
// "baseline", for one of them that is not valid, another currency than that of the menu, an amount
// with more decimals than it, and the quantity of a goal of money. What lies outside the menu is
// no error: the proposal is returned, with the menu's limit.
func Decide(m Menu, p Proposal, b Baseline) (Decision, error) {
	var faults partnermath.ValidationError
	r := read(&faults, &m, &p, &b)
	if err := faults.Err(); err != nil {
		return Decision{}, err
	}
	decision := Decision{
		Proposal: p.ID, Partner: p.Partner, Misses: r.misses(), Forecast: r.forecast, Outside: r.outside,
		Baseline: r.baseline, Months: monthsPerQuarter * len(p.Quarters), Investment: orZero(p.Commitments.Investment),
	}
	decision.figures(&r.deal)
	decision.judge(&r)
	return decision, nil
}

func (d *Decision) figures(of *deal) {
	d.Full, d.Lowest = of.at(one, of.level), of.at(of.lowest, of.level)
	d.SmallestRevenue, d.BreakEven = of.smallestRevenue(d.Full.Meets && d.Lowest.Meets), of.breakEven()
	if d.Full.Cost.Valid && d.Full.Return.Decimal.IsPositive() {
		months := decimal.NewFromInt(int64(d.Months))
		d.PaybackMonths = exact.Ratio(d.Full.Cost.Decimal.Mul(months), d.Full.Return.Decimal, exact.RatioPlaces)
	}
}

// judge lists the reasons and finds the status, with a counter-offer where there is one.
func (d *Decision) judge(r *reading) {
	onMenu := len(d.Misses) == 0
	found := func(reason partnermath.Reason) bool {
		switch reason {
		case ReasonNoForecast:
			return !r.forecast.Revenue.Valid
		case ReasonNoBaseline:
			return !r.baseline.Valid
		case ReasonROI:
			return d.Full.misses()
		case ReasonLowestROI:
			return d.Lowest.misses()
		}
		return slices.ContainsFunc(d.Misses, func(m Miss) bool { return m.Reason == reason })
	}
	d.Status, d.Reasons = Returned, []partnermath.Reason{}
	for _, reason := range reasons {
		if found(reason) {
			d.Reasons = append(d.Reasons, reason)
		}
	}
	if len(d.Reasons) == 0 {
		d.Status = Approved
		return
	}
	if !onMenu || !r.known {
		return
	}
	if level, ok := r.deal.highest(r.payout); ok {
		d.Status = ApprovedWithChanges
		d.Counter = Counter{
			Level: decimal.NewNullDecimal(level),
			Full:  r.deal.at(one, level), Lowest: r.deal.at(r.deal.lowest, level),
		}
	}
}

// misses tells that the minimum ROI is known not to be met: by the payout, or by any.
func (p *Point) misses() bool {
	return p.Return.Valid && !p.Meets && (p.Payout.Valid || !p.LargestPayout.Valid)
}

// reasons are in the order in which they are listed.
var reasons = []partnermath.Reason{
	ReasonQuarter, ReasonGoal, ReasonPayingGoal, ReasonQuantity, ReasonDate, ReasonProduct, ReasonPayout,
	ReasonLevel, ReasonMaxPayout, ReasonRepReward, ReasonAttainment,
	ReasonNoForecast, ReasonNoBaseline, ReasonROI, ReasonLowestROI,
}
