package scorecard_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// attack is what an attacker knows: all that partners are shown of some groups, who is in
// each, and the exact scores of all members but one, which is in all groups.
type attack struct {
	scorer     *scorecard.Scorer
	disclosure scorecard.Disclosure
	policy     scorecard.PeerPolicy
	groups     [][]scorecard.Result
	third      scorecard.Result // whose comparison is seen, too
}

// shown is all that is shown when the other one has this result, with the figures of the first
// group, which has all members.
func (a *attack) shown(t rapid.TB, r scorecard.Result) (text string, stats []scorecard.NodeStats) {
	t.Helper()
	var all []any
	for _, others := range a.groups {
		p := newPeers(t, a.scorer, a.disclosure)
		for _, one := range append(slices.Clone(others), r) {
			if err := p.Add(one); err != nil {
				t.Fatal(err)
			}
		}
		g := groupFrom(t, p, a.policy)
		if stats == nil {
			stats = g.Stats()
		}
		all = append(all, g.Stats(), compareResult(t, g, a.third))
	}
	written, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(written), stats
}

// The two categories weigh 65 and 35, and the overall score is their mean. Each rounded by itself,
// the three figures left a tenth of a point of each.
func TestAttackOnNodesCombined(t *testing.T) {
	category := func(id, weight string) scorecard.QuestionCategory {
		return scorecard.QuestionCategory{ID: id, Weight: null(weight), Topics: []scorecard.Topic{{
			ID: id, Weight: null("1"), Questions: []scorecard.Question{{ID: id, Weight: null("1"), Kind: scorecard.KindFraction}},
		}}}
	}
	c := compiled(t, scorecard.Questionnaire{ID: "two", Categories: []scorecard.QuestionCategory{category("a", "65"), category("b", "35")}})
	result := func(a, b scorecard.Score) scorecard.Result {
		x := func(s scorecard.Score) decimal.NullDecimal {
			part := new(big.Rat).Quo(testkit.Rat(s.Decimal().Sub(decimal.New(1, 0))), big.NewRat(99, 1))
			return decimal.NewNullDecimal(testkit.RoundHalfAway(part, 6))
		}
		r := assessor(t, c)(scorecard.Assessment{Answers: []scorecard.Answer{{Question: "a", Number: x(a)}, {Question: "b", Number: x(b)}}})
		if got, _ := r.Line(scorecard.NodeCategory, "a"); got.Score != a {
			t.Fatalf("a scores %s, not %s", got.Score, a)
		}
		return r
	}
	var others []scorecard.Result
	for _, o := range [][2]scorecard.Score{{50, 50}, {20, 90}, {70, 30}, {40, 40}, {60, 65}} {
		others = append(others, result(o[0]*pt, o[1]*pt))
	}
	of := attack{
		scorer: c, disclosure: scorecard.Disclosure{Step: null("0.01")}, policy: scorecard.PeerPolicy{Audience: scorecard.AudiencePartner, TopShare: null("1")},
		groups: [][]scorecard.Result{others}, third: others[0],
	}
	secret := result(48*pt+80, 41*pt+30)
	if secret.Overall != 46*pt+18 {
		t.Fatalf("the overall score is %s", secret.Overall)
	}
	want, stats := of.shown(t, secret)
	if stats[0].Withheld != "" || stats[1].Withheld != "" {
		t.Fatalf("withheld: %+v", stats)
	}
	least, most := [3]scorecard.Score{100 * pt, 100 * pt, 100 * pt}, [3]scorecard.Score{}
	for a := 45 * pt; a < 53*pt; a += 25 {
		for b := 38 * pt; b < 45*pt; b += 25 {
			r := result(a, b)
			if got, _ := of.shown(t, r); got != want {
				continue
			}
			for i, s := range []scorecard.Score{a, b, r.Overall} {
				least[i], most[i] = min(least[i], s), max(most[i], s)
			}
		}
	}
	for i := range least {
		if most[i]-least[i] < 2*pt {
			t.Errorf("score %d is from %s to %s", i, least[i], most[i])
		}
	}
}

