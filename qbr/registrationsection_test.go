package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// registered are the registrations of two partners, seven of which wait for the vendor.
const registered = `{"partners": [
		{"id": "grelling", "registered": "300000", "colliding": 2, "pending": {"count": 1, "value": "17000"}},
		{"id": "varnholt",
			"submitted": {"count": 9, "value": "301900"}, "approved": {"count": 4, "value": "219900"}, "rejected": {"count": 1, "value": "9000"},
			"won": {"count": 1, "value": "82000"}, "lost": {"count": 1, "value": "4000"}, "expired": {"count": 1, "value": "5000"},
			"pending": {"count": 7, "value": "82000"}, "open": {"count": 3, "value": "130000"}, "unknownEnd": {"count": 1, "value": "3000"},
			"oldestDays": "22", "overdue": "4", "registered": "219900", "goal": "250000", "timed": 5, "medianDays": "4", "within": "3", "withinShare": "0.6",
			"winRate": "0.3333", "registeredShare": "0.4922", "colliding": 3}
	],
	"pending": [
		{"id": "g-1", "partner": "varnholt", "customer": "Hafen AG", "product": "licences", "amount": "52000", "submitted": "2026-09-22", "days": 22},
		{"id": "x-1", "partner": "grelling", "customer": "Torf GmbH", "amount": "17000", "submitted": "2026-09-23", "days": 21},
		{"id": "g-2", "partner": "varnholt", "customer": "", "submitted": "2026-09-27", "days": 17},
		{"id": "g-3", "partner": "varnholt", "customer": "C", "amount": "10000", "submitted": "2026-09-28", "days": 16},
		{"id": "g-4", "partner": "varnholt", "customer": "D", "amount": "5000", "submitted": "2026-09-29", "days": 15},
		{"id": "g-5", "partner": "varnholt", "customer": "E", "amount": "5000", "submitted": "2026-09-30", "days": 14},
		{"id": "g-6", "partner": "varnholt", "customer": "F", "amount": "6000", "submitted": "2026-10-01", "days": 13},
		{"id": "g-7", "partner": "varnholt", "customer": "G", "amount": "4000", "submitted": "2026-10-02", "days": 12}
	],
	"conflicts": [
		{"customer": "Hafen AG", "product": "licences", "earlier": "g-10", "earlierPartner": "varnholt", "later": "x-2", "laterPartner": "grelling"},
		{"customer": "Kai GmbH", "earlier": "x-3", "earlierPartner": "grelling", "later": "g-11", "laterPartner": "varnholt"},
		{"customer": "Moor AG", "earlier": "x-4", "earlierPartner": "grelling", "later": "y-5", "laterPartner": "drosendorf"},
		{"customer": "Siel KG", "earlier": "g-12", "earlierPartner": "varnholt", "later": "g-13", "laterPartner": "varnholt"}
	],
	"findings": [{"reason": "customer-unknown", "records": 6, "ids": ["g-2", "x-9", "x-10", "x-11", "x-12"]}]}`

func registrationsFor(t *testing.T, audience scorecard.Audience) (qbr.Section, qbr.Review) {
	t.Helper()
	return sectionOf(t, qbr.SectionRegistration, audience, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, registered)
	})
}

func TestRegistrationSection(t *testing.T) {
	s, _ := registrationsFor(t, scorecard.AudienceVendor)
	// 250,000 × 0.8 = 200,000 keeps it from being red.
	same(t, "figures", []string{"registered 219900 250000 amber –", "decided-in-time 0.6 – no-target –"}, figures(s.Metrics))
	same(t, "floors", []string{"registered 200,000 – –"}, floors(s.Metrics))
	same(t, "registrations", []string{
		"Registrations|Deals|Value", "In the quarter", "Submitted|9|301,900", "Approved|4|219,900", "Rejected|1|9,000", "Won|1|82,000", "Lost|1|4,000", "Expired|1|5,000",
		"As of 2026-10-14", "Waiting for a decision|7|82,000", "Protected|3|130,000", "Nobody knows how they ended|1|3,000",
	}, sheet(s.Tables[0]))
	same(t, "pending", []string{
		"Deal|Customer|Product|Value|Submitted|Days",
		"g-1|Hafen AG|licences|52,000|2026-09-22|22", "g-2|–||–|2026-09-27|17", "g-3|C||10,000|2026-09-28|16", "g-4|D||5,000|2026-09-29|15", "g-5|E||5,000|2026-09-30|14",
	}, sheet(tableOf(t, s, "Registrations that wait for a decision")))
	same(t, "conflicts", []string{
		"Customer|Product|Deal|Protected|In conflict with",
		"Hafen AG|licences|g-10|first|grelling, x-2", "Kai GmbH||g-11|later|grelling, x-3", "Siel KG||g-12|first|this partner's own g-13",
	}, sheet(tableOf(t, s, "Registrations in conflict")))
	same(t, "findings", []string{"What is wrong|Registrations|Which", "customer unknown|6|g-2, x-9, x-10, x-11 and 2 more"}, sheet(tableOf(t, s, "Registrations to put right")))
	same(t, "notes", []string{
		"Median time to a decision: 4 days, of 5 decisions.",
		"Waiting for longer than the vendor promises: 4, the oldest for 22 days.",
		"Of the registered deals that ended in the quarter, 33.33% were won.",
		"Of the revenue won, 49.22% was registered.",
		"2 further registrations that wait: 10,000 USD.", // 82,000 − 52,000 − 10,000 − 5,000 − 5,000
		"Registrations of the partner that are in conflict: 3.",
	}, s.Notes)
}

