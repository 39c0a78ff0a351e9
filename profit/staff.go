package profit

import "github.com/shopspring/decimal"

// Service is what the partner does for customers and bills. The zero Service is not
// valid.
type Service struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// On is the id of the product or recurring line that it is attached to: to the units
	// sold or the customers that join, or, with ToBase, to the closing base of a recurring
	// line, month after month.
	On     string `json:"on" validate:"id"`
	ToBase bool   `json:"toBase,omitempty"`
	// Attach is how many services for one of those, and Lag how many months later:
	// services(m) = round4(attach × units(m − lag)). Before month 1 nothing was sold, and the
	// base is the opening base.
	Attach decimal.NullDecimal `json:"attach,omitzero" validate:"required,bounds,atleast=0,atmost=1000,digits=11 8"`
	Lag    int                 `json:"lag,omitempty" validate:"min=0,max=120"`
	// Hours that one service takes: hours(m) = round4(services(m) × hours).
	Hours decimal.NullDecimal `json:"hours,omitzero" validate:"required,bounds,atleast=0,atmost=100000,digits=9 4"`
	// Price is the fixed price of one service, BillRate the price of an hour; one of the two
	// is given. Revenue is services × price, or hours × bill rate.
	Price    decimal.NullDecimal `json:"price,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000,digits=18 6"`
	BillRate decimal.NullDecimal `json:"billRate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000,digits=15 6"`
	// Role is the id of the delivery role whose pool of hours does the work, HourCost what an
	// hour costs that is paid for as it is worked; one of the two is given.
	Role     string              `json:"role,omitempty" validate:"omitempty,id"`
	HourCost decimal.NullDecimal `json:"hourCost,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000,digits=15 6"`
}

// RoleKind tells what people of a role do.
type RoleKind string

// The kinds of role.
const (
	// RoleDelivery: their hours are a pool that services draw on, and their pay is cost of
	// sales, worked or not.
	RoleDelivery RoleKind = "delivery"
	// RoleSales: they close deals, and their pay and commission are operating costs. More
	// deals than they can close are shown as a shortfall; they are sold all the same.
	RoleSales RoleKind = "sales"
	// RoleOther: their pay is an operating cost.
	RoleOther RoleKind = "other"
)

// Values returns the kinds in order.
func (RoleKind) Values() []RoleKind { return []RoleKind{RoleDelivery, RoleSales, RoleOther} }

// Role is a kind of people who are paid. The pay of a month is round(heads × salary ×
// (1 + burden) × (1 + raise)^(plan years before) ÷ 12). The zero Role is not valid.
type Role struct {
	ID   string   `json:"id" validate:"id"`
	Name string   `json:"name,omitempty" validate:"text=1000"`
	Kind RoleKind `json:"kind" validate:"oneof=delivery sales other"`
	// Salary is for a year. Burden is what comes on top of it, as a fraction: taxes,
	// benefits, a desk. Raise is the fraction by which pay rises at the start of each plan
	// year but the first; left out, 0.
	Salary decimal.NullDecimal `json:"salary,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000,digits=18 6"`
	Burden decimal.NullDecimal `json:"burden,omitzero" validate:"required,bounds,atleast=0,atmost=10,digits=10 8"`
	Raise  decimal.NullDecimal `json:"raise,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	Hires  []Hire              `json:"hires,omitempty" validate:"max=120,dive"`
	// Ramp is the number of months that a head takes to be fully productive: in its k-th
	// month it is min(1, k ÷ ramp). Left out, from the first. It holds for each hire, those who
	// are there in month 1 too. A role of kind other has none.
	Ramp int `json:"ramp,omitempty" validate:"min=0,max=60"`
	// Hours are those of a head in a month, Utilisation the part of them that can be
	// delivered: capacity(m) = round4(Σ heads × min(1, k ÷ ramp) × hours × utilisation).
	// Subcontract is what an hour above that costs. All three are those of a delivery role.
	Hours       decimal.NullDecimal `json:"hours,omitzero" validate:"omitempty,bounds,above=0,atmost=1000,digits=7 4"`
	Utilisation decimal.NullDecimal `json:"utilisation,omitzero" validate:"omitempty,bounds,above=0,atmost=1,digits=5 4"`
	Subcontract decimal.NullDecimal `json:"subcontract,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000,digits=15 6"`
	// Deals are what a head of a sales role closes in a month: capacity(m) = round4(Σ heads ×
	// min(1, k ÷ ramp) × deals). Sells, at least one, are the ids of the products, recurring lines and services that
	// it sells; its deals are the units and the new customers of the first two. Commission
	// is the part of their published revenue that it gets; left out, 0.
	Deals      decimal.NullDecimal `json:"deals,omitzero" validate:"omitempty,bounds,above=0,atmost=100000,digits=9 4"`
	Sells      []string            `json:"sells,omitempty" validate:"max=120,dive,id"`
	Commission decimal.NullDecimal `json:"commission,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
}

// Hire is heads of a role that come in a month, and that may leave again. The zero Hire is
// not valid.
type Hire struct {
	// Month is the first month with them, from 1 on; those that are there already come in 1.
	Month int `json:"month" validate:"min=1,max=120"`
	// Leave is the first month without them; left out, they stay.
	Leave int `json:"leave,omitempty" validate:"min=0,max=121"`
	// Heads may be fractions.
	Heads decimal.NullDecimal `json:"heads,omitzero" validate:"required,bounds,above=0,atmost=100000,digits=9 4"`
}
