package scorecard_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// The oracle scores with fractions, node by node, from what the documentation of
// the types says, and calls nothing of the package. It takes valid input.

// oracleNode is a node of the questionnaire with its line in the making.
type oracleNode struct {
	line     scorecard.ResultLine
	weight   *big.Rat
	gate     scorecard.Gate
	children []*oracleNode
}

func oracleAssess(q scorecard.Questionnaire, a scorecard.Assessment) scorecard.Result {
	result := scorecard.Result{
		Partner: a.Partner, Date: a.Date, Questionnaire: q.ID, Version: q.Version,
		MinimumCompleteness: q.MinimumCompleteness,
	}
	top := oracleTree(q, a, &result)
	oracleScore(top)
	top.line.EffectiveWeight = 0
	if top.line.Score != 0 {
		top.line.EffectiveWeight = share(number("1"))
	}
	top.line.Contribution = points(top.line.Score.Decimal())
	oracleSplit(top)

	if result.Applicable > 0 {
		result.Completeness = decimal.NewNullDecimal(testkit.RoundHalfAway(big.NewRat(int64(result.Answered), int64(result.Applicable)), 4))
	}
	result.Overall = top.line.Score
	gateFailed := false
	for _, node := range oracleWalk(top) {
		result.Lines = append(result.Lines, node.line)
		if node.gate.Minimum == 0 {
			continue
		}
		gate := oracleGate(node, &result.Overall)
		gateFailed = gateFailed || gate.Outcome == scorecard.GateFailed
		result.Gates = append(result.Gates, gate)
	}
	for _, level := range q.Levels {
		if result.Overall != 0 && result.Overall >= level.From {
			result.Level = level.Name
		}
	}
	result.Status = scorecard.StatusScored
	if gateFailed {
		result.Status = scorecard.StatusGateFailed
	}
	tooLittle := q.MinimumCompleteness.Valid && result.Completeness.Valid &&
		testkit.Rat(result.Completeness.Decimal).Cmp(testkit.Rat(q.MinimumCompleteness.Decimal)) < 0
	if tooLittle || result.Overall == 0 {
		result.Status = scorecard.StatusIncomplete
	}
	return result
}

// oracleTree lays the questionnaire out, with the scores and states of the
// questions, and counts the answers.
func oracleTree(q scorecard.Questionnaire, a scorecard.Assessment, result *scorecard.Result) *oracleNode {
	top := &oracleNode{gate: q.Gate, line: scorecard.ResultLine{Node: scorecard.NodeOverall, Name: q.Name, BestPractice: q.BestPractice}}
	for _, c := range q.Categories {
		category := &oracleNode{weight: testkit.Rat(c.Weight), gate: c.Gate, line: scorecard.ResultLine{
			Node: scorecard.NodeCategory, ID: c.ID, Name: c.Name, BestPractice: c.BestPractice,
		}}
		for _, t := range c.Topics {
			topic := &oracleNode{weight: testkit.Rat(t.Weight), gate: t.Gate, line: scorecard.ResultLine{
				Node: scorecard.NodeTopic, ID: t.ID, Name: t.Name, Parent: c.ID, BestPractice: t.BestPractice,
			}}
			for _, asked := range t.Questions {
				topic.children = append(topic.children, oracleQuestion(q, t, asked, a, result))
			}
			category.children = append(category.children, topic)
		}
		top.children = append(top.children, category)
	}
	return top
}

