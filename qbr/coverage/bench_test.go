package coverage

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// wholeChannel is 50 managers and 5,000 partners with facts of 8 quarters.
func wholeChannel() (StagePolicy, []Facts, Policy, []Account) {
	rng := rand.New(rand.NewPCG(5, 6))
	stages, p := stagePolicy(), Policy{UnknownPotential: partnermath.Int(1)}
	for _, stage := range lifeStages() {
		for _, work := range kindsOfWork() {
			low := rng.Int64N(4)
			p.Needs = append(p.Needs, Need{stage, work, partnermath.Num(1+rng.Int64N(500), 2), partnermath.Num(25*low, 2), partnermath.Int(low + 2 + rng.Int64N(10))})
		}
	}
	for m := range 50 {
		var hours []WorkHours
		for _, work := range kindsOfWork() {
			hours = append(hours, WorkHours{work, partnermath.Num(25*(800+rng.Int64N(800)), 2)})
		}
		p.Managers = append(p.Managers, Manager{fmt.Sprint("manager-", m), hours})
	}
	var facts []Facts
	var accounts []Account
	for i := range 5000 {
		partner := fmt.Sprint("partner-", i)
		a := Account{
			Partner: partner, Manager: p.Managers[i%50].ID, Stage: lifeStages()[rng.IntN(6)], Potential: partnermath.Num(rng.Int64N(1_000_000_000), 2),
		}
		for _, work := range kindsOfWork() {
			a.Actual = append(a.Actual, WorkHours{work, partnermath.Num(rng.Int64N(2000), 2)})
		}
		accounts = append(accounts, a)
		for q := range 8 {
			facts = append(facts, Facts{partner, stages.Quarter.Add(-q), []Figure{
				{"sales", partnermath.Num(rng.Int64N(200_000), 2)}, {"certified", partnermath.Int(rng.Int64N(9))}, {"idle", partnermath.Int(rng.Int64N(9))},
			}})
		}
	}
	return stages, facts, p, accounts
}

func BenchmarkChannel(b *testing.B) {
	stages, facts, policy, accounts := wholeChannel()
	b.Run("place", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Place(stages, facts); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("cover", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Cover(policy, accounts); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The weights alone: weight × potential of each account and need, added up.
	b.Run("plain-weights", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var sum decimal.Decimal
			for i := range accounts {
				for j := range policy.Needs {
					if n := &policy.Needs[j]; n.Stage == accounts[i].Stage {
						sum = sum.Add(n.Weight.Decimal.Mul(accounts[i].Potential.Decimal))
					}
				}
			}
		}
	})
}
