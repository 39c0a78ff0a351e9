package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// lead is a row of leads.csv.
type lead struct {
	pipeline.Lead
	campaign string
}

// leadRow is a row of leads.csv.
type leadRow struct {
	ID         string `csv:"id"`
	Partner    string `csv:"partner"`
	Source     string `csv:"source"`
	Vendor     string `csv:"vendor"`
	Campaign   string `csv:"campaign"`
	Created    string `csv:"created"`
	FollowedUp string `csv:"followed_up"`
	Stage      string `csv:"stage"`
	Rejected   string `csv:"rejected"`
}

var leadColumns = map[string]string{"followedUp": "followed_up"}

// readLeads checks all leads and keeps those of the subject. There need be no file.
func readLeads(in folder, ch *channel, found *faults, shown *progress) {
	if !in.has(leadsFile) {
		return
	}
	if why := ch.plans.unsound.why(partLeads); why != "" {
		notChecked(in, found, why, leadsFile)
		return
	}
	if ch.plans.Leads == nil {
		found.add(leadsFile, 0, 0, `takes what is expected of leads, for all partners in %s, like {"quarter": "2026-Q3", "currency": "USD", "leads": {"followUpWithin": 3}}`, planFile)
		return
	}
	rows, ok := openSheet[leadRow](in, leadsFile, found)
	if !ok {
		return
	}
	defer rows.close()
	ch.hasLeads, ch.leadCampaigns = true, rows.has("campaign")
	shown.open(leadsFile)
	c := leadChecker{channel: ch, rows: rows, seen: newIDs()}
	var row leadRow
	for rows.next(&row) {
		shown.row()
		c.read(&row)
	}
	c.check()
}

// leadChecker reads leads row by row. The library reviews many at once, and so checks
// them: leadsAtOnce are so few that it lists all faults of theirs.
type leadChecker struct {
	channel *channel
	rows    *sheet[leadRow]
	seen    ids
	batch   []batchedLead
	leads   []pipeline.Lead // of the batch
	cells   []position      // of the leads, each with as many as the file has columns
	faulty  []map[string]bool
}

const leadsAtOnce = 100

type batchedLead struct {
	lead
	partner int // position in partners.list, -1 for none
}

// read adds the lead of a row to the batch, and reports what is wrong with its cells for
// themselves.
func (c *leadChecker) read(row *leadRow) {
	rows, faulty := c.rows, make(map[string]bool)
	fault := func(column, format string, args ...any) {
		rows.fault(column, format, args...)
		faulty[column] = true
	}
	partner, known := c.channel.partners.index[row.Partner]
	if !known {
		fault("partner", "%s", c.channel.partners.unknown(row.Partner, rows.found))
		partner = -1
	}
	if row.ID != "" {
		if before := c.seen.add(row.ID, rows.line()); before > 0 {
			fault("id", "lead %.40q stands in line %d already", row.ID, before)
		}
	}
	one := lead{campaign: row.Campaign, Lead: pipeline.Lead{
		ID: row.ID, Partner: row.Partner, Source: row.Source, Vendor: row.Vendor, Stage: partnermath.Stage(row.Stage),
		Created:    rows.optionalDate("created", row.Created, faulty),
		FollowedUp: rows.optionalDate("followed_up", row.FollowedUp, faulty),
	}}
	var err error
	if one.Rejected, err = parseYesNo(row.Rejected); err != nil {
		fault("rejected", "%v, got %.40q", err, row.Rejected)
	}
	c.batch = append(c.batch, batchedLead{one, partner})
	c.leads, c.faulty = append(c.leads, one.Lead), append(c.faulty, faulty)
	for i := range rows.header {
		line, at := rows.position(i)
		c.cells = append(c.cells, position{uint32(line), uint32(at)})
	}
	if len(c.leads) == leadsAtOnce {
		c.check()
	}
}

// check reports the rules of the library that the leads of the batch break, and keeps the
// sound ones of the subject.
func (c *leadChecker) check() {
	_, err := pipeline.MeasureLeads(*c.channel.plans.Leads, endOfDays, c.leads)
	for _, f := range fieldsOf(err) {
		var i int
		if _, err := fmt.Sscanf(f.Path, "leads[%d].", &i); err != nil || i >= len(c.leads) {
			continue
		}
		cells := c.cells[i*len(c.rows.header):]
		c.rows.rules([]partnermath.FieldError{f}, leadColumns, c.faulty[i], func(column int) (line, at int) {
			return int(cells[column].line), int(cells[column].column)
		})
	}
	for i, one := range c.batch {
		if len(c.faulty[i]) == 0 && c.channel.keeps(one.partner) {
			c.channel.leads[one.partner] = append(c.channel.leads[one.partner], one.lead)
		}
	}
	c.batch, c.leads, c.cells, c.faulty = c.batch[:0], c.leads[:0], c.cells[:0], c.faulty[:0]
}

var errYesNo = errors.New("must be yes, no or empty")

func parseYesNo(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes":
		return true, nil
	case "no", "":
		return false, nil
	}
	return false, errYesNo
}

// at returns the lead as it was on a day, as far as that can be told; ok is false for
// one that was not there yet.
func (l lead) at(asOf partnermath.Date) (then lead, ok bool) {
	if l.FollowedUp.After(asOf) {
		l.FollowedUp = partnermath.Date{}
	}
	return l, !l.Created.After(asOf)
}
