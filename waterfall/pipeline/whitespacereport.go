package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// WhiteSpaceReport is whom to call first, and what a [WhiteSpacePolicy] holds in all.
type WhiteSpaceReport struct {
	Currency string `json:"currency"`
	// Targets stand in rank order, the one with the largest expected value first.
	Targets []CrossSale `json:"targets"`
	// Total is the sum of the lines of each of the lists below, except for its ratios.
	Total WhiteSpaceFigures `json:"total"`
	// Products stand in the order of the policy, and Accounts in that of the input.
	Products []WhiteSpaceRow `json:"products"`
	Accounts []WhiteSpaceRow `json:"accounts"`
	// Partners and Reps stand in the order of their first accounts. Accounts without
	// one are under "".
	Partners []WhiteSpaceRow `json:"partners"`
	Reps     []WhiteSpaceRow `json:"reps"`
}

// CrossSale is a product that an account should be offered: what a deal of the
// pipeline takes, and why it is on the list.
type CrossSale struct {
	// Rank counts from 1.
	Rank int `json:"rank"`
	// Customer is the id of the account, and Product that of the product.
	Customer     string `json:"customer"`
	CustomerName string `json:"customerName,omitempty"`
	Partner      string `json:"partner,omitempty"`
	Rep          string `json:"rep,omitempty"`
	Region       string `json:"region,omitempty"`
	Product      string `json:"product"`
	ProductName  string `json:"productName,omitempty"`
	// Amount is the potential. Assumed tells that it is the deal size of the product,
	// since the cell states none.
	Amount  decimal.Decimal `json:"amount"`
	Assumed bool            `json:"assumed,omitempty"`
	// Probability is Fit × WinRate, exactly, with at most 12 decimals.
	Fit         decimal.Decimal `json:"fit"`
	WinRate     decimal.Decimal `json:"winRate"`
	Probability decimal.Decimal `json:"probability"`
	// Expected is Amount × Probability, rounded to the minor unit.
	Expected decimal.Decimal `json:"expected"`
}

// Deal returns the open deal to enter into the pipeline: its probability is the win
// rate, and its reliability the fit, so that it is weighted with Expected. The currency
// is that of the list.
func (s CrossSale) Deal(id, stage string, created partnermath.Date) Deal {
	return Deal{
		ID: id, Partner: s.Partner, Rep: s.Rep, Region: s.Region, Product: s.Product, Customer: s.Customer,
		Amount: decimal.NewNullDecimal(s.Amount), Stage: stage, Created: created,
		Probability: decimal.NewNullDecimal(s.WinRate), Reliability: decimal.NewNullDecimal(s.Fit),
	}
}

// WhiteSpaceFigures counts cells and adds up what they are worth. All of them are told apart:
//
//	Open = NoFit + BelowFit + NoPotential + Candidates
//	Candidates = OverAccount + OverRep + BeyondList + Targets
//
// Its amounts are the sums of those of the cells, each rounded before.
type WhiteSpaceFigures struct {
	// Unknown counts the products of accounts without a cell, which nothing else here
	// knows of.
	Unknown int `json:"unknown"`
	Owned   int `json:"owned"`
	// Open counts the cells that are not owned, whether candidates or not.
	Open int `json:"open"`
	// Penetration is Owned ÷ (Owned + Open). FitPenetration leaves out what does not
	// fit: Owned ÷ (Owned + NoPotential + Candidates). Both have 4 decimals and are
	// undefined without a base.
	Penetration    decimal.NullDecimal `json:"penetration"`
	FitPenetration decimal.NullDecimal `json:"fitPenetration"`
	// LeftOut tells why open cells are not among the targets.
	LeftOut WhiteSpaceLeftOut `json:"leftOut"`
	// Candidates are the cells that fit and have a potential, and Targets those of
	// them on the list.
	Candidates WhiteSpaceValue `json:"candidates"`
	Targets    WhiteSpaceValue `json:"targets"`
}

// WhiteSpaceLeftOut counts open cells by the first reason, in this order, to leave them out.
type WhiteSpaceLeftOut struct {
	// NoFit: the fit is not known.
	NoFit int `json:"noFit"`
	// BelowFit: the fit is 0 or below the minimum.
	BelowFit int `json:"belowFit"`
	// NoPotential: the potential is 0, or neither the cell nor the product has one.
	NoPotential int `json:"noPotential"`
	// OverAccount and OverRep: better ones fill the cap of the account or of the rep.
	OverAccount int `json:"overAccount"`
	OverRep     int `json:"overRep"`
	// BeyondList: better ones fill the list.
	BeyondList int `json:"beyondList"`
}

// WhiteSpaceValue is a number of cells, with the sums of their potentials and of their
// expected values.
type WhiteSpaceValue struct {
	Cells     int             `json:"cells"`
	Potential decimal.Decimal `json:"potential"`
	Expected  decimal.Decimal `json:"expected"`
}

// WhiteSpaceRow is the [WhiteSpaceFigures] of one product, account, partner or rep.
type WhiteSpaceRow struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	WhiteSpaceFigures
}
