package qbr

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// expiresSoon is within how many days a specialisation expires soon.
const expiresSoon = 90

// specialisation is the section of the competences that the vendor has awarded.
func (b *builder) specialisation() Section {
	s := Section{Title: "Specialisations"}
	all := b.records.Specialisations
	if len(all) == 0 {
		b.gap(SectionSpecialisation, "", "the partner's specialisations")
		return s
	}
	count := document.UnitCount
	t := document.Table{Columns: []document.Column{
		setting.WordColumn("Competence"), setting.WordColumn("State"), setting.Spare(2, setting.TextColumn("Earned")), setting.TextColumn("Expires"),
		setting.Spare(1, setting.Column(document.UnitDays, "Days left")), setting.Column(count, "People wanted"), setting.Column(count, "Certified"), setting.Column(count, "Missing"),
	}}
	held := 0
	for i := range all {
		x := &all[i]
		if b.holds(x) {
			held++
		}
		addRow(
			&t, setting.Text(cmp.Or(x.Name, x.ID)), setting.Text(b.stateOf(x)), setting.Text(words.Day(x.Earned)), setting.Text(words.Day(x.Expires)), document.Cell{Number: b.daysLeft(x)},
			document.Number(x.Required, count), document.Number(x.Certified, count), document.Number(peopleMissing(x), count),
		)
	}
	s.Metrics = []Metric{b.metric(Metric{ID: MetricSpecialists, Name: "Specialisations held", Unit: document.UnitCount, Value: counted(held)})}
	s.Tables = []document.Table{t}
	return s
}

// holds reports whether a specialisation is earned and not expired.
func (b *builder) holds(s *Specialisation) bool {
	return !s.Earned.IsZero() && !s.Earned.After(b.asOf) && (s.Expires.IsZero() || !s.Expires.Before(b.asOf))
}

func (b *builder) stateOf(s *Specialisation) string {
	missing := peopleMissing(s)
	switch {
	case s.Earned.IsZero() || s.Earned.After(b.asOf):
		return "not earned"
	case !b.holds(s):
		return "expired"
	case !s.Expires.IsZero() && s.Expires.DaysSince(b.asOf) <= expiresSoon && missing.Valid && missing.Decimal.IsPositive():
		return "expires soon, people are missing"
	case !s.Expires.IsZero() && s.Expires.DaysSince(b.asOf) <= expiresSoon:
		return "expires soon"
	case missing.Valid && missing.Decimal.IsPositive():
		return "people are missing"
	}
	return "held"
}

// daysLeft is how many days a specialisation that is held has, none without an end.
func (b *builder) daysLeft(s *Specialisation) decimal.NullDecimal {
	if s.Expires.IsZero() || !b.holds(s) {
		return decimal.NullDecimal{}
	}
	return counted(s.Expires.DaysSince(b.asOf))
}

// peopleMissing is required − certified, at least 0.
func peopleMissing(s *Specialisation) decimal.NullDecimal {
	if !s.Required.Valid || !s.Certified.Valid {
		return decimal.NullDecimal{}
	}
	return known(decimal.Max(s.Required.Decimal.Sub(s.Certified.Decimal), decimal.Decimal{}))
}
