package coverage

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Coverage is where the hours of channel managers go.
type Coverage struct {
	// Total is of all managers and all work, Work of each kind of work, Stages of the partners
	// in each stage, in the order of the policy. Each is the sum of the lines of managers.
	Total    WorkLine      `json:"total"`
	Work     []WorkLine    `json:"work"`
	Stages   []StageLine   `json:"stages"`
	Managers []ManagerLine `json:"managers"`
}

// Hours are those planned for accounts, and those worked.
type Hours struct {
	Planned decimal.Decimal `json:"planned"`
	// Undone is what Planned lacks of the minimums.
	Undone decimal.Decimal `json:"undone"`
	// Actual is of the accounts and kinds of work that were reported, undefined where none was;
	// Unreported counts the others. Variance = Actual − Planned, undefined unless all were.
	Actual     decimal.NullDecimal `json:"actual"`
	Variance   decimal.NullDecimal `json:"variance"`
	Unreported int                 `json:"unreported"`
}

// WorkLine is a kind of work, or all of them: available = planned + unassigned.
type WorkLine struct {
	Work      string          `json:"work,omitempty"`
	Available decimal.Decimal `json:"available"`
	// Unassigned is what is above the maximums of all accounts.
	Unassigned decimal.Decimal `json:"unassigned"`
	// PerWeight is λ, the hours for a weight of 1 between the bounds, with 8 decimals. It is
	// undefined in a sum, and where each account has the most that it can.
	PerWeight decimal.NullDecimal `json:"perWeight"`
	Hours     Hours               `json:"hours"`
}

// StageLine is what the partners of a stage get.
type StageLine struct {
	Stage    string `json:"stage"`
	Accounts int    `json:"accounts"`
	Hours    Hours  `json:"hours"`
}

// ManagerLine is where the hours of a manager go.
type ManagerLine struct {
	Manager string     `json:"manager"`
	Total   WorkLine   `json:"total"`
	Work    []WorkLine `json:"work"`
	// Accounts are by partner.
	Accounts []AccountLine `json:"accounts"`
}

// AccountLine is what a partner gets of a manager.
type AccountLine struct {
	Partner string `json:"partner"`
	Stage   string `json:"stage"`
	// Potential is what counted, and PotentialKnown tells that it was that of the account.
	Potential      decimal.Decimal `json:"potential"`
	PotentialKnown bool            `json:"potentialKnown"`
	Hours          Hours           `json:"hours"`
	Work           []NeedLine      `json:"work"`
}

// NeedLine is what a partner gets for a kind of work, and why: Weight is that of the need
// times the potential, Maximum undefined where there is none.
type NeedLine struct {
	Work    string              `json:"work"`
	Weight  decimal.Decimal     `json:"weight"`
	Minimum decimal.Decimal     `json:"minimum"`
	Maximum decimal.NullDecimal `json:"maximum"`
	Hours   Hours               `json:"hours"`
}

// Cover shares out what each manager has of each kind of work over its accounts:
//
//	weight  = weight of the need × potential
//	planned = clamp(λ × weight, minimum, maximum)
//
// with the highest λ that uses no more than the hours there are, then in quarter hours by largest remainder, equal
// ones in the order of partners. Beyond the sum of the maximums, and of the minimums of
// accounts without a weight, the rest is unassigned.
//
// Where there are less hours than the minimums come to, these are filled by weight,
//
//	planned = clamp(λ × weight, 0, minimum)
//
// and then those of accounts without a weight, in proportion to them. What lacks is undone.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and "accounts":
// faults of each for itself, a partner that stands twice for a manager, a manager, stage or
// kind of work that the policy does not list, and a potential that is not known and that the
// policy has no UnknownPotential for.
func Cover(policy Policy, accounts []Account) (Coverage, error) {
	if err := checkCover(&policy, accounts); err != nil {
		return Coverage{}, err
	}
	b := newHoursBook(&policy, accounts)
	c := Coverage{Stages: make([]StageLine, len(b.stages)), Managers: make([]ManagerLine, len(policy.Managers))}
	all, stages := newSheet(b.work), make([]tally, len(b.stages))
	for i := range policy.Managers {
		c.Managers[i] = b.cover(&policy.Managers[i], all, stages)
	}
	c.Total, c.Work = all.lines()
	for i, stage := range b.stages {
		c.Stages[i] = StageLine{Stage: stage, Hours: stages[i].hours()}
	}
	for i := range accounts {
		c.Stages[b.stageAt[accounts[i].Stage]].Accounts++
	}
	return c, nil
}

// hoursBook is a policy with its needs by stage and work, and the accounts by manager.
type hoursBook struct {
	*Policy
	stages, work    []string
	stageAt, workAt map[string]int
	needs           [][]Need
	accounts        map[string][]*Account // in the order of partners
}

func newHoursBook(p *Policy, accounts []Account) *hoursBook {
	b := &hoursBook{Policy: p, stages: orElse(p.Stages, lifeStages), work: orElse(p.Work, kindsOfWork), accounts: map[string][]*Account{}}
	b.stageAt, b.workAt = places(b.stages), places(b.work)
	b.needs = make([][]Need, len(b.stages))
	for i := range b.needs {
		b.needs[i] = make([]Need, len(b.work))
	}
	for _, n := range p.Needs {
		b.needs[b.stageAt[n.Stage]][b.workAt[n.Work]] = n
	}
	for i := range accounts {
		a := &accounts[i]
		b.accounts[a.Manager] = append(b.accounts[a.Manager], a)
	}
	for _, list := range b.accounts {
		slices.SortFunc(list, func(x, y *Account) int { return strings.Compare(x.Partner, y.Partner) })
	}
	return b
}

