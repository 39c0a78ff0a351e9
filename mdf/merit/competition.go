package merit

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// MaxContenders is the largest number of requests that compete.
const MaxContenders = 100_000

// Competition is one budget, and how requests compete for it. The zero Competition is not
// valid: it lacks Currency, Budget and Merit.
type Competition struct {
	Currency string `json:"currency" validate:"currency"`
	// Budget is what this competition has to give. Of an mdf program that is the BudgetLeft of
	// its decisions, and not its Budget, of which some is reserved and paid. Where nothing is
	// left of that, BudgetLeft may be below 0, and there is no competition.
	Budget decimal.NullDecimal `json:"budget,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// Merit tells what a unit of money is worth in a request.
	Merit Kind `json:"merit" validate:"enum"`
	// ROIWeight is the weight w of the ROI, and ROICap the ROI that counts in full; both are
	// given with Mixed, and only then.
	ROIWeight decimal.NullDecimal `json:"roiWeight,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	ROICap    decimal.NullDecimal `json:"roiCap,omitzero" validate:"omitempty,bounds,above=0,atmost=1000000,digits=16 8"`
	// Whole funds a request in whole or not at all. Otherwise the last one may have less.
	Whole bool `json:"whole,omitempty"`
	// Nodes is the most steps of the search for the best set of whole requests, beside one for
	// each contender; 0 means 100,000. It is read with Whole, and otherwise left out.
	Nodes int `json:"nodes,omitempty" validate:"min=0,max=10000000"`
	// Minimums are shares of the budget that groups have before others, together at most 1.
	Minimums []Minimum `json:"minimums,omitempty" validate:"max=1000,dive"`
}

// one is the sum of all shares, and of the weights of a merit.
var one = decimal.NewFromInt(1)

const (
	maxPlaces = 4                         // the most decimals that a currency has
	maxSum    = 1_000_000_000_000_000_000 // so that no sum of amounts leaves an int64
)

// Kind tells what merit is. It is published, and used, with 4 decimals.
type Kind string

// The kinds of merit. A figure that is not known counts as 0 and is named.
const (
	// ROI is the ROI, so that the value is what the money returns beyond itself.
	ROI Kind = "roi"
	// Alignment is the alignment.
	Alignment Kind = "alignment"
	// Mixed is w × min(1, max(0, ROI) ÷ ROICap) + (1 − w) × alignment.
	Mixed Kind = "mixed"
)

// Values returns the kinds in order.
func (Kind) Values() []Kind { return []Kind{ROI, Alignment, Mixed} }

