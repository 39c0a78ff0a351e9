package scorecard

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// NetworkReport is the whole channel, partner by partner.
type NetworkReport struct {
	Questionnaire string `json:"questionnaire"`
	Version       string `json:"version,omitempty"`
	// Columns are the whole, then every category followed by its topics.
	Columns []NetworkColumn `json:"columns"`
	// Rows are the partners by overall score, the highest first, those without one
	// last; equal ones by id.
	Rows []NetworkRow `json:"rows"`
	// Groups are all partners, then those of each tier, type and region, by name.
	Groups []NetworkGroup `json:"groups"`
	// Improved are the rows that rose most since the result before, and Fallen those
	// that fell most; equal ones by id.
	Improved []NetworkRow `json:"improved"`
	Fallen   []NetworkRow `json:"fallen"`
}

// NetworkColumn is a node in a [NetworkReport].
type NetworkColumn struct {
	Node NodeKind `json:"node"`
	ID   string   `json:"id,omitempty"`
	Name string   `json:"name,omitempty"`
}

// NetworkRow is a partner in a [NetworkReport].
type NetworkRow struct {
	// Rank is the competition rank, 1 + the number of partners with a higher
	// overall score; 0 without one.
	Rank int `json:"rank"`
	NetworkMember
	// Scores has one score for each column.
	Scores []Score `json:"scores"`
	// Change is the overall score − that of the result before, in points.
	Change NullPoints `json:"change"`
}

// Dimension is what partners are grouped by.
type Dimension string

// The dimensions.
const (
	DimensionAll    Dimension = "all"
	DimensionTier   Dimension = "tier"
	DimensionType   Dimension = "type"
	DimensionRegion Dimension = "region"
)

// NetworkGroup is the partners that share an attribute.
type NetworkGroup struct {
	Dimension Dimension `json:"dimension"`
	Value     string    `json:"value,omitempty"`
	Partners  int       `json:"partners"`
	// Means has, for each column, Σ score ÷ the number of partners with a score.
	Means []Score `json:"means"`
}

// Result makes the report, with at most movers partners in each of Improved and
// Fallen. The error is a [*partnermath.ValidationError] for movers below 0.
func (n *Network) Result(movers int) (NetworkReport, error) {
	var faults partnermath.ValidationError
	if n == nil || n.shape == nil {
		faults.Add("network", "required", "must come from NewNetwork")
	}
	if movers < 0 {
		faults.Addf("movers", "min", "must not be below 0, got %d", movers)
	}
	if err := faults.Err(); err != nil {
		return NetworkReport{}, err
	}
	t := NetworkReport{
		Questionnaire: n.shape.questionnaire, Version: n.shape.version,
		Rows: make([]NetworkRow, len(n.members)), Groups: n.groups(),
	}
	for _, node := range n.shape.nodes {
		t.Columns = append(t.Columns, NetworkColumn{Node: node.node, ID: node.id, Name: node.name})
	}
	for i, m := range n.members {
		t.Rows[i] = NetworkRow{NetworkMember: m.NetworkMember, Scores: slices.Clone(m.scores), Change: m.scores[0].Minus(m.previous)}
	}
	slices.SortFunc(t.Rows, func(a, b NetworkRow) int {
		return cmp.Or(cmp.Compare(b.Scores[0], a.Scores[0]), cmp.Compare(a.Partner, b.Partner))
	})
	for i := range t.Rows {
		switch {
		case t.Rows[i].Scores[0] == 0:
		case i > 0 && t.Rows[i].Scores[0] == t.Rows[i-1].Scores[0]:
			t.Rows[i].Rank = t.Rows[i-1].Rank
		default:
			t.Rows[i].Rank = i + 1
		}
	}
	t.Improved = moved(t.Rows, movers, 1)
	t.Fallen = moved(t.Rows, movers, -1)
	return t, nil
}

// moved returns the rows with the largest changes in a direction.
func moved(rows []NetworkRow, most, direction int) []NetworkRow {
	found := []NetworkRow{}
	for _, r := range rows {
		if r.Change.Valid && cmp.Compare(r.Change.Points, 0) == direction {
			r.Scores = slices.Clone(r.Scores)
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b NetworkRow) int {
		return cmp.Or(-direction*cmp.Compare(a.Change.Points, b.Change.Points), cmp.Compare(a.Partner, b.Partner))
	})
	return found[:min(most, len(found))]
}

// groups works out the means, in the order that [NetworkReport] documents.
func (n *Network) groups() []NetworkGroup {
	dimensions := []struct {
		name  Dimension
		value func(*joined) string
	}{
		{DimensionAll, func(*joined) string { return "" }},
		{DimensionTier, func(m *joined) string { return m.Tier }},
		{DimensionType, func(m *joined) string { return m.Type }},
		{DimensionRegion, func(m *joined) string { return m.Region }},
	}
	groups := []NetworkGroup{}
	for _, d := range dimensions {
		members := make(map[string][]*joined)
		if d.name == DimensionAll {
			members[""] = nil // there is a group of all even of none
		}
		for i := range n.members {
			value := d.value(&n.members[i])
			members[value] = append(members[value], &n.members[i])
		}
		for _, value := range slices.Sorted(maps.Keys(members)) {
			groups = append(groups, NetworkGroup{
				Dimension: d.name, Value: value, Partners: len(members[value]),
				Means: means(members[value], len(n.shape.nodes)),
			})
		}
	}
	return groups
}

// means returns the mean score of members for each column.
func means(members []*joined, columns int) []Score {
	of := make([]Score, columns)
	for column := range of {
		var sum, count int64
		for _, m := range members {
			if s := m.scores[column]; s != 0 {
				sum += int64(s)
				count++
			}
		}
		of[column] = Score(exact.DivInt(sum, count))
	}
	return of
}

// String names a group as "tier Gold".
func (g NetworkGroup) String() string {
	if g.Dimension == DimensionAll {
		return "all partners"
	}
	return fmt.Sprintf("%s %s", g.Dimension, g.Value)
}
