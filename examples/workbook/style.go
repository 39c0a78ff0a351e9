package workbook

import (
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// unit tells what a number counts, and so how a cell shows it.
type unit int

const (
	unitText  unit = iota
	unitMoney      // with the decimals of the currency
	unitRaw        // a rate of money: a price, a cost of a unit
	unitCount      // of things expected: 4 decimals
	unitWhole      // of things
	unitShare      // a fraction, as a percentage
	unitTimes      // a multiple
	unitScore      // 2 decimals
	unitPlain      // as it is
	unitDate
)

// role tells why a number stands where it stands.
type role int

const (
	roleText role = iota
	roleInput
	roleFigure
	roleTotal
	roleLibrary
	roleHelper
	roleHead
	rolePart
	roleTitle
	roleNote
)

// look is how a cell looks.
type look struct {
	role   role
	unit   unit
	wrap   bool
	indent bool
}

// decimals are those that a number of a unit is published with at most.
func (u unit) decimals(places int32) int32 {
	switch u {
	case unitMoney:
		return places
	case unitCount, unitTimes:
		return 4
	}
	return 2
}

// format is that of a spreadsheet.
func (u unit) format(places int32) string {
	money := "#,##0"
	if places > 0 {
		money += "." + strings.Repeat("0", int(places))
	}
	return map[unit]string{
		unitMoney: money, unitRaw: "#,##0.00####", unitCount: "#,##0.00##", unitWhole: "#,##0", unitShare: "0.00%",
		unitTimes: `0.00"×"`, unitScore: "0.00", unitPlain: "General", unitDate: "yyyy-mm-dd", unitText: "@",
	}[u]
}

// characters are about those that a number takes.
func (u unit) characters(d decimal.Decimal, places int32) int {
	whole := len(d.Truncate(0).String())
	switch u {
	case unitMoney:
		return whole + whole/3 + int(places) + 1
	case unitWhole:
		return whole + whole/3
	case unitDate:
		return 10
	case unitPlain:
		return len(d.String())
	case unitShare:
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

// style returns the number of a look.
func (b *book) style(k look) int {
	if id, ok := b.styles[k]; ok {
		return id
	}
	format := k.unit.format(b.places)
	st := &excelize.Style{
		Font:         &excelize.Font{Family: font, Size: 10, Color: ink},
		Alignment:    &excelize.Alignment{Vertical: "top", WrapText: k.wrap, Horizontal: "right"},
		CustomNumFmt: &format,
	}
	if k.unit == unitText {
		st.CustomNumFmt, st.Alignment.Horizontal = nil, "left"
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
	case roleHelper:
		st.Font.Color = quiet
	case roleHead:
		st.Font.Bold, st.Font.Color = true, "FFFFFF"
		st.Alignment.WrapText, st.Alignment.Vertical = true, "center"
		fill(dark)
	case rolePart:
		st.Font.Bold, st.Font.Size, st.Font.Color = true, 12, dark
	case roleTitle:
		st.Font.Bold, st.Font.Size, st.Font.Color = true, 16, dark
	case roleNote:
		st.Font.Color = quiet
	case roleText, roleFigure:
		line("bottom", pale)
	}
	id, err := b.file.NewStyle(st)
	if err != nil && b.fault == nil {
		b.fault = err
	}
	b.styles[k] = id
	return id
}
