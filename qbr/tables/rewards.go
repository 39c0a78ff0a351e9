package tables

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
)

// Promotions shows what a partner proposed, what it asked for and what is offered: nothing
// for a proposal that was returned. What margin the vendor makes of it, and how much it could
// pay, is shown to the vendor alone.
func Promotions(decisions []promotion.Decision, to scorecard.Audience, currency string) document.Table {
	t := table(
		"Promotions proposed, and their payouts", currency, setting.WordColumn("Promotion"), setting.WordColumn("Status"), setting.Column(money, "Revenue"), setting.Column(money, "Asked"),
		setting.Column(money, "Offered"),
	)
	if to == scorecard.AudienceVendor {
		t.Columns = append(t.Columns, setting.Spare(1, setting.Column(share, "Margin ROI")), setting.Spare(2, setting.Column(money, "Largest payout that meets the ROI")))
	}
	t.Columns = append(t.Columns, setting.WordColumn("Why"))
	for i := range decisions {
		d := &decisions[i]
		var offered decimal.NullDecimal
		switch d.Status {
		case promotion.Approved:
			offered = d.Full.Payout
		case promotion.ApprovedWithChanges:
			offered = d.Counter.Full.Payout
		case promotion.Returned:
		}
		cells := []document.Cell{
			setting.Text(d.Proposal), setting.Text(Reasons(partnermath.Reason(d.Status))), moneyCell(d.Full.Revenue), moneyCell(d.Full.Payout), {Number: offered},
		}
		if to == scorecard.AudienceVendor {
			cells = append(cells, shareCell(d.Full.MarginROI), moneyCell(d.Full.LargestPayout))
		}
		addRow(&t, "", append(cells, setting.Text(Reasons(d.Reasons...)))...)
	}
	return t.WithoutEmpty()
}

// mostDeals is how many deals of a statement are listed.
const mostDeals = 10

// Rewards shows what the first ten registered deals of a statement earn, await and were paid.
// The further ones stand in one row, as far as it is known what they come to.
func Rewards(st reward.Statement, currency string) document.Table {
	t := table(
		"Rewards on registered deals", currency, setting.WordColumn("Deal"), setting.TextColumn("Status"), setting.Column(money, "Earned"), setting.Column(money, "Still to earn"),
		setting.Spare(1, setting.Column(money, "Forfeited")), setting.Column(money, "Paid"), setting.Column(money, "Due"),
	)
	for i := range st.Lines[:min(len(st.Lines), mostDeals)] {
		l := &st.Lines[i]
		addRow(&t, "", rewardCells(l.Deal, Reasons(partnermath.Reason(l.Status)), &l.Amounts)...)
	}
	if more := len(st.Lines) - mostDeals; more > 0 {
		rest := restOf(st.Lines[mostDeals:])
		addRow(&t, "", rewardCells(words.Many(more, "further deal"), "", &rest)...)
	}
	if len(st.Lines) > 0 {
		addRow(&t, document.RowTotal, rewardCells("In all", "", &st.Amounts)...)
	}
	return t
}

func rewardCells(name, status string, a *reward.Amounts) []document.Cell {
	return []document.Cell{
		setting.Text(name), setting.Text(status), knownCell(a.Earned), moneyCell(a.Pending), moneyCell(a.Forfeited), knownCell(a.Paid), knownCell(a.Due),
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
