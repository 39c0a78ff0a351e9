package channel

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// tallyFormat is the version of the form of a stored tally.
const tallyFormat = 1

type tallyJSON struct {
	Format    int                   `json:"format"`
	Policy    Policy                `json:"policy"`
	Records   count                 `json:"records"`
	Accounts  map[string]*sums      `json:"accounts"`
	Converted *sums                 `json:"converted,omitempty"`
	Used      map[int]count         `json:"used,omitempty"` // records by the position of the rate
	Missing   []MissingRate         `json:"missing,omitempty"`
	Findings  []partnermath.Finding `json:"findings,omitempty"`
}

// MarshalJSON writes the tally with a format version, to collect on in another process or
// quarter: the same bytes whatever the order of the records. They hold the figures of each
// partner. The error is that of [Tally.Result].
func (t *Tally) MarshalJSON() ([]byte, error) {
	if err := t.usable("tally"); err != nil {
		return nil, err
	}
	f := tallyJSON{
		Format: tallyFormat, Policy: t.policy, Records: count(t.records), Accounts: make(map[string]*sums, len(t.accounts)), Findings: t.findings.Findings(),
	}
	for currency, a := range t.accounts {
		f.Accounts[currency] = &a.sums
	}
	if t.converter != nil {
		f.Converted, f.Used = &t.converted.sums, t.converter.used
		_, f.Missing = t.converter.publish(nil, nil)
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads what MarshalJSON writes, in place of what was collected. The error is a
// [*partnermath.ValidationError] for a format version that is not known, and for what does not
// add up or [Tally.Add] could not have made; the tally is then as it was.
func (t *Tally) UnmarshalJSON(data []byte) error {
	var faults partnermath.ValidationError
	if t == nil {
		faults.Add("tally", "required", "must be given")
		return faults.Err()
	}
	var f tallyJSON
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	if f.Format != tallyFormat {
		faults.Addf("format", "known", "must be %d, got %d", tallyFormat, f.Format)
		return faults.Err()
	}
	loaded, err := NewTally(f.Policy)
	if err != nil {
		return err
	}
	s := stored{Tally: loaded}
	s.load(&f)
	if err := s.faults.Err(); err != nil {
		return err
	}
	*t = *loaded
	return nil
}

// UnmarshalJSON reads a number that can have been counted.
func (n *count) UnmarshalJSON(text []byte) error {
	const bits = 48
	counted, err := strconv.ParseUint(string(text), 10, bits)
	*n = count(counted)
	return err
}

// stored checks what is read into a tally.
type stored struct {
	*Tally
	faults partnermath.ValidationError
}

// must adds a fault unless a rule holds.
func (s *stored) must(holds bool, path, rule string) {
	if !holds {
		s.faults.Add(path, rule, "is not what a tally of the policy can have stored")
	}
}

// load adds what is sound to an empty tally.
func (s *stored) load(f *tallyJSON) {
	s.records = int(f.Records)
	for _, currency := range slices.Sorted(maps.Keys(f.Accounts)) {
		path, of := fmt.Sprintf("accounts.%.40s", currency), f.Accounts[currency]
		_, known := partnermath.MinorUnits(currency)
		s.must(known, path, "currency")
		if known && s.sound(path, of) {
			s.account(currency).merge(of)
		}
	}
	c := s.converter
	s.must((c != nil) == (f.Converted != nil), "converted", "match")
	if c != nil && s.sound("converted", f.Converted) {
		s.converted.merge(f.Converted)
	}
	for _, at := range slices.Sorted(maps.Keys(f.Used)) {
		s.must(at >= 0 && at < len(s.policy.Rates), "used", "known")
		if c != nil {
			c.used[at] = f.Used[at]
		}
	}
	for _, m := range f.Missing {
		_, counts := s.side(m.Quarter)
		lacks := c != nil && counts && m.Records > 0 && c.rate(money{m.Currency, m.Quarter}) == nil
		s.must(lacks, "missing", "known")
		if lacks {
			c.missing[money{m.Currency, m.Quarter}] = m.Records
		}
	}
	for _, of := range f.Findings {
		s.must(of.Reason == ReasonOutside && of.More >= 0 && of.Records == len(of.IDs)+of.More, "findings", "known")
		s.must(len(of.IDs) <= partnermath.MaxListed, "findings", "length")
		s.findings.Take(of)
	}
}

// sound reports whether sums are of the policy, and add up.
func (s *stored) sound(path string, of *sums) bool {
	kinds := len(s.policy.Kinds)
	if of == nil || len(of.Lines) != kinds+1 {
		s.must(false, path+".lines", "length")
		return false
	}
	var lines line
	for i := range of.Lines {
		lines.merge(&of.Lines[i])
	}
	foots := lines.Spend.Equal(of.Total.Spend)
	tagged := of.Tagged
	tagged.merge(&of.Lines[kinds])
	for m := range lines.Yields {
		foots = foots && lines.Yields[m].Sum.Equal(of.Total.Yields[m].Sum) && tagged.Yields[m].Sum.Equal(of.Total.Yields[m].Sum)
	}
	s.must(foots, path+".lines", "sum")
	for _, groups := range []map[string]*cost{of.Tiers, of.Regions} {
		var sum cost
		for id, c := range groups {
			if c == nil || id != "" && !check.ID(id) {
				s.must(false, path, "id")
				return false
			}
			sum.merge(c)
		}
		s.must(sum.Records == of.All.Records && sum.Revenue.Equal(of.All.Revenue), path, "sum")
	}
	return s.soundPartners(path+".partners", of) && foots
}

func (s *stored) soundPartners(path string, of *sums) bool {
	all := partner{Spend: make([]exact.Sum, len(s.policy.Kinds))}
	for id, p := range of.Partners {
		if p == nil || !check.ID(id) || len(p.Spend) != len(all.Spend) {
			s.must(false, path, "id")
			return false
		}
		all.merge(p)
	}
	foots := all.Sides[period].Records == of.All.Records
	for side := range all.Sides {
		foots = foots && all.Sides[side].Revenue.Equal(of.Revenue[side])
	}
	for k := range all.Spend {
		foots = foots && all.Spend[k].Equal(of.Lines[k].Spend)
	}
	s.must(foots, path, "sum")
	return foots
}
