package mdf

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// earning is a program whose purchases of January to March earn by tiers.
func earning(tiers partnermath.Tiers) Program {
	p := fund()
	p.Earning = Earning{Period: days("01-01 04-01"), Tiers: tiers}
	return p
}

func rate(text string) partnermath.Tiers {
	return partnermath.Tiers{Method: partnermath.MethodWhole, Steps: []partnermath.Step{{From: num("0"), Rate: num(text)}}}
}

func bought(id, day, amount string) Purchase {
	return Purchase{ID: id, Partner: "p", Date: date(day), Amount: num(amount)}
}

// accrue is what the only partner accrues.
func accrue(t *testing.T, p Program, purchases []Purchase, entries []Entry, asOf string) Accrual {
	t.Helper()
	accruals, err := Accrue(p, purchases, entries, date(asOf))
	if err != nil {
		t.Fatal(err)
	}
	if len(accruals) != 1 {
		t.Fatalf("%d accruals", len(accruals))
	}
	return accruals[0]
}

// dues writes the entries that are due.
func dues(a Accrual) string {
	var all []string
	for _, e := range a.Entries {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.ID, e.Amount.Decimal, e.Expires)))
	}
	return strings.Join(all, "; ")
}

// Stepped: 1 % below 1,000 and 10 % above. The purchases to date are 400 in January, 1,200 in
// February and 900 in March, so 4, 30 and 9 are earned.
func TestAccrueToDate(t *testing.T) {
	p := earning(partnermath.Tiers{Method: partnermath.MethodStepped, Steps: []partnermath.Step{
		{From: num("0"), Rate: num("0.01")}, {From: num("1000"), Rate: num("0.1")},
	}})
	p.Earning.Expiry = Deadline{Days: num("30"), By: date("04-15")}
	purchases := []Purchase{
		bought("a", "01-15", "400"), bought("b", "02-15", "800"), bought("c", "03-15", "-300"),
		bought("a", "01-15", "400.00"), bought("d", "04-01", "5000"), bought("e", "2025-12-31", "5000"),
	}
	var entries []Entry
	for _, tt := range []struct{ asOf, earned, want string }{
		{"01-14", "0", ""},
		{"01-31", "4", "accrual:2026-01-31 4 2026-03-03"}, // through March 2
		{"01-31", "4", ""},
		{"02-28", "30", "accrual:2026-02-28 26 2026-03-31"},
		{"03-31", "9", "accrual:2026-03-31 -21"},
		{"04-30", "9", ""},
	} {
		x := accrue(t, p, purchases, entries, tt.asOf)
		same(t, "earned "+tt.asOf, tt.earned, x.Earned)
		if diff := cmp.Diff(tt.want, dues(x)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.asOf, diff)
		}
		entries = append(entries, x.Entries...)
	}
	if got := balance(t, entries, "03-31"); got.Accrued.String() != "9" {
		t.Errorf("the ledger has %s", got.Accrued)
	}
}

