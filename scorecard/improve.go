package scorecard

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Improve makes the roadmap from an assessment: step by step the action that lifts
// the overall score most per effort, scored again after each, until the target
// is reached, the budgets hold no further action or none lifts the score.
//
// Lifts are exact differences of published overall scores. Of two actions with the
// same lift per effort, the one with the higher lift before caps per effort comes
// first, so that a plan works its way out from under a cap; then the cheaper one, one of
// unknown cost last, then the earlier one in the questionnaire. Under a budget of cost an
// action of unknown cost is not taken.
//
// Actions of a question that does not apply to the partner are left out; one of an
// unanswered question is taken when the answer afterwards lifts the score.
//
// The error is a [*partnermath.ValidationError] with paths below
// "questionnaire", "assessment" and "limits".
func Improve(q Questionnaire, a Assessment, limits RoadmapLimits) (Roadmap, error) {
	c, err := compileFor(q)
	if err != nil {
		return Roadmap{}, err
	}
	return c.Improve(a, limits)
}

// Improve makes a roadmap as the function [Improve] does, with the same paths of faults.
func (c *Scorer) Improve(a Assessment, limits RoadmapLimits) (Roadmap, error) {
	today, err := c.Assess(a)
	var faults partnermath.ValidationError
	faults.Merge("assessment", err)
	faults.Merge("limits", limits.Validate())
	if err := faults.Err(); err != nil {
		return Roadmap{}, err
	}
	p := planner{
		scorer: c, limits: limits, lines: today.Lines,
		sums: make([]int64, len(c.nodes)), weights: make([]int64, len(c.nodes)), taken: make([]bool, len(c.actions)),
	}
	r := Roadmap{
		Partner: today.Partner, Date: today.Date, Questionnaire: today.Questionnaire, Version: today.Version,
		Currency: c.currency, EffortUnit: c.effortUnit, Target: limits.Target, Start: today.Overall, Steps: []RoadmapStep{},
	}
	p.settle()
	for {
		best, ok := p.best(r.Effort, r.Cost)
		if !ok {
			break
		}
		step := p.take(best)
		r.Steps = append(r.Steps, step)
		r.Effort = r.Effort.Add(step.Effort)
		if step.Cost.Valid {
			r.Cost = r.Cost.Add(step.Cost.Decimal)
		} else {
			r.CostUnknown++
		}
	}
	r.End = p.overall
	r.Lift = r.End.Minus(r.Start)
	if limits.Target != 0 {
		r.Missing = NullPoints{Points: Points(max(limits.Target-r.End, 0)), Valid: true}
	}
	r.EffortLeft, r.CostLeft = left(limits.Effort, r.Effort), left(limits.Cost, r.Cost)
	p.finish(&r)
	return r, nil
}

func left(budget decimal.NullDecimal, spent decimal.Decimal) decimal.NullDecimal {
	if !budget.Valid {
		return budget
	}
	return decimal.NewNullDecimal(budget.Decimal.Sub(spent))
}

// planner is the state between the steps of a plan.
type planner struct {
	scorer            *Scorer
	limits            RoadmapLimits
	lines             []ResultLine // of today, with the scores of now
	sums, weights     []int64      // of the scored nodes below each
	failing           []int        // nodes whose gate fails and has a cap, the lowest cap first
	taken             []bool       // of the actions
	uncapped, overall Score
}

// candidate is an action with what it would lift, in hundredths of a point.
type candidate struct {
	action         int
	score          Score // of the question
	lift, uncapped int64
}

// best returns the action to take next, if there is one.
func (p *planner) best(effort, cost decimal.Decimal) (best candidate, ok bool) {
	if p.reached() {
		return candidate{}, false
	}
	for i := range p.scorer.actions {
		if p.taken[i] || p.inapplicable(i) || p.over(i, effort, cost) != "" {
			continue
		}
		if next := p.try(i); next.lifts() && (!ok || p.better(next, best)) {
			best, ok = next, true
		}
	}
	return best, ok
}

// inapplicable reports whether the question of an action does not apply.
func (p *planner) inapplicable(action int) bool {
	return p.lines[p.scorer.actions[action].node].State == StateNotApplicable
}

func (p *planner) reached() bool { return p.limits.Target != 0 && p.overall >= p.limits.Target }

// over returns the budget that an action would exceed, or might as its cost is unknown.
func (p *planner) over(action int, effort, cost decimal.Decimal) RemainingReason {
	a := &p.scorer.actions[action]
	if budget := p.limits.Effort; budget.Valid && effort.Add(a.Effort.Decimal).GreaterThan(budget.Decimal) {
		return RemainingOverEffort
	}
	switch budget := p.limits.Cost; {
	case budget.Valid && !a.Cost.Valid:
		return RemainingUnknownCost
	case budget.Valid && cost.Add(a.Cost.Decimal).GreaterThan(budget.Decimal):
		return RemainingOverCost
	}
	return ""
}

