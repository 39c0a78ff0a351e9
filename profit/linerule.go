package profit

// lineRule is how a kind of line is computed.
type lineRule struct {
	formula string
	stock   bool
}

// ruleOf returns the rule of a kind.
func ruleOf(kind LineKind) lineRule {
	return lineRules[kind]
}

var lineRules = map[LineKind]lineRule{
	LineProductRevenue:   {formula: "round(units × price); agency: round(units × price × margin)"},
	LineRecurringRevenue: {formula: "round(base × price); billed by the year: what is earned of the bills"},
	LineServiceRevenue:   {formula: "round(services × price) or round(hours × bill rate)"},
	LineRevenue:          {formula: "Σ revenue lines"},
	LineProductCost:      {formula: "round(units × price × (1 − margin)) or round(units × list × (1 − discount))"},
	LineRecurringCost:    {formula: "round((first base × (1 − first margin) + renewed base × (1 − renewal margin)) × price)"},
	LineServiceCost:      {formula: "round(hours × hour cost)"},
	LineSubcontract:      {formula: "round(subcontracted hours × subcontract rate)"},
	LineDeliveryPay:      {formula: "round(heads × salary × (1 + burden) × (1 + raise)^years ÷ 12)"},
	LineRebate:           {formula: "−round(rate × cost of the lines), or −amount"},
	LineRegistration:     {formula: "−round(rate × revenue of the lines), or −amount"},
	LineMDFExcess:        {formula: "−(funds − what they pay of marketing)"},
	LineCostOfSales:      {formula: "Σ cost of sales lines"},
	LineGrossMargin:      {formula: "revenue − cost of sales"},
	LineSalesPay:         {formula: "round(heads × salary × (1 + burden) × (1 + raise)^years ÷ 12)"},
	LineCommission:       {formula: "round(commission × revenue of what is sold)"},
	LineOtherPay:         {formula: "round(heads × salary × (1 + burden) × (1 + raise)^years ÷ 12)"},
	LineMarketing:        {formula: "round(rate × revenue) + amount"},
	LineMDF:              {formula: "−min(funds, marketing that is left)"},
	LineCost:             {formula: "round(rate × revenue) + amount"},
	LineOperatingCost:    {formula: "Σ operating cost lines"},
	LineOperatingProfit:  {formula: "gross margin − operating cost"},
	LineTax:              {formula: "round(rate × max(0, profit of the fiscal year − losses used))"},
	LineNetProfit:        {formula: "operating profit − tax"},
	LineBilled:           {formula: "revenue + bills of the year − what is earned of them"},
	LineReceipts:         {formula: "billed, customer days later"},
	LineVendorReceipts:   {formula: "vendor money, its lag later"},
	LineSupplierPayments: {formula: "cost of products, recurring lines, hours and subcontractors, supplier days later"},
	LinePeoplePayments:   {formula: "pay + commission"},
	LineCostPayments:     {formula: "marketing + cost, cost days later"},
	LineTaxPayments:      {formula: "tax, its lag later"},
	LineCash:             {formula: "receipts + vendor receipts − payments"},
	LineCumulativeCash:   {formula: "Σ cash to date", stock: true},

	LineUnits:              {formula: "round4(trend × season), as given, or won deals"},
	LineNew:                {formula: "round4(trend × season), as given, or won deals"},
	LineExpanded:           {formula: "Σ round4(expansion × opening)"},
	LineChurned:            {formula: "Σ round4(churn × opening)"},
	LineNotRenewed:         {formula: "left at 12 months − round4(renewal rate × left)"},
	LineBase:               {formula: "base before + new + expanded − churned − not renewed", stock: true},
	LineFirstBase:          {formula: "base in its first 12 months", stock: true},
	LineServices:           {formula: "round4(attach × units or base, lag months before)"},
	LineHours:              {formula: "round4(services × hours)"},
	LineOwnHours:           {formula: "used hours of the role, shared by hours"},
	LineSubcontractedHours: {formula: "hours − own hours"},
	LineHeads:              {formula: "Σ heads of the hires", stock: true},
	LineAvailable:          {formula: "round4(heads × hours), or × deals"},
	LineCapacity:           {formula: "round4(Σ heads × min(1, k ÷ ramp) × hours × utilisation), or × deals"},
	LineDemand:             {formula: "Σ hours, or deals"},
	LineUsed:               {formula: "min(demand, capacity)"},
	LineIdle:               {formula: "capacity − used"},
	LineShortfall:          {formula: "demand − used"},
	LineNeeded:             {formula: "round4(demand ÷ (hours × utilisation)), or ÷ deals", stock: true},
}
