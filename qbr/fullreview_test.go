package qbr_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// fullReview has every source of a review, made by the packages that measure, settle and plan
// out of a few records: what a program that uses them hands to Prepare.
func fullReview(t testing.TB, audience scorecard.Audience) inputs {
	t.Helper()
	in := varnholt(t)
	in.Policy.Audience = audience
	f := full{t: t, asOf: in.AsOf, audience: audience}
	in.Sources = qbr.Sources{}
	f.scores(&in.Sources)
	f.deals(&in.Sources)
	f.marketing(&in.Sources)
	f.incentives(&in.Sources)
	f.funds(&in.Sources)
	f.profit(&in.Sources)
	return in
}

// full makes sources.
type full struct {
	t        testing.TB
	asOf     partnermath.Date
	audience scorecard.Audience
}

// must returns the result of a verb that has to succeed.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// of is a source of a quarter of 2026.
func of[T any](f full, quarter int, v T) qbr.Source[T] {
	return qbr.Source[T]{Value: v, Origin: qbr.Origin{
		Partner: "varnholt", Currency: "USD", Period: partnermath.Calendar{}.Quarter(2026, quarter), AsOf: f.asOf,
	}}
}

func day(month time.Month, day int) partnermath.Date { return partnermath.NewDate(2026, month, day) }

func num(text string) decimal.NullDecimal { return testkit.Null(text) }

// questionnaire asks for twelve fractions in two categories, each with an action.
func (full) questionnaire() scorecard.Questionnaire {
	q := scorecard.Questionnaire{
		ID: "capability", Currency: "USD", EffortUnit: "days", BestPractice: 75 * scorecard.Point,
		Levels: []scorecard.MaturityLevel{{Name: "Starting", From: 1 * scorecard.Point}, {Name: "Growing", From: 50 * scorecard.Point}},
	}
	for _, c := range []struct{ id, name, weight string }{{"sales", "Sales", "0.6"}, {"marketing", "Marketing", "0.4"}} {
		category := scorecard.QuestionCategory{ID: c.id, Name: c.name, Weight: num(c.weight), BestPractice: 75 * scorecard.Point}
		topics := map[string][]string{"sales": {"Certifications", "Forecasting"}, "marketing": {"Events", "Search"}}[c.id]
		for _, name := range topics {
			topic := scorecard.Topic{ID: c.id + "-" + name, Name: name, Weight: num("0.5"), BestPractice: 80 * scorecard.Point}
			if name == "Certifications" {
				topic.Gate = scorecard.Gate{Minimum: 50 * scorecard.Point, Cap: 55 * scorecard.Point}
			}
			for i := range 3 {
				id := fmt.Sprintf("%s-%d", name, i+1)
				topic.Questions = append(topic.Questions, scorecard.Question{
					ID: id, Name: fmt.Sprintf("%s, part %d", name, i+1), Weight: num("1"), Kind: scorecard.KindFraction,
					Actions: []scorecard.Action{{
						ID: "do-" + id, Name: fmt.Sprintf("Raise %s, part %d", name, i+1), Owner: "Jana Holt",
						Effort: partnermath.Int(int64(2 + i)), Cost: partnermath.Int(int64(500 * i)), After: scorecard.Answer{Number: num("0.9")},
					}},
				})
			}
			category.Topics = append(category.Topics, topic)
		}
		q.Categories = append(q.Categories, category)
	}
	q.Categories[1].Topics[1].Questions[2].Actions[0].Cost = decimal.NullDecimal{}
	return q
}

// assessment answers the certifications with one fraction and the rest with another; the
// last question stays open.
func (full) assessment(partner string, date partnermath.Date, certified, rest int64) scorecard.Assessment {
	a := scorecard.Assessment{Partner: partner, Date: date}
	for _, topic := range []string{"Certifications", "Forecasting", "Events", "Search"} {
		for i := range 3 {
			percent := rest + int64(i)
			if topic == "Certifications" {
				percent = certified
			}
			if topic == "Search" && i == 2 {
				continue
			}
			a.Answers = append(a.Answers, scorecard.Answer{Question: fmt.Sprintf("%s-%d", topic, i+1), Number: partnermath.Num(percent, 2)})
		}
	}
	return a
}

