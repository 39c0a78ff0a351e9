package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Deal is a row of deals.csv, with its registration if there is one.
type Deal struct {
	pipeline.Deal
	Campaign     string                `json:"campaign,omitempty"`
	Apart        bool                  `json:"apart,omitempty"`       // as it is faulty
	Registration pipeline.Registration `json:"registration,omitzero"` // without an ID when the deal is not registered
}

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
		maps.DeleteFunc(ch.rivals, func(of sale, _ []byte) bool { return c.owners[of] != severalPartners })
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
	c.channel.rivals.add(of, one)
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

// register adds the registration of a deal. One that was rejected protects nothing, and how the
// deal ended says nothing about it. To the others, a deal that the customer gave to nobody is
// lost; while they wait, there is nothing to decide any more once it is closed.
func (d *Deal) register(submitted partnermath.Date, decision pipeline.RegistrationDecision, decided, expires partnermath.Date) {
	d.Registration = pipeline.Registration{
		ID: d.ID, Partner: d.Partner, Customer: d.Customer, Product: d.Product, Amount: d.Amount,
		Submitted: submitted, Decision: decision, Decided: decided, Expires: expires,
	}
	if decision != pipeline.RegistrationRejected {
		d.Registration.Outcome, d.Registration.Closed = d.Outcome, d.Closed
		if d.Outcome == pipeline.DealNoDecision {
			d.Registration.Outcome = pipeline.DealLost
		}
	}
}

func (d *Deal) cells() []string {
	r := &d.Registration
	return []string{
		d.ID, d.Partner, d.Customer, d.Product, d.Campaign, d.Currency, numberCell(d.Amount), d.Stage, string(d.Category),
		dayCell(d.Created), dayCell(d.LastActivity), dayCell(d.ExpectedClose), string(d.Outcome), dayCell(d.Closed),
		r.ID, dayCell(r.Submitted), string(r.Decision), dayCell(r.Decided), dayCell(r.Expires), yesCell(d.Apart),
	}
}

func (d *Deal) take(cells []string) {
	*d = Deal{Campaign: cells[4], Apart: cells[19] != "", Deal: pipeline.Deal{
		ID: cells[0], Partner: cells[1], Customer: cells[2], Product: cells[3], Currency: cells[5], Amount: numberOf(cells[6]),
		Stage: cells[7], Category: pipeline.ForecastCategory(cells[8]), Created: dayOf(cells[9]), LastActivity: dayOf(cells[10]),
		ExpectedClose: dayOf(cells[11]), Outcome: pipeline.DealOutcome(cells[12]), Closed: dayOf(cells[13]),
	}}
	if cells[14] != "" {
		d.register(dayOf(cells[15]), pipeline.RegistrationDecision(cells[16]), dayOf(cells[17]), dayOf(cells[18]))
	}
}

// check reports the rules of the library that a deal breaks, for itself and with the
// policy of its partner, unless that sets faulty deals apart.
func (c *dealChecker) check(one *Deal, partner int) {
	if c.isAlone {
		c.rows.Rules(folder.FieldsOf(one.Validate()), dealColumns, c.faulty, nil)
		c.checkRegistration(one)
		return
	}
	plan := c.channel.plans.Terms
	if partner >= 0 {
		plan = c.channel.plans.measuresOf(c.channel.partners.list[partner]).Terms
	}
	err := one.Validate()
	if ofTier := c.channel.partners.isUnknown && len(c.channel.plans.Plans) > 0; err == nil && !ofTier {
		alone := one.Deal // a tally keeps a group for each of these
		alone.Partner, alone.Region, alone.Product = "", "", ""
		alone.Currency = cmp.Or(alone.Currency, c.channel.plans.Currency)
		err = c.policy(partner).Add(alone)
	}
	one.Apart = err != nil && plan.Pipeline.Faulty == partnermath.FaultySetApart
	if err != nil && !one.Apart {
		c.rows.Rules(c.named(folder.FieldsOf(err), one, partner), dealColumns, c.faulty, nil)
	}
	apart := plan.Registrations != nil && plan.Registrations.Faulty == partnermath.FaultySetApart
	if !apart {
		c.checkRegistration(one)
	}
}

// checkRegistration reports the rules that the registration of a deal breaks.
func (c *dealChecker) checkRegistration(one *Deal) {
	if one.Registration == (pipeline.Registration{}) {
		return
	}
	book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{one.Registration}}
	c.rows.Rules(folder.FieldsOf(book.Validate()), dealColumns, c.faulty, nil)
}

// named names the stages where one is not among them.
func (c *dealChecker) named(fields []partnermath.FieldError, one *Deal, partner int) []partnermath.FieldError {
	for i := range fields {
		if strings.HasSuffix(fields[i].Path, "stage") && fields[i].Rule == "known" {
			_, policy := c.policyOf(partner)
			var ids []string
			for _, stage := range policy.Stages {
				ids = append(ids, stage.ID)
			}
			fields[i].Message = fmt.Sprintf("must be one of %s, got %.40q", words.Named(ids), one.Stage)
			if len(ids) > 0 && c.rows.Raw("stage") == one.Stage { // not what a mapping makes of it
				fields[i].Message += folder.ValueHint(DealsFile, "stage", one.Stage, ids[0])
			}
		}
	}
	return fields
}

// policyOf returns the policy for a partner, with its position in Plans.
func (c *dealChecker) policyOf(partner int) (at int, policy pipeline.DealPolicy) {
	at, policy = forAll, *c.channel.plans.Pipeline
	if partner >= 0 {
		at = c.channel.plans.pipelineOf(&c.channel.partners.list[partner])
	}
	if at != forAll {
		policy = *c.channel.plans.Plans[at].Pipeline
	}
	return at, policy
}

// policy returns what checks the deals of a partner.
func (c *dealChecker) policy(partner int) *pipeline.DealTally {
	at, policy := c.policyOf(partner)
	tally := c.policies[at]
	if tally == nil {
		policy.Currency = c.channel.plans.Currency
		policy.Period = c.channel.Calendar.Quarter(c.channel.plans.Quarter.Year, c.channel.plans.Quarter.Number)
		tally, _ = pipeline.NewDealTally(policy, endOfDays) // it was found sound
		c.policies[at] = tally
	}
	return tally
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
		if row.Partner == id || c.decided.Stand(row.Decision) != string(pipeline.RegistrationApproved) || own[sale{row.Customer, row.Product}] == nil {
			continue
		}
		before := found.Count()
		if one, _ := c.read(row); found.Count() == before {
			of := sale{row.Customer, row.Product}
			ch.rivals.add(of, one)
		}
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
// for which one that is kept has one.
func (ch *Channel) Rivals(partner, customer, product string) []pipeline.Registration {
	var others []pipeline.Registration
	for _, d := range ch.rivals.of(sale{customer, product}) {
		if d.Partner != partner {
			others = append(others, d.Registration)
		}
	}
	return others
}
