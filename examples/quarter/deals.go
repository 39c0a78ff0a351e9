package main

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// deal is a row of deals.csv, with its registration if there is one.
type deal struct {
	pipeline.Deal
	campaign     string
	registration pipeline.Registration // without an ID when the deal is not registered
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
func readDeals(in folder, ch *channel, found *faults, shown *progress) {
	file, ok := openOptional(in, dealsFile, found)
	if !ok {
		return
	}
	defer func() { _ = file.Close() }()
	if ch.plans.Pipeline == nil {
		found.add(dealsFile, 0, 0, "takes a pipeline for all partners in %s", planFile)
		return
	}
	rows, ok := openSheet[dealRow](dealsFile, file, found)
	if !ok {
		return
	}
	ch.hasDeals = true
	before := found.count
	shown.open(dealsFile)
	c := dealChecker{channel: ch, rows: rows, seen: newIDs(), policies: make(map[int]*pipeline.DealTally)}
	var row dealRow
	for rows.next(&row) {
		shown.row()
		if one, partner := c.read(&row); partner == ch.subject && partner >= 0 {
			ch.deals = append(ch.deals, one)
		}
	}
	if found.count == before {
		readRivals(in, ch, found, shown)
	}
}

// openOptional opens a file that there need not be.
func openOptional(in folder, name string, found *faults) (fs.File, bool) {
	file, err := in.open(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		found.add(name, 0, 0, "%v", reason(err))
	}
	return file, err == nil
}

// dealChecker reads deals row by row.
type dealChecker struct {
	channel *channel
	rows    *sheet[dealRow]
	seen    ids
	faulty  map[string]bool // columns of the row
	// policies check deals, by the position in Plans of their pipeline. What they add
	// up is not looked at.
	policies map[int]*pipeline.DealTally
}

// read returns the deal of a row with the position of its partner, and reports what is
// wrong with its cells.
func (c *dealChecker) read(row *dealRow) (one deal, partner int) {
	if len(c.faulty) > 0 || c.faulty == nil {
		c.faulty = make(map[string]bool)
	}
	partner, known := c.channel.partners.index[row.Partner]
	if !known {
		c.fault("partner", "partner %.40q is not in %s", row.Partner, partnersFile)
		partner = -1
	}
	if row.ID != "" && !c.seen.add(row.ID) {
		c.fault("id", "deal %.40q stands before", row.ID)
	}
	one = deal{campaign: row.Campaign, Deal: pipeline.Deal{
		ID: row.ID, Partner: row.Partner, Product: row.Product, Customer: row.Customer, Currency: row.Currency,
		Stage: row.Stage, Category: pipeline.ForecastCategory(row.Category), Outcome: pipeline.DealOutcome(row.Outcome),
		Created:      c.rows.optionalDate("created", row.Created, c.faulty),
		LastActivity: c.rows.optionalDate("last_activity", row.LastActivity, c.faulty), ExpectedClose: c.rows.optionalDate("expected_close", row.ExpectedClose, c.faulty),
		Closed: c.rows.optionalDate("closed", row.Closed, c.faulty),
	}}
	amount, err := parseNumber(strings.TrimSpace(row.Amount))
	if err != nil {
		c.fault("amount", "%v, got %.40q", err, row.Amount)
	}
	one.Amount = amount.Decimal
	if row.Submitted+row.Decision+row.Decided+row.Expires != "" {
		c.register(&one, row)
	}
	c.check(&one, partner)
	return one, partner
}

// register adds the registration of a deal. While it is not approved, it protects
// nothing, and how the deal ended says nothing about it. To it, a deal that the
// customer gave to nobody is lost.
func (c *dealChecker) register(one *deal, row *dealRow) {
	one.registration = pipeline.Registration{
		ID: one.ID, Partner: one.Partner, Customer: one.Customer, Product: one.Product, Amount: one.Amount,
		Submitted: c.rows.optionalDate("submitted", row.Submitted, c.faulty), Decision: pipeline.RegistrationDecision(row.Decision),
		Decided: c.rows.optionalDate("decided", row.Decided, c.faulty), Expires: c.rows.optionalDate("expires", row.Expires, c.faulty),
	}
	if one.registration.Decision == pipeline.RegistrationApproved {
		one.registration.Outcome, one.registration.Closed = one.Outcome, one.Closed
		if one.Outcome == pipeline.DealNoDecision {
			one.registration.Outcome = pipeline.DealLost
		}
	}
}

// check reports the rules of the library that a deal breaks, for itself and with the
// policy of its partner.
func (c *dealChecker) check(one *deal, partner int) {
	err := one.Validate()
	if err == nil {
		alone := one.Deal // a tally keeps a group for each of these
		alone.Partner, alone.Region, alone.Product = "", "", ""
		alone.Currency = cmp.Or(alone.Currency, c.channel.plans.Currency)
		err = c.policy(partner).Add(alone)
	}
	if err != nil {
		c.rows.rules(fieldsOf(err), dealColumns, c.faulty, c.rows.position)
	}
	if one.registration != (pipeline.Registration{}) {
		book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{one.registration}}
		if err := book.Validate(); err != nil {
			c.rows.rules(fieldsOf(err), dealColumns, c.faulty, c.rows.position)
		}
	}
}