func (f full) scores(s *qbr.Sources) {
	q := f.questionnaire()
	scorer := must(scorecard.Compile(q))
	var results []scorecard.Result
	for i, fractions := range [][2]int64{{30, 50}, {35, 55}, {40, 64}} {
		results = append(results, must(scorer.Assess(f.assessment("varnholt", day(3, 20).AddDays(92*i), fractions[0], fractions[1]))))
	}
	now := results[2]
	s.Score = of(f, 3, now)
	s.Roadmap = of(f, 3, must(scorecard.Improve(q, f.assessment("varnholt", now.Date, 40, 64), scorecard.RoadmapLimits{Target: 85 * scorecard.Point})))
	s.ScoreTrend = of(f, 3, must(trend.Follow(partnermath.Calendar{}, results)))
	s.ScoreGoals = of(f, 3, must(trend.FollowGoals(partnermath.Calendar{}, []trend.Goal{
		{Node: scorecard.NodeOverall, Target: 65 * scorecard.Point, By: day(12, 31)},
		{Node: scorecard.NodeCategory, ID: "marketing", Target: 60 * scorecard.Point, By: day(12, 31)},
	}, results)))
	var beside []qbr.BesidePeers
	for _, group := range []struct {
		name    string
		members int64
	}{{"All partners", 24}, {"Tier Silver", 12}, {"Region Antarctica", 0}} {
		peers := must(scorecard.NewPeers(scorer, scorecard.Disclosure{}))
		if err := peers.Add(now); err != nil {
			f.t.Fatal(err)
		}
		for i := range group.members {
			if err := peers.Add(must(scorer.Assess(f.assessment(fmt.Sprint("p-", i), now.Date, 20+3*i, 30+2*i)))); err != nil {
				f.t.Fatal(err)
			}
		}
		compared := must(peers.Result(scorecard.PeerPolicy{Audience: f.audience}))
		beside = append(beside, qbr.BesidePeers{Group: group.name, Comparison: must(compared.Compare(now))})
	}
	s.Peers = of(f, 3, beside)
}

