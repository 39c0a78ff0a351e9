package tables

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
)

// SharedOutcome is what fund requests and promotions together brought, or are to bring. The
// zero SharedOutcome brought nothing that is known.
type SharedOutcome struct {
	ID         string
	Requests   []string
	Promotions []string
	Outcome    partnermath.Outcome
}

// Shared shows outcomes that fund requests and promotions both carry, once each, on the costs
// of all of them: what is approved of requests, and what promotions pay at full attainment.
// ROI is (margin − cost) ÷ cost, with 4 decimals. A cost of which a part is not known is not
// known, and columns of such alone are left out.
func Shared(outcomes []SharedOutcome, requests []mdf.Decision, promotions []promotion.Decision, currency string) document.Table {
	t := table(
		"Funded and promoted together", currency, setting.WordColumn("Activity"), setting.Column(money, "From the fund"), setting.Column(money, "Payouts"), setting.Spare(1, setting.Column(money, "Revenue")),
		setting.Column(money, "Margin"), setting.Column(share, "Margin ROI"),
	)
	for i := range outcomes {
		o := &outcomes[i]
		fund, payout, roi := fundCost(requests, o.Requests), payoutCost(promotions, o.Promotions), decimal.NullDecimal{}
		if fund.Valid && payout.Valid && o.Outcome.Margin.Valid {
			if cost := fund.Decimal.Add(payout.Decimal); cost.IsPositive() {
				roi = exact.Ratio(o.Outcome.Margin.Decimal.Sub(cost), cost, exact.RatioPlaces)
			}
		}
		addRow(&t, "", setting.Text(o.ID), moneyCell(fund), moneyCell(payout), moneyCell(o.Outcome.Revenue), moneyCell(o.Outcome.Margin), shareCell(roi))
	}
	return t.WithoutUnknown()
}

// fundCost is what was approved of requests; undefined where one is not known.
func fundCost(decisions []mdf.Decision, requests []string) decimal.NullDecimal {
	var cost sum
	for _, id := range requests {
		var amount decimal.NullDecimal
		for i := range decisions {
			if d := &decisions[i]; d.Request == id {
				amount = known(d.Amount)
			}
		}
		cost.add(amount)
	}
	return cost.known()
}

// payoutCost is what promotions pay at full attainment; undefined where one is not known.
func payoutCost(decisions []promotion.Decision, promotions []string) decimal.NullDecimal {
	var cost sum
	for _, id := range promotions {
		var amount decimal.NullDecimal
		for i := range decisions {
			if d := &decisions[i]; d.Proposal == id {
				amount = d.Full.Payout
			}
		}
		cost.add(amount)
	}
	return cost.known()
}