func oracleQuestion(q scorecard.Questionnaire, topic scorecard.Topic, asked scorecard.Question, a scorecard.Assessment, result *scorecard.Result) *oracleNode {
	node := &oracleNode{weight: testkit.Rat(asked.Weight), gate: asked.Gate, line: scorecard.ResultLine{
		Node: scorecard.NodeQuestion, ID: asked.ID, Name: asked.Name, Parent: topic.ID, Advisory: asked.Advisory,
	}}
	if asked.Advisory {
		node.weight = new(big.Rat)
	}
	notApplicable, unanswered := asked.NotApplicable, asked.Unanswered
	if notApplicable == "" {
		notApplicable = q.NotApplicable
	}
	if unanswered == "" {
		unanswered = q.Unanswered
	}
	var given scorecard.Answer
	for _, answer := range a.Answers {
		if answer.Question == asked.ID {
			given = answer
		}
	}
	applicable, answered := 1, 1
	switch {
	case given.NotApplicable && notApplicable == scorecard.NotApplicableLowest:
		node.line.State, node.line.Score = scorecard.StateNotApplicable, 1*scorecard.Point
	case given.NotApplicable:
		node.line.State = scorecard.StateNotApplicable
		applicable, answered = 0, 0
	case !given.Number.Valid && given.Choice == "" && given.Choices == nil:
		node.line.State = scorecard.StateUnanswered
		answered = 0
		if unanswered == scorecard.UnansweredLowest {
			node.line.Score = 1 * scorecard.Point
		}
	default:
		node.line.State = scorecard.StateAnswered
		node.line.Score = oracleDisplay(oracleX(asked, given))
	}
	if !asked.Advisory {
		result.Applicable += applicable
		result.Answered += answered
	}
	return node
}

// oracleX is the share of the way from the lowest to the highest score.
func oracleX(q scorecard.Question, a scorecard.Answer) *big.Rat {
	n := new(big.Rat)
	if answer := a.Number; answer.Valid {
		n = testkit.Rat(answer.Decimal)
	}
	between := func(from, to decimal.Decimal) *big.Rat {
		span := new(big.Rat).Sub(testkit.Rat(to), testkit.Rat(from))
		return new(big.Rat).Quo(new(big.Rat).Sub(n, testkit.Rat(from)), span)
	}
	switch q.Kind {
	case scorecard.KindYesNo:
		if a.Choice == "yes" {
			return big.NewRat(1, 1)
		}
		return new(big.Rat)
	case scorecard.KindScale:
		return between(q.Min.Decimal, q.Max.Decimal)
	case scorecard.KindFraction:
		return n
	case scorecard.KindNumber:
		x := between(q.Floor.Decimal, q.Target.Decimal)
		if x.Sign() < 0 {
			return new(big.Rat)
		}
		if x.Cmp(big.NewRat(1, 1)) > 0 {
			return big.NewRat(1, 1)
		}
		return x
	case scorecard.KindBands:
		points, most := new(big.Rat), new(big.Rat)
		for _, b := range q.Bands {
			if n.Cmp(testkit.Rat(b.From)) >= 0 {
				points = testkit.Rat(b.Points)
			}
			most = oracleMax(most, testkit.Rat(b.Points))
		}
		return new(big.Rat).Quo(points, most)
	}
	points, most, sum := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, c := range q.Choices {
		own := testkit.Rat(c.Points)
		most = oracleMax(most, own)
		sum.Add(sum, own)
		chosen := a.Choice == c.ID
		for _, id := range a.Choices {
			chosen = chosen || id == c.ID
		}
		if chosen {
			points.Add(points, own)
		}
	}
	if q.Kind == scorecard.KindSingleChoice {
		return points.Quo(points, most)
	}
	full := sum
	if q.MaxPoints.Valid {
		full = testkit.Rat(q.MaxPoints.Decimal)
	}
	if points.Cmp(full) > 0 {
		return big.NewRat(1, 1)
	}
	return points.Quo(points, full)
}

