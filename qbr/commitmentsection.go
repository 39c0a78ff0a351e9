package qbr

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// addCommitments builds the section of commitments when all others are built, whose figures
// it reads, and puts it where it stands.
func (b *builder) addCommitments() {
	at := slices.Index(b.chosen(), SectionCommitments)
	if at < 0 {
		return
	}
	b.section(SectionCommitments)
	all := b.review.Sections
	last := all[len(all)-1]
	b.review.Sections = slices.Insert(all[:len(all)-1], at, last)
}

// keeping is the section of what was promised at the last review, and of open issues.
func (b *builder) keeping() Section {
	s := Section{Title: "Commitments"}
	for i := range b.records.Commitments {
		b.commitments = append(b.commitments, b.became(b.records.Commitments[i]))
	}
	for _, side := range []struct {
		id    MetricID
		party Party
	}{{MetricPartnerKept, PartyPartner}, {MetricVendorKept, PartyVendor}} {
		if kept, due := b.kept(side.party); due > 0 {
			s.Metrics = append(s.Metrics, b.metric(Metric{
				ID: side.id, Name: fmt.Sprintf("Commitments kept by the %s", side.party), Unit: document.UnitCount,
				Value: counted(kept), Target: counted(due),
			}))
		}
	}
	if len(b.commitments) > 0 {
		s.Tables = append(s.Tables, b.commitmentTable())
	}
	today := 0
	for i := range b.commitments {
		c := &b.commitments[i]
		switch {
		case c.Status == CommitmentOpen && c.Due == b.asOf:
			today++
		case c.Status == CommitmentMissed && c.Consequence != "":
			s.Notes = append(s.Notes, fmt.Sprintf("Missed: %s. It means: %s.", sentence(c.Text), sentence(c.Consequence)))
		case c.Status == CommitmentWaived:
			s.Notes = append(s.Notes, fmt.Sprintf("Waived: %s. The reason: %s.", sentence(c.Text), sentence(c.Waived)))
		}
	}
	if today > 0 {
		b.remarks[MetricPartnerKept] = fmt.Sprintf("Commitments due on the day of the review, and open until it is over: %d.", today)
		s.note("%s", b.remarks[MetricPartnerKept])
	}
	b.issues(&s)
	return s
}

// became tells what became of a commitment. One to an amount is kept when so much came;
// any other when it was done by its day. What is missed was due before the review.
func (b *builder) became(c Commitment) CommitmentLine {
	line := CommitmentLine{Commitment: c, Status: CommitmentOpen}
	late := c.Due.Before(b.asOf)
	if c.Amount.Valid && !c.Actual.Valid && c.Metric != "" {
		line.Actual = b.reported(&c)
	}
	switch {
	case c.Waived != "":
		line.Status = CommitmentWaived
	case !c.Amount.Valid && !c.Done.IsZero() && !c.Done.After(c.Due) && !c.Done.After(b.asOf):
		line.Status = CommitmentKept
	case line.Actual.Valid && line.Actual.Decimal.GreaterThanOrEqual(c.Amount.Decimal):
		line.Status = CommitmentKept
	case late && c.Amount.Valid && !line.Actual.Valid:
		line.Status = CommitmentNoData
		b.gap(SectionCommitments, "", fmt.Sprintf("what came of \"%s\"", sentence(c.Text)))
	case late:
		line.Status = CommitmentMissed
	}
	return line
}

// reported is the figure of the review that tells what came, where it is in the unit of the
// commitment.
func (b *builder) reported(c *Commitment) decimal.NullDecimal {
	m := b.metrics[c.Metric]
	if c.Unit != "" && c.Unit != m.Unit {
		return decimal.NullDecimal{}
	}
	return m.Value
}

// kept counts what a party kept of what was due: what is kept, missed, or due and not known.
func (b *builder) kept(party Party) (kept, due int) {
	for i := range b.commitments {
		c := &b.commitments[i]
		if c.Party != party {
			continue
		}
		switch c.Status {
		case CommitmentKept:
			kept++
			due++
		case CommitmentMissed, CommitmentNoData:
			due++
		case CommitmentOpen, CommitmentWaived:
		}
	}
	return kept, due
}

func (b *builder) commitmentTable() document.Table {
	t := document.Table{Title: "What was promised", Currency: b.review.Currency, Columns: []document.Column{
		setting.WordColumn("Commitment"), setting.TextColumn("By"), setting.Spare(1, setting.WordColumn("Owner")), setting.TextColumn("Due"), setting.Spare(3, setting.TextColumn("Done")),
		setting.Spare(2, setting.TextColumn("Unit")), setting.Mixed("At least"), setting.Mixed("Came"), setting.TextColumn("Status"),
	}}
	for i := range b.commitments {
		c := &b.commitments[i]
		unit := b.review.unitOf(&c.Commitment)
		cells := promise(&c.Commitment, unit, b.review.Currency)
		came := document.Cell{}
		if c.Amount.Valid {
			came = document.Number(c.Actual, cmp.Or(unit, document.UnitCount))
		}
		status := string(c.Status)
		if c.Status == CommitmentNoData {
			status = "no data"
		}
		addRow(&t, slices.Concat(cells[:4], document.Texts(words.Day(c.Done)), cells[4:], []document.Cell{came, setting.Text(status)})...)
	}
	return t
}

// promise are the cells of a commitment: what, by whom, who does it, when, and how much.
func promise(c *Commitment, unit document.Unit, currency string) []document.Cell {
	return append(document.Texts(c.Text, string(c.Party), c.Owner, words.Day(c.Due), words.Unit(c.Amount.Valid, unit, currency)), setting.SomeNumber(c.Amount, unit))
}
