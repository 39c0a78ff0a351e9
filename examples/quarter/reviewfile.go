package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
)

// reviewBook is review.json: what reviews are set against, and what is recorded of partners
// for the review of a quarter.
type reviewBook struct {
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Policy has neither an audience nor a quarter, a calendar and a currency that is known.
	Policy qbr.Policy `json:"policy,omitzero"`
	// Partners are named by their id. What other files have of them is left out.
	Partners []qbr.Records `json:"partners,omitempty"`
}

// reviews is review.json read and found sound, with the tables that belong to it. The zero
// reviews are those of a folder without the file.
type reviews struct {
	reviewBook
	policy  qbr.Policy // complete but for the quarter
	index   map[int]int
	records packed[qbr.Records] // those of Partners
	// sales, packed, and activities are by the position of the partner.
	sales      map[int][]byte
	activities map[int][]performance.Activity
}

// readReviews returns what reviews take. There need be no file.
func readReviews(in folder, ch *channel, found *faults) reviews {
	r := reviews{index: make(map[int]int), records: make(packed[qbr.Records]), sales: make(map[int][]byte), activities: make(map[int][]performance.Activity)}
	d, there := readDocument(in, reviewFile, found, &r.reviewBook)
	var invalid partnermath.ValidationError
	r.complete(ch, &invalid)
	if !there {
		return r
	}
	if len(r.Partners) > 0 && r.Quarter.IsZero() {
		invalid.Add("quarter", "required", "must be given, the quarter of what is recorded of partners")
	} else if q := r.Quarter; !q.IsZero() && ch.calendar.Quarter(q.Year, q.Number).IsZero() {
		invalid.Addf("quarter", "range", "must be a quarter of the calendar, got %s", q)
	}
	invalid.Merge("policy", r.policy.Validate())
	for i := range r.Partners {
		r.checkPartner(ch, i, &invalid)
	}
	r.Partners = nil
	d.rules(invalid.Err())
	return r
}

// complete makes the policy that of the folder, and refuses what the folder or a flag says
// already.
func (r *reviews) complete(ch *channel, invalid *partnermath.ValidationError) {
	p := r.Policy
	refuse := func(field string, given bool, by string) {
		if given {
			invalid.Addf("policy."+field, "empty", "must be left out, since %s", by)
		}
	}
	refuse("audience", p.Audience != "", "the flag -audience tells it")
	refuse("performance.quarter", !p.Performance.Quarter.IsZero(), "the flag -quarter tells it")
	refuse("performance.calendar", p.Performance.Calendar != partnermath.Calendar{}, calendarFile+" has it")
	refuse("performance.currency", p.Performance.Currency != "" && ch.plans.Currency != "", planFile+" states it once")
	p.Audience = "vendor"
	p.Performance.Calendar = ch.calendar
	p.Performance.Currency = cmp.Or(ch.plans.Currency, p.Performance.Currency, ch.questionnaire.Currency, "USD")
	p.Performance.Quarter = cmp.Or(r.Quarter, partnermath.Quarter{Year: anyYear, Number: 1})
	if p.Performance.Counts == nil {
		p.Performance.Counts = []performance.Involvement{performance.Sourced, performance.Influenced}
	}
	r.policy = p
}

// currency is that of all amounts.
func (r *reviews) currency() string { return r.policy.Performance.Currency }

// statesCurrency reports whether a file says in which currency amounts are.
func (ch *channel) statesCurrency() bool {
	return ch.plans.Currency != "" || ch.reviews.Policy.Performance.Currency != ""
}

// checkPartner checks what is recorded of a partner.
func (r *reviews) checkPartner(ch *channel, i int, invalid *partnermath.ValidationError) {
	one, path := r.Partners[i], fmt.Sprintf("partners[%d]", i)
	at, known := ch.partners.find(one.Partner.ID)
	_, twice := r.index[at]
	switch p := one.Partner; {
	case !known:
		invalid.Addf(path+".partner.id", "known", "must be in %s, got %.40q", partnersFile, p.ID)
	case twice:
		invalid.Addf(path+".partner.id", "unique", "%.40q stands before", p.ID)
	case p.Name+p.Tier+p.Type+p.Region+p.Manager != "":
		invalid.Addf(path+".partner", "empty", "must have an id, a lifeStage and an attention at most, since %s has the rest", partnersFile)
	case len(one.Sales) > 0:
		invalid.Addf(path+".sales", "empty", "must be left out; they stand in %s", salesFile)
	case len(one.Activities) > 0:
		invalid.Addf(path+".activities", "empty", "must be left out; they stand in %s", activitiesFile)
	}
	if !known {
		return
	}
	r.index[at] = i
	invalid.Merge(path, one.Validate())
	if ch.keeps(at) && !twice {
		r.records.add(at, one)
	}
}

// record adds what is recorded of the partner for the quarter, and its sales.
func (x *subject) record() error {
	r := &x.channel.reviews
	if own := r.records.of(x.at); own != nil && x.quarter == r.Quarter {
		x.kept = own[0]
		x.kept.Activities = r.activities[x.at]
		x.kept.Metrics = slices.DeleteFunc(x.kept.Metrics, func(m qbr.OwnMetric) bool { return m.AsOf.After(x.asOf) }) // not known yet
	} else if x.quarter == r.Quarter {
		x.kept.Activities = r.activities[x.at]
	}
	life, attention := x.kept.Partner.LifeStage, x.kept.Partner.Attention
	x.kept.Partner = x.named()
	x.kept.Partner.LifeStage, x.kept.Partner.Attention = life, attention
	for _, month := range unpackMonths(r.sales[x.at]) {
		if month.Year <= x.quarter.Year && month.Year >= x.quarter.Year-performance.MaxYearsBack {
			x.kept.Sales = append(x.kept.Sales, month)
		}
	}
	return nil
}

// placed tells where in review.json what is recorded contradicts the day of the review.
func (x *subject) placed(err error) error {
	for _, f := range fieldsOf(err) {
		if field, ok := strings.CutPrefix(f.Path, "records."); ok {
			return fmt.Errorf("%s: partners[%d].%s: %s", reviewFile, x.channel.reviews.index[x.at], field, f.Message)
		}
	}
	return fmt.Errorf("partner %s: %w", x.ID, err)
}

// past keeps what a figure was in an earlier quarter, unless that is recorded.
func (x *subject) past(m qbr.PastMetric) {
	isRecorded := func(h qbr.PastMetric) bool { return h.Metric == m.Metric && h.Quarter == m.Quarter }
	if m.Quarter != x.quarter && m.Value.Valid && !slices.ContainsFunc(x.kept.History, isRecorded) {
		x.kept.History = append(x.kept.History, m)
	}
}
