package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Deal is a row of deals.csv, with its registration if there is one.
type Deal struct {
	pipeline.Deal
	Campaign     string                `json:"campaign,omitempty"`
	Apart        bool                  `json:"apart,omitempty"`       // as it is faulty
	Registration pipeline.Registration `json:"registration,omitzero"` // without an ID when the deal is not registered
}

// register adds the registration of a deal. One that was rejected protects nothing, and how the
// deal ended says nothing about it. To the others, a deal that the customer gave to nobody is
// lost; while they wait, there is nothing to decide any more once it is closed.
func (d *Deal) register(submitted partnermath.Date, decision pipeline.RegistrationDecision, decided, expires partnermath.Date) {
	d.Registration = pipeline.Registration{
		ID: d.ID, Partner: d.Partner, Customer: d.Customer, Product: d.Product, Amount: d.Amount,
		Submitted: submitted, Decision: decision, Decided: decided, Expires: expires,
	}
	if decision != pipeline.RegistrationRejected {
		d.Registration.Outcome, d.Registration.Closed = d.Outcome, d.Closed
		if d.Outcome == pipeline.DealNoDecision {
			d.Registration.Outcome = pipeline.DealLost
		}
	}
}

func (d *Deal) pack(p *packer) {
	for _, text := range []*string{&d.ID, &d.Partner, &d.Customer, &d.Product, &d.Campaign, &d.Currency, &d.Stage} {
		packText(p, text)
	}
	p.number(&d.Amount)
	packText(p, &d.Category)
	packText(p, &d.Outcome)
	for _, day := range []*partnermath.Date{&d.Created, &d.LastActivity, &d.ExpectedClose, &d.Closed} {
		p.day(day)
	}
	p.yes(&d.Apart)
	r := d.Registration
	isRegistered := r.ID != ""
	if p.yes(&isRegistered); !isRegistered {
		return
	}
	packText(p, &r.Decision)
	p.day(&r.Submitted)
	p.day(&r.Decided)
	p.day(&r.Expires)
	if p.isReading {
		d.register(r.Submitted, r.Decision, r.Decided, r.Expires)
	}
}
