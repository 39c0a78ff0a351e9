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
	levels       []Level

	full, outline layout
	shape         shape

	// nodes are the questionnaire level by level, so that the nodes right below one
	// stand side by side: the whole, the categories, the topics, the questions.
	nodes   []node
	weights []int64 // of the nodes, in ten-thousandths; 0 for an advisory question
	shares  []Share // of the nodes, in an assessment that gives every one a score
	// parents is the number of nodes that are not questions; they come first. What is
	// right below each is its family.
	parents  int
	families []family
	light    bool // no family weighs too much for its divisor
	gates    []gate
	actions  []action

	questions []question // in order; the nodes after parents
	index     index      // of their ids
	counted   int        // questions that are not advisory
}

// node is what the arithmetic takes of a line.
type node struct {
	parent, below int
	gate          Gate
}

// family is the nodes right below a parent.
type family struct {
	first, n int
	weight   exact.SmallDivisor // the weight of those that can have a score
	// The weights and shares of a family of few are here too.
	weights, shares [fewSiblings]int64
}

// last returns where the next family begins.
func (f *family) last() int { return f.first + f.n }

// question is a [Question] compiled. It is kept small, because all of a questionnaire's
// are read for every assessment.
type question struct {
	// An id of 8 to 16 bytes is told by its length and its ends, the first and the last
	// 8 bytes.
	head, tail uint64
	length     int16 // -1 for any other id
	measure
	*details
}

// details are what is seldom read of a question.
type details struct {
	id            string
	kind          Kind
	advisory      bool
	notApplicable NotApplicable
	unanswered    Unanswered
	wide          wide
	exactly       *interpolation // for numbers of any size
}

type gate struct {
	line, node int
	Gate
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
	node     int   // of its question
	score    Score // that it gives the question
	effort   int64 // ten-thousandths
	question int
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
		levels: slices.Clone(q.Levels),
	}
	if q.MinimumCompleteness.Valid {
		c.minimum, c.completeness = q.MinimumCompleteness, weightUnits(q.MinimumCompleteness.Decimal)
	}
	c.addNodes(q)
	c.addQuestions(&q)
	c.index = newIndex(c.questions)
	if err := c.complete(); err != nil {
		return nil, err
	}
	return c, nil
}

// addNodes adds the lines from the top, every node followed by those below it, and
// the nodes level by level.
func (c *Scorer) addNodes(q Questionnaire) {
	var levels [4][]node
	var weights [4][]int64
	var full, outline [4][]int
	add := func(level int, l Line, weight decimal.Decimal, g Gate, below int) {
		levels[level] = append(levels[level], node{below: below, gate: g})
		weights[level] = append(weights[level], weightUnits(weight))
		full[level] = append(full[level], len(c.full.lines))
		c.full.lines = append(c.full.lines, l)
		if l.Node != NodeQuestion {
			outline[level] = append(outline[level], len(c.outline.lines))
			c.outline.lines = append(c.outline.lines, l)
		}
	}
	add(0, Line{Node: NodeOverall, Name: q.Name, BestPractice: q.BestPractice}, decimal.Decimal{}, q.Gate, len(q.Categories))
	for _, category := range q.Categories {
		line := Line{Node: NodeCategory, ID: category.ID, Name: category.Name, BestPractice: category.BestPractice}
		add(1, line, category.Weight, category.Gate, len(category.Topics))
		for _, topic := range category.Topics {
			line := Line{
				Node: NodeTopic, ID: topic.ID, Name: topic.Name, Parent: category.ID, BestPractice: topic.BestPractice,
			}
			add(2, line, topic.Weight, topic.Gate, len(topic.Questions))
			for _, asked := range topic.Questions {
				weight := asked.Weight
				if asked.Advisory {
					weight = decimal.Decimal{}
				}
				line := Line{
					Node: NodeQuestion, ID: asked.ID, Name: asked.Name, Parent: topic.ID,
					Advisory: asked.Advisory, State: StateAnswered,
				}
				add(3, line, weight, asked.Gate, 0)
			}
		}
	}
	c.nodes, c.weights = slices.Concat(levels[:]...), slices.Concat(weights[:]...)
	c.full.lineOf, c.outline.lineOf = slices.Concat(full[:]...), slices.Concat(outline[:]...)
	c.parents = len(c.nodes) - len(levels[3])
	c.full.parents, c.outline.parents = c.parents, len(levels[0])+len(levels[1])
	first := 1
	for i := range c.nodes {
		n := &c.nodes[i]
		last := first + n.below
		if i < c.parents {
			c.families = append(c.families, family{first: first, n: n.below})
		}
		for child := first; child < last; child++ {
			c.nodes[child].parent = i
		}
		first = last
		if c.full.lines[c.full.lineOf[i]].BestPractice != 0 {
			c.full.best = append(c.full.best, c.full.lineOf[i])
			c.outline.best = append(c.outline.best, c.outline.lineOf[i])
		}
		if n.gate.Minimum != 0 {
			c.gates = append(c.gates, gate{line: c.full.lineOf[i], node: i, Gate: n.gate})
		}
	}
	slices.SortFunc(c.gates, func(a, b gate) int { return a.line - b.line })
}

