package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// forecastRow is a row of forecasts.csv: what a partner committed at the start of a quarter,
// and what landed in it.
type forecastRow struct {
	Partner   string `csv:"partner"`
	Quarter   string `csv:"quarter"`
	Committed string `csv:"committed"`
	Landed    string `csv:"landed"`
}

// forecast is that of a quarter.
type forecast struct {
	Quarter partnermath.Quarter `json:"quarter"`
	pipeline.PartnerForecast
}

// readForecasts checks all forecasts and keeps those of the subject. There need be no file.
func readForecasts(in folder.Folder, ch *Channel, found *folder.Faults) packed[int, forecast] {
	all := make(packed[int, forecast])
	if !in.Has(ForecastsFile) {
		return all
	}
	if !ch.statesCurrency() {
		found.Add(ForecastsFile, 0, 0, "takes a currency in %s, or in the policy of %s", PlanFile, ReviewFile)
		return all
	}
	rows, ok := folder.OpenSheet[forecastRow](in, ForecastsFile, found)
	if !ok {
		return all
	}
	seen := folder.NewIDs()
	for row := range rows.All() {
		cells := folder.Cells[forecastRow]{Rows: rows}
		partner := partnerOf(&cells, ch, row.Partner)
		one := forecast{PartnerForecast: pipeline.PartnerForecast{
			Partner: row.Partner, Committed: cells.Number("committed", row.Committed), Landed: cells.Number("landed", row.Landed),
		}}
		if err := one.Quarter.UnmarshalText([]byte(row.Quarter)); err != nil {
			cells.Fault("quarter", "must be a quarter like 2026-Q3, got %.40q", row.Quarter)
		} else if one.Period = ch.Calendar.Quarter(one.Quarter.Year, one.Quarter.Number); one.Period.IsZero() && !ch.isUndated {
			cells.Fault("quarter", "must be a quarter of the calendar, got %s", one.Quarter)
		} else if before := seen.Add(row.Partner+"\x00"+row.Quarter, rows.Line()); before > 0 {
			cells.Fault("quarter", "quarter %s of the partner stands in line %d already", one.Quarter, before)
		}
		if cells.Faulty != nil || ch.isUndated {
			continue
		}
		b := folder.Batch[forecastRow]{Rows: rows}
		b.Keep(nil)
		_, err := pipeline.VerifyForecasts(ch.forecastPolicy(), []pipeline.PartnerForecast{one.PartnerForecast})
		if b.Report("forecasts", err, nil); b.IsSound(0) && ch.keeps(partner) {
			all.add(partner, one)
		}
	}
	return all
}

func (ch *Channel) forecastPolicy() pipeline.ForecastPolicy {
	return pipeline.ForecastPolicy{Currency: ch.Currency()}
}

// Forecasts tells how far a partner that is kept held to what it committed, up to a quarter;
// has tells that it committed something.
func (ch *Channel) Forecasts(at int, upTo partnermath.Quarter) (r pipeline.ForecastReport, has bool, err error) {
	var own []pipeline.PartnerForecast
	for _, one := range ch.forecasts.of(at) {
		if one.Quarter.Since(upTo) <= 0 {
			own = append(own, one.PartnerForecast)
		}
	}
	if own == nil {
		return r, false, nil
	}
	r, err = pipeline.VerifyForecasts(ch.forecastPolicy(), own)
	return r, true, err
}
