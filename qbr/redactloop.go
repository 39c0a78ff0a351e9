package qbr

import (
	"slices"

	"github.com/partnermath/partnermath/mdf/loop"
)

// forPartnerLoop leaves the campaigns of the partner, without the vendor's margin of them and
// without its own programs. Where other partners are in the loop, nothing but the row of the
// partner can be told apart.
func forPartnerLoop(s *Source[loop.Loop], partner string) {
	l := &s.Value
	l.Direct, l.Total.Direct, l.Alike = nil, loop.Figures{}, loop.Row{}
	l.Total = forPartnerRow(l.Total)
	l.Campaigns = slices.Clone(l.Campaigns)
	for i := range l.Campaigns {
		l.Campaigns[i].Figures = forPartnerFigures(l.Campaigns[i].Figures)
	}
	l.Groups = slices.Clone(l.Groups)
	for i := range l.Groups {
		rows := slices.Clone(l.Groups[i].Rows)
		for j := range rows {
			rows[j] = forPartnerRow(rows[j])
		}
		l.Groups[i].Rows = rows
	}
	i := slices.IndexFunc(l.Groups, func(g loop.Group) bool { return g.By == loop.ByPartner })
	if i < 0 {
		return
	}
	own := without(l.Groups[i].Rows, func(r *loop.Row) bool { return r.Value != partner })
	switch len(own) {
	case len(l.Groups[i].Rows):
	case 0:
		*s = Source[loop.Loop]{}
	default:
		*l = loop.Loop{Currency: l.Currency, Total: loop.Row{Channel: own[0].Channel}}
	}
}

func forPartnerRow(r loop.Row) loop.Row {
	r.Channel, r.Direct = forPartnerFigures(r.Channel), loop.Figures{}
	return r
}

func forPartnerFigures(f loop.Figures) loop.Figures {
	f.Margin = loop.Figure{}
	for _, ratios := range []*loop.Ratios{&f.Forecast, &f.Actual} {
		ratios.MarginByVendorMoney, ratios.MarginByTotalCost = loop.Yield{}, loop.Yield{}
	}
	return f
}