// A topic of three equal questions between yes and no has four scores, and any range tells which.
func TestAttackOnFewScores(t *testing.T) {
	few := scorecard.Topic{ID: "few", Weight: null("1")}
	for i := range 3 {
		few.Questions = append(few.Questions, scorecard.Question{ID: fmt.Sprint("q", i), Weight: null("1"), Kind: scorecard.KindYesNo})
	}
	fine := scorecard.Topic{ID: "fine", Weight: null("1"), Questions: []scorecard.Question{{ID: "share", Weight: null("1"), Kind: scorecard.KindFraction}}}
	for name, tt := range map[string]struct {
		topics []scorecard.Topic
		want   []scorecard.Withheld
	}{
		"alone":          {[]scorecard.Topic{few}, []scorecard.Withheld{"too-few-scores", "too-few-scores", "too-few-scores"}},
		"beside another": {[]scorecard.Topic{few, fine}, []scorecard.Withheld{"", "", "too-few-scores", "too-few-scores"}},
		"fine":           {[]scorecard.Topic{fine}, []scorecard.Withheld{"", "", ""}},
	} {
		c := compiled(t, scorecard.Questionnaire{ID: "few", Categories: []scorecard.QuestionCategory{{ID: "all", Weight: null("1"), Topics: tt.topics}}})
		p := newPeers(t, c, scorecard.Disclosure{})
		for range 9 {
			answers := []scorecard.Answer{{Question: "q0", Choice: "yes"}, {Question: "q1", Choice: "no"}, {Question: "q2", Choice: "no"}, {Question: "share", Number: null("0.4")}}
			if len(tt.topics) == 1 {
				answers = map[string][]scorecard.Answer{"few": answers[:3], "fine": answers[3:]}[tt.topics[0].ID]
			}
			if err := p.Add(assessor(t, c)(scorecard.Assessment{Answers: answers})); err != nil {
				t.Fatal(err)
			}
		}
		var got []scorecard.Withheld
		for _, s := range groupFrom(t, p, scorecard.PeerPolicy{Audience: scorecard.AudiencePartner}).Stats() {
			got = append(got, s.Withheld)
		}
		if diff := testkit.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// guarded draws a questionnaire of few questions, among them such that give few scores, with gates and caps.
func guarded(t *rapid.T) scorecard.Questionnaire {
	weight := func() decimal.NullDecimal {
		return null(rapid.SampledFrom([]string{"1", "1", "2", "5", "30", "0.5", "0"}).Draw(t, "weight"))
	}
	gate := func() (g scorecard.Gate) {
		if chance(t, 3, "gate") {
			g = scorecard.Gate{Minimum: 40 * pt, Cap: 30 * pt}
		}
		return g
	}
	q := scorecard.Questionnaire{
		ID: "drawn", Gate: gate(),
		Unanswered:    rapid.SampledFrom(scorecard.Unanswered("").Values()).Draw(t, "unanswered"),
		NotApplicable: rapid.SampledFrom(scorecard.NotApplicable("").Values()).Draw(t, "not applicable"),
	}
	id := 0
	for range rapid.IntRange(1, 2).Draw(t, "categories") {
		id++
		c := scorecard.QuestionCategory{ID: fmt.Sprint("c", id), Weight: weight(), Gate: gate()}
		for range rapid.IntRange(1, 2).Draw(t, "topics") {
			id++
			topic := scorecard.Topic{ID: fmt.Sprint("t", id), Weight: weight(), Gate: gate()}
			for range rapid.IntRange(1, 4).Draw(t, "questions") {
				id++
				asked := scorecard.Question{ID: fmt.Sprint("q", id), Weight: weight(), Kind: rapid.SampledFrom([]scorecard.QuestionKind{
					scorecard.KindFraction, scorecard.KindFraction, scorecard.KindYesNo, scorecard.KindScale, scorecard.KindNumber, scorecard.KindSingleChoice,
				}).Draw(t, "kind")}
				switch asked.Kind {
				case scorecard.KindScale:
					asked.Min, asked.Max = null("0"), null(rapid.SampledFrom([]string{"4", "10", "50"}).Draw(t, "max"))
				case scorecard.KindNumber:
					asked.Floor, asked.Target = null("10"), null(rapid.SampledFrom([]string{"2", "10.00001"}).Draw(t, "target"))
				case scorecard.KindSingleChoice:
					asked.Choices = []scorecard.Choice{{ID: "0", Points: null("3")}, {ID: "1", Points: null("4")}, {ID: "2", Points: null("10")}}
				}
				topic.Questions = append(topic.Questions, asked)
			}
			c.Topics = append(c.Topics, topic)
		}
		q.Categories = append(q.Categories, c)
	}
	return q
}

// answerAt answers a question x of the way from the worst to the best.
func answerAt(q *scorecard.Question, x float64) scorecard.Answer {
	a := scorecard.Answer{Question: q.ID}
	at := func(low, high, step float64, places int32) {
		steps := int64(x*(high-low)/step + 0.5)
		a.Number = decimal.NewNullDecimal(decimal.NewFromFloat(low + float64(steps)*step).Round(places))
	}
	switch q.Kind {
	case scorecard.KindYesNo:
		a.Choice = []string{"no", "yes"}[int(x+0.5)]
	case scorecard.KindSingleChoice:
		a.Choice = fmt.Sprint(int(2*x + 0.5))
	case scorecard.KindScale:
		at(0, q.Max.Decimal.InexactFloat64(), 1, 0)
	case scorecard.KindNumber:
		at(10, q.Target.Decimal.InexactFloat64(), (q.Target.Decimal.InexactFloat64()-10)/10_000, 6)
	default:
		at(0, 1, 0.0001, 4)
	}
	return a
}

// below returns the questions below a node.
func below(q *scorecard.Questionnaire, node scorecard.NodeKind, id string) (asked []*scorecard.Question) {
	for i, c := range q.Categories {
		for j, topic := range c.Topics {
			if node == scorecard.NodeOverall || node == scorecard.NodeCategory && c.ID == id || node == scorecard.NodeTopic && topic.ID == id {
				for k := range topic.Questions {
					asked = append(asked, &q.Categories[i].Topics[j].Questions[k])
				}
			}
		}
	}
	return asked
}

// replaced returns an assessment with some answers of another.
func replaced(a scorecard.Assessment, answers []scorecard.Answer) scorecard.Assessment {
	a.Answers = slices.DeleteFunc(slices.Clone(a.Answers), func(old scorecard.Answer) bool {
		return slices.ContainsFunc(answers, func(n scorecard.Answer) bool { return n.Question == old.Question })
	})
	a.Answers = append(a.Answers, answers...)
	return a
}

// The attacker solves for the member: of every node that is shown, it tries the scores that the
// questionnaire can give, keeps those that make all the figures that are shown, and is left with at
// least two, at least half a grain apart; of nodes that follow from others, too.
func TestAttackBySolver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := guarded(t)
		c, err := scorecard.Compile(q)
		if err != nil {
			t.Skip("no question counts")
		}
		step := rapid.SampledFrom([]string{"0.01", "0.5", "1"}).Draw(t, "step")
		of := attack{
			scorer: c,
			disclosure: scorecard.Disclosure{
				MinimumGroup: 2, Step: null(step), Grain: null(rapid.SampledFrom([]string{"1", "2.5", "3.33", "5", "10", "20"}).Draw(t, "grain")),
			},
			policy: scorecard.PeerPolicy{Audience: scorecard.AudiencePartner, SubjectIsMember: true, TopShare: null(rapid.SampledFrom([]string{"1", "0.5"}).Draw(t, "top"))},
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		everything := below(&q, scorecard.NodeOverall, "")
		// answers are of questions, most of them at one level; some are left out of the mean, if they may be.
		answers := func(of []*scorecard.Question, leaveOut bool, level float64) (list []scorecard.Answer) {
			level = min(max(level, 0), 1)
			atEnds := random.IntN(3) == 0 // or near the worst and the best
			for _, asked := range of {
				x := level
				switch {
				case atEnds:
					x = math.Abs(float64(random.IntN(2)) - 0.2*random.Float64()*random.Float64())
				case random.IntN(4) == 0:
					x = random.Float64()
				}
				a := answerAt(asked, x)
				switch none := random.IntN(4) == 0; {
				case none && (leaveOut && q.Unanswered == scorecard.UnansweredLeaveOut || q.Unanswered == scorecard.UnansweredLowest):
					a = scorecard.Answer{Question: asked.ID}
				case none && (leaveOut && q.NotApplicable == scorecard.NotApplicableRedistribute || q.NotApplicable == scorecard.NotApplicableLowest):
					a = scorecard.Answer{Question: asked.ID, NotApplicable: true}
				}
				list = append(list, a)
			}
			return list
		}
		assess := assessor(t, c)
		var others []scorecard.Result
		for range 6 {
			others = append(others, assess(scorecard.Assessment{Answers: answers(everything, true, random.Float64())}))
		}
		of.groups, of.third = [][]scorecard.Result{others, others[:rapid.IntRange(2, 5).Draw(t, "in group")]}, others[0]
		secret := scorecard.Assessment{Answers: answers(everything, rapid.Bool().Draw(t, "left out"), 1.2*random.Float64()-0.1)}
		result := assess(secret)
		want, stats := of.shown(t, result)

		fits := func(a scorecard.Assessment) bool {
			got, _ := of.shown(t, assess(a))
			return got == want
		}
		half := scorecard.Score(hundredthsOf(of.disclosure.Grain, 0)+1) / 2
		lowest, highest := secret, secret
		for _, s := range stats {
			if line, _ := result.Line(s.Node, s.ID); s.Grain == 0 || line.Score == 0 {
				continue
			}
			questions := below(&q, s.Node, s.ID)
			draw := func(score scorecard.Score) []scorecard.Answer {
				list := answers(questions, false, float64(score-1*pt)/float64(99*pt)+0.4*(random.Float64()-0.5))
				keep := random.IntN(8) // of 8 answers of the member, unless they leave one out
				for i, one := range list {
					own := slices.IndexFunc(secret.Answers, func(a scorecard.Answer) bool { return a.Question == one.Question })
					if a := secret.Answers[own]; random.IntN(8) < keep && (a.Number.Valid || a.Choice != "") {
						list[i] = a
					}
				}
				return list
			}
			low, high := solve(t, fits, assess, lowest, highest, s, half+2, draw)
			lowest, highest = replaced(lowest, low), replaced(highest, high)
		}
		if !fits(lowest) || !fits(highest) {
			t.Fatalf("all together do not make the figures")
		}
		one, other := assess(lowest), assess(highest)
		for _, s := range stats {
			low, _ := one.Line(s.Node, s.ID)
			high, _ := other.Line(s.Node, s.ID)
			if s.Withheld == "" && low.Score != 0 && high.Score-low.Score < half {
				t.Fatalf("%s %s: from %s to %s", s.Node, s.ID, low.Score, high.Score)
			}
		}
	})
}

