package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/performance"
)

// channelBook is channel.json: what the dashboard of all partners and the report of the whole
// channel take beside what is told of each partner.
type channelBook struct {
	// Dashboard has no currency, calendar and quarter.
	Dashboard dashboard.Policy `json:"dashboard,omitzero"`
	// Steps are those of the partners' years.
	Steps []dashboard.Step `json:"steps,omitempty"`
	// Channel has no calendar, no period, no one before, and does not say what counts.
	Channel channel.Policy `json:"channel,omitzero"`
	// CostOfGoodsRate is the vendor's cost of goods ÷ revenue, of the revenue of which no record
	// tells the cost; left out, it is not known.
	CostOfGoodsRate decimal.NullDecimal `json:"costOfGoodsRate,omitzero"`
	// Records tell what was spent on a partner in a quarter, with what came of it as far as
	// something is known to have led to it. What else there is, other files tell: the partner's
	// tier and region, its plan and what it sold. A currency that is left out is theirs.
	Records []channel.Record `json:"records,omitempty"`
}

// readChannelBook reads channel.json and checks it. There need be no file.
func readChannelBook(in folder.Folder, ch *Channel, found *folder.Faults) (b channelBook) {
	d, there := folder.ReadDocument(in, ChannelFile, found, &b)
	if !there {
		return b
	}
	var invalid partnermath.ValidationError
	refuse(&invalid, "dashboard.currency", b.Dashboard.Currency != "", "it is that of the reviews")
	refuse(&invalid, "dashboard.calendar", b.Dashboard.Calendar != partnermath.Calendar{}, CalendarFile+" has it")
	refuse(&invalid, "dashboard.quarter", !b.Dashboard.Quarter.IsZero(), "the flag -quarter tells it")
	refuse(&invalid, "channel.calendar", b.Channel.Calendar != partnermath.Calendar{}, CalendarFile+" has it")
	refuse(&invalid, "channel.period", b.Channel.Period != channel.Span{}, "the flag -quarter tells it")
	refuse(&invalid, "channel.before", b.Channel.Before != channel.Span{}, "it is the quarter before")
	refuse(&invalid, "channel.counts", b.Channel.Counts != nil, "the policy in "+ReviewFile+" tells it")
	anyQuarter := partnermath.Quarter{Year: anyYear, Number: 2}
	invalid.Merge("dashboard", ch.dashboardPolicy(&b, anyQuarter).Validate())
	b.checkSteps(ch, ch.dashboardPolicy(&b, anyQuarter), &invalid)
	if b.Channel.Kinds != nil || b.Records != nil {
		invalid.Merge("channel", ch.returnPolicy(&b, anyQuarter).Validate())
	}
	b.checkRecords(ch, &invalid)
	d.Rules(invalid.Err())
	return b
}

// stepsAtOnce are so few that all faults of theirs are listed.
const stepsAtOnce = 100

// checkSteps checks each step by itself.
func (b *channelBook) checkSteps(ch *Channel, policy dashboard.Policy, invalid *partnermath.ValidationError) {
	if policy.Validate() != nil {
		return
	}
	for from := 0; from < len(b.Steps); from += stepsAtOnce {
		steps := b.Steps[from:min(from+stepsAtOnce, len(b.Steps))]
		for i, step := range steps {
			ch.checkPartner(step.Partner, invalid, "steps[%d].partner", from+i)
		}
		_, err := dashboard.Overview(policy, nil, steps, endOfDays)
		for _, f := range paths.Fields(err) {
			var i int
			_, field, _ := strings.Cut(f.Path, "].")
			if _, err := fmt.Sscanf(f.Path, "steps[%d].", &i); err == nil && field != "partner" { // no partner has a review here
				invalid.Add(fmt.Sprintf("steps[%d].%s", from+i, field), f.Rule, f.Message)
			}
		}
	}
}

// checkRecords refuses what other files tell, and validates the rest.
func (b *channelBook) checkRecords(ch *Channel, invalid *partnermath.ValidationError) {
	if rate := b.CostOfGoodsRate; rate.Valid && (rate.Decimal.IsNegative() || rate.Decimal.Exponent() < -12 || rate.Decimal.GreaterThan(decimal.New(1, 0))) {
		invalid.Add("costOfGoodsRate", "range", "must be a share of at most 12 decimals, from 0 to 1")
	}
	var kinds []string
	for _, kind := range b.Channel.Kinds {
		kinds = append(kinds, kind.ID)
	}
	for i := range b.Records {
		r, path := &b.Records[i], fmt.Sprintf("records[%d]", i)
		at, known := ch.checkPartner(r.Partner, invalid, "records[%d].partner", i)
		switch {
		case !known:
			continue
		case r.Tier+r.Region != "":
			invalid.Addf(path, "empty", "must have neither a tier nor a region, since %s has them", PartnersFile)
		case r.Plan.Valid || r.Sourced.Valid || r.Influenced.Valid || r.Attached.Valid:
			invalid.Addf(path, "empty", "must have neither a plan nor what was sold, since %s has them", SalesFile)
		}
		r.Tier, r.Region = ch.partners.list[at].Tier, ch.partners.list[at].Region
		if r.Currency == "" {
			r.Currency = ch.reviews.currency()
		}
		invalid.Merge(path, r.Validate())
		for j, s := range r.Spend {
			if !slices.Contains(kinds, s.Kind) {
				invalid.Addf(fmt.Sprintf("%s.spend[%d].kind", path, j), "known", "must be one of channel.kinds, got %.40q", s.Kind)
			}
		}
	}
}

