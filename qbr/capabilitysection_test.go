package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

func TestCapabilityOfAScore(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
	})
	// Without a goal the target is the best practice, and its floor 80 × 0.8 = 64.
	same(t, "figures", []string{"score 60 80 red –", "failed-gates 1 0 red –"}, figures(s.Metrics))
	same(t, "floors", []string{"score 64 – –"}, floors(s.Metrics))
	same(t, "notes", []string{
		"Maturity level: Growing.",
		"The assessment is incomplete: too few questions are answered.",
		"7 of 8 questions that apply are answered. Not answered: Do reps log calls?",
		"Asked for information, and not counted: q-2.",
	}, s.Notes)
	same(t, "gaps", []string{"how peers score", "earlier scores", "goals for scores", "an action plan"}, gapsOf(r, qbr.SectionCapability))

	s, r = sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes without a score", nil, s.Notes)
	same(t, "gaps without a score", []string{"the partner's scores of the quarter"}, gapsOf(r, qbr.SectionCapability))
}

// A score that is not known is no 0, and changes by nothing that is known.
func TestCapabilityWithoutAnOverallScore(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, `{"lines": [{"node": "overall", "bestPractice": "80.00"}, {"node": "category", "id": "sales", "score": "70.00"}], "answered": 0}`)
	})
	same(t, "figures", []string{"score – 80 no-data –"}, figures(s.Metrics))
}

func TestScoreBesideItsGoal(t *testing.T) {
	with := func(in *inputs) {
		in.Sources.Score = source[scorecard.Result](t, fixture(t, "score"))
		in.Sources.ScoreGoals = source[[]trend.Progress](t, fixture(t, "goals"))
	}
	s := section(t, prepared(t, quarterOnly(with)), qbr.SectionCapability)
	// The goal that is due next counts. By now 64 is due, and 52, where it started, keeps 60 from being red.
	same(t, "figures", []string{"score 60 70 amber –", "failed-gates 1 0 red –"}, figures(s.Metrics))
	same(t, "floors", []string{"score – 64 52"}, floors(s.Metrics))

	in := quarterOnly(with)
	in.Sources.ScoreGoals.Value = in.Sources.ScoreGoals.Value[:1] // over, and met
	s = section(t, prepared(t, in), qbr.SectionCapability)
	same(t, "figures beside the last goal", []string{"score 60 58 green –", "failed-gates 1 0 red –"}, figures(s.Metrics))
	same(t, "floors beside the last goal", []string{"score – 58 –"}, floors(s.Metrics))

	in = quarterOnly(with)
	in.Policy.Metrics = []qbr.MetricRule{{Metric: qbr.MetricScore, Target: num("75"), Floor: num("61")}}
	s = section(t, prepared(t, in), qbr.SectionCapability)
	same(t, "figures beside the policy", []string{"score 60 75 red –", "failed-gates 1 0 red –"}, figures(s.Metrics))
}

func TestScoreTrend(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
		s.ScoreTrend = source[trend.Scores](t, fixture(t, "trend"))
	})
	if last := s.Notes[len(s.Notes)-1]; last != "The first of the 5 quarters with scores is 2025-Q2." {
		t.Errorf("the quarters that are not shown: %q", last)
	}
}

func peersFor(t *testing.T, audience scorecard.Audience) (qbr.Section, qbr.Review) {
	t.Helper()
	return sectionOf(t, qbr.SectionCapability, audience, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
		s.Peers = source[[]qbr.BesidePeers](t, replaced(fixture(t, "peers"), "AUDIENCE", string(audience)))
	})
}

func TestPeersForTheVendor(t *testing.T) {
	s, _ := peersFor(t, scorecard.AudienceVendor)
	// All topics stand beside the first group after the largest that can be compared with.
	same(t, "tables", []string{"", "Gates that failed", "Overall score beside peers", "Scores beside peers: Tier Silver", "Improvement areas"}, titles(s))
	same(t, "groups that are shown", []string{"All partners|64.00|58.00|+6.00|85.00|-21.00|71.25|12|40", "Tier Silver|64.00|66.00|-2.00|79.00|-15.00|37.50|6|8"}, rows(s.Tables[2]))
	same(t, "notes", []string{
		"Region Antarctica: there are no peers to compare with.",
		"Type Agent: withheld, there are too few peers.",
		"The partner is one of its own peers: their figures count its score too.",
		"Top mean: that of the top performers of the group.",
		"Beside peers, the overall score is 64.00: that before caps.",
	}, s.Notes[4:])
}

func TestPeersForThePartner(t *testing.T) {
	s, r := peersFor(t, scorecard.AudiencePartner)
	same(t, "tables", []string{"", "Gates that failed", "Overall score beside peers", "Scores beside peers: Tier Silver", "Improvement areas"}, titles(s))
	same(t, "notes", []string{
		"The partner is one of its own peers: their figures count its score too.", "Top mean: that of the top performers of the group.", "Peers' figures are rounded.",
	}, s.Notes[6:9])
	hides(t, r, "71.25", "37.5", "Percentile", "Rank")
}

