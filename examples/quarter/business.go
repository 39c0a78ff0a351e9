package main

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/scorecard"
)

// business is profit.json: what partners earn with the vendor, and the vendor with them.
type business struct {
	Cases []businessCase `json:"cases"`

	document jsonFile
	own      map[string]int // the cases of partners, "" for that of all others
	shared   *workedCase    // that of all others
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

// workedCase is a case worked out.
type workedCase struct {
	period    partnermath.Period
	statement profit.Statement
	report    profit.Report
	verified  profit.Verification
	vendor    profit.VendorReturn
}

// readBusiness reads the cases and checks them. There need be no file.
func readBusiness(in folder, ch *channel, found *faults) *business {
	b := new(business)
	d, there := readDocument(in, profitFile, found, b)
	if !there {
		return nil
	}
	b.document, b.own = d, make(map[string]int)
	var invalid partnermath.ValidationError
	for i := range b.Cases {
		one, path := &b.Cases[i], fmt.Sprintf("cases[%d].", i)
		at, known := ch.partners.find(one.Partner)
		_, twice := b.own[one.Partner]
		switch currency := ch.reviews.currency(); {
		case one.Partner != "" && !known:
			invalid.Addf(path+"partner", "known", "must be in %s, or left out for all partners, got %.40q", partnersFile, one.Partner)
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
			w, err := b.work(i)
			if one.Partner == "" {
				b.shared = w
			}
			if invalid.Err() == nil {
				invalid.Merge("", err)
			}
		}
	}
	d.rules(invalid.Err())
	return b
}

// work works a case out.
func (b *business) work(i int) (*workedCase, error) {
	c, w, path := &b.Cases[i], new(workedCase), fmt.Sprintf("cases[%d].", i)
	var err error
	if w.statement, err = profit.Forecast(c.Case); err != nil {
		return w, under(err, "", path+"case.")
	}
	months := w.statement.Months
	w.period = partnermath.Period{Start: months[0].Days.Start, End: months[len(months)-1].Days.End}
	var invalid partnermath.ValidationError
	if c.Discount != (profit.Discount{}) {
		w.report, err = profit.Measure(w.statement, c.Discount)
		invalid.Merge("", under(err, "", path))
	}
	if c.Vendor != nil {
		w.vendor, err = profit.MeasureVendor(w.statement, *c.Vendor)
		invalid.Merge("", under(err, "side", path+"vendor"))
	}
	if c.Actuals != nil {
		w.verified, err = profit.Verify(c.Case, *c.Actuals)
		invalid.Merge("", under(err, "", path))
	}
	return w, invalid.Err()
}

// business finds the business case of the partner, where it is of the quarter.
func (x *subject) business() error {
	b, s := x.channel.business, &x.sources
	if b == nil {
		return nil
	}
	at, has := b.own[x.ID]
	w := b.shared
	if has {
		var err error
		if w, err = b.work(at); err != nil {
			return b.document.located(err)
		}
	} else if at, has = b.own[""]; !has {
		return nil
	}
	one := &b.Cases[at]
	if !w.period.Start.Before(x.period.End) || !x.period.Start.Before(w.period.End) {
		return nil
	}
	of := x.of(w.period, x.asOf)
	s.Statement.Origin, s.Statement.Value = of, w.statement
	if one.Discount != (profit.Discount{}) {
		s.Profit.Origin, s.Profit.Value = of, w.report
	}
	if one.Actuals != nil {
		s.PlanActual.Origin, s.PlanActual.Value = of, w.verified
	}
	if one.Vendor != nil && x.audience == scorecard.AudienceVendor {
		s.VendorReturn.Origin, s.VendorReturn.Value = of, w.vendor
	}
	return nil
}
