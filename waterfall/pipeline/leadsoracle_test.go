package pipeline_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// rowOracle counts by the words of the comments, stage names as they stand.
func rowOracle(name string, within int, asOf partnermath.Date, leads []pipeline.Lead) string {
	count := func(holds func(pipeline.Lead) bool) int64 {
		n := int64(0)
		for _, l := range leads {
			if holds(l) {
				n++
			}
		}
		return n
	}
	reached := func(stages ...partnermath.Stage) int64 {
		return count(func(l pipeline.Lead) bool { return slices.Contains(stages, l.Stage) })
	}
	won := reached("won")
	opportunities := won + reached("opportunity", "mgo")
	sqls := opportunities + reached("sql")
	sals := sqls + reached("sal")
	mqls := sals + reached("mql")
	all := int64(len(leads))
	rejected := count(func(l pipeline.Lead) bool { return l.Rejected })
	isFollowed := func(l pipeline.Lead) bool { return !l.FollowedUp.IsZero() && !l.FollowedUp.After(asOf) }
	isTimed := func(l pipeline.Lead) bool {
		return isFollowed(l) && !l.Created.IsZero() && !l.FollowedUp.Before(l.Created)
	}
	followed, timed := count(isFollowed), count(isTimed)
	onTime := count(func(l pipeline.Lead) bool { return isTimed(l) && !l.FollowedUp.After(l.Created.AddDays(within)) })
	open := func(l pipeline.Lead) bool {
		return !isFollowed(l) && !l.Rejected && (l.Stage == "" || l.Stage == "lead" || l.Stage == "mql")
	}
	dark := count(func(l pipeline.Lead) bool { return open(l) && l.Created.IsZero() })
	overdue := count(func(l pipeline.Lead) bool {
		return open(l) && !l.Created.IsZero() && asOf.After(l.Created.AddDays(within))
	})
	pending := count(open) - overdue - dark
	ratio := func(part, base int64) string {
		return shownNull(oracleRatio(big.NewRat(part, 1), big.NewRat(base, 1), 4))
	}
	var days []int
	for _, l := range leads {
		if isTimed(l) {
			days = append(days, l.FollowedUp.DaysSince(l.Created))
		}
	}
	median := "null"
	if slices.Sort(days); len(days)%2 == 1 {
		median = fmt.Sprint(days[len(days)/2])
	} else if n := len(days) / 2; n > 0 {
		median = testkit.RoundHalfAway(big.NewRat(int64(days[n-1]+days[n]), 2), 1).String()
	}
	return fmt.Sprintf("%q %d, rejected %d %s, followed up %d %s, on time %d %s, overdue %d, pending %d, median %s, counts %d %d %d %d %d %d, rates %s %s %s %s %s, sql %s",
		name, all, rejected, ratio(rejected, all), followed, ratio(followed, followed+overdue+pending+dark), onTime, ratio(onTime, timed+overdue),
		overdue, pending, median, all, mqls, sals, sqls, opportunities, won,
		ratio(mqls, all), ratio(sals, mqls), ratio(sqls, sals), ratio(opportunities, sqls), ratio(won, opportunities), ratio(sqls, mqls))
}

// leadFindings are those of the table of the package.
func leadFindings(asOf partnermath.Date, leads []pipeline.Lead) []string {
	found := map[string][]string{}
	for _, l := range leads {
		for reason, is := range map[string]bool{
			"created-unknown":          l.Created.IsZero(),
			"after-as-of":              l.Created.After(asOf) || l.FollowedUp.After(asOf),
			"follow-up-before-created": !l.Created.After(asOf) && !l.FollowedUp.IsZero() && l.FollowedUp.Before(l.Created),
		} {
			if is {
				found[reason] = append(found[reason], l.ID)
			}
		}
	}
	lines := []string{}
	for reason, ids := range found {
		slices.Sort(ids)
		lines = append(lines, reason+": "+strings.Join(ids, " "))
	}
	slices.Sort(lines)
	return lines
}
