package mdf

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Decide decides requests by submission, then id, each after those before it:
//
//	amount = max(0, least of asked, Σ lines, request cap, rest of the partner cap, budget, available)
//
// In a program that is Competing the budget is no limit, and nothing is approved: what is Allowed competes. It takes
// up the partner's cap for its later requests, whatever is awarded.
//
// The ledger is that of [Balance] for the program; a partner without position has none.
// Only what is reserved, paid and available is read of it. No amount is cut to pass the
// minimum ROI: such a request is returned with the amount that would pass.
//
// The error is a [*partnermath.ValidationError], for an invalid program, partner or request, ids that are not
// unique, a partner or activity that is not known, another currency, an amount with more decimals than the
// currency, and a position with an amount out of bounds.
func Decide(p Program, l Ledger, partners []Partner, requests []Request) ([]Decision, error) {
	if err := checkDesk(&p, &l, partners, requests); err != nil {
		return nil, err
	}
	places, _ := partnermath.MinorUnits(p.Currency)
	d := desk{program: &p, places: places, partners: map[string]*Partner{}, funds: map[string]Funds{}, competing: map[string]decimal.Decimal{}}
	for i := range partners {
		d.partners[partners[i].ID] = &partners[i]
	}
	for _, position := range l.Positions {
		d.funds[position.Partner] = position.Funds
		d.committed = d.committed.Add(position.Paid).Add(position.Reserved)
	}
	decisions := make([]Decision, 0, len(requests))
	for _, r := range bySubmission(requests, func(r *Request) (partnermath.Date, string) { return r.Submitted, r.ID }) {
		decisions = append(decisions, d.decide(r))
	}
	return decisions, nil
}

// desk is what requests are decided with.
type desk struct {
	program   *Program
	places    int32
	partners  map[string]*Partner
	funds     map[string]Funds
	committed decimal.Decimal            // reserved and paid in all
	competing map[string]decimal.Decimal // by partner
}

// hearing is a request on the desk.
type hearing struct {
	*desk
	*Decision
	request  *Request
	partner  *Partner
	activity *Activity
	cost     decimal.Decimal // without recoverable tax
}

func (d *desk) decide(r *Request) Decision {
	h := hearing{
		desk: d, request: r, partner: d.partners[r.Partner], activity: d.program.activity(r.Activity),
		Decision: &Decision{Request: r.ID, Partner: r.Partner, Reasons: []partnermath.Reason{}},
	}
	h.limits()
	h.figures()
	h.judge()
	h.approve()
	return *h.Decision
}

// limits finds the amount that is allowed.
func (h *hearing) limits() {
	p, funds, sum := h.program, h.funds[h.request.Partner], decimal.Decimal{}
	rate := exact.NewFraction(h.activity.Rate.Decimal, decimal.Decimal{})
	for i := range h.request.Costs {
		c := &h.request.Costs[i]
		line := c.line(rate, h.places)
		if h.activity.LineCap.Valid {
			line.limit(h.activity.LineCap.Decimal, ReasonLineCap)
		}
		h.Lines = append(h.Lines, line)
		sum = sum.Add(line.Vendor)
		h.cost = h.cost.Add(c.Amount.Decimal).Sub(orZero(c.Tax))
	}
	h.limit(LimitAsked, h.request.Asked, decimal.Decimal{})
	h.limit(LimitLines, decimal.NewNullDecimal(sum), decimal.Decimal{})
	h.limit(LimitRequestCap, p.RequestCap, decimal.Decimal{})
	h.limit(LimitPartnerCap, p.PartnerCap, decimal.Sum(funds.Paid, funds.Reserved, h.competing[h.request.Partner]))
	h.limit(LimitBudget, decimal.NullDecimal{Decimal: p.Budget.Decimal, Valid: p.Budget.Valid && !p.Competing}, h.committed)
	h.limit(LimitAvailable, decimal.NullDecimal{Decimal: funds.Available, Valid: !p.Merit}, decimal.Decimal{})
	h.Allowed = decimal.Max(decimal.Decimal{}, h.Allowed)
}

// limit adds a limit, of which a part may be used already.
func (h *hearing) limit(name partnermath.Reason, most decimal.NullDecimal, used decimal.Decimal) {
	if !most.Valid {
		return
	}
	left := most.Decimal.Sub(used)
	if h.Binding == "" || left.LessThan(h.Allowed) {
		h.Binding, h.Allowed = name, left
	}
	h.Limits = append(h.Limits, Limit{name, left})
}

// figures works out what a request is judged by.
func (h *hearing) figures() {
	r := h.request
	if r.Forecast.Margin.Valid {
		h.ROI = exact.Ratio(r.Forecast.Margin.Decimal.Sub(h.Allowed), h.Allowed, 4)
	}
	if r.Forecast.Leads.Valid {
		h.CostPerLead = exact.Ratio(h.cost, r.Forecast.Leads.Decimal, h.places)
	}
	h.Alignment = align(h.program.Strategy, r.Period, r.Choices)
	h.Alignment.ID, h.Alignment.Spend = r.ID, h.cost
	if h.belowROI() {
		h.Passing = decimal.NewNullDecimal(h.passing())
	}
}

// belowROI tells whether (margin − allowed) ÷ allowed is known to be below the minimum.
func (h *hearing) belowROI() bool {
	floor, margin := h.program.MinimumROI, h.request.Forecast.Margin
	return floor.Valid && margin.Valid && h.Allowed.IsPositive() &&
		margin.Decimal.LessThan(h.Allowed.Mul(floor.Decimal.Add(one)))
}

