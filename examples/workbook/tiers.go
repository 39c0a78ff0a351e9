package workbook

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/incentive"
)

// The columns of a table of tiers.
const (
	tierName = iota + 1
	tierFrom
	tierRate
	tierPerUnit
	tierFlat
	tierBegins
	tierReached
	tierOn
	tierExact
	tierAmount
	_ // the columns below are hidden
	tierNextOn
	tierNextExact
)

// formula writes what the formula of the program pays.
func (x *paying) formula() {
	switch f := &x.Program.Formula; f.Kind {
	case incentive.FormulaTiers, incentive.FormulaGrowth:
		x.tiers(f.Tiers.Steps)
	case incentive.FormulaTarget:
		x.points(f.Points)
	default:
		x.simple(f)
	}
	x.put("payout", "Payout: what the formula pays", live.Money, x.Rounded(x.figureOf("exact")), live.Known(x.Statement.Payout))
}

// isPaying is the condition that something is paid.
func (x *paying) isPaying() string { return x.figureOf("condition") + `="yes"` }

// on is the measure that is paid on, at most its cap.
func (x *paying) on() string {
	return fmt.Sprintf("MIN(%s,%s)", x.figureOf("paid_on"), live.OrElse(x.inputOf("measure_cap"), x.figureOf("paid_on")))
}

// exact writes what is paid before it is rounded.
func (x *paying) exact(formula string) {
	x.StepValue(x.key("exact"), "Payout before it is rounded", live.Price, formula)
}

// simple writes a formula without a table.
func (x *paying) simple(f *incentive.Formula) {
	v, on := x.figureOf("qualifying"), x.on()
	formula := "0"
	switch f.Kind {
	case incentive.FormulaEvery:
		least := x.take("minimum", "Begins at", x.pays(), f.Minimum)
		step := x.take("step", "For each full", x.pays(), f.Step)
		reward := x.take("reward", "it pays", live.Price, f.Reward)
		formula = fmt.Sprintf("IF(%[1]s<N(%[2]s),0,INT(ROUND((%[1]s-N(%[2]s))/%[3]s,9))*%[4]s)", on, least, step, reward)
	case incentive.FormulaAttach:
		share := x.take("share", "Part of all that it takes", live.Share, f.Share)
		rate := x.take("rate", "Rate on it", live.Share, f.Rate)
		formula = fmt.Sprintf("IF(AND(%[1]s>0,ROUND(%[1]s-%[2]s*N(%[3]s),8)>=0),%[4]s*%[5]s,0)", x.figureOf("paid_on"), v, share, on, rate)
	case incentive.FormulaPerUnit:
		least := x.take("minimum", "Begins at", x.qualifies(), f.Minimum)
		each := x.take("amount", "For each", live.Price, f.Amount)
		formula = fmt.Sprintf("IF(%s>=N(%s),%s*%s,0)", v, least, on, each)
	case incentive.FormulaGoal:
		amount := x.take("amount", "For reaching the target", live.Money, f.Amount)
		formula = fmt.Sprintf("IF(%s>=%s,%s,0)", v, x.inputOf("target"), amount)
	}
	x.exact(fmt.Sprintf("IF(AND(%s,%s>0),%s,0)", x.isPaying(), v, formula))
}

// points writes a rate between two points of attainment.
func (x *paying) points(points []partnermath.Step) {
	x.Heads("Points", "Attainment", "Rate", "", "", "", "Lies from here on", "Paid on", "Exact")
	x.Names("", "", x.key("points_rate"))
	v, first := x.figureOf("qualifying"), x.Row
	attained := fmt.Sprintf("%s/%s", v, x.inputOf("target"))
	if places := x.Program.Formula.Places; places > 0 {
		attained = fmt.Sprintf("ROUND(%s,%d)", attained, places)
	}
	for i, p := range points {
		x.Text(tierName, fmt.Sprintf("Point %d", i+1))
		from, rate := x.Input(tierFrom, live.Share, p.From), x.Input(tierRate, live.Share, p.Rate)
		lies, at := fmt.Sprintf("%s>=%s", attained, from), rate
		if i+1 < len(points) {
			next, above := x.At(tierFrom, x.Row+1), x.At(tierRate, x.Row+1)
			lies = fmt.Sprintf("AND(%s,%s<%s)", lies, attained, next)
			at = fmt.Sprintf("(%s+(%s-%s)*(%s-%s)/(%s-%s))", rate, above, rate, attained, from, next, from)
		}
		reached := x.Step(tierReached, live.Number, fmt.Sprintf(`IF(AND(%s,%s>0),IF(%s,1,0),0)`, x.isPaying(), v, lies))
		on := x.Step(tierOn, x.pays(), fmt.Sprintf("%s*%s", reached, x.on()))
		x.Step(tierExact, live.Price, fmt.Sprintf("IF(%s=0,0,%s*%s)", reached, on, at))
		x.Row++
	}
	x.exact("SUM(" + x.Span(tierExact, first, x.Row-1) + ")")
}

