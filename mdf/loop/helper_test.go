package loop_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// show writes a number, "-" when it is not known.
func show(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}

// funded reads campaigns, one a line: the id, then words like tactic=webinar, and the two
// returns behind bars: forecast, actual.
//
//	spring tactic=webinar partner=acme | leads=80 vendor=5000 | leads=60
func funded(text string) []loop.Campaign {
	var all []loop.Campaign
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		words := strings.Fields(parts[0])
		if len(words) == 0 {
			continue
		}
		c := loop.Campaign{ID: words[0]}
		for _, word := range words[1:] {
			name, value, _ := strings.Cut(word, "=")
			switch name {
			case "tactic":
				c.Tactic = value
			case "partner":
				c.Partner = value
			case "agency":
				c.Agency = value
			case "region":
				c.Region = value
			default:
				c.Quarter = quarter(value)
			}
		}
		for i, to := range []*loop.Return{&c.Forecast, &c.Actual} {
			if i+1 < len(parts) {
				*to = returned(parts[i+1])
			}
		}
		all = append(all, c)
	}
	return all
}

func quarter(text string) partnermath.Quarter {
	q, err := partnermath.ParseQuarter(text)
	if err != nil {
		panic(err)
	}
	return q
}

func returned(text string) loop.Return {
	var r loop.Return
	for _, word := range strings.Fields(text) {
		name, value, _ := strings.Cut(word, "=")
		*map[string]*decimal.NullDecimal{
			"leads": &r.Leads, "mqls": &r.MQLs, "sqls": &r.SQLs, "pipeline": &r.Pipeline, "revenue": &r.Revenue,
			"margin": &r.Margin, "vendor": &r.VendorMoney, "total": &r.TotalCost,
		}[name] = testkit.Null(value)
		r.Currency = "USD"
	}
	return r
}

func verify(t rapid.TB, p loop.Policy, campaigns, direct []loop.Campaign) loop.Loop {
	t.Helper()
	l, err := loop.Verify(p, campaigns, direct)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// byTactic groups by tactic and ranks by margin on the vendor's money.
func byTactic() loop.Policy {
	return loop.Policy{Currency: "USD", GroupBy: []loop.Dimension{loop.ByTactic}}
}

func showFigure(f loop.Figure) string {
	return fmt.Sprintf("%s of %d, %s of %d; both %d: base %s variance %s attainment %s",
		show(f.Forecast), f.Forecasts, show(f.Actual), f.Actuals, f.Both, show(f.Base), show(f.Variance), show(f.Attainment))
}

func showYield(y loop.Yield) string {
	return fmt.Sprintf("%s on %s of %d: multiple %s ROI %s", show(y.Return), show(y.Money), y.Campaigns, show(y.Multiple), show(y.ROI))
}

func showQuotient(q loop.Quotient) string {
	return fmt.Sprintf("%s by %s of %d: %s", show(q.Of), show(q.By), q.Campaigns, show(q.Value))
}

// dealt reads opportunities, one a line: id, created, closed, pipeline, revenue; "-" is absent.
func dealt(text string) []loop.Opportunity {
	var all []loop.Opportunity
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		o := loop.Opportunity{ID: f[0], Created: date(f[1]), Closed: date(f[2])}
		if f[3] != "-" {
			o.Pipeline = testkit.Null(f[3])
		}
		if f[4] != "-" {
			o.Revenue = testkit.Null(f[4])
		}
		all = append(all, o)
	}
	return all
}

// touched reads touches, one a line: id, opportunity, campaign, date.
func touched(text string) []loop.Touch {
	var all []loop.Touch
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 0 {
			all = append(all, loop.Touch{ID: f[0], Opportunity: f[1], Campaign: f[2], Date: date(f[3])})
		}
	}
	return all
}

// date reads 03-01 as 2026-03-01, and "-" as no date.
func date(text string) partnermath.Date {
	if text == "-" {
		return partnermath.Date{}
	}
	d, err := partnermath.ParseDate("2026-" + text)
	if err != nil {
		panic(err)
	}
	return d
}

func attribute(t rapid.TB, a loop.Attribution, o []loop.Opportunity, touches []loop.Touch) loop.Credits {
	t.Helper()
	c, err := loop.Attribute(a, o, touches)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// showLines writes lines as "opportunity touch pipeline revenue".
func showLines(c loop.Credits) []string {
	var all []string
	for _, l := range c.Lines {
		touch := l.Touch
		if touch == "" {
			touch = "unattributed"
		}
		all = append(all, fmt.Sprintf("%s %s %s %s", l.Opportunity, touch, show(l.Pipeline), show(l.Revenue)))
	}
	return all
}

func showFindings(all []partnermath.Finding) []string {
	list := []string{}
	for _, f := range all {
		list = append(list, fmt.Sprintf("%s %d %v", f.Reason, f.Records, f.IDs))
	}
	return list
}

func differ(t testing.TB, want, got any) {
	t.Helper()
	if diff := testkit.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
