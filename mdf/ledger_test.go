package mdf

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// Each case follows from the rules in the package comment, worked out by hand. Lots are
// told in the order of their dates.
func TestLedgerCases(t *testing.T) {
	for _, tt := range []struct{ name, entries, asOf, want string }{
		{"nothing yet", "03-01 grant a 100", "02-28", ""},
		{"a credit", "03-01 grant a 100", "03-01", "available 100; a free 100"},
		// 300 of January are left after 700 were paid; they expire.
		{"earliest expiry first", `
			01-31 accrual jan 1000 expires=04-01
			02-28 accrual feb 600 expires=05-01
			03-10 payment c 700`, "04-01", "paid 700 forfeited 300 available 600; jan paid 700 forfeited 300; feb free 600"},
		{"on the day before it expires", `
			01-31 accrual jan 1000 expires=04-01`, "03-31", "available 1000; jan free 1000"},
		// All three expire alike: b is older; then a before c.
		{"then the older, then the id", `
			01-02 grant a 10 expires=06-01
			01-01 grant b 10 expires=06-01
			01-02 grant c 10 expires=06-01
			01-03 payment p 25`, "01-03", "paid 25 available 5; b paid 10; a paid 10; c free 5 paid 5"},
		{"no expiry comes last", `
			01-01 grant a 10
			01-02 grant b 10 expires=2030-01-01
			01-03 payment p 15`, "01-03", "paid 15 available 5; a free 5 paid 5; b paid 10"},
		// What is free of the lot is gone before the payment of that day.
		{"a lot cannot be used on the day it expires", `
			01-01 grant a 10 expires=02-01
			01-15 grant b 10
			02-01 payment p 10`, "02-01", "paid 10 forfeited 10; a forfeited 10; b paid 10"},
		{"credits of a day come before its debits", `
			02-01 payment a 10
			02-01 reservation b 5
			02-01 grant z 20`, "02-01", "paid 10 reserved 5 available 5; z free 5 reserved 5 paid 10"},
		// The 8 reserved first come from a, the payment from b.
		{"reservations come before payments", `
			01-01 grant a 8 expires=05-01
			01-01 grant b 8 expires=06-01
			02-01 payment p 6
			02-01 reservation r 8`, "02-01", "paid 6 reserved 8 available 2; a reserved 8; b free 2 paid 6"},
		{"payments come before forfeitures", `
			01-01 grant a 8 expires=05-01
			01-01 grant b 8 expires=06-01
			02-01 forfeiture f 8
			02-01 payment p 8`, "02-01", "paid 8 forfeited 8; a paid 8; b forfeited 8"},
		// The release of r, of an earlier day, comes first: n finds its money.
		{"a release comes before the debits of its day", `
			01-01 grant a 10
			01-02 reservation r 10
			02-01 reservation n 10
			02-01 release z 10 of=r`, "02-01", "reserved 10; a reserved 10"},
		// Released straight after it, the 10 are there for s.
		{"a release of the same day stands after its reservation", `
			02-01 grant a 10
			02-01 reservation r 10
			02-01 release b 10 of=r
			02-01 reservation s 10`, "02-01", "reserved 10; a reserved 10"},
		{"a void of the same day stands after its payment", `
			02-01 grant a 10
			02-01 payment p 10
			02-01 void z 10 of=p
			02-01 payment q 10`, "02-01", "paid 10; a paid 10"},
		{"conversions come before forfeitures", `
			01-01 grant a 8 expires=05-01
			01-01 grant b 8 expires=06-01
			02-01 forfeiture c 8
			02-01 conversion d 8`, "02-01", "converted 8 forfeited 8; a converted 8; b forfeited 8"},
		{"credits below 0 come after the others of their day", `
			01-01 accrual a 8 expires=06-01
			02-01 accrual b -5
			02-01 accrual c 8 expires=05-01`, "02-01", "available 11; a free 8; c free 3 returned 5"},
		{"a reservation holds its lots past their expiry", `
			01-01 grant a 10 expires=02-01
			01-02 reservation r 6 until=03-01
			02-15 payment p 2 of=r`, "02-28", "paid 2 forfeited 4 reserved 4; a reserved 4 paid 2 forfeited 4"},
		{"until its own deadline", `
			01-01 grant a 10 expires=02-01
			01-02 reservation r 6 until=03-01
			02-15 payment p 2 of=r`, "03-01", "paid 2 forfeited 8; a paid 2 forfeited 8"},
		{"a lapsed reservation of a living lot", `
			01-01 grant a 10 expires=06-01
			01-02 reservation r 6 until=03-01`, "03-01", "available 10; a free 10"},
		// r holds 4 of a, then 4 of b; the payment draws 3 of a. The release of 4 gives back b's 4,
		// then 1 more of a, which has expired.
		{"a partial release gives back the last reserved first", `
			01-01 grant a 4 expires=02-01
			01-02 grant b 9 expires=06-01
			01-03 reservation r 8
			02-02 payment p 3 of=r
			02-03 release x 4 of=r`, "02-03", "paid 3 reserved 1 available 9; a reserved 1 paid 3; b free 9"},
		{"and then what was reserved before", `
			01-01 grant a 4 expires=02-01
			01-02 grant b 9 expires=06-01
			01-03 reservation r 8
			02-02 payment p 3 of=r
			02-03 release x 5 of=r`, "02-03", "paid 3 forfeited 1 available 9; a paid 3 forfeited 1; b free 9"},
		{"a credit below 0 draws lots", `
			01-01 accrual a 10 expires=06-01
			01-02 accrual b 10 expires=05-01
			02-01 accrual c -15`, "02-01", "available 5; a free 5 returned 5; b returned 10"},
		{"what finds none is owed", `
			01-01 accrual a 10
			01-02 payment p 8
			02-01 adjustment c -5`, "02-01", "paid 8 available -3 owed 3; a paid 8 returned 2"},
		{"the next credit fills it", `
			01-01 accrual a 10
			01-02 payment p 8
			02-01 adjustment c -5
			03-01 grant d 7`, "03-01", "paid 8 available 4; a paid 8 returned 2; d free 4 returned 3"},
		{"so does a release", `
			01-01 accrual a 10
			01-02 reservation r 10
			02-01 adjustment c -5
			02-02 release x 4 of=r`, "02-02", "reserved 6 available -1 owed 1; a reserved 6 returned 4"},
		{"and a void", `
			01-01 accrual a 10
			01-02 payment p 10
			02-01 adjustment c -5
			02-02 void x 7 of=p`, "02-02", "paid 3 available 2; a free 2 paid 3 returned 5"},
		{"and a lapsed reservation", `
			01-01 accrual a 10
			01-02 reservation r 10 until=03-01
			02-01 adjustment c -4`, "03-01", "available 6; a free 6 returned 4"},
		// a expires on the day its release could have filled the 5.
		{"but not what comes back to an expired lot", `
			01-01 accrual a 10 expires=03-01
			01-02 reservation r 10
			02-01 adjustment c -5
			03-01 release x 10 of=r`, "03-01", "forfeited 10 available -5 owed 5; a forfeited 10"},
		{"a reversal draws what is free of its lot", `
			01-01 grant a 10 expires=05-01
			01-02 grant b 10
			02-01 reversal x 6 of=b`, "02-01", "available 14; a free 10; b free 4 returned 6"},
		{"and takes back what is forfeited of it", `
			01-01 grant a 10 expires=02-01
			03-01 reversal x 6 of=a`, "03-01", "forfeited 4; a forfeited 4 returned 6"},
		// Of a's 10, 2 are free, 3 forfeited, 5 reserved: 2 + 3 are returned, 4 owed.
		{"and the rest is owed", `
			01-01 grant a 10
			01-02 forfeiture f 3 of=a
			01-02 reservation r 5
			02-01 reversal x 9 of=a`, "02-01", "reserved 5 available -4 owed 4; a reserved 5 returned 5"},
		{"and takes what is free of other lots at once", `
			01-01 grant a 10 expires=05-01
			01-02 payment p 10
			01-03 grant b 10
			02-01 reversal x 4 of=a`, "02-01", "paid 10 available 6; a paid 10; b free 6 returned 4"},
		// The payment draws 6 of r, the void returns 2 to it.
		{"a voided payment returns to its reservation", `
			01-01 grant a 10 expires=02-01
			01-02 reservation r 8
			02-02 payment p 6 of=r
			02-03 void x 2 of=p`, "02-03", "paid 4 forfeited 2 reserved 4; a reserved 4 paid 4 forfeited 2"},
		{"until that lapses, then to the lot", `
			01-01 grant a 10
			01-02 reservation r 8 until=02-03
			02-02 payment p 6 of=r
			02-03 void x 2 of=p`, "02-03", "paid 4 available 6; a free 6 paid 4"},
		{"and to an expired lot it is forfeited", `
			01-01 grant a 10 expires=02-01
			01-02 payment p 6
			02-03 void x 2 of=p`, "02-03", "paid 4 forfeited 6; a paid 4 forfeited 6"},
		// Paid 4 of a, 2 of b; the void gives back b's 2, then 1 of a.
		{"the last drawn comes back first", `
			01-01 grant a 4 expires=05-01
			01-01 grant b 4 expires=06-01
			01-02 payment p 6
			02-01 void x 3 of=p`, "02-01", "paid 3 available 5; a free 1 paid 3; b free 4"},
		// The void puts 3 back into r, of which a payment draws a's first.
		{"what is voided can be paid again", `
			01-01 grant a 4 expires=05-01
			01-01 grant b 4 expires=06-01
			01-02 reservation r 8
			01-03 payment p 8 of=r
			02-01 void x 5 of=p
			02-02 payment q 2 of=r`, "02-02", "paid 5 reserved 3; a paid 4; b reserved 3 paid 1"},
		// Of r's 4 + 4, p pays a's 4 and b's 2, and b's other 2 are released. The void brings b's 2
		// and 1 of a back, and so does the release of 3.
		{"what is voided can be released again", `
			01-01 grant a 4 expires=05-01
			01-01 grant b 4 expires=06-01
			01-02 reservation r 8
			01-03 payment p 6 of=r
			01-04 release x 2 of=r
			02-01 void y 3 of=p
			02-02 release z 3 of=r`, "02-02", "paid 3 available 5; a free 1 paid 3; b free 4"},
		{"a conversion and a recovery", `
			01-01 accrual a 10
			01-02 payment p 4
			02-01 recovery b 3
			03-01 conversion c 8`, "03-01", "paid 4 converted 8 available 1; a paid 4 converted 6; b free 1 converted 2"},
		{"a reinstatement has its own expiry", `
			01-01 grant a 10 expires=02-01
			02-02 reinstatement b 4 expires=04-01`, "03-01", "forfeited 10 available 4; a forfeited 10; b free 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entries := posted(tt.entries)
			for range 2 {
				if diff := cmp.Diff(tt.want, told(balance(t, entries, tt.asOf))); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				slices.Reverse(entries)
				entries = append(entries, entries[0])
			}
		})
	}
}

