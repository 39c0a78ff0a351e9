// Package words puts counts, lists of names, stages, statuses and days into words.
package words

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
)

// MostNamed is how many of a list are named in a cell or a sentence.
const MostNamed = 4

// Many writes a count of things: "1 deal", "2 deals".
func Many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// Of writes how many of all: "1 of 3 parts".
func Of(n int, thing string, all int) string {
	if all != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d of %d %s", n, all, thing)
}

// Listed joins names, and counts those that are not among them.
func Listed(names []string, more int) string {
	text := strings.Join(names, ", ")
	switch {
	case more <= 0:
	case text == "":
		text = strconv.Itoa(more)
	default:
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// Stage names what is counted at a stage.
func Stage(s partnermath.Stage) string {
	switch s {
	case partnermath.StageMQL, partnermath.StageSAL, partnermath.StageSQL, partnermath.StageMGO:
		return strings.ToUpper(string(s)) + "s"
	case partnermath.StageInquiry:
		return "inquiries"
	case partnermath.StageOpportunity:
		return "opportunities"
	case partnermath.StageWon:
		return "won deals"
	case partnermath.StageRecipient, partnermath.StageLead:
	}
	return string(s) + "s"
}

// Status writes a status; that nothing was wanted goes without saying.
func Status(s performance.Status) string {
	switch s {
	case performance.StatusNoTarget:
		return ""
	case performance.StatusNoData:
		return "no data"
	case performance.StatusGreen, performance.StatusAmber, performance.StatusRed:
	}
	return string(s)
}

// Day writes a day, "" for none.
func Day(d partnermath.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Source is what a reader calls a source of a review, "" that of the records.
func Source(id string) string {
	switch id {
	case "":
		return "sales records"
	case "deals":
		return "won deals"
	case "nextDeals":
		return "open deals"
	case "incentives":
		return "incentive statements"
	case "nextRequirement":
		return "marketing requirement"
	case "fundPosition":
		return "fund position"
	case "fund":
		return "fund report"
	case "score":
		return "scorecard"
	}
	return id
}
