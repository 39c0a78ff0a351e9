package partnermath

//go:generate go run currencygen.go

// MinorUnits returns the number of decimals of the minor unit of a currency, by its ISO
// 4217 code: 0 for JPY, 2 for USD, 3 for KWD. It is not known when ISO 4217 has no such
// code, and for the codes without a minor unit: metals, bond market units, drawing
// rights, testing and "no currency".
//
// The codes are those of List One ("Current currency & funds code list" of SIX, the
// maintenance agency) on 2026-02-01 and, because deals of the past were made
// in them, the currencies that List Three has as withdrawn since 2015. They are
// kept in testdata/iso4217.csv, after github.com/datasets/currency-codes. They are not the
// digits of Unicode CLDR, which follow the use of cash and give 0 for IQD, IDR, PKR, COP
// and others.
func MinorUnits(currency string) (places int32, known bool) {
	places = minorUnits(currency)
	if places < 0 {
		return 0, false
	}
	return places, true
}