func oracleMax(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// oracleDisplay is 1 + 99x with 2 decimals.
func oracleDisplay(x *big.Rat) scorecard.Score {
	display := new(big.Rat).Mul(x, big.NewRat(99, 1))
	return oracleRound(display.Add(display, big.NewRat(1, 1)))
}

func oracleRound(score *big.Rat) scorecard.Score {
	return scorecard.Score(testkit.RoundHalfAway(score, 2).Shift(2).IntPart())
}

// oracleScore gives every node above the questions the mean, rounded to 2
// decimals, of the published scores of the nodes right below it that have one.
func oracleScore(node *oracleNode) {
	sum, weights := new(big.Rat), new(big.Rat)
	for _, child := range node.children {
		oracleScore(child)
		if child.line.Score != 0 {
			sum.Add(sum, new(big.Rat).Mul(child.weight, testkit.Rat(child.line.Score.Decimal())))
			weights.Add(weights, child.weight)
		}
	}
	if weights.Sign() > 0 {
		node.line.Score = oracleRound(sum.Quo(sum, weights))
	}
}

// oracleSplit splits the effective weight and the contribution of a node among
// those right below it.
func oracleSplit(node *oracleNode) {
	if node.line.Score != 0 && node.line.BestPractice != 0 {
		node.line.Gap = nullPoints(node.line.Score.Decimal().Sub(node.line.BestPractice.Decimal()))
	}
	var weights []*big.Rat
	for _, child := range node.children {
		weight := new(big.Rat)
		if child.line.Score != 0 {
			weight = child.weight
		}
		weights = append(weights, weight)
	}
	for i, part := range oracleParts(node.line.EffectiveWeight.Decimal(), weights, 4) {
		child := node.children[i]
		child.line.EffectiveWeight = share(part)
		weights[i] = new(big.Rat).Mul(testkit.Rat(part), testkit.Rat(child.line.Score.Decimal()))
	}
	for i, part := range oracleParts(node.line.Contribution.Decimal(), weights, 2) {
		node.children[i].line.Contribution = points(part)
		oracleSplit(node.children[i])
	}
}

// oracleParts splits by largest remainder, and into zeros where there is nothing
// to split by.
func oracleParts(total decimal.Decimal, weights []*big.Rat, places int32) []decimal.Decimal {
	parts := make([]decimal.Decimal, len(weights))
	sum := new(big.Rat)
	for _, weight := range weights {
		sum.Add(sum, weight)
	}
	if sum.Sign() == 0 {
		return parts
	}
	for i, part := range testkit.LargestRemainder(testkit.Rat(total), weights, places) {
		parts[i] = testkit.RoundHalfAway(part, places)
	}
	return parts
}

func oracleGate(node *oracleNode, overall *scorecard.Score) scorecard.GateLine {
	gate := scorecard.GateLine{
		Node: node.line.Node, ID: node.line.ID, Name: node.line.Name, Minimum: node.gate.Minimum, Score: node.line.Score,
		Outcome: scorecard.GatePassed, Cap: node.gate.Cap,
	}
	switch {
	case node.line.Score == 0:
		gate.Outcome = scorecard.GateNotApplicable
	case node.line.Score < node.gate.Minimum:
		gate.Outcome = scorecard.GateFailed
		if node.gate.Cap != 0 && *overall > node.gate.Cap {
			gate.Contribution = points(node.gate.Cap.Decimal().Sub(overall.Decimal()))
			*overall = node.gate.Cap
		}
	}
	return gate
}

// oracleWalk lists the nodes in the order of the lines: every node, followed by
// those below it.
func oracleWalk(node *oracleNode) []*oracleNode {
	nodes := []*oracleNode{node}
	for _, child := range node.children {
		nodes = append(nodes, oracleWalk(child)...)
	}
	return nodes
}

// oracleImprove takes the best action again and again, judging each by an
// assessment with the answer changed. It relies on Assess, which has its own
// oracle, and on nothing else.
func oracleImprove(q scorecard.Questionnaire, a scorecard.Assessment, limits scorecard.RoadmapLimits, assess oracleAssessor) scorecard.Roadmap {
	r := scorecard.Roadmap{
		Partner: a.Partner, Date: a.Date, Questionnaire: q.ID, Version: q.Version,
		Currency: q.Currency, EffortUnit: q.EffortUnit, Target: limits.Target,
	}
	now := assess(a)
	r.Start = now.Overall
	r.Steps = []scorecard.RoadmapStep{}
	left := oracleActions(q)
	inapplicable := make(map[string]bool)
	for _, line := range now.Lines {
		inapplicable[line.ID] = line.Node == scorecard.NodeQuestion && line.State == scorecard.StateNotApplicable || inapplicable[line.ID]
	}
	for !oracleReached(now, limits) {
		best := -1
		var lift, uncapped *big.Rat
		for i, action := range left {
			if inapplicable[action.After.Question] || oracleOver(action, r, limits) != "" {
				continue
			}
			next := assess(oracleAnswer(a, action))
			if !oracleLifts(now, next) {
				continue
			}
			effort := testkit.Rat(action.Effort)
			ownLift := new(big.Rat).Quo(oracleLift(now.Overall, next.Overall), effort)
			ownUncapped := new(big.Rat).Quo(oracleLift(now.Lines[0].Score, next.Lines[0].Score), effort)
			if best < 0 || oracleBetter(ownLift, ownUncapped, action.Cost, lift, uncapped, left[best].Cost) {
				best, lift, uncapped = i, ownLift, ownUncapped
			}
		}
		if best < 0 {
			break
		}
		action := left[best]
		a = oracleAnswer(a, action)
		next := assess(a)
		step := scorecard.RoadmapStep{
			Action: action.ID, Question: action.After.Question, Name: action.Name, Owner: action.Owner, Effort: action.Effort, Cost: action.Cost,
			Before: oracleLine(now, action.After.Question).Score, After: oracleLine(next, action.After.Question).Score, Overall: next.Overall,
		}
		if now.Overall != 0 {
			step.Lift = nullPoints(next.Overall.Decimal().Sub(now.Overall.Decimal()))
			step.LiftPerEffort = decimal.NewNullDecimal(testkit.RoundHalfAway(lift, 4))
		}
		r.Steps = append(r.Steps, step)
		r.Effort, r.Cost = r.Effort.Add(action.Effort), r.Cost.Add(action.Cost)
		now = next
		left = append(append([]scorecard.Action{}, left[:best]...), left[best+1:]...)
	}
	oracleFinish(&r, a, now, left, limits, inapplicable, assess)
	return r
}

// oracleAssessor scores an assessment that is known to be valid.
type oracleAssessor func(scorecard.Assessment) scorecard.Result

func oracleFinish(r *scorecard.Roadmap, a scorecard.Assessment, now scorecard.Result, left []scorecard.Action, limits scorecard.RoadmapLimits, inapplicable map[string]bool, assess oracleAssessor) {
	r.End = now.Overall
	if r.Start != 0 && r.End != 0 {
		r.Lift = nullPoints(r.End.Decimal().Sub(r.Start.Decimal()))
	}
	r.Stop = scorecard.RoadmapNoLiftLeft
	for _, action := range left {
		remaining := scorecard.RemainingAction{
			Action: action.ID, Question: action.After.Question, Name: action.Name, Owner: action.Owner,
			Reason: scorecard.RemainingNoLift,
		}
		switch {
		case inapplicable[action.After.Question]:
			remaining.Reason = scorecard.RemainingNotApplicable
		case oracleReached(now, limits):
			remaining.Reason = scorecard.RemainingTargetReached
		case oracleLifts(now, assess(oracleAnswer(a, action))):
			remaining.Reason = oracleOver(action, *r, limits)
			r.Stop = scorecard.RoadmapBudgetExhausted
		}
		r.Remaining = append(r.Remaining, remaining)
	}
	if limits.Target != 0 {
		r.Missing = nullPoints(decimal.Max(limits.Target.Decimal().Sub(r.End.Decimal()), decimal.New(0, 0)))
		if oracleReached(now, limits) {
			r.Stop = scorecard.RoadmapTargetReached
		}
	}
	if limits.Effort.Valid {
		r.EffortLeft = decimal.NewNullDecimal(limits.Effort.Decimal.Sub(r.Effort))
	}
	if limits.Cost.Valid {
		r.CostLeft = decimal.NewNullDecimal(limits.Cost.Decimal.Sub(r.Cost))
	}
}

// oracleActions lists all actions with the question that they belong to.
func oracleActions(q scorecard.Questionnaire) []scorecard.Action {
	var all []scorecard.Action
	for _, question := range questionsOf(q) {
		for _, action := range question.Actions {
			action.After.Question = question.ID
			all = append(all, action)
		}
	}
	return all
}

// oracleAnswer is the assessment once an action is done.
func oracleAnswer(a scorecard.Assessment, action scorecard.Action) scorecard.Assessment {
	answers := []scorecard.Answer{}
	for _, answer := range a.Answers {
		if answer.Question != action.After.Question {
			answers = append(answers, answer)
		}
	}
	answers = append(answers, action.After)
	a.Answers = answers
	return a
}

func oracleReached(now scorecard.Result, limits scorecard.RoadmapLimits) bool {
	return limits.Target != 0 && now.Overall >= limits.Target
}

func oracleLift(from, to scorecard.Score) *big.Rat {
	return new(big.Rat).Sub(testkit.Rat(to.Decimal()), testkit.Rat(from.Decimal()))
}

// oracleLifts: the overall score rises, or it would without a cap.
func oracleLifts(now, next scorecard.Result) bool {
	lift := oracleLift(now.Overall, next.Overall).Sign()
	return lift > 0 || lift == 0 && oracleLift(now.Lines[0].Score, next.Lines[0].Score).Sign() > 0
}

func oracleBetter(lift, uncapped *big.Rat, cost decimal.Decimal, otherLift, otherUncapped *big.Rat, otherCost decimal.Decimal) bool {
	if c := lift.Cmp(otherLift); c != 0 {
		return c > 0
	}
	if c := uncapped.Cmp(otherUncapped); c != 0 {
		return c > 0
	}
	return testkit.Rat(cost).Cmp(testkit.Rat(otherCost)) < 0
}

func oracleOver(action scorecard.Action, r scorecard.Roadmap, limits scorecard.RoadmapLimits) scorecard.RemainingReason {
	if limits.Effort.Valid && r.Effort.Add(action.Effort).GreaterThan(limits.Effort.Decimal) {
		return scorecard.RemainingOverEffort
	}
	if limits.Cost.Valid && r.Cost.Add(action.Cost).GreaterThan(limits.Cost.Decimal) {
		return scorecard.RemainingOverCost
	}
	return ""
}

func oracleLine(r scorecard.Result, question string) scorecard.ResultLine {
	for _, line := range r.Lines {
		if line.Node == scorecard.NodeQuestion && line.ID == question {
			return line
		}
	}
	return scorecard.ResultLine{}
}

// oracleCalibrate compares two assessments, each scored by the oracle.
func oracleCalibrate(q scorecard.Questionnaire, self, manager scorecard.Assessment) scorecard.Calibration {
	own, others := oracleAssess(q, self), oracleAssess(q, manager)
	c := scorecard.Calibration{Partner: self.Partner, Questionnaire: q.ID, Version: q.Version}
	if c.Partner == "" {
		c.Partner = manager.Partner
	}
	sum, absolute := new(big.Rat), new(big.Rat)
	for i, line := range own.Lines {
		compared := scorecard.CalibrationLine{
			Node: line.Node, ID: line.ID, Name: line.Name, Self: line.Score, Manager: others.Lines[i].Score, Agreement: scorecard.AgreementNone,
		}
		if compared.Self != 0 && compared.Manager != 0 {
			difference := oracleLift(compared.Manager, compared.Self)
			compared.Difference = nullPoints(testkit.RoundHalfAway(difference, 2))
			compared.Agreement = map[int]scorecard.Agreement{
				-1: scorecard.AgreementManagerHigher, 0: scorecard.AgreementEqual, 1: scorecard.AgreementSelfHigher,
			}[difference.Sign()]
			if line.Node == scorecard.NodeQuestion {
				c.Compared++
				sum.Add(sum, difference)
				absolute.Add(absolute, difference.Abs(difference))
			}
		}
		c.Lines = append(c.Lines, compared)
	}
	if c.Compared > 0 {
		n := big.NewRat(int64(c.Compared), 1)
		c.MeanDifference = nullPoints(testkit.RoundHalfAway(sum.Quo(sum, n), 2))
		c.MeanAbsoluteDifference = nullPoints(testkit.RoundHalfAway(absolute.Quo(absolute, n), 2))
	}
	return c
}
