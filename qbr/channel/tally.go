package channel

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/finding"
)

// Tally collects records one by one, when they are too many to hold. Its memory grows with the
// partners, tiers and regions in each currency, not with the records: some 800 bytes for a
// partner and six kinds. It is not safe to share: let each worker collect apart and
// [Tally.Merge]. Its JSON is what is collected, to go on from there. Neither the order of
// records nor how they are divided among workers matters for the result, to the byte. It does
// not look for records that are given twice; the caller guarantees that there are none. The
// zero Tally collects nothing; its methods return an error.
type Tally struct {
	policy   Policy
	key      string // what two tallies must agree on
	records  int    // that Add has seen
	reader   reader
	revenues []int64 // of the outcomes of the record that is added
	accounts map[string]*account
	// converted is nil where converter is.
	converter *converter
	converted *account
	findings  finding.Log
}

// NewTally starts a tally. The error is a [*partnermath.ValidationError] with paths below
// "policy".
func NewTally(p Policy) (*Tally, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", p.Validate())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	p.Kinds, p.Counts = slices.Clone(p.Kinds), slices.Clone(p.Counts)
	p.Bands, p.Rates, p.Plans = slices.Clone(p.Bands), slices.Clone(p.Rates), slices.Clone(p.Plans)
	t := &Tally{policy: p, reader: reader{kinds: p.Kinds}, accounts: make(map[string]*account), converter: newConverter(&p)}
	if t.converter != nil {
		t.converted = newAccount(&t.policy, "", t.converter.places)
	}
	for _, g := range p.Plans {
		if g.Currency != "" {
			t.account(g.Currency)
		}
	}
	// Decimals are written without trailing zeros, so that equal policies have one key.
	key, _ := json.Marshal(p)
	t.key = string(key)
	return t, nil
}

// Add adds one record. One that is neither of the period nor of the one before is a finding
// of the result. The error is a [*partnermath.ValidationError] whose paths start with the
// number of the record, counted from 0, as in "records[7].spend[0].amount": the faults of the
// record, a kind that is not in the policy, deals, and an amount that is beyond 10^17 minor
// units when it is converted. The record is then left out, whatever the policy says of faulty
// ones.
func (t *Tally) Add(r Record) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	index := t.records
	t.records++
	own := t.read(&r)
	if r.Deals != nil {
		own.Add("deals", "empty", "are for the batch form: a tally takes what a partner is credited with")
	}
	if len(own.Fields) > 0 {
		return named(fmt.Sprintf("records[%d]", index), &r, own).Err()
	}
	t.add()
	return nil
}

// read makes facts of a record, converted ones too, and returns its faults.
func (t *Tally) read(r *Record) *partnermath.ValidationError {
	faults, c := t.reader.read(r), t.converter
	if c == nil || len(faults.Fields) > 0 {
		return faults
	}
	f := &t.reader.facts
	if _, counts := t.side(f.quarter); counts && (!c.convert(f, t.policy.Kinds) || !c.convertible(r)) {
		faults.Addf("currency", "range", "must not have an amount that is beyond 10^17 minor units of %s", c.to)
	}
	return faults
}

// add adds the record that was read.
func (t *Tally) add() {
	f := &t.reader.facts
	side, ok := t.side(f.quarter)
	if !ok {
		t.findings.Add(ReasonOutside, nameOf(f.partner, f.quarter, f.currency))
		return
	}
	own := t.revenues[:0]
	for i := range f.outcomes {
		own = append(own, f.outcomes[i].revenue)
	}
	t.revenues = own
	t.account(f.currency).add(f, side, own)
	if t.converter != nil && t.converter.use(money{f.currency, f.quarter}) {
		t.converted.add(&t.converter.facts, side, t.converter.constants)
	}
}

func (t *Tally) side(q partnermath.Quarter) (side int, ok bool) {
	switch {
	case t.policy.Period.contains(q):
		return period, true
	case t.policy.Before.contains(q):
		return before, true
	}
	return 0, false
}

func (t *Tally) account(currency string) *account {
	a := t.accounts[currency]
	if a == nil {
		places, _ := partnermath.MinorUnits(currency)
		a = newAccount(&t.policy, currency, places)
		t.accounts[currency] = a
	}
	return a
}

// Merge adds another tally, which stays as it is. The error is a
// [*partnermath.ValidationError] for one that [NewTally] did not make, one of another policy,
// and the tally itself, whose records would count twice.
func (t *Tally) Merge(other *Tally) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	if err := other.usable("other"); err != nil {
		return err
	}
	var faults partnermath.ValidationError
	switch {
	case t == other:
		faults.Add("other", "unique", "must not be the tally itself, whose records would count twice")
	case t.key != other.key:
		faults.Add("other", "match", "must be of the same policy")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	t.records += other.records
	for currency, a := range other.accounts {
		t.account(currency).merge(&a.sums)
	}
	if t.converter != nil {
		t.converter.merge(other.converter)
		t.converted.merge(&other.converted.sums)
	}
	t.findings.Merge(&other.findings)
	return nil
}

// Result returns the report of the records collected so far. The error is a
// [*partnermath.ValidationError] for a tally that [NewTally] did not make.
func (t *Tally) Result() (Report, error) {
	if err := t.usable("tally"); err != nil {
		return Report{}, err
	}
	return t.publish(), nil
}

// usable returns an error for a tally that is not there or the zero one.
func (t *Tally) usable(path string) error {
	if t != nil && t.accounts != nil {
		return nil
	}
	var faults partnermath.ValidationError
	faults.Add(path, "required", "must come from NewTally")
	return faults.Err()
}

// nameOf names a record.
func nameOf(partner string, quarter partnermath.Quarter, currency string) string {
	return fmt.Sprintf("%s %s %s", partner, quarter, currency)
}

// named puts the faults of a record below a path, each with its name as far as it has one.
func named(path string, r *Record, own *partnermath.ValidationError) *partnermath.ValidationError {
	var faults partnermath.ValidationError
	of := ""
	switch {
	case r.Partner != "" && !r.Quarter.IsZero():
		of = fmt.Sprintf(" (%.40q, %s)", r.Partner, r.Quarter)
	case r.Partner != "":
		of = fmt.Sprintf(" (%.40q)", r.Partner)
	case !r.Quarter.IsZero():
		of = fmt.Sprintf(" (%s)", r.Quarter)
	}
	for i := range own.Fields {
		own.Fields[i].Message += of
	}
	faults.Merge(path, own)
	return &faults
}

// known is an amount that is known.
func known(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }
