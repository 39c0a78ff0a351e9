package tables

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
)

// FundPosition shows what a partner has in funds, and what that is made of. Parts of 0 are
// left out, and so is what the partner owes.
func FundPosition(p mdf.Position, currency string) document.Table {
	t := table("The fund", currency, setting.WordColumn("Funds"), setting.Charted(setting.Column(money, "Amount")))
	t.Chart = document.ChartBridge
	for _, of := range []struct {
		name   string
		amount decimal.Decimal
	}{
		{"Accrued", p.Accrued},
		{"Granted", p.Granted},
		{"Adjusted", p.Adjusted},
		{"Reinstated", p.Reinstated},
		{"Recovered", p.Recovered},
		{"Paid", p.Paid.Neg()},
		{"Converted", p.Converted.Neg()},
		{"Forfeited", p.Forfeited.Neg()},
		{"Reserved for approved requests", p.Reserved.Neg()},
	} {
		if !of.amount.IsZero() {
			addRow(&t, "", setting.Text(of.name), knownCell(of.amount))
		}
	}
	addRow(&t, document.RowTotal, setting.Text("Free"), knownCell(p.Available))
	return t
}

// ExpiringFunds shows what is free in funds that expire, by their last day, and what has to
// be spent a week until then.
func ExpiringFunds(r mdf.Report) document.Table {
	t := table("What expires", r.Currency, setting.TextColumn("Last day"), setting.Charted(setting.Column(money, "Free")), setting.Column(money, "To spend a week until then"))
	t.Chart = document.ChartColumns
	for i := range r.Expiring {
		e := &r.Expiring[i]
		addRow(&t, "", setting.Text(e.LastDay.String()), knownCell(e.Amount), moneyCell(e.Weekly))
	}
	return t
}

// FundRequests shows what became of requests: what was asked for, is allowed and approved,
// and why that is not as asked. What waits for a higher approver is not known yet. Columns
// of which nothing is known are left out.
func FundRequests(decisions []mdf.Decision, currency string) document.Table {
	t := table(
		"Fund requests", currency, setting.WordColumn("Request"), setting.TextColumn("Status"), setting.Spare(2, setting.Column(money, "Asked")), setting.Column(money, "Allowed"), setting.Column(money, "Approved"),
		setting.Spare(1, setting.Column(share, "Forecast ROI")), setting.WordColumn("Why not as asked"),
	)
	for i := range decisions {
		d := &decisions[i]
		approved := known(d.Amount)
		if d.Status == mdf.Escalated {
			approved.Valid = false
		}
		addRow(
			&t, "", setting.Text(d.Request), setting.Text(Reasons(partnermath.Reason(d.Status))), moneyCell(setting.Asked(d)), knownCell(d.Allowed), moneyCell(approved),
			shareCell(d.ROI), setting.Text(Reasons(d.Reasons...)),
		)
	}
	return t.WithoutUnknown()
}

// Claims shows what was claimed, who paid it and what became of it, with the reasons of all
// lines of a claim, each once. The lines are left out.
func Claims(claims []mdf.Settlement, currency string) document.Table {
	t := table(
		"Claims", currency, setting.WordColumn("Claim"), setting.Spare(1, setting.TextColumn("Request")), setting.Column(money, "Cost"), setting.Column(money, "From the fund"),
		setting.Spare(2, setting.Column(money, "Paid by the partner")), setting.TextColumn("Status"), setting.WordColumn("Why"),
	)
	for i := range claims {
		c := &claims[i]
		addRow(
			&t, "", setting.Text(c.Claim), setting.Text(c.Request), knownCell(c.Actual), knownCell(c.Vendor), knownCell(c.PartnerShare),
			setting.Text(claimWord(ClaimStatus(*c))), setting.Text(Reasons(claimReasons(c)...)),
		)
	}
	return t.WithoutEmpty()
}

// ClaimStatus tells what became of a claim: it is accepted when a line of it is, else pending
// when one is, and else denied.
func ClaimStatus(c mdf.Settlement) mdf.LineStatus {
	status := mdf.LineDenied
	for i := range c.Lines {
		switch c.Lines[i].Status {
		case mdf.LineAccepted, mdf.LineChanged:
			return mdf.LineAccepted
		case mdf.LinePending:
			status = mdf.LinePending
		}
	}
	return status
}

func claimWord(status mdf.LineStatus) string {
	if status == mdf.LinePending {
		return "pending"
	}
	return string(status)
}

// claimReasons are the reasons of all lines of a claim, each once.
func claimReasons(c *mdf.Settlement) []partnermath.Reason {
	var reasons []partnermath.Reason
	for i := range c.Lines {
		for _, r := range c.Lines[i].Reasons {
			if !slices.Contains(reasons, r) {
				reasons = append(reasons, r)
			}
		}
	}
	return reasons
}