// solve returns the answers that give a node its lowest score of those that fit with the other answers of lowest,
// and its highest of those that fit with highest, among so many that are drawn as it takes to find two
// that are apart. The scores that fit are those between two.
func solve(t *rapid.T, fits func(scorecard.Assessment) bool, assess func(scorecard.Assessment) scorecard.Result, lowest, highest scorecard.Assessment, s scorecard.NodeStats, apart scorecard.Score, draw func(near scorecard.Score) []scorecard.Answer) (low, high []scorecard.Answer) {
	type candidate struct {
		answers []scorecard.Answer
		score   scorecard.Score
	}
	line, _ := assess(lowest).Line(s.Node, s.ID)
	var all []candidate
	for _, drawings := range []int{500, 10_000, 100_000} {
		for range drawings {
			drawn := draw(line.Score)
			of, _ := assess(replaced(lowest, drawn)).Line(s.Node, s.ID)
			all = append(all, candidate{drawn, of.Score})
		}
		slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(a.score, b.score) })
		all = slices.CompactFunc(all, func(a, b candidate) bool { return a.score == b.score })
		at, _ := slices.BinarySearchFunc(all, line.Score, func(c candidate, score scorecard.Score) int { return cmp.Compare(c.score, score) })
		first := sort.Search(at, func(i int) bool { return fits(replaced(lowest, all[i].answers)) })
		last := at + sort.Search(len(all)-at, func(i int) bool { return !fits(replaced(highest, all[at+i].answers)) }) - 1
		if first <= last && all[last].score-all[first].score >= apart {
			return all[first].answers, all[last].answers
		}
	}
	t.Fatalf("%s %s: scores %s, and there are no two that fit", s.Node, s.ID, line.Score)
	return nil, nil
}
