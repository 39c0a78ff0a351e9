package pptx

import "fmt"

// How many bars have their numbers beside them, and columns above them; with more there is an
// axis.
const (
	labelledBars    = 18
	labelledColumns = 12
)

// strip is a series as it is drawn.
type strip struct {
	Series
	color string
	// clear is not seen, and carries the one above it.
	clear  bool
	format string
	// unlabelled are numbers that no label stands beside.
	unlabelled []int
}

func (c Chart) draw(p *page, id int) {
	strips := c.strips()
	*p.charts++
	name := fmt.Sprintf("ppt/embeddings/data%d.xlsx", *p.charts)
	data, err := workbook(c.Places, strips)
	if err != nil {
		p.err = err
		return
	}
	target := fmt.Sprintf("charts/chart%d.xml", *p.charts)
	p.made = append(
		p.made,
		file{"ppt/" + target, drawing, c.content(strips), []reference{{office + "package", fmt.Sprintf("../embeddings/data%d.xlsx", *p.charts)}}},
		file{name: name, content: data},
	)
	link := p.refer(office+"chart", "../"+target)
	p.frame(id, c.Name, c.Alt, c.Box, "chart", `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="`+link+`"/>`)
}

// strips are the series with their colors, those of the theme.
func (c *Chart) strips() []strip {
	if c.Kind == Bridge {
		return bridge(c)
	}
	strips := make([]strip, len(c.Series))
	for i, s := range c.Series {
		strips[i] = strip{Series: s, color: fmt.Sprintf("accent%d", i%6+1), format: c.Format}
	}
	return strips
}

// content is the part of the chart.
func (c *Chart) content(strips []strip) []byte {
	var p page
	p.printf(`%s<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" %s><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>`, declaration, namespaces)
	direction, grouping, overlap, gap, most := "col", "clustered", "-5", 60, labelledColumns
	if c.Kind == Bars {
		direction, most = "bar", labelledBars
	}
	if c.Kind == Bridge {
		grouping, overlap, gap = "stacked", "100", 40
	}
	p.printf(`<c:barChart><c:barDir val="%s"/><c:grouping val="%s"/><c:varyColors val="0"/>`, direction, grouping)
	hasLabels := len(c.Places)*len(c.Series) <= most
	for i := range strips {
		p.series(i, c.Places, &strips[i], hasLabels, c.Kind == Bridge)
	}
	p.printf(`<c:gapWidth val="%d"/><c:overlap val="%s"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>`, gap, overlap)
	p.axes(c, hasLabels)
	p.printf(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
	if len(c.Series) > 1 {
		p.printf(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/>%s</c:legend>`, charLook)
	}
	p.printf(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>%s<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`, charLook)
	return p.Bytes()
}

// axes writes that of the places, the first of them above in a chart that lies, and that of the
// numbers, which stands for labels where there are none.
func (p *page) axes(c *Chart, hasLabels bool) {
	places, numbers, order, crosses := "b", "l", "minMax", "autoZero"
	if c.Kind == Bars {
		places, numbers, order, crosses = "l", "b", "maxMin", "max"
	}
	line := `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="` + ruleColor + `"/></a:solidFill></a:ln></c:spPr>`
	p.printf(`<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:numFmt formatCode="@" sourceLinked="0"/>`, order, places)
	p.printf(`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>%s%s<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`, line, charLook)
	deleted, grid := 1, ""
	if !hasLabels {
		deleted, grid = 0, `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="`+lineColor+`"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`
	}
	p.printf(`<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>%s</c:scaling><c:delete val="%d"/><c:axPos val="%s"/>%s<c:numFmt formatCode="%s" sourceLinked="0"/>`, c.least(), deleted, numbers, grid, escape(c.Format))
	p.printf(`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>%s<c:crossAx val="1001"/><c:crosses val="%s"/><c:crossBetween val="between"/></c:valAx>`, charLook, crosses)
}

// least is where the axis of the numbers begins: at 0, or programs choose a higher number, and
// bars are no longer as long as their numbers. With numbers below 0 they choose.
func (c *Chart) least() string {
	for _, s := range c.strips() {
		for _, n := range s.Numbers {
			if n.Valid && n.Decimal.IsNegative() {
				return ""
			}
		}
	}
	return `<c:min val="0"/>`
}

func (p *page) series(at int, places []string, s *strip, hasLabels, inside bool) {
	fill := `<a:solidFill><a:schemeClr val="` + s.color + `"/></a:solidFill>`
	if inside { // light below the letters
		fill = `<a:solidFill><a:schemeClr val="` + s.color + `"><a:lumMod val="40000"/><a:lumOff val="60000"/></a:schemeClr></a:solidFill>`
	}
	if s.clear {
		fill = `<a:noFill/>`
	}
	column := columnName(at)
	p.printf(`<c:ser><c:idx val="%d"/><c:order val="%d"/><c:tx><c:strRef><c:f>Sheet1!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`, at, at, column, escape(s.Name))
	p.printf(`<c:spPr>%s<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>`, fill)
	p.labels(s, hasLabels && !s.clear, inside)
	last := len(places) + 1
	p.printf(`<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, last, len(places))
	for i, place := range places {
		p.printf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, escape(place))
	}
	p.printf(`</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$%s$2:$%s$%d</c:f><c:numCache><c:formatCode>%s</c:formatCode><c:ptCount val="%d"/>`, column, column, last, escape(s.format), len(places))
	for i, n := range s.Numbers {
		if n.Valid {
			p.printf(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, n.Decimal)
		}
	}
	p.printf(`</c:numCache></c:numRef></c:val></c:ser>`)
}

// labels writes the numbers beside their bars.
func (p *page) labels(s *strip, shown, inside bool) {
	p.printf(`<c:dLbls>`)
	if !shown {
		p.printf(`<c:delete val="1"/></c:dLbls>`)
		return
	}
	for _, at := range s.unlabelled {
		p.printf(`<c:dLbl><c:idx val="%d"/><c:delete val="1"/></c:dLbl>`, at)
	}
	where := "outEnd"
	if inside { // of a stack, none can stand outside
		where = "ctr"
	}
	p.printf(`<c:numFmt formatCode="%s" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>%s<c:dLblPos val="%s"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`,
		escape(s.format), charLook, where)
}

// charLook is how the letters of a chart look.
const charLook = `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`
