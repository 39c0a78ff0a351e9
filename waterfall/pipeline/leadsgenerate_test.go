package pipeline_test

import (
	"fmt"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func anyLeads(t *rapid.T, asOf partnermath.Date) []pipeline.Lead {
	names := func(what string) string {
		return rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, what)
	}
	var leads []pipeline.Lead
	for i := range rapid.IntRange(0, 40).Draw(t, "leads") {
		l := pipeline.Lead{
			ID: fmt.Sprint(i), Partner: names("partner"), Source: names("source"), Vendor: names("vendor"),
			Created:  asOf.AddDays(-rapid.IntRange(0, 20).Draw(t, "age")),
			Stage:    rapid.SampledFrom(partnermath.Stages()[2:]).Draw(t, "stage"),
			Rejected: rapid.IntRange(0, 3).Draw(t, "rejected") == 0,
		}
		if rapid.Bool().Draw(t, "followed up") {
			l.FollowedUp = l.Created.AddDays(rapid.IntRange(0, asOf.DaysSince(l.Created)).Draw(t, "days"))
		}
		switch rapid.IntRange(0, 9).Draw(t, "contradicts") {
		case 0:
			l.Created = partnermath.Date{}
		case 1:
			l.FollowedUp = l.Created.AddDays(-rapid.IntRange(1, 9).Draw(t, "before"))
		case 2:
			l.FollowedUp = asOf.AddDays(1)
		case 3:
			l.Created = asOf.AddDays(rapid.IntRange(1, 2).Draw(t, "later"))
		}
		leads = append(leads, l)
	}
	return leads
}