// places are the indices of ids in a list.
func places(list []string) map[string]int {
	at := make(map[string]int, len(list))
	for i, id := range list {
		at[id] = i
	}
	return at
}

// cover shares out the hours of a manager, and adds them to those of all and of the stages.
func (b *hoursBook) cover(m *Manager, all *sheet, stages []tally) ManagerLine {
	accounts := b.accounts[m.ID]
	line := ManagerLine{Manager: m.ID, Accounts: make([]AccountLine, len(accounts))}
	for i, a := range accounts {
		line.Accounts[i] = b.account(a)
	}
	own, ofAccounts := newSheet(b.work), make([]tally, len(accounts))
	for _, h := range m.Hours {
		own.available[b.workAt[h.Work]], _ = quarters(h.Hours)
	}
	for w, work := range b.work {
		claims := make([]claim, len(accounts))
		for i := range claims {
			claims[i] = line.Accounts[i].Work[w].claim(own.available[w])
		}
		parts, lambda, highest := split(own.available[w], claims)
		if highest {
			own.perWeight[w] = decimal.NewNullDecimal(lambda.Div(decimal.NewFromInt(quartersOfHour)).Round(exact.RatePlaces))
		}
		for i, a := range accounts {
			one := a.tally(work, parts[i], claims[i].minimum)
			line.Accounts[i].Work[w].Hours = one.hours()
			ofAccounts[i].add(one)
			own.hours[w].add(one)
			stages[b.stageAt[a.Stage]].add(one)
		}
	}
	for i := range ofAccounts {
		line.Accounts[i].Hours = ofAccounts[i].hours()
	}
	line.Total, line.Work = own.lines()
	all.add(own)
	return line
}

// account tells what a partner needs.
func (b *hoursBook) account(a *Account) AccountLine {
	line := AccountLine{
		Partner: a.Partner, Stage: a.Stage, Potential: b.UnknownPotential.Decimal, PotentialKnown: a.Potential.Valid,
		Work: make([]NeedLine, len(b.work)),
	}
	if a.Potential.Valid {
		line.Potential = a.Potential.Decimal
	}
	for w, need := range b.needs[b.stageAt[a.Stage]] {
		line.Work[w] = NeedLine{Work: b.work[w], Weight: need.Weight.Decimal.Mul(line.Potential), Minimum: need.least(), Maximum: need.Maximum}
	}
	return line
}

// claim is what the line asks of the hours available, which are as good a maximum as none.
func (n *NeedLine) claim(available int64) claim {
	var c claim
	c.weight, _ = exact.Int64(n.Weight, weightPlaces)
	c.minimum, _ = quarters(decimal.NewNullDecimal(n.Minimum))
	if c.maximum, _ = quarters(n.Maximum); !n.Maximum.Valid {
		c.maximum = max(c.minimum, available)
	}
	return c
}

// tally adds up quarter hours planned and undone, and hours worked in units of 10^-4.
type tally struct {
	planned, undone, actual int64
	reported, unreported    int
}

// tally is what an account gets of a kind of work, and what was worked.
func (a *Account) tally(work string, planned, minimum int64) tally {
	one := tally{planned: planned, undone: max(0, minimum-planned), unreported: 1}
	for _, h := range a.Actual {
		if h.Work == work {
			one.actual, _ = exact.Int64(h.Hours.Decimal, actualPlaces)
			one.reported, one.unreported = 1, 0
		}
	}
	return one
}

func (t *tally) add(u tally) {
	t.planned, t.undone, t.actual = t.planned+u.planned, t.undone+u.undone, t.actual+u.actual
	t.reported, t.unreported = t.reported+u.reported, t.unreported+u.unreported
}

func (t *tally) hours() Hours {
	h := Hours{Planned: inHours(t.planned), Undone: inHours(t.undone), Unreported: t.unreported}
	if t.reported > 0 {
		h.Actual = decimal.NewNullDecimal(exact.Fixed(t.actual, actualPlaces))
		if t.unreported == 0 {
			h.Variance = decimal.NewNullDecimal(h.Actual.Decimal.Sub(h.Planned))
		}
	}
	return h
}

// inHours are quarter hours in hours.
func inHours(n int64) decimal.Decimal { return exact.Fixed(n*25, 2) }

// sheet is the hours of each kind of work, of a manager or of all.
type sheet struct {
	work      []string
	available []int64 // in quarter hours
	perWeight []decimal.NullDecimal
	hours     []tally
}

func newSheet(work []string) *sheet {
	return &sheet{work, make([]int64, len(work)), make([]decimal.NullDecimal, len(work)), make([]tally, len(work))}
}

// add adds the hours of a manager to those of all.
func (s *sheet) add(other *sheet) {
	for w := range s.work {
		s.available[w] += other.available[w]
		s.hours[w].add(other.hours[w])
	}
}

// lines are the total and each kind of work.
func (s *sheet) lines() (total WorkLine, work []WorkLine) {
	work = make([]WorkLine, len(s.work))
	var available int64
	var hours tally
	for w, id := range s.work {
		work[w] = workLine(s.available[w], &s.hours[w])
		work[w].Work, work[w].PerWeight = id, s.perWeight[w]
		available += s.available[w]
		hours.add(s.hours[w])
	}
	return workLine(available, &hours), work
}

func workLine(available int64, t *tally) WorkLine {
	return WorkLine{Available: inHours(available), Unassigned: inHours(available - t.planned), Hours: t.hours()}
}
