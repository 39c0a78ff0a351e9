package intake

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/profit"
)

// business is profit.json: what partners earn with the vendor, and the vendor with them.
type business struct {
	Cases []businessCase `json:"cases"`

	document folder.Document
	own      map[string]int // the cases of partners, "" for that of all others
	stowed   packed[int, businessCase]
	shared   *CaseResult // that of all others
}

// businessCase is that of a partner, or without one that of all who have none of their own.
type businessCase struct {
	Partner  string          `json:"partner,omitempty"`
	Case     profit.Case     `json:"case"`
	Discount profit.Discount `json:"discount,omitzero"`
	// Actuals are what closed months have brought, and Vendor what the vendor earns and spends,
	// which is not for partners. Each may be left out.
	Actuals *profit.Actuals    `json:"actuals,omitempty"`
	Vendor  *profit.VendorSide `json:"vendor,omitempty"`
}

// CaseResult is a case worked out.
type CaseResult struct {
	// Case and Discount are what it is of.
	Case     profit.Case
	Discount profit.Discount
	// Period is that of the months.
	Period    partnermath.Period
	Statement profit.Statement
	// Each of these is nil where the case does not ask for it.
	Report   *profit.Report
	Verified *profit.Verification
	Vendor   *profit.VendorReturn
}

// readBusiness reads the cases and checks them. There need be no file.
func readBusiness(in folder.Folder, ch *Channel, found *folder.Faults) *business {
	b := new(business)
	d, there := folder.ReadDocument(in, ProfitFile, found, b)
	if !there {
		return nil
	}
	b.document, b.own, b.stowed = d, make(map[string]int), make(packed[int, businessCase])
	var invalid partnermath.ValidationError
	for i := range b.Cases {
		one, path := &b.Cases[i], fmt.Sprintf("cases[%d].", i)
		at, known := ch.partners.find(one.Partner)
		_, twice := b.own[one.Partner]
		switch currency := ch.reviews.currency(); {
		case one.Partner != "" && !known:
			invalid.Addf(path+"partner", "known", "must be in %s, or left out for all partners, got %.40q%s", PartnersFile, one.Partner, ch.partners.meantOf(one.Partner, &invalid))
		case twice:
			invalid.Addf(path+"partner", "unique", "%.40q has a case before", one.Partner)
		case one.Case.Currency != currency:
			invalid.Addf(path+"case.currency", "match", "must be %s, that of the reviews, got %.40q", currency, one.Case.Currency)
		}
		b.own[one.Partner] = i
		invalid.Merge(path+"case", one.Case.Validate())
		if one.Vendor != nil {
			invalid.Merge(path+"vendor", one.Vendor.Validate())
		}
		if one.Partner == "" || known && at == ch.subject { // of others, what takes working out is found with their reviews
			own := *one // not to hold all
			w, err := own.work(i)
			if one.Partner == "" {
				b.shared = w
			}
			if invalid.Err() == nil {
				invalid.Merge("", err)
			}
		}
		if known && ch.keeps(at) { // there may be one for each of very many partners
			b.stowed.add(i, *one)
		}
	}
	b.Cases = nil
	d.Rules(invalid.Err())
	return b
}

// work works a case out.
func (c *businessCase) work(i int) (*CaseResult, error) {
	w, path := &CaseResult{Case: c.Case, Discount: c.Discount}, fmt.Sprintf("cases[%d].", i)
	var err error
	if w.Statement, err = profit.Forecast(c.Case); err != nil {
		return w, paths.Under(err, "", path+"case.")
	}
	months := w.Statement.Months
	w.Period = partnermath.Period{Start: months[0].Days.Start, End: months[len(months)-1].Days.End}
	var invalid partnermath.ValidationError
	if c.Discount != (profit.Discount{}) {
		report, err := profit.Measure(w.Statement, c.Discount)
		w.Report = &report
		invalid.Merge("", paths.Under(err, "", path))
	}
	if c.Vendor != nil {
		vendor, err := profit.MeasureVendor(w.Statement, *c.Vendor)
		w.Vendor = &vendor
		invalid.Merge("", paths.Under(err, "side", path+"vendor"))
	}
	if c.Actuals != nil {
		verified, err := profit.Verify(c.Case, *c.Actuals)
		w.Verified = &verified
		invalid.Merge("", paths.Under(err, "", path))
	}
	return w, invalid.Err()
}

// Case returns the business case of a partner that is kept, worked out, or that of all
// partners; nil for none.
func (ch *Channel) Case(at int) (*CaseResult, error) {
	b := ch.business
	if b == nil {
		return nil, nil
	}
	i, own := b.own[ch.partners.list[at].ID]
	if !own {
		return b.shared, nil
	}
	kept := b.stowed.of(i)
	if len(kept) == 0 {
		return nil, nil
	}
	w, err := kept[0].work(i)
	if err != nil {
		return nil, b.document.Located(err)
	}
	return w, nil
}
