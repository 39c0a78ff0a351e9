package mdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// half pays half of events that were approved, claimed within 30 and proven within 45 days.
func half() Program {
	return Program{
		ID: "fund", Currency: "USD", Usage: days("2026-01-01 2027-01-01"), PreApproval: true,
		ClaimBy: Deadline{Days: num("30")}, ProofBy: Deadline{Days: num("45"), By: date("2026-12-31")},
		Activities: []Activity{{ID: "event", Rate: num("0.5"), Proofs: []string{"photo", "list"}}},
	}
}

// approved is an event of March 1 to 10 for which so much was approved.
func approved(id, amount string) Approval {
	return Approval{Amount: num(amount), Request: Request{
		ID: id, Partner: "acme", Submitted: date("02-01"), Activity: "event", Period: days("03-01 03-11"),
		Costs: []Cost{{ID: "hall", Amount: num("6000")}, {ID: "food", Amount: num("4000")}}, Asked: num("5000"),
	}}
}

// claimed reads claims to the request a, one a line: id, submission, "final" or not, and
// expenses as item:amount:invoice, with ineligible, other and of= (the request) as options.
func claimed(text string) []Claim {
	var all []Claim
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		c := Claim{ID: f[0], Request: "a", Submitted: date(f[1])}
		for _, word := range f[2:] {
			switch {
			case word == "final":
				c.Final = true
			case strings.HasPrefix(word, "of="):
				c.Request = word[3:]
			default:
				parts := strings.Split(word, ":")
				e := Expense{
					Cost: Cost{ID: fmt.Sprint(len(c.Expenses) + 1), Amount: num(parts[1])}, Item: parts[0], Supplier: "s", Invoice: parts[2],
					Proofs: []string{"list", "photo"},
				}
				for _, option := range parts[3:] {
					name, value, _ := strings.Cut(option, "=")
					switch name {
					case "ineligible":
						e.Ineligible = num(value)
					case "other":
						e.OtherFunding = num(value)
					case "unproven":
						e.Proofs = e.Proofs[:1]
					case "on":
						e.ProofsOn = date(value)
					default:
						panic(option)
					}
				}
				c.Expenses = append(c.Expenses, e)
			}
		}
		all = append(all, c)
	}
	return all
}

// settled writes a settlement: the sums that are not 0, then the lines.
func settled(s Settlement) string {
	var b strings.Builder
	figure := func(name string, d decimal.Decimal) {
		if !d.IsZero() {
			fmt.Fprintf(&b, " %s %s", name, d)
		}
	}
	b.WriteString(s.Claim)
	figure("vendor", s.Vendor)
	figure("partner", s.PartnerShare)
	figure("others", s.Others)
	if !s.Payable.Equal(s.Vendor) {
		fmt.Fprintf(&b, " payable %s", s.Payable)
	}
	figure("recovery", s.Recovery)
	figure("advance", s.AdvanceLeft)
	figure("remaining", s.Remaining.Decimal)
	figure("released", s.Released)
	if s.Closes {
		b.WriteString(" closes")
	}
	for _, l := range s.Lines {
		fmt.Fprintf(&b, "; %s %s", l.Status, l.Vendor)
		for _, reason := range l.Reasons {
			b.WriteString(" " + string(reason))
		}
	}
	return b.String()
}

