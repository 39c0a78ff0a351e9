package intake

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// goalRow is a row of goals.csv.
type goalRow struct {
	Partner string `csv:"partner"`
	Node    string `csv:"node"`
	ID      string `csv:"id"`
	Target  string `csv:"target"`
	By      string `csv:"by"`
}

// goalKey is what only one goal may have: a partner has one target for a node and
// a quarter.
type goalKey struct {
	partner int
	node    scorecard.NodeKind
	id      string
	by      partnermath.Quarter
}

// readGoals returns the goals of each partner. There need be no file.
func readGoals(in folder.Folder, ch *Channel, found *folder.Faults) [][]trend.Goal {
	goals := make([][]trend.Goal, len(ch.partners.list))
	if !in.Has(GoalsFile) {
		return goals
	}
	rows, ok := folder.OpenSheet[goalRow](in, GoalsFile, found)
	if !ok {
		return goals
	}
	seen := make(map[goalKey]int) // its line
	for row := range rows.All() {
		before := found.Count()
		partner, goal := row.read(ch, rows)
		if found.Count() > before {
			continue
		}
		key := goalKey{partner, goal.Node, goal.ID, ch.Calendar.QuarterOf(goal.By)}
		if seen[key] > 0 {
			rows.Fault("partner", "partner %.40q has a goal for this node and quarter in line %d already", row.Partner, seen[key])
			continue
		}
		seen[key] = rows.Line()
		if ch.partners.isUnknown { // and not counted either
			continue
		}
		goals[partner] = append(goals[partner], goal)
	}
	return goals
}

// read returns the goal of a row, and reports what is wrong with its cells.
func (row *goalRow) read(ch *Channel, rows *folder.Sheet[goalRow]) (partner int, goal trend.Goal) {
	partner, known := ch.partners.find(row.Partner)
	if !known {
		rows.Fault("partner", "%s", ch.partners.unknown(row.Partner, rows.Found))
	}
	goal.Node, goal.ID = scorecard.NodeKind(row.Node), strings.Clone(row.ID)
	switch ids, ok := ch.questionnaire.Nodes[goal.Node]; {
	case !ok:
		rows.Fault("node", "must be overall, category or topic, got %.40q", row.Node)
	case goal.Node == scorecard.NodeOverall && row.ID != "":
		rows.Fault("id", "must be empty for the overall score, got %.40q", row.ID)
	case !ids[row.ID] && !ch.questionnaire.IsUnknown:
		rows.Fault("id", "%s %.40q is not in %s, which has %s", row.Node, row.ID, QuestionnaireFile, words.Named(slices.Sorted(maps.Keys(ids))))
	}
	target, err := rows.Forms.Number(strings.TrimSpace(row.Target))
	hint := ""
	switch {
	case err == nil:
		goal.Target, err = scorecard.NewScore(target.Decimal)
	case !errors.As(err, new(*tabular.AmbiguousError)): // neither reading is a score
		hint = rows.Forms.OtherForms(row.Target)
	}
	if err != nil {
		rows.Fault("target", "must be a score from 1 to 100 with at most 2 decimals, got %.40q%s", row.Target, hint)
	}
	if goal.By, err = rows.Forms.Date(row.By); err != nil {
		rows.Fault("by", "%v", err)
	} else if ch.Calendar.QuarterOf(goal.By).IsZero() && !ch.isUndated {
		rows.Fault("by", "%s lies outside of the calendar", goal.By)
	}
	return partner, goal
}

// Goals returns those of a partner.
func (ch *Channel) Goals(at int) []trend.Goal { return ch.goals[at] }
