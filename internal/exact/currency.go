package exact

// MinorUnits returns the number of decimals of the minor unit of a currency, by
// its ISO 4217 code: 0 for JPY, 2 for USD, 3 for KWD. It is not ok when the code
// is not three letters from A to Z, and for the codes without a minor unit:
// metals, bond market units, drawing rights, testing and "no currency".
//
// The exceptions to 2 are those of ISO 4217 List One ("Current currency & funds
// code list", published by SIX, the maintenance agency, on 2026-09-17), field
// CcyMnrUnts. They are not the digits of Unicode CLDR, which follow the use of
// cash and give 0 for IQD, IDR, PKR, COP and others. A well-formed code that the
// list does not have gets 2, so that a new currency works before this table
// knows it.
func MinorUnits(currency string) (places int32, ok bool) {
	if !wellFormed(currency) {
		return 0, false
	}
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
		"RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0, true
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3, true
	case "CLF", "UYW":
		return 4, true
	case "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX":
		return 0, false
	}
	return 2, true
}

func wellFormed(currency string) bool {
	if len(currency) != 3 {
		return false
	}
	for _, letter := range []byte(currency) {
		if letter < 'A' || letter > 'Z' {
			return false
		}
	}
	return true
}
