package scorecard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
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

	// lines are those of a result before scoring, with the effective weights that hold
	// when every question has a score. Nodes are told by the position of their line.
	lines     []ResultLine
	nodes     []node
	parents   []int // the nodes that are not questions, from the top
	best      []int // the nodes with a best practice
	gated     []int // the nodes with a gate
	questions []question
	index     map[string]int // positions of the questions by id
	shape     *shape
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
	id            string
	node          int
	kind          QuestionKind
	advisory      bool
	notApplicable NotApplicable
	unanswered    Unanswered
	choices       []choice // of a choice, also between yes and no
	most          int64    // the most points of several choices
	gauge         gauge    // of a number
}

// choice is one of the answers to choose from, with the score that it gives alone.
type choice struct {
	id     string
	points int64 // ten-thousandths
	score  Score
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
		c.minimum, c.completeness = q.MinimumCompleteness, weightUnits(q.MinimumCompleteness.Decimal)
	}
	c.addNodes(&q)
	c.shape = shapeOf(c.id, c.version, c.lines)
	if err := c.weighComplete(); err != nil {
		return nil, err
	}
	return c, nil
}

// addNodes adds the lines from the top, every node followed by those below it.
func (c *Scorer) addNodes(q *Questionnaire) {
	top := c.add(0, ResultLine{Node: NodeOverall, Name: q.Name, BestPractice: q.BestPractice}, decimal.Decimal{}, q.Gate)
	for _, category := range q.Categories {
		at := c.add(top, ResultLine{
			Node: NodeCategory, ID: category.ID, Name: category.Name, BestPractice: category.BestPractice,
		}, category.Weight, category.Gate)
		for _, topic := range category.Topics {
			at := c.add(at, ResultLine{
				Node: NodeTopic, ID: topic.ID, Name: topic.Name, Parent: category.ID, BestPractice: topic.BestPractice,
			}, topic.Weight, topic.Gate)
			for i := range topic.Questions {
				c.addQuestion(q, at, topic.ID, &topic.Questions[i])
			}
		}
	}
}

// add adds a node below its parent, the first below none.
func (c *Scorer) add(parent int, l ResultLine, weight decimal.Decimal, g Gate) int {
	at := len(c.lines)
	c.lines = append(c.lines, l)
	c.nodes = append(c.nodes, node{parent: parent, weight: weightUnits(weight), gate: g})
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
		weight = decimal.Decimal{}
	}
	compiled := q.compile(asked)
	compiled.node = c.add(topic, ResultLine{
		Node: NodeQuestion, ID: asked.ID, Name: asked.Name, Parent: topicID, Advisory: asked.Advisory,
	}, weight, asked.Gate)
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
	compiled := question{
		id:            asked.ID,
		kind:          asked.Kind,
		advisory:      asked.Advisory,
		notApplicable: cmp.Or(asked.NotApplicable, q.NotApplicable, NotApplicableRedistribute),
		unanswered:    cmp.Or(asked.Unanswered, q.Unanswered, UnansweredLeaveOut),
	}
	switch asked.Kind {
	case KindYesNo:
		compiled.choices = []choice{{id: "yes", score: highest}, {id: "no", score: lowest}}
	case KindSingleChoice, KindMultipleChoice:
		compiled.addChoices(asked)
	default:
		compiled.gauge = asked.gauge()
	}
	return compiled
}

func (q *question) addChoices(asked *Question) {
	var most int64
	for _, c := range asked.Choices {
		points := weightUnits(c.Points)
		q.choices = append(q.choices, choice{id: c.ID, points: points})
		q.most += points
		most = max(most, points)
	}
	for i := range q.choices {
		q.choices[i].score = scoreOf(q.choices[i].points, most)
	}
	if asked.MaxPoints.Valid {
		q.most = weightUnits(asked.MaxPoints.Decimal)
	}
}

// weighComplete makes the effective weights of an assessment that gives every question
// a score part of the lines that scoring starts from.
func (c *Scorer) weighComplete() error {
	lines := slices.Clone(c.lines)
	for _, q := range c.questions {
		lines[q.node].Score = highest
	}
	c.rollUp(lines)
	if lines[0].Score == 0 {
		var faults partnermath.ValidationError
		faults.Add("categories", "required", "must have a question that counts towards the overall score")
		return faults.Err()
	}
	c.spreadWeights(lines)
	for i := range lines {
		c.lines[i].EffectiveWeight = lines[i].EffectiveWeight
	}
	return nil
}

// weightUnits returns a weight or points in ten-thousandths, at most 1e10.
func weightUnits(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, exact.RatioPlaces)
	return n
}
