package pipeline_test

import (
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// findings are those of the table of the package.
func (o registrationOracle) findings(all []pipeline.Registration) []string {
	none, found := on(""), map[string][]string{}
	for _, r := range all {
		base := r.Decided
		if base == none {
			base = r.Submitted
		}
		for reason, is := range map[string]bool{
			"amount-unknown":           !r.Amount.Valid,
			"customer-unknown":         r.Customer == "",
			"decided-before-submitted": r.Decided != none && r.Decided.Compare(r.Submitted) < 0,
			"decision-without-day":     r.Decision != "" && r.Decided == none,
			"day-without-decision":     r.Decision == "" && r.Decided != none,
			"outcome-without-day":      r.Outcome != "" && r.Closed == none,
			"day-without-outcome":      r.Outcome == "" && r.Closed != none,
			"closed-before-decided":    r.Closed != none && r.Closed.Compare(base) < 0,
			"closed-undecided":         o.known(r.Closed) && !o.known(r.Decided) && (r.Decision == "" || r.Decided != none),
			"expires-before-decided":   r.Expires != none && r.Expires.Compare(base) <= 0,
			"after-as-of":              r.Submitted.Compare(o.asOf) > 0 || r.Decided.Compare(o.asOf) > 0 || r.Closed.Compare(o.asOf) > 0,
		} {
			if is {
				found[reason] = append(found[reason], r.ID)
			}
		}
	}
	lines := []string{}
	for reason, ids := range found {
		sort.Strings(ids)
		lines = append(lines, reason+": "+strings.Join(ids, " "))
	}
	sort.Strings(lines)
	return lines
}

// registrationOracle works out figures from their definitions, day by day and pair by pair.
type registrationOracle struct {
	p    pipeline.RegistrationPolicy
	asOf partnermath.Date
}

func (o registrationOracle) known(d partnermath.Date) bool {
	return d != partnermath.Date{} && d.Compare(o.asOf) <= 0
}

func (o registrationOracle) inPeriod(d partnermath.Date) bool {
	none := partnermath.Period{}
	return o.known(d) && (o.p.Period == none || d.Compare(o.p.Period.Start) >= 0 && d.Compare(o.p.Period.End) < 0)
}

func (o registrationOracle) daysBetween(from, to partnermath.Date) int {
	days := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		free := slices.Contains(o.p.WorkingDays.Holidays, d)
		weekend := []time.Weekday{time.Saturday, time.Sunday}
		if o.p.WorkingDays.Weekend != nil {
			weekend = nil
			for _, name := range o.p.WorkingDays.Weekend {
				weekend = append(weekend, map[partnermath.Weekday]time.Weekday{"friday": 5, "saturday": 6, "sunday": 0, "monday": 1}[name])
			}
		}
		if o.p.Days != pipeline.DaysWorking || !free && !slices.Contains(weekend, d.Weekday()) {
			days++
		}
	}
	return days
}

// protects reports whether a registration protects on a day, as known at the day of the
// report.
func (o registrationOracle) protects(r *pipeline.Registration, d partnermath.Date) bool {
	if r.Decision != "approved" || !o.known(r.Decided) || d.Before(r.Decided) || r.Customer == "" || r.Outcome != "" && r.Closed == on("") {
		return false
	}
	return (r.Expires.IsZero() || d.Before(r.Expires)) && (!o.known(r.Closed) || d.Before(r.Closed))
}

// overlap returns the first and the last day on which both protect, looking as far as
// anything happens, and whether one of them lies in the period.
func (o registrationOracle) overlap(a, b *pipeline.Registration) (first, last partnermath.Date, counts bool) {
	for d := on("01-01"); d.Before(on("12-01")); d = d.AddDays(1) {
		if o.protects(a, d) && o.protects(b, d) {
			if first.IsZero() {
				first = d
			}
			last = d
			if (o.p.Period == partnermath.Period{}) || o.p.Period.Contains(d) {
				counts = true
			}
		}
	}
	return first, last, counts
}