// tiers writes a table of tiers, what each pays, and what they would at the next one.
func (x *paying) tiers(steps []partnermath.Step) {
	f := &x.Program.Formula
	x.Heads("Tiers by the "+string(f.Tiers.Method)+" method", "From", "Rate", "For each unit", "Flat", "Begins at", "Reached", "Paid on", "Exact", "Amount", "",
		"Paid on at the next tier", "Exact there")
	x.Names("", x.key("tier_from"), x.key("tier_rate"))
	first, last := x.Row, x.Row+len(steps)-1
	for i := range steps {
		x.tier(i, &steps[i], first, last)
		x.Row++
	}
	x.MarkRows(x.key("tiers"), first)
	x.exact("SUM(" + x.Span(tierExact, first, last) + ")")
}

func (x *paying) isGrowth() bool { return x.Program.Formula.Kind == incentive.FormulaGrowth }

// isShare tells whether tiers begin at parts of a baseline.
func (x *paying) isShare() bool { return x.isGrowth() && !x.Program.Formula.Baseline.Absolute }

// begins is where a tier begins: its threshold, or that × the baseline.
func (x *paying) begins(from string) string {
	if x.isShare() {
		return fmt.Sprintf("%s*N(%s)", from, x.figureOf("baseline"))
	}
	return from
}

// reaches is the condition that a tier is reached.
func (x *paying) reaches(from, begins string) string {
	f, v := &x.Program.Formula, x.figureOf("qualifying")
	compare := ">="
	if f.Tiers.Boundary == partnermath.BoundaryUpper {
		compare = ">"
	}
	if !x.isGrowth() {
		return fmt.Sprintf("%s%s%s", v, compare, begins)
	}
	base := fmt.Sprintf("N(%s)", x.figureOf("baseline"))
	if f.Places > 0 {
		return fmt.Sprintf("IF(%[2]s=0,0,ROUND((%[1]s-%[2]s)/%[2]s,%[3]d))%[4]s%[5]s", v, base, f.Places, compare, from)
	}
	return fmt.Sprintf("ROUND(%s-%s-%s,8)%s0", v, base, begins, compare)
}

func (x *paying) tier(i int, step *partnermath.Step, first, last int) {
	f, v := &x.Program.Formula, x.figureOf("qualifying")
	x.Text(tierName, fmt.Sprintf("Tier %d", i+1))
	threshold := x.qualifies()
	if x.isShare() {
		threshold = live.Share
	}
	from := x.Input(tierFrom, threshold, step.From)
	rate, perUnit, flat := x.Input(tierRate, live.Share, step.Rate), x.Input(tierPerUnit, live.Price, step.PerUnit), x.Input(tierFlat, live.Money, step.Flat)
	begins := x.Step(tierBegins, x.qualifies(), x.begins(from))
	reached := x.Step(tierReached, live.Number, fmt.Sprintf("IF(%s,1,0)", x.reaches(from, begins)))
	measure := x.on()
	if x.isGrowth() {
		if measure = fmt.Sprintf("(%s-N(%s))", v, x.figureOf("baseline")); f.Baseline.Whole {
			measure = v
		}
	}
	pays := fmt.Sprintf("AND(%s,%s>0,%s>0,%s)", x.isPaying(), v, measure, x.isActive(reached, tierReached, last))
	on := x.Figure(tierOn, x.pays(), fmt.Sprintf("IF(%s,%s,0)", pays, x.part(measure, begins, last)), live.Known(x.slice(i).Measure))
	exact := fmt.Sprintf("%s*(N(%s)+N(%s))+IF(%s,N(%s),0)", on, rate, perUnit, pays, flat)
	if x.Program.ZeroPaysFlat && i == 0 {
		exact += fmt.Sprintf("+IF(AND(%s,%s=0),N(%s),0)", x.isPaying(), v, flat)
	}
	x.Step(tierExact, live.Price, exact)
	sofar := "SUM(" + x.Span(tierExact, first, x.Row) + ")"
	amount := x.Rounded(sofar)
	if i > 0 {
		amount = x.Rounded(amount + "-" + x.Rounded("SUM("+x.Span(tierExact, first, x.Row-1)+")"))
	}
	x.Figure(tierAmount, live.Money, amount, live.Known(x.slice(i).Amount))
	if x.Statement.Gap.To.Valid {
		x.atNext(i, begins, first, last, rate, perUnit, flat)
	}
}

