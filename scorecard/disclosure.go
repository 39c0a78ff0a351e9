package scorecard

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Disclosure tells what partners may learn of their peers. Its zero value has the
// defaults. [Peers] take it when they are made, and it must never change for a
// questionnaire: figures under two of them can be combined.
//
// # What is promised
//
// All that partners are shown of a member follows from its coarse record: the score of every
// topic rounded to the nearest multiple of Grain, the lowest and highest multiples taking in the
// ends of the scale. The coarse score of a category is the mean of those of its topics, the
// overall one that of the categories, each by the weights of the questionnaire and before
// gates and caps. So:
//
//   - Together: whoever has all figures of all groups that partners are shown, and knows the
//     exact scores of all other members, learns the coarse record of a member and no more.
//   - Of each node that is shown: whatever the coarse record of a member, the questionnaire can
//     give it at least two scores before caps, at least Grain ÷ 2 apart, that have this record,
//     no question being left out.
//   - Of groups: [DecideGroups] lets no figures be shown of few members, nor of groups that
//     differ by few. It is the caller who has to ask it and to show no others.
//
// The second takes enough possible scores. A topic of few is rounded to the least multiple of
// Grain, up to 20 points, that hides them. Where there is none, as for three questions between
// yes and no, the topic is withheld and its category is rounded in place of its topics, which are
// withheld, too; and so is the whole in place of the categories.
//
// # What is not
//
//   - Which nodes a member has a score of is disclosed. So is its coarse record to whoever knows
//     all other members.
//   - A coarse record can tell that a member misses a gate, and so that its overall score is at
//     most the cap.
//   - Whoever knows answers of a member, or which it left out, can rule out scores. So can
//     whoever knows what the same answers make by another version of the questionnaire.
//   - The number of members, rounded down to a multiple of MinimumGroup, tells when a group, or its
//     members with a score of a node, grows past one.
//   - Partners that pool what they see are one reader that knows them all. The first two promises
//     hold against it. The minimum of groups does not: of n members, it knows all but n less
//     those that pool.
//
// A minimum of members, rounding of the records before tables are made of them, and withholding
// what differences tell are methods of the Handbook on Statistical Disclosure Control (Hundepool
// and others, second edition, 2024, chapters 4 and 5).
type Disclosure struct {
	// MinimumGroup is the smallest number of members, the subject aside, of a group
	// and of its top performers that figures are shown of: 2 to 1,000, by default 5.
	MinimumGroup int `json:"minimumGroup,omitempty" validate:"omitempty,min=2,max=1000"`
	// Step is the step of group figures in points, from 0.01 to 10 with at most 2
	// decimals; by default 0.5.
	Step decimal.NullDecimal `json:"step,omitzero" validate:"omitempty,bounds,atleast=0.01,atmost=10,digits=4 2"`
	// Grain is the width of the ranges that the scores of members are rounded to, in points
	// from 1 to 20 with at most 2 decimals; by default 2.5.
	Grain decimal.NullDecimal `json:"grain,omitzero" validate:"omitempty,bounds,atleast=1,atmost=20,digits=4 2"`
	// Bands are the bands of percentile ranks, from the lowest, which starts at 0;
	// by default four quarters.
	Bands []RankBand `json:"bands,omitempty" validate:"max=100,dive"`
}

// RankBand is the percentile ranks from From, included, up to the next band.
type RankBand struct {
	Name string `json:"name" validate:"id"`
	// From is from 0 to 100 with at most 2 decimals.
	From decimal.NullDecimal `json:"from,omitzero" validate:"required,bounds,atleast=0,atmost=100,digits=5 2"`
}

// Validate returns a [*partnermath.ValidationError] for a number out of its range, a grain below
// the step, and rank bands that do not start at 0 or do not increase.
func (d Disclosure) Validate() error {
	return check.Model(d, func(faults *partnermath.ValidationError) {
		if step := d.step(); d.grain() < step {
			faults.Addf("grain", "min", "must not be below the step %s", decimal.New(step, -scorePlaces))
		}
		for i, b := range d.Bands {
			path := fmt.Sprintf("bands[%d].from", i)
			switch {
			case i == 0 && !b.From.Decimal.IsZero():
				faults.Addf(path, "range", "must be 0 for the first band, got %s", b.From.Decimal)
			case i > 0 && !b.From.Decimal.GreaterThan(d.Bands[i-1].From.Decimal):
				faults.Addf(path, "increasing", "must be above %s, got %s", d.Bands[i-1].From.Decimal, b.From.Decimal)
			}
		}
	})
}

func (d Disclosure) minimum() int64 {
	if d.MinimumGroup == 0 {
		return 5
	}
	return int64(d.MinimumGroup)
}

func (d Disclosure) step() int64  { return hundredthsOr(d.Step, 50) }
func (d Disclosure) grain() int64 { return hundredthsOr(d.Grain, 250) }

// stated returns d with its defaults written out, sharing no memory with it.
func (d Disclosure) stated() Disclosure {
	d.MinimumGroup = int(d.minimum())
	d.Step, d.Grain = partnermath.Num(d.step(), scorePlaces), partnermath.Num(d.grain(), scorePlaces)
	d.Bands = slices.Clone(d.Bands)
	if len(d.Bands) == 0 {
		for i, name := range []string{"bottom-quarter", "third-quarter", "second-quarter", "top-quarter"} {
			d.Bands = append(d.Bands, RankBand{name, partnermath.Num(int64(25*i), 0)})
		}
	}
	return d
}

// same reports whether two that are stated say the same.
func (d Disclosure) same(other Disclosure) bool {
	return d.MinimumGroup == other.MinimumGroup && d.step() == other.step() && d.grain() == other.grain() &&
		slices.EqualFunc(d.Bands, other.Bands, func(a, b RankBand) bool { return a.Name == b.Name && a.From.Decimal.Equal(b.From.Decimal) })
}
