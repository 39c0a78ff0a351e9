package incentive

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Selection chooses products, by id and by category. A product is chosen when
// Products or Categories name it, or neither names any, and neither exception does.
// The zero Selection chooses all, sales without a product included.
type Selection struct {
	Products         []string `json:"products,omitempty" validate:"max=1000,dive,id"`
	Categories       []string `json:"categories,omitempty" validate:"max=1000,dive,id"`
	ExceptProducts   []string `json:"exceptProducts,omitempty" validate:"max=1000,dive,id"`
	ExceptCategories []string `json:"exceptCategories,omitempty" validate:"max=1000,dive,id"`
}

// Multiplier multiplies what the sales of a selection earn.
type Multiplier struct {
	ID    string    `json:"id" validate:"id"`
	Sales Selection `json:"sales,omitzero"`
	// NewCustomer narrows it to sales marked NewCustomer.
	NewCustomer bool `json:"newCustomer,omitempty"`
	// Factor is at least 0, at most 1000 and has at most 6 decimals; 1 changes nothing. Those
	// that apply to a sale, MaxMultipliers at most, are multiplied.
	Factor decimal.NullDecimal `json:"factor,omitzero" validate:"required,bounds,atleast=0,atmost=1000,digits=10 6"`
}

// Gate is a condition of the whole payout: a minimum of a measure, or of a share of
// it. Exactly one of Minimum and MinimumShare is given.
type Gate struct {
	ID      string  `json:"id" validate:"id"`
	Measure Measure `json:"measure" validate:"enum"`
	// Sales is what is measured: the zero Selection the program's sales, any other
	// those records of the partner that it chooses, whether the program pays on them
	// or not. Role, basis and stage are the program's.
	Sales Selection `json:"sales,omitzero"`
	// Minimum is met by a measure at or above it.
	Minimum decimal.NullDecimal `json:"minimum,omitzero" validate:"omitempty,bounds,atleast=0"`
	// MinimumShare is met by measure ÷ the same measure of the program's sales at or
	// above it, from 0 to 1; never met where that is not above 0.
	MinimumShare decimal.NullDecimal `json:"minimumShare,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1"`
	// Places is the number of decimals, 1 to 12, that the share is rounded to before it
	// is compared; 0 compares exactly.
	Places int `json:"places,omitempty" validate:"min=0,max=12"`
}

func (s *Selection) all() bool {
	return len(s.Products)+len(s.Categories)+len(s.ExceptProducts)+len(s.ExceptCategories) == 0
}

// known checks that products and categories of a selection are in the book.
func (s *Selection) known(faults *partnermath.ValidationError, path string, b *index) {
	for _, list := range []struct {
		name  string
		ids   []string
		known map[string]string
	}{
		{"products", s.Products, b.products},
		{"categories", s.Categories, b.categories},
		{"exceptProducts", s.ExceptProducts, b.products},
		{"exceptCategories", s.ExceptCategories, b.categories},
	} {
		for i, id := range list.ids {
			if _, known := list.known[id]; !known {
				faults.Addf(fmt.Sprintf("%s.%s[%d]", path, list.name, i), "known", "%.40q is not among the products of the book", id)
			}
		}
	}
}
