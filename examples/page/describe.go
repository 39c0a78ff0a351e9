package page

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
)

// mostTold is how many numbers of a series are told one by one.
const mostTold = 4

// describe says what a chart shows to whom cannot see it.
func describe(d *document.Drawing, unit string) string {
	of := ""
	if unit != "" {
		of = " In " + unit + "."
	}
	if d.Kind == document.ChartBridge {
		return bridgeSentence(d) + of
	}
	var all []string
	for i := range d.Series {
		all = append(all, seriesSentence(&d.Series[i], d.Places))
	}
	return strings.Join(all, " ") + of
}

// bridgeSentence tells from where to where the steps lead.
func bridgeSentence(d *document.Drawing) string {
	texts, last := d.Series[0].Texts, len(d.Places)-1
	steps := make([]string, 0, last)
	for i := 1; i < last; i++ {
		steps = append(steps, d.Places[i]+" "+texts[i])
	}
	sentence := fmt.Sprintf("From %s %s to %s %s", d.Places[0], texts[0], d.Places[last], texts[last])
	if len(steps) > 0 {
		sentence += ", by " + strings.Join(steps, ", ")
	}
	return sentence + "."
}

// seriesSentence tells the numbers of a series, or of many the highest and the lowest.
func seriesSentence(s *document.Series, places []string) string {
	if len(places) <= mostTold {
		all := make([]string, len(places))
		for i, place := range places {
			all[i] = place + " " + s.Texts[i]
		}
		return s.Name + ": " + strings.Join(all, ", ") + "."
	}
	high, low, unknown := -1, -1, 0
	for i, n := range s.Numbers {
		if !n.Valid {
			unknown++
			continue
		}
		if high < 0 || n.Decimal.GreaterThan(s.Numbers[high].Decimal) {
			high = i
		}
		if low < 0 || n.Decimal.LessThan(s.Numbers[low].Decimal) {
			low = i
		}
	}
	sentence := fmt.Sprintf("%s of %d: highest %s %s, lowest %s %s", s.Name, len(places), places[high], s.Texts[high], places[low], s.Texts[low])
	if unknown > 0 {
		sentence += fmt.Sprintf(", %d not known", unknown)
	}
	return sentence + "."
}

// How many places a picture has at most.
const (
	mostBars    = 24
	mostColumns = 60
)

// shorten leaves out the places that there is no room for, and says so.
func shorten(d *document.Drawing) string {
	most := len(d.Places)
	switch d.Kind {
	case document.ChartBars, document.ChartAcross:
		most = mostBars
	case document.ChartColumns:
		most = mostColumns
	case document.ChartBridge:
	}
	all := len(d.Places)
	if all <= most {
		return ""
	}
	d.Places = d.Places[:most]
	for i := range d.Series {
		d.Series[i].Numbers, d.Series[i].Texts = d.Series[i].Numbers[:most], d.Series[i].Texts[:most]
	}
	return fmt.Sprintf("The first %d of %d; the table has all.", most, all)
}
