package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard"
)

// Report is the whole channel, partner by partner.
type Report struct {
	Questionnaire string `json:"questionnaire"`
	Version       string `json:"version,omitempty"`
	// Columns are the whole, then every category followed by its topics.
	Columns []Column `json:"columns"`
	// Rows are the partners by overall score, the highest first, those without one
	// last; equal ones by id.
	Rows []Row `json:"rows"`
	// Groups are all partners, then those of each tier, type and region, by name.
	Groups []Group `json:"groups"`
	// Improved are the rows that rose most since the result before, and Fallen those
	// that fell most; equal ones by id.
	Improved []Row `json:"improved"`
	Fallen   []Row `json:"fallen"`
}

// Column is a node in a [Report].
type Column struct {
	Node scorecard.NodeKind `json:"node"`
	ID   string             `json:"id,omitempty"`
	Name string             `json:"name,omitempty"`
}

// Row is a partner in a [Report].
type Row struct {
	// Rank is the competition rank, 1 + the number of partners with a higher
	// overall score; 0 without one.
	Rank int `json:"rank"`
	Member
	// Scores has one score for each column.
	Scores []scorecard.Score `json:"scores"`
	// Change is the overall score − that of the result before, in points, whichever topics were
	// answered.
	Change scorecard.NullPoints `json:"change"`
}

// Group is the partners that share an attribute.
type Group struct {
	Dimension scorecard.Dimension `json:"dimension"`
	Value     string              `json:"value,omitempty"`
	Partners  int                 `json:"partners"`
	// Means has, for each column, Σ score ÷ the number of partners with a score.
	Means []scorecard.Score `json:"means"`
}

// Result makes the report, with at most movers partners in each of Improved and
// Fallen. The error is a [*partnermath.ValidationError] for movers below 0.
func (t *Tally) Result(movers int) (Report, error) {
	var faults partnermath.ValidationError
	if t.empty() {
		faults.Add("tally", "required", "must come from NewTally")
	}
	if movers < 0 {
		faults.Addf("movers", "min", "must not be below 0, got %d", movers)
	}
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	r := Report{
		Questionnaire: t.shape.Questionnaire, Version: t.shape.Version,
		Rows: make([]Row, len(t.members)), Groups: t.groups(),
	}
	for _, node := range t.shape.Nodes {
		r.Columns = append(r.Columns, Column{Node: scorecard.NodeKind(node.Kind), ID: node.ID, Name: node.Name})
	}
	for i, m := range t.members {
		r.Rows[i] = Row{Member: m.Member, Scores: slices.Clone(m.scores), Change: m.scores[0].Minus(m.previous)}
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Scores[0], a.Scores[0]), cmp.Compare(a.Partner, b.Partner))
	})
	for i := range r.Rows {
		switch {
		case r.Rows[i].Scores[0] == 0:
		case i > 0 && r.Rows[i].Scores[0] == r.Rows[i-1].Scores[0]:
			r.Rows[i].Rank = r.Rows[i-1].Rank
		default:
			r.Rows[i].Rank = i + 1
		}
	}
	r.Improved = moved(r.Rows, movers, 1)
	r.Fallen = moved(r.Rows, movers, -1)
	return r, nil
}

// moved returns the rows with the largest changes in a direction.
func moved(rows []Row, most, direction int) []Row {
	found := []Row{}
	for _, r := range rows {
		if r.Change.Valid && cmp.Compare(r.Change.Points, 0) == direction {
			r.Scores = slices.Clone(r.Scores)
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b Row) int {
		return cmp.Or(-direction*cmp.Compare(a.Change.Points, b.Change.Points), cmp.Compare(a.Partner, b.Partner))
	})
	return found[:min(most, len(found))]
}

// groups works out the means, in the order that [Report] documents.
func (t *Tally) groups() []Group {
	dimensions := []struct {
		name  scorecard.Dimension
		value func(*joined) string
	}{
		{scorecard.DimensionAll, func(*joined) string { return "" }},
		{scorecard.DimensionTier, func(m *joined) string { return m.Tier }},
		{scorecard.DimensionType, func(m *joined) string { return m.Type }},
		{scorecard.DimensionRegion, func(m *joined) string { return m.Region }},
	}
	groups := []Group{}
	for _, d := range dimensions {
		members := make(map[string][]*joined)
		if d.name == scorecard.DimensionAll {
			members[""] = nil // there is a group of all even of none
		}
		for i := range t.members {
			value := d.value(&t.members[i])
			members[value] = append(members[value], &t.members[i])
		}
		for _, value := range slices.Sorted(maps.Keys(members)) {
			groups = append(groups, Group{
				Dimension: d.name, Value: value, Partners: len(members[value]),
				Means: means(members[value], len(t.shape.Nodes)),
			})
		}
	}
	return groups
}

// means returns the mean score of members for each column.
func means(members []*joined, columns int) []scorecard.Score {
	of := make([]scorecard.Score, columns)
	for column := range of {
		var sum, count int64
		for _, m := range members {
			if s := m.scores[column]; s != 0 {
				sum += int64(s)
				count++
			}
		}
		of[column] = scorecard.Score(exact.DivInt(sum, count))
	}
	return of
}

// String names a group as "tier Gold".
func (g Group) String() string {
	if g.Dimension == scorecard.DimensionAll {
		return "all partners"
	}
	return fmt.Sprintf("%s %s", g.Dimension, g.Value)
}