// isActive is the condition that a tier pays: the last that is reached by the whole method, else
// each.
func (x *paying) isActive(reached string, col, last int) string {
	if x.Program.Formula.Tiers.Method == partnermath.MethodWhole && x.Row < last {
		return fmt.Sprintf("%s=1,%s=0", reached, x.At(col, x.Row+1))
	}
	return reached + "=1"
}

// part is what a tier pays on of a measure.
func (x *paying) part(measure, begins string, last int) string {
	method := x.Program.Formula.Tiers.Method
	if x.Row < last && (method == partnermath.MethodStepped || method == partnermath.MethodRolling) {
		measure = fmt.Sprintf("MIN(%s,%s)", measure, x.At(tierBegins, x.Row+1))
	}
	if method == partnermath.MethodStepped {
		measure = fmt.Sprintf("MAX(0,%s-%s)", measure, begins)
	}
	return measure
}

// atNext writes what a tier would pay where the next one begins.
func (x *paying) atNext(i int, begins string, first, last int, rate, perUnit, flat string) {
	f := &x.Program.Formula
	next := fmt.Sprintf("(SUM(%s)+1)", x.Span(tierReached, first, last))
	to := fmt.Sprintf("INDEX(%s,%s)", x.Span(tierBegins, first, last), next)
	measure := to
	switch {
	case x.isGrowth() && f.Baseline.Whole:
		measure = fmt.Sprintf("(N(%s)+%s)", x.figureOf("baseline"), to)
	case !x.isGrowth() && x.Program.Pays != "" && x.Program.Pays != x.Program.Qualifies:
		measure = fmt.Sprintf("IF(%s=0,0,%s)", to, x.figureOf("paid_on"))
	}
	measure = fmt.Sprintf("MIN(%s,%s)", measure, live.OrElse(x.inputOf("measure_cap"), measure))
	active := fmt.Sprintf("%d<=%s", i+1, next)
	if f.Tiers.Method == partnermath.MethodWhole {
		active = fmt.Sprintf("%d=%s", i+1, next)
	}
	on := x.Step(tierNextOn, x.pays(), fmt.Sprintf("IF(%s>%d,0,IF(AND(%s,%s>0),%s,0))", next, last-first+1, active, measure, x.part(measure, begins, last)))
	x.Step(tierNextExact, live.Price, fmt.Sprintf("%s*(N(%s)+N(%s))+IF(%s>%d,0,IF(AND(%s,%s>0),N(%s),0))", on, rate, perUnit, next, last-first+1, active, measure, flat))
}

// slice is that of a tier, none for one that pays nothing.
func (x *paying) slice(i int) (s incentive.Slice) {
	all, begins := x.Statement.Slices, x.Program.Formula.Tiers.Steps[i].From.Decimal
	if x.isShare() {
		begins = begins.Mul(x.Statement.Baseline.Decimal)
	}
	for k, one := range all {
		if whole := x.Program.Formula.Tiers.Method == partnermath.MethodWhole; !whole && k == i || whole && one.From.Valid && one.From.Decimal.Equal(begins) {
			return one
		}
	}
	return s
}

// gap writes the way to the next tier.
func (x *paying) gap() {
	g := &x.Statement.Gap
	if !g.To.Valid {
		return
	}
	first, last := x.Rows(x.key("tiers"))
	next := fmt.Sprintf("INDEX(%s,SUM(%s)+1)", x.Span(tierBegins, first, last), x.Span(tierReached, first, last))
	if x.isGrowth() {
		next = fmt.Sprintf("N(%s)+%s", x.figureOf("baseline"), next)
	}
	reached := fmt.Sprintf("SUM(%s)>=%d", x.Span(tierReached, first, last), last-first+1)
	or := func(formula string) string { return fmt.Sprintf(`IF(%s,"",%s)`, reached, formula) }
	to := x.put("to", "The next tier begins at", live.Price, or(fmt.Sprintf("ROUND(%s,8)", next)), g.To)
	x.put("missing", "Missing to it", live.Price, or(fmt.Sprintf("ROUND(%s-%s,8)", to, x.figureOf("qualifying"))), g.Missing)
	then := x.put("then", "It would pay", live.Money, or(x.Rounded("SUM("+x.Span(tierNextExact, first, last)+")")), g.Then)
	x.put("gain", "More than now", live.Money, or(x.Rounded(then+"-"+x.figureOf("payout"))), g.Gain)
}
