package tables_test

import (
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestRegistrations(t *testing.T) {
	r := read[pipeline.RegistrationReport](t, "registrations")
	all, notes := tables.Registrations(r.Partners[1].RegistrationFigures, r.Days, partnermath.NewDate(2026, 10, 14), "USD")
	same(t, "registrations", []string{
		"Registrations|Deals|Value", "In the quarter", "Submitted|9|301,900", "Approved|4|219,900", "Rejected|1|9,000", "Won|1|82,000", "Lost|1|4,000", "Expired|1|5,000",
		"As of 2026-10-14", "Waiting for a decision|7|82,000", "Protected|3|130,000", "Nobody knows how they ended|1|3,000",
	}, sheet(all))
	same(t, "notes", []string{
		"Median time to a decision: 4 working days, of 5 decisions.",
		"Waiting for longer than the vendor promises: 4, the oldest for 22 working days.",
		"Win rate of registered deals: 33.33% of the 3 that ended in the quarter.",
		"Of the revenue won, 49.22% was registered.",
	}, notes)
	pending, note := tables.PendingRegistrations(r, "varnholt", "USD")
	same(t, "pending", []string{
		"Deal|Customer|Product|Value|Submitted|Working days",
		"g-1|Hafen AG|licences|52,000|2026-09-22|22", "g-2|–||–|2026-09-27|17", "g-3|C||10,000|2026-09-28|16", "g-4|D||5,000|2026-09-29|15", "g-5|E||5,000|2026-09-30|14",
	}, sheet(pending))
	same(t, "the others", []string{"2 further registrations that wait: 10,000 USD."}, []string{note}) // 82,000 − 52,000 − 10,000 − 5,000 − 5,000
}

func TestRegistrationConflicts(t *testing.T) {
	r := read[pipeline.RegistrationReport](t, "registrations")
	conflicts, note := tables.RegistrationConflicts(r, "varnholt", scorecard.AudienceVendor, "")
	same(t, "conflicts", []string{
		"Customer|Product|Deal|Protected|In conflict with|Both protected",
		"On 2026-10-14", "Hafen AG|licences|g-10|first|grelling, x-2|2026-09-20 to 2026-11-30", "Siel KG||g-12|first|this partner's own g-13|from 2026-09-02",
		"Ended before 2026-10-14", "Kai GmbH||g-11|later|grelling, x-3|2026-08-03 to 2026-08-31",
	}, sheet(conflicts))
	if note != "" {
		t.Errorf("none is left out, and the note says %q", note)
	}
	conflicts, _ = tables.RegistrationConflicts(r, "varnholt", scorecard.AudiencePartner, "")
	same(t, "conflicts for the partner", []string{
		"Customer|Product|Deal|Protected|In conflict with|Both protected", "On 2026-10-14", "Hafen AG|licences|g-10||ask your channel manager|",
		"Siel KG||g-12|first|this partner's own g-13|from 2026-09-02", "Ended before 2026-10-14", "Kai GmbH||g-11||ask your channel manager|",
	}, sheet(conflicts))
	for range 4 {
		r.Conflicts = append(r.Conflicts, r.Conflicts[0])
	}
	conflicts, note = tables.RegistrationConflicts(r, "varnholt", scorecard.AudienceVendor, "")
	// 3 + 4 − 5; those of today come first, below their heading.
	if len(conflicts.Rows) != 6 || note != "Further conflicts: 2." || strings.Contains(strings.Join(sheet(conflicts), "\n"), "Ended") {
		t.Errorf("%q are listed, and the note says %q", sheet(conflicts), note)
	}
}
