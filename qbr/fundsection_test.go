package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

func TestFundPosition(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.FundPosition = source[mdf.Position](t, `{"accrued": "12000", "granted": "16000", "adjusted": "-500", "paid": "4200", "forfeited": "300", "reserved": "2400", "available": "20600", "balance": "23000"}`)
	})
	same(t, "figures", []string{"fund-available 20600 – no-target –"}, figures(s.Metrics))
	same(t, "gaps", []string{"what of the funds expires, and how they were used", "the partner's fund requests", "the partner's claims", "what funded campaigns brought"}, gapsOf(r, qbr.SectionFunds))

	s, _ = sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.FundPosition = source[mdf.Position](t, `{"paid": "700", "available": "-700", "owed": "700"}`)
	})
	same(t, "figures of one that owes", []string{"fund-available -700 – no-target –"}, figures(s.Metrics))
	same(t, "notes on one that owes", []string{"The partner owes 700 USD to the fund."}, s.Notes)

	s, r = sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes on nothing", nil, s.Notes)
	if len(gapsOf(r, qbr.SectionFunds)) != 5 {
		t.Errorf("gaps of nothing: %q", gapsOf(r, qbr.SectionFunds))
	}
}

func TestWhatExpires(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Fund = source[mdf.Report](t, `{"utilisation": "0.15", "commitment": "0.2357", "expiring": [
			{"lastDay": "2026-10-31", "amount": "7800", "weekly": "1761.29"}, {"lastDay": "2026-12-31", "amount": "16000", "weekly": null}]}`)
	})
	same(t, "figures", []string{"fund-expiring 7800 – no-target –"}, figures(s.Metrics))
	if m := s.Metrics[0]; m.Name != "Funds lost after 2026-10-31" || m.Polarity != "lower" {
		t.Errorf("what expires is %q, %s is better", m.Name, m.Polarity)
	}
	same(t, "notes", []string{"Of the funds of the period, 15% was paid, and 23.57% is paid or reserved."}, s.Notes)
	same(t, "remarks", []string{"To use the funds lost after 2026-10-31 takes 1,761.29 USD a week."}, remarksOf(r, 7))

	// A report of the end of the quarter, which is no news any more on 14 October.
	s, _ = sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Fund = source[mdf.Report](t, `{"asOf": "2026-09-30", "expiring": [
			{"lastDay": "2026-10-13", "amount": "3300", "weekly": null}, {"lastDay": "2026-10-14", "amount": "500", "weekly": null}]}`)
	})
	same(t, "figures of what is not lost yet", []string{"fund-expiring 500 – no-target –"}, figures(s.Metrics))

	s, r = sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Fund = source[mdf.Report](t, `{"expiring": []}`) })
	if len(s.Metrics)+len(s.Tables) > 0 || len(r.FirstPage) > 0 {
		t.Errorf("where nothing expires, the section says %q in %q", figures(s.Metrics), titles(s))
	}
}

func TestClaims(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Claims = source[[]mdf.Settlement](t, `[
			{"claim": "c-1", "request": "r-1", "actual": "2000", "vendor": "1000", "partnerShare": "1000", "lines": [{"status": "accepted"}]},
			{"claim": "c-2", "request": "r-1", "actual": "5000", "vendor": "2001", "partnerShare": "2999", "lines": [{"status": "denied", "reasons": ["late", "unplanned"]}, {"status": "accepted-with-changes", "reasons": ["line-cap", "late"]}, {"status": "pending-proof"}]},
			{"claim": "c-3", "actual": "700", "vendor": "0", "partnerShare": "700", "lines": [{"status": "pending-proof", "reasons": ["missing-proof"]}, {"status": "denied"}]},
			{"claim": "c-4", "actual": "400", "vendor": "0", "partnerShare": "400", "lines": [{"status": "denied", "reasons": ["duplicate"]}]}
		]`)
	})
	same(t, "figures", []string{"claims-accepted 2 – no-target –", "claims-denied 1 – no-target –"}, figures(s.Metrics))
	// 3,001 ÷ 2, in cents.
	same(t, "notes", []string{"Accepted claims: 3,001 USD, 1,500.50 USD each.", "Claims that wait: 1."}, s.Notes)
	same(t, "first page", []string{"claims-accepted 2 – no-target –", "claims-denied 1 – no-target –"}, figures(r.FirstPage[0].Metrics))

	s, _ = sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Claims = source[[]mdf.Settlement](t, "[]") })
	same(t, "figures of no claim", []string{"claims-accepted 0 – no-target –", "claims-denied 0 – no-target –"}, figures(s.Metrics))
	if len(s.Tables)+len(s.Notes) > 0 {
		t.Errorf("where nothing was claimed, the section says %q in %q", s.Notes, titles(s))
	}
}

