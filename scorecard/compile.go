package scorecard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/answer"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
)

// Scorer is a compiled [Questionnaire], for scoring many assessments with it. It
// is safe to share between goroutines. The zero Scorer scores nothing; its
// methods return an error.
type Scorer struct {
	id, version  string
	currency     string
	effortUnit   string
	minimum      decimal.NullDecimal // of completeness
	completeness int64               // the same in ten-thousandths
	levels       []MaturityLevel

	// lines are those of a result before scoring. Nodes are told by the position of their line.
	lines     []ResultLine
	nodes     []node
	parents   []int // the nodes that are not questions, from the top
	best      []int // the nodes with a best practice
	gated     []int // the nodes with a gate
	questions []question
	index     map[string]int // positions of the questions by id
	shape     *shape.Shape
	actions   []action
}

// node is what the arithmetic takes of a line.
type node struct {
	parent  int
	below   []int   // the nodes right below
	weights []int64 // of these
	weight  int64   // ten-thousandths; 0 for an advisory question
	gate    Gate
}

// question is a [Question] compiled.
type question struct {
	answer.Question
	node     int
	advisory bool
}

// score returns the score that an answer gives, or what is wrong with it.
func (q *question) score(a *Answer) (Score, answer.Problem) {
	score, problem := q.Score(&answer.Answer{Number: a.Number, Choice: a.Choice, Choices: a.Choices, NotApplicable: a.NotApplicable})
	return Score(score), problem
}

// report says what is wrong with an answer, whose path is given.
func (q *question) report(faults *partnermath.ValidationError, path string, p answer.Problem, a *Answer) {
	q.Report(faults, path, p, &answer.Answer{Number: a.Number, Choice: a.Choice, Choices: a.Choices, NotApplicable: a.NotApplicable})
}

// fails reports whether a node misses the gate. A node without a score does not.
func (g Gate) fails(node Score) bool { return node != 0 && node < g.Minimum }

// cap returns the overall score under the cap of the gate.
func (g Gate) cap(overall Score) Score {
	if g.Cap == 0 {
		return overall
	}
	return min(overall, g.Cap)
}

type action struct {
	Action
	node   int   // of its question
	score  Score // that it gives the question
	effort int64 // ten-thousandths
}

// Compile checks a questionnaire and prepares it for scoring. The error is a
// [*partnermath.ValidationError]; see [Questionnaire.Validate].
func Compile(q Questionnaire) (*Scorer, error) {
	if err := q.sizes(); err != nil {
		return nil, err
	}
	if err := check.Model(q, q.rules); err != nil {
		return nil, err
	}
	c := &Scorer{
		id: q.ID, version: q.Version, currency: q.Currency, effortUnit: q.EffortUnit,
		levels: slices.Clone(q.Levels), index: make(map[string]int),
	}
	if q.MinimumCompleteness.Valid {
		c.minimum, c.completeness = q.MinimumCompleteness, weightUnits(q.MinimumCompleteness)
	}
	c.addNodes(&q)
	c.shape = shapeOf(c.id, c.version, c.lines)
	if err := c.counts(); err != nil {
		return nil, err
	}
	return c, nil
}

// addNodes adds the lines from the top, every node followed by those below it.
func (c *Scorer) addNodes(q *Questionnaire) {
	top := c.add(0, ResultLine{Node: NodeOverall, Name: q.Name, BestPractice: q.BestPractice}, q.Gate)
	for _, category := range q.Categories {
		at := c.add(top, ResultLine{
			Node: NodeCategory, ID: category.ID, Name: category.Name, Weight: category.Weight, BestPractice: category.BestPractice,
		}, category.Gate)
		for _, topic := range category.Topics {
			at := c.add(at, ResultLine{
				Node: NodeTopic, ID: topic.ID, Name: topic.Name, Parent: category.ID, Weight: topic.Weight, BestPractice: topic.BestPractice,
			}, topic.Gate)
			for i := range topic.Questions {
				c.addQuestion(q, at, topic.ID, &topic.Questions[i])
			}
		}
	}
}

// add adds a node below its parent, the first below none.
func (c *Scorer) add(parent int, l ResultLine, g Gate) int {
	at := len(c.lines)
	c.lines = append(c.lines, l)
	c.nodes = append(c.nodes, node{parent: parent, weight: weightUnits(l.Weight), gate: g})
	if at > 0 {
		above := &c.nodes[parent]
		above.below, above.weights = append(above.below, at), append(above.weights, c.nodes[at].weight)
	}
	if l.Node != NodeQuestion {
		c.parents = append(c.parents, at)
	}
	if l.BestPractice != 0 {
		c.best = append(c.best, at)
	}
	if g.Minimum != 0 {
		c.gated = append(c.gated, at)
	}
	return at
}