// dashboardPolicy completes the policy of the dashboard of a quarter.
func (ch *Channel) dashboardPolicy(b *channelBook, q partnermath.Quarter) dashboard.Policy {
	p := b.Dashboard
	p.Currency, p.Calendar, p.Quarter = ch.reviews.currency(), ch.Calendar, q
	return p
}

// returnPolicy completes the policy of the report of a quarter.
func (ch *Channel) returnPolicy(b *channelBook, q partnermath.Quarter) channel.Policy {
	p := b.Channel
	p.Calendar = ch.Calendar
	p.Period = channel.Span{From: q, Through: q}
	p.Before = channel.Span{From: q.Add(-1), Through: q.Add(-1)}
	p.Counts = nil
	for _, involvement := range ch.reviews.policy.Performance.Counts {
		p.Counts = append(p.Counts, channel.Role(involvement))
	}
	return p
}

// DashboardPolicy returns what the dashboard of a quarter is set against.
func (ch *Channel) DashboardPolicy(q partnermath.Quarter) dashboard.Policy {
	return ch.dashboardPolicy(&ch.book, q)
}

// Steps returns those of the partners' years. It takes Channel of the subjects.
func (ch *Channel) Steps() []dashboard.Step { return ch.book.Steps }

// ReturnPolicy returns what kinds of spend there are, for the report of a quarter and the one
// before; has tells that there are some.
func (ch *Channel) ReturnPolicy(q partnermath.Quarter) (policy channel.Policy, has bool) {
	return ch.returnPolicy(&ch.book, q), ch.book.Channel.Kinds != nil
}

// Spend returns the records of a quarter, with what was sold: all of the partners that are in
// sales.csv or for which something was spent. Those of whose sales a month of the quarter is not
// known, as nobody has reported it yet, are left out, and returned by their ids. It takes Channel
// of the subjects.
func (ch *Channel) Spend(q partnermath.Quarter) (records []channel.Record, leftOut []string) {
	b := &ch.book
	told := make(map[string]int) // of the currency of sales.csv
	for _, r := range b.Records {
		if r.Quarter != q {
			continue
		}
		if r.Currency == ch.reviews.currency() {
			told[r.Partner] = len(records)
		}
		records = append(records, r)
	}
	for i, p := range ch.partners.list {
		months := ofQuarter(ch.Sales(i), q)
		switch {
		case len(months) == 0:
			continue
		case !ch.isReported(months, q):
			leftOut = append(leftOut, p.ID)
			continue
		}
		at, has := told[p.ID]
		if !has {
			at = len(records)
			records = append(records, channel.Record{Partner: p.ID, Quarter: q, Currency: ch.reviews.currency(), Tier: p.Tier, Region: p.Region})
		}
		sell(&records[at], months)
	}
	unknown := make(map[string]bool)
	for _, id := range leftOut {
		unknown[id] = true
	}
	records = slices.DeleteFunc(records, func(r channel.Record) bool { return unknown[r.Partner] })
	for i := range records {
		b.cost(&records[i])
	}
	return records, leftOut
}

// isReported reports whether what counts towards the plan is known of each product in each month
// of a quarter.
func (ch *Channel) isReported(months []performance.SalesMonth, q partnermath.Quarter) bool {
	policy := ch.reviews.policy.Performance
	policy.Quarter = q
	r, err := performance.Measure(policy, months, ch.Calendar.Quarter(q.Year, q.Number).End.AddDays(-1))
	return err == nil && r.Total.Quarter.Unreported == 0
}

// ofQuarter returns the months of a quarter.
func ofQuarter(months []performance.SalesMonth, q partnermath.Quarter) []performance.SalesMonth {
	var some []performance.SalesMonth
	for _, m := range months {
		if m.Year == q.Year && (m.Month-1)/3+1 == q.Number {
			some = append(some, m)
		}
	}
	return some
}

// sell adds to a record what was planned and sold in months. What of the revenue that is known
// no outcome of the record has is one more outcome, to which nothing is known to have led.
func sell(r *channel.Record, months []performance.SalesMonth) {
	var rest decimal.Decimal
	for i := range months {
		m := &months[i]
		r.Plan = plus(r.Plan, m.Plan, i)
		r.Sourced, r.Influenced, r.Attached = plus(r.Sourced, m.Sourced, i), plus(r.Influenced, m.Influenced, i), plus(r.Attached, m.Attached, i)
		rest = rest.Add(m.Sourced.Decimal).Add(m.Influenced.Decimal).Add(m.Attached.Decimal)
	}
	for _, o := range r.Outcomes {
		rest = rest.Sub(o.Revenue.Decimal)
	}
	if rest.IsPositive() {
		r.Outcomes = append(slices.Clip(r.Outcomes), channel.Outcome{Revenue: decimal.NewNullDecimal(rest)})
	}
}

// cost adds the cost of goods to the outcomes that do not tell it, where there is a rate.
func (b *channelBook) cost(r *channel.Record) {
	places, known := partnermath.MinorUnits(r.Currency)
	if !known || !b.CostOfGoodsRate.Valid {
		return
	}
	r.Outcomes = slices.Clone(r.Outcomes)
	for i := range r.Outcomes {
		if o := &r.Outcomes[i]; !o.CostOfGoods.Valid {
			o.CostOfGoods = decimal.NewNullDecimal(o.Revenue.Decimal.Mul(b.CostOfGoodsRate.Decimal).Round(places))
		}
	}
}

// plus adds to a sum of n numbers. One that is not known makes it unknown.
func plus(sum, number decimal.NullDecimal, n int) decimal.NullDecimal {
	if n > 0 && !sum.Valid || !number.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(sum.Decimal.Add(number.Decimal))
}