func (f full) deals(s *qbr.Sources) {
	policy := pipeline.DealPolicy{
		Currency: "USD", Period: partnermath.Calendar{}.Quarter(2026, 3), Target: num("234600"), StaleAfter: 45,
		Stages: []pipeline.DealStage{{ID: "qualified", Name: "Qualified", Probability: num("0.2")}, {ID: "offer", Name: "Offer", Probability: num("0.5")}, {ID: "verbal", Name: "Verbal", Probability: num("0.8")}},
		CoverageTargets: []pipeline.CoverageTarget{
			{Name: "twice in open deals", Basis: pipeline.ValueRaw, Times: num("2")},
			{Name: "once in weighted deals", Basis: pipeline.ValueWeighted, Times: num("1")},
		},
	}
	won := func(id, amount string, created, closed partnermath.Date) pipeline.Deal {
		return pipeline.Deal{ID: id, Partner: "varnholt", Amount: num(amount), Created: created, Outcome: pipeline.DealWon, Closed: closed}
	}
	open := func(id, amount, stage string, category pipeline.ForecastCategory, expected, activity partnermath.Date) pipeline.Deal {
		return pipeline.Deal{ID: id, Partner: "varnholt", Amount: num(amount), Stage: stage, Category: category, Created: day(6, 1), ExpectedClose: expected, LastActivity: activity}
	}
	deals := []pipeline.Deal{
		won("d-7", "64000", day(4, 2), day(7, 21)), won("d-9", "82000", day(5, 4), day(9, 11)),
		{ID: "d-12", Partner: "varnholt", Created: day(5, 5), Outcome: pipeline.DealWon, Closed: day(9, 12)}, // for nobody knows how much
		{ID: "d-8", Partner: "varnholt", Amount: num("30000"), Created: day(5, 5), Outcome: pipeline.DealLost, Closed: day(8, 12)},
		open("d-20", "90000", "verbal", pipeline.CategoryCommit, day(11, 12), day(10, 2)),
		open("d-21", "110000", "offer", pipeline.CategoryBestCase, day(11, 20), day(10, 8)),
		open("d-22", "210000", "offer", "", day(12, 4), day(8, 3)),
		open("d-23", "120000", "qualified", "", day(12, 15), day(10, 1)),
		open("d-24", "38000", "offer", "", day(9, 25), day(9, 1)),
		open("d-25", "45000", "qualified", "", day(10, 1).AddDays(110), day(10, 1)),
		{ID: "d-26", Partner: "varnholt", Stage: "qualified", Created: day(9, 9), ExpectedClose: day(11, 30), LastActivity: day(10, 9)},
	}
	s.Deals = of(f, 3, must(pipeline.MeasureDeals(policy, f.asOf, deals)))
	policy.Period, policy.Target, policy.Call = partnermath.Calendar{}.Quarter(2026, 4), num("306000"), num("240000")
	s.NextDeals = of(f, 4, must(pipeline.MeasureDeals(policy, f.asOf, deals)))
	forecast := func(partner string, quarter int, committed, landed string) pipeline.PartnerForecast {
		return pipeline.PartnerForecast{Partner: partner, Period: partnermath.Calendar{}.Quarter(2026, quarter), Committed: num(committed), Landed: num(landed)}
	}
	s.Forecasts = of(f, 3, must(pipeline.VerifyForecasts(pipeline.ForecastPolicy{Currency: "USD"}, []pipeline.PartnerForecast{
		forecast("varnholt", 1, "180000", "160000"), forecast("varnholt", 2, "200000", "171000"), forecast("varnholt", 3, "210000", "166600"),
		forecast("grelling", 3, "90000", "95000"),
	})))
	registration := func(id, partner, customer, amount string, submitted partnermath.Date) pipeline.Registration {
		return pipeline.Registration{ID: id, Partner: partner, Customer: customer, Product: "licences", Amount: num(amount), Submitted: submitted}
	}
	approved := func(r pipeline.Registration, after int) pipeline.Registration {
		r.Decision, r.Decided = pipeline.RegistrationApproved, r.Submitted.AddDays(after)
		r.Expires = r.Decided.AddDays(90)
		return r
	}
	wonNow := approved(registration("g-3", "varnholt", "Kliniken Nord", "82000", day(7, 10)), 6)
	wonNow.Outcome, wonNow.Closed = pipeline.DealWon, day(9, 11)
	s.Registrations = of(f, 3, must(pipeline.MeasureRegistrations(pipeline.RegistrationPolicy{
		Currency: "USD", Period: partnermath.Calendar{}.Quarter(2026, 3), ServiceLevel: 4,
	}, f.asOf, pipeline.RegistrationBook{
		Partners: []pipeline.RegistrationParty{{ID: "varnholt", Goal: num("250000"), Revenue: num("166600")}},
		Registrations: []pipeline.Registration{
			wonNow, approved(registration("g-4", "varnholt", "Hafen AG", "90000", day(8, 3)), 3), approved(registration("g-5", "varnholt", "Brauerei Jever", "47900", day(8, 20)), 2),
			registration("g-1", "varnholt", "Werft KG", "52000", day(9, 22)), registration("g-2", "varnholt", "Deichbau", "18000", day(9, 27)),
			approved(registration("q-1", "grelling", "Hafen AG", "70000", day(8, 10)), 3), registration("q-2", "grelling", "Torf GmbH", "9000", day(9, 1)),
		},
	})))
}
