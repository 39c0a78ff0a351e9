package mdf

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// strict is a program that asks for everything.
func strict() Program {
	return Program{
		ID: "fund", Currency: "USD", Usage: days("2026-01-01 2027-01-01"), PreApproval: true, NoticeDays: 14,
		Activities: []Activity{
			{ID: "event", Rate: num("0.5"), LineCap: num("4000"), Norm: num("100")},
			{ID: "print", Rate: num("0.333")},
		},
		Eligibility: Eligibility{
			Types: []string{"reseller"}, Tiers: []string{"gold", "platinum"}, Regions: []string{"emea"},
			Certifications: []string{"sales", "technical"}, MinimumSales: num("100000"), MinimumScore: num("60"),
		},
		Strategy: []Dimension{
			{ID: "segment", Weight: num("2"), Targets: []Target{{"mid", num("1")}, {"large", num("0.5")}}},
			{ID: "timing", Weight: num("1"), Window: days("03-01 04-01")},
		},
		MinimumAlignment: num("0.5"), MinimumROI: num("1.5"),
		RequestCap: num("5000"), PartnerCap: num("8000"), Budget: num("20000"),
		Approvers: []Approver{{"cam", num("3000")}, {"director", num("4500")}},
	}
}

func reseller() Partner {
	return Partner{
		ID: "acme", Type: "reseller", Tier: "gold", Region: "emea", Certifications: []string{"technical", "sales", "x"},
		Sales: num("100000"), Score: num("60"),
	}
}

// event is a request that strict approves: lines 1,000 + 1,500 = 2,500 of 5,000, ROI
// (6,250 − 2,500) ÷ 2,500 = 1.5, cost per lead 5,000 ÷ 50 = 100, alignment (2 × 1 + 1 × 1) ÷ 3.
func event() Request {
	return Request{
		ID: "r1", Partner: "acme", Submitted: date("02-15"), Activity: "event", Period: days("03-01 03-03"),
		Costs: []Cost{{ID: "hall", Amount: num("2000")}, {ID: "food", Amount: num("3000")}},
		Asked: num("2500"), Choices: []Choice{{"segment", []string{"mid"}}},
		Forecast: partnermath.Outcome{Currency: "USD", Leads: num("50"), Margin: num("6250")},
	}
}

// purse is a ledger in which acme has so much available, and has been paid and promised 2,000.
func purse(available string) Ledger {
	return Ledger{Currency: "USD", Positions: []Position{{Partner: "acme", Funds: Funds{
		Granted: num(available).Decimal.Add(num("2000").Decimal), Paid: num("500").Decimal, Reserved: num("1500").Decimal,
		Available: num(available).Decimal, Balance: num(available).Decimal.Add(num("1500").Decimal),
	}}}}
}