// Found on the same day, two accruals have two ids; past its deadline, an accrual can be
// used on its day.
func TestAccrueLate(t *testing.T) {
	p := earning(rate("0.1"))
	p.Earning.Expiry = Deadline{By: date("03-31")}
	entries := accrue(t, p, []Purchase{bought("a", "03-15", "100")}, nil, "04-10").Entries
	again := accrue(t, p, []Purchase{bought("a", "03-15", "100"), bought("b", "03-15", "50")}, entries, "04-10")
	if diff := cmp.Diff("accrual:2026-04-10:2 5 2026-04-11", dues(again)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// 1,000 of co-op money are below 2,000. 300 of them are paid and 200 reserved when the
// earning ends: 500 can be converted, and what is released later is.
func TestAccrueConverts(t *testing.T) {
	p := earning(rate("0.1"))
	p.Earning.Threshold = num("2000")
	purchases := []Purchase{bought("a", "01-10", "10000")}
	entries := slices.Concat(accrue(t, p, purchases, nil, "01-31").Entries, posted(`
		02-01 payment pay 300
		02-02 reservation r 200
		04-05 release x 50 of=r`))
	for _, tt := range []struct{ asOf, want, coOp string }{
		{"03-31", "", "1000"},
		{"04-01", "conversion:2026-04-01 500", "500"},
		{"04-02", "", "500"},
		{"04-05", "conversion:2026-04-05 50", "450"},
	} {
		x := accrue(t, p, purchases, entries, tt.asOf)
		if diff := cmp.Diff(tt.want, dues(x)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.asOf, diff)
		}
		same(t, "co-op "+tt.asOf, tt.coOp, x.CoOp)
		same(t, "in all "+tt.asOf, "1000", x.CoOp.Add(x.Rebate))
		entries = append(entries, x.Entries...)
	}
	p.Earning.Threshold = num("1000")
	if got := dues(accrue(t, p, purchases, entries[:1], "04-01")); got != "" {
		t.Errorf("at the threshold: %s", got)
	}
}

// 1,000 are earned and converted; a return leaves 600. The rebate is all of that, and 400 were
// converted too much.
func TestAccrueConvertedTooMuch(t *testing.T) {
	p := earning(rate("0.1"))
	p.Earning.Threshold = num("2000")
	purchases := []Purchase{bought("a", "01-10", "10000")}
	entries := accrue(t, p, purchases, nil, "04-01").Entries
	x := accrue(t, p, append(purchases, bought("b", "03-31", "-4000")), entries, "04-10")
	same(t, "co-op", "0", x.CoOp)
	same(t, "rebate", "600", x.Rebate)
	same(t, "converted", "0", x.Converted)
	same(t, "accrued", "-400", x.Accrued)
	same(t, "owed", "400", balance(t, append(entries, x.Entries...), "04-10").Owed)
}

// A return takes 50 of 100 back, of which 80 are paid on the day of the accrual: the payment
// keeps its cover, and 30 are owed on the day after. Accrued again, nothing is due.
func TestAccrueLeavesDebitsTheirCover(t *testing.T) {
	p := earning(rate("0.1"))
	purchases := []Purchase{bought("a", "01-10", "1000")}
	entries := slices.Concat(accrue(t, p, purchases, nil, "01-31").Entries, posted("02-28 payment pay 80"))
	purchases = append(purchases, bought("b", "02-20", "-500"))
	x := accrue(t, p, purchases, entries, "02-28")
	if x.Entries[0].Date != date("03-01") || x.Entries[0].ID != "accrual:2026-02-28" {
		t.Errorf("%+v", x.Entries)
	}
	entries = append(entries, x.Entries...)
	same(t, "owed", "30", balance(t, entries, "03-01").Owed)
	if again := accrue(t, p, purchases, entries, "02-28"); len(again.Entries) > 0 {
		t.Errorf("again %s", dues(again))
	}
	purchases = append(purchases, bought("c", "02-21", "-100"))
	if again := dues(accrue(t, p, purchases, entries, "02-28")); again != "accrual:2026-02-28:2 -10" {
		t.Errorf("again %s", again)
	}
	// Below the threshold, the 60 that are free of a are converted in the same way, but not b,
	// which expires on the day after.
	p.Earning.Threshold = num("500")
	entries = posted(`
		03-01 accrual a 100
		03-01 payment pay 40
		03-02 grant b 50 expires=04-11
		04-10 reservation r 80
		04-10 release s 80 of=r`)
	x = accrue(t, p, purchases[:1], entries, "04-10")
	if diff := cmp.Diff("conversion:2026-04-10 60", dues(x)); diff != "" || x.Entries[0].Date != date("04-11") {
		t.Errorf("%s on %s", diff, x.Entries[0].Date)
	}
	entries = append(entries, x.Entries...)
	same(t, "converted", "60", balance(t, entries, "04-11").Converted)
	if again := accrue(t, p, purchases[:1], entries, "04-10"); len(again.Entries) > 0 {
		t.Errorf("again %s", dues(again))
	}
}

// Of a lot that ends with the usage 333.35 are free and 100 reserved; half of them, 166.675,
// roll over. What expired before, was forfeited by hand or comes back later does not.
func TestAccrueRollsOver(t *testing.T) {
	p := fund()
	p.Usage = days("01-01 07-01")
	p.Earning = Earning{RolloverShare: num("0.5"), RolloverExpires: date("10-01")}
	entries := posted(`
		01-01 grant a 500 expires=07-01
		01-01 grant b 70 expires=06-01
		01-01 grant c 90
		02-01 reservation r 100
		02-02 forfeiture f 66.65 of=a
		07-02 release x 100 of=r`)
	// r holds the 70 of b, which expires first, and 30 of a.
	entries[3].Amount = num("170")
	entries[5].Amount = num("170")
	for _, tt := range []struct{ cap, asOf, want string }{
		{"", "06-30", ""},
		{"", "07-01", "reinstatement:2026-07-01 166.68 2026-10-01"},
		{"", "07-31", "reinstatement:2026-07-31 166.68 2026-10-01"},
		{"150", "07-01", "reinstatement:2026-07-01 150 2026-10-01"},
		{"", "10-01", ""},
	} {
		p.Earning.RolloverCap = decimal.NullDecimal{}
		if tt.cap != "" {
			p.Earning.RolloverCap = num(tt.cap)
		}
		x := accrue(t, p, nil, entries, tt.asOf)
		if diff := cmp.Diff(tt.want, dues(x)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.asOf, diff)
		}
		if missed := x.Missed.IsPositive(); missed != (tt.asOf == "10-01") {
			t.Errorf("%s: missed %s", tt.asOf, x.Missed)
		}
		if again := accrue(t, p, nil, slices.Concat(entries, x.Entries), tt.asOf); len(again.Entries) > 0 {
			t.Errorf("again: %s", dues(again))
		}
	}
}

