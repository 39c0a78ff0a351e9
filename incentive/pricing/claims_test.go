package pricing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

// on is a day of 2026, "" none.
func on(day string) partnermath.Date {
	if day == "" {
		return partnermath.Date{}
	}
	d, err := partnermath.ParseDate("2026-" + day)
	if err != nil {
		panic(err)
	}
	return d
}

func days(start, end string) partnermath.Period {
	return partnermath.Period{Start: on(start), End: on(end)}
}

// terms are a contract price of 70 for a reference of 100, on 10 units of x to k, 4 of them
// used, and a price of x that fell from 100 to 90 on 1 July and rose to 95 on 1 August.
func terms() pricing.PriceTerms {
	const debit, protection = pricing.AgreementShipAndDebit, pricing.AgreementPriceProtection
	return pricing.PriceTerms{ID: "t", Currency: "USD", Agreements: []pricing.Agreement{
		{ID: "deal", Kind: debit, Product: "x", Partner: "p", Customer: "k", Reference: null("100"), Price: null("70"), Period: days("06-01", "07-01"), Quantity: null("10"), Used: null("4")},
		{ID: "open", Kind: debit, Product: "x", Reference: null("1.0005"), Price: null("1"), Period: days("06-01", "07-01")},
		{ID: "fall", Kind: protection, Product: "x", Reference: null("100"), Price: null("90"), Period: days("06-01", "07-01")},
		{ID: "rise", Kind: protection, Product: "x", Reference: null("90"), Price: null("95"), Period: days("07-01", "08-01")},
	}}
}

// claim reads "id agreement submitted", then what else it has.
func claim(text string) pricing.PriceClaim {
	words := strings.Fields(text)
	c := pricing.PriceClaim{ID: words[0], Agreement: words[1], Submitted: on(words[2]), Partner: "p", Product: "x"}
	for _, word := range words[3:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "sold": // units on 15 June to k, on an invoice of the claim's own
			c.Quantity, c.Date, c.Customer, c.Sale = null(value), on("06-15"), "k", "inv-"+c.ID
		case "partner":
			c.Partner = value
		case "product":
			c.Product = value
		case "customer":
			c.Customer = value
		case "sale":
			c.Sale = value
		case "date":
			c.Date = on(value)
		case "hand":
			c.OnHand = null(value)
		case "received":
			c.Received = null(value)
		}
	}
	return c
}

func claims(texts ...string) []pricing.PriceClaim {
	var all []pricing.PriceClaim
	for _, text := range texts {
		all = append(all, claim(text))
	}
	return all
}

// claimLines writes lines as "claim limit units amount reason".
func claimLines(s pricing.PriceSettlement) []string {
	var all []string
	for _, l := range s.Lines {
		limit := "-"
		if l.Limit.Valid {
			limit = l.Limit.Decimal.String()
		}
		all = append(all, strings.TrimSpace(fmt.Sprint(l.Claim, " ", limit, " ", l.Units, " ", l.Amount, " ", l.Reason)))
	}
	return all
}

