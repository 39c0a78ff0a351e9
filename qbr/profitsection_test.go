package qbr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// business is a case of 2026-05 to 2027-12 that takes 1,000 at the start.
func business(t *testing.T) qbr.Source[profit.Statement] {
	t.Helper()
	line := func(id, kind, start, first, second, total string) string {
		return fmt.Sprintf(`{"id": %q, "kind": %q, "start": %q, "years": [%q, %q], "total": %q}`, id, kind, start, first, second, total)
	}
	return source[profit.Statement](t, `{"currency": "USD",
		"months": [{"year": 2026, "first": 1, "last": 1, "days": {"start": "2026-05-01", "end": "2026-06-01"}}, {"year": 2026, "first": 2, "last": 2, "days": {"start": "2026-06-01", "end": "2026-07-01"}}],
		"years": [
			{"year": 2026, "first": 1, "last": 8, "days": {"start": "2026-05-01", "end": "2027-01-01"}, "partial": true},
			{"year": 2027, "first": 9, "last": 20, "days": {"start": "2027-01-01", "end": "2028-01-01"}}
		],
		"lines": [`+strings.Join([]string{
		line("suite", "product-revenue", "0", "5000", "9000", "14000"), line("support", "recurring-revenue", "0", "0", "0", "0"),
		line("revenue", "revenue", "0", "5000", "9000", "14000"), line("cost-of-sales", "cost-of-sales", "0", "4000", "7000", "11000"),
		line("gross-margin", "gross-margin", "0", "1000", "2000", "3000"), line("operating-cost", "operating-cost", "1000", "300", "400", "1700"),
		line("operating-profit", "operating-profit", "-1000", "700", "1600", "1300"), line("tax", "tax", "0", "0", "0", "0"),
		line("net-profit", "net-profit", "-1000", "700", "1600", "1300"), line("cash", "cash", "-1000", "500", "1500", "1000"),
		line("cumulative-cash", "cumulative-cash", "-1000", "-500", "1000", "1000"),
	}, ", ")+`]}`)
}

func TestBusinessCase(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Statement = business(t) })
	same(t, "figures", []string{"partner-profit 700 – no-target –"}, figures(s.Metrics))
	if name := s.Metrics[0].Name; name != "Partner's operating profit 2026, in part" {
		t.Errorf("the profit is named %q", name)
	}
	same(t, "case", []string{
		"Line|Start|2026, in part|2027|Total", "Revenue|0|5,000|9,000|14,000", "suite|0|5,000|9,000|14,000", "Cost of sales|0|4,000|7,000|11,000", "Gross margin|0|1,000|2,000|3,000",
		"Operating cost|1,000|300|400|1,700", "Operating profit|-1,000|700|1,600|1,300", "Net profit|-1,000|700|1,600|1,300", "Cumulative cash|-1,000|-500|1,000|1,000",
	}, sheet(tableOf(t, s, "Business case by year")))

	s, _ = sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Statement = business(t)
		s.Statement.Value.Timed = true
	})
	same(t, "cash of a case with a timing", []string{"Cash|-1,000|500|1,500|1,000"}, rows(s.Tables[0])[7:8])

	// The case need not have the months of the quarter.
	s, _ = sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Statement = business(t)
		s.Statement.Value.Years = s.Statement.Value.Years[1:]
	})
	if len(s.Metrics) > 0 {
		t.Errorf("a profit of another year: %q", figures(s.Metrics))
	}
}

func TestPayback(t *testing.T) {
	for _, tt := range []struct {
		name, payback string
		want          string
		notes         []string
	}{
		{"once", `{"status": "once", "crossings": [{"month": 2, "at": "1.5"}]}`, "payback-month 2 – no-target –", []string{"Month 2 of the business case is 2026-06-01 to 2026-06-30."}},
		{"several", `{"status": "several", "crossings": [{"month": 1, "at": "0.5"}, {"month": 2, "at": "1.5"}]}`, "payback-month 2 – no-target –", []string{
			"It pays back in month 1 for the first time, and owes again later.", "Month 2 of the business case is 2026-06-01 to 2026-06-30.",
		}},
		{"after the months", `{"status": "once", "crossings": [{"month": 7, "at": "6.5"}]}`, "payback-month 7 – no-target –", nil},
		{"already", `{"status": "already"}`, "payback-month 0 – no-target –", nil},
		{"never", `{"status": "never"}`, "payback-month – – no-target –", []string{"The business does not pay back within the case."}},
	} {
		s, r := sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
			s.Statement = business(t)
			s.Profit = source[profit.Report](t, `{"payback": `+tt.payback+`, "operatingBreakEven": "1"}`)
		})
		same(t, tt.name, []string{"partner-profit 700 – no-target –", tt.want}, figures(s.Metrics))
		same(t, "notes on "+tt.name, tt.notes, s.Notes)
		if s.Metrics[1].Polarity != "lower" {
			t.Errorf("%s: payback is better when it is %s", tt.name, s.Metrics[1].Polarity)
		}
		if want := len(tt.notes) > 0 && strings.HasPrefix(tt.notes[len(tt.notes)-1], "Month"); want != (len(remarksOf(r, 8)) == 1) {
			t.Errorf("%s: the first page remarks %q", tt.name, remarksOf(r, 8))
		}
	}
}

