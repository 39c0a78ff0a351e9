package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// incentives is the section of what the partner earns, and of what more would pay.
func (b *builder) incentives() Section {
	s := Section{Title: "Incentives"}
	b.rebates(&s)
	b.promotions(&s)
	b.rewards(&s)
	return s
}

// rebates shows what each program pays, how, and what is missing to its next tier.
func (b *builder) rebates(s *Section) {
	if b.missing(SectionIncentives, SourceIncentives, "what rebate programs pay") {
		return
	}
	statements := b.sources.Incentives.Value
	if len(statements) == 0 {
		s.Notes = append(s.Notes, "No rebate program pays the partner.")
		return
	}
	var earned decimal.Decimal
	for i := range statements {
		earned = earned.Add(statements[i].Statement.Awarded)
	}
	all := b.rebatePrograms()
	s.Metrics = append(s.Metrics, b.figure(MetricIncentiveEarned, "Rebates earned", document.UnitMoney, known(earned), SourceIncentives))
	b.add(s, tables.Rebates(all, b.review.Currency))
	b.add(s, tables.RebateTiers(all, b.review.Currency))
	b.nextTiers(s, all)
}

// rebatePrograms are the statements as tables show them.
func (b *builder) rebatePrograms() []tables.Rebate {
	all := make([]tables.Rebate, len(b.sources.Incentives.Value))
	for i := range all {
		all[i] = tables.Rebate(b.sources.Incentives.Value[i])
	}
	return all
}

// nextTiers shows what is missing to the next tier of each program whose period goes on, and
// puts the one that gains most on the first page; and what was missing where it is over.
func (b *builder) nextTiers(s *Section, all []tables.Rebate) {
	over := func(r *tables.Rebate) bool { return r.IsOver(b.asOf) }
	b.add(s, tables.NextTiers(redact.Without(all, over), b.review.Currency))
	b.add(s, tables.MissedTiers(redact.Without(all, func(r *tables.Rebate) bool { return !over(r) }), b.review.Currency))
	next, missed := reading.NextTier(all, b.asOf)
	if next == nil {
		if missed != nil {
			b.remarks[MetricIncentiveEarned] = b.tier(missed, "would have paid")
		}
		return
	}
	name, unit := "Missing to the next tier", next.Unit()
	if unit != document.UnitMoney {
		name += ", " + tables.Reasons(partnermath.Reason(next.Measure))
	}
	b.remarks[MetricNextTierGain] = b.tier(next, "pays")
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricNextTierMissing, name, unit, next.Statement.Gap.Missing, SourceIncentives),
		b.figure(MetricNextTierGain, "What the next tier pays more", document.UnitMoney, next.Statement.Gap.Gain, SourceIncentives),
	)
}

// tier says what how much more by the last day of a program pays, or would have paid.
func (b *builder) tier(r *tables.Rebate, pays string) string {
	missing := b.write(r.Unit(), r.Statement.Gap.Missing)
	if r.Unit() != document.UnitMoney {
		missing += " " + tables.Reasons(partnermath.Reason(r.Measure))
	}
	return fmt.Sprintf("%s: %s more by %s %s %s more.", r.Program, missing, r.Statement.Period.End.AddDays(-1), pays, b.write(document.UnitMoney, r.Statement.Gap.Gain))
}

// promotions shows what the partner proposed.
func (b *builder) promotions(s *Section) {
	if !b.missing(SectionIncentives, SourcePromotions, "promotions that the partner proposed") {
		b.add(s, tables.Promotions(b.sources.Promotions.Value, b.policy.Audience, b.review.Currency))
	}
}

// rewards shows what registered deals earn.
func (b *builder) rewards(s *Section) {
	if b.missing(SectionIncentives, SourceRewards, "rewards on registered deals") {
		return
	}
	st := &b.sources.Rewards.Value
	s.Metrics = append(s.Metrics, b.figure(MetricRewardsEarned, "Rewards earned on registered deals", document.UnitMoney, known(st.Earned), SourceRewards))
	b.add(s, tables.Rewards(*st, b.review.Currency))
	if st.Unknown > 0 {
		b.gap(SectionIncentives, SourceRewards, "what "+words.Of(st.Unknown, "registered deal", st.Deals)+" would still earn, or forfeits")
	}
	if st.PaidOnLost.IsPositive() {
		s.note("Paid on deals that were lost, expired or cancelled: %s.", b.write(document.UnitMoney, known(st.PaidOnLost)))
	}
}