func settle(t rapid.TB, p pricing.PriceTerms, all []pricing.PriceClaim) pricing.PriceSettlement {
	t.Helper()
	s, err := pricing.SettleClaims(p, all)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSettleClaims(t *testing.T) {
	netted := func(p *pricing.PriceTerms) { p.NetRises = true }
	deadline := func(p *pricing.PriceTerms) { p.ClaimDays = null("20") }
	for _, tt := range []struct {
		name   string
		change func(*pricing.PriceTerms)
		claims []pricing.PriceClaim
		want   []string
	}{
		{"what is left, in the order of submission, then of ids", nil, claims("a deal 06-20 sold=1", "c deal 06-16 sold=2", "b deal 06-16 sold=3", "d deal 06-21 sold=1"), []string{
			"b 6 3 90", "c 3 2 60", "a 1 1 30", "d 0 0 0 left-on-agreement",
		}},
		{"a part of it", nil, claims("a deal 06-20 sold=6.5", "b deal 06-21 sold=0"), []string{"a 6 6 180 left-on-agreement", "b 0 0 0"}},
		// 0.0005 × 10 = 0.005 → 0.01; × 9.9 = 0.00495 → 0.
		{"no limit, rounded", nil, claims("a open 06-20 sold=10", "b open 06-20 sold=9.9"), []string{"a - 10 0.01", "b - 9.9 0"}},
		{"received and on hand", nil, claims("a fall 07-01 hand=5 received=3", "b fall 07-01 hand=3 received=5 partner=q", "c fall 07-01 hand=3 received=3 partner=r"), []string{
			"a 3 3 30 received-in-window", "b 5 3 30", "c 3 3 30",
		}},
		{"once each partner", nil, claims("b fall 07-02 hand=1 received=1", "a fall 07-03 hand=1 received=1", "c fall 07-03 hand=1 received=1 partner=q"), []string{
			"b 1 1 10", "a - 0 0 claimed-before", "c 1 1 10",
		}},
		{"a claim that is not covered does not stand before one that is", deadline, claims("a fall 06-30 hand=1 received=1", "b fall 07-03 hand=1 received=1"), []string{
			"a - 0 0 submitted-early", "b 1 1 10",
		}},
		{"a rise", nil, claims("a rise 08-02 hand=5 received=3"), []string{"a - 0 0 price-rise"}},
		{"a rise that is netted", netted, claims("a rise 08-02 hand=5 received=3", "b fall 07-02 hand=5 received=3"), []string{"b 3 3 30 received-in-window", "a 3 3 -15 received-in-window"}},
		{"rises use nothing of an agreement", func(p *pricing.PriceTerms) { p.Agreements[0].Reference = null("60") }, claims("a deal 06-20 sold=1"), []string{"a - 0 0 price-rise"}},
		{"a price as before", func(p *pricing.PriceTerms) { p.Agreements[0].Reference = null("70") }, claims("a deal 06-20 sold=7"), []string{"a 6 6 0 left-on-agreement"}},
		{"more used than agreed", func(p *pricing.PriceTerms) { p.Agreements[0].Used = null("11") }, claims("a deal 06-20 sold=1"), []string{"a 0 0 0 left-on-agreement"}},
		{"not covered", nil, claims(
			"a nope 06-20 sold=1", "b deal 06-20 sold=1 partner=q product=y customer=l date=07-01", "c deal 06-20 sold=1 product=y customer=l date=07-01",
			"d deal 06-20 sold=1 customer=l date=07-01", "e deal 06-20 sold=1 customer= date=06-15", "f deal 06-20 sold=1 date=07-01", "g deal 06-20 sold=1 date=05-31",
			"h deal 06-14 sold=1", "i deal 06-15 sold=1 date=06-15",
		), []string{
			"h - 0 0 submitted-early", "i 6 1 30", "a - 0 0 unknown-agreement", "b - 0 0 other-partner", "c - 0 0 other-product", "d - 0 0 other-customer",
			"e - 0 0 other-customer", "f - 0 0 outside-period", "g - 0 0 outside-period",
		}},
		{"days of the agreement", nil, claims("a deal 07-20 sold=1 date=06-01", "b deal 07-20 sold=1 date=06-30"), []string{"a 6 1 30", "b 5 1 30"}},
		{"a deadline", deadline, claims("a deal 07-05 sold=1", "b deal 07-06 sold=1", "c fall 07-21 hand=1 received=1", "d fall 07-22 hand=1 received=1 partner=q"), []string{
			"a 6 1 30", "b - 0 0 submitted-late", "c 1 1 10", "d - 0 0 submitted-late",
		}},
		{"nothing claimed", nil, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := terms()
			if tt.change != nil {
				tt.change(&p)
			}
			if diff := cmp.Diff(tt.want, claimLines(settle(t, p, tt.claims))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSettlementAddsUp(t *testing.T) {
	s := settle(t, terms(), claims(
		"a deal 06-20 sold=2 sale=i", "b deal 06-21 sold=1 sale=i", "c deal 06-21 sold=9 sale=h", "d open 06-22 sold=10 sale=i", "d open 06-22 sold=10.0 sale=i",
		"e fall 07-05 hand=9 received=4", "f fall 07-05 hand=2 received=4 partner=o", "g deal 06-30 sold=9 sale=i",
	))
	if !s.Total.Equal(number("240.01")) { // 60 + 30 + 90 + 0.01 + 40 + 20
		t.Errorf("got %s", s.Total)
	}
	wantUses := []string{"deal 4 10 0 180", "open 0 10 - 0.01", "fall 0 6 - 60", "rise 0 0 - 0"}
	var uses, units []string
	for _, u := range s.Agreements {
		left := "-"
		if u.Left.Valid {
			left = u.Left.Decimal.String()
		}
		uses = append(uses, fmt.Sprint(u.Agreement, " ", u.Before, " ", u.Used, " ", left, " ", u.Amount))
	}
	wantUnits := []string{"o  x 2", "p  x 4", "p h x 3", "p i x 13"}
	for _, u := range s.Claimed {
		units = append(units, fmt.Sprint(u.Partner, " ", u.Sale, " ", u.Product, " ", u.Units))
	}
	if diff := cmp.Diff(wantUses, uses) + cmp.Diff(wantUnits, units); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	want := []partnermath.Finding{
		{Reason: pricing.FoundDuplicate, Records: 1, IDs: []string{"d"}},
		{Reason: pricing.FoundSaleTwice, Records: 2, IDs: []string{"b", "d"}}, // g was paid on nothing
	}
	if diff := cmp.Diff(want, s.Findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What a claim of an unknown agreement asks for is shown as far as it says so.
func TestUnknownAgreement(t *testing.T) {
	s := settle(t, terms(), claims("a nope 06-20 sold=2", "b nope 06-20 hand=3 received=1", "c nope 06-20", "d nope 06-20 sold=4 hand=5"))
	for i, want := range []string{"2", "3", "", "4"} {
		if l := s.Lines[i]; testkit.Diff(null(want), l.Claimed) != "" || l.Difference.Valid {
			t.Errorf("%s claims %v at %v", l.Claim, l.Claimed, l.Difference)
		}
	}
}

func TestClaimsSetApart(t *testing.T) {
	p := terms()
	p.Faulty = partnermath.FaultySetApart
	s := settle(t, p, append(claims(
		"a deal 06-20 sold=1", "a deal 06-20 sold=2", "b deal 06-20", "c deal 06-20 sold=1", "d deal 06-20 sold=1 hand=1", "e deal 06-20 sold=1", "e deal 06-20 sold=-1",
	), pricing.PriceClaim{}))
	if diff := cmp.Diff([]string{"c 6 1 30"}, claimLines(s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	want := []partnermath.Finding{
		{Reason: pricing.FoundConflict, Records: 3, IDs: []string{"a", "a", "e"}},
		{Reason: pricing.FoundFaulty, Records: 4, IDs: []string{`""`, "b", "d", "e"}},
	}
	if diff := cmp.Diff(want, s.Findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