func (c *Scorer) addQuestion(q *Questionnaire, topic int, topicID string, asked *Question) {
	weight := asked.Weight
	if asked.Advisory {
		weight = decimal.NullDecimal{}
	}
	compiled := q.compile(asked)
	compiled.node = c.add(topic, ResultLine{
		Node: NodeQuestion, ID: asked.ID, Name: asked.Name, Parent: topicID, Weight: weight, Advisory: asked.Advisory,
	}, asked.Gate)
	for _, a := range asked.Actions {
		a.After.Question = asked.ID
		a.After.Choices = slices.Clone(a.After.Choices)
		score, _ := compiled.score(&a.After)
		c.actions = append(c.actions, action{Action: a, node: compiled.node, score: score, effort: weightUnits(a.Effort)})
	}
	c.index[asked.ID] = len(c.questions)
	c.questions = append(c.questions, compiled)
}

// compile compiles a sound question.
func (q *Questionnaire) compile(asked *Question) question {
	compiled := question{advisory: asked.Advisory}
	compiled.ID, compiled.Kind = asked.ID, string(asked.Kind)
	switch cmp.Or(asked.NotApplicable, q.NotApplicable) {
	case NotApplicableLowest:
		compiled.NotApplicable = answer.Lowest
	case NotApplicableNotAllowed:
		compiled.NotApplicable = answer.Refused
	}
	switch cmp.Or(asked.Unanswered, q.Unanswered) {
	case UnansweredLowest:
		compiled.Unanswered = answer.Lowest
	case UnansweredRefuse:
		compiled.Unanswered = answer.Refused
	}
	switch asked.Kind {
	case KindYesNo:
		compiled.AskYesNo()
	case KindSingleChoice, KindMultipleChoice:
		compiled.addChoices(asked)
	default:
		compiled.Gauge = answer.NewGauge(asked.numbers())
	}
	return compiled
}

func (q *question) addChoices(asked *Question) {
	q.Several = asked.Kind == KindMultipleChoice
	var most int64
	for _, c := range asked.Choices {
		points := weightUnits(c.Points)
		q.Choices = append(q.Choices, answer.Choice{ID: c.ID, Points: points})
		q.Most += points
		most = max(most, points)
	}
	for i := range q.Choices {
		q.Choices[i].Score = scale.Of(q.Choices[i].Points, most)
	}
	if asked.MaxPoints.Valid {
		q.Most = weightUnits(asked.MaxPoints)
	}
}

// numbers returns the numbers that answer a sound question that is answered with one.
func (q *Question) numbers() answer.Numbers {
	switch q.Kind {
	case KindScale:
		return answer.Numbers{Min: q.Min, Max: q.Max, Step: decimal.NewNullDecimal(q.step()), From: q.Min.Decimal, To: q.Max.Decimal}
	case KindFraction:
		one := decimal.NewFromInt(1)
		return answer.Numbers{Min: decimal.NullDecimal{Valid: true}, Max: decimal.NewNullDecimal(one), To: one}
	case KindNumber:
		return answer.Numbers{Min: q.Min, Max: q.Max, From: q.Floor.Decimal, To: q.Target.Decimal}
	}
	n := answer.Numbers{Min: q.Bands[0].From}
	var most int64
	for _, b := range q.Bands {
		most = max(most, weightUnits(b.Points))
	}
	for _, b := range q.Bands {
		n.Bands = append(n.Bands, answer.Band{From: b.From.Decimal, Score: scale.Of(weightUnits(b.Points), most)})
	}
	return n
}

// step returns the step of a scale.
func (q *Question) step() decimal.Decimal {
	if q.Step.Valid {
		return q.Step.Decimal
	}
	return decimal.NewFromInt(1)
}

// counts returns an error unless an assessment that gives every question a score has one itself.
func (c *Scorer) counts() error {
	lines := slices.Clone(c.lines)
	for _, q := range c.questions {
		lines[q.node].Score = highest
	}
	c.rollUp(lines)
	var faults partnermath.ValidationError
	if lines[0].Score == 0 {
		faults.Add("categories", "required", "must have a question that counts towards the overall score")
	}
	return faults.Err()
}

// weightUnits returns a weight or points in ten-thousandths, at most 1e10; 0 for none.
func weightUnits(d decimal.NullDecimal) int64 {
	n, _ := exact.Int64(d.Decimal, exact.RatioPlaces)
	return n
}
