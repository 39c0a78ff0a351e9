package mdf_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf"
)

// gen draws adverse input: few amounts, days and ids, so that they collide.
type gen struct {
	*rapid.T
	currency string
}

func (g gen) n(low, high int) int { return rapid.IntRange(low, high).Draw(g.T, "n") }

// maybe is true once in so many times.
func (g gen) maybe(in int) bool { return g.n(1, in) == in }

func (g gen) of(values ...string) string { return rapid.SampledFrom(values).Draw(g.T, "of") }

// some picks some of the values, in their order.
func (g gen) some(values ...string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(string) bool { return g.maybe(2) })
}

// day is day n of 2026, from 0.
func day(n int) partnermath.Date { return partnermath.NewDate(2026, 1, 1).AddDays(n) }

func (g gen) period(low, high int) partnermath.Period {
	start := g.n(low, high)
	return partnermath.Period{Start: day(start), End: day(start + g.n(1, 4))}
}

// money is an amount in minor units of the currency.
func (g gen) money(low, high int) decimal.NullDecimal {
	return partnermath.Num(int64(g.n(low, high)), placesOf(g.currency))
}

func (g gen) perhaps(in int, n decimal.NullDecimal) decimal.NullDecimal {
	if g.maybe(in) {
		return n
	}
	return decimal.NullDecimal{}
}

func (g gen) deadline(low, high, days int) mdf.Deadline {
	var d mdf.Deadline
	if g.maybe(2) {
		d.By = day(g.n(low, high))
	}
	d.Days = g.perhaps(2, partnermath.Int(int64(g.n(0, days))))
	return d
}

