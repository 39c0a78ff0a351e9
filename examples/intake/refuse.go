package intake

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// refuse refuses a field that is given, though something else says it already.
func refuse(invalid *partnermath.ValidationError, path string, given bool, by string) {
	if given {
		invalid.Addf(path, "empty", "must be left out, since %s", by)
	}
}

// checkPartner refuses a partner that is not known, and returns its position in partners.list. Of very
// many, the path is written for those that are refused only.
func (ch *Channel) checkPartner(id string, invalid *partnermath.ValidationError, path string, args ...any) (at int, known bool) {
	at, known = ch.partners.find(id)
	if !known {
		invalid.Addf(fmt.Sprintf(path, args...), "known", "must be in %s, got %.40q", PartnersFile, id)
	}
	return at, known
}

// checkCurrency refuses a currency that is given, and is not that of the reviews.
func (ch *Channel) checkCurrency(path, currency string, invalid *partnermath.ValidationError) {
	if all := ch.Currency(); currency != "" && currency != all {
		invalid.Addf(path, "match", "must be %s, that of the reviews, got %.40q", all, currency)
	}
}
