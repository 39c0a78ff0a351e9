package scorecard

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// TrendBasis tells what scores of several results are compared over.
type TrendBasis string

// The bases.
const (
	// BasisQuestionnaire: all results are of one version of the questionnaire.
	TrendBasisQuestionnaire TrendBasis = "questionnaire"
	// BasisCommonTopics: the versions differ. Only topics whose id stands in all of
	// them are compared, there are no categories, and the overall score is the mean
	// of these topics by their effective weights in the last result.
	TrendBasisCommonTopics TrendBasis = "common-topics"
)

// history is the comparable scores of one partner, quarter by quarter.
type history struct {
	basis    TrendBasis
	quarters []partnermath.Quarter
	nodes    []historyNode
	last     Result
}

type historyNode struct {
	peerNode
	scores []Score // one for each of quarters; 0 is none
}

// newHistory checks results that stand in the order of their dates, and keeps the
// last of every quarter.
func newHistory(calendar partnermath.Calendar, results []Result) (*history, error) {
	var faults partnermath.ValidationError
	faults.Merge("calendar", calendar.Validate())
	checkResults(&faults, results)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	h := &history{basis: TrendBasisQuestionnaire}
	var kept []Result
	for i, r := range results {
		quarter := calendar.QuarterOf(r.Date)
		if quarter.IsZero() {
			faults.Addf(fmt.Sprintf("results[%d].date", i), "range", "must lie in a year of the calendar, got %s", r.Date)
			continue
		}
		if n := len(kept); n > 0 && h.quarters[n-1] == quarter {
			kept[n-1] = r
			continue
		}
		h.quarters, kept = append(h.quarters, quarter), append(kept, r)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	h.last = kept[len(kept)-1]
	for _, r := range kept {
		if r.Version != h.last.Version {
			h.basis = TrendBasisCommonTopics
		}
	}
	if h.basis == TrendBasisCommonTopics {
		h.addCommonTopics(kept)
	} else {
		h.addNodes(kept)
	}
	return h, nil
}

func checkResults(faults *partnermath.ValidationError, results []Result) {
	const maxResults = 1000
	if len(results) < 2 || len(results) > maxResults {
		faults.Addf("results", "length", "must be 2 to %d results, got %d", maxResults, len(results))
		return
	}
	latest := make(map[string]*Result) // of each version
	for i := range results {
		r, path := &results[i], fmt.Sprintf("results[%d]", i)
		if r.Date.IsZero() {
			faults.Add(path+".date", "required", "must be given")
		}
		if len(r.Lines) == 0 || r.Lines[0].Node != NodeOverall {
			faults.Add(path+".lines", "required", "must be the lines of a result, the overall line first")
			continue
		}
		if !valid(r.Overall) {
			faults.Add(path+".overall", "range", scoreMessage)
		}
		for j := range r.Lines {
			if !valid(r.Lines[j].Score) {
				faults.Add(linePath(path, j)+".score", "range", scoreMessage)
			}
		}
		if same := latest[r.Version]; same != nil && !sameNodes(r.Lines, same.Lines) {
			faults.Addf(path+".lines", "match", "must be those of version %.40q like a result before", r.Version)
		}
		latest[r.Version] = r
		if i == 0 {
			continue
		}
		before := &results[i-1]
		if !r.Date.IsZero() && !r.Date.After(before.Date) {
			faults.Addf(path+".date", "order", "must be after %s, got %s", before.Date, r.Date)
		}
		if r.Questionnaire != before.Questionnaire {
			faults.Addf(path+".questionnaire", "match", "must be %.40q, got %.40q", before.Questionnaire, r.Questionnaire)
		}
		if r.Partner != before.Partner {
			faults.Addf(path+".partner", "match", "must be %.40q, got %.40q", before.Partner, r.Partner)
		}
	}
}

func sameNodes(a, b []ResultLine) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Node != b[i].Node || a[i].ID != b[i].ID {
			return false
		}
	}
	return true
}

// addNodes adds the nodes of one version.
func (h *history) addNodes(results []Result) {
	for i, l := range h.last.Lines {
		if l.Node == NodeQuestion {
			continue
		}
		n := historyNode{peerNode: peerNode{node: l.Node, id: l.ID, name: l.Name, line: i}}
		for j := range results {
			n.scores = append(n.scores, published(&results[j], i))
		}
		h.nodes = append(h.nodes, n)
	}
}

