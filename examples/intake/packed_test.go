package intake

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// drawn draws what cells can have.
type drawn struct{ *rand.Rand }

func (r drawn) text() string {
	text := make([]byte, r.IntN(4)*r.IntN(70))
	for i := range text {
		text[i] = byte(r.IntN(256))
	}
	return string(text)
}

func (r drawn) number() decimal.NullDecimal {
	switch r.IntN(6) {
	case 0:
		return decimal.NullDecimal{}
	case 1: // of more digits than a machine number
		return decimal.NewNullDecimal(decimal.New(r.Int64(), 0).Mul(decimal.New(r.Int64()-1<<62, -12)))
	case 2:
		return decimal.NewNullDecimal(decimal.New(int64(r.IntN(9)-4), int32(r.IntN(900)-450)))
	}
	return decimal.NewNullDecimal(decimal.New(int64(r.IntN(2)*(r.Int()>>r.IntN(60)))-int64(r.IntN(1000)), -int32(r.IntN(6))))
}

func (r drawn) day() partnermath.Date {
	if r.IntN(3) == 0 {
		return partnermath.Date{}
	}
	return partnermath.NewDate(1990, 1, 1).AddDays(r.IntN(20_000))
}

func (r drawn) deal() Deal {
	d := Deal{Campaign: r.text(), Apart: r.IntN(2) == 0, Deal: pipeline.Deal{
		ID: r.text(), Partner: r.text(), Customer: r.text(), Product: r.text(), Currency: r.text(), Stage: r.text(),
		Category: pipeline.ForecastCategory(r.text()), Created: r.day(), LastActivity: r.day(), ExpectedClose: r.day(),
		Outcome: []pipeline.DealOutcome{"", pipeline.DealWon, pipeline.DealNoDecision}[r.IntN(3)], Closed: r.day(),
	}}
	if r.IntN(3) > 0 {
		d.Amount = r.number()
	}
	if d.ID != "" && r.IntN(2) == 0 {
		d.register(r.day(), []pipeline.RegistrationDecision{"", pipeline.RegistrationApproved}[r.IntN(2)], r.day(), r.day())
	}
	return d
}

func (r drawn) lead() Lead {
	return Lead{Campaign: r.text(), Lead: pipeline.Lead{
		ID: r.text(), Partner: r.text(), Source: r.text(), Vendor: r.text(), Created: r.day(), FollowedUp: r.day(),
		Stage: partnermath.Stage(r.text()), Rejected: r.IntN(2) == 0,
	}}
}

func (r drawn) month() soldMonth {
	return soldMonth{performance.SalesMonth{
		Year: r.Int(), Month: 1 + r.IntN(12), Product: r.text(), Plan: r.number(), Sourced: r.number(), Influenced: r.number(),
	}}
}

// What is packed comes out as it was, in its order, whatever the texts are.
func TestPacked(t *testing.T) {
	r := drawn{rand.New(rand.NewPCG(1, 2))}
	for range 300 {
		deals, leads, months := make(packed[int, Deal]), make(packed[int, Lead]), make(packed[int, soldMonth])
		var wantDeals []Deal
		var wantLeads []Lead
		var wantMonths []soldMonth
		for range 1 + r.IntN(4) {
			d, l, m := r.deal(), r.lead(), r.month()
			wantDeals, wantLeads, wantMonths = append(wantDeals, d), append(wantLeads, l), append(wantMonths, m)
			deals.add(7, d)
			leads.add(7, l)
			months.add(7, m)
		}
		if diff := cmp.Diff(wantDeals, deals.of(7)) + cmp.Diff(wantLeads, leads.of(7)) + cmp.Diff(wantMonths, months.of(7)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if left := deals.of(8); left != nil {
			t.Fatalf("of another: %v", left)
		}
	}
}

// What packs itself packs all that the files tell.
func TestPackedFields(t *testing.T) {
	var d Deal
	var l Lead
	var m soldMonth
	var r rival
	for _, v := range []any{&d, &l, &m, &r} {
		fill(t, reflect.ValueOf(v).Elem(), 0, 0)
	}
	deals, leads, months, rivals := make(packed[int, Deal]), make(packed[int, Lead]), make(packed[int, soldMonth]), make(packed[int, rival])
	deals.add(1, d)
	leads.add(1, l)
	months.add(1, m)
	rivals.add(1, r)
	// These are in no column.
	d.Region, d.Rep, d.Probability, d.Reliability = "", "", decimal.NullDecimal{}, decimal.NullDecimal{}
	r.Rep, r.Revenue, r.Amount = "", decimal.NullDecimal{}, decimal.NullDecimal{}
	d.register(d.Registration.Submitted, d.Registration.Decision, d.Registration.Decided, d.Registration.Expires)
	diff := cmp.Diff([]Deal{d}, deals.of(1)) + cmp.Diff([]Lead{l}, leads.of(1)) + cmp.Diff([]soldMonth{m}, months.of(1)) + cmp.Diff([]rival{r}, rivals.of(1))
	if diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
