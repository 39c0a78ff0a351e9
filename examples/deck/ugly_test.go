package deck_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// nasty is a name as no partner should have: a formula, markup, control characters, marks that
// turn the direction of a text, and a word that no cell holds.
const nasty = "=cmd|' /C calc'!A0 <b>&amp;\"\x00\x1b[31m\v\u202eevil\u2066 \uffff]]> "

// ugly is a review with names that are long and nasty, figures below 0, and tables that no slide
// holds.
func ugly(t testing.TB) qbr.Review {
	t.Helper()
	r := varnholt(t, scorecard.AudienceVendor)
	long := nasty + strings.Repeat("Donaudampfschifffahrtsgesellschaft", 4) + strings.Repeat(" und Söhne", 6) + " 株式会社日本語"
	r.Partner.Name = long
	r.Partner.Manager = long
	for i := range r.Decisions {
		r.Decisions[i].Text = long + r.Decisions[i].Text
	}
	for i := range 40 {
		r.Decisions = append(r.Decisions, qbr.PendingDecision{Section: qbr.SectionFunds, Party: qbr.PartyVendor, Text: fmt.Sprintf("Decision %d", i), Amount: partnermath.Int(1000)})
	}
	for i := range r.Gaps {
		r.Gaps[i].Text = strings.Repeat("what nobody has written down ", 70)
	}
	for i := range r.FirstPage {
		for j := range r.FirstPage[i].Metrics {
			m := &r.FirstPage[i].Metrics[j]
			m.Name, m.Value.Decimal = long, m.Value.Decimal.Neg().Mul(decimal.NewFromInt(123_456_789))
		}
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		for j := range s.Tables {
			s.Tables[j] = worse(s.Tables[j], long)
		}
		for j := range s.Metrics {
			s.Metrics[j].Name = long
		}
	}
	r.Agenda.Attendees[0].Name = long
	ragged := document.Table{Columns: []document.Column{{Head: "Few"}}, Rows: []document.Row{{}, {Cells: document.Texts("a", "b", "c")}, {Kind: document.RowTotal}}}
	r.Sections[0].Tables = append(r.Sections[0].Tables, ragged, document.Table{}, document.Table{Chart: document.ChartBars, Columns: []document.Column{{}, {Charted: true}}})
	return r
}

// worse is a table with rows that are too many, names that are too long and numbers of either sign.
func worse(t document.Table, name string) document.Table {
	for i := range t.Rows {
		cells := append([]document.Cell(nil), t.Rows[i].Cells...)
		for j := range cells {
			if n := &cells[j].Number; n.Valid && i%2 == 1 {
				n.Decimal = n.Decimal.Neg()
			}
		}
		if cells[0].Text != "" {
			cells[0].Text = name + cells[0].Text
		}
		t.Rows[i].Cells = cells
	}
	for i := range 30 {
		if n := len(t.Rows); t.Rows[n-1].Kind == document.RowTotal || i > 0 && len(t.Rows[0].Cells) < 2 {
			break
		}
		t.Rows = append(t.Rows, t.Rows[0])
	}
	return t
}
