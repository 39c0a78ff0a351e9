package qbr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// redacted returns the sources as a partner's review is given them.
func redacted(t *testing.T, change func(*qbr.Sources)) qbr.Sources {
	t.Helper()
	in := varnholtForPartner(t)
	if change != nil {
		change(&in.Sources)
	}
	_, s := qbr.ForPartner(in.Records, in.Sources)
	return s
}

// Whatever a section would make of it, it is not given anything of the vendor's alone.
func TestInputsForPartner(t *testing.T) {
	in := varnholtForPartner(t)
	in.Records, in.Sources = qbr.ForPartner(in.Records, in.Sources)
	if found := canary(testkit.JSON(t, in)); found != "" {
		t.Errorf("the inputs have %q", found)
	}
}

func TestRegistrationsForPartner(t *testing.T) {
	s := redacted(t, nil)
	r := s.Registrations.Value
	var pending []string
	for _, p := range r.Pending {
		pending = append(pending, p.ID)
	}
	if diff := cmp.Diff([]string{"g-1", "g-2"}, pending); diff != "" {
		t.Errorf("pending (-want +got):\n%s", diff)
	}
	want := []pipeline.RegistrationConflict{{Customer: "Hafen AG", Earlier: "g-0", EarlierPartner: "varnholt", Ended: true}}
	if diff := testkit.Diff(want, r.Conflicts); diff != "" {
		t.Errorf("conflicts (-want +got):\n%s", diff)
	}
	if got := r.Total.Registered.String(); got != "219900" || r.Reps != nil || r.Findings != nil {
		t.Errorf("the total is %s, with %d reps and %d findings", got, len(r.Reps), len(r.Findings))
	}
	alone := redacted(t, func(s *qbr.Sources) {
		r := &s.Registrations.Value
		r.Partners, r.Pending, r.Total = r.Partners[1:], r.Pending[:1], r.Partners[1].RegistrationFigures
		r.Findings = []partnermath.Finding{{Reason: "decided-before-submitted", Records: 1, IDs: []string{"g-7"}}}
	})
	r = alone.Registrations.Value
	if r.Total.Registered.String() != "219900" || len(r.Reps) != 1 || len(r.Findings) != 1 {
		t.Error("a report of the partner alone changed")
	}
	if diff := testkit.Diff(want, r.Conflicts); diff != "" {
		t.Errorf("conflicts of the partner alone (-want +got):\n%s", diff)
	}
}

func TestForecastsForPartner(t *testing.T) {
	s := redacted(t, nil)
	if r := s.Forecasts.Value; r.Periods.Committed.String() != "210000" || len(r.Partners) != 1 || r.Findings != nil {
		t.Errorf("got %+v", r)
	}
	others := redacted(t, func(s *qbr.Sources) { s.Forecasts.Value.Partners = s.Forecasts.Value.Partners[:1] })
	if others.Forecasts.Origin != (qbr.Origin{}) {
		t.Error("the forecasts of others are there")
	}
}

func TestLoopForPartner(t *testing.T) {
	s := redacted(t, nil)
	if l := s.Loop.Value; l.Total.Channel.Leads.Actual.Decimal.String() != "96" || l.Groups != nil || l.Campaigns != nil || l.Findings != nil {
		t.Errorf("got %+v", l)
	}
	alone := redacted(t, func(s *qbr.Sources) { s.Loop.Value.Groups = s.Loop.Value.Groups[1:] })
	l := alone.Loop.Value
	if len(l.Campaigns) != 1 || len(l.Groups) != 1 || l.Direct != nil || l.Total.Direct != (loop.Figures{}) || l.Alike != (loop.Row{}) {
		t.Errorf("got %+v", l)
	}
	if f := l.Campaigns[0].Figures; f.Margin != (loop.Figure{}) || f.Actual.MarginByVendorMoney != (loop.Yield{}) || !f.Revenue.Actual.Valid {
		t.Errorf("got %+v", f)
	}
	others := redacted(t, func(s *qbr.Sources) { s.Loop.Value.Groups[0].Rows = s.Loop.Value.Groups[0].Rows[:1] })
	if others.Loop.Origin != (qbr.Origin{}) {
		t.Error("the loop of others is there")
	}
}

// What the partner's own money earned stays.
func TestMarginOfThePartnerStays(t *testing.T) {
	s := redacted(t, func(s *qbr.Sources) { s.Campaigns.Value[0].Owner = "partner" })
	if !s.Campaigns.Value[0].Margin.Actual.Valid || s.Marketing.Value.Total.MarginROI.Valid {
		t.Error("the owner of the margin does not matter")
	}
}