// Minimum is the least that a group of requests has, a share of the budget. The budget is
// split over the shares, and what they leave of 1, by largest remainder.
type Minimum struct {
	Group string              `json:"group" validate:"id"`
	Share decimal.NullDecimal `json:"share,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
}

// Contender is a request that competes. Its figures are those that the decision on it has in
// an mdf program that is Competing: what it is Allowed, the ROI of the margin on that, and
// the alignment. A request that is denied or returned does not compete.
type Contender struct {
	Request   string           `json:"request"`
	Submitted partnermath.Date `json:"submitted"`
	// Group is its value in the dimension of the minimums: a region, a tier, a product.
	// Left out, it is in none.
	Group string `json:"group,omitempty"`
	// Amount is what it would have in whole, above 0: what was asked, after all caps but the
	// budget. Those of all contenders are at most 10^18 minor units together.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// ROI is from −10^6 to 10^6, Alignment from 0 to 1. Left out, they are unknown.
	ROI       decimal.NullDecimal `json:"roi,omitzero"`
	Alignment decimal.NullDecimal `json:"alignment,omitzero"`
}

// Awards are what a competition comes to.
type Awards struct {
	Currency string `json:"currency"`
	// budget = funded + left.
	Budget decimal.Decimal `json:"budget"`
	Funded decimal.Decimal `json:"funded"`
	Left   decimal.Decimal `json:"left"`
	// Value is Σ merit × funded, exact, and Bound what no way to fund can pass that has the
	// floors of the groups: Value itself where that is known, else the value of the best way to
	// fund in part with the same floors. Gap = Bound − Value.
	Value decimal.Decimal `json:"value"`
	Bound decimal.Decimal `json:"bound"`
	Gap   decimal.Decimal `json:"gap"`
	// Proven tells that no way to fund is better, so that Gap is 0: always in part, in whole
	// when the search came to its end, or found what the bound allows.
	Proven bool `json:"proven"`
	// Minimums are what each group had before others, in the order of the competition.
	Minimums []MinimumLine `json:"minimums"`
	// Lines are one for each contender, by merit, then submission, then id.
	Lines []Award `json:"lines"`
}

// MinimumLine is what became of a minimum: floor ≤ used ≤ amount, the rest was free for all.
type MinimumLine struct {
	Group string `json:"group"`
	// Amount is the share of the budget, and Floor what the requests of the group can use of
	// it, in whole those that fit into it in the order of merit: it has that much at least.
	Amount decimal.Decimal `json:"amount"`
	Floor  decimal.Decimal `json:"floor"`
	// Used is what the group has of Amount, Σ OfMinimum. In part it is Floor.
	Used decimal.Decimal `json:"used"`
}

// Award is what a contender has.
type Award struct {
	Request string          `json:"request"`
	Group   string          `json:"group,omitempty"`
	Merit   decimal.Decimal `json:"merit"`
	Amount  decimal.Decimal `json:"amount"`
	Funded  decimal.Decimal `json:"funded"`
	// OfMinimum is the part of Funded that counts to the minimum of its group, which goes in
	// the order of the lines.
	OfMinimum decimal.Decimal `json:"ofMinimum"`
	// Reasons are all that hold, in the order of the constants.
	Reasons []partnermath.Reason `json:"reasons"`
}

// What is said of a contender.
const (
	// ReasonNoROI and ReasonNoAlignment: a figure that the merit needs is unknown. One of a
	// weight of 0 is not needed.
	ReasonNoROI       partnermath.Reason = "roi-unknown"
	ReasonNoAlignment partnermath.Reason = "alignment-unknown"
	// ReasonNoMerit: its merit is not above 0, and nothing is funded.
	ReasonNoMerit partnermath.Reason = "no-merit"
	// ReasonOutbid: the budget has less for it than its Amount, or nothing.
	ReasonOutbid partnermath.Reason = "outbid"
	// ReasonMinimum: and one that stands after it is funded out of a minimum.
	ReasonMinimum partnermath.Reason = "minimum-share"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the competition
// breaks: those of the tags, what Mixed needs and others do not read, a budget with
// more decimals than the currency, groups that are not unique, and shares above 1 together.
func (c Competition) Validate() error {
	return check.Model(c, func(faults *partnermath.ValidationError) {
		if places, _ := partnermath.MinorUnits(c.Currency); !exact.Fits(c.Budget.Decimal, partnermath.MaxDigits, places) {
			faults.Addf("budget", "digits", "must have at most %d decimals, got %s", places, c.Budget.Decimal)
		}
		for _, f := range []struct {
			name  string
			value decimal.NullDecimal
		}{{"roiWeight", c.ROIWeight}, {"roiCap", c.ROICap}} {
			switch mixed := c.Merit == Mixed; {
			case mixed && !f.value.Valid:
				faults.Add(f.name, "required", "must be given with a mixed merit")
			case !mixed && f.value.Valid:
				faults.Add(f.name, "empty", "is not read without a mixed merit and must be left out")
			}
		}
		if c.Nodes > 0 && !c.Whole {
			faults.Add("nodes", "empty", "is not read unless requests are funded in whole and must be left out")
		}
		unique(faults, "minimums[%d].group", c.Minimums, func(m Minimum) string { return m.Group })
		var sum decimal.Decimal
		for _, m := range c.Minimums {
			sum = sum.Add(m.Share.Decimal)
		}
		if sum.GreaterThan(one) {
			faults.Addf("minimums", "sum", "must add up to at most 1, got %s", sum)
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the contender
// breaks for itself.
func (c Contender) Validate() error {
	var faults partnermath.ValidationError
	c.check(&faults, check.Place{}, maxPlaces)
	return faults.Err()
}

// check adds the rules that the contender breaks, in a currency with so many decimals.
func (c *Contender) check(faults *partnermath.ValidationError, at check.Place, places int32) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("request"), c.Request)
	if c.Group != "" {
		check.IDAt(faults, field("group"), c.Group)
	}
	if c.Submitted.IsZero() {
		faults.Addf(field("submitted").String(), "required", "must be given (request %.100q)", c.Request)
	}
	amount := check.Number{
		Above: decimal.NewNullDecimal(decimal.Decimal{}), AtMost: decimal.NewNullDecimal(decimal.New(1, 12)),
		Digits: 13 + places, Places: places,
	}
	amount.Require(faults, field("amount"), c.Amount)
	million := decimal.New(1, 6)
	roi := check.Number{AtLeast: decimal.NewNullDecimal(million.Neg()), AtMost: decimal.NewNullDecimal(million)}
	roi.CheckNull(faults, field("roi"), c.ROI)
	alignment := check.Number{AtLeast: decimal.NewNullDecimal(decimal.Decimal{}), AtMost: decimal.NewNullDecimal(one)}
	alignment.CheckNull(faults, field("alignment"), c.Alignment)
}

func checkContest(c *Competition, contenders []Contender) error {
	var faults partnermath.ValidationError
	faults.Merge("competition", c.Validate())
	places, known := partnermath.MinorUnits(c.Currency)
	if !known {
		places = maxPlaces
	}
	if len(contenders) > MaxContenders {
		faults.Addf("contenders", "length", "must have a length of at most %d, got %d", MaxContenders, len(contenders))
		return faults.Err()
	}
	var sum decimal.Decimal
	before := len(faults.Fields)
	for i := range contenders {
		contenders[i].check(&faults, check.Place{List: "contenders", Index: i}, places)
		if len(faults.Fields) == before {
			sum = sum.Add(contenders[i].Amount.Decimal)
		}
	}
	if len(faults.Fields) > before {
		return faults.Err()
	}
	unique(&faults, "contenders[%d].request", contenders, func(c Contender) string { return c.Request })
	if sum.Shift(places).GreaterThan(decimal.NewFromInt(maxSum)) {
		faults.Addf("contenders", "sum", "must come to at most %d minor units together", int64(maxSum))
	}
	return faults.Err()
}

// unique adds a fault for each id that stands in a list a second time, at a path with its index.
func unique[T any](faults *partnermath.ValidationError, path string, all []T, id func(T) string) {
	seen := make(map[string]bool, len(all))
	for i, one := range all {
		if seen[id(one)] {
			faults.Addf(fmt.Sprintf(path, i), "unique", "must not be given twice, got %.40q again", id(one))
		}
		seen[id(one)] = true
	}
}
