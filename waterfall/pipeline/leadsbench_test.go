package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// BenchmarkMeasureLeads reviews the leads of a quarter from 8 sources and 20 vendors.
func BenchmarkMeasureLeads(b *testing.B) {
	stages := []partnermath.Stage{partnermath.StageLead, partnermath.StageMQL, partnermath.StageSAL, partnermath.StageSQL, partnermath.StageOpportunity, partnermath.StageWon}
	leads := make([]pipeline.Lead, 10_000)
	for i := range leads {
		l := pipeline.Lead{
			ID: fmt.Sprint("lead-", i), Partner: fmt.Sprint("partner-", i%50), Source: fmt.Sprint("source-", i%8), Vendor: fmt.Sprint("vendor-", i*7%20),
			Created: day(2026, 1, 1).AddDays(i * 31 % 90), Stage: stages[i*i%6], Rejected: i%11 == 0,
		}
		if i%3 > 0 {
			l.FollowedUp = l.Created.AddDays(i % 13)
		}
		leads[i] = l
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pipeline.MeasureLeads(pipeline.LeadPolicy{FollowUpWithin: 5}, day(2026, 6, 30), leads); err != nil {
			b.Fatal(err)
		}
	}
}
