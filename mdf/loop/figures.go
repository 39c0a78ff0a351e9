package loop

import "github.com/shopspring/decimal"

// Figures are what campaigns came to. The zero Figures are of none.
type Figures struct {
	Campaigns int    `json:"campaigns"`
	Leads     Figure `json:"leads"`
	MQLs      Figure `json:"mqls"`
	SQLs      Figure `json:"sqls"`
	Pipeline  Figure `json:"pipeline"`
	Revenue   Figure `json:"revenue"`
	Margin    Figure `json:"margin"`
	// VendorMoney and TotalCost are what went in, all others what came out.
	VendorMoney Figure `json:"vendorMoney"`
	TotalCost   Figure `json:"totalCost"`
	Forecast    Ratios `json:"forecast"`
	Actual      Ratios `json:"actual"`
}

// Figure is one figure, forecast and actual.
type Figure struct {
	// Forecast and Actual are the sums of what is known, and Forecasts and Actuals the numbers
	// of campaigns that know it; undefined when none does.
	Forecast  decimal.NullDecimal `json:"forecast"`
	Forecasts int                 `json:"forecasts"`
	Actual    decimal.NullDecimal `json:"actual"`
	Actuals   int                 `json:"actuals"`
	// Both counts the campaigns that know both, of which the rest is: Base is the sum of their
	// forecasts, Variance that of actual − forecast, and Attainment is
	// (Base + Variance) ÷ Base with 4 decimals, undefined unless Base is above 0.
	Both       int                 `json:"both"`
	Base       decimal.NullDecimal `json:"base"`
	Variance   decimal.NullDecimal `json:"variance"`
	Attainment decimal.NullDecimal `json:"attainment"`
}

// Ratios are those of one side, forecast or actual. The ratio of several campaigns is that of
// their sums.
type Ratios struct {
	MarginByVendorMoney  Yield `json:"marginByVendorMoney"`
	MarginByTotalCost    Yield `json:"marginByTotalCost"`
	RevenueByVendorMoney Yield `json:"revenueByVendorMoney"`
	RevenueByTotalCost   Yield `json:"revenueByTotalCost"`
	// Leverage is total cost ÷ vendor money with 4 decimals, and CostPerLead total cost ÷
	// leads in minor units.
	Leverage    Quotient `json:"leverage"`
	CostPerLead Quotient `json:"costPerLead"`
}

// Yield is a return on money, of the campaigns that know both.
type Yield struct {
	Campaigns int                 `json:"campaigns"`
	Return    decimal.NullDecimal `json:"return"`
	Money     decimal.NullDecimal `json:"money"`
	// Multiple is return ÷ money, and ROI is (return − money) ÷ money, with 4 decimals,
	// undefined without money.
	Multiple decimal.NullDecimal `json:"multiple"`
	ROI      decimal.NullDecimal `json:"roi"`
}

// Quotient is one sum divided by another, of the campaigns that know both.
type Quotient struct {
	Campaigns int                 `json:"campaigns"`
	Of        decimal.NullDecimal `json:"of"`
	By        decimal.NullDecimal `json:"by"`
	// Value is of ÷ by, undefined when By is 0.
	Value decimal.NullDecimal `json:"value"`
}