func TestRegistrationForThePartner(t *testing.T) {
	s, r := registrationsFor(t, scorecard.AudiencePartner)
	same(t, "figures", []string{"registered 219900 250000 amber –", "decided-in-time 0.6 – no-target –"}, figures(s.Metrics))
	same(t, "conflicts", []string{
		"Customer|Product|Deal|Protected|In conflict with",
		"Hafen AG|licences|g-10||ask Ruth Okonjo", "Kai GmbH||g-11||ask Ruth Okonjo", "Siel KG||g-12|first|this partner's own g-13",
	}, sheet(tableOf(t, s, "Registrations in conflict")))
	hides(t, r, "grelling", "drosendorf", "x-2", "x-3", "x-9", "Torf", "Moor", "later")

	// Without a manager it is the channel manager who knows.
	in := quarterOnly(func(in *inputs) {
		in.Policy.Audience, in.Records.Partner.Manager = scorecard.AudiencePartner, ""
		in.Sources.Registrations = source[pipeline.RegistrationReport](t, registered)
	})
	s = section(t, prepared(t, in), qbr.SectionRegistration)
	if got := rows(tableOf(t, s, "Registrations in conflict"))[0]; got != "Hafen AG|licences|g-10||ask your channel manager" {
		t.Errorf("whom to ask: %q", got)
	}
}

func TestRegistrationGoals(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionRegistration, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, `{"partners": [{"id": "varnholt", "registered": "100", "goals": [
			{"measure": "approved", "target": "7", "actual": "1"}, {"measure": "value", "target": "200", "floor": "90", "actual": "100"}
		]}]}`)
	})
	same(t, "figures", []string{"registered 100 200 amber –"}, figures(s.Metrics))
	same(t, "floors", []string{"registered 90 – –"}, floors(s.Metrics))
	if len(s.Notes) > 0 || len(s.Tables) != 1 {
		t.Errorf("where nothing waits, the section says %q in %q", s.Notes, titles(s))
	}
}

func TestRegistrationsOfOthersOnly(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionRegistration, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, `{"partners": [{"id": "grelling", "registered": "300000"}]}`)
	})
	same(t, "notes", []string{"The partner has registered no deal."}, s.Notes)
	if len(s.Metrics) > 0 || len(r.FirstPage) > 0 {
		t.Errorf("figures of others: %q", figures(s.Metrics))
	}
	s, r = sectionOf(t, qbr.SectionRegistration, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes on nothing", []string{"Nothing is recorded."}, s.Notes)
	same(t, "gaps of nothing", []string{"the partner's deal registrations"}, gapsOf(r, qbr.SectionRegistration))
}

// At most five conflicts are listed, and the others counted.
func TestConflictsThatAreLeftOut(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionRegistration, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, registered)
		c := s.Registrations.Value.Conflicts[0]
		for range 4 {
			s.Registrations.Value.Conflicts = append(s.Registrations.Value.Conflicts, c)
		}
	})
	if n := len(tableOf(t, s, "Registrations in conflict").Rows); n != 5 {
		t.Errorf("%d conflicts are listed", n)
	}
	if last := s.Notes[len(s.Notes)-1]; last != "Further conflicts: 2." { // 3 + 4 − 5
		t.Errorf("the others: %q", last)
	}
}