// conflicts also returns the state of the registrations in one: "colliding", or "collided" where all have ended.
func (o registrationOracle) conflicts(all []pipeline.Registration) (lines []string, colliding map[string]string) {
	lines, colliding = []string{}, map[string]string{}
	type pair struct {
		customer, product string
		start             partnermath.Date
		later, earlier    string
		line              string
	}
	var pairs []pair
	for i := range all {
		for j := range all {
			a, b := &all[i], &all[j]
			earlier := a.Decided.Before(b.Decided) || a.Decided == b.Decided && a.ID < b.ID
			if !earlier || a.Customer != b.Customer || a.Product != b.Product {
				continue
			}
			first, last, counts := o.overlap(a, b)
			if !counts {
				continue
			}
			end, state, suffix := last.AddDays(1), "colliding", ""
			if !o.protects(a, o.asOf) || !o.protects(b, o.asOf) {
				state, suffix = "collided", " ended"
			}
			for _, id := range []string{a.ID, b.ID} {
				if colliding[id] != "colliding" {
					colliding[id] = state
				}
			}
			if !end.Before(on("12-01")) {
				end = on("")
			}
			pairs = append(pairs, pair{a.Customer, a.Product, first, b.ID, a.ID, fmt.Sprintf("%s/%s %s(%s) %s(%s) %s..%s%s",
				a.Customer, a.Product, a.ID, a.Partner, b.ID, b.Partner, first, end, suffix)})
		}
	}
	started := func(id string) partnermath.Date {
		for _, r := range all {
			if r.ID == id {
				return r.Decided
			}
		}
		return on("")
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, b := pairs[i], pairs[j]
		switch {
		case a.customer != b.customer:
			return a.customer < b.customer
		case a.product != b.product:
			return a.product < b.product
		case a.start != b.start:
			return a.start.Before(b.start)
		case a.later != b.later:
			return a.later < b.later
		case started(a.earlier) != started(b.earlier):
			return started(a.earlier).Before(started(b.earlier))
		}
		return a.earlier < b.earlier
	})
	for _, p := range pairs {
		lines = append(lines, p.line)
	}
	return lines, colliding
}

func wholeRat(n int) *big.Rat { return big.NewRat(int64(n), 1) }

func registrationRatio(name string, num, den *big.Rat, places int32) string {
	if den == nil || den.Sign() == 0 {
		return name + " null"
	}
	return name + " " + testkit.RoundHalfAway(new(big.Rat).Quo(num, den), places).String()
}

func cents(r *big.Rat) string { return testkit.RoundHalfAway(r, 2).String() }

