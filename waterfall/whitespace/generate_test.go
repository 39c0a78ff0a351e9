package whitespace_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// spaces generates small white spaces where ties, caps that bite and every reason
// to leave a cell out are common, and amounts may be the largest there are.
func spaces() *rapid.Generator[whitespace.Policy] {
	return rapid.Custom(func(t *rapid.T) whitespace.Policy {
		w := whitespace.Policy{
			Currency:   rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
			MinimumFit: rapid.SampledFrom([]decimal.NullDecimal{{}, null("0"), null("0.3"), null("0.333333"), null("1")}).Draw(t, "minimum"),
			PerAccount: rapid.IntRange(0, 3).Draw(t, "per account"), PerRep: rapid.IntRange(0, 4).Draw(t, "per rep"),
			Targets: rapid.IntRange(0, 8).Draw(t, "targets"),
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "products") {
			p := whitespace.Product{ID: string(rune('p' + i)), WinRate: decimal.NewNullDecimal(rates(1).Draw(t, "win rate"))}
			if rapid.Bool().Draw(t, "sized") {
				p.DealSize = decimal.NewNullDecimal(potentials(1).Draw(t, "deal size"))
			}
			w.Products = append(w.Products, p)
		}
		return w
	})
}

func rates(low int64) *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(low, 4), func(n int64) decimal.Decimal { return decimal.New(n*25, -2) }),
		rapid.Map(rapid.Int64Range(low, 1_000_000), func(n int64) decimal.Decimal { return decimal.New(n, -6) }),
	)
}

func potentials(low int64) *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		testkit.Decimal(low, 20, 0), testkit.Decimal(low, 90_000, 0), testkit.Decimal(999_999_999_000, 1_000_000_000_000, 0),
	)
}

func spaceAccounts(w *whitespace.Policy, most int) *rapid.Generator[[]whitespace.Account] {
	return rapid.Custom(func(t *rapid.T) []whitespace.Account {
		accounts := make([]whitespace.Account, rapid.IntRange(0, most).Draw(t, "accounts"))
		for i := range accounts {
			a := &accounts[i]
			a.ID = string(rune('a' + i))
			a.Partner = rapid.SampledFrom([]string{"", "north", "south"}).Draw(t, "partner")
			a.Rep = rapid.SampledFrom([]string{"", "kim", "lee"}).Draw(t, "rep")
			for _, p := range rapid.Permutation(w.Products).Draw(t, "order") {
				if rapid.IntRange(0, 5).Draw(t, "known") == 0 {
					continue
				}
				c := whitespace.Cell{Product: p.ID, Owned: rapid.IntRange(0, 3).Draw(t, "owned") == 0}
				if rapid.IntRange(0, 5).Draw(t, "scored") > 0 {
					c.Fit = decimal.NewNullDecimal(rates(0).Draw(t, "fit"))
				}
				if rapid.Bool().Draw(t, "priced") {
					c.Potential = decimal.NewNullDecimal(potentials(0).Draw(t, "potential"))
				}
				a.Cells = append(a.Cells, c)
			}
		}
		return accounts
	})
}

// space draws a white space and its accounts.
func space(t *rapid.T, most int) (whitespace.Policy, []whitespace.Account) {
	w := spaces().Draw(t, "white space")
	return w, spaceAccounts(&w, most).Draw(t, "accounts")
}