func TestSettleClaims(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p *Program, approvals []Approval)
		claims string
		asOf   string
		want   []string
	}{
		// 0.5 × 8,400 = 4,200; of 9,000 the partner has 4,800; 800 of 5,000 are released.
		{"eligible in part", nil, "c 04-01 final hall:9000:1:ineligible=600", "04-01", []string{
			"c vendor 4200 partner 4800 released 800 closes; accepted 4200",
		}},
		{"over-claimed", nil, "c 04-01 final hall:12000:1", "04-01", []string{
			"c vendor 5000 partner 7000 closes; accepted-with-changes 5000 over-claimed",
		}},
		// 3,000 of 5,000 are used first. The second claim computes 1,500 and 1,500.01, and shares
		// 2,000 by largest remainder: 999.9967 and 1,000.0033, so 1,000.00 and 1,000.00.
		{"the rest is shared", nil, `
			c 03-20 hall:6000:1
			d 03-21 final hall:3000:2 food:3000.02:3`, "04-01", []string{
			"c vendor 3000 partner 3000 remaining 2000; accepted 3000",
			"d vendor 2000 partner 4000.02 closes; accepted-with-changes 1000 over-claimed; accepted-with-changes 1000 over-claimed",
		}},
		{"nothing is left", nil, `
			c 03-20 hall:10000:1
			d 03-21 hall:3000:2`, "04-01", []string{
			"c vendor 5000 partner 5000; accepted 5000",
			"d partner 3000; denied 0 over-claimed",
		}},
		// (1,000 − 400) × 0.5 = 300; 400 of others; of the second nothing is left to fund, and
		// others pay at most the cost.
		{"others pay", nil, "c 04-01 hall:1000:1:other=400 food:500:2:other=700 food:500:3:ineligible=500", "04-01", []string{
			"c vendor 300 partner 800 others 900 remaining 4700; accepted 300; denied 0 others-pay; denied 0 ineligible",
		}},
		// March 10 and 30 days are April 9.
		{"on the last day", nil, "c 04-09 final hall:100:1", "04-30", []string{"c vendor 50 partner 50 released 4950 closes; accepted 50"}},
		{"late", nil, "c 04-10 final hall:100:1", "04-30", []string{"c partner 100 released 5000 closes; denied 0 late"}},
		{
			"the earlier of two deadlines", func(p *Program, _ []Approval) { p.ClaimBy.By = date("04-08") },
			"c 04-09 final hall:100:1", "04-30",
			[]string{"c partner 100 released 5000 closes; denied 0 late"},
		},
		{"not yet", nil, "c 04-09 final hall:100:1", "04-08", []string{}},
		// After the final claim; d stands before e by submission, f after it by id.
		{"after the final claim", nil, `
			f 03-21 final hall:100:3
			e 03-21 final hall:100:2
			d 03-20 hall:100:1`, "04-30", []string{
			"d vendor 50 partner 50 remaining 4950; accepted 50",
			"e vendor 50 partner 50 released 4900 closes; accepted 50",
			"f partner 100; denied 0 after-final",
		}},
		{"not planned", nil, "c 04-01 bus:100:1 hall:100:2", "04-30", []string{
			"c vendor 50 partner 150 remaining 4950; denied 0 unplanned; accepted 50",
		}},
		// Invoice 1 counts in c, also in its two items, and not again in the claims that follow,
		// where it is no cost. Invoice 2 was denied in c and counts in d.
		{"an invoice counts once", nil, `
			c 03-20 hall:100:1 food:100:1 hall:100:1 bus:100:2
			d 03-21 hall:60:1 hall:100:2
			e 03-21 hall:60:1 of=b`, "04-30", []string{
			"c vendor 100 partner 200 remaining 4900; accepted 50; accepted 50; denied 0 duplicate; denied 0 unplanned",
			"d vendor 50 partner 50 remaining 4850; denied 0 duplicate; accepted 50",
			"e remaining 5000; denied 0 duplicate",
		}},
		// March 10 and 45 days are April 24.
		{"a proof is missing", nil, "c 04-01 final hall:100:1:unproven hall:100:2", "04-24", []string{
			"c vendor 50 partner 150 remaining 4950; pending-proof 0 missing-proof; accepted 50",
		}},
		{"and did not come in time", nil, "c 04-01 final hall:100:1:unproven hall:100:2", "04-25", []string{
			"c vendor 50 partner 150 released 4950 closes; denied 0 missing-proof; accepted 50",
		}},
		{"proofs that have not come", nil, "c 04-01 final hall:100:1:on=04-24", "04-23", []string{
			"c partner 100 remaining 5000; pending-proof 0 missing-proof",
		}},
		{"proofs on the last day", nil, "c 04-01 final hall:100:1:on=04-24", "05-30", []string{
			"c vendor 50 partner 50 released 4950 closes; accepted 50",
		}},
		{"proofs a day late", nil, "c 04-01 final hall:100:1:on=04-25", "05-30", []string{
			"c partner 100 released 5000 closes; denied 0 missing-proof",
		}},
		{"no deadline for proofs", func(p *Program, _ []Approval) { p.ProofBy = Deadline{} }, "c 04-01 hall:100:1:unproven", "2027-12-31", []string{
			"c partner 100 remaining 5000; pending-proof 0 missing-proof",
		}},
		{"what was denied may stand again", nil, "c 03-20 hall:100:1:ineligible=100 hall:50:1", "04-01", []string{
			"c vendor 25 partner 125 remaining 4975; denied 0 ineligible; accepted 25",
		}},
		// An invoice that waits in c has not counted: it counts in d.
		{"pending does not count", nil, `
			c 03-20 hall:100:1:unproven
			d 03-21 hall:100:1`, "04-01", []string{
			"c partner 100 remaining 5000; pending-proof 0 missing-proof",
			"d vendor 50 partner 50 remaining 4950; accepted 50",
		}},
		// 60 for hall in all: 50 in c, 10 of 20 in d, nothing in e. Food has 60 of its own.
		{"a line cap is one for all claims", func(p *Program, _ []Approval) { p.Activities[0].LineCap = num("60") }, `
			c 03-20 hall:100:1
			d 03-21 hall:20:2 hall:20:3 food:40:4
			e 03-22 hall:20:5`, "04-01", []string{
			"c vendor 50 partner 50 remaining 4950; accepted 50",
			"d vendor 30 partner 50 remaining 4920; accepted 10; denied 0 line-cap; accepted 20",
			"e partner 20 remaining 4920; denied 0 line-cap",
		}},
		{"a line cap in part", func(p *Program, _ []Approval) { p.Activities[0].LineCap = num("60") }, "c 03-20 hall:200:1", "04-01", []string{
			"c vendor 60 partner 140 remaining 4940; accepted-with-changes 60 line-cap",
		}},
		// 1,000 in advance: 400 of c's 400 and 600 of d's 900 are paid already.
		{"an advance", func(_ *Program, a []Approval) { a[0].Advance = num("1000") }, `
			c 03-20 hall:800:1
			d 03-21 final hall:1800:2`, "04-01", []string{
			"c vendor 400 partner 400 payable 0 advance 600 remaining 4600; accepted 400",
			"d vendor 900 partner 900 payable 300 released 3700 closes; accepted 900",
		}},
		// 1,000 in advance and 400 + 100 owed: 500 come back; 5,000 − 500 − 500 are released.
		{"an advance comes back with the final claim", func(_ *Program, a []Approval) { a[0].Advance = num("1000") }, `
			c 03-20 hall:800:1
			d 03-21 final hall:200:2`, "04-01", []string{
			"c vendor 400 partner 400 payable 0 advance 600 remaining 4600; accepted 400",
			"d vendor 100 partner 100 payable -500 recovery 500 released 4000 closes; accepted 100",
		}},
		{"not while a proof is pending", func(_ *Program, a []Approval) { a[0].Advance = num("1000") }, `
			c 03-20 hall:800:1:unproven
			d 03-21 final hall:200:2`, "04-01", []string{
			"c partner 800 advance 1000 remaining 5000; pending-proof 0 missing-proof",
			"d vendor 100 partner 100 payable 0 advance 900 remaining 4900; accepted 100",
		}},
		// 3,000 ÷ (10,000 − 1,000): a third of (900 − 300), and of 100.01, 33.3367.
		{"at the approved rate", func(p *Program, a []Approval) {
			p.ApprovedRate, a[0].Amount, a[0].Request.Costs[0].OtherFunding = true, num("3000"), num("1000")
		}, "c 03-20 hall:900:1:other=300 hall:100.01:2", "04-01", []string{
			"c vendor 233.34 partner 466.67 others 300 remaining 2766.66; accepted 200; accepted 33.34",
		}},
		{"at most 1", func(p *Program, a []Approval) {
			p.ApprovedRate, a[0].Amount = true, num("20000")
		}, "c 03-20 hall:900:1", "04-01", []string{"c vendor 900 remaining 19100; accepted 900"}},
		{"nothing was planned", func(p *Program, a []Approval) {
			p.ApprovedRate, a[0].Request.Costs[0].OtherFunding = true, num("10000")
		}, "c 03-20 hall:900:1", "04-01", []string{"c vendor 450 partner 450 remaining 4550; accepted 450"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, approvals := half(), []Approval{approved("a", "5000"), approved("b", "5000")}
			if tt.change != nil {
				tt.change(&p, approvals)
			}
			settlements, err := SettleClaims(p, approvals, claimed(tt.claims), date(tt.asOf))
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, s := range settlements {
				got = append(got, settled(s))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Without a request each claim is final, its lines have caps of their own, and the request
// cap holds.
func TestSettleClaimsWithoutRequest(t *testing.T) {
	p := half()
	p.PreApproval, p.RequestCap, p.Activities[0].LineCap = false, num("100"), num("70")
	claims := claimed("c 03-20 :200:1 :100:2 :100:2\nd 04-10 :100:3")
	for i := range claims {
		claims[i].Request, claims[i].Partner, claims[i].Activity, claims[i].Period = "", "acme", "event", days("03-01 03-11")
	}
	settlements, err := SettleClaims(p, nil, claims, date("04-30"))
	if err != nil {
		t.Fatal(err)
	}
	// 70 and 50 share 100: 58.33… and 41.66….
	want := []string{
		"c vendor 100 partner 200 closes; accepted-with-changes 58.33 line-cap over-claimed; accepted-with-changes 41.67 over-claimed; denied 0 duplicate",
		"d partner 100 closes; denied 0 late",
	}
	for i, s := range settlements {
		if diff := cmp.Diff(want[i], settled(s)); diff != "" || s.Remaining.Valid || s.Partner != "acme" {
			t.Errorf("%+v (-want +got):\n%s", s, diff)
		}
	}
}

func TestSettleClaimsFaults(t *testing.T) {
	p := half()
	approvals := []Approval{approved("a", "5000"), approved("a", "5000.001"), approved("b", "10")}
	approvals[2].Request.Activity = "fair"
	claims := claimed("c 01-31 hall:100:1\nc 03-20 hall:100.001:1 of=x\nd 03-20 :100:1")
	claims[1].Currency = "EUR"
	claims[2].Request, claims[2].Partner, claims[2].Activity, claims[2].Period = "", "acme", "fair", days("03-01 03-11")
	_, err := SettleClaims(p, approvals, claims, date("04-30"))
	want := []string{
		"approvals[1].request.id unique", "approvals[1].amount digits", "approvals[2].request.activity known", "claims[1].id unique", "claims[0].submitted order",
		"claims[1].currency match", "claims[1].expenses[0].amount digits", "claims[1].request known", "claims[2].request required",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p.PreApproval = false
	_, err = SettleClaims(p, nil, claims[2:], date("04-30"))
	if diff := cmp.Diff([]string{"claims[0].activity known"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = SettleClaims(half(), []Approval{{Advance: num("-1")}}, nil, partnermath.Date{})
	got := testkit.BrokenRules(t, err)
	for _, rule := range []string{"approvals[0].request.id id", "approvals[0].amount required", "approvals[0].advance min", "asOf required"} {
		if !slices.Contains(got, rule) {
			t.Errorf("%s is not in %q", rule, got)
		}
	}
	above := approved("a", "10")
	above.Advance = num("10.01")
	if diff := cmp.Diff([]string{"advance max"}, testkit.BrokenRules(t, above.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c := claimed("c 03-20 hall:100:1 hall:100:1")[0]
	c.Partner, c.Expenses[1].ID, c.Expenses[1].Supplier, c.Expenses[1].Proofs = "acme", "1", "", []string{" "}
	want = []string{"partner empty", "expenses[1].id unique", "expenses[1].supplier id", "expenses[1].proofs[0] id"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, c.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c.Request, c.Partner, c.Submitted = "", "", partnermath.Date{}
	c.Expenses = c.Expenses[:1]
	want = []string{"submitted required", "partner required", "activity required", "period required", "expenses[0].item empty"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, c.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The shares of whatever is claimed add up to its cost, to the cent, no approval is
// exceeded, and what was approved is paid, released, recovered, or remains.
func checkSettle(t *rapid.T) {
	draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "draw") }
	cents := func(n int) string { return decimal.New(int64(draw(n)), -2).String() }
	p := half()
	p.ApprovedRate = draw(2) == 0
	if draw(2) == 0 {
		p.Activities[0].LineCap = num(cents(30_000))
	}
	approvals := []Approval{approved("a", cents(50_000)), approved("b", cents(50_000))}
	for i := range approvals {
		approvals[i].Advance = partnermath.Num(approvals[i].Amount.Decimal.Shift(2).IntPart()*int64(draw(5))/4, 2)
		approvals[i].Request.Costs[0].OtherFunding = num(cents(900_000))
	}
	var text strings.Builder
	for i := range 1 + draw(6) {
		fmt.Fprintf(&text, "c%d 04-%02d", i, 1+draw(12))
		for range 1 + draw(4) {
			fmt.Fprintf(&text, " %s:%s:%d:other=%s", []string{"hall", "food", "bus"}[draw(3)], cents(60_000), draw(20), cents(20_000))
			if draw(4) == 0 {
				text.WriteString(":unproven")
			}
		}
		text.WriteString([]string{" of=b\n", " final\n", "\n", "\n"}[draw(4)])
	}
	asOf := date("04-01").AddDays(draw(40))
	settlements, err := SettleClaims(p, approvals, claimed(text.String()), asOf)
	if err != nil {
		t.Fatal(err)
	}
	type sums struct{ vendor, payable, released, recovery decimal.Decimal }
	of := map[string]sums{}
	for _, s := range settlements {
		var actual, vendor, partner, others decimal.Decimal
		for _, l := range s.Lines {
			if !l.Actual.Equal(decimal.Sum(l.Vendor, l.Partner, l.Others)) || l.Partner.IsNegative() || l.Vendor.IsNegative() ||
				l.Vendor.GreaterThan(l.Asked) {
				t.Fatalf("%+v", l)
			}
			if paid := l.Status == LineAccepted || l.Status == LineChanged; !paid && !l.Vendor.IsZero() || paid == (l.Status != LineChanged && len(l.Reasons) > 0) {
				t.Fatalf("%+v", l)
			}
			actual, vendor, partner, others = actual.Add(l.Actual), vendor.Add(l.Vendor), partner.Add(l.Partner), others.Add(l.Others)
		}
		if !actual.Equal(s.Actual) || !vendor.Equal(s.Vendor) || !partner.Equal(s.PartnerShare) || !others.Equal(s.Others) {
			t.Fatalf("%+v is not its lines", s)
		}
		a := approvals[strings.Index("ab", s.Request)]
		x := of[s.Request]
		x.vendor, x.payable, x.released = x.vendor.Add(s.Vendor), x.payable.Add(s.Payable), x.released.Add(s.Released)
		x.recovery = x.recovery.Add(s.Recovery)
		of[s.Request] = x
		switch {
		case !a.Amount.Decimal.Equal(decimal.Sum(x.vendor, s.Remaining.Decimal, x.released, x.recovery)):
			t.Fatalf("of %s: %+v after %+v", a.Amount.Decimal, x, s)
		case !a.Advance.Decimal.Add(x.payable).Equal(x.vendor.Add(s.AdvanceLeft)):
			t.Fatalf("advance %s: %+v after %+v", a.Advance.Decimal, x, s)
		case s.Remaining.Decimal.IsNegative(), s.Released.IsNegative(), s.Payable.IsNegative() && !s.Closes, s.Closes && !s.AdvanceLeft.IsZero():
			t.Fatalf("%+v", s)
		}
	}
}

func TestSettleProperty(t *testing.T) { rapid.Check(t, checkSettle) }
