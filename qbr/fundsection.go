package qbr

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/document"
)

// funds is the section of market development funds: what is free, what expires, what became
// of requests and claims, and what the money brought.
func (b *builder) funds() Section {
	s := Section{Title: "Market development funds"}
	b.fundPosition(&s)
	b.expiring(&s)
	b.fundRequests(&s)
	b.claims(&s)
	b.loop(&s)
	return s
}

func (b *builder) fundPosition(s *Section) {
	if b.missing(SectionFunds, SourceFundPosition, "what the partner has in funds") {
		return
	}
	p := &b.sources.FundPosition.Value
	s.Metrics = append(s.Metrics, b.figure(MetricFundAvailable, "Funds free", document.UnitMoney, known(p.Available), SourceFundPosition))
	t := document.Table{Title: "The fund", Currency: b.review.Currency, Columns: []document.Column{{Head: "Funds", Kind: document.ColumnWords}, {Head: "Amount", Unit: document.UnitMoney}}}
	row := func(name string, amount decimal.Decimal) {
		if !amount.IsZero() {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: name}, {Number: known(amount)}}})
		}
	}
	row("Accrued", p.Accrued)
	row("Granted", p.Granted)
	row("Adjusted", p.Adjusted)
	row("Reinstated", p.Reinstated)
	row("Recovered", p.Recovered)
	row("Paid", p.Paid.Neg())
	row("Converted", p.Converted.Neg())
	row("Forfeited", p.Forfeited.Neg())
	row("Reserved for approved requests", p.Reserved.Neg())
	t.Rows = append(t.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{{Text: "Free"}, {Number: known(p.Available)}}})
	s.Tables = append(s.Tables, t)
}

// expiring tells what is lost next, and when.
func (b *builder) expiring(s *Section) {
	if !b.sources.has(SourceFund) {
		return
	}
	r := &b.sources.Fund.Value
	t := document.Table{Title: "What expires", Currency: r.Currency, Columns: []document.Column{
		{Head: "Last day"}, {Head: "Free", Unit: document.UnitMoney}, {Head: "To be spent a week until then", Unit: document.UnitMoney},
	}}
	for i := range r.Expiring {
		e := &r.Expiring[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: e.LastDay.String()}, {Number: known(e.Amount)}, document.Number(e.Weekly, document.UnitMoney)}})
	}
	if len(t.Rows) > 0 {
		next := &r.Expiring[0]
		s.Metrics = append(s.Metrics, b.figure(MetricFundExpiring, fmt.Sprintf("Of that, lost after %s", next.LastDay), document.UnitMoney, known(next.Amount), SourceFund))
		s.Tables = append(s.Tables, t)
	}
	if r.Utilisation.Valid {
		s.Notes = append(s.Notes, fmt.Sprintf("Of the funds of the period, %s is paid, and %s paid or reserved.",
			document.UnitShare.Format(r.Utilisation, ""), document.UnitShare.Format(r.Commitment, "")))
	}
}

// fundRequests shows what the partner asked for, and what became of it.
func (b *builder) fundRequests(s *Section) {
	t := document.Table{Title: "Fund requests", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Request", Kind: document.ColumnWords},
		{Head: "Status"},
		{Head: "Approved", Unit: document.UnitMoney},
		{Head: "Forecast margin ROI", Unit: document.UnitShare, Spare: 1},
		{Head: "Why not as asked", Kind: document.ColumnWords},
	}}
	for i := range b.sources.FundRequests.Value {
		d := &b.sources.FundRequests.Value[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: d.Request}, {Text: words(partnermath.Reason(d.Status))}, {Number: known(d.Amount)}, document.Number(d.ROI, document.UnitShare), {Text: words(d.Reasons...)},
		}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// claims shows what was claimed. A claim is accepted when a line of it is, and denied when