// figures has the lines of figuresOf.
func (o registrationOracle) figures(id string, goal, revenue decimal.NullDecimal, all []pipeline.Registration, colliding map[string]string) []string {
	names := []string{"submitted", "approved", "rejected", "won", "lost", "expired", "pending", "open", "unknown decision", "unknown end"}
	count, unknown, value, unknownRevenue := map[string]int{}, map[string]int{}, map[string]*big.Rat{}, 0
	for _, name := range names {
		value[name] = new(big.Rat)
	}
	wonRevenue := new(big.Rat)
	var ages, times []int
	late, states := 0, map[string]int{}
	for i := range all {
		r := &all[i]
		if !o.known(r.Submitted) {
			continue
		}
		tally := func(name string, counts bool) bool {
			if counts {
				count[name]++
				if r.Amount.Valid {
					value[name].Add(value[name], testkit.Rat(r.Amount.Decimal))
				} else {
					unknown[name]++
				}
			}
			return counts
		}
		states[colliding[r.ID]]++
		tally("submitted", o.inPeriod(r.Submitted))
		none := on("")
		dark := (r.Decision == "" || r.Decided == none) && (o.known(r.Decided) || r.Decision != "" && r.Decided == none)
		if tally("unknown decision", dark || !o.known(r.Decided) && o.known(r.Closed)) {
			continue
		}
		decided, approved := o.known(r.Decided), r.Decision == "approved"
		if tally("pending", !decided) {
			ages = append(ages, o.daysBetween(r.Submitted, o.asOf))
		}
		isRejected := tally("rejected", decided && !approved && o.inPeriod(r.Decided))
		if (tally("approved", decided && approved && o.inPeriod(r.Decided)) || isRejected) && !r.Decided.Before(r.Submitted) {
			times = append(times, o.daysBetween(r.Submitted, r.Decided))
		}
		lapses := o.known(r.Expires) && (!o.known(r.Closed) || !r.Closed.Before(r.Expires))
		ends := o.known(r.Closed) && !lapses
		ending := decided && approved
		dark = r.Expires != none && !r.Expires.After(r.Decided) || r.Outcome != "" && r.Closed == none || ends && r.Outcome == ""
		tally("unknown end", ending && dark)
		ending = ending && !dark
		tally("expired", ending && lapses && o.inPeriod(r.Expires))
		tally("lost", ending && ends && r.Outcome == "lost" && o.inPeriod(r.Closed))
		if tally("won", ending && ends && r.Outcome == "won" && o.inPeriod(r.Closed)) {
			won := r.Amount
			if r.Revenue.Valid {
				won = r.Revenue
			}
			if won.Valid {
				wonRevenue.Add(wonRevenue, testkit.Rat(won.Decimal))
			} else {
				unknownRevenue++
			}
		}
		tally("open", ending && !lapses && !ends)
	}
	lines := []string{"id " + id}
	for _, name := range names {
		lines = append(lines, fmt.Sprintf("%s %d %s", name, count[name], cents(value[name]))+lacking(unknown[name]))
	}
	slices.Sort(ages)
	slices.Sort(times)
	oldest, overdue, median, within := "oldest null", "overdue null", "median null", "within null"
	var basis *big.Rat
	if len(ages) > 0 {
		oldest = fmt.Sprint("oldest ", ages[len(ages)-1])
	}
	if n := len(times); n%2 == 1 {
		median = fmt.Sprint("median ", times[n/2])
	} else if n > 0 {
		median = registrationRatio("median", wholeRat(times[n/2-1]+times[n/2]), wholeRat(2), 1)
	}
	if level := o.p.ServiceLevel; level > 0 {
		basis = wholeRat(len(times))
		for _, age := range ages {
			if age > level {
				late++
			}
		}
		overdue = fmt.Sprint("overdue ", late)
		basis.Add(basis, wholeRat(late))
		late = 0
		for _, days := range times {
			if days > level {
				late++
			}
		}
		within = fmt.Sprint("within ", len(times)-late)
	}
	registered := value["approved"]
	if o.p.Basis == "submitted" {
		registered = value["submitted"]
	}
	ended := wholeRat(count["won"] + count["lost"] + count["expired"])
	return append(lines, oldest, overdue, "registered "+cents(registered), "goal "+shownNull(goal), registrationRatio("attainment", registered, ratOf(goal), 4),
		median, within, registrationRatio("within share", wholeRat(len(times)-late), basis, 4),
		registrationRatio("win rate", wholeRat(count["won"]), ended, 4), "won revenue "+cents(wonRevenue)+lacking(unknownRevenue), "revenue "+shownNull(revenue),
		registrationRatio("registered share", wonRevenue, ratOf(revenue), 4), fmt.Sprint("colliding ", states["colliding"], " ", states["collided"]))
}

// lacking tells of how many the amount is not known.
func lacking(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(" but ", n)
}

func ratOf(d decimal.NullDecimal) *big.Rat {
	if !d.Valid {
		return nil
	}
	return testkit.Rat(d.Decimal)
}

// rows has the lines of the partners or reps.
func (o registrationOracle) rows(all []pipeline.Registration, of func(*pipeline.Registration) string, parties []pipeline.RegistrationParty, colliding map[string]string) (lines []string) {
	groups, known := map[string][]pipeline.Registration{}, map[string]pipeline.RegistrationParty{}
	for _, party := range parties {
		groups[party.ID], known[party.ID] = nil, party
	}
	for i := range all {
		if o.known(all[i].Submitted) {
			groups[of(&all[i])] = append(groups[of(&all[i])], all[i])
		}
	}
	var ids []string
	for id := range groups {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		lines = append(lines, o.figures(id, known[id].Goal, known[id].Revenue, groups[id], colliding)...)
	}
	return lines
}
