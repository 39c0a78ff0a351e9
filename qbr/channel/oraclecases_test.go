package channel_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// cases makes small documents, so small that ties, zeros and halves are common.
type cases struct {
	*rand.Rand
	large int64
}

func newCases(seed uint64) cases { return cases{rand.New(rand.NewPCG(seed, 23)), 1_000_003} }

func (c cases) chance(percent int) bool { return c.IntN(100) < percent }

// amount is from low to high minor units of a currency, now and then many times that.
func (c cases) amount(currency string, low, high int64) decimal.NullDecimal {
	n := low + c.Int64N(high-low+1)
	if c.chance(5) {
		n *= c.large
	}
	return partnermath.Num(n, minorUnits(currency))
}

func (c cases) maybe(percent int, n decimal.NullDecimal) decimal.NullDecimal {
	if c.chance(percent) {
		return n
	}
	return decimal.NullDecimal{}
}

func pick[T any](c cases, of ...T) T { return of[c.IntN(len(of))] }

func (c cases) policy() channel.Policy {
	p := channel.Policy{Top: c.IntN(4), Period: channel.Span{From: quarter("2026-Q3"), Through: quarter("2026-Q3")}}
	if c.chance(30) {
		p.Period.Through = quarter("2026-Q4")
	}
	if c.chance(70) {
		p.Before = channel.Span{From: quarter("2026-Q1"), Through: quarter(pick(c, "2026-Q1", "2026-Q2"))}
	}
	for _, id := range []string{"mdf", "rebates", "people", "discounts"}[:1+c.IntN(4)] {
		p.Kinds = append(p.Kinds, channel.Kind{ID: id, Name: pick(c, "", "Named "+id), Treatment: pick(c, channel.TreatedAsCost, channel.TreatedAsContra)})
	}
	c.Shuffle(len(p.Kinds), func(i, j int) { p.Kinds[i], p.Kinds[j] = p.Kinds[j], p.Kinds[i] })
	for _, from := range []string{"0.5", "0.75", "1"}[:c.IntN(4)] {
		p.Bands = append(p.Bands, testkit.Null(from))
	}
	roles := channel.Sourced.Values()
	c.Shuffle(3, func(i, j int) { roles[i], roles[j] = roles[j], roles[i] })
	p.Counts = roles[:c.IntN(4)]
	if c.chance(50) {
		p.ConvertTo = pick(c, "USD", "JPY", "KWD", "EUR")
		c.rates(&p)
	}
	if c.chance(20) {
		p.Calendar.YearStart.Month = 2
	}
	return p
}

func (c cases) rates(p *channel.Policy) {
	for _, from := range []string{"USD", "JPY", "KWD"} {
		if from == p.ConvertTo {
			continue
		}
		dates := []string{"2025-12-01", "2026-04-01", "2026-06-30", "2026-09-30", "2026-10-01", "2026-12-31", "2027-02-01"}
		for _, date := range dates[min(c.IntN(9), 2):] {
			if c.chance(70) {
				rate := partnermath.Num(1+c.Int64N(4000), pick[int32](c, 0, 1, 3))
				p.Rates = append(p.Rates, channel.Rate{From: from, To: p.ConvertTo, Rate: rate, Date: day(date)})
			}
		}
	}
	c.Shuffle(len(p.Rates), func(i, j int) { p.Rates[i], p.Rates[j] = p.Rates[j], p.Rates[i] })
}

func (c cases) record(p channel.Policy, partner, q, currency string) channel.Record {
	r := channel.Record{Partner: partner, Quarter: quarter(q), Currency: currency, Tier: pick(c, "", "gold", "silver"), Region: pick(c, "", "emea", "apac")}
	for _, kind := range p.Kinds {
		if c.chance(40) {
			r.Spend = append(r.Spend, channel.Spend{Kind: kind.ID, Amount: c.amount(currency, -2, 9)})
		}
	}
	for range c.IntN(4) {
		r.Outcomes = append(r.Outcomes, c.outcome(p, currency))
	}
	r.DirectCost, r.Plan = c.maybe(70, c.amount(currency, 0, 20)), c.maybe(80, c.amount(currency, 0, 30))
	return r
}

func (c cases) outcome(p channel.Policy, currency string) channel.Outcome {
	out := channel.Outcome{Revenue: c.amount(currency, -3, 25), CostOfGoods: c.maybe(85, c.amount(currency, -2, 15)), Baseline: c.maybe(75, c.amount(currency, 0, 25))}
	left := int64(1_000_000)
	for _, at := range c.Perm(len(p.Kinds)) {
		if share := pick[int64](c, 0, 1, 100_000, 250_000, 333_333, 500_000, 1_000_000); share > 0 && share <= left {
			left -= share
			out.Tags = append(out.Tags, channel.Tag{Kind: p.Kinds[at].ID, Share: partnermath.Num(share, 6)})
		}
	}
	return out
}

// records has every partner at most once a quarter and currency, with deals, without, or mixed.
func (c cases) records(p channel.Policy, deals int) []channel.Record {
	var all []channel.Record
	currencies := []string{"USD", "JPY", "KWD"}[:1+c.IntN(3)]
	for _, partner := range []string{"d", "a", "c", "b", "e", "f"}[:1+c.IntN(6)] {
		for _, q := range []string{"2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			for _, currency := range currencies {
				if !c.chance(45) {
					continue
				}
				r := c.record(p, partner, q, currency)
				if c.chance(deals) {
					r.Deals = []channel.Deal{}
				} else {
					r.Sourced, r.Influenced = c.maybe(80, c.amount(currency, 0, 9)), c.maybe(80, c.amount(currency, 0, 9))
					r.Attached, r.Overlay = c.maybe(80, c.amount(currency, 0, 9)), c.maybe(80, c.amount(currency, 0, 9))
				}
				all = append(all, r)
			}
		}
	}
	c.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := range all {
		if all[i].Deals != nil {
			c.deals(all, i)
		}
	}
	return all
}

