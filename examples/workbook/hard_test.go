package workbook

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/examples/workbook/live/livetest"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// dice draws what is hard for a workbook: ties, gaps, contradictions, and every kind of term.
type dice struct {
	*rand.Rand
	currency string
	most     int64 // of the amount of a deal and of a sale
}

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// num is from low to high with some decimals.
func (d dice) num(low, high int64, places int32) decimal.NullDecimal {
	scale := int64(1)
	for range places {
		scale *= 10
	}
	return partnermath.Num(low*scale+d.Int64N((high-low)*scale+1), places)
}

// maybe is num, or left out.
func (d dice) maybe(percent int, low, high int64, places int32) (n decimal.NullDecimal) {
	if d.chance(percent) {
		n = d.num(low, high, places)
	}
	return n
}

func (d dice) day(from partnermath.Date, days int) partnermath.Date {
	return from.AddDays(d.IntN(days))
}

func one[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

// tried draws again until the library takes it.
func tried[T any](t *testing.T, draw func() T, work func(*T) error) T {
	t.Helper()
	var err error
	for range 200 {
		v := draw()
		if err = work(&v); err == nil {
			return v
		}
	}
	t.Fatal("nothing drawn is valid, as", err)
	panic("unreachable")
}

func (d dice) scorecard(t *testing.T, sample Scorecard) Scorecard {
	return tried(t, func() Scorecard {
		s := sample
		q := &s.Questionnaire
		q.NotApplicable, q.Unanswered = one(d, scorecard.NotApplicable.Values("")[:2]...), one(d, scorecard.UnansweredLeaveOut, scorecard.UnansweredLowest)
		q.Gate = scorecard.Gate{Minimum: 55 * scorecard.Point, Cap: 50 * scorecard.Point}
		q.Categories = slices.Clone(q.Categories)
		var answers []scorecard.Answer
		for i := range q.Categories {
			c := &q.Categories[i]
			c.Weight, c.Topics = d.num(0, 3, 1), slices.Clone(c.Topics)
			for j := range c.Topics {
				topic := &c.Topics[j]
				topic.Weight, topic.Questions = d.num(0, 2, 0), slices.Clone(topic.Questions)
				silent := d.chance(20)
				for k := range topic.Questions {
					one := &topic.Questions[k]
					one.NotApplicable, one.Unanswered, one.Gate, one.Actions = "", "", scorecard.Gate{}, nil
					if one.Advisory = d.chance(10); !one.Advisory {
						one.Weight = d.num(0, 3, 0)
						if d.chance(15) {
							one.Gate = scorecard.Gate{Minimum: 40 * scorecard.Point, Cap: 45 * scorecard.Point}
						}
					}
					if a := d.answer(one); !silent {
						answers = append(answers, a)
					}
				}
			}
		}
		s.Assessment.Answers = answers
		return s
	}, func(s *Scorecard) (err error) {
		s.Result, err = scorecard.Assess(s.Questionnaire, s.Assessment)
		return err
	})
}

func (d dice) answer(q *scorecard.Question) scorecard.Answer {
	a := scorecard.Answer{Question: q.ID}
	switch {
	case d.chance(24):
		a.NotApplicable = d.chance(50)
	case q.Kind == scorecard.KindYesNo:
		a.Choice = one(d, "yes", "no")
	case q.Kind == scorecard.KindSingleChoice:
		a.Choice = one(d, q.Choices...).ID
	case q.Kind == scorecard.KindMultipleChoice:
		a.Choices = []string{}
		for _, c := range q.Choices {
			if d.chance(50) {
				a.Choices = append(a.Choices, c.ID)
			}
		}
	case q.Kind == scorecard.KindFraction:
		a.Number = d.num(0, 1, 3)
	case q.Kind == scorecard.KindScale:
		a.Number = partnermath.Int(q.Min.Decimal.IntPart() + d.Int64N(q.Max.Decimal.Sub(q.Min.Decimal).IntPart()+1))
	default:
		a.Number = d.num(0, 12, 2)
	}
	return a
}

func (d dice) funnel() waterfall.Funnel {
	f := waterfall.Funnel{Currency: d.currency, DealSize: d.num(1, 40_000, 2), MarginRate: d.maybe(80, -1, 1, 3)}
	counts := []partnermath.Stage{"recipient", "inquiry", "lead", "mql", "mgo", "opportunity", "won"}
	for i, stage := range counts {
		if i > 0 && i < len(counts)-1 && d.chance(30) {
			continue
		}
		st := waterfall.FunnelStage{ID: "stage-" + string(stage), CountsAs: stage}
		if len(f.Stages) > 0 {
			switch d.IntN(4) {
			case 0:
				st.Per = d.num(2, 13, 1)
			case 1:
				st.Multiplier = d.num(2, 5, 1)
			default:
				st.Rate = partnermath.Num(1+d.Int64N(999), 3)
			}
		}
		f.Stages = append(f.Stages, st)
	}
	return f
}

func (d dice) plan(t *testing.T) Plan {
	return tried(t, func() Plan {
		p := Plan{Funnel: d.funnel()}
		p.Goal = waterfall.RevenueGoal{
			Revenue: d.num(0, 3_000_000, 2), Won: d.maybe(50, 0, 500_000, 2), Recurring: d.maybe(50, 0, 500_000, 0), Open: d.maybe(60, 0, 900_000, 2),
			OpenRate: d.maybe(60, 0, 1, 3), MarketingShare: d.maybe(60, 0, 1, 4), Rounding: one(d, waterfall.Rounding.Values("")...),
		}
		if p.Goal.Rounding == waterfall.RoundingStage {
			p.Goal.Rounded = waterfall.RoundingLot{Stage: one(d, p.Funnel.Stages...).ID, Lot: d.maybe(60, 1, 50, 0)}
		}
		return p
	}, func(p *Plan) (err error) {
		p.Requirement, err = waterfall.Plan(p.Funnel, p.Goal)
		return err
	})
}

func (d dice) marketing(t *testing.T) Marketing {
	return tried(t, func() Marketing {
		m := Marketing{Mix: waterfall.Mix{Currency: d.currency, Within: quarter}}
		targeted := d.chance(50)
		if targeted {
			m.Mix.Target, m.Mix.Stage = d.num(1, 500, 0), partnermath.StageWon
		}
		for i := range 1 + d.IntN(4) {
			tactic := waterfall.Tactic{ID: fmt.Sprintf("all %d", i), Reach: d.maybe(60, 1, 900, 0), UnitCost: d.num(0, 900, 3), FixedCost: d.maybe(50, 0, 900, 2), Funnel: d.funnel()}
			tactic.Period = partnermath.Period{Start: d.day(quarter.Start.AddDays(-40), 100), End: quarter.End.AddDays(20)}
			if targeted {
				tactic.Share = d.num(0, 1, 2)
			} else {
				tactic.Units = d.num(0, 12, 2)
			}
			m.Mix.Tactics = append(m.Mix.Tactics, tactic)
		}
		if targeted { // the shares make up the target
			left := decimal.NewFromInt(1)
			for i := range m.Mix.Tactics {
				share := left
				if i+1 < len(m.Mix.Tactics) {
					share = left.Mul(m.Mix.Tactics[i].Share.Decimal).Round(4)
				}
				m.Mix.Tactics[i].Share, left = decimal.NewNullDecimal(share), left.Sub(share)
			}
		}
		return m
	}, func(m *Marketing) (err error) {
		m.Forecast, err = waterfall.ForecastMix(m.Mix)
		return err
	})
}

func (d dice) pipeline(t *testing.T) Pipeline {
	return tried(t, func() Pipeline {
		p := Pipeline{Policy: pipeline.DealPolicy{
			Currency: d.currency, Period: quarter, Target: d.maybe(80, 0, 400_000, 2), Call: d.maybe(50, 0, 400_000, 0),
			Stages: []pipeline.DealStage{{ID: "s", Probability: d.num(0, 1, 4)}, {ID: "S*", Probability: d.num(0, 1, 2)}},
			CoverageTargets: []pipeline.CoverageTarget{
				{Name: "full", Basis: pipeline.ValueRaw, Of: pipeline.TargetFull, Times: d.num(1, 3, 2)}, {Name: "rest", Basis: pipeline.ValueWeighted, Times: d.num(1, 3, 2)},
			},
		}}
		day := func(percent int) (day partnermath.Date) {
			if d.chance(percent) {
				day = d.day(quarter.Start.AddDays(-60), 190)
			}
			return day
		}
		for i := range 40 {
			deal := pipeline.Deal{
				ID: fmt.Sprintf("d%d", i), Product: one(d, "", "a", "A", "=x"), Amount: d.maybe(90, 0, d.most, 2), Stage: one(d, "s", "S*", ""),
				Category:    one(d, "", pipeline.CategoryCommit, pipeline.CategoryBestCase, pipeline.CategoryOpen, pipeline.CategoryOmitted),
				Probability: d.maybe(30, 0, 1, 3), Reliability: d.maybe(30, 0, 1, 2), Created: day(90), LastActivity: day(60), ExpectedClose: day(90),
			}
			if d.chance(40) {
				deal.Outcome = one(d, pipeline.DealWon, pipeline.DealLost, pipeline.DealNoDecision)
			}
			if deal.Outcome != "" && d.chance(85) || d.chance(10) {
				deal.Closed = day(100)
			}
			p.Deals = append(p.Deals, deal)
		}
		return p
	}, func(p *Pipeline) (err error) {
		p.Report, err = pipeline.MeasureDeals(p.Policy, quarter.Start.AddDays(50), p.Deals)
		return err
	})
}

func (d dice) tiers(high int64, places int32) partnermath.Tiers {
	tiers := partnermath.Tiers{Method: one(d, partnermath.Method.Values("")...), Boundary: one(d, partnermath.Boundary.Values("")...)}
	from := d.num(0, 1, places).Decimal
	for range 1 + d.IntN(4) {
		tiers.Steps = append(tiers.Steps, partnermath.Step{From: decimal.NewNullDecimal(from), Rate: d.num(0, 1, 4), PerUnit: d.maybe(30, 0, 1, 3), Flat: d.maybe(30, 0, 500, 2)})
		from = from.Add(d.num(0, high, places).Decimal).Add(decimal.New(1, -places))
	}
	return tiers
}

func (d dice) payout(t *testing.T, kind incentive.FormulaKind) Payout {
	return tried(t, func() Payout {
		p := Payout{Program: incentive.Program{
			ID: "p", Currency: d.currency, Periods: []partnermath.Period{quarter}, Qualifies: incentive.MeasureRevenue, MeasureCap: d.maybe(30, 1, 200_000, 2),
			Limits: incentive.Limits{
				TransactionCap: d.maybe(40, 1, 2_000, 2), RepCap: d.maybe(40, 1, 3_000, 2), PartnerCap: d.maybe(40, 1, 5_000, 2), MinimumPayout: d.maybe(40, 0, 500, 2),
			},
		}}
		before := partnermath.Period{Start: partnermath.NewDate(2026, 4, 1), End: quarter.Start}
		lastYear := partnermath.Period{Start: partnermath.NewDate(2025, 7, 1), End: partnermath.NewDate(2025, 10, 1)}
		p.Partner = incentive.Partner{ID: partner, History: []incentive.PeriodFigure{{Period: before, Value: d.num(1, 90_000, 2)}, {Period: lastYear, Value: d.num(1, 90_000, 2)}}}
		f := &p.Program.Formula
		switch f.Kind = kind; f.Kind {
		case incentive.FormulaTiers:
			f.Tiers = d.tiers(60_000, 2)
		case incentive.FormulaGrowth:
			f.Tiers, p.Program.MeasureCap = d.tiers(1, 3), decimal.NullDecimal{}
			f.Baseline = incentive.Baseline{Kind: one(d, incentive.BaselinePrevious, incentive.BaselineLastYear, incentive.BaselineHigher, incentive.BaselineHighest, incentive.BaselineAverage, incentive.BaselineAgreed)}
			f.Baseline.Whole = f.Tiers.Method == partnermath.MethodWhole && d.chance(50)
			if f.Baseline.Kind == incentive.BaselineAverage {
				f.Baseline.Periods = 1
			}
			if f.Baseline.Kind == incentive.BaselineAgreed {
				f.Baseline.Agreed = d.num(1, 90_000, 2)
			}
			f.Places = one(d, 0, 0, 2)
			p.Partner.BaselineAdjustments = []incentive.PeriodFigure{{Period: quarter, Value: d.num(-500, 5_000, 2), Reason: "=moved"}}
		case incentive.FormulaTarget:
			f.Target, f.Places = d.num(1, 200_000, 2), one(d, 0, 4)
			f.Points = []partnermath.Step{{From: d.num(0, 0, 2), Rate: d.num(0, 1, 3)}, {From: partnermath.Num(5, 1), Rate: d.num(0, 1, 3)}, {From: partnermath.Num(12, 1), Rate: d.num(0, 1, 3)}}
		case incentive.FormulaEvery:
			f.Minimum, f.Step, f.Reward = d.maybe(50, 0, 9_000, 2), d.num(1, 9_000, 2), d.num(0, 200, 2)
		case incentive.FormulaAttach:
			f.Category, f.Share, f.Rate = incentive.Selection{Products: []string{"care"}}, d.num(0, 1, 2), d.num(0, 1, 3)
		case incentive.FormulaPerUnit:
			p.Program.Qualifies, p.Program.MeasureCap = one(d, incentive.MeasureDeals, incentive.MeasureUnits), d.maybe(30, 1, 20, 0)
			f.Minimum, f.Amount = d.maybe(50, 0, 8, 0), d.num(0, 300, 3)
		case incentive.FormulaGoal:
			f.Target, f.Amount, p.Program.MeasureCap = d.num(1, 200_000, 2), d.num(0, 3_000, 2), decimal.NullDecimal{}
		}
		if d.chance(50) {
			p.Program.Multipliers = []incentive.Multiplier{{ID: "care", Sales: incentive.Selection{Products: []string{"care"}}, Factor: d.num(0, 2, 2)}}
		}
		for i := range 3 + d.IntN(12) {
			id := fmt.Sprintf("s%d", i)
			p.Sales = append(p.Sales, incentive.Sale{
				ID: id, Partner: partner, Rep: one(d, "", "ann", "Ann", "*"), Product: one(d, "care", "core"), Amount: d.num(0, d.most, 2),
				Units: d.num(0, 9, 0), Date: d.day(quarter.Start, 92),
			})
			if d.chance(25) {
				p.Sales = append(p.Sales, incentive.Sale{ID: id + "r", Partner: partner, Kind: incentive.KindReturn, Of: id, Amount: d.num(0, 5_000, 2), Date: quarter.End.AddDays(-1)})
			}
		}
		return p
	}, func(p *Payout) error {
		settled, err := incentive.Settle(p.Program, incentive.Book{
			Period: quarter, Partners: []incentive.Partner{p.Partner}, Sales: p.Sales, Products: []incentive.Product{{ID: "care"}, {ID: "core"}},
		}, quarter.End.AddDays(-1))
		if err == nil {
			p.Statement = settled.Statements[0]
		}
		return err
	})
}

func (d dice) fund(t *testing.T, sample Fund) Fund {
	return tried(t, func() Fund {
		f := sample
		f.Program.Currency = d.currency
		f.Program.PreApproval, f.Program.ApprovedRate, f.Program.Activities = false, false, slices.Clone(f.Program.Activities)
		f.Entries = nil
		start := partnermath.NewDate(2026, 1, 1)
		for i := range 6 + d.IntN(20) {
			e := mdf.Entry{ID: fmt.Sprintf("e%02d", i), Partner: partner, Date: d.day(start, 250), Amount: d.num(0, 900, 2)}
			e.Kind = one(d, mdf.EntryGrant, mdf.EntryAccrual, mdf.EntryGrant, mdf.EntryReservation, mdf.EntryPayment, mdf.EntryConversion, mdf.EntryForfeiture, mdf.EntryRelease)
			if i == 0 {
				e.Kind, e.Date, e.Amount = mdf.EntryGrant, start, d.num(2_000, 5_000, 2)
			}
			var reservations, credits []string
			for _, before := range f.Entries {
				switch {
				case !before.Date.Before(e.Date):
				case before.Kind == mdf.EntryReservation:
					reservations = append(reservations, before.ID)
				case before.Kind == mdf.EntryGrant || before.Kind == mdf.EntryAccrual:
					credits = append(credits, before.ID)
				}
			}
			switch {
			case e.Kind == mdf.EntryRelease && reservations == nil:
				e.Kind = mdf.EntryGrant
			case (e.Kind == mdf.EntryRelease || e.Kind == mdf.EntryPayment && d.chance(60)) && reservations != nil:
				e.Of, e.Amount = one(d, reservations...), d.num(0, 120, 2)
			case e.Kind == mdf.EntryForfeiture && credits != nil && d.chance(50):
				e.Of, e.Amount = one(d, credits...), d.num(0, 50, 2)
			}
			switch e.Kind {
			case mdf.EntryGrant, mdf.EntryAccrual:
				if d.chance(70) {
					e.Expires = e.Date.AddDays(1 + d.IntN(200))
				}
			case mdf.EntryReservation:
				if d.chance(60) {
					e.Until = e.Date.AddDays(1 + d.IntN(120))
				}
			}
			if _, err := mdf.Balance(f.Program, append(slices.Clone(f.Entries), e), f.AsOf); err == nil {
				f.Entries = append(f.Entries, e)
			}
		}
		d.claims(&f)
		return f
	}, func(f *Fund) error {
		ledger, err := mdf.Balance(f.Program, f.Entries, f.AsOf)
		if err != nil {
			return err
		}
		f.Position = ledger.Positions[0]
		f.Settlements, err = mdf.SettleClaims(f.Program, f.Approvals, f.Claims, f.AsOf)
		return err
	})
}

// claims are two of one request with an advance, and one without a request.
func (d dice) claims(f *Fund) {
	approval := f.Approvals[0]
	approval.Request.Forecast = partnermath.Outcome{}
	approval.Amount, approval.Advance = d.num(300, 3_000, 2), d.num(0, 300, 2)
	f.Approvals, f.Claims = []mdf.Approval{approval}, nil
	for i := range f.Program.Activities {
		f.Program.Activities[i].LineCap, f.Program.Activities[i].Rate = d.maybe(50, 100, 900, 2), d.num(0, 1, 3)
	}
	f.Program.ApprovedRate = d.chance(30)
	f.Program.PreApproval = f.Program.ApprovedRate
	for i := range 3 {
		c := mdf.Claim{ID: fmt.Sprintf("c%d", i), Request: approval.Request.ID, Submitted: partnermath.NewDate(2026, 8, 1+i), Final: i == 1}
		if i == 2 {
			if f.Program.PreApproval {
				break
			}
			c.Request, c.Partner, c.Activity = "", partner, "email"
			c.Period = partnermath.Period{Start: partnermath.NewDate(2026, 7, 20), End: partnermath.NewDate(2026, 7, 25)}
		}
		for k := range 1 + d.IntN(5) {
			e := mdf.Expense{Supplier: "s", Invoice: fmt.Sprint(d.IntN(9), i), Proofs: one(d, nil, []string{"list"}, []string{"list"})}
			e.ID, e.Amount, e.Tax, e.Ineligible, e.OtherFunding = fmt.Sprint(k), d.num(500, 2_000, 2), d.maybe(40, 0, 90, 2), d.maybe(40, 0, 300, 2), d.maybe(40, 0, 900, 2)
			if c.Request != "" {
				e.Item = one(d, "platform", "speaker", "speaker")
			}
			c.Expenses = append(c.Expenses, e)
		}
		f.Claims = append(f.Claims, c)
	}
}

func (d dice) profit(t *testing.T) Profit {
	return tried(t, func() Profit {
		p := Profit{Discount: profit.Discount{
			Annual: d.num(0, 1, 3), Compounding: one(d, profit.Compounding.Values("")...), FirstFlow: one(d, profit.FirstFlow.Values("")...),
			Finance: d.maybe(50, 0, 1, 2), Reinvest: d.maybe(50, 0, 1, 2),
		}}
		c := &p.Case
		*c = profit.Case{ID: "c", Currency: d.currency, Start: partnermath.NewDate(2026, 3, 1), Months: 5 + d.IntN(40)}
		ramp := func() profit.Ramp {
			if d.chance(25) {
				r := profit.Ramp{Kind: profit.RampTable}
				for range c.Months {
					r.Table = append(r.Table, d.num(0, 9, 2))
				}
				return r
			}
			r := profit.Ramp{Kind: profit.RampGrowth, First: d.IntN(4), Start: d.num(0, 9, 2), Growth: d.maybe(70, 0, 1, 3)}
			r.Growth.Decimal = r.Growth.Decimal.Mul(decimal.New(2, -1))
			if d.chance(40) {
				for range 12 {
					r.Season = append(r.Season, d.num(0, 2, 2).Decimal)
				}
			}
			return r
		}
		c.Products = []profit.Product{
			{ID: "resale", Kind: profit.ProductResale, Price: d.num(1, 9_000, 3), Margin: d.num(-1, 1, 3), Decline: d.maybe(50, 0, 1, 2), Units: ramp()},
			{ID: "list", Kind: profit.ProductResale, Price: d.num(1, 9_000, 3), Discount: d.num(0, 1, 3), List: d.maybe(50, 1, 9_000, 2), Decline: d.maybe(50, 0, 1, 2), Units: ramp()},
			{ID: "agency", Kind: profit.ProductAgency, Price: d.num(1, 9_000, 2), Margin: d.num(0, 1, 3), Units: ramp()},
			{ID: "referral", Kind: profit.ProductReferral, Price: d.num(1, 900, 2), Units: ramp()},
		}
		if d.chance(40) {
			c.Recurring = []profit.Recurring{{
				ID: "care", New: ramp(), AnnualChurn: d.num(0, 1, 2), RenewalRate: d.num(0, 1, 2), Price: d.num(1, 90, 2), FirstMargin: d.num(0, 1, 2), RenewalMargin: d.num(0, 1, 2), Yearly: d.chance(50),
			}}
		}
		c.Roles = []profit.Role{
			{ID: "closer", Kind: profit.RoleSales, Salary: d.num(0, 90_000, 2), Burden: d.num(0, 1, 2), Raise: d.maybe(50, 0, 1, 2), Hires: []profit.Hire{{Month: 1, Heads: d.num(1, 3, 1)}, {Month: 3, Leave: 5, Heads: d.num(1, 2, 1)}}, Sells: []string{"resale", "fixed"}, Deals: d.num(1, 9, 0), Commission: d.maybe(60, 0, 1, 3)},
			{ID: "office", Kind: profit.RoleOther, Salary: d.num(0, 50_000, 2), Burden: d.num(0, 1, 2), Hires: []profit.Hire{{Month: 2, Heads: d.num(1, 2, 2)}}},
		}
		c.Services = []profit.Service{
			{ID: "fixed", On: "resale", Attach: d.num(0, 2, 3), Lag: d.IntN(4), Hours: d.num(0, 40, 1), Price: d.num(0, 4_000, 2), HourCost: d.num(0, 90, 2)},
			{ID: "hourly", On: "list", Attach: d.num(0, 2, 3), Hours: d.num(0, 40, 1), BillRate: d.num(0, 200, 2), HourCost: d.num(0, 90, 2)},
		}
		if d.chance(40) {
			c.Roles = append(c.Roles, profit.Role{ID: "crew", Kind: profit.RoleDelivery, Salary: d.num(0, 60_000, 2), Burden: d.num(0, 1, 2), Hires: []profit.Hire{{Month: 1, Heads: d.num(1, 4, 1)}}, Hours: d.num(100, 160, 0), Utilisation: d.num(1, 1, 0), Subcontract: d.num(0, 120, 2)})
			c.Services[1].Role, c.Services[1].HourCost = "crew", decimal.NullDecimal{}
		}
		c.VendorMoney = []profit.VendorMoney{
			{ID: "rebate", Kind: profit.VendorRebate, Rate: d.num(0, 1, 3), On: []string{"resale", "list"}, First: d.IntN(3)},
			{ID: "deals", Kind: profit.VendorRegistration, Rate: d.num(0, 1, 3), On: []string{"resale"}},
			{ID: "funds", Kind: profit.VendorMDF, Amount: d.num(0, 900, 2), Last: 4},
			{ID: "more funds", Kind: profit.VendorMDF, Rate: d.num(0, 1, 2), On: []string{"list"}},
		}
		c.Costs = []profit.Cost{
			{ID: "setup", Kind: profit.CostOnce, Amount: d.num(0, 90_000, 2)},
			{ID: "later", Kind: profit.CostOnce, First: 3, Amount: d.num(0, 9_000, 2)},
			{ID: "ads", Kind: profit.CostRunning, Rate: d.num(0, 1, 3), Marketing: true, First: 2},
			{ID: "rent", Kind: profit.CostRunning, Rate: d.maybe(50, 0, 1, 3), Amount: d.num(0, 900, 2), Last: 5},
		}
		if d.chance(50) {
			c.Tax = profit.Tax{Rate: d.num(0, 1, 2)}
		}
		if d.chance(40) {
			c.Timing = profit.Timing{CustomerDays: d.num(0, 90, 0), SupplierDays: d.num(0, 60, 0), CostDays: d.num(0, 30, 0)}
		}
		return p
	}, func(p *Profit) (err error) {
		if p.Statement, err = profit.Forecast(p.Case); err == nil {
			p.Report, err = profit.Measure(p.Statement, p.Discount)
		}
		return err
	})
}

// What is hard comes out as the library says, too.
func TestHardInputs(t *testing.T) {
	const books, programs = 6, 12
	easy := sample(t)
	var all []*live.Book
	var contents [][]byte
	for seed := range uint64(books) {
		d := dice{rand.New(rand.NewPCG(seed, 2026)), "USD", 30_000}
		switch seed % 3 { // 3 decimals, or amounts of up to 12 digits
		case 1:
			d.currency = "KWD"
		case 2:
			d.most = 2_000_000_000
		}
		in := Input{
			Review: easy.Review, Scorecard: d.scorecard(t, easy.Scorecard), Plan: d.plan(t), Marketing: d.marketing(t),
			Pipeline: d.pipeline(t), Fund: d.fund(t, easy.Fund), Profit: d.profit(t),
		}
		in.Review.Currency = d.currency
		for i := range programs {
			kinds := incentive.FormulaKind.Values("")
			in.Payouts = append(in.Payouts, d.payout(t, kinds[i%len(kinds)]))
		}
		b, content := written(t, in)
		all, contents = append(all, b), append(contents, content)
	}
	figures, different, helpers, computed := 0, 0, 0, 0
	for i, f := range livetest.Recalculated(t, contents...) {
		different += livetest.Compare(t, f, all[i].Figures())
		livetest.NoErrors(t, f)
		figures, helpers, computed = figures+len(all[i].Figures()), helpers+all[i].Steps(), computed+all[i].Computed()
	}
	fmt.Printf("hard inputs: %d figures compared, %d different; %d helper cells; %d cells of the library's own\n", figures, different, helpers, computed)
}
