package profit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// documents are what people send: a case, and what they ask about it.
type documents struct {
	Case      profit.Case         `json:"case"`
	Discount  profit.Discount     `json:"discount"`
	Scenarios []profit.Scenario   `json:"scenarios,omitempty"`
	Figure    profit.Figure       `json:"figure"`
	Rows      profit.Axis         `json:"rows"`
	Columns   profit.Axis         `json:"columns"`
	Goal      profit.Goal         `json:"goal"`
	Step      decimal.NullDecimal `json:"step,omitzero"`
	Actuals   profit.Actuals      `json:"actuals"`
	Statement profit.Statement    `json:"statement"`
	Side      profit.VendorSide   `json:"side"`
	Plan      profit.GrowthPlan   `json:"plan"`
}

// usualDocuments ask every question about half a year of the usual case.
func usualDocuments() documents {
	n, num := partnermath.Int, partnermath.Num
	c := usualCase()
	c.Months, c.Roles[4].Hires[0].Leave = 6, 5
	c.Roles[0].Hires = c.Roles[0].Hires[:1]
	day := partnermath.NewDate(2027, 3, 31)
	goal := profit.Goal{Figure: profit.FigureNetProfit, AtLeast: n(1)}
	return documents{
		Case: c, Discount: usualDiscount(), Figure: profit.FigureNPV, Goal: goal, Step: num(1, 2),
		Scenarios: []profit.Scenario{{Name: "more", Changes: []profit.Change{
			set(profit.LeverPrice, "care", n(200)), {Lever: profit.LeverHeads, ID: "engineers", Multiply: num(15, 1)},
		}}},
		Rows:    profit.Axis{Lever: profit.LeverAttach, ID: "rollout", From: n(0), To: n(1), Step: num(5, 1)},
		Columns: profit.Axis{Lever: profit.LeverVolume, ID: "suite", Multiply: true, From: n(1), To: n(2), Step: num(5, 1)},
		Actuals: profit.Actuals{Through: 2, Lines: []profit.Actual{
			sold(1, "suite", 3, 36_000, 27_000), paid(1, "sellers", 15_000), {Month: 2, ID: "funds", VendorMoney: n(1500)}, paid(2, "fine", 100),
		}},
		Side: profit.VendorSide{
			Lines: []profit.VendorLine{{ID: "suite", MarginRate: num(4, 1)}, {ID: "care", MarginPerUnit: n(20)}}, Cost: n(5000),
			Shares: []decimal.NullDecimal{num(3, 1), n(1)},
		},
		Plan: profit.GrowthPlan{
			ID: "plan", Partner: "p", Vendor: "v", Case: c.ID, Start: c.Start, End: day,
			Goals:         []profit.GrowthGoal{{ID: "g", Goal: goal, Owner: "o", Due: day}},
			Strategies:    []profit.Strategy{{ID: "s", Goals: []string{"g"}, Owner: "o", Start: c.Start, Due: day, Changes: []profit.Change{set(profit.LeverGrowth, "suite", num(5, 2))}}},
			PartnerSigner: "a", VendorSigner: "b", Signed: c.Start,
		},
	}
}

// ask calls every verb. An error lists its faults, and a verb does not take what Validate
// refuses.
func ask(t rapid.TB, d *documents) {
	verb := func(name string, err error, read ...interface{ Validate() error }) {
		testkit.BrokenRules(t, err)
		for _, document := range read {
			if invalid := document.Validate(); err == nil && invalid != nil {
				t.Fatalf("%s takes what Validate refuses: %s", name, invalid)
			}
		}
	}
	_, err := profit.Simulate(d.Case, d.Discount, d.Scenarios)
	verb("Simulate", err, d.Case)
	for _, s := range d.Scenarios {
		verb("Simulate", err, s)
	}
	_, err = profit.Simulate(d.Case, d.Discount, []profit.Scenario{d.Plan.Scenario()})
	verb("Simulate of a plan", err, d.Case)
	_, err = profit.Grid(d.Case, d.Figure, d.Discount, d.Rows, d.Columns)
	verb("Grid", err, d.Case)
	_, err = profit.RankLevers(d.Case, d.Figure, d.Discount, d.Step)
	verb("RankLevers", err, d.Case)
	_, err = profit.Seek(d.Case, d.Goal, d.Discount, d.Rows)
	verb("Seek", err, d.Case, d.Goal)
	v, err := profit.Verify(d.Case, d.Actuals)
	verb("Verify", err, d.Case, d.Actuals)
	if err != nil {
		v.Reforecast = d.Statement
	}
	_, err = profit.MeasureVendor(v.Reforecast, d.Side)
	verb("MeasureVendor", err, d.Side)
	testkit.BrokenRules(t, d.Plan.Validate())
}

func TestUsualDocuments(t *testing.T) {
	d := usualDocuments()
	for name, err := range map[string]error{"plan": d.Plan.Validate(), "case": d.Case.Validate()} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := profit.Simulate(d.Case, d.Discount, d.Scenarios); err != nil {
		t.Error(err)
	}
	if _, err := profit.Grid(d.Case, d.Figure, d.Discount, d.Rows, d.Columns); err != nil {
		t.Error(err)
	}
	if _, err := profit.RankLevers(d.Case, d.Figure, d.Discount, d.Step); err != nil {
		t.Error(err)
	}
	if _, err := profit.Seek(d.Case, d.Goal, d.Discount, d.Rows); err != nil {
		t.Error(err)
	}
	v, err := profit.Verify(d.Case, d.Actuals)
	if err != nil {
		t.Error(err)
	}
	if _, err := profit.MeasureVendor(v.Reforecast, d.Side); err != nil {
		t.Error(err)
	}
}

// Whatever somebody writes into one of the documents, there is an answer.
func TestHostileDocumentsProperty(t *testing.T) {
	statement, err := profit.Forecast(usualDocuments().Case)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := usualDocuments()
		d.Statement = testkit.Copy(t, statement)
		one := rapid.SampledFrom([]any{
			&d.Case, &d.Discount, &d.Scenarios[0], &d.Rows, &d.Columns, &d.Goal, &d.Step, &d.Actuals, &d.Statement, &d.Side, &d.Plan,
		}).Draw(t, "document")
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, one)
		}
		ask(t, &d)
	})
}

// Whatever somebody sends, Decode and the verbs have an answer.
func FuzzDocuments(f *testing.F) {
	text, err := json.Marshal(usualDocuments())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	for _, change := range [][2]string{
		{`"0.5"`, `"1e-12"`},
		{`"0.5"`, `"0.0000005"`},
		{`"1"`, `"-1"`},
		{`"1"`, `"1000000000000000000"`},
		{`"2"`, `"1e400"`},
		{`"0.12"`, `"1.5"`},
		{`"attach"`, `"heads"`},
		{`"rollout"`, `"engineers"`},
		{`"net-profit"`, `"annual-irr"`},
		{`"npv"`, `"payback"`},
		{`"months":6`, `"months":120`},
		{`"month":1`, `"month":0`},
		{`"changes":[`, `"changes":[{},`},
		{`"multiply":true,`, ``},
	} {
		f.Add([]byte(strings.ReplaceAll(string(text), change[0], change[1])))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d documents
		if err := partnermath.Decode(data, &d); err != nil {
			testkit.BrokenRules(t, err)
			return
		}
		ask(t, &d)
	})
}