// policy returns what checks the deals of a partner.
func (c *dealChecker) policy(partner int) *pipeline.DealTally {
	at := forAll
	if partner >= 0 {
		at = c.channel.plans.pipelineOf(&c.channel.partners.list[partner])
	}
	tally := c.policies[at]
	if tally == nil {
		policy := *c.channel.plans.Pipeline
		if at != forAll {
			policy = *c.channel.plans.Plans[at].Pipeline
		}
		policy.Currency = c.channel.plans.Currency
		policy.Period = c.channel.calendar.Quarter(c.channel.plans.Quarter.Year, c.channel.plans.Quarter.Number)
		tally, _ = pipeline.NewDealTally(policy, endOfDays) // it was found sound
		c.policies[at] = tally
	}
	return tally
}

func (c *dealChecker) fault(column, format string, args ...any) {
	c.rows.fault(column, format, args...)
	c.faulty[column] = true
}

// readRivals keeps the approved registrations of other partners for what the subject
// has one for. Which these are is known when the whole file was read, and found sound,
// so that it is read again instead of held.
func readRivals(in folder, ch *channel, found *faults, shown *progress) {
	type sale struct{ customer, product string }
	own := make(map[sale]bool)
	for _, d := range ch.deals {
		if r := d.registration; r.Decision == pipeline.RegistrationApproved {
			own[sale{r.Customer, r.Product}] = true
		}
	}
	if len(own) == 0 {
		return
	}
	file, ok := openOptional(in, dealsFile, found)
	if !ok {
		return
	}
	defer func() { _ = file.Close() }()
	rows, ok := openSheet[dealRow](dealsFile, file, found)
	if !ok {
		return
	}
	c := dealChecker{channel: ch, rows: rows, seen: newIDs(), policies: make(map[int]*pipeline.DealTally)}
	id := ch.partners.list[ch.subject].ID
	var row dealRow
	for rows.next(&row) {
		shown.row()
		if row.Partner == id || row.Decision != string(pipeline.RegistrationApproved) || !own[sale{row.Customer, row.Product}] {
			continue
		}
		one, _ := c.read(&row)
		ch.rivals = append(ch.rivals, one.registration)
	}
}

// at returns the deal as it was on a day, as far as that can be told: not yet closed,
// when it was closed later; lately active, when there was activity later. ok is false
// for a deal that was not there yet, or that was at a stage which is not known.
func (d deal) at(asOf partnermath.Date) (then deal, ok bool) {
	if d.Created.After(asOf) {
		return d, false
	}
	if d.Closed.After(asOf) {
		d.Outcome, d.Closed = "", partnermath.Date{}
	}
	if d.LastActivity.After(asOf) {
		d.LastActivity = asOf
	}
	return d, d.Outcome != "" || d.Stage != ""
}
