package reward_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

func oracleDrawProgram(t *rapid.T) reward.Program {
	rule := func(name string) reward.Consequence {
		return rapid.SampledFrom(reward.TakenBack.Values()).Draw(t, name)
	}
	p := reward.Program{
		ID: "p", Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
		RepShare: decimal.NewNullDecimal(testkit.Decimal(0, 1, 2).Draw(t, "rep share")),
		Lost:     rule("lost"), Expired: rule("expired"), Cancelled: rule("cancelled"),
		ProtectedDays: rapid.SampledFrom([]int{0, 1, 4}).Draw(t, "protected"),
	}
	if rapid.Bool().Draw(t, "capped") {
		p.CapRate = partnermath.Num(rapid.Int64Range(1, 1000).Draw(t, "cap rate"), 3)
	}
	shares := rapid.SliceOfNDistinct(rapid.Int64Range(0, 999), 1, 4, rapid.ID[int64]).Draw(t, "shares")
	slices.Sort(shares)
	for i, s := range append(shares, 1000) {
		p.Milestones = append(p.Milestones, reward.Milestone{ID: fmt.Sprint("m", i), Share: partnermath.Num(s, 3)})
	}
	return p
}

func oracleDrawDeal(t *rapid.T, p reward.Program, id string) reward.Deal {
	places, _ := partnermath.MinorUnits(p.Currency)
	maybe := func(name string, low, high int64) decimal.NullDecimal {
		return oracleMaybe(t, name, low, high, places)
	}
	d := reward.Deal{ID: id, Partner: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "partner"), Rep: rapid.SampledFrom([]string{"", "", "r"}).Draw(t, "rep")}
	if d.Rep != "" {
		d.Rep += d.Partner
	}
	d.Margin, d.Base = maybe("margin", 0, 20), maybe("base", 0, 40)
	if rapid.IntRange(0, 2).Draw(t, "expires") == 0 {
		d.Expires = oracleDrawDay(t, "expiry")
	}
	orderly := rapid.Bool().Draw(t, "orderly")
	day := 1
	for _, m := range p.Milestones {
		r := reward.Reached{Milestone: m.ID, Margin: maybe("then", 0, 20), Base: maybe("base then", 0, 40)}
		kind := rapid.IntRange(0, 8).Draw(t, "reached")
		if day += kind % 3; orderly {
			r.Date = partnermath.NewDate(2026, time.March, day)
		} else if kind > 1 {
			r.Date = oracleDrawDay(t, "day")
		}
		if kind > 0 {
			d.Reached = append(d.Reached, r)
		}
	}
	if len(d.Reached) > 1 && !orderly {
		d.Reached = rapid.Permutation(d.Reached).Draw(t, "order")
	}
	d.End = rapid.SampledFrom([]reward.DealEnd{"", "", reward.EndLost, reward.EndCancelled}).Draw(t, "end")
	if rapid.IntRange(0, 9).Draw(t, "contrary") == 0 != (d.End != "") {
		d.Ended = oracleDrawDay(t, "ended")
	}
	for range rapid.IntRange(0, 3).Draw(t, "payments") {
		pay := reward.Payment{Date: oracleDrawDay(t, "paid"), Organisation: partnermath.Num(rapid.Int64Range(-5, 15).Draw(t, "to organisation"), 0)}
		if d.Rep != "" {
			pay.Rep = maybe("to rep", -3, 9)
		}
		d.Paid = append(d.Paid, pay)
	}
	return d
}
