package pipeline_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func fullDealPolicy() pipeline.DealPolicy {
	policy := quarterPolicy()
	policy.Stages[0].Name, policy.CoverageTargets[1].Of = "Qualified by the partner", pipeline.TargetFull
	policy.Call, policy.Faulty = null("650000"), partnermath.FaultySetApart
	policy.Days, policy.WorkingDays.Holidays = pipeline.DaysWorking, []partnermath.Date{day(2026, 7, 3)}
	return policy
}

func fullDeal() pipeline.Deal {
	return pipeline.Deal{
		ID: "D-1042", Partner: "acme", Rep: "kim", Region: "emea", Product: "edge", Customer: "hotel group", Currency: "USD",
		Amount: null("125000.50"), Stage: "verbal", Category: pipeline.CategoryBestCase, Probability: null("0.75"), Reliability: null("0"),
		Created: day(2026, 6, 3), LastActivity: day(2026, 7, 20), ExpectedClose: day(2026, 9, 15), Outcome: pipeline.DealNoDecision, Closed: day(2026, 7, 21),
	}
}

func TestDealsJSON(t *testing.T) {
	undefined := measureDeals(t, pipeline.DealPolicy{
		Currency: "JPY", Period: quarterPolicy().Period, Stages: []pipeline.DealStage{{ID: "open", Probability: null("0")}},
	}, dealDay(), nil)
	testkit.Golden(t, "json/deal-policy.json", testkit.RoundTrip(t, fullDealPolicy()))
	testkit.Golden(t, "json/deals.json", testkit.RoundTrip(t, []pipeline.Deal{fullDeal(), openDeal()}))
	testkit.Golden(t, "json/deal-report.json", testkit.RoundTrip(t, measureDeals(t, fullDealPolicy(), dealDay(), quarterDeals())))
	testkit.Golden(t, "json/deal-report-undefined.json", testkit.RoundTrip(t, undefined))
	// The zero values do as well, although they are not valid.
	testkit.RoundTrip(t, pipeline.DealPolicy{})
	testkit.RoundTrip(t, pipeline.Deal{})
	testkit.RoundTrip(t, pipeline.DealReport{})
}

// The full examples set every field there is, so that none is without a name.
func TestDealsJSONSetsEveryField(t *testing.T) {
	policy := fullDealPolicy()
	for _, v := range []any{policy, policy.Stages[0], policy.CoverageTargets[1], fullDeal()} {
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
		deals := drawDeals(t, &policy, asOf, 8)
		for _, d := range deals {
			testkit.RoundTrip(t, d)
		}
		p := measureDeals(t, policy, asOf, deals)
		testkit.RoundTrip(t, p)
		testkit.RoundTrip(t, policy)
		// What was read gives what was written.
		again := measureDeals(t, testkit.Copy(t, policy), asOf, deals)
		if diff := cmp.Diff(testkit.JSON(t, p), testkit.JSON(t, again)); diff != "" {
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
	want := pipeline.Deal{ID: "a", Amount: null("12.5"), Probability: null("0.5"), Reliability: decimal.NullDecimal{}, Created: day(2026, 7, 1)}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