// settle works out what trying takes of the scores as they are now.
func (p *planner) settle() {
	c := p.scorer
	c.rollUp(p.lines)
	for _, at := range c.parents {
		p.sums[at], p.weights[at] = c.sums(p.lines, at)
	}
	p.failing = p.failing[:0]
	for _, at := range c.gated {
		if g := c.nodes[at].gate; g.Cap != 0 && g.fails(p.lines[at].Score) {
			p.failing = append(p.failing, at)
		}
	}
	slices.SortFunc(p.failing, func(a, b int) int { return int(c.nodes[a].gate.Cap - c.nodes[b].gate.Cap) })
	p.uncapped = p.lines[0].Score
	p.overall = p.uncapped
	if len(p.failing) > 0 {
		p.overall = c.nodes[p.failing[0]].gate.cap(p.uncapped)
	}
}

// try scores the assessment as it would be after an action. Only the scores on the
// way from its question to the top change.
func (p *planner) try(action int) candidate {
	const levels = 4
	var way [levels]struct {
		node  int
		score Score
	}
	c, a := p.scorer, &p.scorer.actions[action]
	way[0].node, way[0].score = a.node, a.score
	for i := 1; i < levels; i++ {
		child, at := way[i-1], c.nodes[way[i-1].node].parent
		weight, before := c.nodes[child.node].weight, p.lines[child.node].Score
		sum, weights := p.sums[at]+weight*int64(child.score-before), p.weights[at]
		if before != 0 {
			weights -= weight
		}
		if child.score != 0 {
			weights += weight
		}
		way[i].node, way[i].score = at, Score(exact.DivInt(sum, weights))
	}
	uncapped := way[levels-1].score
	overall := uncapped
	for _, step := range way {
		if g := c.nodes[step.node].gate; g.fails(step.score) {
			overall = g.cap(overall)
		}
	}
	// Of the gates that fail elsewhere, the one with the lowest cap decides.
	for _, at := range p.failing {
		if at != way[0].node && at != way[1].node && at != way[2].node && at != way[3].node {
			overall = c.nodes[at].gate.cap(overall)
			break
		}
	}
	return candidate{action: action, score: a.score, lift: int64(overall - p.overall), uncapped: int64(uncapped - p.uncapped)}
}

func (c candidate) lifts() bool { return c.lift > 0 || (c.lift == 0 && c.uncapped > 0) }

// better compares lifts per effort by cross-multiplication: a lift is below 1e4
// and an effort at most 1e10 ten-thousandths, so that 64 bits are enough.
func (p *planner) better(a, b candidate) bool {
	one, other := &p.scorer.actions[a.action], &p.scorer.actions[b.action]
	if x, y := a.lift*other.effort, b.lift*one.effort; x != y {
		return x > y
	}
	if x, y := a.uncapped*other.effort, b.uncapped*one.effort; x != y {
		return x > y
	}
	if !one.Cost.Valid || !other.Cost.Valid {
		return one.Cost.Valid
	}
	return one.Cost.Decimal.LessThan(other.Cost.Decimal)
}

func (p *planner) take(next candidate) RoadmapStep {
	a := &p.scorer.actions[next.action]
	question, before := &p.lines[a.node].Score, p.overall
	step := RoadmapStep{
		Action: a.ID, Question: a.After.Question, Name: a.Name, Owner: a.Owner, Effort: a.Effort.Decimal, Cost: a.Cost,
		Before: *question, After: next.score,
	}
	p.taken[next.action] = true
	*question = next.score
	p.settle()
	step.Overall = p.overall
	step.Lift = p.overall.Minus(before)
	if step.Lift.Valid {
		step.LiftPerEffort = exact.Ratio(step.Lift.Points.Decimal(), step.Effort, exact.RatioPlaces)
	}
	return step
}

// finish says why the plan stops and why the other actions are not in it.
func (p *planner) finish(r *Roadmap) {
	r.Stop = RoadmapNoLiftLeft
	for i := range p.scorer.actions {
		if p.taken[i] {
			continue
		}
		a := &p.scorer.actions[i]
		remaining := RemainingAction{
			Action: a.ID, Question: a.After.Question, Name: a.Name, Owner: a.Owner, Reason: RemainingNoLift,
		}
		switch {
		case p.inapplicable(i):
			remaining.Reason = RemainingNotApplicable
		case p.reached():
			remaining.Reason = RemainingTargetReached
		case p.try(i).lifts():
			remaining.Reason = p.over(i, r.Effort, r.Cost)
			r.Stop = RoadmapBudgetExhausted
		}
		r.Remaining = append(r.Remaining, remaining)
	}
	if p.reached() {
		r.Stop = RoadmapTargetReached
	}
}
