package redact

import (
	"slices"

	"github.com/partnermath/partnermath/mdf/loop"
)

// Loop leaves the campaigns of the partner, without the vendor's margin of them and without
// its own programs. Where other partners are in the loop, nothing but the row of the partner
// can be told apart. It reports whether there is anything of the partner.
func Loop(l *loop.Loop, partner string) (found bool) {
	l.Direct, l.Total.Direct, l.Alike = nil, loop.Figures{}, loop.Row{}
	l.Total = loopRow(l.Total)
	l.Campaigns = slices.Clone(l.Campaigns)
	for i := range l.Campaigns {
		l.Campaigns[i].Figures = loopFigures(l.Campaigns[i].Figures)
	}
	l.Groups = slices.Clone(l.Groups)
	for i := range l.Groups {
		rows := slices.Clone(l.Groups[i].Rows)
		for j := range rows {
			rows[j] = loopRow(rows[j])
		}
		l.Groups[i].Rows = rows
	}
	i := slices.IndexFunc(l.Groups, func(g loop.Group) bool { return g.By == loop.ByPartner })
	if i < 0 {
		return true
	}
	own := Without(l.Groups[i].Rows, func(r *loop.Row) bool { return r.Value != partner })
	switch len(own) {
	case len(l.Groups[i].Rows):
	case 0:
		return false
	default:
		*l = loop.Loop{Currency: l.Currency, Total: loop.Row{Channel: own[0].Channel}}
	}
	return true
}

func loopRow(r loop.Row) loop.Row {
	r.Channel, r.Direct = loopFigures(r.Channel), loop.Figures{}
	return r
}

func loopFigures(f loop.Figures) loop.Figures {
	f.Margin = loop.Figure{}
	for _, ratios := range []*loop.Ratios{&f.Forecast, &f.Actual} {
		ratios.MarginByVendorMoney, ratios.MarginByTotalCost = loop.Yield{}, loop.Yield{}
	}
	return f
}
