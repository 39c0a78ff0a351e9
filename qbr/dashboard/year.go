package dashboard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Workflow is one of the six that a partner's year is made of, each of which feeds the next.
type Workflow string

// The workflows.
const (
	Scorecard     Workflow = "scorecard"
	BusinessPlan  Workflow = "business-plan"
	MarketingPlan Workflow = "marketing-plan"
	MDF           Workflow = "mdf"
	Execution     Workflow = "execution"
	Review        Workflow = "review"
)

// Values returns the workflows in order.
func (Workflow) Values() []Workflow {
	return []Workflow{Scorecard, BusinessPlan, MarketingPlan, MDF, Execution, Review}
}

// Step is something to be done in a workflow of a partner's year. A partner can have several
// in a month. The zero Step is not valid.
type Step struct {
	Partner  string   `json:"partner"`
	Workflow Workflow `json:"workflow"`
	// Month is that of the fiscal year, 1 to 12, in whose line the step stands.
	Month int              `json:"month"`
	Due   partnermath.Date `json:"due,omitzero"`
	// Done is absent while it is open.
	Done partnermath.Date `json:"done,omitzero"`
}

// Progress counts steps. The zero Progress has none.
type Progress struct {
	// Workflow is absent where they are of all.
	Workflow Workflow `json:"workflow,omitempty"`
	Steps    int      `json:"steps"`
	Done     int      `json:"done"`
	// Due are those to be done by AsOf, that day included, done or not. Overdue are not done,
	// and were due before it.
	Due     int `json:"due"`
	Overdue int `json:"overdue"`
	// Share is Done ÷ Steps, undefined without any.
	Share decimal.NullDecimal `json:"share"`
}

// MonthLine is a month of the year's work.
type MonthLine struct {
	// Month is 0, and Period the fiscal year, in the line of all.
	Month  int                `json:"month,omitempty"`
	Period partnermath.Period `json:"period"`
	// Workflows has all six in order, and Total is their sum.
	Workflows []Progress `json:"workflows"`
	Total     Progress   `json:"total"`
}

// months is how many a year has.
const months = 12

// work is the year's work, of all partners and of each.
type work struct {
	months   []MonthLine
	year     MonthLine
	partners map[string]*Progress
}

func newWork(policy *Policy, steps []Step, asOf partnermath.Date) work {
	year := policy.Quarter.Year
	w := work{
		months:   make([]MonthLine, months),
		year:     MonthLine{Period: policy.Calendar.Year(year), Workflows: eachWorkflow()},
		partners: make(map[string]*Progress),
	}
	for i := range w.months {
		w.months[i] = MonthLine{Month: i + 1, Period: policy.Calendar.Month(year, i+1), Workflows: eachWorkflow()}
	}
	for i := range steps {
		s := &steps[i]
		of := w.partners[s.Partner]
		if of == nil {
			of = new(Progress)
			w.partners[s.Partner] = of
		}
		of.add(s, asOf)
		w.months[s.Month-1].add(s, asOf)
		w.year.add(s, asOf)
	}
	return w
}

// of returns the work of a partner.
func (w *work) of(partner string) Progress {
	if p := w.partners[partner]; p != nil {
		return *p
	}
	return Progress{}
}

func eachWorkflow() []Progress {
	var all []Progress
	for _, w := range Workflow("").Values() {
		all = append(all, Progress{Workflow: w})
	}
	return all
}

func (l *MonthLine) add(s *Step, asOf partnermath.Date) {
	for i := range l.Workflows {
		if l.Workflows[i].Workflow == s.Workflow {
			l.Workflows[i].add(s, asOf)
		}
	}
	l.Total.add(s, asOf)
}

func (p *Progress) add(s *Step, asOf partnermath.Date) {
	p.Steps++
	open := s.Done.IsZero()
	if !open {
		p.Done++
	}
	if !s.Due.After(asOf) {
		p.Due++
	}
	if open && s.Due.Before(asOf) {
		p.Overdue++
	}
	p.Share = exact.RatioInt(int64(p.Done), int64(p.Steps), exact.RatioPlaces)
}
