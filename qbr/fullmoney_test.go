package qbr_test

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// tacticFunnel is that of a tactic: contacts become leads, leads qualified ones, and so on.
func tacticFunnel(leads string) waterfall.Funnel {
	return waterfall.Funnel{
		Currency: "USD", Owner: partnermath.OwnerVendor, DealSize: num("15000"), MarginRate: num("0.3"),
		Stages: []waterfall.FunnelStage{
			{ID: "contacts", Name: "Contacts", CountsAs: partnermath.StageInquiry},
			{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: num(leads)},
			{ID: "mqls", Name: "MQLs", CountsAs: partnermath.StageMQL, Rate: num("0.4")},
			{ID: "sqls", Name: "SQLs", CountsAs: partnermath.StageSQL, Rate: num("0.5")},
			{ID: "won", Name: "Won deals", CountsAs: partnermath.StageWon, Per: num("4"), Lag: []decimal.Decimal{num("0.25").Decimal, num("0.75").Decimal}},
		},
	}
}

// mix is a marketing plan of a quarter.
func mix(quarter int) waterfall.Mix {
	period := partnermath.Calendar{}.Quarter(2026, quarter)
	return waterfall.Mix{Currency: "USD", Owner: partnermath.OwnerVendor, Within: period, Tactics: []waterfall.Tactic{
		{ID: "webinar", Name: "Webinars", Units: num("2"), Reach: num("160"), UnitCost: num("1500"), Period: period, Funnel: tacticFunnel("0.25")},
		{ID: "email", Name: "Email", Units: num("6"), Reach: num("1500"), UnitCost: num("320"), Period: period, Funnel: tacticFunnel("0.008")},
		{ID: "search", Name: "Search", Units: num("3"), Reach: num("200"), UnitCost: num("900"), FixedCost: num("500"), Period: period, Funnel: tacticFunnel("0.05")},
	}}
}

func (f full) marketing(s *qbr.Sources) {
	lead := func(id, source string, stage partnermath.Stage, after int) pipeline.Lead {
		l := pipeline.Lead{ID: id, Partner: "varnholt", Source: source, Created: day(9, 1), Stage: stage}
		if after > 0 {
			l.FollowedUp = l.Created.AddDays(after)
		}
		return l
	}
	s.Leads = of(f, 3, must(pipeline.MeasureLeads(pipeline.LeadPolicy{FollowUpWithin: 3}, f.asOf, []pipeline.Lead{
		lead("l-1", "webinar", partnermath.StageMQL, 2), lead("l-2", "webinar", partnermath.StageSQL, 1), lead("l-3", "webinar", partnermath.StageLead, 0),
		lead("l-4", "search", partnermath.StageWon, 5), lead("l-5", "search", partnermath.StageMQL, 3), lead("l-6", "", partnermath.StageLead, 0),
	})))
	funnel := tacticFunnel("0.25")
	campaign := func(id, name, leads, revenue, pipe string) waterfall.Verification {
		return must(waterfall.Verify(funnel, waterfall.Campaign{
			ID: id, Name: name, Period: partnermath.Calendar{}.Quarter(2026, 2), AsOf: f.asOf,
			Plan: partnermath.Outcome{Currency: "USD", Leads: num("80"), Won: num("4"), Pipeline: num("240000"), Revenue: num("60000"), Margin: num("18000")},
			Actual: partnermath.Outcome{
				Currency: "USD", Leads: num(leads), Won: num("4"), Pipeline: num(pipe), Revenue: num(revenue), Margin: num("17000"),
			},
		}))
	}
	s.Campaigns = of(f, 2, []waterfall.Verification{
		campaign("c-spring", "Spring webinar", "96", "75000", "180000"), campaign("c-mail", "Mailing to hospitals", "31", "0", "75500"),
	})
	goal := waterfall.RevenueGoal{Revenue: num("984600"), Won: num("612000"), Open: num("305000"), OpenRate: num("0.5"), MarketingShare: num("0.4"), Rounding: waterfall.RoundingEveryStage}
	s.Requirement = of(f, 3, must(waterfall.Plan(funnel, goal)))
	s.Marketing = of(f, 3, must(waterfall.ForecastMix(mix(3))))
	s.Scenarios = of(f, 3, must(waterfall.Simulate(mix(3), goal, []waterfall.Scenario{
		{Name: "Harder to win", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverConversion, Stage: "won", Multiply: num("1.25")}}},
		{Name: "One more webinar", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnits, Tactic: "webinar", Set: num("3")}}},
	})))
	s.NextRequirement = of(f, 4, must(waterfall.Plan(funnel, waterfall.RevenueGoal{Revenue: num("306000"), MarketingShare: num("0.3"), Rounding: waterfall.RoundingEveryStage})))
	s.NextMarketing = of(f, 4, must(waterfall.ForecastMix(mix(4))))
}

