package pages_test

import (
	"strings"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/pages"
)

// half is a record of a partner's quarter: what was spent on people and on funds, and the
// margin that each led to.
func half(partner string, q int, people, peopleMargin, mdf, mdfMargin string) channel.Record {
	number := testkit.Null
	tagged := func(kind, margin string) channel.Outcome {
		return channel.Outcome{Revenue: number(margin), CostOfGoods: number("0"), Tags: []channel.Tag{{Kind: kind, Share: number("1")}}}
	}
	return channel.Record{
		Partner: partner, Currency: "USD", Quarter: quarter.Add(q),
		Spend:    []channel.Spend{{Kind: "people", Amount: number(people)}, {Kind: "mdf", Amount: number(mdf)}, {Kind: "events", Amount: number("30")}},
		Outcomes: []channel.Outcome{tagged("people", peopleMargin), tagged("mdf", mdfMargin)},
	}
}

func estimated(t *testing.T, ask channel.Ask) channel.Estimate {
	t.Helper()
	policy := channel.Policy{
		Period: channel.Span{From: quarter.Add(-1), Through: quarter.Add(-1)},
		Kinds: []channel.Kind{
			{ID: "people", Name: "People", Treatment: channel.TreatedAsCost},
			{ID: "mdf", Name: "Funds", Treatment: channel.TreatedAsCost},
			{ID: "events", Treatment: channel.TreatedAsCost},
			{ID: "gifts", Treatment: channel.TreatedAsCost},
		},
	}
	records := []channel.Record{half("Nordwerk", -1, "1000", "2000", "500", "1200"), half("Nordwerk", 0, "900", "1950", "700", "1800"), half("Calder", 0, "0", "10", "90", "1200")}
	before, err := channel.RollUp(policy, records)
	if err != nil {
		t.Fatal(err)
	}
	policy.Period = channel.Span{From: quarter, Through: quarter}
	after, err := channel.RollUp(policy, records)
	if err != nil {
		t.Fatal(err)
	}
	e, err := channel.Shift(before, after, ask)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func shifted(t *testing.T) channel.Estimate {
	return estimated(t, channel.Ask{Currency: "USD", From: []string{"people"}, To: []string{"mdf"}, Amount: testkit.Null("250"), MinimumChange: testkit.Null("0.05"), ControlGrowth: testkit.Null("0.01")})
}

// People went from 1,000 to 900, and its margin of 2,000, which would have been 2,020, to
// 1,960: the last 100 brought 60. Funds went from 500 to 790, and its margin of 1,200, which
// would have been 1,212, to 3,000: the last 290 brought 1,788. No more than 100 were seen to move.
func TestShift(t *testing.T) {
	page := pages.Shift(shifted(t))
	printed(t, "shift", page)
	says(
		t, page,
		"what moving money would have returned: an estimate from 2026-q2 to 2026-q3, in usd",
		"asked 250", "moved 100", "beyond what was observed, and not moved 150",
		"margin gained 616.55", "margin given up 60.00", "margin gained − given up 556.55",
		"from people 1,000 900 -40 0.60×", "to funds 500 790 +1,800 6.17×",
		// All margin went from 3,200 to 4,960, and would have been 3,232: 1,728 ÷ 220.
		"all, tagged or not 1,530 1,750 +1,760 7.85×",
		"whether sales changed their tags is not known",
		"to funds 2026-q2 1,200 1 1 2026-q3 3,000 2 2",
		"at least 1 partner and 1 outcome behind it on either side in either period",
		"less the 1% that it would have grown by anyway", "less than 5% tells nothing",
		"no return, since nothing was spent: gifts.", "no return, since no outcome of a period is tagged with it: events.",
	)
}

// Tags that changed are warned of, and those that did not are not.
func TestShiftOfTags(t *testing.T) {
	e := shifted(t)
	e.Retagged = []channel.Retag{{From: "people", To: "mdf", Partners: 1}, {From: "people", To: "events", Partners: 2}}
	says(t, pages.Shift(e), "warning: sales changed their tags, from people to funds those of 1 partner, from people to events those of 2 partners.")
	e.Retagged = []channel.Retag{}
	page := pages.Shift(e)
	if text := string(page.AppendText(nil, 200)); strings.Contains(text, "Warning") || strings.Contains(text, "not compared") {
		t.Errorf("it warns of nothing:\n%s", text)
	}
}

// A side without a return tells nothing of the move, and why.
func TestShiftWithoutReturn(t *testing.T) {
	ask := channel.Ask{Currency: "USD", From: []string{"people", "events"}, To: []string{"mdf"}, Amount: testkit.Null("50"), MinimumChange: testkit.Null("0.5")}
	says(
		t, pages.Shift(estimated(t, ask)),
		"margin gained –", "margin gained − given up –",
		"nothing can be told of the move. from people, events: no return, since the margin of a part of it is not known.",
		"no return, since the spend changed too little: people.",
	)
	ask.From, ask.MinimumChange = []string{"people"}, testkit.Null("")
	e := estimated(t, ask)
	e.From.SpendAfter = e.From.SpendBefore
	e.From.Return.Valid, e.To.Return.Valid, e.To.OutcomesBefore = false, false, 0
	says(t, pages.Shift(e), "from people: no return, since the spend did not change.", "to funds: no return, since no outcome of a period is tagged with it.", "return at the margin: the change of the margin that is tagged with a kind ÷ the change of its spend.")
}