func TestLedgerFaults(t *testing.T) {
	for _, tt := range []struct {
		name, entries string
		want          []string
	}{
		{"each alone", `
			01-01 loan a 1
			01-01 payment b -1
			01-01 grant c 1.001
			01-01 grant d 1 expires=01-01 until=02-01
			01-01 grant e -1 expires=02-01
			01-01 release f 1
			01-01 grant g 1 of=a
			01-01 reservation h 1 until=2025-12-31
			01-01 grant i 1000000000000.01`, []string{
			"entries[0].kind one-of", "entries[1].amount min", "entries[2].amount digits", "entries[3].expires order",
			"entries[3].until empty", "entries[4].expires empty", "entries[5].of required", "entries[6].of empty",
			"entries[7].until order", "entries[8].amount max",
		}},
		{"what it names", `
			02-01 grant g 10
			02-01 reservation r 5
			02-02 payment a 1 of=b
			02-02 payment b 1 of=g
			02-02 reversal c 1 of=r
			01-01 release d 1 of=r
			02-02 void e 1 of=d
			02-02 release f 1 of=r partner=q`, []string{
			"entries[2].of known", "entries[3].of known", "entries[4].of known", "entries[5].of order", "entries[6].of known",
			"entries[7].of known",
		}},
		{"without cover", `
			01-01 grant g 10
			01-02 reservation r 11
			01-03 reservation s 8
			01-04 payment a 9 of=s
			01-05 payment b 3
			01-06 payment c 2
			01-07 void d 3 of=c
			01-08 release e 9 of=s
			01-09 reversal f 11 of=g
			01-10 conversion h 1
			01-11 forfeiture i 1
			01-12 payment j 1 of=r`, []string{
			"entries[1].amount max", "entries[3].amount max", "entries[4].amount max", "entries[6].amount max",
			"entries[7].amount max", "entries[8].amount max", "entries[9].amount max", "entries[10].amount max",
			"entries[11].of known",
		}},
		{"one id, two contents", `
			01-01 grant g 10
			01-02 payment p 5
			01-01 grant g 11
			01-01 grant g 10`, []string{"entries[0].id unique", "entries[1].amount max"}},
		{"one id, two expiries", `
			01-01 grant g 10 expires=02-01
			01-01 grant g 10 expires=02-02`, []string{"entries[0].id unique"}},
		{"more is taken back than was credited", `
			01-01 grant g 10
			01-02 reversal a 6 of=g
			01-03 reversal b 5 of=g`, []string{"entries[2].amount max"}},
		{"more is voided than was paid", `
			01-01 grant g 10
			01-02 payment p 6
			01-03 void a 4 of=p
			01-04 void b 3 of=p`, []string{"entries[3].amount max"}},
		{"a lapsed reservation", `
			01-01 grant g 10
			01-02 reservation r 10 until=02-01
			02-01 payment p 1 of=r
			02-01 release x 1 of=r`, []string{"entries[2].amount max", "entries[3].amount max"}},
		// Only the cover of d is not looked at yet.
		{"of days after asOf", `
			2027-01-01 payment a -1
			2027-01-01 release b 1 of=x
			2027-01-01 grant c 1
			2027-01-01 grant c 2
			2027-01-01 payment d 1`, []string{"entries[0].amount min"}},
		{"of days after asOf, among others", `
			2027-01-01 release b 1 of=x
			2027-01-01 grant c 1
			2027-01-01 grant c 2
			2027-01-01 payment d 1`, []string{"entries[0].of known", "entries[1].id unique"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Balance(fund(), posted(tt.entries), date("12-31"))
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLedgerFaultsOfTheProgram(t *testing.T) {
	p := fund()
	p.PreApproval = true
	entries := posted("01-01 grant g 10\n01-02 payment p 1")
	entries[0].Currency = "EUR"
	_, err := Balance(p, entries, date("01-01"))
	want := []string{"entries[0].currency match", "entries[1].of required"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Balance(Program{}, nil, partnermath.Date{})
	if got := testkit.BrokenRules(t, err); !slices.Contains(got, "program.currency currency") || !slices.Contains(got, "asOf required") {
		t.Errorf("got %q", got)
	}
}

// What is set apart does nothing, and the rest counts.
func TestLedgerSetsApart(t *testing.T) {
	p := fund()
	p.Faulty = partnermath.FaultySetApart
	l, err := Balance(p, posted(`
		01-01 grant g 10
		01-02 payment a 11
		01-03 void b 1 of=a
		01-04 payment c 4
		01-05 loan d 4
		01-06 grant e 4
		01-07 grant e 5`), date("12-31"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("paid 4 available 6; g free 6 paid 4", told(l.Positions[0])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := []partnermath.Finding{
		{Reason: "known", Records: 1, IDs: []string{"p/b"}},
		{Reason: "max", Records: 1, IDs: []string{"p/a"}},
		{Reason: "one-of", Records: 1, IDs: []string{"p/d"}},
		{Reason: "unique", Records: 1, IDs: []string{"p/e"}},
	}
	if diff := cmp.Diff(want, l.Findings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The turnover of a partner is bounded, so that no sum overflows.
func TestLedgerTurnover(t *testing.T) {
	p := fund()
	p.Currency = "KWD" // 10^12 are 10^15 minor units
	var entries []Entry
	for i := range 1001 {
		entries = append(entries, Entry{ID: "e" + string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10)), Partner: "p", Date: date("01-01"), Kind: EntryGrant, Amount: num("1e12")})
	}
	_, err := Balance(p, entries, date("01-01"))
	if diff := cmp.Diff([]string{"entries[1000].amount max"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	l, err := Balance(p, entries[:1000], date("01-01"))
	if err != nil || l.Total.Available.String() != "1000000000000000" {
		t.Errorf("got %v, %v", l.Total.Available, err)
	}
}

// What a reservation held is paid or released in the end, also what is voided after it
// has lapsed.
func TestLedgerReservations(t *testing.T) {
	p := balance(t, posted(`
		01-01 grant g 20
		01-02 reservation r 8 until=03-01
		01-02 reservation s 5
		02-01 payment a 5 of=r
		02-02 release b 1 of=r
		03-02 void c 2 of=a`), "03-02")
	want := []Reservation{
		{ID: "r", Date: date("01-02"), Until: date("03-01"), Amount: num("8").Decimal, Paid: num("3").Decimal, Released: num("5").Decimal},
		{ID: "s", Date: date("01-02"), Amount: num("5").Decimal, Held: num("5").Decimal},
	}
	if diff := cmp.Diff(want, p.Reservations); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
