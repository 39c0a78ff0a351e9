package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/tables"
)

func TestProfit(t *testing.T) {
	v := parse[profit.Report](t, `{"operatingBreakEven": null, "payback": {"status": "once", "crossings": [{"month": 15, "at": "14.2"}]}, "peakFunding": "76500", "returnOnPeakFunding": "4.1176", "npv": "250332.18",
			"mrr": "0", "recurringShare": "0", "revenuePerHead": null, "streams": [{"id": "products", "marginRate": "0.2"}, {"id": "vendor-money", "marginRate": null}]}`)
	// What the case has nothing of is left out; 0 is not.
	same(t, "measures", []string{
		"Measure|Value", "Peak funding, USD|76,500", "Return on peak funding|411.76%", "Net present value, USD|250,332.18", "Monthly recurring revenue at the end, USD|0",
		"Recurring share of revenue|0%", "Gross margin rate of products|20%",
	}, sheet(tables.Profit(v, "USD")))
}

func TestVariance(t *testing.T) {
	v := parse[profit.Verification](t, `{"through": 5, "profit": {"plan": "-7000", "actual": "-6000"}, "volume": "2000", "mix": "0", "price": "-500", "costOfLines": "0", "newLines": "0",
			"vendorMoney": "0", "otherCost": "-500", "unreported": [2, 3]}`)
	// −7,000 + 2,000 − 500 − 500 = −6,000.
	same(t, "variance", []string{"From plan to actual|Profit", "Planned, of what was reported|-7,000", "Volume|2,000", "Price|-500", "Other cost|-500", "Actual|-6,000"}, sheet(tables.Variance(v)))
}

func TestVendorReturn(t *testing.T) {
	v := parse[profit.VendorReturn](t, `{"margin": "547200", "programCost": "150000", "shares": [
		{"share": "1", "margin": "547200", "return": "397200", "marginRoi": "2.648"}, {"share": "0.5", "margin": "273600", "return": "123600", "marginRoi": "0.824"}]}`)
	same(t, "shares", []string{"Due to the partner|Margin|Less program cost|Margin ROI", "100%|547,200|397,200|264.8%", "50%|273,600|123,600|82.4%"}, sheet(tables.VendorReturn(v)))
}
