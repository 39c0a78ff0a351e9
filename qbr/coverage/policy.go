package coverage

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// kindsOfWork are the kinds of work of a policy that lists none.
func kindsOfWork() []string { return []string{"enablement", "sales-assist", "administration"} }

// Policy tells how the hours of channel managers are shared out over their partners. The zero
// Policy is not valid: it lacks Needs and Managers.
type Policy struct {
	// Quarter is that of the hours, for what pages say only. It may be left out.
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Stages are the ids of the life stages. Left out, they are those of a [StagePolicy].
	Stages []string `json:"stages,omitempty" validate:"max=50,dive,id"`
	// Work are the ids of the kinds of work. Left out, they are enablement, sales-assist and
	// administration.
	Work []string `json:"work,omitempty" validate:"max=20,dive,id"`
	// Needs are what partners need, at most one for each stage and kind of work. Where there is
	// none, a partner in the stage gets no hours for the work.
	Needs []Need `json:"needs" validate:"min=1,max=1000,dive"`
	// UnknownPotential is what counts for an account whose potential is not known. Left out,
	// each must be known.
	UnknownPotential decimal.NullDecimal `json:"unknownPotential,omitzero" validate:"omitempty,bounds,atleast=0,atmost=100000000000,digits=13 2"`
	// Managers are the channel managers, with the hours that each has.
	Managers []Manager `json:"managers" validate:"min=1,max=1000,dive"`
}

// Need is what a partner in a stage needs of a kind of work. The zero Need is not valid.
type Need struct {
	Stage string `json:"stage" validate:"id"`
	Work  string `json:"work" validate:"id"`
	// Weight, times the potential of a partner, is its weight. It has at most 2 decimals.
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,atmost=1000,digits=6 2"`
	// Minimum and Maximum are the least and the most hours of a partner, whatever its weight.
	// Left out, there is none. Each is a multiple of 0.25.
	Minimum decimal.NullDecimal `json:"minimum,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000"`
	Maximum decimal.NullDecimal `json:"maximum,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000"`
}

// least is the minimum, 0 where there is none.
func (n *Need) least() decimal.Decimal {
	if !n.Minimum.Valid {
		return decimal.Decimal{}
	}
	return n.Minimum.Decimal
}

// Manager is a channel manager. The zero Manager is not valid.
type Manager struct {
	ID string `json:"id" validate:"id"`
	// Hours are those that the manager has for partners, one for each kind of work, and a
	// multiple of 0.25 each.
	Hours []WorkHours `json:"hours" validate:"max=20,dive"`
}

// WorkHours are hours of a kind of work, at most 1,000,000. The zero WorkHours are not valid.
type WorkHours struct {
	Work  string              `json:"work" validate:"id"`
	Hours decimal.NullDecimal `json:"hours,omitzero" validate:"required,bounds,atleast=0,atmost=1000000,digits=11 4"`
}

