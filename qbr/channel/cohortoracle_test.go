package channel_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// cohortOracle compares partners as the documentation of CohortReport has it.
func cohortOracle(p channel.CohortPolicy, partners []channel.CohortPartner) channel.CohortReport {
	report := channel.CohortReport{Currency: p.Currency, Base: p.Base, Later: p.Later, MinimumPartners: max(1, p.MinimumPartners), Findings: []partnermath.Finding{}}
	var counted []channel.CohortPartner
	apart := map[partnermath.Reason][]string{}
	for _, one := range partners {
		switch {
		case one.New:
			apart[channel.ReasonNew] = append(apart[channel.ReasonNew], one.ID)
		case !one.Before.Valid || (!one.Now.Valid && !one.Left):
			apart[channel.ReasonUnreported] = append(apart[channel.ReasonUnreported], one.ID)
		default:
			counted = append(counted, one)
		}
	}
	for _, practice := range p.Practices {
		var with, without []channel.CohortPartner
		for _, one := range counted {
			if takenUp(one, practice.ID, p.Base.End) {
				with = append(with, one)
				continue
			}
			without = append(without, one)
		}
		row := channel.CohortRow{Practice: practice.ID, Name: practice.Name, With: cohort(p, with), Without: cohort(p, without)}
		if row.With.Growth.Valid && row.Without.Growth.Valid {
			row.Lead = null(row.With.Growth.Decimal.Sub(row.Without.Growth.Decimal))
		}
		report.Rows = append(report.Rows, row)
	}
	for _, reason := range []partnermath.Reason{channel.ReasonNew, channel.ReasonUnreported} {
		ids := slices.Sorted(slices.Values(apart[reason]))
		if len(ids) == 0 {
			continue
		}
		listed := min(len(ids), partnermath.MaxListed)
		report.Findings = append(report.Findings, partnermath.Finding{Reason: reason, Records: len(ids), IDs: ids[:listed], More: len(ids) - listed})
	}
	return report
}

// takenUp tells that a partner had a practice before a day.
func takenUp(one channel.CohortPartner, practice string, end partnermath.Date) bool {
	return slices.ContainsFunc(one.Practices, func(had channel.Practice) bool { return had.ID == practice && had.Since.Before(end) })
}

func cohort(p channel.CohortPolicy, partners []channel.CohortPartner) channel.Cohort {
	c := channel.Cohort{Partners: len(partners)}
	before, now := new(big.Rat), new(big.Rat)
	var growths []*big.Rat
	for _, one := range partners {
		if one.Left {
			c.Left++
		}
		was, is := frac(one.Before), frac(one.Now)
		if is == nil {
			is = new(big.Rat)
		}
		before, now = plus(before, was), plus(now, is)
		if growth := over(minus(is, was), was); growth != nil {
			growths = append(growths, growth)
		}
	}
	c.Based = len(growths)
	least := max(p.MinimumPartners, 1)
	if c.Partners < least {
		return c
	}
	c.Before, c.Now = published(before, minorUnits(p.Currency)), published(now, minorUnits(p.Currency))
	c.Growth = published(over(minus(now, before), before), 4)
	if c.Based < least {
		return c
	}
	slices.SortFunc(growths, (*big.Rat).Cmp)
	middle := plus(growths[(c.Based-1)/2], growths[c.Based/2])
	c.Median = published(times(middle, big.NewRat(1, 2)), 4)
	return c
}

func (c cases) cohorts() (channel.CohortPolicy, []channel.CohortPartner) {
	p := channel.CohortPolicy{
		Currency: pick(c, "USD", "JPY", "KWD"), Base: partnermath.Period{Start: day("2025-07-01"), End: day("2025-10-01")},
		Practices: []channel.CohortPractice{{ID: "plan"}, {ID: "marketing", Name: "Marketing plan"}, {ID: "review"}}[:1+c.IntN(3)], MinimumPartners: c.IntN(4),
	}
	if c.chance(20) {
		c.large = 99_999_999_999
	}
	var partners []channel.CohortPartner
	for i := range pick(c, c.IntN(4), c.IntN(12), c.IntN(12), c.IntN(300)) {
		one := channel.CohortPartner{ID: string('a'+rune(i%26)) + string('a'+rune(i/26)), New: c.chance(10), Left: c.chance(15)}
		one.Before, one.Now = c.maybe(90, c.amount(p.Currency, 0, 9)), c.maybe(90, c.amount(p.Currency, 0, 30))
		if one.Left {
			one.Now = c.maybe(30, partnermath.Num(0, 0))
		}
		for _, practice := range p.Practices {
			if c.chance(50) {
				since := pick(c, "2024-01-01", "2025-07-01", "2025-09-30", "2025-10-01", "2026-01-01")
				one.Practices = append(one.Practices, channel.Practice{ID: practice.ID, Since: day(since)})
			}
		}
		partners = append(partners, one)
	}
	c.Shuffle(len(partners), func(i, j int) { partners[i], partners[j] = partners[j], partners[i] })
	return p, partners
}

func TestCohortOracle(t *testing.T) {
	for seed := range uint64(1500) {
		c := newCases(seed)
		p, partners := c.cohorts()
		got, err := channel.Cohorts(p, partners)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := cohortOracle(p, partners)
		if diff := testkit.Diff(want, got); diff != "" || testkit.JSON(t, want) != testkit.JSON(t, got) {
			t.Fatalf("seed %d: -want +got:\n%s", seed, diff)
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return channel.Cohorts(p, partners) }, &p, &partners)
	}
}