// passing is the largest amount that meets the minimum ROI, margin ÷ (1 + minimum), and 0 where none does.
func (h *hearing) passing() decimal.Decimal {
	negative := exact.NewFraction(h.request.Forecast.Margin.Decimal.Neg(), h.program.MinimumROI.Decimal.Add(one))
	return decimal.Max(decimal.Decimal{}, negative.Ceil(decimal.New(1, -h.places)).Neg())
}

var one = decimal.NewFromInt(1)

// ground is a reason not to approve a request as it is.
type ground struct {
	reason partnermath.Reason
	status DecisionStatus
	holds  func(h *hearing) bool
}

// grounds are in the order in which reasons are listed.
var grounds = []ground{
	{ReasonType, Denied, func(h *hearing) bool { return !among(h.program.Eligibility.Types, h.partner.Type) }},
	{ReasonTier, Denied, func(h *hearing) bool { return !among(h.program.Eligibility.Tiers, h.partner.Tier) }},
	{ReasonRegion, Denied, func(h *hearing) bool { return !among(h.program.Eligibility.Regions, h.partner.Region) }},
	{ReasonCertification, Denied, (*hearing).lacksCertification},
	{ReasonSales, Denied, func(h *hearing) bool { return below(h.partner.Sales, h.program.Eligibility.MinimumSales) }},
	{ReasonScore, Denied, func(h *hearing) bool { return below(h.partner.Score, h.program.Eligibility.MinimumScore) }},
	{ReasonNoMoney, Denied, func(h *hearing) bool { return h.Allowed.IsZero() }},
	{ReasonDates, Returned, func(h *hearing) bool {
		return h.request.Period.Start.Before(h.program.Usage.Start) || h.request.Period.End.After(h.program.Usage.End)
	}},
	{ReasonNotice, Returned, func(h *hearing) bool {
		return h.request.Submitted.After(h.request.Period.Start.AddDays(-h.program.NoticeDays))
	}},
	{ReasonAlignment, Returned, func(h *hearing) bool { return below(h.Alignment.Alignment, h.program.MinimumAlignment) }},
	{ReasonNoMargin, Returned, func(h *hearing) bool { return h.program.MinimumROI.Valid && !h.request.Forecast.Margin.Valid }},
	{ReasonROI, Returned, (*hearing).belowROI},
	{ReasonNoLeads, Returned, func(h *hearing) bool { return h.activity.Norm.Valid && !h.request.Forecast.Leads.Valid }},
	{ReasonCostPerLead, Returned, func(h *hearing) bool {
		norm, leads := h.activity.Norm, h.request.Forecast.Leads
		return norm.Valid && leads.Valid && h.cost.GreaterThan(norm.Decimal.Mul(leads.Decimal))
	}},
	{ReasonApprover, Escalated, func(h *hearing) bool {
		return len(h.program.Approvers) > 0 && h.Allowed.GreaterThan(h.program.Approvers[0].Limit.Decimal)
	}},
	{ReasonLess, ApprovedForLess, func(h *hearing) bool { return h.Binding != LimitAsked && h.Allowed.IsPositive() }},
}

// judge lists the reasons and finds the status, that of the gravest.
func (h *hearing) judge() {
	gravest := len(gravity) - 1
	for _, g := range grounds {
		if g.holds(h) {
			h.Reasons = append(h.Reasons, g.reason)
			gravest = min(gravest, slices.Index(gravity[:], g.status))
		}
	}
	h.Status = gravity[gravest]
	if h.program.Competing && h.Status != Denied && h.Status != Returned {
		h.Status = Qualified
	}
}

// gravity is the order of the statuses, the gravest first.
var gravity = [...]DecisionStatus{Denied, Returned, Escalated, ApprovedForLess, Approved}

// approve sets the amount aside and tells where that leaves the partner and the budget.
func (h *hearing) approve() {
	funds := h.funds[h.request.Partner]
	switch h.Status {
	case Denied, Returned:
	case Qualified:
		h.competing[h.request.Partner] = h.competing[h.request.Partner].Add(h.Allowed)
	default:
		h.Amount = h.Allowed
		h.Approver = h.approver()
		if h.program.Merit {
			funds.Granted, funds.Balance = funds.Granted.Add(h.Amount), funds.Balance.Add(h.Amount)
		} else {
			funds.Available = funds.Available.Sub(h.Amount)
		}
		funds.Reserved = funds.Reserved.Add(h.Amount)
		h.funds[h.request.Partner] = funds
		h.committed = h.committed.Add(h.Amount)
	}
	h.After = funds
	if h.program.Budget.Valid {
		h.BudgetLeft = decimal.NewNullDecimal(h.program.Budget.Decimal.Sub(h.committed))
	}
}

// approver returns the first whose limit the amount does not pass.
func (h *hearing) approver() string {
	for _, a := range h.program.Approvers {
		if h.Amount.LessThanOrEqual(a.Limit.Decimal) {
			return a.ID
		}
	}
	return ""
}

func (h *hearing) lacksCertification() bool {
	return slices.ContainsFunc(h.program.Eligibility.Certifications, func(c string) bool {
		return !slices.Contains(h.partner.Certifications, c)
	})
}

// among tells whether a list asks for nothing or has value.
func among(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// below tells whether a figure is unknown or below a minimum that is asked.
func below(figure, minimum decimal.NullDecimal) bool {
	return minimum.Valid && (!figure.Valid || figure.Decimal.LessThan(minimum.Decimal))
}