func TestWhatTheCaseComesTo(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Profit = source[profit.Report](t, `{"operatingBreakEven": null, "payback": {"status": "once", "crossings": [{"month": 15, "at": "14.2"}]}, "peakFunding": "76500", "returnOnPeakFunding": "4.1176", "npv": "250332.18",
			"mrr": "0", "recurringShare": "0", "revenuePerHead": null, "streams": [{"id": "products", "marginRate": "0.2"}, {"id": "vendor-money", "marginRate": null}]}`)
	})
	same(t, "notes", []string{"The business makes no lasting operating profit within the case."}, s.Notes)
	same(t, "gaps", []string{"the partner's business case", "what the business case has brought so far", "what the partner returns to the vendor"}, gapsOf(r, qbr.SectionProfitability))
}

func TestWhyProfitIsNotAsPlanned(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.PlanActual = source[profit.Verification](t, `{"through": 5, "profit": {"plan": "-7000", "actual": "-6000"}, "volume": "2000", "mix": "0", "price": "-500", "costOfLines": "0", "newLines": "0",
			"vendorMoney": "0", "otherCost": "-500", "unreported": [2, 3]}`)
	})
	same(t, "tables", []string{"Why operating profit is not as planned, months 1 to 5"}, titles(s))
	same(t, "gaps", []string{"what some lines of the business case brought in 2 closed months"}, gapsOf(r, qbr.SectionProfitability)[2:3])
}

func TestVendorReturn(t *testing.T) {
	with := func(audience scorecard.Audience, cost string) (qbr.Section, qbr.Review) {
		return sectionOf(t, qbr.SectionProfitability, audience, func(s *qbr.Sources) {
			s.VendorReturn = source[profit.VendorReturn](t, `{"margin": "547200", "programCost": "`+cost+`", "shares": [
				{"share": "1", "margin": "547200", "return": "397200", "marginRoi": "2.648"}, {"share": "0.5", "margin": "273600", "return": "123600", "marginRoi": "0.824"}]}`)
		})
	}
	s, _ := with(scorecard.AudienceVendor, "150000")
	same(t, "figures", []string{"vendor-margin-multiple 3.648 – no-target –"}, figures(s.Metrics)) // 547,200 ÷ 150,000
	same(t, "notes", []string{"The partner costs the vendor 150,000 USD over the business case, and brings a margin of 547,200 USD."}, s.Notes)
	s, _ = with(scorecard.AudienceVendor, "0")
	same(t, "figures of no cost", []string{"vendor-margin-multiple – – no-target –"}, figures(s.Metrics))

	s, r := with(scorecard.AudiencePartner, "150000")
	same(t, "notes for the partner", nil, s.Notes)
	same(t, "gaps for the partner", []string{"the partner's business case", "when the partner's business pays back", "what the business case has brought so far"}, gapsOf(r, qbr.SectionProfitability))
	hides(t, r, "547", "vendor-margin-multiple", "program cost", "vendorReturn")
}

// Of a long case the later years go where a page is narrow; the total stays.
func TestBusinessCaseOfManyYears(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionProfitability, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Statement = business(t)
		st := &s.Statement.Value
		st.Lines = st.Lines[2:3]
		million := decimal.NewFromInt(1_000_000)
		st.Lines[0].Years, st.Years = nil, nil
		for i := range 10 {
			st.Lines[0].Years = append(st.Lines[0].Years, million)
			st.Years = append(st.Years, profit.Column{Year: 2026 + i, Days: partnermath.Calendar{}.Quarter(2026+i, 3)})
		}
		st.Lines[0].Total = million.Mul(decimal.NewFromInt(10))
	})
	if n := len(s.Tables[0].Columns); n != 13 {
		t.Errorf("the case of ten years has %d columns", n)
	}
	d := r.Document()
	text := string(d.AppendText(nil, 80))
	for _, want := range []string{"2026 USD", "2027 USD", "2028 USD", "2029 USD", "Total USD", "10,000,000"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on a page of 80", want)
		}
	}
	for line := range strings.Lines(text) {
		if n := len([]rune(line)); n > 81 {
			t.Errorf("a line of %d: %s", n, line)
		}
	}
}
