package coverage

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Coverage is where the hours of channel managers go.
type Coverage struct {
	// Quarter is that of the policy, absent where it says none.
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
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
	// undefined in a sum, and where each account has the most that it can: one without a
	// maximum can have more, one without a weight has its minimum.
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
	c := Coverage{Quarter: policy.Quarter, Work: b.lines(), Stages: make([]StageLine, len(b.stages)), Managers: make([]ManagerLine, len(policy.Managers))}
	for i, stage := range b.stages {
		c.Stages[i].Stage = stage
	}
	for i := range policy.Managers {
		m := b.cover(&policy.Managers[i])
		for w := range m.Work {
			c.Work[w].add(m.Work[w])
		}
		for _, a := range m.Accounts {
			stage := &c.Stages[slices.Index(b.stages, a.Stage)]
			stage.Accounts++
			stage.Hours.add(a.Hours)
		}
		c.Total.add(m.Total)
		c.Managers[i] = m
	}
	return c, nil
}

// hoursBook is a policy with its needs by stage and work, and the accounts by manager.
type hoursBook struct {
	*Policy
	stages, work []string
	needs        map[[2]string]Need
	accounts     map[string][]*Account // in the order of partners
}

func newHoursBook(p *Policy, accounts []Account) *hoursBook {
	b := &hoursBook{p, orElse(p.Stages, lifeStages), orElse(p.Work, kindsOfWork), map[[2]string]Need{}, map[string][]*Account{}}
	for _, n := range p.Needs {
		b.needs[[2]string{n.Stage, n.Work}] = n
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

// lines are those of each kind of work, without hours.
func (b *hoursBook) lines() []WorkLine {
	lines := make([]WorkLine, len(b.work))
	for w, id := range b.work {
		lines[w].Work = id
	}
	return lines
}

// cover shares out the hours of a manager.
func (b *hoursBook) cover(m *Manager) ManagerLine {
	accounts := b.accounts[m.ID]
	line := ManagerLine{Manager: m.ID, Work: b.lines(), Accounts: make([]AccountLine, len(accounts))}
	for i, a := range accounts {
		line.Accounts[i] = b.account(a)
	}
	for _, h := range m.Hours {
		w := slices.Index(b.work, h.Work)
		line.Work[w].share(h.Hours, w, line.Accounts)
	}
	for i := range line.Accounts {
		a := &line.Accounts[i]
		for w := range a.Work {
			h := &a.Work[w].Hours
			h.report(accounts[i].Actual, b.work[w])
			a.Hours.add(*h)
			line.Work[w].Hours.add(*h)
		}
	}
	for w := range line.Work {
		l := &line.Work[w]
		l.Unassigned = l.Available.Sub(l.Hours.Planned)
		line.Total.add(*l)
	}
	return line
}

// account tells what a partner needs.
func (b *hoursBook) account(a *Account) AccountLine {
	line := AccountLine{Partner: a.Partner, Stage: a.Stage, Potential: a.Potential.Decimal, PotentialKnown: a.Potential.Valid}
	if !a.Potential.Valid {
		line.Potential = b.UnknownPotential.Decimal
	}
	for _, work := range b.work {
		n := b.needs[[2]string{a.Stage, work}]
		line.Work = append(line.Work, NeedLine{Work: work, Weight: n.Weight.Decimal.Mul(line.Potential), Minimum: n.least(), Maximum: n.Maximum})
	}
	return line
}

// share plans the hours of a kind of work for accounts.
func (l *WorkLine) share(available decimal.NullDecimal, w int, accounts []AccountLine) {
	hours, _ := quarters(available)
	claims := make([]claim, len(accounts))
	for i := range accounts {
		n, c := &accounts[i].Work[w], &claims[i]
		c.weight, _ = exact.Int64(n.Weight, weightPlaces)
		c.minimum, _ = quarters(decimal.NewNullDecimal(n.Minimum))
		if c.maximum, _ = quarters(n.Maximum); !n.Maximum.Valid {
			c.maximum = max(c.minimum, hours) + 1 // never reached
		}
	}
	parts, lambda, highest := split(hours, claims)
	l.Available = inHours(hours)
	if highest {
		l.PerWeight = decimal.NewNullDecimal(lambda.Div(decimal.NewFromInt(quartersOfHour)).Round(exact.RatePlaces))
	}
	for i, n := range parts {
		accounts[i].Work[w].Hours = Hours{Planned: inHours(n), Undone: inHours(max(0, claims[i].minimum-n))}
	}
}

// inHours are quarter hours in hours.
func inHours(n int64) decimal.Decimal { return exact.Fixed(n*25, 2) }

// report sets beside what is planned what was worked.
func (h *Hours) report(actual []WorkHours, work string) {
	h.Unreported = 1
	for _, one := range actual {
		if one.Work == work {
			h.Actual, h.Unreported = one.Hours, 0
		}
	}
	h.vary()
}

func (h *Hours) vary() {
	h.Variance = decimal.NullDecimal{}
	if h.Actual.Valid && h.Unreported == 0 {
		h.Variance = decimal.NewNullDecimal(h.Actual.Decimal.Sub(h.Planned))
	}
}

func (h *Hours) add(o Hours) {
	h.Planned, h.Undone, h.Unreported = h.Planned.Add(o.Planned), h.Undone.Add(o.Undone), h.Unreported+o.Unreported
	if o.Actual.Valid {
		h.Actual = decimal.NewNullDecimal(h.Actual.Decimal.Add(o.Actual.Decimal))
	}
	h.vary()
}

func (l *WorkLine) add(o WorkLine) {
	l.Available, l.Unassigned = l.Available.Add(o.Available), l.Unassigned.Add(o.Unassigned)
	l.Hours.add(o.Hours)
}
