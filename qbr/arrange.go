package qbr

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/scorecard"
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
		return cmp.Or(y.Amount.Decimal.Cmp(x.Amount.Decimal), cmp.Compare(x.Deal, y.Deal))
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
	a.ScoreGoals.Value = sorted(s.ScoreGoals.Value, func(x, y *scorecard.ScoreGoalProgress) int {
		return cmp.Or(x.Goal.By.Compare(y.Goal.By), cmp.Compare(x.Goal.Node, y.Goal.Node), cmp.Compare(x.Goal.ID, y.Goal.ID), cmp.Compare(x.Goal.Target, y.Goal.Target))
	})
	a.Campaigns.Value = sorted(s.Campaigns.Value, func(x, y *waterfall.Verification) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Name, y.Name))
	})
	a.Incentives.Value = sorted(s.Incentives.Value, byStatement)
	a.Promotions.Value = sorted(s.Promotions.Value, func(x, y *promotion.Decision) int { return cmp.Compare(x.Proposal, y.Proposal) })
	a.FundRequests.Value = sorted(s.FundRequests.Value, func(x, y *mdf.Decision) int { return cmp.Compare(x.Request, y.Request) })
	a.Claims.Value = sorted(s.Claims.Value, func(x, y *mdf.Settlement) int { return cmp.Compare(x.Claim, y.Claim) })
	return a
}

// byGroup is the order of peer groups, which have no name: the largest first.
func byGroup(x, y *scorecard.PeerComparison) int {
	if len(x.Lines) == 0 || len(y.Lines) == 0 {
		return cmp.Compare(len(y.Lines), len(x.Lines))
	}
	a, b := &x.Lines[0], &y.Lines[0]
	return cmp.Or(cmp.Compare(b.Peers, a.Peers), cmp.Compare(b.PeerMean, a.PeerMean), cmp.Compare(b.TopMean, a.TopMean),
		cmp.Compare(b.Rank, a.Rank), cmp.Compare(b.RankBand, a.RankBand))
}

// byStatement is the order of statements, which do not name their program.
func byStatement(x, y *incentive.Statement) int {
	return cmp.Or(x.Period.Start.Compare(y.Period.Start), x.Period.End.Compare(y.Period.End), cmp.Compare(x.Name, y.Name),
		y.Qualifying.Cmp(x.Qualifying), y.PaidOn.Cmp(x.PaidOn), y.Earned.Cmp(x.Earned), y.Payable.Cmp(x.Payable),
		y.Gap.Missing.Decimal.Cmp(x.Gap.Missing.Decimal))
}

func sorted[T any](list []T, compare func(x, y *T) int) []T {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(x, y T) int { return compare(&x, &y) })
	return list
}
