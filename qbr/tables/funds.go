package tables

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
)

// FundPosition shows what a partner has in funds, and what that is made of. Parts of 0 are
// left out, and so is what the partner owes.
func FundPosition(p mdf.Position, currency string) document.Table {
	t := table("The fund", currency, wordColumn("Funds"), column(money, "Amount"))
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
			addRow(&t, "", textCell(of.name), knownCell(of.amount))
		}
	}
	addRow(&t, document.RowTotal, textCell("Free"), knownCell(p.Available))
	return t
}

// ExpiringFunds shows what is free in funds that expire, by their last day, and what has to
// be spent a week until then.
func ExpiringFunds(r mdf.Report) document.Table {
	t := table("What expires", r.Currency, textColumn("Last day"), column(money, "Free"), column(money, "To spend a week until then"))
	for i := range r.Expiring {
		e := &r.Expiring[i]
		addRow(&t, "", textCell(e.LastDay.String()), knownCell(e.Amount), moneyCell(e.Weekly))
	}
	return t
}

// FundRequests shows what became of requests: what was asked for, is allowed and approved,
// and why that is not as asked. What waits for a higher approver is not known yet. Columns
// of which nothing is known are left out.
func FundRequests(decisions []mdf.Decision, currency string) document.Table {
	t := table(
		"Fund requests", currency, wordColumn("Request"), textColumn("Status"), spare(2, column(money, "Asked")), column(money, "Allowed"), column(money, "Approved"),
		spare(1, column(share, "Forecast ROI")), wordColumn("Why not as asked"),
	)
	for i := range decisions {
		d := &decisions[i]
		approved := known(d.Amount)
		if d.Status == mdf.Escalated {
			approved.Valid = false
		}
		addRow(
			&t, "", textCell(d.Request), textCell(Reasons(partnermath.Reason(d.Status))), moneyCell(asked(d)), knownCell(d.Allowed), moneyCell(approved),
			shareCell(d.ROI), textCell(Reasons(d.Reasons...)),
		)
	}
	return t.WithoutUnknown()
}

// asked is the amount that a request asks for.
func asked(d *mdf.Decision) decimal.NullDecimal {
	for _, l := range d.Limits {
		if l.Limit == mdf.LimitAsked {
			return known(l.Amount)
		}
	}
	return decimal.NullDecimal{}
}

// Claims shows what was claimed, who paid it and what became of it, with the reasons of all
// lines of a claim, each once. The lines are left out.
func Claims(claims []mdf.Settlement, currency string) document.Table {
	t := table(
		"Claims", currency, wordColumn("Claim"), spare(1, textColumn("Request")), column(money, "Cost"), column(money, "From the fund"),
		spare(2, column(money, "Paid by the partner")), textColumn("Status"), wordColumn("Why"),
	)
	for i := range claims {
		c := &claims[i]
		addRow(
			&t, "", textCell(c.Claim), textCell(c.Request), knownCell(c.Actual), knownCell(c.Vendor), knownCell(c.PartnerShare),
			textCell(claimWord(ClaimStatus(*c))), textCell(Reasons(claimReasons(c)...)),
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