// Account is a partner that a manager looks after. Several managers may look after one
// partner, each with an account of its own. The zero Account is not valid.
type Account struct {
	Partner string `json:"partner"`
	Manager string `json:"manager"`
	// Stage is the life stage of the partner. One that has none by its facts is given one by
	// hand, or by a last rule without conditions.
	Stage string `json:"stage"`
	// Potential is what the partner could bring beside others: an index, a score, or revenue. It
	// is at least 0, at most 10^11, and has at most 2 decimals. Left out, it is not known.
	Potential decimal.NullDecimal `json:"potential,omitzero"`
	// Actual are the hours that were worked, with at most 4 decimals. A kind of work that is
	// left out is not reported; one without hours says 0.
	Actual []WorkHours `json:"actual,omitempty"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks:
// those of the tags, ids and needs that are not unique, stages and kinds of work that the
// policy does not list, planned hours off the quarter hour, a minimum above its maximum, and
// a kind of work that a manager has no hours of.
func (p Policy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		check.Record{ValidationError: faults}.FaultIf(p.Quarter != partnermath.Quarter{} && p.Quarter.Add(0).IsZero(), "quarter", "range", "must be a quarter like 2026-Q3, or left out")
		unique(faults, "stages[%d]", p.Stages, itself)
		unique(faults, "work[%d]", p.Work, itself)
		unique(faults, "managers[%d].id", p.Managers, func(m Manager) string { return m.ID })
		stages, work := orElse(p.Stages, lifeStages), orElse(p.Work, kindsOfWork)
		seen := make(map[[2]string]bool, len(p.Needs))
		for i, n := range p.Needs {
			at := check.Record{ValidationError: faults, List: "needs", Index: i}
			known(faults, at.At("stage").String(), "stage", n.Stage, stages)
			known(faults, at.At("work").String(), "kind of work", n.Work, work)
			key := [2]string{n.Stage, n.Work}
			at.FaultIf(seen[key], "work", "unique", "must be given once for a stage, got %.40q of %.40q again", n.Work, n.Stage)
			seen[key] = true
			onQuarterHour(at, "minimum", n.Minimum)
			onQuarterHour(at, "maximum", n.Maximum)
			at.FaultIf(n.Maximum.Valid && n.Maximum.Decimal.LessThan(n.least()), "maximum", "min",
				"must be at least the minimum %s, got %s", n.least(), n.Maximum)
		}
		for i, m := range p.Managers {
			m.checkHours(faults, i, work)
		}
	})
}

func (m *Manager) checkHours(faults *partnermath.ValidationError, i int, work []string) {
	path := fmt.Sprintf("managers[%d].hours", i)
	unique(faults, path+"[%d].work", m.Hours, func(h WorkHours) string { return h.Work })
	for j, h := range m.Hours {
		at := check.Record{ValidationError: faults, List: path, Index: j}
		known(faults, at.At("work").String(), "kind of work", h.Work, work)
		onQuarterHour(at, "hours", h.Hours)
	}
	if len(m.Hours) < len(work) {
		faults.Addf(path, "required", "must be given for each of %d kinds of work, if only 0", len(work))
	}
}

// quartersOfHour is how many of the hours that are planned make one.
const quartersOfHour = 4

func onQuarterHour(r check.Record, field string, hours decimal.NullDecimal) {
	if _, on := quarters(hours); !on {
		r.Fault(field, "step", "must be a multiple of 0.25, got %s", hours)
	}
}

// quarters are hours in quarter hours, 0 for none.
func quarters(hours decimal.NullDecimal) (n int64, on bool) {
	if !hours.Valid {
		return 0, true
	}
	return exact.Int64(hours.Decimal.Mul(decimal.NewFromInt(quartersOfHour)), 0)
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the account breaks
// for itself.
func (a Account) Validate() error {
	var faults partnermath.ValidationError
	a.check(check.Record{ValidationError: &faults}, nil)
	return faults.Err()
}

const maxWork = 20

// check adds the rules that the account breaks, for itself or beside a sound policy.
func (a *Account) check(r check.Record, policy *Policy) {
	none := partnermath.Int(0)
	potential := check.Number{AtLeast: none, AtMost: partnermath.Int(100_000_000_000), Digits: 13, Places: 2}
	hours := check.Number{AtLeast: none, AtMost: partnermath.Int(1_000_000), Digits: 11, Places: 4}
	check.IDAt(r.ValidationError, r.At("partner"), a.Partner)
	check.IDAt(r.ValidationError, r.At("manager"), a.Manager)
	r.FaultIf(a.Stage == "", "stage", "required", "must be given for %.40q, which no rule placed: by hand, or by a last rule without conditions", a.Partner)
	if a.Stage != "" {
		check.IDAt(r.ValidationError, r.At("stage"), a.Stage)
	}
	potential.CheckNull(r.ValidationError, r.At("potential"), a.Potential)
	if policy != nil {
		stranger := a.Stage != "" && !slices.Contains(orElse(policy.Stages, lifeStages), a.Stage)
		r.FaultIf(stranger, "stage", "known", "must be a stage of the policy, got %.40q", a.Stage)
		r.FaultIf(!a.Potential.Valid && !policy.UnknownPotential.Valid, "potential", "required", "must be given for %.40q, or policy.unknownPotential for all", a.Partner)
	}
	if len(a.Actual) > maxWork {
		r.Fault("actual", "length", "must have a length of at most %d, got %d", maxWork, len(a.Actual))
		return
	}
	for j, h := range a.Actual {
		again := slices.ContainsFunc(a.Actual[:j], func(other WorkHours) bool { return other.Work == h.Work })
		sound := check.ID(h.Work)
		stranger := sound && policy != nil && !slices.Contains(orElse(policy.Work, kindsOfWork), h.Work)
		if again || stranger || !sound || !h.Hours.Valid || !hours.Holds(h.Hours.Decimal) {
			below := r.Below(fmt.Sprintf("actual[%d].", j))
			below.ID("work", h.Work, again)
			below.FaultIf(stranger, "work", "known", "must be a kind of work of the policy, got %.40q", h.Work)
			hours.Require(r.ValidationError, below.At("hours"), h.Hours)
		}
	}
}

func checkCover(policy *Policy, accounts []Account) error {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	managers := make(map[string]bool, len(policy.Managers))
	for i := range policy.Managers {
		managers[policy.Managers[i].ID] = true
	}
	if len(faults.Fields) > 0 {
		policy = nil
	}
	if len(accounts) > MaxRecords {
		faults.Addf("accounts", "length", "must have a length of at most %d, got %d", MaxRecords, len(accounts))
		accounts = nil
	}
	seen := make(map[[2]string]bool, len(accounts))
	for i := 0; i < len(accounts) && !faults.Truncated; i++ {
		a, r := &accounts[i], check.Record{ValidationError: &faults, List: "accounts", Index: i}
		a.check(r, policy)
		key := [2]string{a.Manager, a.Partner}
		r.FaultIf(seen[key], "partner", "unique", "must stand once for a manager, got %.40q for %.40q again", a.Partner, a.Manager)
		r.FaultIf(policy != nil && a.Manager != "" && !managers[a.Manager], "manager", "known", "must be a manager of the policy, got %.40q", a.Manager)
		seen[key] = true
	}
	return faults.Err()
}
