package trend

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Basis tells what scores of several results are compared over.
type Basis string

// The bases.
const (
	// BasisQuestionnaire: all results are of one version of the questionnaire.
	BasisQuestionnaire Basis = "questionnaire"
	// BasisCommonTopics: the versions differ. Only topics whose id stands in all of
	// them are compared, there are no categories, and the overall score is the mean
	// of these topics by their effective weights in the last result.
	BasisCommonTopics Basis = "common-topics"
)

// Values returns all bases, in order.
func (Basis) Values() []Basis {
	return []Basis{BasisQuestionnaire, BasisCommonTopics}
}

// history is the comparable scores of one partner, quarter by quarter.
type history struct {
	basis    Basis
	quarters []partnermath.Quarter
	nodes    []historyNode
	last     scorecard.Result
}

type historyNode struct {
	node     scorecard.NodeKind
	id, name string
	scores   []scorecard.Score // one for each of quarters; 0 is none
}

// newHistory checks results that stand in the order of their dates, and keeps the
// last of every quarter.
func newHistory(calendar partnermath.Calendar, results []scorecard.Result) (*history, error) {
	var faults partnermath.ValidationError
	faults.Merge("calendar", calendar.Validate())
	checkResults(&faults, results)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	h := &history{basis: BasisQuestionnaire}
	var kept []scorecard.Result
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
			h.basis = BasisCommonTopics
		}
	}
	if h.basis == BasisCommonTopics {
		h.addCommonTopics(kept)
	} else {
		h.addNodes(kept)
	}
	return h, nil
}

// maxLines is the number of lines of a result when each question has a topic of its own,
// and each topic a category.
const maxLines = 3*scorecard.MaxQuestions + 1

func checkResults(faults *partnermath.ValidationError, results []scorecard.Result) {
	const maxResults = 1000
	if len(results) < 2 || len(results) > maxResults {
		faults.Addf("results", "length", "must be 2 to %d results, got %d", maxResults, len(results))
		return
	}
	latest := make(map[string]*scorecard.Result) // of each version
	for i := range results {
		r, path := &results[i], fmt.Sprintf("results[%d]", i)
		if r.Date.IsZero() {
			faults.Add(path+".date", "required", "must be given")
		}
		if len(r.Lines) == 0 || r.Lines[0].Node != scorecard.NodeOverall {
			faults.Add(path+".lines", "required", "must be the lines of a result, the overall line first")
			continue
		}
		if len(r.Lines) > maxLines {
			faults.Addf(path+".lines", "length", "must be at most %d lines, got %d", maxLines, len(r.Lines))
			continue
		}
		if !scale.IsScore(r.Overall) {
			faults.Add(path+".overall", "range", scale.ScoreMessage)
		}
		for j := range r.Lines {
			if !scale.IsScore(r.Lines[j].Score) {
				faults.Add(fmt.Sprintf("%s.lines[%d].score", path, j), "range", scale.ScoreMessage)
			}
			if share := r.Lines[j].EffectiveWeight; !scale.IsShare(share) {
				faults.Addf(fmt.Sprintf("%s.lines[%d].effectiveWeight", path, j), "range", "%s, got %s", scale.ShareMessage, share)
			}
		}
		if same := latest[r.Version]; same != nil && !slices.EqualFunc(r.Lines, same.Lines, sameNode) {
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

func sameNode(a, b scorecard.ResultLine) bool { return a.Node == b.Node && a.ID == b.ID }

// published returns the score of a line; that of the first is Overall, after caps.
func published(r *scorecard.Result, line int) scorecard.Score {
	if line == 0 {
		return r.Overall
	}
	return r.Lines[line].Score
}

// addNodes adds the nodes of one version.
func (h *history) addNodes(results []scorecard.Result) {
	for i, l := range h.last.Lines {
		if l.Node == scorecard.NodeQuestion {
			continue
		}
		n := historyNode{node: l.Node, id: l.ID, name: l.Name}
		for j := range results {
			n.scores = append(n.scores, published(&results[j], i))
		}
		h.nodes = append(h.nodes, n)
	}
}

// addCommonTopics adds the topics that stand in all results, and their mean.
func (h *history) addCommonTopics(results []scorecard.Result) {
	overall := historyNode{node: scorecard.NodeOverall, name: h.last.Lines[0].Name}
	sums, weights := make([]int64, len(results)), make([]int64, len(results))
	var topics []historyNode
	for _, l := range h.last.Lines {
		if l.Node != scorecard.NodeTopic {
			continue
		}
		n := historyNode{node: l.Node, id: l.ID, name: l.Name}
		for j := range results {
			if line, ok := results[j].Line(scorecard.NodeTopic, l.ID); ok {
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
		overall.scores = append(overall.scores, scorecard.Score(exact.DivInt(sums[j], weights[j])))
	}
	h.nodes = append([]historyNode{overall}, topics...)
}