// statement is what a program pays the partner for sales of its one period.
func (f full) statement(p incentive.Program, sales ...incentive.Sale) qbr.ProgramStatement {
	settled := must(incentive.Settle(p, incentive.Book{Period: p.Periods[0], Partners: []incentive.Partner{{ID: "varnholt"}}, Sales: sales}, f.asOf))
	return qbr.ProgramStatement{Program: p.Name, Measure: p.Qualifies, Statement: settled.Statements[0]}
}

func (f full) incentives(s *qbr.Sources) {
	quarter := partnermath.Calendar{}.Quarter(2026, 3)
	halfYear := partnermath.Period{Start: quarter.Start, End: partnermath.NewDate(2027, 1, 1)}
	program := func(id, name string, period partnermath.Period, qualifies incentive.Measure, steps ...partnermath.Step) incentive.Program {
		return incentive.Program{
			ID: id, Name: name, Currency: "USD", Periods: []partnermath.Period{period}, Qualifies: qualifies,
			Formula: incentive.Formula{Kind: incentive.FormulaTiers, Tiers: partnermath.Tiers{Method: partnermath.MethodStepped, Steps: steps}},
		}
	}
	sale := func(id, amount string, date partnermath.Date) incentive.Sale {
		return incentive.Sale{ID: id, Partner: "varnholt", Customer: "c-" + id, Amount: num(amount), Date: date}
	}
	growth := program("growth", "Half-year growth", halfYear, incentive.MeasureRevenue,
		partnermath.Step{From: num("0"), Rate: num("0.05")}, partnermath.Step{From: num("200000"), Rate: num("0.0628")})
	growth.Formula.Tiers.Method = partnermath.MethodWhole
	quarterly := program("volume", "Quarterly volume", quarter, incentive.MeasureRevenue,
		partnermath.Step{From: num("0"), Rate: num("0.02")}, partnermath.Step{From: num("150000"), Rate: num("0.03")}, partnermath.Step{From: num("250000"), Rate: num("0.04")})
	quarterly.Limits.PartnerCap = num("3000")
	deals := program("logos", "New customers", halfYear, incentive.MeasureDeals,
		partnermath.Step{From: num("0"), PerUnit: num("100")}, partnermath.Step{From: num("3"), PerUnit: num("250")})
	sales := []incentive.Sale{sale("s-1", "50000", day(7, 21)), sale("s-2", "51000", day(8, 14)), sale("s-3", "65600", day(9, 11))}
	s.Incentives = of(f, 3, []qbr.ProgramStatement{f.statement(quarterly, sales...), f.statement(growth, sales...), f.statement(deals, sales[:2]...)})

	q4 := partnermath.Quarter{Year: 2026, Number: 4}
	s.Promotions = of(f, 3, []promotion.Decision{must(promotion.Decide(promotion.Menu{
		ID: "menu", Currency: "USD", MarginRate: num("0.3"), FixedCost: num("10000"), MinimumROI: num("2"), MinimumAttainment: num("1"),
		Goals: []promotion.GoalType{{ID: "growth", Measure: promotion.MeasureIncrement, Least: num("50000")}}, Products: []string{"licences"},
		Payouts: []promotion.Payout{{ID: "rebate", Basis: promotion.BasisIncrement, Least: num("0.005"), Most: num("0.1"), Step: num("0.005")}},
	}, promotion.Proposal{
		ID: "pr-2", Name: "Autumn push", Partner: "varnholt", Quarters: []partnermath.Quarter{q4}, Goals: []promotion.Goal{{Type: "growth", By: day(12, 31)}},
		Products: []string{"licences"}, Payout: "rebate", Level: num("0.02"),
		Forecast: []promotion.QuarterOutcome{{Quarter: q4, Outcome: partnermath.Outcome{Currency: "USD", Leads: num("400"), Revenue: num("420000")}}},
	}, promotion.Baseline{Quarters: []promotion.QuarterRevenue{{Quarter: q4, Revenue: num("300000")}}}))})

	deal := func(id, margin string, paid string, reached ...reward.Reached) reward.Deal {
		d := reward.Deal{ID: id, Partner: "varnholt", Margin: num(margin), Base: num("90000"), Reached: reached}
		if paid != "" {
			d.Paid = []reward.Payment{{Date: day(9, 1), Organisation: num(paid)}}
		}
		return d
	}
	settled := must(reward.Settle(reward.Program{
		ID: "registered", Currency: "USD", Milestones: []reward.Milestone{{ID: "approved", Share: num("0.25")}, {ID: "won", Share: num("1")}},
		CapRate: num("0.2"), RepShare: num("0"), ProtectedDays: 120, Lost: reward.TakenBack, Expired: reward.PaidStands, Cancelled: reward.TakenBack,
	}, reward.Book{Deals: []reward.Deal{
		deal("g-3", "8000", "2000", reward.Reached{Milestone: "approved", Date: day(7, 16)}, reward.Reached{Milestone: "won", Date: day(9, 11), Margin: num("8000")}),
		deal("g-4", "9000", "", reward.Reached{Milestone: "approved", Date: day(8, 6)}),
	}}, f.asOf))
	s.Rewards = of(f, 3, settled.Organisations[0])
}