// addCommonTopics adds the topics that stand in all results, and their mean.
func (h *history) addCommonTopics(results []Result) {
	overall := historyNode{peerNode: peerNode{node: NodeOverall, name: h.last.Lines[0].Name}}
	sums, weights := make([]int64, len(results)), make([]int64, len(results))
	var topics []historyNode
	for i, l := range h.last.Lines {
		if l.Node != NodeTopic {
			continue
		}
		n := historyNode{peerNode: peerNode{node: l.Node, id: l.ID, name: l.Name, line: i}}
		for j := range results {
			if line, ok := results[j].Line(NodeTopic, l.ID); ok {
				n.scores = append(n.scores, line.Score)
			}
		}
		if len(n.scores) < len(results) {
			continue
		}
		topics = append(topics, n)
		share := int64(l.EffectiveWeight)
		for j, s := range n.scores {
			if s != 0 {
				sums[j] += share * int64(s)
				weights[j] += share
			}
		}
	}
	for j := range results {
		overall.scores = append(overall.scores, Score(exact.DivInt(sums[j], weights[j])))
	}
	h.nodes = append([]historyNode{overall}, topics...)
}

// Trend is the scores of one partner over quarters.
type Trend struct {
	Partner       string `json:"partner,omitempty"`
	Questionnaire string `json:"questionnaire"`
	// TrendBasis tells whether all results are of one version of the questionnaire.
	Basis TrendBasis `json:"basis"`
	// Quarters are those with a result, in order; of several results in a quarter
	// the last counts.
	Quarters []partnermath.Quarter `json:"quarters"`
	// Lines are the whole, then every category followed by its topics, or what the
	// Basis leaves of them.
	Lines []TrendLine `json:"lines"`
}

// TrendLine is one node in a [Trend].
type TrendLine struct {
	Node NodeKind `json:"node"`
	ID   string   `json:"id,omitempty"`
	Name string   `json:"name,omitempty"`
	// Scores has one score for each of the quarters.
	Scores []Score `json:"scores"`
	// Change is the last score − the first, in points; undefined unless there are
	// two.
	Change NullPoints `json:"change"`
	// Slope is the slope of the least-squares line through the scores, in points a
	// quarter with 4 decimals: (n Σxy − Σx Σy) ÷ (n Σx² − (Σx)²), where x numbers the
	// quarters, also those without a score. It is undefined below 3 scores.
	Slope decimal.NullDecimal `json:"slope"`
}

// Follow works out the trend from two or more results of one partner, which stand
// in the order of their dates. The error is a [*partnermath.ValidationError] with
// paths below "calendar" and "results": for fewer than two results, one without a
// date or out of order, and for two partners or two questionnaires. Versions may
// differ; the Basis then says that only common topics are compared.
func Follow(calendar partnermath.Calendar, results []Result) (Trend, error) {
	h, err := newHistory(calendar, results)
	if err != nil {
		return Trend{}, err
	}
	t := Trend{
		Partner: h.last.Partner, Questionnaire: h.last.Questionnaire, Basis: h.basis, Quarters: h.quarters,
	}
	for _, n := range h.nodes {
		line := TrendLine{Node: n.node, ID: n.id, Name: n.name, Scores: n.scores, Slope: h.slope(n.scores)}
		first, last, count := ends(n.scores)
		if count >= 2 {
			line.Change = n.scores[last].Minus(n.scores[first])
		}
		t.Lines = append(t.Lines, line)
	}
	return t, nil
}

// ends returns the positions of the first and the last score that are there, and
// how many are.
func ends(scores []Score) (first, last, count int) {
	first = -1
	for i, s := range scores {
		if s == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		count++
	}
	return first, last, count
}

// slope stays within 64 bits: at most 1000 quarters, numbered up to 40,000, with
// scores up to 10,000.
func (h *history) slope(scores []Score) decimal.NullDecimal {
	var n, sumX, sumY, sumXX, sumXY int64
	for i, s := range scores {
		if s == 0 {
			continue
		}
		x, y := int64(h.quarters[i].Since(h.quarters[0])), int64(s)
		n++
		sumX, sumY = sumX+x, sumY+y
		sumXX, sumXY = sumXX+x*x, sumXY+x*y
	}
	if n < 3 {
		return decimal.NullDecimal{}
	}
	return exact.RatioInt(n*sumXY-sumX*sumY, (n*sumXX-sumX*sumX)*int64(Point), exact.RatioPlaces)
}
