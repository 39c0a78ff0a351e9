package whitespace

import "github.com/shopspring/decimal"

// Report is whom to call first, and what a [Policy] holds in all.
type Report struct {
	Currency string `json:"currency"`
	// Targets stand in rank order, the one with the largest expected value first.
	Targets []CrossSale `json:"targets"`
	// Total is the sum of the lines of each of the lists below, except for its ratios.
	Total Figures `json:"total"`
	// Products stand in the order of the policy, and Accounts in that of the input.
	Products []Row `json:"products"`
	Accounts []Row `json:"accounts"`
	// Partners and Reps stand in the order of their first accounts. Accounts without
	// one are under "".
	Partners []Row `json:"partners"`
	Reps     []Row `json:"reps"`
}

// CrossSale is a product that an account should be offered: what a deal of a pipeline
// takes, as the package comment tells, and why it is on the list.
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

// Figures counts cells and adds up what they are worth. All of them are told apart:
//
//	Open = NoFit + BelowFit + NoPotential + Candidates
//	Candidates = OverAccount + OverRep + BeyondList + Targets
//
// Its amounts are the sums of those of the cells, each rounded before.
type Figures struct {
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
	LeftOut LeftOut `json:"leftOut"`
	// Candidates are the cells that fit and have a potential, and Targets those of
	// them on the list.
	Candidates Value `json:"candidates"`
	Targets    Value `json:"targets"`
}

// LeftOut counts open cells by the first reason, in this order, to leave them out. It does not
// tell which they are.
type LeftOut struct {
	// NoFit: the fit is not known.
	NoFit int `json:"noFit"`
	// BelowFit: the fit is 0 or below the minimum.
	BelowFit int `json:"belowFit"`
	// NoPotential: the potential is 0, or neither the cell nor the product has one.
	NoPotential int `json:"noPotential"`
	// OverAccount and OverRep: better ones that are on the list fill the cap of the account or of
	// the rep.
	OverAccount int `json:"overAccount"`
	OverRep     int `json:"overRep"`
	// BeyondList: better ones fill the list.
	BeyondList int `json:"beyondList"`
}

// Value is a number of cells, with the sums of their potentials and of their
// expected values.
type Value struct {
	Cells     int             `json:"cells"`
	Potential decimal.Decimal `json:"potential"`
	Expected  decimal.Decimal `json:"expected"`
}

// Row is the [Figures] of one product, account, partner or rep.
type Row struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	Figures
}