// Of a's 500, 100 are forfeited by hand and 400 by expiring. What a reversal takes back of
// them has left: with 200 and 450 back, 300 and 50 are forfeited still. What the release of
// b adds later does not roll over.
func TestAccrueRollsOverWhatIsForfeited(t *testing.T) {
	p := fund()
	p.Usage = days("01-01 07-01")
	p.Earning = Earning{RolloverShare: num("1"), RolloverExpires: date("10-01")}
	entries := posted(`
		01-01 grant a 500 expires=07-01
		2025-12-31 grant b 90 expires=07-01
		01-02 reservation r 90
		02-02 forfeiture f 100 of=a
		07-02 reversal x 200 of=a
		07-03 reversal y 250 of=a
		07-04 release z 90 of=r`)
	for _, tt := range []struct{ asOf, want string }{{"07-01", "400"}, {"07-02", "300"}, {"07-03", "50"}, {"07-04", "50"}} {
		same(t, tt.asOf, tt.want, accrue(t, p, nil, entries, tt.asOf).RolledOver)
	}
	// What rolled over and was reversed is due again.
	rolled := posted(`
		07-01 reinstatement s 400 expires=10-01
		07-01 reversal t 10 of=s`)
	same(t, "again", "10", accrue(t, p, nil, slices.Concat(entries, rolled), "07-01").RolledOver)
}

func TestAccrueFaults(t *testing.T) {
	_, err := Accrue(fund(), []Purchase{bought("a", "01-01", "1")}, nil, partnermath.Date{})
	if diff := cmp.Diff([]string{"asOf required", "program.earning.tiers required"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	purchases := []Purchase{
		bought("a", "01-01", "1"), bought("a", "01-01", "2"), bought("", "01-01", "0.001"), bought("b", "01-01", "1"), {ID: "c"},
	}
	purchases[3].Currency, purchases[3].Units = "EUR", num("0.00001")
	_, err = Accrue(earning(rate("0.1")), purchases, nil, date("01-01"))
	want := []string{
		"purchases[1].id unique", "purchases[2].id id", "purchases[2].amount digits", "purchases[3].units digits",
		"purchases[3].currency match", "purchases[4].partner id", "purchases[4].date required", "purchases[4].amount required",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Accrue(earning(rate("0.1")), nil, posted("01-01 payment a 1"), date("01-01"))
	if diff := cmp.Diff([]string{"entries[0].amount max"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_ = testkit.BrokenRules(t, Purchase{Currency: "EURO", Amount: num("1e40")}.Validate())
}

// However often and in whatever order purchases are accrued, the ledger ends with what
// they earn.
func TestAccrueProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := earning(rate(decimal.New(rapid.Int64Range(0, 1000).Draw(t, "rate"), -3).String()))
		p.Earning.RebateShare = partnermath.Num(rapid.Int64Range(0, 100).Draw(t, "share"), 2)
		var purchases []Purchase
		for i := range rapid.IntRange(0, 12).Draw(t, "purchases") {
			purchases = append(purchases, Purchase{
				ID: fmt.Sprint(i), Partner: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "partner"),
				Date:   date("01-01").AddDays(rapid.IntRange(0, 100).Draw(t, "day")),
				Amount: partnermath.Num(rapid.Int64Range(-5000, 20_000).Draw(t, "amount"), 2),
			})
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var entries []Entry
		earned := map[string]decimal.Decimal{}
		for day := 0; day <= 110; day += 1 + rapid.IntRange(0, 60).Draw(t, "step") {
			rng.Shuffle(len(purchases), func(i, j int) { purchases[i], purchases[j] = purchases[j], purchases[i] })
			accruals, err := Accrue(p, purchases, entries, date("01-01").AddDays(day))
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range accruals {
				if !a.Earned.Equal(a.Rebate.Add(a.CoOp)) {
					t.Fatalf("%+v does not add up", a)
				}
				earned[a.Partner] = a.CoOp
				entries = append(entries, a.Entries...)
			}
		}
		l, err := Balance(p, entries, date("12-31"))
		if err != nil {
			t.Fatal(err)
		}
		for _, position := range l.Positions {
			if !position.Accrued.Equal(earned[position.Partner]) {
				t.Fatalf("%s accrued %s of %s", position.Partner, position.Accrued, earned[position.Partner])
			}
		}
	})
}
