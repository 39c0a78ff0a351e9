package mdf

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func null(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}

// shown writes what is measured of a fund.
func shown(r Report) string {
	l := r.Liability
	text := fmt.Sprintf("open %s accrued %s granted %s adjusted %s reinstated %s recovered %s owed %s paid %s converted %s breakage %s close %s",
		l.Opening, l.Accrued, l.Granted, l.Adjusted, l.Reinstated, l.Recovered, l.OwedChange, l.Paid, l.Converted, l.Breakage, l.Closing)
	text += fmt.Sprintf("\nfunded %s reserved %s available %s owed %s: %s %s %s", r.Funded, r.Reserved, r.Available, r.Owed,
		null(r.Utilisation), null(r.Commitment), null(r.BreakageRate))
	text += fmt.Sprintf("\ndays %s weekly %s", null(r.DaysLeft), null(r.Weekly))
	for _, e := range r.Expiring {
		text += fmt.Sprintf(", %s %s %s", e.LastDay, e.Amount, null(e.Weekly))
	}
	return text + fmt.Sprintf("\ncontra %s expense %s", r.ContraRevenue, r.MarketingExpense)
}

// The second quarter of two partners. p opens with 1,000 − 300 paid = 700, q with 200 reserved and
// 10 owed. In the quarter p has 500 granted, 100 paid of 400 reserved, 50 voided, 80 converted,
// and loses 250 of a on May 1: 1,000 − 300 + 50 − 100 less 400 reserved is 250 free of a.
func TestMeasure(t *testing.T) {
	entries := posted(`
		01-10 accrual a 1000 expires=05-01
		02-01 payment old 300
		03-01 grant q1 200 partner=q
		03-02 reservation q2 200 partner=q
		03-03 adjustment q3 -10 partner=q
		04-01 grant b 500 expires=07-15
		04-02 reservation r 400
		04-03 void v 50 of=old
		04-04 payment new 100
		05-02 conversion c 80
		05-03 payment held 100 of=r
		06-01 adjustment q4 -5 partner=q
		07-01 payment later 1`)
	f := FundPeriod{
		Period: days("04-01 07-01"),
		Services: []Service{
			{Partner: "p", Payment: "old", FairValue: num("260")},
			{Partner: "p", Payment: "new", FairValue: num("30")},
			{Partner: "p", Payment: "held", FairValue: num("150")},
		},
	}
	p := fund()
	p.Usage.End = date("2026-07-11")
	r, err := Measure(p, entries, f, date("06-30"))
	if err != nil {
		t.Fatal(err)
	}
	// Opening: 700 + 200, with 10 owed apart: balance 890. Funded 890 + 500 − 5. Paid −50 + 100 + 100 = 150.
	// Reserved 300 + 200. Left of b 500 − 80 = 420; less the 15 that q owes 405.
	// Ten days are left, 405 × 7 ÷ 10 = 283.5; b is used until July 14: 420 × 7 ÷ 14.
	// Contra: old max(0, 250 − 260) less max(0, 300 − 260) is −40, new 70, held 0.
	want := "open 900 accrued 0 granted 500 adjusted -5 reinstated 0 recovered 0 owed 5 paid 150 converted 80 breakage 250 close 920" +
		"\nfunded 1385 reserved 500 available 405 owed 15: 0.1083 0.4693 0.1805" +
		"\ndays 10 weekly 283.5, 2026-07-14 420 210" +
		"\ncontra 30 expense 120"
	if diff := cmp.Diff(want, shown(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r, err = Measure(p, entries, FundPeriod{Period: days("07-01 10-01")}, date("07-14"))
	if err != nil {
		t.Fatal(err)
	}
	want = "open 920 accrued 0 granted 0 adjusted 0 reinstated 0 recovered 0 owed 0 paid 1 converted 0 breakage 0 close 919" +
		"\nfunded 905 reserved 500 available 404 owed 15: 0.0011 0.5536 0" +
		"\ndays - weekly -, 2026-07-14 419 -" +
		"\ncontra 1 expense 0"
	if diff := cmp.Diff(want, shown(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Before the usage begins all of its days are left, 200 × 7 ÷ 10 a week; what expires on its eighth day has
// seven of them, and what expires before it none. What is owed alone is no base of a ratio and is not spent.
func TestMeasureBeforeUsage(t *testing.T) {
	p := fund()
	p.Usage = days("03-01 03-11")
	for _, tt := range []struct{ entries, want string }{
		{"01-01 grant a 150 expires=03-08\n01-01 grant b 50 expires=03-01", "0 0 0, 10 140, 2026-02-28 50 -, 2026-03-07 150 150"},
		{"01-01 grant a 5\n01-02 adjustment b -20", "- - -, 10 0"},
		{"01-01 grant a 5\n01-02 adjustment b -5", "- - -, 10 0"},
	} {
		r, err := Measure(p, posted(tt.entries), FundPeriod{Period: days("01-01 04-01")}, date("01-31"))
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%s %s %s, %s %s", null(r.Utilisation), null(r.Commitment), null(r.BreakageRate), null(r.DaysLeft), null(r.Weekly))
		for _, e := range r.Expiring {
			got += fmt.Sprintf(", %s %s %s", e.LastDay, e.Amount, null(e.Weekly))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// Of five requests four are decided, one of them after asOf: 300 and 50 were accepted, 70
// denied. cam took 4, 5 and, denied, 12 days; the days of the last are not known.
func TestMeasureHandling(t *testing.T) {
	cases := func(lines ...string) (all []Case) {
		for _, line := range lines {
			c := Case{}
			var submitted, decided, asked, accepted string
			if _, err := fmt.Sscan(line, &c.ID, &c.Approver, &submitted, &decided, &asked, &accepted); err != nil {
				t.Fatal(err)
			}
			c.Submitted, c.Asked = date(submitted), num(asked)
			if decided != "-" {
				c.Decided, c.Accepted = date(decided), num(accepted)
			}
			all = append(all, c)
		}
		return all
	}
	f := FundPeriod{
		Period: days("01-01 04-01"),
		Requests: cases("a cam 01-01 01-05 400 300", "b cam 01-10 01-15 50 50", "c cam 02-01 02-13 70 0", "d cam 02-02 - 10 -",
			"e cam 03-01 03-20 10 10", "f ann 01-09 01-08 20 0", "g ann 2025-12-31 01-08 20 5", "h ann 03-16 03-17 20 5"),
		Claims: cases("x cam 01-01 01-02 150 0", "y cam 01-01 01-02 100 0.01", "f cam 01-02 01-01 1 0"),
	}
	r, err := Measure(fund(), nil, f, date("03-15"))
	if err != nil {
		t.Fatal(err)
	}
	written := func(h Handling) string {
		text := fmt.Sprintf("%d: %d %d %d, %s: %s (%s) %s (%s), %s %s", h.Submitted, h.Accepted, h.Denied, h.Open, h.Asked,
			h.AcceptedAmount, null(h.PerAccepted), h.DeniedAmount, null(h.PerDenied), null(h.OnDecided), null(h.OnSubmitted))
		for _, c := range h.Cycles {
			text += fmt.Sprintf("; %s %d %s %s", c.Approver, c.Cases, c.Mean, c.Median)
		}
		return text
	}
	if diff := cmp.Diff("6: 2 2 2, 560: 350 (175) 90 (45), 0.5 0.3333; cam 3 7 5", written(r.Requests)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("3: 1 2 0, 251: 0.01 (0.01) 151 (75.5), 0.3333 0.3333; cam 2 1 1", written(r.Claims)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// 251 of 350.
	same(t, "claim rate", "0.7171", r.ClaimRate.Decimal)
	want := []partnermath.Finding{
		{Reason: ReasonClaimDays, Records: 1, IDs: []string{"f"}}, {Reason: ReasonRequestDays, Records: 1, IDs: []string{"f"}},
	}
	if diff := cmp.Diff(want, r.Findings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Cycle{"", 2, num("1.5").Decimal, num("1.5").Decimal}, cycle("", []int{2, 1})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGoldenUtilisation(t *testing.T) {
	r, err := Measure(fund(), posted("01-01 grant a 1000000\n01-02 payment b 800000"), FundPeriod{Period: days("01-01 02-01")}, date("01-31"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "utilisation", golden(t).Utilisation.Utilisation, r.Utilisation.Decimal)
}

func TestMeasureFaults(t *testing.T) {
	f := FundPeriod{
		Period:   days("01-01 02-01"),
		Requests: []Case{{ID: "a", Submitted: date("01-01"), Asked: num("1"), Accepted: num("2")}, {Decided: date("01-01"), Approver: "\xff"}},
		Claims:   []Case{{ID: "a", Submitted: date("01-01"), Decided: date("01-01"), Asked: num("1"), Accepted: num("1.01")}},
		Services: []Service{{}, {Partner: "p", Payment: "x", FairValue: num("-1")}},
	}
	sound := Case{ID: "a", Submitted: date("01-01"), Asked: num("1")}
	for _, tt := range []struct {
		asOf string
		f    FundPeriod
		want []string
	}{
		{"01-01", f, []string{
			"period.requests[0].decided required", "period.requests[1].id id", "period.requests[1].approver id",
			"period.requests[1].submitted required", "period.requests[1].asked required", "period.requests[1].accepted required",
			"period.claims[0].accepted max", "period.services[0].partner id", "period.services[0].payment id",
			"period.services[0].fairValue required", "period.services[1].fairValue min",
			"period.services[0].payment known", "period.services[1].payment known",
		}},
		{"02-01", FundPeriod{Period: days("01-01 02-01")}, []string{"asOf order"}},
		{"01-01", FundPeriod{}, []string{"period.period.start required", "period.period.end required"}},
		{"01-01", FundPeriod{
			Period: days("01-01 02-01"), Requests: []Case{sound, sound}, Claims: []Case{sound, sound},
			Services: []Service{{"p", "pay", num("1")}, {"p", "pay", num("1")}},
		}, []string{"period.requests[1].id unique", "period.claims[1].id unique", "period.services[1].payment unique"}},
	} {
		_, err := Measure(fund(), posted("01-01 grant g 5\n01-01 payment pay 1"), tt.f, date(tt.asOf))
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	_, err := Measure(fund(), posted("01-01 payment pay 1"), FundPeriod{Period: days("01-01 02-01")}, date("01-01"))
	_, never := Measure(Program{}, nil, FundPeriod{Period: days("01-01 02-01")}, partnermath.Date{})
	got := append(testkit.BrokenRules(t, err), testkit.BrokenRules(t, never)...)
	if diff := cmp.Diff("entries[0].amount max", got[0]); diff != "" || got[len(got)-1] != "asOf required" {
		t.Errorf("%v", got)
	}
	_ = testkit.BrokenRules(t, (FundPeriod{}).Validate())
}

// The liability rolls forward, what was funded is somewhere, and a payment is treated in full.
func TestMeasureProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "draw") }
		entries := make([]Entry, 2+draw(60))
		for i := range entries {
			entries[i] = anyEntry(draw)
		}
		p := fund()
		p.Faulty = partnermath.FaultySetApart
		start := date("01-01").AddDays(draw(40))
		f := FundPeriod{Period: partnermath.Period{Start: start, End: start.AddDays(60)}}
		for _, e := range entries {
			if e.Kind == EntryPayment && draw(2) == 0 {
				f.Services = append(f.Services, Service{e.Partner, e.ID, partnermath.Num(int64(draw(2000)), 2)})
			}
		}
		f.Services = once(f.Services)
		r, err := Measure(p, entries, f, start.AddDays(draw(60)))
		if err != nil {
			t.Fatal(err)
		}
		l := r.Liability
		in := decimal.Sum(l.Opening, l.Accrued, l.Granted, l.Adjusted, l.Reinstated, l.Recovered, l.OwedChange)
		if out := decimal.Sum(l.Paid, l.Converted, l.Breakage, l.Closing); !in.Equal(out) || l.Closing.IsNegative() || l.Opening.IsNegative() {
			t.Fatalf("%s in, %s out: %+v", in, out, l)
		}
		if !r.Funded.Equal(decimal.Sum(l.Paid, l.Converted, l.Breakage, r.Reserved, r.Available)) {
			t.Fatalf("%+v", r)
		}
		if !l.Paid.Equal(r.ContraRevenue.Add(r.MarketingExpense)) {
			t.Fatalf("%+v", r)
		}
	})
}

// once drops services of a payment that has one.
func once(all []Service) (kept []Service) {
	seen := map[payee]bool{}
	for _, s := range all {
		if key := (payee{s.Partner, s.Payment}); !seen[key] {
			kept, seen[key] = append(kept, s), true
		}
	}
	return kept
}