// deals adds deals of a record, some of which stand in records beside it too.
func (c cases) deals(all []channel.Record, at int) {
	first := all[at]
	for n := range c.IntN(3) {
		amount := c.amount(first.Currency, 0, 12)
		weighted := map[channel.Role]bool{channel.Sourced: c.chance(60), channel.Influenced: c.chance(60), channel.Attached: c.chance(60)}
		others := map[channel.Role]bool{}
		for i := range all {
			r := &all[i]
			if r.Deals == nil || r.Quarter != first.Quarter || r.Currency != first.Currency || (i != at && c.chance(40)) {
				continue
			}
			id := strings.Join([]string{first.Partner, first.Quarter.String(), first.Currency, string('0' + rune(n))}, "-")
			if c.chance(15) {
				r.Deals = append(r.Deals, channel.Deal{ID: id, Amount: amount, Overlay: partnermath.Num(1+c.Int64N(1000), 3)})
				continue
			}
			deal := channel.Deal{ID: id, Amount: amount, Role: pick(c, channel.Sourced.Values()...)}
			if weighted[deal.Role] {
				deal.Weight = partnermath.Num(1+c.Int64N(3), 0)
				if others[deal.Role] && c.chance(25) {
					deal.Weight = partnermath.Int(0)
				}
			}
			others[deal.Role] = true
			r.Deals = append(r.Deals, deal)
		}
	}
}

// faulty returns a record with a fault in the last of its parts.
func (c cases) faulty(r channel.Record) channel.Record {
	r.Spend, r.Outcomes = slices.Clone(r.Spend), slices.Clone(r.Outcomes)
	none := decimal.NullDecimal{}
	switch c.IntN(4) {
	case 0:
		r.Spend = append(r.Spend, channel.Spend{Kind: "unheard-of", Amount: partnermath.Int(1)})
	case 1:
		r.Outcomes = append(r.Outcomes, channel.Outcome{Revenue: partnermath.Int(1), Baseline: partnermath.Int(-1)})
	case 2:
		r.Outcomes = append(r.Outcomes, channel.Outcome{Revenue: none})
	default:
		r.Plan = partnermath.Num(1, minorUnits(r.Currency)+1)
	}
	return r
}

// same fails unless a report is what the oracle says, to the byte.
func same(t *testing.T, p channel.Policy, records []channel.Record, want, got any) {
	t.Helper()
	if testkit.JSON(t, want) == testkit.JSON(t, got) {
		return
	}
	t.Fatalf("-want +got:\n%s\npolicy %s\nrecords %s", testkit.Diff(want, got), testkit.JSON(t, p), testkit.JSON(t, records))
}

func TestRollUpOracle(t *testing.T) {
	for seed := range uint64(1200) {
		c := newCases(seed)
		p := c.policy()
		if p.ConvertTo == "" {
			c.large = 333_333_333_333 // up to the limit of an amount
		}
		records := c.records(p, pick(c, 0, 80, 100))
		if len(records) > 0 && c.chance(20) { // a copy counts once
			records = append(records, testkit.Copy(t, records[0]))
		}
		got, err := channel.RollUp(p, records)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		same(t, p, records, oracle{p: p}.report(records), got)
		testkit.LeftOutIsNotRead(t, func() (any, error) { return channel.RollUp(p, records) }, &p, &records)
	}
}

// Any partition of the records, merged in any order, says what the batch says.
func TestTallyOracle(t *testing.T) {
	for seed := range uint64(800) {
		c := newCases(seed)
		p := c.policy()
		records := c.records(p, 0)
		var tallies []*channel.Tally
		for range 1 + c.IntN(4) {
			tallies = append(tallies, newTally(t, p))
		}
		for _, r := range records {
			tally := tallies[c.IntN(len(tallies))]
			if c.chance(30) { // what is refused leaves no trace
				if err := tally.Add(c.faulty(r)); err == nil {
					t.Fatalf("seed %d: a faulty record was taken", seed)
				}
			}
			add(t, tally, r)
		}
		for len(tallies) > 1 {
			i := c.IntN(len(tallies) - 1)
			if err := tallies[i].Merge(tallies[len(tallies)-1]); err != nil {
				t.Fatal(err)
			}
			tallies = slices.Delete(tallies, len(tallies)-1, len(tallies))
		}
		same(t, p, records, oracle{p: p}.report(records), result(t, tallies[0]))
	}
}

// Faulty records that are set apart are told of, and change nothing else.
func TestFaultyApartOracle(t *testing.T) {
	for seed := range uint64(300) {
		c := newCases(seed)
		p := c.policy()
		p.Faulty = partnermath.FaultySetApart
		good := c.records(p, 0)
		want := oracle{p: p}.report(good)
		all := slices.Clone(good)
		var ids []string
		for _, r := range good {
			if c.chance(20) {
				r.Partner = "z" + r.Partner
				ids = append(ids, strings.Join([]string{r.Partner, r.Quarter.String(), r.Currency}, " "))
				all = slices.Insert(all, c.IntN(len(all)+1), c.faulty(r))
			}
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			apart := partnermath.Finding{Reason: channel.ReasonFaulty, Records: len(ids), IDs: ids}
			want.Findings = slices.Concat([]partnermath.Finding{apart}, want.Findings)
		}
		got, err := channel.RollUp(p, all)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		same(t, p, all, want, got)
	}
}
