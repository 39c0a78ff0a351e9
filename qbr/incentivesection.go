package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
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
	all := make([]tables.Rebate, len(statements))
	for i := range statements {
		all[i] = tables.Rebate(statements[i])
		earned = earned.Add(statements[i].Statement.Awarded)
	}
	s.Metrics = append(s.Metrics, b.figure(MetricIncentiveEarned, "Rebates earned", document.UnitMoney, known(earned), SourceIncentives))
	b.add(s, tables.Rebates(all, b.review.Currency))
	b.add(s, tables.RebateTiers(all, b.review.Currency))
	b.nextTiers(s, all)
}

// nextTiers shows what is missing to the next tier of each program whose period goes on, and
// puts the one that gains most on the first page.
func (b *builder) nextTiers(s *Section, all []tables.Rebate) {
	all = redact.Without(all, func(r *tables.Rebate) bool { return !b.asOf.Before(r.Statement.Period.End.AddDays(-1)) })
	b.add(s, tables.NextTiers(all, b.review.Currency))
	var best *tables.Rebate
	for i := range all {
		gap := &all[i].Statement.Gap
		if gap.Missing.Valid && gap.Gain.Valid && gap.Gain.Decimal.IsPositive() && (best == nil || gap.Gain.Decimal.GreaterThan(best.Statement.Gap.Gain.Decimal)) {
			best = &all[i]
		}
	}
	if best == nil {
		return
	}
	gap, unit := &best.Statement.Gap, best.Unit()
	name, missing := "Missing to the next tier", b.write(unit, gap.Missing)
	if unit != document.UnitMoney {
		what := tables.Reasons(partnermath.Reason(best.Measure))
		name, missing = name+", "+what, missing+" "+what
	}
	b.remarks[MetricNextTierGain] = fmt.Sprintf("%s: %s more by %s pays %s more.", best.Program, missing, best.Statement.Period.End.AddDays(-1),
		b.write(document.UnitMoney, gap.Gain))
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricNextTierMissing, name, unit, gap.Missing, SourceIncentives),
		b.figure(MetricNextTierGain, "What the next tier pays more", document.UnitMoney, gap.Gain, SourceIncentives),
	)
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
