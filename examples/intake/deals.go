package intake

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// dealRow is a row of deals.csv.
type dealRow struct {
	ID            string `csv:"id"`
	Partner       string `csv:"partner"`
	Customer      string `csv:"customer"`
	Product       string `csv:"product"`
	Campaign      string `csv:"campaign"`
	Currency      string `csv:"currency"`
	Amount        string `csv:"amount"`
	Stage         string `csv:"stage"`
	Category      string `csv:"category"`
	Created       string `csv:"created"`
	LastActivity  string `csv:"last_activity"`
	ExpectedClose string `csv:"expected_close"`
	Outcome       string `csv:"outcome"`
	Closed        string `csv:"closed"`
	Submitted     string `csv:"submitted"`
	Decision      string `csv:"decision"`
	Decided       string `csv:"decided"`
	Expires       string `csv:"expires"`
}

// dealColumns are the columns that are not named like the library's field.
var dealColumns = map[string]string{"lastActivity": "last_activity", "expectedClose": "expected_close"}

// endOfDays is a day after all others, for what is checked whatever the day of the
// review.
var endOfDays = partnermath.NewDate(9999, 12, 31)

// readDeals checks all deals and keeps those of the subject. There need be no file.
func readDeals(in folder.Folder, ch *Channel, found *folder.Faults) {
	if !in.Has(DealsFile) {
		return
	}
	why := ch.plans.unsound.why(partPipeline, partRegistrations)
	isAlone := why != "" || ch.plans.Pipeline == nil
	switch {
	case why != "":
		found.Add(DealsFile, 0, 0, "the stages are not checked, because that %s", why)
	case isAlone:
		found.Add(DealsFile, 0, 0, `takes a pipeline for all partners in %s, like {"quarter": "2026-Q3", "currency": "USD", "pipeline": {"stages": [{"id": "open", "probability": "0.5"}]}}`, PlanFile)
	}
	rows, ok := folder.OpenSheet[dealRow](in, DealsFile, found)
	if !ok {
		return
	}
	if isAlone {
		checkDeals(ch, rows)
		return
	}
	ch.HasDeals, ch.DealCampaigns = true, rows.Has("campaign")
	ch.HasRegistrations = slices.ContainsFunc([]string{"submitted", "decision", "decided", "expires"}, rows.Has)
	ch.DecidedUnknown = rows.Has("decision") && !rows.Has("decided")
	before := found.Count()
	c := newDealChecker(ch, rows)
	c.owners = make(map[sale]int)
	for row := range rows.All() {
		sound := found.Count()
		if one, partner := c.read(row); ch.keeps(partner) && found.Count() == sound {
			ch.deals.add(partner, one)
			if r := one.Registration; r.Decision == pipeline.RegistrationApproved {
				c.protect(partner, one)
			}
		}
	}
	if ch.subject == everyPartner {
		maps.DeleteFunc(ch.rivals, func(of sale, _ *bundle) bool { return c.owners[of] != severalPartners })
		ch.rivals = maps.Clone(ch.rivals) // into one as large as it has to be
	} else if found.Count() == before || !found.Refused() {
		readRivals(in, ch)
	}
}

// checkDeals checks deals without a plan, of which none is kept.
func checkDeals(ch *Channel, rows *folder.Sheet[dealRow]) {
	c := newDealChecker(ch, rows)
	c.isAlone = true
	for row := range rows.All() {
		c.read(row)
	}
}

// dealChecker reads deals row by row.
type dealChecker struct {
	channel *Channel
	rows    *folder.Sheet[dealRow]
	isAlone bool // there is no plan to check them by
	seen    folder.IDs
	faulty  map[string]bool // columns of the row
	// policies check deals, by the position in Plans of their pipeline. What they add
	// up is not looked at.
	policies map[int]*pipeline.DealTally
	// owners are who protects a sale, for those who are kept.
	owners map[sale]int
	// What cells stand for: stages by the position in Plans of their pipeline.
	stages                        map[int]*folder.Wording
	categories, outcomes, decided *folder.Wording
}

func newDealChecker(ch *Channel, rows *folder.Sheet[dealRow]) dealChecker {
	return dealChecker{
		channel: ch, rows: rows, seen: folder.NewIDs(), policies: make(map[int]*pipeline.DealTally), stages: make(map[int]*folder.Wording),
		categories: folder.NewEnumWording(pipeline.ForecastCategory("").Values()),
		outcomes:   folder.NewEnumWording(pipeline.DealOutcome("").Values()),
		decided:    folder.NewEnumWording(pipeline.RegistrationDecision("").Values()),
	}
}

// stage returns what a cell stands for to a partner.
func (c *dealChecker) stage(text string, partner int) string {
	if c.isAlone {
		return text
	}
	at, policy := c.policyOf(partner)
	if c.stages[at] == nil {
		c.stages[at] = newStageWording(policy.Stages)
	}
	return c.stages[at].Stand(text)
}

// severalPartners protect a sale.
const severalPartners = -1

// protect keeps an approved registration of a partner.
func (c *dealChecker) protect(partner int, one Deal) {
	of := sale{strings.Clone(one.Customer), strings.Clone(one.Product)}
	if !c.channel.addRival(of, one.Registration) {
		return
	}
	if before, known := c.owners[of]; known && before != partner {
		partner = severalPartners
	}
	c.owners[of] = partner
}