func (f full) funds(s *qbr.Sources) {
	year := partnermath.Period{Start: day(1, 1), End: partnermath.NewDate(2027, 1, 1)}
	program := mdf.Program{
		ID: "coop", Currency: "USD", PreApproval: true, Usage: year, NoticeDays: 20, ClaimBy: mdf.Deadline{Days: num("60")}, RequestCap: num("9000"),
		Activities: []mdf.Activity{{ID: "event", Rate: num("0.5"), Proofs: []string{"attendees"}}},
		MinimumROI: num("1"), Approvers: []mdf.Approver{{ID: "ruth", Limit: num("4000")}, {ID: "head", Limit: num("20000")}},
	}
	entry := func(id string, kind mdf.EntryKind, on partnermath.Date, amount, of string) mdf.Entry {
		return mdf.Entry{ID: id, Partner: "varnholt", Date: on, Kind: kind, Amount: num(amount), Of: of}
	}
	first := entry("grant-1", mdf.EntryGrant, day(1, 5), "12000", "")
	first.Expires = day(11, 1)
	second := entry("grant-2", mdf.EntryGrant, day(7, 1), "16000", "")
	second.Expires = year.End
	entries := []mdf.Entry{
		first, second, entry("hold-spring", mdf.EntryReservation, day(3, 1), "4200", ""), entry("pay-spring", mdf.EntryPayment, day(8, 5), "4200", "hold-spring"),
		entry("hold-fair", mdf.EntryReservation, day(8, 20), "2400", ""),
	}
	request := func(id, cost, asked, margin string, submitted, on partnermath.Date) mdf.Request {
		return mdf.Request{
			ID: id, Partner: "varnholt", Activity: "event", Submitted: submitted, Period: partnermath.Period{Start: on, End: on.AddDays(1)},
			Costs: []mdf.Cost{{ID: "venue", Amount: num(cost)}}, Asked: num(asked), Forecast: partnermath.Outcome{Currency: "USD", Margin: num(margin)},
		}
	}
	ledger := must(mdf.Balance(program, entries, f.asOf))
	s.FundPosition = of(f, 3, ledger.Positions[0])
	s.FundRequests = of(f, 3, must(mdf.Decide(program, ledger, []mdf.Partner{{ID: "varnholt"}}, []mdf.Request{
		request("r-118", "7000", "3500", "9000", day(10, 5), day(10, 20)),
		request("r-120", "18000", "9000", "40000", day(9, 1), day(11, 10)),
		request("r-121", "3000", "1500", "8000", day(9, 10), day(11, 20)),
		request("r-122", "24000", "12000", "14000", day(9, 10), day(12, 2)),
	})))
	fair := request("r-99", "5000", "2400", "12000", day(5, 1), day(8, 28))
	claim := func(id string, submitted partnermath.Date, proofs ...string) mdf.Claim {
		return mdf.Claim{ID: id, Request: "r-99", Submitted: submitted, Expenses: []mdf.Expense{{
			Cost: mdf.Cost{ID: "1", Amount: num("2000")}, Item: "venue", Supplier: "Halle", Invoice: "inv-" + id, Proofs: proofs,
		}}}
	}
	late := claim("cl-3", day(10, 30).AddDays(-1), "attendees")
	late.Submitted = day(10, 13)
	late.Expenses[0].Item = "catering"
	late.Expenses[0].Amount = num("700")
	s.Claims = of(f, 3, must(mdf.SettleClaims(program, []mdf.Approval{{Request: withItem(fair), Amount: num("2400")}}, []mdf.Claim{
		claim("cl-1", day(9, 10), "attendees"), claim("cl-2", day(9, 12)), late,
	}, f.asOf)))
	q3 := partnermath.Calendar{}.Quarter(2026, 3)
	s.Fund = of(f, 3, must(mdf.Measure(program, entries[:4], mdf.FundPeriod{Period: q3}, day(9, 30))))
	s.Fund.AsOf = day(9, 30)
	s.Loop = of(f, 3, must(loop.Verify(loop.Policy{Currency: "USD", GroupBy: []loop.Dimension{loop.ByTactic}}, []loop.Campaign{
		{ID: "spring", Partner: "varnholt", Tactic: "webinar", Forecast: returned("80", "60000", "18000", "5000"), Actual: returned("96", "75000", "22500", "4200")},
		{ID: "mailing", Partner: "varnholt", Tactic: "email", Forecast: returned("40", "30000", "9000", "2000"), Actual: returned("31", "0", "0", "1900")},
	}, nil)))
}

