module github.com/partnermath/partnermath/examples

go 1.26

require (
	github.com/jszwec/csvutil v1.10.0
	github.com/partnermath/partnermath v0.0.0-00010101000000-000000000000
	github.com/shopspring/decimal v1.6.0
)

replace github.com/partnermath/partnermath => ../
