package profit

// Measure tells what a statement comes to: when it breaks even, what it takes to get there and what it returns.
//
// The error is a [*partnermath.ValidationError] with paths below "statement" and "discount": a statement whose
// lines are not as long as its columns, that lacks a line of a kind, or has amounts of 10^18 minor units or more.
func Measure(s Statement, d Discount) (Report, error) { return Report{}, notYet() }
