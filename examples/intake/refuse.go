package intake

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
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
		ch.partners.refuse(invalid, fmt.Sprintf(path, args...), id)
	}
	return at, known
}

// refuse refuses a partner that is not known, and tells which may be meant.
func (p *partners) refuse(invalid *partnermath.ValidationError, path, id string) {
	invalid.Addf(path, "known", "must be in %s, got %.40q%s", PartnersFile, id, p.meantOf(id, invalid))
}

// meantOf is meant for the first faults: of very many partners, to find the nearest takes its time.
func (p *partners) meantOf(id string, invalid *partnermath.ValidationError) string {
	if len(invalid.Fields) >= mostMeant {
		return ""
	}
	return p.meant(id, new(folder.Faults))
}

const mostMeant = 20

// checkCurrency refuses a currency that is given, and is not that of the reviews.
func (ch *Channel) checkCurrency(path, currency string, invalid *partnermath.ValidationError) {
	if all := ch.Currency(); currency != "" && currency != all {
		invalid.Addf(path, "match", "must be %s, that of the reviews, got %.40q", all, currency)
	}
}
