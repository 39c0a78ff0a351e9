// Package words puts counts, lists of names, stages, statuses and days into words.
package words

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/waterfall/pipeline"
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

// Whole is a count for a text, 0 where it is not known or no count.
func Whole(count decimal.NullDecimal) int {
	if !count.Valid {
		return 0
	}
	n, _ := exact.Int64(count.Decimal, 0)
	return int(n)
}

// DayNoun is what a day is called that is counted so.
func DayNoun(days pipeline.DayCount) string {
	if days == pipeline.DaysWorking {
		return "working day"
	}
	return "day"
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

// Name writes a code as the name of a line.
func Name(code string) string {
	name := strings.ReplaceAll(code, "-", " ")
	return strings.ToUpper(name[:min(len(name), 1)]) + name[min(len(name), 1):]
}

// AtLeast marks the name of a figure, if it is known, that leaves out so many of what it is of.
func AtLeast(figure decimal.NullDecimal, unknown int) string {
	if figure.Valid && unknown > 0 {
		return " at least"
	}
	return ""
}

// InUnit is the name of a figure with its unit, where a number does not show that itself.
func InUnit(name string, unit document.Unit, currency string) string {
	switch unit {
	case document.UnitMoney:
		return name + ", " + currency
	case document.UnitDays, document.UnitHours, document.UnitMonths:
		return name + ", " + string(unit)
	case document.UnitCount, document.UnitShare, document.UnitSharePoints, document.UnitTimes, document.UnitScore, document.UnitPoints:
	}
	return name
}

// Unit names the unit of an amount that is given, "" that of a count.
func Unit(given bool, unit document.Unit, currency string) string {
	switch {
	case !given, unit == document.UnitCount:
		return ""
	case unit == document.UnitMoney:
		return currency
	}
	return string(unit)
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
	case "scoreTrend":
		return "trend of scores"
	case "score":
		return "scorecard"
	case "scoreGoals":
		return "goals of scores"
	case "nextMarketing":
		return "marketing plan of the next quarter"
	case "fundRequests":
		return "fund requests"
	case "loop":
		return "funded campaigns"
	case "profit":
		return "business case"
	case "planActual":
		return "business case beside what it brought"
	case "vendorReturn":
		return "return to the vendor"
	}
	return id
}
