package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
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
	records packed[int, qbr.Records] // those of Partners
	// sales and activities are by the position of the partner.
	sales      packed[int, soldMonth]
	activities packed[int, performance.Activity]
}

// readReviews returns what reviews take. There need be no file.
func readReviews(in folder.Folder, ch *Channel, found *folder.Faults) reviews {
	r := reviews{index: make(map[int]int), records: make(packed[int, qbr.Records]), sales: make(packed[int, soldMonth]), activities: make(packed[int, performance.Activity])}
	d, there := folder.ReadDocument(in, ReviewFile, found, &r.reviewBook)
	var invalid partnermath.ValidationError
	r.complete(ch, &invalid)
	if !there {
		return r
	}
	if len(r.Partners) > 0 && r.Quarter.IsZero() {
		invalid.Add("quarter", "required", "must be given, the quarter of what is recorded of partners")
	} else if q := r.Quarter; !q.IsZero() && ch.Calendar.Quarter(q.Year, q.Number).IsZero() {
		invalid.Addf("quarter", "range", "must be a quarter of the calendar, got %s", q)
	}
	invalid.Merge("policy", r.policy.Validate())
	for i := range r.Partners {
		r.checkPartner(ch, i, &invalid)
	}
	r.Partners = nil
	d.Rules(invalid.Err())
	return r
}

// complete makes the policy that of the folder, and refuses what the folder or a flag says
// already.
func (r *reviews) complete(ch *Channel, invalid *partnermath.ValidationError) {
	p := r.Policy
	refuse(invalid, "policy.audience", p.Audience != "", "the flag -audience tells it")
	refuse(invalid, "policy.performance.quarter", !p.Performance.Quarter.IsZero(), "the flag -quarter tells it")
	refuse(invalid, "policy.performance.calendar", p.Performance.Calendar != partnermath.Calendar{}, CalendarFile+" has it")
	refuse(invalid, "policy.performance.currency", p.Performance.Currency != "" && ch.plans.Currency != "", PlanFile+" states it once")
	p.Audience = "vendor"
	p.Performance.Calendar = ch.Calendar
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
func (ch *Channel) statesCurrency() bool {
	return ch.plans.Currency != "" || ch.reviews.Policy.Performance.Currency != ""
}

// checkPartner checks what is recorded of a partner.
func (r *reviews) checkPartner(ch *Channel, i int, invalid *partnermath.ValidationError) {
	one, path := r.Partners[i], fmt.Sprintf("partners[%d]", i)
	at, known := ch.partners.find(one.Partner.ID)
	_, twice := r.index[at]
	switch p := one.Partner; {
	case !known:
		ch.partners.refuse(invalid, path+".partner.id", p.ID)
	case twice:
		invalid.Addf(path+".partner.id", "unique", "%.40q stands before", p.ID)
	case p.Name+p.Tier+p.Type+p.Region+p.Manager != "":
		invalid.Addf(path+".partner", "empty", "must have an id, a lifeStage and an attention at most, since %s has the rest", PartnersFile)
	case len(one.Sales) > 0:
		invalid.Addf(path+".sales", "empty", "must be left out; they stand in %s", SalesFile)
	case len(one.Activities) > 0:
		invalid.Addf(path+".activities", "empty", "must be left out; they stand in %s", ActivitiesFile)
	}
	if !known {
		return
	}
	r.index[at] = i
	invalid.Merge(path, one.Validate())
	checkHistory(path, one, invalid)
	if ch.keeps(at) && !twice {
		r.records.add(at, one)
	}
}

// checkHistory refuses what figures were of which nobody knows what they are now: neither one of the review nor
// one that the records have themselves. It would be passed over.
func checkHistory(path string, r qbr.Records, invalid *partnermath.ValidationError) {
	known := qbr.MetricID("").Values()
	for _, m := range r.Metrics {
		known = append(known, m.ID)
	}
	for i, h := range r.History {
		if h.Metric == "" || slices.Contains(known, h.Metric) {
			continue
		}
		names := make(map[string]bool)
		for _, id := range known {
			names[string(id)] = true
		}
		invalid.Addf(fmt.Sprintf("%s.history[%d].metric", path, i), "known", "must be a figure of the review, like revenue, landing or score, or one of the own metrics of the records; got %.40q%s", h.Metric, nearest(string(h.Metric), names))
	}
}

// ReviewPolicy returns what reviews are set against. It lacks the quarter, and is for the
// vendor.
func (ch *Channel) ReviewPolicy() qbr.Policy { return ch.reviews.policy }

// Currency is that of all amounts.
func (ch *Channel) Currency() string { return ch.reviews.currency() }

// Recorded returns what review.json and activities.csv record of a partner that is kept, for
// the review of a quarter.
func (ch *Channel) Recorded(at int, q partnermath.Quarter) qbr.Records {
	var kept qbr.Records
	if q != ch.reviews.Quarter {
		return kept
	}
	for _, own := range ch.reviews.records.of(at) {
		kept = own
	}
	kept.Activities = ch.reviews.activities.of(at)
	return kept
}

// Placed tells where in review.json what is recorded of a partner breaks a rule.
func (ch *Channel) Placed(at int, err error) error {
	for _, f := range paths.Fields(err) {
		if field, ok := strings.CutPrefix(f.Path, "records."); ok {
			return fmt.Errorf("%s: partners[%d].%s: %s", ReviewFile, ch.reviews.index[at], field, f.Message)
		}
	}
	return fmt.Errorf("partner %s: %w", ch.partners.list[at].ID, err)
}
