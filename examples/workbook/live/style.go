package live

import (
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// Unit tells what a number counts, and so how a cell shows it. Words have one too.
type Unit int

// The units.
const (
	Words  Unit = iota
	Money       // with the decimals of the currency
	Price       // a rate of money: a price, a cost of a unit, an amount before it is rounded
	Count       // of things expected: up to 4 decimals, of which a person reads one
	Number      // of things
	Share       // a fraction, as a percentage
	Times       // a multiple
	Score       // 2 decimals
	Plain       // as it is
	Date
)

// role tells why a cell stands where it stands.
type role int

const (
	roleText role = iota
	roleInput
	roleFigure
	roleTotal
	roleLibrary
	roleStep
	roleHead
	rolePart
	roleTitle
	roleNote
)

// look is how a cell looks.
type look struct {
	role   role
	unit   Unit
	wrap   bool
	indent bool
	right  bool // of words in a column of numbers
}

// decimals are those that a number of a unit is published with at most.
func (u Unit) decimals(places int32) int32 {
	switch u {
	case Money:
		return places
	case Count, Times:
		return 4
	}
	return 2
}

// format is that of a spreadsheet.
func (u Unit) format(places int32) string {
	money := "#,##0"
	if places > 0 {
		money += "." + strings.Repeat("0", int(places))
	}
	return map[Unit]string{
		Money: money, Price: "#,##0.00##", Count: "#,##0.0", Number: "#,##0", Share: "0.00%",
		Times: `0.00"×"`, Score: "0.00", Plain: "General", Date: "yyyy-mm-dd", Words: "@",
	}[u]
}

// characters are about those that a number takes.
func (u Unit) characters(d decimal.Decimal, places int32) int {
	whole := len(d.Truncate(0).String())
	switch u {
	case Money:
		return whole + whole/3 + int(places) + 1
	case Number:
		return whole + whole/3
	case Date:
		return 10
	case Plain:
		return len(d.String())
	case Share:
		return whole + 7
	}
	return whole + whole/3 + 6
}

// font is one that every system has, or one as wide.
const font = "Arial"

const (
	ink    = "1F2933"
	blue   = "1D4ED8"
	quiet  = "6B7280"
	yellow = "FEF9C3"
	grey   = "E5E7EB"
	dark   = "1E3A5F"
	pale   = "F3F4F6"
)

var chartColors = [...]string{dark, "D97706", "0F766E", "9CA3AF"}

// tint colors cells that have a word: letters and ground, of which the letters alone tell enough
// where a printer knows no color.
type tint struct{ word, letters, ground string }

var tints = [...]tint{{"green", "14532D", "D5EFDC"}, {"amber", "7A4100", "FFE0B2"}, {"red", "8F1218", "F9D0CE"}}

// Light lets cells show in color what they say: green, amber or red, whatever their formulas
// come to.
func (s *Sheet) Light(cells string) { s.lights = append(s.lights, cells) }

// light sets the rules of the cells that are lit.
func (s *Sheet) light() error {
	for _, cells := range s.lights {
		var rules []excelize.ConditionalFormatOptions
		for _, t := range tints {
			id, err := s.file.NewConditionalStyle(&excelize.Style{
				Font: &excelize.Font{Bold: true, Color: t.letters},
				Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{t.ground}},
			})
			if err != nil {
				return err
			}
			rules = append(rules, excelize.ConditionalFormatOptions{Type: "cell", Criteria: "=", Value: `"` + t.word + `"`, Format: &id})
		}
		if err := s.file.SetConditionalFormat(s.Name, cells, rules); err != nil {
			return err
		}
	}
	return nil
}

// style returns the number of a look in the file.
func (b *Book) style(k look) (int, error) {
	if id, ok := b.styles[k]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(k.style(b.Places))
	b.styles[k] = id
	return id, err
}

func (k look) style(places int32) *excelize.Style {
	format := k.unit.format(places)
	st := &excelize.Style{
		Font:         &excelize.Font{Family: font, Size: 10, Color: ink},
		Alignment:    &excelize.Alignment{Vertical: "top", WrapText: k.wrap, Horizontal: "right"},
		CustomNumFmt: &format,
	}
	if k.unit == Words {
		if st.CustomNumFmt = nil; !k.right {
			st.Alignment.Horizontal = "left"
		}
	}
	if k.indent {
		st.Alignment.Indent = 1
	}
	line := func(side, color string) {
		st.Border = append(st.Border, excelize.Border{Type: side, Style: 1, Color: color})
	}
	fill := func(color string) { st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}} }
	switch k.role {
	case roleInput:
		st.Font.Color = blue
		fill(yellow)
		line("bottom", grey)
	case roleTotal:
		st.Font.Bold = true
		line("top", ink)
	case roleLibrary:
		st.Font.Italic = true
		fill(grey)
	case roleStep, roleNote:
		st.Font.Color = quiet
	case roleHead:
		st.Font.Bold, st.Font.Color = true, "FFFFFF"
		st.Alignment.WrapText, st.Alignment.Vertical = true, "center"
		fill(dark)
	case rolePart:
		st.Font.Bold, st.Font.Size, st.Font.Color = true, 12, dark
	case roleTitle:
		st.Font.Bold, st.Font.Size, st.Font.Color = true, 16, dark
	case roleText, roleFigure:
		line("bottom", pale)
	}
	return st
}
