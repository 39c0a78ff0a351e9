package partnermath_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/partnermath/partnermath"
)

// The retail calendar of the National Retail Federation: weeks from Sunday, the
// first being the one nearest to February 1.
func ExampleCalendar() {
	retail := partnermath.Calendar{
		YearStart: partnermath.YearStart{
			Month:   time.February,
			Weekday: partnermath.Sunday,
			Align:   partnermath.AlignNearest,
			Named:   partnermath.NamedByStart,
		},
		Pattern: partnermath.Pattern454,
	}
	for _, year := range []int{2023, 2024} {
		fmt.Println(year, "is", retail.Year(year), "in", retail.Weeks(year), "weeks")
	}
	place := retail.Find(partnermath.NewDate(2024, time.May, 1))
	fmt.Printf("May 1 is in week %d, month %d and quarter %d of %d\n", place.Week, place.Month, place.Quarter, place.Year)
	fmt.Println("The quarter is", retail.Quarter(place.Year, place.Quarter))

	// Output:
	// 2023 is 2023-01-29 to 2024-02-03 in 53 weeks
	// 2024 is 2024-02-04 to 2025-02-01 in 52 weeks
	// May 1 is in week 13, month 3 and quarter 1 of 2024
	// The quarter is 2024-02-04 to 2024-05-04
}

// Every broken rule is listed, with the path that a form needs to show it where
// it belongs.
func ExampleValidationError() {
	tiers := partnermath.Tiers{
		Method: partnermath.MethodStepped,
		Steps: []partnermath.Step{
			{From: partnermath.Int(1000), Rate: partnermath.Num(10, 2)},
			{From: partnermath.Int(900), Rate: partnermath.Num(15, 2)},
			{From: partnermath.Int(5000), Rate: partnermath.Int(20)},
		},
	}
	err := fmt.Errorf("rebate program 2026: %w", tiers.Validate())

	var invalid *partnermath.ValidationError
	if errors.As(err, &invalid) {
		for _, f := range invalid.Fields {
			fmt.Println(f.Path, f.Rule)
		}
	}

	// Output:
	// steps[1].from increasing
	// steps[2].rate max
}

// A number that is given, short to write; the zero NullDecimal is one that is not.
func ExampleNum() {
	webinar := partnermath.Outcome{Currency: "USD", Leads: partnermath.Int(60), Revenue: partnermath.Num(1999_50, 2)}
	fmt.Println(webinar.Leads.Decimal, webinar.Revenue.Decimal, webinar.Won.Valid)

	// Output: 60 1999.5 false
}

// Every fault of a document has the path that a form needs, before a rule is looked at.
func ExampleDecode() {
	var tiers partnermath.Tiers
	for _, document := range []string{
		`{"method": "stepped", "steps": [{"from": 0, "rate": "10 %"}, {"form": 1000, "rate": 0.15}], "steps": []}`,
		`{"method": "stepped", "steps": [{"from": 0, "rate": "0.10"}, {"from": 1000, "rate": 15}]}`,
		`{"method": "stepped", "steps": [{"from": 0, "rate": "0.10"}, {"from": 1000, "rate": 0.15}]}`,
	} {
		err := partnermath.Decode([]byte(document), &tiers)
		if err == nil {
			err = tiers.Validate()
		}
		fmt.Println(err)
	}
	fmt.Println(tiers.Steps[1].Rate.Decimal)

	// Output:
	// 3 faults:
	// 	steps[0].rate: must be a number or a number in quotes, got "10 %"
	// 	steps[1].form: is not a field here; the nearest is "from"
	// 	steps: must not be given twice
	// steps[1].rate: is a fraction and must not be above 1, got 15
	// <nil>
	// 0.15
}

// What one campaign does not report is unknown in the sum, which is not zero.
func ExampleSum() {
	webinar := partnermath.Outcome{Currency: "USD", Leads: partnermath.Int(120), Won: partnermath.Int(3), Revenue: partnermath.Int(90_000)}
	fair := partnermath.Outcome{Currency: "USD", Leads: partnermath.Int(80), Revenue: partnermath.Int(40_000)}

	sum, err := partnermath.Sum(webinar, fair)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("leads:", sum.Leads.Decimal, "revenue:", sum.Revenue.Decimal, sum.Currency)
	fmt.Println("deals won are known:", sum.Won.Valid)

	_, err = partnermath.Sum(webinar, partnermath.Outcome{Currency: "EUR"})
	fmt.Println(err)

	// Output:
	// leads: 200 revenue: 130000 USD
	// deals won are known: false
	// outcomes[1].currency: must be USD like the others, got EUR
}
