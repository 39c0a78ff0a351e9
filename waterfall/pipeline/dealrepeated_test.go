package pipeline_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// A deal that is listed again counts once when every field says the same, and is a
// fault when one does not.
func TestMeasureDealsRepeatedDeals(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pipeline.Deal)
		want   []string
	}{
		{"the same", func(*pipeline.Deal) {}, nil},
		{"numbers written another way", func(d *pipeline.Deal) {
			d.Amount, d.Probability, d.Reliability = partnermath.Num(1_000_000, 3), null("0.50"), null("1.0")
		}, nil},
		{"partner", func(d *pipeline.Deal) { d.Partner = "b" }, []string{"deals[2].id unique"}},
		{"rep", func(d *pipeline.Deal) { d.Rep = "b" }, []string{"deals[2].id unique"}},
		{"region", func(d *pipeline.Deal) { d.Region = "b" }, []string{"deals[2].id unique"}},
		{"product", func(d *pipeline.Deal) { d.Product = "b" }, []string{"deals[2].id unique"}},
		{"customer", func(d *pipeline.Deal) { d.Customer = "b" }, []string{"deals[2].id unique"}},
		{"amount", func(d *pipeline.Deal) { d.Amount = null("1000.01") }, []string{"deals[2].id unique"}},
		{"stage", func(d *pipeline.Deal) { d.Stage = "verbal" }, []string{"deals[2].id unique"}},
		{"category", func(d *pipeline.Deal) { d.Category = pipeline.CategoryCommit }, []string{"deals[2].id unique"}},
		{"probability", func(d *pipeline.Deal) { d.Probability = null("0.51") }, []string{"deals[2].id unique"}},
		{"no probability", func(d *pipeline.Deal) { d.Probability = decimal.NullDecimal{} }, []string{"deals[2].id unique"}},
		{"reliability", func(d *pipeline.Deal) { d.Reliability = null("0") }, []string{"deals[2].id unique"}},
		{"created", func(d *pipeline.Deal) { d.Created = d.Created.AddDays(-1) }, []string{"deals[2].id unique"}},
		{"last activity", func(d *pipeline.Deal) { d.LastActivity = partnermath.Date{} }, []string{"deals[2].id unique"}},
		{"expected close", func(d *pipeline.Deal) { d.ExpectedClose = partnermath.Date{} }, []string{"deals[2].id unique"}},
		{"outcome", func(d *pipeline.Deal) { d.Outcome, d.Closed = pipeline.DealLost, dealDay() }, []string{"deals[2].id unique"}},
		{"a fault of its own", func(d *pipeline.Deal) { d.Stage = "x" }, []string{"deals[2].stage known"}},
	} {
		first, other := openDeal(), openDeal()
		first.Probability, first.Reliability = null("0.5"), null("1")
		other.ID = "D1"
		again := first
		c.change(&again)
		p, err := pipeline.MeasureDeals(quarterPolicy(), dealDay(), []pipeline.Deal{first, other, again})
		if diff := cmp.Diff(c.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		want := "2 2000 1000"
		if c.want != nil {
			want = "0 0 0"
		}
		if diff := cmp.Diff(want, fmt.Sprint(p.Deals, " ", p.Open, " ", p.Weighted)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
	}
}

// Everything that is wrong is told at once, in the order of the parameters.
func TestMeasureDealsTellsAllAtOnce(t *testing.T) {
	deals := []pipeline.Deal{openDeal(), openDeal(), openDeal(), openDeal(), openDeal()}
	deals[0].Amount = null("-1")
	deals[1].Stage = "x"
	deals[3].Amount = null("2")
	deals[4].Currency, deals[4].Created = "EUR", dealDay().AddDays(1)
	deals[4].LastActivity = partnermath.Date{}
	_, err := pipeline.MeasureDeals(quarterPolicy(), dealDay(), deals)
	want := []string{"deals[0].amount min", "deals[1].stage known", "deals[3].id unique", "deals[4].currency match"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Without a policy that holds, deals are looked at for themselves.
	_, err = pipeline.MeasureDeals(pipeline.DealPolicy{Currency: "x"}, partnermath.Date{}, deals)
	want = []string{"policy.currency currency", "policy.stages required", "asOf required", "deals[0].amount min"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("no policy: -want +got:\n%s", diff)
	}
}

// Of very many faults, the first 1,000 are listed, and more of them are said to be.
func TestMeasureDealsManyFaults(t *testing.T) {
	long := strings.Repeat("\x00", 1_000_000)
	for _, c := range []struct {
		name      string
		spoil     func(*pipeline.Deal)
		deals     int
		listed    int
		truncated bool
	}{
		{"999", func(d *pipeline.Deal) { d.Stage = "x" }, 999, 999, false},
		{"1,000", func(d *pipeline.Deal) { d.Stage = "x" }, 1000, 1000, false},
		{"1,001", func(d *pipeline.Deal) { d.Stage = "x" }, 1001, 1000, true},
		{"two each", func(d *pipeline.Deal) { d.Partner, d.Category = "\n", "x" }, 501, 1000, true},
		{"very many", func(d *pipeline.Deal) { d.Stage = "x" }, 20_000, 1000, true},
		{"long ones", func(d *pipeline.Deal) { d.ID = long }, 2000, 1000, true},
		{"one id", func(d *pipeline.Deal) {
			d.Amount, d.ID = partnermath.Int(int64(len(d.ID))), "one"
		}, 20_000, 1000, true},
	} {
		deals := make([]pipeline.Deal, c.deals)
		for i := range deals {
			deals[i] = openDeal()
			deals[i].ID = strings.Repeat("x", i%2+1)
			if c.name != "one id" {
				deals[i].ID = fmt.Sprint(i)
			}
			c.spoil(&deals[i])
		}
		policies := []pipeline.DealPolicy{quarterPolicy(), {}}
		if c.name != "two each" && c.name != "long ones" {
			policies = policies[:1] // the fault is one that the policy shows
		}
		for _, policy := range policies {
			_, err := pipeline.MeasureDeals(policy, dealDay(), deals)
			var invalid *partnermath.ValidationError
			if !errors.As(err, &invalid) {
				t.Fatalf("%s: %v", c.name, err)
			}
			if len(invalid.Fields) != c.listed || invalid.Truncated != c.truncated {
				t.Errorf("%s: got %d listed, truncated %t", c.name, len(invalid.Fields), invalid.Truncated)
			}
			if n := len(err.Error()); n > 5000 {
				t.Errorf("%s: the error has %d bytes", c.name, n)
			}
		}
	}
}

// A list that is too long is refused before it is read.
func TestMeasureDealsTooManyDeals(t *testing.T) {
	_, err := pipeline.MeasureDeals(quarterPolicy(), dealDay(), make([]pipeline.Deal, pipeline.MaxDeals+1))
	if diff := cmp.Diff([]string{"deals length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
