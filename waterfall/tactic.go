package waterfall

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The limits of a mix: its tactics, and the shares of lags of all their stages that
// what it brings within a period can follow from.
const (
	MaxTactics      = 200
	MaxMixLagShares = 1000
)

// Mix is a marketing plan: tactics side by side, the plan of a partner for a
// quarter or of a vendor for a year. Each tactic states its Units; or the mix states a
// Target and each tactic its Share of it. The zero Mix is not valid.
type Mix struct {
	// Currency is the ISO 4217 code of every amount. A funnel of a tactic may leave
	// its own out, and must not have another.
	Currency string `json:"currency"`
	// Owner tells whose money the outcomes are in; left out, it is not said. Like the
	// currency, it goes for every funnel.
	Owner partnermath.MoneyOwner `json:"owner,omitempty"`
	// Target is the count at Stage that the shares divide.
	Target decimal.NullDecimal `json:"target,omitzero"`
	Stage  partnermath.Stage   `json:"stage,omitempty"`
	// Within is a period to tell apart: what the tactics bring in it, by their dates
	// and the lags of their funnels, in the units of Calendar. It begins and ends with
	// such units, like a quarter of months; only weeks may lie across its ends, and
	// belong to it when they start in it. The zero Within is none.
	Within   partnermath.Period   `json:"within,omitzero"`
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	// Tactics are 1 to MaxTactics.
	Tactics []Tactic `json:"tactics"`
}

// Tactic is one kind of activity: events, webinars, email, search, telemarketing.
type Tactic struct {
	// ID is unique in the mix.
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Units is how often the tactic is done: events, mailings, weeks of search.
	Units decimal.NullDecimal `json:"units,omitzero"`
	// Share is the fraction of the target of the mix that the tactic is to bring.
	Share decimal.NullDecimal `json:"share,omitzero"`
	// Reach is how many enter the first stage of the funnel for each unit: seats at
	// an event, recipients of a mailing. Left out, 1.
	Reach decimal.NullDecimal `json:"reach,omitzero"`
	// UnitCost is the cost of each unit, with up to 8 decimals, and FixedCost, in minor
	// units, what the tactic costs as soon as there is any unit of it. One of them must
	// be given: a tactic that costs nothing says so with a 0. The other, left out, adds
	// nothing.
	UnitCost  decimal.NullDecimal `json:"unitCost,omitzero"`
	FixedCost decimal.NullDecimal `json:"fixedCost,omitzero"`
	// Capacity is the most units that can be done; left out, there is no limit.
	Capacity decimal.NullDecimal `json:"capacity,omitzero"`
	// Minimum and Maximum bound what [Invest] spends on the tactic. Minimum is spent in
	// any case; left out, it is 0. Left out, Maximum is no limit.
	Minimum decimal.NullDecimal `json:"minimum,omitzero"`
	Maximum decimal.NullDecimal `json:"maximum,omitzero"`
	// Period is when the tactic runs; it may be left out when the mix has no Within.
	Period partnermath.Period `json:"period,omitzero"`
	Funnel Funnel             `json:"funnel"`
}