func TestDecideReasons(t *testing.T) {
	type state struct {
		p *Program
		l *Ledger
		a *Partner
		r *Request
	}
	for _, tt := range []struct {
		name   string
		change func(s state)
		want   string // status, amount, binding limit, reasons, approver
	}{
		{"as asked", func(state) {}, "approved 2500 asked [] cam"},
		{"another type", func(s state) { s.a.Type = "" }, "denied 0 asked [partner-type] "},
		{"another tier", func(s state) { s.a.Tier = "silver" }, "denied 0 asked [partner-tier] "},
		{"another region", func(s state) { s.a.Region = "apac" }, "denied 0 asked [region] "},
		{"a certification short", func(s state) { s.a.Certifications = []string{"sales"} }, "denied 0 asked [certification] "},
		{"sales below", func(s state) { s.a.Sales = num("99999.99") }, "denied 0 asked [sales-level] "},
		{"sales unknown", func(s state) { s.a.Sales = decimal.NullDecimal{} }, "denied 0 asked [sales-level] "},
		{"score below", func(s state) { s.a.Score = num("59.99") }, "denied 0 asked [capability-score] "},
		{"nothing available", func(s state) { *s.l = purse("0") }, "denied 0 available [nothing-left] "},
		{"owed", func(s state) { *s.l = purse("-10") }, "denied 0 available [nothing-left] "},
		{"no position", func(s state) { *s.l = Ledger{} }, "denied 0 available [nothing-left] "},
		{"no position in a program of merit", func(s state) { *s.l = Ledger{}; s.p.Merit = true }, "approved 2500 asked [] cam"},
		{"before the usage", func(s state) {
			s.r.Period, s.r.Submitted = days("2025-12-31 2026-03-31"), date("2025-12-01")
		}, "returned 0 asked [outside-usage] "},
		{"after the usage", func(s state) {
			s.r.Period, s.p.MinimumAlignment = days("2026-12-31 2027-01-02"), decimal.NullDecimal{}
		}, "returned 0 asked [outside-usage] "},
		{"the last day of the usage", func(s state) {
			s.r.Period, s.p.MinimumAlignment = days("2026-12-31 2027-01-01"), decimal.NullDecimal{}
		}, "approved 2500 asked [] cam"},
		{"13 days ahead", func(s state) { s.r.Submitted = date("02-16") }, "returned 0 asked [short-notice] "},
		// (2 × 0.25 + 1) ÷ 3 = 0.5: large weighs 0.5, small is no target.
		{"just aligned", func(s state) { s.r.Choices[0].Values = []string{"large", "small"} }, "approved 2500 asked [] cam"},
		// (2 × 0.25 + 0.5) ÷ 3 = 0.3333.
		{"not aligned", func(s state) {
			s.r.Choices[0].Values = []string{"large", "small"}
			s.r.Period = days("03-31 04-02")
		}, "returned 0 asked [alignment] "},
		{"margin unknown", func(s state) { s.r.Forecast.Margin = decimal.NullDecimal{} }, "returned 0 asked [margin-unknown] "},
		{"a cent of margin short", func(s state) { s.r.Forecast.Margin = num("6249.99") }, "returned 0 asked [roi] "},
		{"leads unknown", func(s state) { s.r.Forecast.Leads = decimal.NullDecimal{} }, "returned 0 asked [leads-unknown] "},
		{"leads of no norm", func(s state) {
			s.r.Forecast.Leads, s.p.Activities[0].Norm = decimal.NullDecimal{}, decimal.NullDecimal{}
		}, "approved 2500 asked [] cam"},
		{"a lead too dear", func(s state) { s.r.Forecast.Leads = num("49.99") }, "returned 0 asked [cost-per-lead] "},
		{"no lead", func(s state) { s.r.Forecast.Leads = num("0") }, "returned 0 asked [cost-per-lead] "},
		{"recoverable tax is no cost of a lead", func(s state) {
			s.r.Costs[0].Amount, s.r.Costs[0].Tax = num("2400"), num("400")
		}, "approved 2500 asked [] cam"},
		// Lines 1,000 + 1,250: 500 of the food is other vendors' money.
		{"for less", func(s state) { s.r.Costs[1].OtherFunding = num("500") }, "approved-for-less 2250 lines [limited] cam"},
		{"for the request cap", func(s state) { s.p.RequestCap = num("2000") }, "approved-for-less 2000 request-cap [limited] cam"},
		// 4,500 less the 2,000 paid and reserved.
		{"equal limits: the first", func(s state) {
			s.p.PartnerCap, s.p.Budget, *s.l = num("4400"), num("4400"), purse("2400")
		}, "approved-for-less 2400 partner-cap [limited] cam"},
		{"for the budget", func(s state) { s.p.Budget = num("2000.01") }, "approved-for-less 0.01 budget [limited] cam"},
		{"for what is available", func(s state) { *s.l = purse("1000") }, "approved-for-less 1000 available [limited] cam"},
		// Lines min(1,000 + 3,000, …): the food of 9,000 would pay 4,500, capped at 4,000.
		{"escalated", func(s state) {
			s.r.Costs[1].Amount, s.r.Asked = num("9000"), num("4500")
			s.r.Forecast.Leads, s.r.Forecast.Margin, *s.l = num("110"), num("11250"), purse("9000")
		}, "escalated 4500 asked [approver-limit] director"},
		// The first approver's limit is met, and the line cap as well.
		{"at the limits", func(s state) {
			s.r.Costs, s.r.Asked, s.p.Approvers[0].Limit = []Cost{{ID: "hall", Amount: num("8000")}}, num("4000"), num("4000")
			s.r.Forecast.Leads, s.r.Forecast.Margin = num("80"), num("10000")
		}, "approved 4000 asked [] cam"},
		{"escalated to nobody", func(s state) {
			s.r.Costs[1].Amount, s.r.Asked = num("9000"), num("5500")
			s.r.Forecast.Leads, s.r.Forecast.Margin, *s.l = num("110"), num("12500"), purse("9000")
		}, "escalated 5000 lines [approver-limit limited] "},
		{"returned, above the limits and the approver", func(s state) {
			s.r.Costs[1].Amount, s.r.Asked, s.r.Submitted = num("9000"), num("5500"), date("02-16")
			s.r.Forecast.Leads, s.r.Forecast.Margin, *s.l = num("110"), num("12500"), purse("9000")
		}, "returned 0 lines [short-notice approver-limit limited] "},
		{"all at once", func(s state) {
			*s.a, *s.l = Partner{ID: "acme"}, purse("5")
			s.r.Submitted, s.r.Forecast, s.r.Choices = date("03-01"), partnermath.Outcome{}, nil
		}, "denied 0 available [partner-type partner-tier region certification sales-level capability-score short-notice" +
			" alignment margin-unknown leads-unknown limited] "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, l, a, r := strict(), purse("6000"), reseller(), event()
			tt.change(state{&p, &l, &a, &r})
			decisions, err := Decide(p, l, []Partner{a}, []Request{r})
			if err != nil {
				t.Fatal(err)
			}
			d := decisions[0]
			got := fmt.Sprintf("%s %s %s %v %s", d.Status, d.Amount, d.Binding, d.Reasons, d.Approver)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A request is not cut to pass the ROI: it is told what would pass.
func TestDecidePassing(t *testing.T) {
	for _, tt := range []struct{ margin, minimum, roi, passing string }{
		{"6250", "1.5", "1.5", ""},
		{"6249.99", "1.5", "1.5", "2499.99"}, // 6249.99 ÷ 2.5 = 2499.996, down; the ROI 1.499996
		{"1000", "0.2", "-0.6", "833.33"},    // 1000 ÷ 1.2 = 833.33…
		{"0", "0.2", "-1", "0"},
		{"-50", "0.2", "-1.02", "0"},
		{"-50", "-0.99", "-1.02", "0"},
	} {
		p, r := strict(), event()
		p.MinimumROI, r.Forecast.Margin = num(tt.minimum), num(tt.margin)
		decisions, err := Decide(p, purse("6000"), []Partner{reseller()}, []Request{r})
		if err != nil {
			t.Fatal(err)
		}
		d := decisions[0]
		passing := ""
		if d.Passing.Valid {
			passing = d.Passing.Decimal.String()
		}
		if d.ROI.Decimal.String() != tt.roi || passing != tt.passing || (passing == "") != (d.Status == Approved) {
			t.Errorf("%s at %s: %s, ROI %s, passing %q, want %s %q", tt.margin, tt.minimum, d.Status, d.ROI.Decimal, passing, tt.roi, tt.passing)
		}
	}
}

// Lines of a rate of a third: 0.333 × (100.01 − 20) = 26.64333, × 3 = 0.999, others' money
// above what is eligible, nothing eligible.
func TestDecideLines(t *testing.T) {
	p, r := strict(), event()
	r.Activity = "print"
	r.Costs = []Cost{
		{ID: "a", Amount: num("110.01"), Tax: num("10"), OtherFunding: num("20")},
		{ID: "b", Amount: num("3")},
		{ID: "c", Amount: num("50"), Ineligible: num("20"), OtherFunding: num("60")},
		{ID: "d", Amount: num("50"), Ineligible: num("50")},
	}
	decisions, err := Decide(p, purse("6000"), []Partner{reseller()}, []Request{r})
	if err != nil {
		t.Fatal(err)
	}
	d := decimal.RequireFromString
	want := []Line{
		{ID: "a", Actual: d("110.01"), Eligible: d("100.01"), Asked: d("26.64"), Vendor: d("26.64"), Others: d("20"), Partner: d("63.37"), Status: LineAccepted},
		{ID: "b", Actual: d("3"), Eligible: d("3"), Asked: d("1"), Vendor: d("1"), Others: d("0"), Partner: d("2"), Status: LineAccepted},
		{ID: "c", Actual: d("50"), Eligible: d("30"), Others: d("50"), Status: LineDenied, Reasons: []partnermath.Reason{ReasonOthersPay}},
		{ID: "d", Actual: d("50"), Partner: d("50"), Status: LineDenied, Reasons: []partnermath.Reason{ReasonIneligible}},
	}
	if diff := cmp.Diff(want, decisions[0].Lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The second of three takes what the first leaves of 6,000; nothing is left for the third.
// A request that is returned takes nothing, one that is escalated does.
func TestDecideInOrder(t *testing.T) {
	p := strict()
	p.Approvers = []Approver{{"cam", num("2400")}}
	p.PartnerCap = decimal.NullDecimal{}
	var requests []Request
	for _, x := range []struct{ id, submitted string }{{"b", "02-02"}, {"z", "02-01"}, {"a", "02-02"}, {"c", "02-02"}, {"y", "02-20"}} {
		r := event()
		r.ID, r.Submitted = x.id, date(x.submitted)
		requests = append(requests, r)
	}
	requests[0].Forecast.Margin = num("1")
	decisions, err := Decide(p, purse("4000"), []Partner{reseller()}, requests)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range decisions {
		got = append(got, fmt.Sprintf("%s %s %s available %s reserved %s budget %s",
			d.Request, d.Status, d.Amount, d.After.Available, d.After.Reserved, d.BudgetLeft.Decimal))
	}
	want := []string{
		"z escalated 2500 available 1500 reserved 4000 budget 15500",
		"a approved-for-less 1500 available 0 reserved 5500 budget 14000",
		"b denied 0 available 0 reserved 5500 budget 14000",
		"c denied 0 available 0 reserved 5500 budget 14000",
		"y denied 0 available 0 reserved 5500 budget 14000",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecideFaults(t *testing.T) {
	p, r := strict(), event()
	bad := event()
	bad.ID, bad.Partner, bad.Activity, bad.Currency, bad.Asked = "r1", "who", "fair", "EUR", num("0.001")
	bad.Costs = []Cost{{ID: "a", Amount: num("10.001")}}
	bad.Choices = []Choice{{"timing", nil}, {"segment", []string{"mid", "mid"}}}
	bad.Forecast.Currency = "EUR"
	ledger := purse("1")
	ledger.Currency = "EUR"
	ledger.Positions = append(ledger.Positions, Position{Partner: "acme", Funds: Funds{Available: decimal.New(1, 1_000_000_000)}})
	_, err := Decide(p, ledger, []Partner{reseller(), reseller()}, []Request{r, bad})
	want := []string{
		"ledger.currency match", "ledger.positions[1].partner unique", "ledger.positions[1].available bounds", "partners[1].id unique", "requests[1].id unique",
		"requests[1].partner known", "requests[1].currency match", "requests[1].activity known", "requests[1].costs[0].amount digits",
		"requests[1].asked digits", "requests[1].forecast.currency match", "requests[1].choices[1].values[1] unique",
		"requests[1].choices[0].dimension known",
	}
	got := testkit.BrokenRules(t, err)
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Decide(Program{}, Ledger{}, []Partner{{}}, []Request{{Costs: []Cost{{ID: "x", Amount: num("-1")}}}})
	for _, rule := range []string{
		"program.id id", "program.currency currency", "program.activities required", "partners[0].id id", "requests[0].id id",
		"requests[0].asked required",
	} {
		if got := testkit.BrokenRules(t, err); !slices.Contains(got, rule) {
			t.Errorf("%s is not in %q", rule, got)
		}
	}
	late := event()
	late.Submitted, late.Period, late.Costs[0].Tax = partnermath.Date{}, partnermath.Period{Start: date("03-03"), End: date("03-01")}, num("2000.01")
	late.Costs[1].ID = "hall"
	late.Costs = append(late.Costs, Cost{Name: "\xff", Tax: num("-1"), Ineligible: num("1e13"), OtherFunding: num("0.00001")})
	want = []string{
		"submitted required", "period.end order", "costs[1].id unique", "costs[0].amount min", "costs[2].id id", "costs[2].name text",
		"costs[2].amount required", "costs[2].tax min", "costs[2].ineligible max", "costs[2].otherFunding digits",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, late.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// The margin is held to the vendor's minimum ROI; of leads it is not asked whose they are.
	partners := event()
	partners.Forecast.Owner = partnermath.OwnerPartner
	_, err = Decide(p, purse("1"), []Partner{reseller()}, []Request{partners})
	_, inClaim := SettleClaims(p, []Approval{{Request: partners, Amount: num("1")}}, nil, date("12-31"))
	got = append(testkit.BrokenRules(t, err), testkit.BrokenRules(t, inClaim)...)
	if diff := cmp.Diff([]string{"requests[0].forecast.owner match", "approvals[0].request.forecast.owner match"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if partners.Forecast.Margin = (decimal.NullDecimal{}); partners.Validate() != nil {
		t.Error(partners.Validate())
	}
}

// No decision exceeds a limit, and what is approved of a partner and of all stays within
// the caps, whatever was asked before.
func checkDecide(t *rapid.T) {
	draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "draw") }
	cents := func(n int) decimal.NullDecimal { return partnermath.Num(int64(draw(n)), 2) }
	p := fund()
	p.Merit = draw(2) == 0
	p.RequestCap, p.PartnerCap, p.Budget = cents(3000), cents(4000), cents(6000)
	p.MinimumROI = partnermath.Num(int64(draw(300)-90), 2)
	l := Ledger{Positions: []Position{{Partner: "a", Funds: Funds{Available: cents(5000).Decimal, Paid: cents(500).Decimal}}, {Partner: "b"}}}
	l.Positions[1].Available = decimal.New(int64(draw(2000)-1000), -2)
	var requests []Request
	for i := range 1 + draw(8) {
		r := event()
		r.ID, r.Partner, r.Choices = fmt.Sprint(i), []string{"a", "b"}[draw(2)], nil
		r.Submitted = date("01-01").AddDays(draw(3))
		r.Asked, r.Forecast.Margin = partnermath.Num(1+int64(draw(4000)), 2), cents(9000)
		r.Costs = []Cost{{ID: "x", Amount: cents(6000), OtherFunding: cents(100)}, {ID: "y", Amount: cents(2000)}}
		requests = append(requests, r)
	}
	decisions, err := Decide(p, l, []Partner{{ID: "a"}, {ID: "b"}}, requests)
	if err != nil {
		t.Fatal(err)
	}
	spent := map[string]decimal.Decimal{"a": l.Positions[0].Paid}
	all := l.Positions[0].Paid
	for _, d := range decisions {
		for _, limit := range d.Limits {
			if d.Amount.GreaterThan(decimal.Max(limit.Amount, decimal.Zero)) {
				t.Fatalf("%+v exceeds %+v", d, limit)
			}
		}
		for _, line := range d.Lines {
			if !line.Actual.Equal(decimal.Sum(line.Vendor, line.Partner, line.Others)) || line.Partner.IsNegative() {
				t.Fatalf("%+v does not add up", line)
			}
		}
		spent[d.Partner] = spent[d.Partner].Add(d.Amount)
		all = all.Add(d.Amount)
		request := requests[slices.IndexFunc(requests, func(r Request) bool { return r.ID == d.Request })]
		if d.Amount.IsPositive() && request.Forecast.Margin.Decimal.Sub(d.Amount).LessThan(d.Amount.Mul(p.MinimumROI.Decimal)) {
			t.Fatalf("%+v is below the minimum ROI", d)
		}
		if !all.Equal(p.Budget.Decimal.Sub(d.BudgetLeft.Decimal)) {
			t.Fatalf("%s spent, %s left", all, d.BudgetLeft.Decimal)
		}
	}
	if approved := all.Sub(l.Positions[0].Paid); approved.IsPositive() && all.GreaterThan(p.Budget.Decimal) {
		t.Fatalf("%s of %s", all, p.Budget.Decimal)
	}
	for partner, sum := range spent {
		if sum.GreaterThan(p.PartnerCap.Decimal) && sum.GreaterThan(l.Positions[0].Paid) {
			t.Fatalf("%s has %s of %s", partner, sum, p.PartnerCap.Decimal)
		}
	}
}

func TestDecideProperty(t *testing.T) { rapid.Check(t, checkDecide) }

// A decision of merit grants what it reserves; what is available stays.
func TestDecideMerit(t *testing.T) {
	p := strict()
	p.Merit = true
	decisions, err := Decide(p, purse("10"), []Partner{reseller()}, []Request{event()})
	if err != nil {
		t.Fatal(err)
	}
	want := Funds{
		Granted: num("4510").Decimal, Paid: num("500").Decimal, Reserved: num("4000").Decimal,
		Available: num("10").Decimal, Balance: num("4010").Decimal,
	}
	if diff := cmp.Diff(want, decisions[0].After); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	conserves(t, decisions[0].After, []Lot{
		{Amount: want.Granted, Paid: want.Paid, Reserved: want.Reserved, Free: want.Available},
	}, []Reservation{{Amount: want.Reserved, Held: want.Reserved}})
}

// Of a budget of 6,000, 2,000 are paid and promised: 4,000 are left to compete for, by two requests of 2,500 each
// and one that the partner's cap of 8,000 − 2,000 leaves 1,000. A fourth has nothing left to compete with.
func TestDecideCompeting(t *testing.T) {
	p := strict()
	p.Merit, p.Competing, p.Budget = true, true, num("6000")
	var requests []Request
	for _, id := range []string{"a", "b", "c", "d"} {
		r := event()
		r.ID = id
		requests = append(requests, r)
	}
	decisions, err := Decide(p, purse("0"), []Partner{reseller()}, requests)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range decisions {
		got = append(got, fmt.Sprintf("%s %s of %s %s %v ROI %s left %s reserved %s%s",
			d.Status, d.Amount, d.Allowed, d.Binding, d.Reasons, null(d.ROI), null(d.BudgetLeft), d.After.Reserved, d.Approver))
	}
	want := []string{
		"qualified 0 of 2500 asked [] ROI 1.5 left 4000 reserved 1500",
		"qualified 0 of 2500 asked [] ROI 1.5 left 4000 reserved 1500",
		"qualified 0 of 1000 partner-cap [limited] ROI 5.25 left 4000 reserved 1500",
		"denied 0 of 0 partner-cap [nothing-left] ROI - left 4000 reserved 1500",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p.Merit = false
	if diff := cmp.Diff([]string{"competing empty"}, testkit.BrokenRules(t, p.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
