package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func registrationsFor(t *testing.T, audience scorecard.Audience) (qbr.Section, qbr.Review) {
	t.Helper()
	return sectionOf(t, qbr.SectionRegistration, audience, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, fixture(t, "registrations"))
	})
}

func TestRegistrationSection(t *testing.T) {
	s, _ := registrationsFor(t, scorecard.AudienceVendor)
	// 250,000 × 0.8 = 200,000 keeps it from being red.
	same(t, "figures", []string{"registered 219900 250000 amber –", "decided-in-time 0.6 – no-target –"}, figures(s.Metrics))
	same(t, "floors", []string{"registered 200,000 – –"}, floors(s.Metrics))
	same(t, "findings", []string{"What is wrong|Registrations of all partners|Which", "customer unknown|6|g-2, x-9, x-10, x-11 and 2 more"}, sheet(tableOf(t, s, "Registrations of all partners to put right")))
	same(t, "notes", []string{
		"Median time to a decision: 4 working days, of 5 decisions.",
		"Waiting for longer than the vendor promises: 4, the oldest for 22 working days.",
		"Win rate of registered deals: 33.33% of the 3 that ended in the quarter.",
		"Of the revenue won, 49.22% was registered.",
		"2 further registrations that wait: 10,000 USD.", // 82,000 − 52,000 − 10,000 − 5,000 − 5,000
		"Registrations of the partner that are in conflict: 3.",
		"Registrations of the partner that were in conflict and are not any more, as one of the two was closed or has expired: 1.",
	}, s.Notes)
}

func TestRegistrationForThePartner(t *testing.T) {
	s, r := registrationsFor(t, scorecard.AudiencePartner)
	same(t, "figures", []string{"registered 219900 250000 amber –", "decided-in-time 0.6 – no-target –"}, figures(s.Metrics))
	same(t, "conflicts", []string{
		"Customer|Product|Deal|Protected|In conflict with|Both protected",
		"On 2026-10-14", "Hafen AG|licences|g-10||ask Ruth Okonjo|", "Siel KG||g-12|first|this partner's own g-13|from 2026-09-02",
		"Ended before 2026-10-14", "Kai GmbH||g-11||ask Ruth Okonjo|",
	}, sheet(tableOf(t, s, "Registrations in conflict")))
	hides(t, r, "grelling", "drosendorf", "x-2", "x-3", "x-9", "Torf", "Moor", "later", "2026-08-03", "2026-09-20")

	// Without a manager it is the channel manager who knows.
	in := quarterOnly(func(in *inputs) {
		in.Policy.Audience, in.Records.Partner.Manager = scorecard.AudiencePartner, ""
		in.Sources.Registrations = source[pipeline.RegistrationReport](t, fixture(t, "registrations"))
	})
	s = section(t, prepared(t, in), qbr.SectionRegistration)
	if got := rows(tableOf(t, s, "Registrations in conflict"))[1]; got != "Hafen AG|licences|g-10||ask your channel manager|" {
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
	same(t, "notes on nothing", nil, s.Notes)
	same(t, "gaps of nothing", []string{"the partner's deal registrations"}, gapsOf(r, qbr.SectionRegistration))
}

// At most five conflicts are listed, and the others counted.
func TestConflictsThatAreLeftOut(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionRegistration, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Registrations = source[pipeline.RegistrationReport](t, fixture(t, "registrations"))
		c := s.Registrations.Value.Conflicts[0]
		for range 4 {
			s.Registrations.Value.Conflicts = append(s.Registrations.Value.Conflicts, c)
		}
	})
	if n := len(tableOf(t, s, "Registrations in conflict").Rows); n != 6 { // five below a heading
		t.Errorf("%d rows", n)
	}
	if last := s.Notes[len(s.Notes)-1]; last != "Further conflicts: 2." { // 3 + 4 − 5
		t.Errorf("the others: %q", last)
	}
}
