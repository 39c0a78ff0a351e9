package pipeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// sameThroughJSON reads v back from its JSON, strictly, and compares. Numbers are equal by
// value, everything else exactly: a list that is empty is not one that is absent.
func sameThroughJSON[T any](t rapid.TB, v T) {
	t.Helper()
	text := asJSON(t, v)
	var back T
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v, back); diff != "" {
		t.Fatalf("-given +read:\n%s", diff)
	}
	if diff := cmp.Diff(text, asJSON(t, back)); diff != "" {
		t.Fatalf("-given +written again:\n%s", diff)
	}
}

func fullDealPolicy() pipeline.DealPolicy {
	policy := quarterPolicy()
	policy.Stages[0].Name, policy.Indexes[1].Of = "Qualified by the partner", pipeline.TargetFull
	return policy
}

func fullDeal() pipeline.Deal {
	return pipeline.Deal{
		ID: "D-1042", Partner: "acme", Rep: "kim", Region: "emea", Product: "edge", Customer: "hotel group", Currency: "USD",
		Amount: number("125000.50"), Stage: "verbal", Category: pipeline.CategoryBestCase, Probability: null("0.75"), Reliability: null("0"),
		Created: day(2026, 6, 3), LastActivity: day(2026, 7, 20), ExpectedClose: day(2026, 9, 15), Outcome: pipeline.DealNoDecision, Closed: day(2026, 7, 21),
	}
}

func TestDealsJSON(t *testing.T) {
	p, err := pipeline.MeasureDeals(fullDealPolicy(), dealDay(), quarterDeals())
	if err != nil {
		t.Fatal(err)
	}
	undefined, err := pipeline.MeasureDeals(pipeline.DealPolicy{
		Currency: "JPY", Period: quarterPolicy().Period, Stages: []pipeline.DealStage{{ID: "open"}},
	}, dealDay(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"deal-policy": fullDealPolicy(), "deals": []pipeline.Deal{fullDeal(), openDeal()}, "deal-report": p, "deal-report-undefined": undefined,
	} {
		testkit.Golden(t, "json/"+name+".json", append([]byte(asJSON(t, v)), '\n'))
	}
	sameThroughJSON(t, fullDealPolicy())
	sameThroughJSON(t, fullDeal())
	sameThroughJSON(t, openDeal())
	sameThroughJSON(t, p)
	sameThroughJSON(t, undefined)
	// The zero values do as well, although they are not valid.
	sameThroughJSON(t, pipeline.DealPolicy{})
	sameThroughJSON(t, pipeline.Deal{})
	sameThroughJSON(t, pipeline.DealReport{})
}

// The full examples set every field there is, so that none is without a name.
func TestDealsJSONSetsEveryField(t *testing.T) {
	policy := fullDealPolicy()
	for _, v := range []any{policy, policy.Stages[0], policy.Indexes[1], fullDeal()} {
		value := reflect.ValueOf(v)
		for i := range value.NumField() {
			if value.Field(i).IsZero() {
				t.Errorf("%T.%s is not set", v, value.Type().Field(i).Name)
			}
		}
	}
}

func TestDealsJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, asOf := drawDealPolicy(t)
		sameThroughJSON(t, policy)
		var deals []pipeline.Deal
		for i := range rapid.IntRange(0, 8).Draw(t, "deals") {
			deals = append(deals, drawDeal(t, &policy, asOf, fmt.Sprint("deal ", i)))
			sameThroughJSON(t, deals[i])
		}
		p, err := pipeline.MeasureDeals(policy, asOf, deals)
		if err != nil {
			t.Fatal(err)
		}
		sameThroughJSON(t, p)
		// What was read gives what was written.
		var stored pipeline.DealPolicy
		if err := json.Unmarshal([]byte(asJSON(t, policy)), &stored); err != nil {
			t.Fatal(err)
		}
		again, err := pipeline.MeasureDeals(stored, asOf, deals)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asJSON(t, p), asJSON(t, again)); diff != "" {
			t.Fatalf("-given +stored:\n%s", diff)
		}
	})
}

// Numbers are read as strings and as numbers, and null is absent.
func TestDealJSONReads(t *testing.T) {
	var d pipeline.Deal
	text := `{"id": "a", "amount": 12.50, "probability": 0.5, "reliability": null, "created": "2026-07-01"}`
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	want := pipeline.Deal{ID: "a", Amount: number("12.5"), Probability: null("0.5"), Reliability: decimal.NullDecimal{}, Created: day(2026, 7, 1)}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
