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

func (d *Deal) cells() []string {
	r := &d.Registration
	return []string{
		d.ID, d.Partner, d.Customer, d.Product, d.Campaign, d.Currency, numberCell(d.Amount), d.Stage, string(d.Category),
		dayCell(d.Created), dayCell(d.LastActivity), dayCell(d.ExpectedClose), string(d.Outcome), dayCell(d.Closed),
		r.ID, dayCell(r.Submitted), string(r.Decision), dayCell(r.Decided), dayCell(r.Expires), yesCell(d.Apart),
	}
}

func (d *Deal) take(cells []string) {
	*d = Deal{Campaign: cells[4], Apart: cells[19] != "", Deal: pipeline.Deal{
		ID: cells[0], Partner: cells[1], Customer: cells[2], Product: cells[3], Currency: cells[5], Amount: numberOf(cells[6]),
		Stage: cells[7], Category: pipeline.ForecastCategory(cells[8]), Created: dayOf(cells[9]), LastActivity: dayOf(cells[10]),
		ExpectedClose: dayOf(cells[11]), Outcome: pipeline.DealOutcome(cells[12]), Closed: dayOf(cells[13]),
	}}
	if cells[14] != "" {
		d.register(dayOf(cells[15]), pipeline.RegistrationDecision(cells[16]), dayOf(cells[17]), dayOf(cells[18]))
	}
}
