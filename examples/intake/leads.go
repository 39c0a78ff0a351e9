package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Lead is a row of leads.csv.
type Lead struct {
	pipeline.Lead
	Campaign string `json:"campaign,omitempty"`
}

func (l *Lead) pack(p *packer) {
	for _, text := range []*string{&l.ID, &l.Partner, &l.Source, &l.Vendor, &l.Campaign} {
		packText(p, text)
	}
	packText(p, &l.Stage)
	p.day(&l.Created)
	p.day(&l.FollowedUp)
	p.yes(&l.Rejected)
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
func readLeads(in folder.Folder, ch *Channel, found *folder.Faults) {
	if !in.Has(LeadsFile) {
		return
	}
	policy := ch.plans.Leads
	why := ch.plans.unsound.why(partLeads)
	if why == "" && policy == nil {
		found.Add(LeadsFile, 0, 0, `takes what is expected of leads, for all partners in %s, like {"quarter": "2026-Q3", "currency": "USD", "leads": {"followUpWithin": 3}}`, PlanFile)
	}
	if why != "" || policy == nil { // any policy tells what is wrong with leads
		policy = &pipeline.LeadPolicy{FollowUpWithin: 1}
	}
	rows, ok := folder.OpenSheet[leadRow](in, LeadsFile, found)
	if !ok {
		return
	}
	ch.HasLeads, ch.LeadCampaigns = true, rows.Has("campaign")
	ch.FollowUpUnknown, ch.RejectionUnknown = !rows.Has("followed_up"), !rows.Has("rejected")
	c := leadChecker{channel: ch, batch: folder.Batch[leadRow]{Rows: rows}, policy: *policy, seen: folder.NewIDs(), stages: folder.NewEnumWording(partnermath.Stages())}
	for row := range rows.All() {
		c.read(row)
	}
	c.check()
}

// leadChecker reads leads row by row. The library reviews many at once, and so checks
// them: leadsAtOnce are so few that it lists all faults of theirs.
type leadChecker struct {
	channel *Channel
	policy  pipeline.LeadPolicy
	batch   folder.Batch[leadRow]
	seen    folder.IDs
	stages  *folder.Wording
	all     []Lead          // of the batch
	leads   []pipeline.Lead // of all
	owners  []int           // of all, positions in partners.list, -1 for none
}

const leadsAtOnce = 100

// read adds the lead of a row to the batch, and reports what is wrong with its cells for
// themselves.
func (c *leadChecker) read(row *leadRow) {
	rows := c.batch.Rows
	cells := folder.Cells[leadRow]{Rows: rows}
	partner := partnerOf(&cells, c.channel, row.Partner)
	if row.ID != "" {
		if before := c.seen.Add(row.ID, rows.Line()); before > 0 {
			cells.Fault("id", "lead %.40q stands in line %d already", row.ID, before)
		}
	}
	one := Lead{Campaign: row.Campaign, Lead: pipeline.Lead{
		ID: row.ID, Partner: row.Partner, Source: row.Source, Vendor: row.Vendor, Stage: partnermath.Stage(c.stages.Stand(row.Stage)),
		Created: cells.Date("created", row.Created), FollowedUp: cells.Date("followed_up", row.FollowedUp), Rejected: cells.Yes("rejected", row.Rejected),
	}}
	c.all, c.leads, c.owners = append(c.all, one), append(c.leads, one.Lead), append(c.owners, partner)
	c.batch.Keep(cells.Faulty)
	if len(c.leads) == leadsAtOnce {
		c.check()
	}
}

// check reports the rules of the library that the leads of the batch break, and keeps the
// sound ones of the subject.
func (c *leadChecker) check() {
	_, err := pipeline.MeasureLeads(c.policy, endOfDays, c.leads)
	c.batch.Report("leads", err, leadColumns)
	for i, one := range c.all {
		if at := c.owners[i]; c.batch.IsSound(i) && c.channel.keeps(at) {
			c.channel.leads.add(at, one)
		}
	}
	c.all, c.leads, c.owners = c.all[:0], c.leads[:0], c.owners[:0]
	c.batch.Clear()
}

// At returns the lead as it was on a day, as far as that can be told; ok is false for
// one that was not there yet.
func (l Lead) At(asOf partnermath.Date) (then Lead, ok bool) {
	if l.FollowedUp.After(asOf) {
		l.FollowedUp = partnermath.Date{}
	}
	return l, !l.Created.After(asOf)
}

// Leads returns the leads of a partner that is kept.
func (ch *Channel) Leads(at int) []Lead { return ch.leads.of(at) }