// returns are of two campaigns of the partner, and of one of another partner.
func closedLoop(t *testing.T, groups ...loop.Dimension) loop.Loop {
	t.Helper()
	campaign := func(id, partner, tactic string, forecast, actual loop.Return) loop.Campaign {
		return loop.Campaign{ID: id, Partner: partner, Tactic: tactic, Forecast: forecast, Actual: actual}
	}
	all := []loop.Campaign{
		campaign("spring", "varnholt", "webinar", returned("80", "60000", "18000", "5000"), returned("96", "75000", "22500", "4500")),
		campaign("mail", "varnholt", "", returned("40", "30000", "9000", "2000"), loop.Return{}),
	}
	if groups[0] == loop.ByPartner {
		all = append(all, campaign("fair", "grelling", "event", returned("10", "9000", "2700", "3000"), returned("12", "8100", "2430", "3000")))
	}
	closed, err := loop.Verify(loop.Policy{Currency: "USD", GroupBy: groups}, all, nil)
	if err != nil {
		t.Fatal(err)
	}
	return closed
}

func TestClosedLoop(t *testing.T) {
	with := func(audience scorecard.Audience) (qbr.Section, qbr.Review) {
		return sectionOf(t, qbr.SectionFunds, audience, func(s *qbr.Sources) {
			s.Loop = of(full{asOf: day(10, 14)}, 3, closedLoop(t, loop.ByTactic))
		})
	}
	s, r := with(scorecard.AudienceVendor)
	// 96 ÷ 80 leads, 22,500 ÷ 4,500 of margin by money. Of the mailing nothing is known.
	same(t, "campaigns", []string{
		"Campaign|From the fund|Leads|Leads of forecast|Revenue|Margin|Margin by fund money",
		"spring|4,500|96|120%|75,000|22,500|5.00×", "mail|–|–|–|–|–|–", "2 campaigns|4,500|96|120%|75,000|22,500|5.00×",
	}, sheet(tableOf(t, s, "What funded campaigns brought")))
	same(t, "tactics", []string{
		"Tactic|From the fund|Leads|Leads of forecast|Revenue|Margin|Margin by fund money|Worked",
		"webinar|4,500|96|120%|75,000|22,500|5.00×|yes", "no tactic|–|–|–|–|–|–|no value",
	}, sheet(tableOf(t, s, "What worked, by tactic")))

	same(t, "gaps", []string{"what 1 of 2 funded campaigns took or brought, which the sums leave out"}, gapsOf(r, qbr.SectionFunds)[4:])

	s, r = with(scorecard.AudiencePartner)
	same(t, "campaigns for the partner", []string{
		"Campaign|From the fund|Leads|Leads of forecast|Revenue", "spring|4,500|96|120%|75,000", "mail|–|–|–|–", "2 campaigns|4,500|96|120%|75,000",
	}, sheet(tableOf(t, s, "What funded campaigns brought")))
	hides(t, r, "22,500", "22500", "Worked", "5.00")
}

// Of a loop of several partners only the row of the partner is told, to whomever.
func TestClosedLoopOfSeveralPartners(t *testing.T) {
	for _, audience := range scorecard.Audience("").Values() {
		s, r := sectionOf(t, qbr.SectionFunds, audience, func(s *qbr.Sources) {
			s.Loop = of(full{asOf: day(10, 14)}, 3, closedLoop(t, loop.ByPartner, loop.ByTactic))
		})
		same(t, "titles", []string{"What funded campaigns brought"}, titles(s))
		if got := rows(s.Tables[0]); len(got) != 1 {
			t.Errorf("rows for %s: %q", audience, got)
		}
		hides(t, r, "grelling", "fair", "2,430", "8,100", "event")
	}
	s, _ := sectionOf(t, qbr.SectionFunds, scorecard.AudienceVendor, func(s *qbr.Sources) {
		l := closedLoop(t, loop.ByPartner)
		l.Groups[0].Rows = l.Groups[0].Rows[:0]
		l.Groups[0].Rows = append(l.Groups[0].Rows, loop.Row{Value: "grelling", Channel: loop.Figures{Campaigns: 3}})
		s.Loop = of(full{asOf: day(10, 14)}, 3, l)
	})
	same(t, "notes on one without", []string{"No campaign of the partner was funded."}, s.Notes)
}