var (
	reachNumber  = check.Number{Above: null(0), Digits: 18, Places: 8}
	shareNumber  = check.Number{AtLeast: null(0), AtMost: null(1), Digits: 13, Places: 12}
	amountNumber = check.Number{AtLeast: null(0)}
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the mix
// breaks, those of its funnels included.
func (m Mix) Validate() error { return m.check(true) }

// check validates a mix; one that a budget is spread over needs no volumes.
func (m *Mix) check(volumes bool) error {
	var faults partnermath.ValidationError
	m.fields(&faults)
	if len(faults.Fields) == 0 {
		m.rules(&faults)
	}
	if volumes && len(faults.Fields) == 0 {
		m.volumeRules(&faults)
	}
	if volumes && len(faults.Fields) == 0 {
		m.worthRules(&faults)
	}
	return faults.Err()
}

// fields checks each field for itself.
func (m *Mix) fields(faults *partnermath.ValidationError) {
	if _, ok := partnermath.MinorUnits(m.Currency); !ok {
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", m.Currency)
	}
	oneOf(faults, "owner", m.Owner)
	unitsNumber.CheckNull(faults, check.Place{Field: "target"}, m.Target)
	if m.Stage != "" && !m.Stage.Known() {
		faults.Addf("stage", "one-of", "must be a stage of an outcome, got %.40q", m.Stage)
	}
	if !m.Within.IsZero() {
		faults.Merge("within", m.Within.Validate())
	}
	faults.Merge("calendar", m.Calendar.Validate())
	switch {
	case len(m.Tactics) == 0:
		faults.Add("tactics", "required", "must be given")
	case len(m.Tactics) > MaxTactics:
		faults.Addf("tactics", "length", "must have a length of at most %d, got %d", MaxTactics, len(m.Tactics))
		return
	}
	for i := range m.Tactics {
		m.Tactics[i].fields(faults, i, m.Currency)
	}
}

func (t *Tactic) fields(faults *partnermath.ValidationError, i int, currency string) {
	at := func(field string) check.Place { return check.Place{List: "tactics", Index: i, Field: field} }
	check.IDAt(faults, at("id"), t.ID)
	check.TextAt(faults, at("name"), t.Name, 1000)
	unitsNumber.CheckNull(faults, at("units"), t.Units)
	shareNumber.CheckNull(faults, at("share"), t.Share)
	reachNumber.CheckNull(faults, at("reach"), t.Reach)
	if !t.UnitCost.Valid && !t.FixedCost.Valid {
		faults.Add(at("unitCost").String(), "required", "must be given, or fixedCost instead; 0 if it costs nothing")
	}
	unitsNumber.CheckNull(faults, at("unitCost"), t.UnitCost)
	amountNumber.CheckNull(faults, at("fixedCost"), t.FixedCost)
	unitsNumber.CheckNull(faults, at("capacity"), t.Capacity)
	amountNumber.CheckNull(faults, at("minimum"), t.Minimum)
	amountNumber.CheckNull(faults, at("maximum"), t.Maximum)
	if !t.Period.IsZero() {
		faults.Merge(at("period").String(), t.Period.Validate())
	}
	funnel := t.Funnel
	if funnel.Currency == "" {
		funnel.Currency = currency
	}
	if err := funnel.Validate(); err != nil {
		faults.Merge(at("funnel").String(), err)
	}
}

// rules checks what takes more than one field; the fields are sound.
func (m *Mix) rules(faults *partnermath.ValidationError) {
	if m.Target.Valid != (m.Stage != "") {
		faults.Add("stage", "required", "must be given with a target, and only then")
	}
	ids := make(map[string]bool, len(m.Tactics))
	lags := 0
	for i := range m.Tactics {
		t := &m.Tactics[i]
		path := tacticPath(i)
		if ids[t.ID] {
			faults.Addf(path+".id", "unique", "tactic %.40q stands before", t.ID)
		}
		ids[t.ID] = true
		if t.Funnel.Currency != "" && t.Funnel.Currency != m.Currency {
			faults.Addf(path+".funnel.currency", "match", "must be that of the mix, %s, got %s", m.Currency, t.Funnel.Currency)
		}
		if t.Funnel.Owner != "" && t.Funnel.Owner != m.Owner {
			faults.Addf(path+".funnel.owner", "match", "must be that of the mix, or left out, got %s", t.Funnel.Owner)
		}
		check.Amount(faults, path+".fixedCost", orZero(t.FixedCost), m.Currency)
		check.Amount(faults, path+".minimum", orZero(t.Minimum), m.Currency)
		check.Amount(faults, path+".maximum", orZero(t.Maximum), m.Currency)
		if t.Maximum.Valid && orZero(t.Minimum).GreaterThan(t.Maximum.Decimal) {
			faults.Addf(path+".maximum", "min", "must not be below the minimum %s, got %s", orZero(t.Minimum), t.Maximum.Decimal)
		}
		if !m.Within.IsZero() {
			m.periodRules(faults, path+".period", t)
			for s := range t.Funnel.Stages {
				lags += len(t.Funnel.Stages[s].Lag)
			}
		}
	}
	if lags > MaxMixLagShares {
		faults.Addf("tactics", "length", "must have at most %d shares of lags in all for what they bring within a period, got %d", MaxMixLagShares, lags)
	}
}

// periodRules checks that the calendar covers a tactic up to the end of the period
// that is looked at, in few enough weeks.
func (m *Mix) periodRules(faults *partnermath.ValidationError, path string, t *Tactic) {
	p, unit := t.Period, t.Funnel.unit()
	switch {
	case p.IsZero():
		faults.Add(path, "required", "must be given for what the mix brings within a period")
	case m.Within.End.DaysSince(p.Start) > 7*MaxPeriods || m.Within.Days() > 7*MaxPeriods:
		faults.Addf(path, "range", "must start at most %d days before the end of within", 7*MaxPeriods)
	case m.Calendar.Find(p.Start) == partnermath.FiscalDay{} || m.Calendar.Find(m.Within.End) == partnermath.FiscalDay{}:
		faults.Add(path, "range", "must lie in years that the calendar covers, and within as well")
	case unit != partnermath.UnitWeek && (m.Calendar.UnitOf(m.Within.Start, unit).Start != m.Within.Start || m.Calendar.UnitOf(m.Within.End, unit).Start != m.Within.End):
		faults.Addf("within", "step", "must begin and end with a %s of the calendar, in which tactic %.40q counts its lags", unit, t.ID)
	}
}

// volumeRules checks that every tactic has units, or a share that leads to units.
func (m *Mix) volumeRules(faults *partnermath.ValidationError) {
	var shares decimal.Decimal
	for i := range m.Tactics {
		t := &m.Tactics[i]
		for _, volume := range []struct {
			name          string
			given, needed bool
		}{{"units", t.Units.Valid, !m.Target.Valid}, {"share", t.Share.Valid, m.Target.Valid}} {
			switch {
			case volume.needed && !volume.given:
				faults.Add(tacticPath(i)+"."+volume.name, "required", "must be given: units in a mix without a target, a share in one with it")
			case volume.given && !volume.needed:
				faults.Add(tacticPath(i)+"."+volume.name, "empty", "must be left out: units are read in a mix without a target, shares in one with it")
			}
		}
		shares = shares.Add(orZero(t.Share))
		if m.Target.Valid {
			m.targetRules(faults, i)
		}
	}
	if m.Target.Valid && !shares.Equal(one) {
		faults.Addf("tactics", "sum", "must have shares that sum to 1, got %s", shares)
	}
}

// worthRules checks that what tactics bring are numbers that others take: every rate
// may be sound, and their product absurd.
func (m *Mix) worthRules(faults *partnermath.ValidationError) {
	for i, c := range m.campaigns() {
		shown := publish(c.counts)
		brings := c.funnel.outcome(c.counts, shown)
		if !brings.InBounds() || !allInBounds(shown) {
			faults.Addf(tacticPath(i)+".funnel", "bounds", boundsMessage, partnermath.MaxDigits)
		}
		if !partnermath.InBounds(c.cost()) {
			faults.Addf(tacticPath(i)+".unitCost", "bounds", "must cost less, an amount of at most %d digits", partnermath.MaxDigits)
		}
	}
}

// targetRules checks that a tactic can bring its share.
func (m *Mix) targetRules(faults *partnermath.ValidationError, i int) {
	t := &m.Tactics[i]
	at := t.Funnel.counting(m.Stage)
	if at < 0 {
		faults.Addf(tacticPath(i)+".funnel.stages", "known", "must have a stage that counts as %s, of which the target is", m.Stage)
		return
	}
	if !orZero(t.Share).IsPositive() || !orZero(m.Target).IsPositive() {
		return
	}
	for s := 1; s <= at; s++ {
		if rate := t.Funnel.Stages[s].Rate; rate.Valid && rate.Decimal.IsZero() {
			faults.Add(tacticPath(i)+".funnel."+stagePath(s)+".rate", "above", "must be above 0 to reach a target above 0")
		}
	}
}

func tacticPath(i int) string { return fmt.Sprintf("tactics[%d]", i) }

// counting returns the position of the stage that counts as s, or -1.
func (f *Funnel) counting(s partnermath.Stage) int {
	for i := range f.Stages {
		if f.Stages[i].CountsAs == s && s != "" {
			return i
		}
	}
	return -1
}
