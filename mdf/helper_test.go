package mdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// date reads 03-01 as 2026-03-01, and a date with a year as it is.
func date(text string) partnermath.Date {
	if len(text) == len("03-01") {
		text = "2026-" + text
	}
	d, err := partnermath.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// days reads "03-01 04-01" as March 2026.
func days(text string) partnermath.Period {
	start, end, _ := strings.Cut(text, " ")
	return partnermath.Period{Start: date(start), End: date(end)}
}

func num(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

// posted reads entries of the partner p, one a line: date, kind, id, amount, and then
// of, expires and until as in "until=04-01".
func posted(text string) []Entry {
	var all []Entry
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		e := Entry{Partner: "p", Date: date(f[0]), Kind: EntryKind(f[1]), ID: f[2], Amount: num(f[3])}
		for _, option := range f[4:] {
			name, value, _ := strings.Cut(option, "=")
			switch name {
			case "of":
				e.Of = value
			case "expires":
				e.Expires = date(value)
			case "until":
				e.Until = date(value)
			case "partner":
				e.Partner = value
			default:
				panic(option)
			}
		}
		all = append(all, e)
	}
	return all
}

// fund is a program that asks no approval, so that payments may stand alone.
func fund() Program {
	return Program{
		ID: "fund", Currency: "USD", Usage: days("2026-01-01 2027-01-01"),
		Activities: []Activity{{ID: "event", Rate: num("0.5")}},
	}
}

// balance is the only position that the entries come to.
func balance(t *testing.T, entries []Entry, asOf string) Position {
	t.Helper()
	l, err := Balance(fund(), entries, date(asOf))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Positions) != 1 {
		t.Fatalf("%d positions", len(l.Positions))
	}
	return l.Positions[0]
}

// told writes what is not 0 of a position, in the order of its fields.
func told(p Position) string {
	var b strings.Builder
	figure := func(name string, d decimal.Decimal) {
		if !d.IsZero() {
			fmt.Fprintf(&b, " %s %s", name, d)
		}
	}
	f := p.Funds
	figure("paid", f.Paid)
	figure("converted", f.Converted)
	figure("forfeited", f.Forfeited)
	figure("reserved", f.Reserved)
	figure("available", f.Available)
	figure("owed", f.Owed)
	for _, l := range p.Lots {
		b.WriteString("; " + l.ID)
		figure("free", l.Free)
		figure("reserved", l.Reserved)
		figure("paid", l.Paid)
		figure("converted", l.Converted)
		figure("forfeited", l.Forfeited)
		figure("returned", l.Returned)
	}
	return strings.TrimSpace(b.String())
}
