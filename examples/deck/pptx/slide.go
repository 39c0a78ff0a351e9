package pptx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// emu is how many units of the format a point has.
const emu = 12700

// page is a slide that is written.
type page struct {
	bytes.Buffer
	refers []reference
	// charts is how many the deck has so far, made what those of the slide consist of.
	charts *int
	made   []file
	err    error
}

func (p *page) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

// refer adds what the slide refers to, and returns its id.
func (p *page) refer(kind, target string) string {
	p.refers = append(p.refers, reference{kind, target})
	return fmt.Sprintf("rId%d", len(p.refers))
}

// files returns the slide and what belongs to it.
func (s *Slide) files(number int, charts *int) ([]file, error) {
	layout, title := 2, "title"
	if s.Subtitle != "" {
		layout, title = 1, "ctrTitle"
	}
	p := &page{charts: charts}
	_ = p.refer(office+"slideLayout", fmt.Sprintf("../slideLayouts/slideLayout%d.xml", layout))
	p.open("sld")
	p.placeholder(2, "Title", title, s.Title, s.TitleSize)
	if s.Subtitle != "" {
		p.placeholder(3, "Subtitle", `subTitle" idx="1`, s.Subtitle, 0)
	}
	for i, shape := range s.Shapes {
		shape.draw(p, 10+i)
	}
	p.footer(s.Footer)
	if layout == 2 {
		p.number(number)
	}
	p.shut("sld")
	files := p.made
	if len(s.Notes) > 0 {
		_ = p.refer(office+"notesSlide", fmt.Sprintf("../notesSlides/notesSlide%d.xml", number))
		files = append(files, s.notes(number))
	}
	this := file{fmt.Sprintf("ppt/slides/slide%d.xml", number), main + "slide+xml", p.Bytes(), p.refers}
	return append([]file{this}, files...), p.err
}

// notes is what stands below the picture of the slide for who speaks.
func (s *Slide) notes(number int) file {
	var p page
	_ = p.refer(office+"notesMaster", "../notesMasters/notesMaster1.xml")
	_ = p.refer(office+"slide", fmt.Sprintf("../slides/slide%d.xml", number))
	p.open("notes")
	p.printf(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>`)
	p.placeholder(3, "Notes", `body" idx="1`, "", 0, s.Notes...)
	p.shut("notes")
	return file{fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", number), main + "notesSlide+xml", p.Bytes(), p.refers}
}

func (p *page) open(kind string) {
	p.printf(`%s<p:%s %s><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>`, declaration, kind, presentation)
}

func (p *page) shut(kind string) {
	p.printf(`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:%s>`, kind)
}

// placeholder fills one of the layout with a text, and further paragraphs.
func (p *page) placeholder(id int, name, kind, text string, size int, more ...string) {
	p.printf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>`, id, name, kind)
	if text != "" || len(more) == 0 {
		more = append([]string{text}, more...)
	}
	for _, text := range more {
		p.paragraph("", size, Look{}, text)
	}
	p.printf(`</p:txBody></p:sp>`)
}

// small are the letters of what stands below a slide; not every program takes them from the layout.
const small = `<a:rPr lang="en-US" sz="1000"><a:solidFill><a:srgbClr val="52606D"/></a:solidFill><a:latin typeface="+mn-lt"/></a:rPr>`

func (p *page) footer(text string) {
	p.printf(`<p:sp><p:nvSpPr><p:cNvPr id="4" name="Footer"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="ftr" sz="quarter" idx="11"/></p:nvPr></p:nvSpPr><p:spPr/>`)
	p.printf(`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="l"/><a:r>%s<a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`, small, escape(text))
}

func (p *page) number(n int) {
	p.printf(`<p:sp><p:nvSpPr><p:cNvPr id="5" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr/>`)
	p.printf(`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{7B1F4C0E-6A52-4A2E-9D0B-3C5E8F1A2B4D}" type="slidenum">%s<a:t>%d</a:t></a:fld></a:p></p:txBody></p:sp>`, small, n)
}

// paragraph writes lines of one look, with the properties that their paragraph has.
func (p *page) paragraph(properties string, size int, look Look, lines ...string) {
	p.printf(`<a:p>%s`, properties)
	if strings.Join(lines, "") == "" {
		p.printf(`<a:endParaRPr lang="en-US"%s/></a:p>`, sized(size))
		return
	}
	var run page
	run.printf(` lang="en-US"%s`, sized(size))
	if look.Bold {
		run.printf(` b="1"`)
	}
	run.printf(`>`)
	if look.Color != "" {
		run.printf(`<a:solidFill><a:srgbClr val="%s"/></a:solidFill>`, look.Color)
	}
	for i, line := range lines {
		if i > 0 {
			p.printf(`<a:br><a:rPr%s</a:rPr></a:br>`, run.String())
		}
		p.printf(`<a:r><a:rPr%s</a:rPr><a:t>%s</a:t></a:r>`, run.String(), escape(line))
	}
	p.printf(`</a:p>`)
}

// broken returns the lines that are reckoned with for a text that has an id, which programs break
// at its hyphens too, and else the text.
func broken(text string, width, size int, bold bool) []string {
	if !slices.ContainsFunc(strings.Fields(text), isID) {
		return []string{text}
	}
	return Lines(text, width, size, bold)
}

// isID reports whether a word has a hyphen and a digit.
func isID(word string) bool {
	return strings.Contains(word, "-") && strings.ContainsAny(word, "0123456789")
}

func sized(size int) string {
	if size == 0 {
		return ""
	}
	return fmt.Sprintf(` sz="%d"`, size*100)
}

func (t Text) draw(p *page, id int) {
	p.printf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>`, id, escape(t.Name), t.place("a"))
	p.printf(`<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>`)
	for _, one := range t.Paragraphs {
		properties := `<a:pPr><a:spcAft><a:spcPts val="300"/></a:spcAft></a:pPr>`
		if one.Bullet {
			properties = `<a:pPr marL="139700" indent="-139700"><a:spcAft><a:spcPts val="300"/></a:spcAft><a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>`
		}
		p.paragraph(properties, one.Size, one.Look, one.Text)
	}
	if len(t.Paragraphs) == 0 {
		p.paragraph("", 0, Look{})
	}
	p.printf(`</p:txBody></p:sp>`)
}

// place writes where a box is, in a namespace.
func (b Box) place(namespace string) string {
	return fmt.Sprintf(`<%s:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></%s:xfrm>`, namespace, b.X*emu, b.Y*emu, b.W*emu, b.H*emu, namespace)
}

// frame writes a shape that is not made of text alone.
func (p *page) frame(id int, name, alt string, at Box, kind, content string) {
	p.printf(`<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>%s`,
		id, escape(name), escape(alt), at.place("p"))
	p.printf(`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/%s">%s</a:graphicData></a:graphic></p:graphicFrame>`, kind, content)
}
