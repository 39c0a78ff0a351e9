package mdf

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// anyEntry draws an entry out of few ids, days and amounts, so that entries meet.
func anyEntry(draw func(n int) int) Entry {
	kinds := EntryAccrual.Values()
	id := func() string { return fmt.Sprintf("e%d", draw(40)) }
	e := Entry{
		ID: id(), Partner: fmt.Sprintf("p%d", draw(3)), Date: date("2026-01-01").AddDays(draw(30)),
		Kind: kinds[draw(len(kinds))], Amount: partnermath.Num(int64(draw(3000)), 2),
	}
	kind, _ := traitsOf(e.Kind)
	switch {
	case kind.signed && draw(3) == 0:
		e.Amount.Decimal = e.Amount.Decimal.Neg()
	case kind.credit && draw(3) > 0:
		e.Amount.Decimal = e.Amount.Decimal.Mul(decimal.NewFromInt(4))
		e.Expires = e.Date.AddDays(1 + draw(20))
	case e.Kind == EntryReservation && draw(2) == 0:
		e.Until = e.Date.AddDays(1 + draw(20))
	case kind.of != ofNone:
		e.Of = id()
	}
	return e
}

// conserves checks what a position says of itself.
func conserves(t rapid.TB, f Funds, lots []Lot, reservations []Reservation) {
	t.Helper()
	sum := func(all ...decimal.Decimal) decimal.Decimal { return decimal.Sum(decimal.Zero, all...) }
	credits := sum(f.Accrued, f.Granted, f.Adjusted, f.Reinstated, f.Recovered)
	if debits := sum(f.Paid, f.Converted, f.Forfeited, f.Reserved, f.Available); !credits.Equal(debits) {
		t.Fatalf("credits of %s became %s: %+v", credits, debits, f)
	}
	var free, reserved, paid, converted, forfeited, held, returned, amounts decimal.Decimal
	for _, l := range lots {
		if !l.Amount.Equal(sum(l.Free, l.Reserved, l.Paid, l.Converted, l.Forfeited, l.Returned)) {
			t.Fatalf("the lot does not add up: %+v", l)
		}
		for _, d := range []decimal.Decimal{l.Free, l.Reserved, l.Paid, l.Converted, l.Forfeited, l.Returned} {
			if d.IsNegative() {
				t.Fatalf("below 0 in the lot %+v", l)
			}
		}
		free, reserved, paid = free.Add(l.Free), reserved.Add(l.Reserved), paid.Add(l.Paid)
		converted, forfeited, returned = converted.Add(l.Converted), forfeited.Add(l.Forfeited), returned.Add(l.Returned)
		amounts = amounts.Add(l.Amount)
	}
	for _, r := range reservations {
		if !r.Amount.Equal(sum(r.Held, r.Paid, r.Released)) || r.Held.IsNegative() || r.Paid.IsNegative() || r.Released.IsNegative() {
			t.Fatalf("the reservation does not add up: %+v", r)
		}
		held = held.Add(r.Held)
	}
	switch {
	case !reserved.Equal(f.Reserved), !held.Equal(f.Reserved), !paid.Equal(f.Paid), !converted.Equal(f.Converted),
		!forfeited.Equal(f.Forfeited), !f.Available.Equal(free.Sub(f.Owed)), !f.Balance.Equal(f.Available.Add(f.Reserved)),
		!amounts.Sub(returned).Sub(f.Owed).Equal(credits):
		t.Fatalf("the lots do not add up to %+v: %+v %+v", f, lots, reservations)
	case f.Owed.IsNegative(), f.Owed.IsPositive() && free.IsPositive():
		t.Fatalf("owed %s beside %s free", f.Owed, free)
	}
}

// Whatever is listed in whatever order, and however often, the sound entries conserve
// money and give the same ledger.
func checkLedger(t *rapid.T) {
	p := fund()
	p.Faulty = partnermath.FaultySetApart
	draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "draw") }
	entries := make([]Entry, 2+draw(60))
	for i := range entries {
		entries[i] = anyEntry(draw)
	}
	asOf := date("2026-01-01").AddDays(draw(60))
	l, err := Balance(p, entries, asOf)
	if err != nil {
		t.Fatal(err)
	}
	var total Funds
	for i := range l.Positions {
		conserves(t, l.Positions[i].Funds, l.Positions[i].Lots, l.Positions[i].Reservations)
		total = total.add(&l.Positions[i].Funds)
	}
	if diff := cmp.Diff(total, l.Total); diff != "" {
		t.Fatalf("the total (-want +got):\n%s", diff)
	}
	shuffled := slices.Concat(entries, entries[draw(len(entries)):])
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	again, err := Balance(p, shuffled, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l.Positions, again.Positions); diff != "" {
		t.Fatalf("in another order, some twice (-want +got):\n%s", diff)
	}
}

func TestLedgerProperty(t *testing.T) { rapid.Check(t, checkLedger) }

func FuzzLedger(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkLedger)) }

// A million entries, in which much is set apart, conserve money as well; in another order and
// with some twice they come to the same.
func TestLongLedger(t *testing.T) {
	p := fund()
	p.Faulty = partnermath.FaultySetApart
	size := 1_000_000
	if testing.Short() {
		size = 60_000
	}
	rng := rand.New(rand.NewPCG(7, 7))
	entries := make([]Entry, size)
	for i := range entries {
		e := anyEntry(rng.IntN)
		at := i / 60_000 * 60_000 // 60,000 entries are of three partners, the next of three others
		e.ID, e.Partner = fmt.Sprintf("e%d", i), fmt.Sprintf("%s%d", e.Partner, at)
		if e.Of != "" {
			e.Of = fmt.Sprintf("e%d", at+rng.IntN(min(60_000, size-at)))
		}
		entries[i] = e
	}
	l, err := Balance(p, entries, date("2026-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Positions {
		conserves(t, l.Positions[i].Funds, l.Positions[i].Lots, l.Positions[i].Reservations)
	}
	if len(l.Positions) < 3 || len(l.Positions[0].Lots) < 1000 || l.Positions[0].Paid.IsZero() {
		t.Errorf("%d positions of %+v", len(l.Positions), l.Total)
	}
	mixed := slices.Concat(entries, entries[:size/10])
	rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	again, err := Balance(p, mixed, date("2026-03-01"))
	if err != nil {
		t.Fatal(err)
	}
	if want, got := testkit.JSON(t, l.Positions), testkit.JSON(t, again.Positions); want != got {
		t.Error("in another order, some twice, the positions differ")
	}
}

// Nothing from outside makes the ledger panic or take its time.
func TestLedgerHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, number := testkit.HostileString(), testkit.HostileDecimal()
		e := Entry{
			ID: text.Draw(t, "id"), Partner: text.Draw(t, "partner"), Date: date("2026-01-01"),
			Kind: rapid.SampledFrom(append(EntryAccrual.Values(), EntryKind(text.Draw(t, "kind")))).Draw(t, "any"),
			Of:   text.Draw(t, "of"), Currency: text.Draw(t, "currency"), Amount: decimal.NewNullDecimal(number.Draw(t, "amount")),
		}
		_ = testkit.BrokenRules(t, e.Validate())
		for _, faulty := range partnermath.FaultyRefuse.Values() {
			p := fund()
			p.Faulty = faulty
			l, err := Balance(p, []Entry{e, {}, e}, date("2026-01-01"))
			_ = testkit.BrokenRules(t, err)
			_ = testkit.RoundTrip(t, l)
		}
	})
}
