package waterfall_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// mixKind tells what a drawn mix must have.
type mixKind struct {
	target, within, worth bool // worth: every tactic has a deal size and a margin rate
}

// drawMix draws a valid mix of 1 to 4 tactics.
func drawMix(t *rapid.T, kind mixKind) waterfall.Mix {
	m := waterfall.Mix{Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")}
	if kind.target {
		m.Target = decimal.NewNullDecimal(testkit.Decimal(0, 5000, 8).Draw(t, "target"))
		m.Stage = rapid.SampledFrom(partnermath.Stages()).Draw(t, "target stage")
	}
	n := rapid.IntRange(1, 4).Draw(t, "tactics")
	left := decimal.New(1, 0)
	for i := range n {
		tactic := drawTactic(t, fmt.Sprintf("t%d", i), m, kind)
		switch {
		case !kind.target:
			tactic.Units = decimal.NewNullDecimal(testkit.Decimal(0, 300, 8).Draw(t, "units"))
		case i == n-1:
			tactic.Share = decimal.NewNullDecimal(left)
		default:
			most := left.Shift(6).IntPart()
			share := decimal.New(rapid.Int64Range(0, most).Draw(t, "share"), -6)
			tactic.Share, left = decimal.NewNullDecimal(share), left.Sub(share)
		}
		m.Tactics = append(m.Tactics, tactic)
	}
	if kind.within {
		drawWithin(t, &m)
	}
	return m
}

// drawWithin gives a mix a quarter or a year to look at, and its tactics periods
// that start and end before, in and after it.
func drawWithin(t *rapid.T, m *waterfall.Mix) {
	m.Calendar = rapid.SampledFrom([]partnermath.Calendar{
		{},
		{YearStart: partnermath.YearStart{Month: time.July}},
		{Pattern: partnermath.Pattern454, YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday, Named: partnermath.NamedByStart}},
	}).Draw(t, "calendar")
	m.Within = m.Calendar.Quarter(2024, rapid.IntRange(1, 4).Draw(t, "quarter"))
	if oneIn(t, 4, "year") {
		m.Within = m.Calendar.Year(2024)
	}
	for i := range m.Tactics {
		start := m.Within.Start.AddDays(rapid.IntRange(-300, 120).Draw(t, "start"))
		m.Tactics[i].Period = partnermath.Period{Start: start, End: start.AddDays(rapid.IntRange(1, 250).Draw(t, "days"))}
	}
}

func drawTactic(t *rapid.T, id string, m waterfall.Mix, kind mixKind) waterfall.Tactic {
	places := minorUnits(m.Currency)
	tactic := waterfall.Tactic{
		ID: id, UnitCost: testkit.Decimal(0, 2000, 8).Draw(t, "unit cost"),
		FixedCost: testkit.Decimal(0, 3000, places).Draw(t, "fixed cost"),
		Funnel:    drawFunnel(t, m, kind),
	}
	if oneIn(t, 2, "reaches") {
		tactic.Reach = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 60, 3).Draw(t, "reach"), number("0.001")))
	}
	if oneIn(t, 3, "has capacity") {
		tactic.Capacity = decimal.NewNullDecimal(testkit.Decimal(0, 300, 8).Draw(t, "capacity"))
	}
	return tactic
}

func drawFunnel(t *rapid.T, m waterfall.Mix, kind mixKind) waterfall.Funnel {
	var f waterfall.Funnel
	if oneIn(t, 2, "states its currency") {
		f.Currency = m.Currency
	}
	f.Unit = rapid.SampledFrom([]partnermath.CalendarUnit{"", partnermath.UnitWeek, partnermath.UnitMonth, partnermath.UnitQuarter}).Draw(t, "unit")
	counted := partnermath.Stages()
	for len(f.Stages) == 0 {
		for _, stage := range counted {
			if stage == m.Stage || oneIn(t, 3, "counted") {
				f.Stages = append(f.Stages, drawStage(t, stage, len(f.Stages)))
			}
		}
	}
	if kind.worth || !oneIn(t, 4, "no deal size") {
		f.DealSize = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 20000, 4).Draw(t, "deal size"), number("0.0001")))
	}
	if kind.worth || !oneIn(t, 3, "no margin rate") {
		f.MarginRate = decimal.NewNullDecimal(testkit.Decimal(-1, 1, 4).Draw(t, "margin rate"))
	}
	return f
}

func drawStage(t *rapid.T, counts partnermath.Stage, at int) waterfall.FunnelStage {
	s := waterfall.FunnelStage{ID: "s" + string(counts), CountsAs: counts}
	if at == 0 {
		return s
	}
	switch rapid.IntRange(0, 2).Draw(t, "conversion") {
	case 0:
		s.Rate = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 1, 6).Draw(t, "rate"), number("0.0001")))
	case 1:
		s.Per = decimal.NewNullDecimal(testkit.Decimal(1, 30, 3).Draw(t, "per"))
	default:
		s.Multiplier = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(1, 20, 2).Draw(t, "multiplier"), number("1.01")))
	}
	lags := [][]string{nil, nil, {"0.2", "0.5", "0.3"}, {"0", "1"}, {"0.25", "0", "0", "0.33333333"}, {"0"}}
	for _, part := range rapid.SampledFrom(lags).Draw(t, "lag") {
		s.Lag = append(s.Lag, number(part))
	}
	return s
}

func minorUnits(currency string) int32 {
	return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency]
}

// cloneOf makes a copy that shares no memory, by way of JSON.
func cloneOf[T any](t rapid.TB, v T) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var c T
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// diffText compares two documents by their JSON.
func diffText(t rapid.TB, want, got any) string {
	t.Helper()
	var texts [2]string
	for i, v := range []any{want, got} {
		text, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	return cmp.Diff(texts[0], texts[1])
}

func whole(n int64) *big.Rat { return big.NewRat(n, 1) }

func roundedNull(r *big.Rat, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.RoundHalfAway(r, places))
}

// mustPlan plans a mix that is valid.
func mustForecast(t testing.TB, m waterfall.Mix) waterfall.MixForecast {
	t.Helper()
	p, err := waterfall.ForecastMix(m)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
