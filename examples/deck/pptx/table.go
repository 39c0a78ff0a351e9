package pptx

// The room around the text of a cell.
const (
	padding = 4
	leading = 2
)

// The colors of lines and of the row of heads.
const (
	headColor = "E4EAF1"
	lineColor = "CBD5E0"
	ruleColor = "52606D"
)

// Height is how high the table is, of rows as high as what is written in them takes.
func (t *Table) Height() int {
	height := 0
	for i := range t.Rows {
		height += t.RowHeight(i)
	}
	return height
}

// RowHeight is how high a row is.
func (t *Table) RowHeight(row int) int {
	most := 1
	for i := range t.Rows[row].Cells {
		c := &t.Rows[row].Cells[i]
		most = max(most, len(Lines(c.Text, t.Room(i)-c.Indent, t.Size, c.Bold || t.Head && row == 0)))
	}
	return most*lineHeight(t.Size) + 2*leading
}

// Room is how wide a text in a column may be.
func (t *Table) Room(column int) int { return t.Widths[column] - 2*padding }

func (t Table) draw(p *page, id int) {
	var inside page
	inside.printf(`<a:tbl><a:tblPr`)
	if t.Head {
		inside.printf(` firstRow="1"`)
	}
	inside.printf(`/><a:tblGrid>`)
	for _, width := range t.Widths {
		inside.printf(`<a:gridCol w="%d"/>`, width*emu)
	}
	inside.printf(`</a:tblGrid>`)
	for i := range t.Rows {
		inside.printf(`<a:tr h="%d">`, t.RowHeight(i)*emu)
		for j := range t.Widths {
			var c Cell
			if j < len(t.Rows[i].Cells) {
				c = t.Rows[i].Cells[j]
			}
			inside.cell(&c, t.Room(j)-c.Indent, t.Size, t.Head && i == 0, t.Rows[i].Ruled)
		}
		inside.printf(`</a:tr>`)
	}
	inside.printf(`</a:tbl>`)
	t.H = t.Height()
	p.frame(id, t.Name, t.Alt, t.Box, "table", inside.String())
}

func (p *page) cell(c *Cell, width, size int, head, ruled bool) {
	align := "l"
	if c.Right {
		align = "r"
	}
	p.printf(`<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>`)
	c.Bold = c.Bold || head
	p.paragraph(`<a:pPr algn="`+align+`"/>`, size, c.Look, broken(c.Text, width, size, c.Bold)...)
	p.printf(`</a:txBody><a:tcPr marL="%d" marR="%d" marT="%d" marB="%d" anchor="ctr">`, (padding+c.Indent)*emu, padding*emu, leading*emu, leading*emu)
	p.printf(`<a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR>`)
	top, fill := `<a:lnT w="0"><a:noFill/></a:lnT>`, `<a:noFill/>`
	if ruled {
		top = `<a:lnT w="12700"><a:solidFill><a:srgbClr val="` + ruleColor + `"/></a:solidFill></a:lnT>`
	}
	if head {
		fill = `<a:solidFill><a:srgbClr val="` + headColor + `"/></a:solidFill>`
	}
	p.printf(`%s<a:lnB w="6350"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:lnB>%s</a:tcPr></a:tc>`, top, lineColor, fill)
}
