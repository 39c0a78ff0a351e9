package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/tables"
)

func TestFundPosition(t *testing.T) {
	p := parse[mdf.Position](t, `{"accrued": "12000", "granted": "16000", "adjusted": "-500", "paid": "4200", "forfeited": "300", "reserved": "2400", "available": "20600", "balance": "23000"}`)
	// 12,000 + 16,000 − 500 − 4,200 − 300 − 2,400 = 20,600.
	same(t, "fund", []string{
		"Funds|Amount", "Accrued|12,000", "Granted|16,000", "Adjusted|-500", "Paid|-4,200", "Forfeited|-300", "Reserved for approved requests|-2,400", "Free|20,600",
	}, sheet(tables.FundPosition(p, "USD")))
}

func TestExpiringFunds(t *testing.T) {
	r := parse[mdf.Report](t, `{"utilisation": "0.15", "commitment": "0.2357", "expiring": [
			{"lastDay": "2026-10-31", "amount": "7800", "weekly": "1761.29"}, {"lastDay": "2026-12-31", "amount": "16000", "weekly": null}]}`)
	same(t, "expiring", []string{"Last day|Free|To spend a week until then", "2026-10-31|7,800|1,761.29", "2026-12-31|16,000|–"}, sheet(tables.ExpiringFunds(r)))
}

func TestFundRequests(t *testing.T) {
	all := parse[[]mdf.Decision](t, `[
			{"request": "r-1", "status": "approved", "amount": "1500", "allowed": "1500", "limits": [{"limit": "asked", "amount": "1500"}], "roi": "4.3333"},
			{"request": "r-2", "status": "approved-for-less", "amount": "900", "allowed": "900", "binding": "available", "limits": [{"limit": "asked", "amount": "1000"}, {"limit": "available", "amount": "900"}], "reasons": ["limited"]},
			{"request": "r-3", "status": "escalated", "amount": "9000", "allowed": "9000", "limits": [{"limit": "asked", "amount": "9000"}], "reasons": ["approver-limit"]},
			{"request": "r-4", "status": "returned", "amount": "0", "allowed": "3500", "limits": [{"limit": "asked", "amount": "3500"}], "reasons": ["short-notice", "roi"], "roi": "0.5"},
			{"request": "r-5", "status": "denied", "amount": "0", "allowed": "0", "reasons": ["partner-tier", "something-new"]}
		]`)
	// What waits for a higher approver is not approved yet, which is no 0.
	same(t, "requests", []string{
		"Request|Status|Asked|Allowed|Approved|Forecast ROI|Why not as asked",
		"r-1|approved|1,500|1,500|1,500|433.33%|",
		"r-2|approved for less|1,000|900|900|–|more than is allowed",
		"r-3|escalated|9,000|9,000|–|–|above the first approver's limit",
		"r-4|returned|3,500|3,500|0|50%|asked for too late, the return is too low",
		"r-5|denied|–|0|0|–|not for this tier, something new",
	}, sheet(tables.FundRequests(all, "USD")))
}

func TestClaims(t *testing.T) {
	all := parse[[]mdf.Settlement](t, `[
			{"claim": "c-1", "request": "r-1", "actual": "2000", "vendor": "1000", "partnerShare": "1000", "lines": [{"status": "accepted"}]},
			{"claim": "c-2", "request": "r-1", "actual": "5000", "vendor": "2001", "partnerShare": "2999", "lines": [{"status": "denied", "reasons": ["late", "unplanned"]}, {"status": "accepted-with-changes", "reasons": ["line-cap", "late"]}, {"status": "pending-proof"}]},
			{"claim": "c-3", "actual": "700", "vendor": "0", "partnerShare": "700", "lines": [{"status": "pending-proof", "reasons": ["missing-proof"]}, {"status": "denied"}]},
			{"claim": "c-4", "actual": "400", "vendor": "0", "partnerShare": "400", "lines": [{"status": "denied", "reasons": ["duplicate"]}]}
		]`)
	same(t, "claims", []string{
		"Claim|Request|Cost|From the fund|Paid by the partner|Status|Why",
		"c-1|r-1|2,000|1,000|1,000|accepted|",
		"c-2|r-1|5,000|2,001|2,999|accepted|claimed too late, not planned, line cap",
		"c-3||700|0|700|pending|a proof is missing",
		"c-4||400|0|400|denied|invoiced twice",
	}, sheet(tables.Claims(all, "USD")))
	for i, want := range []mdf.LineStatus{mdf.LineAccepted, mdf.LineAccepted, mdf.LinePending, mdf.LineDenied} {
		if got := tables.ClaimStatus(all[i]); got != want {
			t.Errorf("%s is %s, want %s", all[i].Claim, got, want)
		}
	}
}