func TestStrengthsThatAreLeftOut(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
		s.Peers = source[[]qbr.BesidePeers](t, `[{"group": "All partners", "comparison": {"audience": "vendor", "lines": [
			{"node": "overall", "score": "60.00", "peers": 40, "peerMean": "58.00"},
			{"node": "topic", "id": "a", "score": "91.00", "weightedGap": "3"}, {"node": "topic", "id": "b", "score": "90.00", "weightedGap": "2"}, {"node": "topic", "id": "c"},
			{"node": "topic", "id": "d"}, {"node": "topic", "id": "e"}, {"node": "topic", "id": "f"}, {"node": "topic", "id": "g"}
		], "strengths": ["a", "b", "c", "d", "e", "f", "g"], "improvements": []}}]`)
	})
	strengths := tableOf(t, s, "Strengths")
	if len(strengths.Rows) != 5 {
		t.Errorf("%d strengths are listed", len(strengths.Rows))
	}
	same(t, "notes", []string{"Further strengths: 2.", "Top mean: that of the top performers of the group."}, s.Notes[4:]) // none is tied: a group without the partner
}

// roadmap has twelve steps of effort 1 to 12, each for 100 more, the cost of the eleventh not
// known, each lifting by 1.
func roadmap(steps int) scorecard.Roadmap {
	p := scorecard.Roadmap{Currency: "USD", EffortUnit: "days", Start: 60 * scorecard.Point, End: 60 * scorecard.Point}
	for i := range steps {
		p.End += scorecard.Point
		step := scorecard.RoadmapStep{
			Action: "a-" + string(rune('a'+i)), Effort: partnermath.Int(int64(i + 1)).Decimal, Cost: partnermath.Int(int64(100 * i)), Overall: p.End,
			Lift: p.End.Minus(p.End - scorecard.Point),
		}
		if p.Effort = p.Effort.Add(step.Effort); i == 10 {
			step.Cost.Valid = false
			p.CostUnknown++
		} else {
			p.Cost = p.Cost.Add(step.Cost.Decimal)
		}
		p.Steps = append(p.Steps, step)
	}
	p.Lift = p.End.Minus(p.Start)
	return p
}

func TestActionPlan(t *testing.T) {
	plan := roadmap(12)
	plan.Target, plan.Missing, plan.Stop = 75*scorecard.Point, (75 * scorecard.Point).Minus(plan.End), scorecard.RoadmapStop("no-lift")
	plan.Steps[0].Name, plan.Steps[0].Owner = "Renew certificates", "Jana Holt"
	plan.Remaining = make([]scorecard.RemainingAction, 3)
	s, r := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
		s.Roadmap = of(full{asOf: day(10, 14)}, 3, plan)
	})
	table := sheet(tableOf(t, s, "Action plan"))
	same(t, "first and last", []string{
		"No.|Action|Owner|Effort, days|Cost|Lift|Score after it",
		"1|Renew certificates|Jana Holt|1|0|+1.00|61.00",
		"10|a-j||10|900|+1.00|70.00",
		// Effort 11 + 12, the cost of the twelfth, 72 − 70; 1 + … + 12 = 78, 100 × (66 − 10) = 5,600.
		"|2 further steps||23|1,100|+2.00|72.00",
		"|All 12 steps||78|5,600|+12.00|72.00",
	}, []string{table[0], table[1], table[10], table[11], table[12]})
	same(t, "notes", []string{
		"The action plan puts first what lifts the overall score most for its effort.",
		"After the action plan, 3.00 points are missing to the aim of 75.00.",
		"Steps without a known cost, which have no part in the sum: 1.",
		"Actions that the plan leaves out: 3.",
	}, s.Notes[4:])
	same(t, "figures", []string{"score 60 80 red –", "failed-gates 1 0 red –", "next-action-lift 1 – no-target –"}, figures(s.Metrics))
	same(t, "remarks", []string{"Next action: Renew certificates (effort in days: 1, cost: 0 USD)."}, remarksOf(r, 9))
}

// Costs that nobody knows are not 0.
func TestActionPlanWithoutCosts(t *testing.T) {
	plan := roadmap(2)
	plan.Currency, plan.EffortUnit, plan.CostUnknown = "", "", 2
	for i := range plan.Steps {
		plan.Steps[i].Cost.Valid = false
	}
	plan.Cost = partnermath.Int(0).Decimal
	s, r := sectionOf(t, qbr.SectionCapability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Score = source[scorecard.Result](t, fixture(t, "score"))
		s.Roadmap = of(full{asOf: day(10, 14)}, 3, plan)
	})
	same(t, "plan", []string{
		"No.|Action|Effort|Cost|Lift|Score after it", "1|a-a|1|–|+1.00|61.00", "2|a-b|2|–|+1.00|62.00", "|All 2 steps|3|–|+2.00|62.00",
	}, sheet(tableOf(t, s, "Action plan")))
	same(t, "remarks", []string{"Next action: a-a (effort: 1)."}, remarksOf(r, 9))
}
