package channel_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// A tally that is stored and read goes on as before, and what is stored is the same however
// the records were divided.
func TestStoredTally(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, all := drawPolicy(t), drawRecords(t, "USD", "JPY", "EUR")
		whole := newTally(t, p)
		add(t, whole, all...)
		want := testkit.JSON(t, result(t, whole))
		parts := []*channel.Tally{newTally(t, p), newTally(t, p)}
		for _, r := range rapid.Permutation(all).Draw(t, "order") {
			i := rapid.IntRange(0, 1).Draw(t, "worker")
			if rapid.IntRange(0, 3).Draw(t, "stored") == 0 {
				parts[i] = readBack(t, parts[i])
			}
			add(t, parts[i], r)
		}
		joined := readBack(t, parts[0])
		if err := joined.Merge(readBack(t, parts[1])); err != nil {
			t.Fatal(err)
		}
		if got := testkit.JSON(t, result(t, joined)); got != want {
			t.Fatalf("want\n%s\ngot\n%s", want, got)
		}
		if one, other := testkit.JSON(t, whole), testkit.JSON(t, joined); one != other {
			t.Fatalf("want\n%s\ngot\n%s", one, other)
		}
		if err := readBack(t, whole).Merge(newTally(t, p)); err != nil {
			t.Fatal(err)
		}
	})
}

func readBack(t rapid.TB, tally *channel.Tally) *channel.Tally {
	t.Helper()
	text, err := json.Marshal(tally)
	if err != nil {
		t.Fatal(err)
	}
	read := new(channel.Tally)
	if err := json.Unmarshal(text, read); err != nil {
		t.Fatal(err)
	}
	return read
}

// stored is a tally of all that there is: two currencies, one without a rate, and a record
// outside of the periods.
func stored(t testing.TB) (*channel.Tally, string) {
	t.Helper()
	p, all := sample()
	all[1].Deals = nil
	tally := newTally(t, p)
	add(t, tally, append(all, records(`
		coop 2026-Q3 JPY region=apac mdf=-5 | -700 300 100 mdf:1
		coop 2026-Q2 USD`)...)...)
	text, err := json.MarshalIndent(tally, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return tally, string(text)
}

func TestStoredForm(t *testing.T) {
	_, text := stored(t)
	testkit.Golden(t, "json/tally.json", []byte(text+"\n"))
}

// What is not known or does not add up is refused, and changes nothing.
func TestStoredFaults(t *testing.T) {
	tally, text := stored(t)
	before := testkit.JSON(t, tally)
	for _, tt := range []struct{ old, new, want string }{
		{`"format": 1`, `"format": 2`, "format known"},
		{`"format": 1`, `"format": 0`, "format known"},
		{`"treatment": "cost"`, `"treatment": "costs"`, "policy.kinds[0].treatment one-of"},
		{`"USD": {`, `"USX": {`, "accounts.USX currency"},
		{`"lines": [`, `"lines": [{},`, "accounts.JPY.lines length"},
		{`"spend": "-5"`, `"spend": "-4"`, "accounts.JPY.lines sum"},
		{`"gold": {`, `" gold": {`, "accounts.USD id"},
		{`"apac": {`, `"apac": null, "emea": {`, "accounts.JPY id"},
		{`"records": 1`, `"records": 2`, "accounts.JPY sum"},
		{`"coop": {`, `"": {`, "accounts.JPY.partners id"},
		{`"coop": {`, `"coop": null, "dash": {`, "accounts.JPY.partners id"},
		{`"converted": {`, `"converter": {`, "converted match"},
		{`"0": 3`, `"2": 3`, "used known"},
		{`"currency": "JPY"`, `"currency": "USD"`, "missing known"},
		{`"reason": "outside-periods"`, `"reason": "other"`, "findings known"},
		{`"coop 2026-Q2 USD"`, ``, "findings known"},
	} {
		if !strings.Contains(text, tt.old) {
			t.Fatalf("nothing stored has %s", tt.old)
		}
		got := testkit.BrokenRules(t, json.Unmarshal([]byte(strings.Replace(text, tt.old, tt.new, 1)), tally))
		if !slices.Contains(got, tt.want) {
			t.Errorf("%s for %s: want %s, got %v", tt.new, tt.old, tt.want, got)
		}
	}
	for _, old := range []string{`"known": 1`, `"outcomes": 1`, `"records": 5`} {
		for _, n := range []string{"-1", "1.5", "281474976710656", `"1"`} {
			name, _, _ := strings.Cut(old, ":")
			if changed := strings.Replace(text, old, name+": "+n, 1); changed == text || json.Unmarshal([]byte(changed), tally) == nil {
				t.Errorf("%s for %s is read", n, old)
			}
		}
	}
	if after := testkit.JSON(t, tally); after != before {
		t.Errorf("what was refused left something:\n%s", after)
	}
	var none *channel.Tally
	differ(t, []string{"tally required"}, testkit.BrokenRules(t, none.UnmarshalJSON([]byte("{}"))))
	_, err := none.MarshalJSON()
	differ(t, []string{"tally required"}, testkit.BrokenRules(t, err))
	if text, err := json.Marshal(new(channel.Tally)); err == nil {
		t.Errorf("the zero tally is written: %s", text)
	}
}

// Whatever is changed in a stored tally, it is read or refused, and what is read goes on.
func TestSurvivesHostileStored(t *testing.T) {
	p := one()
	p.Kinds, p.ConvertTo = p.Kinds[:1], "EUR"
	few := newTally(t, p)
	add(t, few, records("acme 2026-Q3 USD tier=gold mdf=5 | 7 3 - mdf:1\nacme 2026-Q2 USD")...)
	var document any
	if err := json.Unmarshal([]byte(testkit.JSON(t, few)), &document); err != nil {
		t.Fatal(err)
	}
	read := 0
	spoil(document, func() {
		changed := testkit.JSON(t, document)
		tally := new(channel.Tally)
		if json.Unmarshal([]byte(changed), tally) != nil {
			return
		}
		read++
		if err := readBack(t, tally).Merge(tally); err != nil {
			t.Fatalf("%v: %s", err, changed)
		}
		add(t, tally, records("acme 2026-Q3 USD sourced=1")...)
		result(t, tally)
	})
	if read == 0 {
		t.Error("nothing was read")
	}
}

// spoil visits a document that is wrong at one place, for each of its places.
func spoil(v any, visit func()) {
	each := func(child any, set func(any)) {
		for _, wrong := range []any{nil, -1, "9", []any{}, map[string]any{"x": nil}, []any{nil, nil, nil, nil, nil}} {
			set(wrong)
			visit()
		}
		set(child)
		spoil(child, visit)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			each(v[name], func(w any) { v[name] = w })
		}
	case []any:
		for i := range v {
			each(v[i], func(w any) { v[i] = w })
		}
	}
}