// all of them are.
func (b *builder) claims(s *Section) {
	if b.missing(SectionFunds, SourceClaims, "the partner's claims") {
		return
	}
	t := document.Table{Title: "Claims", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Claim", Kind: document.ColumnWords},
		{Head: "Request", Spare: 1},
		{Head: "Cost", Unit: document.UnitMoney},
		{Head: "From the fund", Unit: document.UnitMoney},
		{Head: "Paid by the partner", Unit: document.UnitMoney, Spare: 2},
		{Head: "Status"},
		{Head: "Why", Kind: document.ColumnWords},
	}}
	var accepted, denied int
	var amount decimal.Decimal
	for i := range b.sources.Claims.Value {
		c := &b.sources.Claims.Value[i]
		status, reasons := claimStatus(c)
		switch status {
		case "accepted":
			accepted++
			amount = amount.Add(c.Vendor)
		case "denied":
			denied++
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: c.Claim}, {Text: c.Request}, {Number: known(c.Actual)}, {Number: known(c.Vendor)}, {Number: known(c.PartnerShare)}, {Text: status}, {Text: words(reasons...)},
		}})
	}
	s.Metrics = append(s.Metrics,
		b.figure(MetricClaimsAccepted, "Claims accepted", document.UnitCount, counted(accepted), SourceClaims),
		b.figure(MetricClaimsDenied, "Claims denied", document.UnitCount, counted(denied), SourceClaims))
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	if accepted > 0 {
		each := exactShare(amount, accepted, b.places())
		s.Notes = append(s.Notes, fmt.Sprintf("Accepted claims: %s, %s each.", b.write(document.UnitMoney, known(amount)), b.write(document.UnitMoney, each)))
	}
}

// claimStatus is what became of a claim, with the reasons of all its lines, each once.
func claimStatus(c *mdf.Settlement) (status string, reasons []partnermath.Reason) {
	seen := make(map[partnermath.Reason]bool)
	var accepted, pending bool
	for i := range c.Lines {
		l := &c.Lines[i]
		accepted = accepted || l.Status == mdf.LineAccepted || l.Status == mdf.LineChanged
		pending = pending || l.Status == mdf.LinePending
		for _, r := range l.Reasons {
			if !seen[r] {
				seen[r] = true
				reasons = append(reasons, r)
			}
		}
	}
	switch {
	case accepted:
		return "accepted", reasons
	case pending:
		return "pending", reasons
	}
	return "denied", reasons
}

// loop shows what each funded campaign brought for the vendor's money.
func (b *builder) loop(s *Section) {
	if b.missing(SectionFunds, SourceLoop, "what funded campaigns brought") {
		return
	}
	r := &b.sources.Loop.Value
	t := document.Table{Title: "What funded campaigns brought", Currency: r.Currency, Columns: []document.Column{
		{Head: "Campaign", Kind: document.ColumnWords},
		{Head: "From the fund", Unit: document.UnitMoney},
		{Head: "Leads", Unit: document.UnitCount},
		{Head: "Of the forecast", Unit: document.UnitShare, Spare: 2},
		{Head: "Revenue", Unit: document.UnitMoney},
		{Head: "Margin", Unit: document.UnitMoney, Spare: 1},
		{Head: "Margin for a unit of fund money", Unit: document.UnitTimes},
	}}
	row := func(kind document.RowKind, name string, f *loop.Figures) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{
			{Text: name},
			document.Number(f.VendorMoney.Actual, document.UnitMoney), document.Number(f.Leads.Actual, document.UnitCount),
			document.Number(f.Leads.Attainment, document.UnitShare), document.Number(f.Revenue.Actual, document.UnitMoney), document.Number(f.Margin.Actual, document.UnitMoney),
			document.Number(f.Actual.MarginByVendorMoney.Multiple, document.UnitTimes),
		}})
	}
	for i := range r.Campaigns {
		row("", cmp.Or(r.Campaigns[i].ID, document.Unknown), &r.Campaigns[i].Figures)
	}
	if len(t.Rows) == 0 {
		return
	}
	row(document.RowTotal, "In all", &r.Total.Channel)
	s.Tables = append(s.Tables, t)
}