func newGen(t *rapid.T) gen {
	return gen{t, rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")}
}

func (g gen) program() mdf.Program {
	return mdf.Program{
		ID: "fund", Currency: g.currency, PreApproval: g.maybe(2), Usage: partnermath.Period{Start: day(0), End: day(10)},
		Activities: []mdf.Activity{{ID: "event", Rate: partnermath.Num(50, 2)}},
	}
}

var kinds = []mdf.EntryKind{
	mdf.EntryAccrual, mdf.EntryAdjustment, mdf.EntryGrant, mdf.EntryReinstatement, mdf.EntryRecovery, mdf.EntryReversal,
	mdf.EntryReservation, mdf.EntryReservation, mdf.EntryReservation, mdf.EntryPayment, mdf.EntryPayment, mdf.EntryPayment,
	mdf.EntryConversion, mdf.EntryForfeiture, mdf.EntryRelease, mdf.EntryRelease, mdf.EntryVoid, mdf.EntryVoid,
}

// entry draws an entry after those before it, for the most part one that fits them.
func (g gen) entry(i int, p mdf.Program, before []mdf.Entry, on partnermath.Date) mdf.Entry {
	e := mdf.Entry{
		ID: fmt.Sprintf("%c%d", 'a'+rune(g.n(0, 25)), i), Partner: g.of("p", "p", "p", "p", "p", "q"), Date: on,
		Kind: rapid.SampledFrom(kinds).Draw(g.T, "kind"),
	}
	a := oracleRun(p, e.Partner, before, on)
	covers := a.free()
	name := func(id string, has *big.Rat) {
		if has.Sign() > 0 && (e.Of == "" || g.maybe(2)) || g.maybe(40) {
			e.Of, covers = id, has
		}
	}
	ids := slices.Sorted(maps.Keys(a.debits))
	switch e.Kind {
	case mdf.EntryReservation:
		if !g.maybe(3) {
			e.Until = on.AddDays(g.n(1, 5))
		}
	case mdf.EntryPayment, mdf.EntryRelease, mdf.EntryVoid:
		for _, id := range ids {
			if (a.debits[id].Kind == mdf.EntryReservation) == (e.Kind != mdf.EntryVoid) {
				name(id, a.debits[id].total())
			}
		}
	case mdf.EntryReversal:
		for _, lot := range a.lots {
			name(lot.ID, minus(given(lot.Amount), lot.reversed))
		}
	case mdf.EntryForfeiture:
		for _, lot := range a.lots {
			name(lot.ID, lot.free)
		}
	case mdf.EntryConversion:
	default:
		return g.credit(e)
	}
	optional := e.Kind == mdf.EntryForfeiture || e.Kind == mdf.EntryPayment && !p.PreApproval
	switch {
	case optional && e.Of != "" && g.maybe(3):
		e.Of, covers = "", a.free()
	case e.Of == "" && !optional && e.Kind != mdf.EntryReservation && e.Kind != mdf.EntryConversion:
		e.Kind = mdf.EntryGrant
		return g.credit(e)
	}
	most := int(shown(covers).Shift(placesOf(g.currency)).IntPart())
	switch {
	case most > 0 && !g.maybe(20):
		e.Amount = g.money(1, most+g.n(0, 1)*g.n(0, 1)*g.n(0, 1))
	case g.maybe(4):
		e.Amount = g.money(0, 9)
	default:
		e.Kind, e.Of, e.Until = mdf.EntryGrant, "", partnermath.Date{}
		return g.credit(e)
	}
	return e
}

func (g gen) credit(e mdf.Entry) mdf.Entry {
	e.Amount = g.money(0, 12)
	if e.Kind != mdf.EntryReinstatement && e.Kind != mdf.EntryRecovery && g.maybe(4) {
		e.Amount = g.money(-9, -1)
	} else if !g.maybe(4) {
		e.Expires = e.Date.AddDays(g.n(1, 6))
	}
	return e
}

func (g gen) entries(p mdf.Program) []mdf.Entry {
	var entries []mdf.Entry
	on := 0
	for i := range g.n(1, 20) {
		on += g.n(0, 2) * g.n(0, 1)
		entries = append(entries, g.entry(i, p, entries, day(on)))
	}
	for range g.n(0, 2) {
		again := rapid.SampledFrom(entries).Draw(g.T, "again")
		if g.maybe(8) {
			again.Amount = partnermath.Num(9, placesOf(g.currency))
		}
		entries = append(entries, again)
	}
	return rapid.Permutation(entries).Draw(g.T, "order")
}

// sound draws entries that all fit one another.
func (g gen) sound(p mdf.Program, asOf partnermath.Date) []mdf.Entry {
	entries := g.entries(p)
	for {
		_, faulty := oracleBalance(p, entries, asOf)
		if len(faulty) == 0 {
			return entries
		}
		entries = slices.DeleteFunc(entries, func(e mdf.Entry) bool { return slices.Contains(faulty, e.Partner+"/"+e.ID) })
	}
}

func (g gen) tiers() partnermath.Tiers {
	t := partnermath.Tiers{
		Method:   rapid.SampledFrom(partnermath.Method("").Values()).Draw(g.T, "method"),
		Boundary: rapid.SampledFrom(partnermath.Boundary("").Values()).Draw(g.T, "boundary"),
	}
	units := g.maybe(3)
	from := g.n(0, 9)
	for range g.n(1, 3) {
		step := partnermath.Step{From: g.money(from, from), Rate: partnermath.Num(int64(g.n(0, 99)), 2)}
		if units {
			step.Rate, step.PerUnit = decimal.NullDecimal{}, g.money(0, 90)
		}
		step.Flat = g.perhaps(3, g.money(0, 5))
		t.Steps = append(t.Steps, step)
		from += g.n(1, 30)
	}
	return t
}

func (g gen) cost(id string) mdf.Cost {
	amount := g.n(0, 60)
	tax := g.n(0, amount) / 4
	c := mdf.Cost{ID: id, Amount: g.money(amount, amount), Tax: g.perhaps(3, g.money(tax, tax))}
	if g.maybe(3) {
		c.Ineligible = g.money(0, amount-tax)
	}
	if g.maybe(3) {
		c.OtherFunding = g.money(0, 60)
	}
	return c
}

func (g gen) costs(low, high int) []mdf.Cost {
	var costs []mdf.Cost
	for i := range g.n(low, high) {
		costs = append(costs, g.cost(fmt.Sprint("c", i)))
	}
	return costs
}

func (g gen) request(i int) mdf.Request {
	r := mdf.Request{
		ID: fmt.Sprintf("%c%d", 'a'+rune(g.n(0, 25)), i), Partner: g.of("p", "q", "r"), Submitted: day(g.n(0, 3)),
		Activity: g.of("event", "mail"), Period: g.period(1, 9), Costs: g.costs(1, 3), Asked: g.money(1, 70),
		Forecast: partnermath.Outcome{
			Currency: g.currency, Leads: g.perhaps(2, partnermath.Int(int64(g.n(0, 9)))), Margin: g.perhaps(2, g.money(-20, 200)),
		},
	}
	if g.maybe(2) {
		r.Choices = append(r.Choices, mdf.Choice{Dimension: "segment", Values: g.some("smb", "enterprise", "other")})
	}
	return r
}

// policy is a program with caps, rules and deadlines.
func (g gen) policy() mdf.Program {
	p := g.program()
	p.Activities = nil
	for _, id := range []string{"event", "mail"} {
		p.Activities = append(p.Activities, mdf.Activity{
			ID: id, Rate: partnermath.Num(int64(g.n(0, 10))*10, 2), LineCap: g.perhaps(2, g.money(0, 25)),
			Norm: g.perhaps(3, g.money(1, 40)), Proofs: g.some("photo", "list"),
		})
	}
	p.RequestCap, p.PartnerCap = g.perhaps(3, g.money(0, 40)), g.perhaps(3, g.money(0, 60))
	p.Budget = g.perhaps(3, g.money(0, 90))
	if p.Merit = g.maybe(3); p.Merit && !p.Budget.Valid {
		p.Budget = g.money(0, 90)
	}
	p.Competing = p.Merit && g.maybe(2)
	p.NoticeDays = g.n(0, 2)
	p.ClaimBy, p.ProofBy = g.deadline(3, 15, 5), g.deadline(3, 15, 5)
	p.ApprovedRate = p.PreApproval && g.maybe(2)
	p.MinimumROI = g.perhaps(3, partnermath.Num(int64(g.n(-9, 30)), 1))
	if g.maybe(3) {
		p.Eligibility = mdf.Eligibility{
			Types: g.some("reseller"), Tiers: g.some("gold"), Regions: g.some("north"), Certifications: g.some("x", "y"),
			MinimumSales: g.perhaps(2, g.money(0, 9)), MinimumScore: g.perhaps(2, partnermath.Int(int64(g.n(1, 100)))),
		}
	}
	if g.maybe(2) {
		p.Strategy = []mdf.Dimension{
			{ID: "segment", Weight: partnermath.Int(int64(g.n(0, 3))), Targets: []mdf.Target{
				{ID: "smb", Weight: partnermath.Num(7, 1)}, {ID: "enterprise", Weight: partnermath.Num(int64(g.n(0, 10)), 1)},
			}},
			{ID: "timing", Weight: partnermath.Int(int64(g.n(1, 3))), Window: g.period(1, 6)},
		}
		p.MinimumAlignment = g.perhaps(2, partnermath.Num(int64(g.n(0, 100)), 2))
	}
	for i := range g.n(0, 3) {
		p.Approvers = append(p.Approvers, mdf.Approver{ID: fmt.Sprint("boss", i), Limit: g.money(20*i+1, 20*i+20)})
	}
	return p
}

func (g gen) partners() []mdf.Partner {
	var partners []mdf.Partner
	for _, id := range []string{"p", "q", "r"} {
		partners = append(partners, mdf.Partner{
			ID: id, Type: g.of("reseller", "agency"), Tier: g.of("gold", "silver"), Region: g.of("north", "south"),
			Certifications: g.some("x", "y"), Sales: g.perhaps(2, g.money(0, 9)), Score: g.perhaps(2, partnermath.Int(int64(g.n(1, 100)))),
		})
	}
	return partners
}

func (g gen) claim(i int, p mdf.Program, approvals []mdf.Approval) mdf.Claim {
	c := mdf.Claim{ID: fmt.Sprintf("%c%d", 'a'+rune(g.n(0, 25)), i), Submitted: day(g.n(4, 16)), Final: g.maybe(3)}
	items := []string{""}
	if p.PreApproval || !g.maybe(3) {
		of := rapid.SampledFrom(approvals).Draw(g.T, "approval").Request
		c.Request, items = of.ID, []string{"unplanned"}
		for _, planned := range of.Costs {
			items = append(items, planned.ID, planned.ID)
		}
	} else {
		c.Partner, c.Activity, c.Period, c.Final = "p", g.of("event", "mail"), g.period(1, 9), true
	}
	taken := map[string]bool{}
	for j := range g.n(1, 3) {
		x := mdf.Expense{
			Cost: g.cost(fmt.Sprint("x", j)), Item: g.of(items...), Supplier: g.of("s", "t"), Invoice: g.of("1", "2", "3", "4"),
			Proofs: g.some("photo", "list", "list"),
		}
		if g.maybe(2) {
			x.Proofs = []string{"photo", "list"}
		}
		slices.Sort(x.Proofs)
		x.Proofs = slices.Compact(x.Proofs)
		if g.maybe(3) {
			x.ProofsOn = c.Submitted.AddDays(g.n(0, 5))
		}
		// An invoice stands once with an item: what else it were, the documentation leaves open.
		if key := x.Supplier + x.Invoice + x.Item; !taken[key] {
			taken[key] = true
			c.Expenses = append(c.Expenses, x)
		}
	}
	return c
}

func (g gen) approvals() []mdf.Approval {
	var approvals []mdf.Approval
	for i := range g.n(1, 3) {
		a := mdf.Approval{Request: g.request(i), Amount: g.money(0, 50)}
		a.Advance = g.perhaps(2, g.money(0, int(a.Amount.Decimal.Shift(placesOf(g.currency)).IntPart())))
		approvals = append(approvals, a)
	}
	return approvals
}

var compared = cmp.Options{
	cmp.Comparer(func(a, b partnermath.Date) bool { return a == b }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmpopts.EquateEmpty(),
}

// compare fails with the input, as JSON, where what the oracle wants is not what came.
func compare(t *rapid.T, what string, want, got any, input ...any) {
	if diff := cmp.Diff(want, got, compared); diff != "" {
		for _, in := range input {
			text, _ := json.Marshal(in)
			t.Logf("%T %s", in, text)
		}
		t.Fatalf("%s (-oracle +got):\n%s", what, diff)
	}
}

func TestOracleBalance(t *testing.T) { rapid.Check(t, oracleCheckBalance) }

func oracleCheckBalance(t *rapid.T) {
	g := newGen(t)
	p := g.program()
	entries, asOf := g.entries(p), day(g.n(4, 16))
	want, faulty := oracleBalance(p, entries, asOf)
	if _, err := mdf.Balance(p, entries, asOf); (err != nil) != (len(faulty) > 0) {
		t.Fatalf("got %v, faulty are %v", err, faulty)
	}
	p.Faulty = partnermath.FaultySetApart
	got, err := mdf.Balance(p, entries, asOf)
	if err != nil {
		t.Fatal(err)
	}
	var apart []string
	for _, finding := range got.Findings {
		apart = append(apart, finding.IDs...)
	}
	slices.Sort(apart)
	compare(t, "set apart", faulty, slices.Compact(apart), p.PreApproval, asOf, entries)
	got.Findings = nil
	compare(t, "ledger", want, got, p.PreApproval, asOf, entries)
	testkit.LeftOutIsNotRead(t, func() (any, error) { return mdf.Balance(p, entries, asOf) }, &p, &entries)
}

func TestOracleAccrue(t *testing.T) { rapid.Check(t, oracleCheckAccrue) }

func oracleCheckAccrue(t *rapid.T) {
	g := newGen(t)
	p := g.program()
	asOf := g.n(1, 12)
	p.Usage.End, p.Earning = day(g.n(2, 9)), mdf.Earning{
		Period: g.period(0, 3), Tiers: g.tiers(), RebateShare: g.perhaps(2, partnermath.Num(int64(g.n(0, 100)), 2)),
		Threshold: g.perhaps(2, g.money(0, 60)), Expiry: g.deadline(2, 12, 5),
	}
	if g.maybe(2) {
		p.Earning.RolloverShare, p.Earning.RolloverCap = partnermath.Num(int64(g.n(0, 100)), 2), g.perhaps(2, g.money(0, 4))
		p.Earning.RolloverExpires = day(max(asOf, 9)).AddDays(g.n(1, 3))
	}
	entries := g.sound(p, day(asOf))
	var purchases []mdf.Purchase
	for i := range g.n(0, 4) {
		purchases = append(purchases, mdf.Purchase{
			ID: fmt.Sprint(i), Partner: g.of("p", "p", "q", "r"), Date: day(g.n(0, 6)),
			Amount: g.money(-30, 60), Units: g.money(-10, 60),
		})
	}
	if len(purchases) > 0 && g.maybe(3) {
		purchases = append(purchases, purchases[0])
	}
	got, err := mdf.Accrue(p, purchases, entries, day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "accruals", oracleAccrue(p, purchases, entries, day(asOf)), got, p, day(asOf), purchases, entries)
	with := slices.DeleteFunc(slices.Clone(entries), func(e mdf.Entry) bool { return e.Date.After(day(asOf)) })
	for _, a := range got {
		with = append(with, a.Entries...)
	}
	if _, err := mdf.Balance(p, with, day(asOf+1)); err != nil {
		t.Fatalf("what is accrued makes a sound ledger faulty: %v\n%+v", err, with)
	}
	again, err := mdf.Accrue(p, purchases, with, day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	testkit.LeftOutIsNotRead(t, func() (any, error) { return mdf.Accrue(p, purchases, with, day(asOf)) }, &p, &purchases, &with)
	for i, a := range again {
		// An accrual that expires on the day after is not counted on for a conversion, and may
		// fill what is owed.
		brief := got[i].Accrued.IsPositive() && got[i].Entries[0].Expires == day(asOf+1)
		if len(a.Entries) > 0 && !brief {
			t.Fatalf("accrued again %+v after %+v", a, with)
		}
	}
}

func TestOracleDecide(t *testing.T) { rapid.Check(t, oracleCheckDecide) }

func oracleCheckDecide(t *rapid.T) {
	g := newGen(t)
	p, partners := g.policy(), g.partners()
	ledger, _ := oracleBalance(p, g.sound(p, day(8)), day(8))
	if !g.maybe(3) { // so that there is something to decide about
		wealth := decimal.New(50, -placesOf(g.currency))
		for i := range ledger.Positions {
			funds := &ledger.Positions[i].Funds
			funds.Granted, funds.Available, funds.Balance = funds.Granted.Add(wealth), funds.Available.Add(wealth), funds.Balance.Add(wealth)
		}
	}
	var requests []mdf.Request
	for i := range g.n(1, 4) {
		r := g.request(i)
		if len(p.Strategy) == 0 {
			r.Choices = nil
		}
		requests = append(requests, r)
	}
	got, err := mdf.Decide(p, ledger, partners, requests)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "decisions", oracleDecide(p, ledger, partners, requests), got, p, ledger, partners, requests)
	testkit.LeftOutIsNotRead(t, func() (any, error) { return mdf.Decide(p, ledger, partners, requests) }, &p, &partners, &requests)
}

func TestOracleSettleClaims(t *testing.T) { rapid.Check(t, oracleCheckSettle) }

func oracleCheckSettle(t *rapid.T) {
	g := newGen(t)
	p, approvals := g.policy(), g.approvals()
	if len(p.Strategy) == 0 {
		for i := range approvals {
			approvals[i].Request.Choices = nil
		}
	}
	var claims []mdf.Claim
	for i := range g.n(1, 5) {
		claims = append(claims, g.claim(i, p, approvals))
	}
	asOf := day(g.n(8, 20))
	got, err := mdf.SettleClaims(p, approvals, claims, asOf)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "settlements", oracleSettle(p, approvals, claims, asOf), got, p, asOf, approvals, claims)
	testkit.LeftOutIsNotRead(t, func() (any, error) { return mdf.SettleClaims(p, approvals, claims, asOf) }, &p, &approvals, &claims)
}
