// Package partnermath holds the vocabulary that every package of the module
// speaks: errors, strict JSON, civil dates, fiscal calendars, demand outcomes, tier
// tables and currencies. The arithmetic of channel partner programs stands in the packages
// below it, one for each question that a channel chief asks; scorecard, for
// instance, tells how capable a partner is and what it should improve first.
//
// # Model
//
// Every package reads the same way: a policy that a program manager writes, an
// input that tells what happened, one verb, and a result that explains itself.
// Policies, inputs and results are plain structs with JSON tags. A policy lives
// entirely in its struct, so the same JSON gives the same answer on every
// machine. What a closed list of texts allows, the method Values of its type tells.
//
// All functions are pure. They read no clock, open no file, start no goroutine,
// change no argument and return nothing that shares memory with one. The same
// input gives the same output, byte for byte, and results stand in the order of
// the policy. All of them may be called from many goroutines.
//
// # Numbers
//
// Numbers are [decimal.Decimal]. Formulas multiply and add exactly, divide once
// and round once, half away from zero. Money is rounded to the minor unit of its
// ISO 4217 currency, a ratio to 4 decimals, a score to 2. Rates are fractions
// (0.15 for 15 %). What is published adds up: a total is the sum of its
// published lines.
//
// Undefined is not zero. A ratio without a base or a count nobody reported is a
// [decimal.NullDecimal] that is not valid, null in JSON. A sum with an undefined
// addend is undefined. For a [Date], a string or an enum the zero value means
// "absent"; for a list, nil does. A decimal.Decimal that a document leaves
// out is 0: where its absence means anything else, the field is a NullDecimal.
// Numbers of bounded size that are many, such as scores, are types of their own over
// integers, each with a method Decimal.
//
// A number from outside is accepted within the limits of [InBounds]; a field may
// state tighter ones. Decimals are written as JSON strings and read from strings
// or numbers. The process-wide switches of the decimal package
// (DivisionPrecision, MarshalJSONWithoutQuotes and the like) are the caller's:
// this module neither sets them nor divides by them, but a program that sets
// MarshalJSONWithoutQuotes changes how its JSON looks.
//
// # Errors
//
// The only failure of a function is invalid input. It is always a [*ValidationError], returned
// as error, that lists every broken rule with its JSON path, up to [MaxFaults]:
//
//	var invalid *partnermath.ValidationError
//	if errors.As(err, &invalid) {
//		for _, f := range invalid.Fields {
//			fmt.Println(f.Path, f.Rule, f.Message)
//		}
//	}
//
// Rules have stable names, so that a form can attach its own words to them:
//
//	required    the field must be given
//	empty       the field is not read here and must not be given
//	one-of      the value must be one of a closed list
//	id          1 to 100 bytes of printable UTF-8 without surrounding spaces
//	text        valid UTF-8 of a bounded length
//	bounds      a number within the limits of InBounds
//	digits      at most so many digits and decimals
//	min, max    not below, not above
//	above       strictly above
//	length      so many elements of a list, so deep a document
//	unique      not given twice
//	increasing  above the element before
//	order       one date after another
//	sum         the elements must add up to something
//	known       a reference must name something that exists, a field one of the model
//	step        a number must lie on a step
//	range       a number must lie in a range that the policy or the type states
//	answered    an answer must be given
//	applicable  an answer must not be "not applicable"
//	match       two documents must belong together
//	date        a day of the form 2026-03-31, or a quarter of the form 2026-Q3
//	currency    an ISO 4217 code of a currency with minor units
//	syntax      a document must be JSON
//	type        a value in JSON must be of the type of its field
//	invalid     whatever else a merged error says
//
// A model is looked at in two rounds: first every field for itself, then, once all
// of these are sound, what takes several fields together. So mending the faults of
// the first round can bring up those of the second.
//
// No exported function panics, whatever its arguments.
//
// # JSON
//
// Read documents with [Decode]. The Unmarshal of encoding/json leaves a misspelt field
// out in silence, lets the last of two win, and stops at a word where a number should
// be, without its path. Decode refuses all of it and lists every fault with its path, so
// that a service can answer with the fields of its form; [Locate] tells the line and
// the column in a file.
//
//	var questionnaire scorecard.Questionnaire
//	err := partnermath.Decode(data, &questionnaire)
//
// A decimal.Decimal is written without trailing zeros; format it with StringFixed where
// people read it.
package partnermath
