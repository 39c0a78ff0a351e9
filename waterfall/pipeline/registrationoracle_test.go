package pipeline_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// randomRegistrations draws a policy and a book, both sound, in which everything happens
// within a few weeks to a few partners and customers.
func randomRegistrations(t *rapid.T) (p pipeline.RegistrationPolicy, asOf partnermath.Date, b pipeline.RegistrationBook) {
	origin := on("01-20")
	day := func(from partnermath.Date, least, most int, name string) partnermath.Date {
		return from.AddDays(rapid.IntRange(least, most).Draw(t, name))
	}
	money := testkit.Decimal(0, 100_000, 2)
	optional := func(name string) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: money.Draw(t, name), Valid: rapid.Bool().Draw(t, name+" given")}
	}
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	p = pipeline.RegistrationPolicy{
		Currency: "USD", Goal: optional("goal"), ServiceLevel: rapid.IntRange(0, 6).Draw(t, "level"),
		Basis: pipeline.RegistrationBasis(pick("basis", "", "approved", "submitted")),
		Days:  pipeline.DayCount(pick("days", "", "calendar", "working")),
	}
	asOf = day(origin, 0, 50, "as of")
	if rapid.Bool().Draw(t, "period given") {
		p.Period.Start = day(asOf, -30, 0, "start")
		p.Period.End = day(p.Period.Start, 1, 60, "end")
	}
	if p.Days == pipeline.DaysWorking {
		p.WorkingDays.Weekend = rapid.SliceOfNDistinct(rapid.SampledFrom([]partnermath.Weekday{
			partnermath.Friday, partnermath.Saturday, partnermath.Sunday, partnermath.Monday,
		}), 0, 3, rapid.ID).Draw(t, "weekend")
		if rapid.Bool().Draw(t, "usual weekend") {
			p.WorkingDays.Weekend = nil
		}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(-5, 60), 0, 8, rapid.ID).Draw(t, "holidays") {
			p.WorkingDays.Holidays = append(p.WorkingDays.Holidays, origin.AddDays(i))
		}
	}
	b.Revenue = optional("revenue")
	b.Partners = []pipeline.RegistrationParty{{ID: "p1", Goal: optional("p1 goal"), Revenue: optional("p1 revenue")}, {ID: "p9", Goal: optional("p9 goal")}}
	b.Reps = []pipeline.RegistrationParty{{ID: "s2", Goal: optional("s2 goal"), Revenue: optional("s2 revenue")}}
	for i := range rapid.IntRange(0, 12).Draw(t, "registrations") {
		r := pipeline.Registration{
			ID: fmt.Sprint("r", i), Partner: pick("partner", "p1", "p2"), Rep: pick("rep", "", "s1", "s2"),
			Customer: pick("customer", "c1", "c2"), Product: pick("product", "", "x"), Amount: money.Draw(t, "amount"), Submitted: day(origin, 0, 40, "submitted"),
		}
		decision := pick("decision", "", "rejected", "approved", "approved", "approved")
		if r.Decision = pipeline.RegistrationDecision(decision); decision != "" {
			r.Decided = day(r.Submitted, 0, 12, "decided")
		}
		if decision == "approved" {
			if rapid.Bool().Draw(t, "expires given") {
				r.Expires = day(r.Decided, 1, 20, "expires")
			}
			if r.Outcome = pipeline.DealOutcome(pick("outcome", "", "won", "lost")); r.Outcome != "" {
				r.Closed = day(r.Decided, 0, 20, "closed")
			}
			if r.Outcome == pipeline.DealWon {
				r.Revenue = optional("won revenue")
			}
		}
		b.Registrations = append(b.Registrations, r)
	}
	return p, asOf, b
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
	if r.Decision != "approved" || !o.known(r.Decided) || d.Before(r.Decided) {
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

func (o registrationOracle) conflicts(all []pipeline.Registration) (lines []string, colliding map[string]bool) {
	lines, colliding = []string{}, map[string]bool{}
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
			colliding[a.ID], colliding[b.ID] = true, true
			end := last.AddDays(1)
			if !end.Before(on("12-01")) {
				end = on("")
			}
			pairs = append(pairs, pair{a.Customer, a.Product, first, b.ID, a.ID, fmt.Sprintf("%s/%s %s(%s) %s(%s) %s..%s",
				a.Customer, a.Product, a.ID, a.Partner, b.ID, b.Partner, first, end)})
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
func (o registrationOracle) figures(id string, goal, revenue decimal.NullDecimal, all []pipeline.Registration, colliding map[string]bool) []string {
	names := []string{"submitted", "approved", "rejected", "won", "lost", "expired", "pending", "open"}
	count, value := map[string]int{}, map[string]*big.Rat{}
	for _, name := range names {
		value[name] = new(big.Rat)
	}
	wonRevenue := new(big.Rat)
	var ages, times []int
	late, collided := 0, 0
	for i := range all {
		r := &all[i]
		if !o.known(r.Submitted) {
			continue
		}
		tally := func(name string, counts bool) bool {
			if counts {
				count[name]++
				value[name].Add(value[name], testkit.Rat(r.Amount))
			}
			return counts
		}
		tally("submitted", o.inPeriod(r.Submitted))
		decided, approved := o.known(r.Decided), r.Decision == "approved"
		if tally("pending", !decided) {
			ages = append(ages, o.daysBetween(r.Submitted, o.asOf))
		}
		if tally("approved", approved && o.inPeriod(r.Decided)) || tally("rejected", !approved && o.inPeriod(r.Decided)) {
			times = append(times, o.daysBetween(r.Submitted, r.Decided))
		}
		lapses := o.known(r.Expires) && (!o.known(r.Closed) || !r.Closed.Before(r.Expires))
		ends := o.known(r.Closed) && !lapses
		tally("expired", approved && decided && lapses && o.inPeriod(r.Expires))
		tally("lost", ends && r.Outcome == "lost" && o.inPeriod(r.Closed))
		if tally("won", ends && r.Outcome == "won" && o.inPeriod(r.Closed)) {
			if won := r.Amount; !r.Revenue.Valid {
				wonRevenue.Add(wonRevenue, testkit.Rat(won))
			} else {
				wonRevenue.Add(wonRevenue, testkit.Rat(r.Revenue.Decimal))
			}
		}
		tally("open", approved && decided && !lapses && !ends)
		if colliding[r.ID] {
			collided++
		}
	}
	lines := []string{"id " + id}
	for _, name := range names {
		lines = append(lines, fmt.Sprintf("%s %d %s", name, count[name], cents(value[name])))
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
	return append(lines, oldest, overdue, "registered "+cents(registered), optionalLine("goal", goal), registrationRatio("attainment", registered, ratOf(goal), 4),
		median, within, registrationRatio("within share", wholeRat(len(times)-late), basis, 4),
		registrationRatio("win rate", wholeRat(count["won"]), ended, 4), "won revenue "+cents(wonRevenue), optionalLine("revenue", revenue),
		registrationRatio("registered share", wonRevenue, ratOf(revenue), 4), fmt.Sprint("colliding ", collided))
}

func optionalLine(name string, d decimal.NullDecimal) string {
	if !d.Valid {
		return name + " null"
	}
	return name + " " + d.Decimal.String()
}

func ratOf(d decimal.NullDecimal) *big.Rat {
	if !d.Valid {
		return nil
	}
	return testkit.Rat(d.Decimal)
}

// rows has the lines of the partners or reps.
func (o registrationOracle) rows(all []pipeline.Registration, of func(*pipeline.Registration) string, parties []pipeline.RegistrationParty, colliding map[string]bool) (lines []string) {
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

func TestRegistrationsAreWhatTheOracleSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		if err := b.Validate(); err != nil {
			t.Fatal(err)
		}
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		o := registrationOracle{p, asOf}
		conflicts, colliding := o.conflicts(b.Registrations)
		if diff := cmp.Diff(conflicts, conflictsOf(r)); diff != "" || r.MoreConflicts != 0 {
			t.Fatalf("conflicts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(o.figures("", p.Goal, b.Revenue, b.Registrations, colliding), figuresOf("", r.Total)); diff != "" {
			t.Fatalf("total (-want +got):\n%s", diff)
		}
		var partners, reps []string
		for _, row := range r.Partners {
			partners = append(partners, rowOf(row)...)
		}
		for _, row := range r.Reps {
			reps = append(reps, rowOf(row)...)
		}
		want := o.rows(b.Registrations, func(r *pipeline.Registration) string { return r.Partner }, b.Partners, colliding)
		if diff := cmp.Diff(want, partners); diff != "" {
			t.Fatalf("partners (-want +got):\n%s", diff)
		}
		want = o.rows(b.Registrations, func(r *pipeline.Registration) string { return r.Rep }, b.Reps, colliding)
		if diff := cmp.Diff(want, reps); diff != "" {
			t.Fatalf("reps (-want +got):\n%s", diff)
		}
		for _, pending := range r.Pending {
			if days := o.daysBetween(pending.Submitted, asOf); pending.Days != days {
				t.Fatalf("%s is %d days old, want %d", pending.ID, pending.Days, days)
			}
		}
	})
}

// The report is the same to the byte in whatever order registrations come, some of them
// twice, but for the count of these.
func TestRegistrationOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		again := b
		again.Registrations = rapid.Permutation(b.Registrations).Draw(t, "order")
		if len(b.Registrations) > 0 {
			twice := rapid.SampledFrom(b.Registrations).Draw(t, "twice")
			again.Registrations = append(slices.Clone(again.Registrations), twice)
			r.Repeated++
		}
		again.Partners = rapid.Permutation(b.Partners).Draw(t, "partners")
		s, err := pipeline.MeasureRegistrations(p, asOf, again)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := json.Marshal(r)
		got, _ := json.Marshal(s)
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Rows add up to the total, and without a period everything has become of something.
func TestRegistrationsFoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		p.Period = partnermath.Period{}
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		sum := func(tallies ...pipeline.RegistrationSum) (s pipeline.RegistrationSum) {
			for _, tally := range tallies {
				s.Count, s.Value = s.Count+tally.Count, s.Value.Add(tally.Value)
			}
			return s
		}
		same := func(what string, a, b pipeline.RegistrationSum) {
			if a.Count != b.Count || !a.Value.Equal(b.Value) {
				t.Fatalf("%s: %v is not %v", what, a, b)
			}
		}
		f := r.Total
		same("submitted", f.Submitted, sum(f.Pending, f.Approved, f.Rejected))
		same("approved", f.Approved, sum(f.Won, f.Lost, f.Expired, f.Open))
		for _, rows := range [][]pipeline.RegistrationRow{r.Partners, r.Reps} {
			var s pipeline.RegistrationFigures
			for _, row := range rows {
				s.Submitted, s.Won, s.Open = sum(s.Submitted, row.Submitted), sum(s.Won, row.Won), sum(s.Open, row.Open)
				s.WonRevenue, s.Registered = s.WonRevenue.Add(row.WonRevenue), s.Registered.Add(row.Registered)
				s.Colliding += row.Colliding
			}
			same("submitted rows", f.Submitted, s.Submitted)
			same("won rows", f.Won, s.Won)
			same("open rows", f.Open, s.Open)
			if !s.WonRevenue.Equal(f.WonRevenue) || !s.Registered.Equal(f.Registered) || s.Colliding != f.Colliding {
				t.Fatalf("%v is not %v", s, f)
			}
		}
	})
}
