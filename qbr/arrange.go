package qbr

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall"
)

// arrange returns records in an order that does not depend on the one in which they were
// given, except that updates and other business stay as they are to be spoken of. It
// leaves those given as they are.
func (r *Records) arrange() Records {
	a := *r
	a.Specialisations = sorted(r.Specialisations, func(x, y *Specialisation) int { return cmp.Compare(x.ID, y.ID) })
	a.Commitments = sorted(r.Commitments, byDue)
	a.Proposed = sorted(r.Proposed, byDue)
	a.Issues = sorted(r.Issues, func(x, y *Issue) int { return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(x.ID, y.ID)) })
	a.Wins = sorted(r.Wins, func(x, y *Win) int {
		return cmp.Or(orZero(y.Amount).Cmp(orZero(x.Amount)), cmp.Compare(x.Deal, y.Deal))
	})
	a.Comments = sorted(r.Comments, func(x, y *Comment) int {
		return cmp.Or(cmp.Compare(x.Section, y.Section), cmp.Compare(x.Author, y.Author), cmp.Compare(x.Text, y.Text))
	})
	a.Metrics = sorted(r.Metrics, func(x, y *OwnMetric) int { return cmp.Compare(x.ID, y.ID) })
	a.History = slices.Clone(r.History)
	a.Shared = sorted(r.Shared, func(x, y *SharedOutcome) int { return cmp.Compare(x.ID, y.ID) })
	a.Attendees = sorted(r.Attendees, func(x, y *Attendee) int {
		return cmp.Or(cmp.Compare(y.Party, x.Party), cmp.Compare(x.Function, y.Function), cmp.Compare(x.Name, y.Name))
	})
	a.Updates, a.Other = slices.Clone(r.Updates), slices.Clone(r.Other)
	return a
}

// byDue is the order of commitments: the first due first.
func byDue(x, y *Commitment) int { return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(x.ID, y.ID)) }

// arrange returns sources whose lists are in an order that does not depend on the one in
// which they were given, which it leaves as they are.
func (s *Sources) arrange() Sources {
	a := *s
	a.Peers.Value = sorted(s.Peers.Value, byGroup)
	a.ScoreGoals.Value = sorted(s.ScoreGoals.Value, func(x, y *trend.Progress) int {
		return cmp.Or(x.Goal.By.Compare(y.Goal.By), cmp.Compare(x.Goal.Node, y.Goal.Node), cmp.Compare(x.Goal.ID, y.Goal.ID), cmp.Compare(x.Goal.Target, y.Goal.Target))
	})
	a.Campaigns.Value = sorted(s.Campaigns.Value, func(x, y *waterfall.Verification) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Name, y.Name))
	})
	a.Incentives.Value = sorted(s.Incentives.Value, byProgram)
	a.Promotions.Value = sorted(s.Promotions.Value, func(x, y *promotion.Decision) int { return cmp.Compare(x.Proposal, y.Proposal) })
	a.FundRequests.Value = sorted(s.FundRequests.Value, func(x, y *mdf.Decision) int { return cmp.Compare(x.Request, y.Request) })
	a.Claims.Value = sorted(s.Claims.Value, func(x, y *mdf.Settlement) int { return cmp.Compare(x.Claim, y.Claim) })
	return a
}

// byGroup is the order of peer groups: the largest first.
func byGroup(x, y *BesidePeers) int {
	members := func(g *BesidePeers) int64 {
		if len(g.Comparison.Lines) == 0 {
			return 0
		}
		return g.Comparison.Lines[0].Peers
	}
	return cmp.Or(cmp.Compare(members(y), members(x)), cmp.Compare(x.Group, y.Group))
}

// byProgram is the order of statements.
func byProgram(x, y *ProgramStatement) int {
	p, q := x.Statement.Period, y.Statement.Period
	return cmp.Or(p.Start.Compare(q.Start), p.End.Compare(q.End), cmp.Compare(x.Program, y.Program))
}

func sorted[T any](list []T, compare func(x, y *T) int) []T {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(x, y T) int { return compare(&x, &y) })
	return list
}
