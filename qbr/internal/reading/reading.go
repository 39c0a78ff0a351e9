// Package reading finds in the results of other packages what a review says of them: the
// row of the partner, the figure of a list, how many are of a kind. It changes no result.
package reading

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Forecasts are those of the partner, nil where it has none.
func Forecasts(r *pipeline.ForecastReport, partner string) *pipeline.PartnerForecastRow {
	return find(r.Partners, func(row *pipeline.PartnerForecastRow) bool { return row.Partner == partner })
}

// Registrations are the figures of the partner, nil where it has none.
func Registrations(r *pipeline.RegistrationReport, partner string) *pipeline.RegistrationFigures {
	row := find(r.Partners, func(row *pipeline.RegistrationRow) bool { return row.ID == partner })
	if row == nil {
		return nil
	}
	return &row.RegistrationFigures
}

// Open is the open deals of a quarter on a basis, undefined where nothing is known of them, and
// how many it leaves out.
func Open(r *pipeline.DealReport, basis pipeline.ValueBasis) (amount decimal.NullDecimal, unknown int) {
	if basis == pipeline.ValueRaw {
		return setting.Least(r.Open, r.Unknown.Open), r.Unknown.Open
	}
	return setting.Least(r.Weighted, r.Unknown.Weighted), r.Unknown.Weighted
}

// Coverage is how the deals cover what remains of the plan, undefined where nothing is known of
// them, and the target for that, nil without one.
func Coverage(r *pipeline.DealReport, basis pipeline.ValueBasis) (value decimal.NullDecimal, target *pipeline.CoverageTargetResult) {
	of := find(r.Coverages, func(c *pipeline.Coverage) bool { return c.Basis == basis && c.Of == pipeline.TargetRemaining })
	if open, _ := Open(r, basis); of != nil && open.Valid {
		value = of.Value
	}
	for i := range r.CoverageTargets {
		if t := &r.CoverageTargets[i]; t.Basis == basis && t.Of == pipeline.TargetRemaining {
			target = t
		}
	}
	return value, target
}

// UnknownDeals tells of the deals of a quarter that are in no sum, because their amounts or
// chances are not known.
func UnknownDeals(r *pipeline.DealReport, quarter string) []string {
	var texts []string
	tell := func(text string, n int, deal string) {
		if n > 0 {
			texts = append(texts, fmt.Sprintf(text, words.Many(n, deal), quarter))
		}
	}
	u := &r.Unknown
	tell("what %s of %s would come to", u.Open, "open deal")
	tell("the chance to win %s of %s", u.Weighted-u.Open, "open deal")
	tell("what %s of %s came to", u.Won, "won deal")
	return texts
}

// Loop is what the campaigns of the partner came to in a loop grouped by partners, and
// whether others are in it.
func Loop(l *loop.Loop, partner string) (own loop.Figures, others bool) {
	group := find(l.Groups, func(g *loop.Group) bool { return g.By == loop.ByPartner })
	if group == nil {
		return own, false
	}
	for i := range group.Rows {
		if row := &group.Rows[i]; row.Value == partner {
			own = row.Channel
		} else {
			others = true
		}
	}
	return own, others
}

// CampaignCount is what campaigns brought together.
type CampaignCount struct {
	// Created is the pipeline of those of which it is known, undefined where it is of none,
	// and Silent counts the others.
	Created decimal.NullDecimal
	Silent  int
	// Young counts those that may still bring more.
	Young int
}

// Campaigns counts what campaigns brought.
func Campaigns(all []waterfall.Verification) CampaignCount {
	var c CampaignCount
	for i := range all {
		if !all[i].Mature {
			c.Young++
		}
		if p := all[i].Pipeline.Actual; p.Valid {
			c.Created = decimal.NewNullDecimal(c.Created.Decimal.Add(p.Decimal))
		} else {
			c.Silent++
		}
	}
	return c
}

// ClaimCount is what became of claims, and what the vendor pays of those accepted.
type ClaimCount struct {
	Accepted, Denied, Pending int
	Amount                    decimal.Decimal
}

// Claims counts what became of claims.
func Claims(all []mdf.Settlement) ClaimCount {
	var c ClaimCount
	for i := range all {
		switch tables.ClaimStatus(all[i]) {
		case mdf.LineAccepted, mdf.LineChanged:
			c.Accepted, c.Amount = c.Accepted+1, c.Amount.Add(all[i].Vendor)
		case mdf.LineDenied:
			c.Denied++
		case mdf.LinePending:
			c.Pending++
		}
	}
	return c
}

// NextTier is the program whose next tier pays most more as of a day, nil where that of none
// pays more. A program whose period is over has no next tier: of such ones, missed is the one
// whose next tier would have paid most more.
func NextTier(all []tables.Rebate, asOf partnermath.Date) (next, missed *tables.Rebate) {
	for i := range all {
		gap := &all[i].Statement.Gap
		if !gap.Missing.Valid || !gap.Gain.Valid || !gap.Gain.Decimal.IsPositive() {
			continue
		}
		best := &next
		if all[i].IsOver(asOf) {
			best = &missed
		}
		if *best == nil || gap.Gain.Decimal.GreaterThan((*best).Statement.Gap.Gain.Decimal) {
			*best = &all[i]
		}
	}
	return next, missed
}

// Qualifying is the revenue of a period that a rebate is measured by, of several the one
// nearest to what is reported: others may be of some products only.
func Qualifying(all []tables.Rebate, period partnermath.Period, reported decimal.Decimal) decimal.NullDecimal {
	var nearest decimal.NullDecimal
	for i := range all {
		s := &all[i].Statement
		if all[i].Measure != incentive.MeasureRevenue || s.Period != period {
			continue
		}
		distance := s.Qualifying.Sub(reported).Abs()
		if !nearest.Valid || distance.LessThan(nearest.Decimal.Sub(reported).Abs()) {
			nearest = decimal.NewNullDecimal(s.Qualifying)
		}
	}
	return nearest
}

// find is the first of a list that is meant, nil where there is none.
func find[T any](all []T, meant func(*T) bool) *T {
	for i := range all {
		if meant(&all[i]) {
			return &all[i]
		}
	}
	return nil
}