func (c *Scorer) addQuestions(q *Questionnaire) {
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			for k := range topic.Questions {
				c.addQuestion(q, &topic.Questions[k])
			}
		}
	}
}

func (c *Scorer) addQuestion(q *Questionnaire, asked *Question) {
	at := len(c.questions)
	compiled := q.compile(asked)
	for _, a := range asked.Actions {
		a.After.Question = asked.ID
		a.After.Choices = slices.Clone(a.After.Choices)
		score, _, _ := compiled.read(&a.After)
		c.actions = append(c.actions, action{
			Action: a, node: c.parents + at, question: at, score: score, effort: weightUnits(a.Effort),
		})
	}
	if !asked.Advisory {
		c.counted++
	}
	c.questions = append(c.questions, compiled)
}

// compile compiles a sound question.
func (q *Questionnaire) compile(asked *Question) question {
	compiled := question{
		length: -1,
		details: &details{
			id:            asked.ID,
			kind:          asked.Kind,
			advisory:      asked.Advisory,
			notApplicable: cmp.Or(asked.NotApplicable, q.NotApplicable, NotApplicableRedistribute),
			unanswered:    cmp.Or(asked.Unanswered, q.Unanswered, UnansweredLeaveOut),
		},
	}
	if n := len(asked.ID); n >= 8 && n <= 16 {
		compiled.length, compiled.head, compiled.tail = int16(n), first8(asked.ID), first8(asked.ID[n-8:])
	}
	compiled.prepare(asked)
	return compiled
}

// complete works out the effective weights of an assessment that answers
// everything, and makes them part of the lines that scoring starts from.
func (c *Scorer) complete() error {
	cells := make([]cell, len(c.nodes)+spareCells)
	for i := range c.questions {
		cells[c.parents+i].score = highest
	}
	if c.roll(cells); cells[0].score == 0 {
		var faults partnermath.ValidationError
		faults.Add("categories", "required", "must have a question that counts towards the overall score")
		return faults.Err()
	}
	c.shares = make([]Share, len(c.nodes)) // nothing is as ever yet
	c.weigh(cells, c.parents)
	for i := range c.shares {
		c.shares[i] = cells[i].share
	}
	c.light = true
	for at := range c.families {
		f := &c.families[at]
		var weight int64
		for i := range f.n {
			if cells[f.first+i].score != 0 { // a topic of advisory questions has no score even so
				weight += c.weights[f.first+i]
			}
			if f.n <= fewSiblings {
				f.weights[i], f.shares[i] = c.weights[f.first+i], int64(c.shares[f.first+i])
			}
		}
		var light bool
		f.weight, light = exact.NewSmallDivisor(max(weight, 1)) // without weights there is nothing to divide
		c.light = c.light && light
	}
	c.shape = shapeOf(c.id, c.version, c.full.lines)
	c.full.weigh(c.full.lines, cells)
	c.outline.weigh(c.outline.lines, cells)
	return nil
}
