package main

import (
	"errors"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// lead is a row of leads.csv.
type lead struct {
	waterfall.Lead
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
	file, ok := openOptional(in, leadsFile, found)
	if !ok {
		return
	}
	defer func() { _ = file.Close() }()
	if ch.plans.Leads == nil {
		found.add(leadsFile, 0, 0, "takes what is expected of leads in %s, for all partners", planFile)
		return
	}
	rows, ok := openSheet[leadRow](leadsFile, file, found)
	if !ok {
		return
	}
	ch.hasLeads = true
	shown.open(leadsFile)
	seen := make(map[string]bool)
	var row leadRow
	for rows.next(&row) {
		shown.row()
		one, partner := row.read(ch, rows, seen)
		if partner == ch.subject && partner >= 0 {
			ch.leads = append(ch.leads, one)
		}
	}
}

// read returns the lead of a row with the position of its partner, and reports what is
// wrong with its cells.
func (row *leadRow) read(ch *channel, rows *sheet[leadRow], seen map[string]bool) (one lead, partner int) {
	faulty := make(map[string]bool)
	fault := func(column, format string, args ...any) {
		rows.fault(column, format, args...)
		faulty[column] = true
	}
	partner, known := ch.partners.index[row.Partner]
	if !known {
		fault("partner", "partner %.40q is not in %s", row.Partner, partnersFile)
		partner = -1
	}
	if seen[row.ID] && row.ID != "" {
		fault("id", "lead %.40q stands before", row.ID)
	}
	seen[strings.Clone(row.ID)] = true
	one = lead{campaign: row.Campaign, Lead: waterfall.Lead{
		ID: row.ID, Partner: row.Partner, Source: row.Source, Vendor: row.Vendor, Stage: partnermath.Stage(row.Stage),
		Created:    rows.optionalDate("created", row.Created, faulty),
		FollowedUp: rows.optionalDate("followed_up", row.FollowedUp, faulty),
	}}
	var err error
	if one.Rejected, err = parseYesNo(row.Rejected); err != nil {
		fault("rejected", "%v, got %.40q", err, row.Rejected)
	}
	if _, err := waterfall.ReviewLeads(*ch.plans.Leads, endOfDays, []waterfall.Lead{one.Lead}); err != nil {
		rows.rules(err, leadColumns, faulty)
	}
	return one, partner
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
