package tables

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
)

// Specialisation is a competence that a vendor awards: until its last day, without an end
// where there is none, to a partner that has so many people certified of those required. The
// zero Specialisation is not earned.
type Specialisation struct {
	ID, Name            string
	Earned, Expires     partnermath.Date
	Required, Certified decimal.NullDecimal
}

// Specialisations shows which competences a partner holds on a day, how long still, and whom
// it lacks, and counts those that it holds.
func Specialisations(all []Specialisation, asOf partnermath.Date) (t document.Table, held int) {
	t = table(
		"", "", setting.WordColumn("Competence"), setting.WordColumn("State"), setting.Spare(2, setting.TextColumn("Earned")), setting.TextColumn("Expires"),
		setting.Spare(1, setting.Column(document.UnitDays, "Days left")), setting.Column(count, "People wanted"), setting.Column(count, "Certified"), setting.Column(count, "Missing"),
	)
	for i := range all {
		s := &all[i]
		if s.isHeld(asOf) {
			held++
		}
		addRow(
			&t, "", named(s.Name, s.ID), setting.Text(s.state(asOf)), dayCell(s.Earned), dayCell(s.Expires), document.Cell{Number: s.daysLeft(asOf)},
			countCell(s.Required), countCell(s.Certified), countCell(s.missing()),
		)
	}
	return t, held
}

// expiresSoon is within how many days a specialisation expires soon.
const expiresSoon = 90

func (s *Specialisation) state(asOf partnermath.Date) string {
	missing, left := s.missing(), s.daysLeft(asOf)
	soon := left.Valid && left.Decimal.LessThanOrEqual(decimal.NewFromInt(expiresSoon))
	lacking := missing.Valid && missing.Decimal.IsPositive()
	switch {
	case !s.isEarned(asOf):
		return "not earned"
	case !s.isHeld(asOf):
		return "expired"
	case soon && lacking:
		return "expires soon, people are missing"
	case soon:
		return "expires soon"
	case lacking:
		return "people are missing"
	}
	return "held"
}

func (s *Specialisation) isEarned(asOf partnermath.Date) bool {
	return !s.Earned.IsZero() && !s.Earned.After(asOf)
}

// isHeld reports whether it is earned and not expired.
func (s *Specialisation) isHeld(asOf partnermath.Date) bool {
	return s.isEarned(asOf) && (s.Expires.IsZero() || !s.Expires.Before(asOf))
}

// daysLeft is how many days it has while it is held, none without an end.
func (s *Specialisation) daysLeft(asOf partnermath.Date) decimal.NullDecimal {
	if s.Expires.IsZero() || !s.isHeld(asOf) {
		return decimal.NullDecimal{}
	}
	return partnermath.Int(int64(s.Expires.DaysSince(asOf)))
}

// missing is required − certified, at least 0.
func (s *Specialisation) missing() decimal.NullDecimal {
	if !s.Required.Valid || !s.Certified.Valid {
		return decimal.NullDecimal{}
	}
	return known(decimal.Max(s.Required.Decimal.Sub(s.Certified.Decimal), decimal.Decimal{}))
}