// read returns the deal of a row with the position of its partner, and reports what is
// wrong with its cells.
func (c *dealChecker) read(row *dealRow) (one Deal, partner int) {
	if len(c.faulty) > 0 || c.faulty == nil {
		c.faulty = make(map[string]bool)
	}
	partner, known := c.channel.partners.find(row.Partner)
	if !known {
		c.fault("partner", "%s", c.channel.partners.unknown(row.Partner, c.rows.Found))
		partner = -1
	}
	if row.ID != "" {
		if before := c.seen.Add(row.ID, c.rows.Line()); before > 0 {
			c.fault("id", "deal %.40q stands in line %d already", row.ID, before)
		}
	}
	one = Deal{Campaign: row.Campaign, Deal: pipeline.Deal{
		ID: row.ID, Partner: row.Partner, Product: row.Product, Customer: row.Customer, Currency: row.Currency,
		Stage: c.stage(row.Stage, partner), Category: pipeline.ForecastCategory(c.categories.Stand(row.Category)),
		Outcome:      pipeline.DealOutcome(c.outcomes.Stand(row.Outcome)),
		Created:      c.rows.Date("created", row.Created, c.faulty),
		LastActivity: c.rows.Date("last_activity", row.LastActivity, c.faulty), ExpectedClose: c.rows.Date("expected_close", row.ExpectedClose, c.faulty),
		Closed: c.rows.Date("closed", row.Closed, c.faulty),
	}}
	if text := strings.TrimSpace(row.Amount); text != "" {
		amount, err := c.rows.Forms.Number(text)
		if err != nil {
			c.fault("amount", "%v", err)
		}
		one.Amount = decimal.NewNullDecimal(amount.Decimal)
	}
	if row.Submitted+row.Decision+row.Decided+row.Expires != "" {
		c.register(&one, row)
	}
	c.check(&one, partner)
	return one, partner
}

// register adds the registration of a deal.
func (c *dealChecker) register(one *Deal, row *dealRow) {
	one.register(
		c.rows.Date("submitted", row.Submitted, c.faulty), pipeline.RegistrationDecision(c.decided.Stand(row.Decision)),
		c.rows.Date("decided", row.Decided, c.faulty), c.rows.Date("expires", row.Expires, c.faulty),
	)
}

func (c *dealChecker) fault(column, format string, args ...any) {
	c.rows.Fault(column, format, args...)
	c.faulty[column] = true
}

// sale is what a registration protects.
type sale struct{ customer, product string }

// readRivals keeps the approved registrations for what a partner under review has one for.
// Of one partner alone, which these are is known when the whole file was read, and found
// sound, so that it is read again instead of held.
func readRivals(in folder.Folder, ch *Channel) {
	own := ch.rivals
	if len(own) == 0 {
		return
	}
	found := new(folder.Faults) // what is wrong was found before
	rows, ok := folder.OpenSheet[dealRow](in.Unwatched(), DealsFile, found)
	if !ok {
		return
	}
	c := newDealChecker(ch, rows)
	id := ch.partners.list[ch.subject].ID
	for row := range rows.All() {
		of := sale{row.Customer, row.Product}
		if row.Partner == id || c.decided.Stand(row.Decision) != string(pipeline.RegistrationApproved) || own[of] == nil {
			if row.ID != "" {
				c.seen.Add(row.ID, rows.Line())
			}
			continue
		}
		before := found.Count()
		if one, _ := c.read(row); found.Count() == before {
			ch.addRival(of, one.Registration)
		}
	}
}

// addRival keeps a registration that protects a sale, unless it is one that its partner's plan sets
// apart: that is nothing to the others.
func (ch *Channel) addRival(of sale, r pipeline.Registration) bool {
	r.Amount = decimal.NullDecimal{} // is nothing to them either
	if (pipeline.RegistrationBook{Rivals: []pipeline.Registration{r}}).Validate() != nil {
		return false
	}
	ch.rivals.add(of, rival{r})
	return true
}

// rival is a registration that protects a sale, without its amount.
type rival struct{ pipeline.Registration }

func (r *rival) pack(p *packer) {
	for _, text := range []*string{&r.ID, &r.Partner, &r.Customer, &r.Product} {
		packText(p, text)
	}
	packText(p, &r.Decision)
	packText(p, &r.Outcome)
	for _, day := range []*partnermath.Date{&r.Submitted, &r.Decided, &r.Expires, &r.Closed} {
		p.day(day)
	}
}

// At returns the deal as it was on a day, as far as that can be told: not yet closed,
// when it was closed later; lately active, when there was activity later. ok is false
// for a deal that was not there yet, or that was closed later and whose stage is not told.
func (d Deal) At(asOf partnermath.Date) (then Deal, ok bool) {
	if d.Created.After(asOf) {
		return d, false
	}
	reopened := d.Closed.After(asOf)
	if reopened {
		d.Outcome, d.Closed = "", partnermath.Date{}
	}
	if d.LastActivity.After(asOf) {
		d.LastActivity = asOf
	}
	return d, d.Stage != "" || !reopened
}

// Deals returns the deals of a partner that is kept.
func (ch *Channel) Deals(at int) []Deal { return ch.deals.of(at) }

// Rivals returns the approved registrations of the other partners for a customer and a product
// for which a partner that is kept has one among its deals.
func (ch *Channel) Rivals(partner string, own []Deal) []pipeline.Registration {
	var bundles []*bundle
	asked, count := make(map[sale]bool), 0
	for i := range own {
		r := &own[i].Registration
		of := sale{r.Customer, r.Product}
		if b := ch.rivals[of]; r.Decision == pipeline.RegistrationApproved && b != nil && !asked[of] {
			asked[of] = true
			bundles, count = append(bundles, b), count+b.count
		}
	}
	others := make([]pipeline.Registration, 0, count)
	for _, b := range bundles {
		for r := range unpacked[rival](b) {
			if r.Partner != partner {
				others = append(others, r.Registration)
			}
		}
	}
	return others
}
