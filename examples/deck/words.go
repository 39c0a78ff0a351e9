package deck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// grave is the order of statuses by weight.
var grave = []performance.Status{performance.StatusRed, performance.StatusAmber, performance.StatusGreen}

// gravest is the figure whose status weighs most, the first of them.
func gravest(metrics []qbr.Metric) int {
	for _, status := range grave {
		if at := slices.IndexFunc(metrics, func(m qbr.Metric) bool { return m.Status == status }); at >= 0 {
			return at
		}
	}
	return 0
}

// statusWord is a status as the review writes it.
func statusWord(s performance.Status) string {
	switch s {
	case performance.StatusNoTarget, "":
		return "no target"
	case performance.StatusNoData:
		return "no data"
	case performance.StatusGreen, performance.StatusAmber, performance.StatusRed:
	}
	return string(s)
}

// colorOf is the color of a status, dark enough to be read on white.
func colorOf(s performance.Status) string {
	switch s {
	case performance.StatusRed:
		return "B42318"
	case performance.StatusAmber:
		return "8A5A00"
	case performance.StatusGreen:
		return "1B6E3C"
	}
	return ""
}

// looks is how a cell that is the word of a status looks.
func looks(text string) pptx.Look {
	color := colorOf(performance.Status(text))
	return pptx.Look{Color: color, Bold: color != ""}
}

// amount writes a number in a sentence.
func (s *story) amount(unit document.Unit, n decimal.Decimal) string {
	text := unit.Format(decimal.NewNullDecimal(n), s.review.Currency)
	switch unit {
	case document.UnitMoney:
		return text + " " + s.review.Currency
	case document.UnitDays, document.UnitHours, document.UnitMonths:
		return text + " " + string(unit)
	case document.UnitCount, document.UnitShare, document.UnitSharePoints, document.UnitTimes, document.UnitScore, document.UnitPoints:
	}
	return text
}

// brief writes a figure in a few words: Overall score 60.00 (green).
func (s *story) brief(m *qbr.Metric) string {
	text := m.Name + " " + document.Unknown
	if m.Value.Valid {
		text = m.Name + " " + s.amount(m.Unit, m.Value.Decimal)
	}
	if m.Status != performance.StatusNoTarget {
		text += " (" + statusWord(m.Status) + ")"
	}
	return text
}

// finding is a figure beside what is wanted of it, as the title of a slide, "" where neither is
// known.
func (s *story) finding(m *qbr.Metric) string {
	switch {
	case !m.Value.Valid:
		return ""
	case m.Due.Valid:
		return fmt.Sprintf("%s: %s, where %s was due by now", m.Name, s.amount(m.Unit, m.Value.Decimal), s.amount(m.Unit, m.Due.Decimal))
	case m.Reached.Valid && (m.Unit == document.UnitMoney || m.Unit == document.UnitCount):
		share, value := document.UnitShare.Format(m.Reached, ""), m.Unit.Format(m.Value, s.review.Currency)
		return fmt.Sprintf("%s: %s of the target, %s of %s", m.Name, share, value, s.amount(m.Unit, m.Target.Decimal))
	case m.Target.Valid:
		return fmt.Sprintf("%s: %s, target %s", m.Name, s.amount(m.Unit, m.Value.Decimal), s.amount(m.Unit, m.Target.Decimal))
	}
	return fmt.Sprintf("%s: %s", m.Name, s.amount(m.Unit, m.Value.Decimal))
}

// sources tells where figures are from and as of when, "" where there are none.
func sources(metrics []qbr.Metric) string {
	var origins []string
	of := make(map[string][]string)
	for i := range metrics {
		m := &metrics[i]
		origin := sourceName(m.Source)
		if !m.AsOf.IsZero() {
			origin += " as of " + m.AsOf.String()
		}
		if of[origin] == nil {
			origins = append(origins, origin)
		}
		of[origin] = append(of[origin], m.Name)
	}
	for i, origin := range origins {
		origins[i] = origin + " (" + strings.Join(of[origin], "; ") + ")"
	}
	if len(origins) == 0 {
		return ""
	}
	return "Sources: " + strings.Join(origins, ", ") + "."
}

// sourceName is what the review calls the source of a figure. One without is of its records, not
// of sales alone, and deals are open ones too.
func sourceName(id qbr.SourceID) string {
	switch id {
	case "":
		return "records"
	case qbr.SourceDeals:
		return "deals"
	}
	return id.Name()
}