// returned is what came of a campaign, half of which the vendor paid.
func returned(leads, revenue, margin, money string) loop.Return {
	total := num(money)
	total.Decimal = total.Decimal.Add(total.Decimal)
	return loop.Return{
		Outcome:     partnermath.Outcome{Currency: "USD", Leads: num(leads), Revenue: num(revenue), Margin: num(margin)},
		VendorMoney: num(money), TotalCost: total,
	}
}

// withItem plans a second item.
func withItem(r mdf.Request) mdf.Request {
	r.Costs = append(r.Costs, mdf.Cost{ID: "print", Amount: num("300")})
	return r
}

// profit is a case of 36 months that began with the year.
func (f full) profit(s *qbr.Sources) {
	deals := make([]decimal.NullDecimal, 36)
	for i := range deals {
		deals[i] = partnermath.Int(int64(min(i/3, 4)))
	}
	c := profit.Case{
		ID: "plan", Currency: "USD", Start: day(1, 1),
		Products: []profit.Product{{
			ID: "suite", Name: "Licences", Kind: profit.ProductResale, Units: profit.Ramp{Kind: profit.RampTable, Table: deals}, Price: num("10000"), Margin: num("0.2"),
		}},
		Services: []profit.Service{{ID: "rollout", Name: "Rollout", On: "suite", Attach: num("1"), Hours: num("60"), BillRate: num("150"), HourCost: num("75")}},
		Costs: []profit.Cost{
			{ID: "setup", Name: "Setup", Kind: profit.CostOnce, Amount: num("30000")}, {ID: "team", Name: "Team", Kind: profit.CostRunning, Amount: num("11000")},
		},
	}
	statement := must(profit.Forecast(c))
	period := partnermath.Period{Start: day(1, 1), End: partnermath.NewDate(2029, 1, 1)}
	s.Statement = of(f, 3, statement)
	s.Profit = of(f, 3, must(profit.Measure(statement, profit.Discount{Annual: num("0.1"), Compounding: profit.Effective, FirstFlow: profit.FirstNow})))
	s.PlanActual = of(f, 3, must(profit.Verify(c, profit.Actuals{Through: 9, Lines: []profit.Actual{
		{Month: 4, ID: "suite", Quantity: num("1"), Revenue: num("9500"), Cost: num("8000")},
		{Month: 5, ID: "suite", Quantity: num("2"), Revenue: num("20000"), Cost: num("16000")},
		{Month: 5, ID: "team", Cost: num("11500")},
	}})))
	s.VendorReturn = of(f, 3, must(profit.MeasureVendor(statement, profit.VendorSide{
		Lines: []profit.VendorLine{{ID: "suite", MarginRate: num("0.6")}}, Cost: num("150000"), Shares: []decimal.NullDecimal{num("1"), num("0.5")},
	})))
	s.Statement.Period, s.Profit.Period, s.PlanActual.Period, s.VendorReturn.Period = period, period, period, period
}
