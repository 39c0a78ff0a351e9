package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// promotions shows what the partner proposed. What margin the vendor makes of it, and how
// much it could pay, is the vendor's alone.
func (b *builder) promotions(s *Section) {
	if b.missing(SectionIncentives, SourcePromotions, "promotions that the partner proposed") {
		return
	}
	money := document.UnitMoney
	t := b.table(
		"Promotions proposed, and their payouts", wordColumn("Promotion"), wordColumn("Status"), column(money, "Revenue"), column(money, "Asked"),
		column(money, "Offered"),
	)
	if !b.toPartner {
		t.Columns = append(t.Columns, spare(1, column(document.UnitShare, "Margin ROI")), spare(2, column(money, "Largest payout that meets the ROI")))
	}
	t.Columns = append(t.Columns, wordColumn("Why"))
	for i := range b.sources.Promotions.Value {
		d := &b.sources.Promotions.Value[i]
		var offered decimal.NullDecimal
		switch d.Status {
		case promotion.Approved:
			offered = d.Full.Payout
		case promotion.ApprovedWithChanges:
			offered = d.Counter.Full.Payout
		case promotion.Returned:
		}
		cells := []document.Cell{
			textCell(d.Proposal), textCell(tables.Reasons(partnermath.Reason(d.Status))), moneyCell(d.Full.Revenue), moneyCell(d.Full.Payout), {Number: offered},
		}
		if !b.toPartner {
			cells = append(cells, shareCell(d.Full.MarginROI), moneyCell(d.Full.LargestPayout))
		}
		addRow(&t, "", append(cells, textCell(tables.Reasons(d.Reasons...)))...)
	}
	s.add(withoutEmpty(t))
}

// mostDeals is how many deals of a statement are listed.
const mostDeals = 10

// rewards shows what registered deals earn.
func (b *builder) rewards(s *Section) {
	if b.missing(SectionIncentives, SourceRewards, "rewards on registered deals") {
		return
	}
	st := &b.sources.Rewards.Value
	money := document.UnitMoney
	s.Metrics = append(s.Metrics, b.figure(MetricRewardsEarned, "Rewards earned on registered deals", money, known(st.Earned), SourceRewards))
	t := b.table(
		"Rewards on registered deals", wordColumn("Deal"), textColumn("Status"), column(money, "Earned"), column(money, "Still to earn"),
		spare(1, column(money, "Forfeited")), column(money, "Paid"), column(money, "Due"),
	)
	for i := range st.Lines[:min(len(st.Lines), mostDeals)] {
		l := &st.Lines[i]
		addRow(&t, "", rewardCells(l.Deal, tables.Reasons(partnermath.Reason(l.Status)), &l.Amounts)...)
	}
	if more := len(st.Lines) - mostDeals; more > 0 {
		rest := restOf(st.Lines[mostDeals:])
		addRow(&t, "", rewardCells(words.Many(more, "further deal"), "", &rest)...)
	}
	if len(st.Lines) > 0 {
		addRow(&t, document.RowTotal, rewardCells("In all", "", &st.Amounts)...)
	}
	s.add(t)
	if st.Unknown > 0 {
		b.gap(SectionIncentives, SourceRewards, "what "+words.Of(st.Unknown, "registered deal", st.Deals)+" would still earn, or forfeits")
	}
	if st.PaidOnLost.IsPositive() {
		s.note("Paid on deals that were lost, expired or cancelled: %s.", b.write(money, known(st.PaidOnLost)))
	}
}

func rewardCells(name, status string, a *reward.Amounts) []document.Cell {
	return []document.Cell{
		textCell(name), textCell(status), knownCell(a.Earned), moneyCell(a.Pending), moneyCell(a.Forfeited), knownCell(a.Paid), knownCell(a.Due),
	}
}

// restOf is what deals that are not listed come to, as far as it is known.
func restOf(lines []reward.StatementLine) reward.Amounts {
	var rest reward.Amounts
	var pending, forfeited sum
	for i := range lines {
		l := &lines[i]
		rest.Earned, rest.Paid, rest.Due = rest.Earned.Add(l.Earned), rest.Paid.Add(l.Paid), rest.Due.Add(l.Due)
		pending.add(l.Pending)
		forfeited.add(l.Forfeited)
	}
	rest.Pending, rest.Forfeited = pending.some(), forfeited.some()
	return rest
}
