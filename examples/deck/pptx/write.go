package pptx

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/partnermath/partnermath/qbr/document"
)

//go:embed parts
var parts embed.FS

const (
	office       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packages     = "http://schemas.openxmlformats.org/package/2006/"
	main         = "application/vnd.openxmlformats-officedocument.presentationml."
	drawing      = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
	theme        = "application/vnd.openxmlformats-officedocument.theme+xml"
	declaration  = xml.Header
	namespaces   = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	presentation = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ` + namespaces
)

// file is a part of a presentation, and what it refers to.
type file struct {
	name, kind string
	content    []byte
	refers     []reference
}

// reference is of a part, whose name is as seen from the one that refers to it. Its id is rId and
// its number, from 1.
type reference struct{ kind, target string }

// Write writes the deck as a .pptx file.
func (d *Deck) Write(w io.Writer) error {
	files, err := d.files()
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	put := func(name string, content []byte) error {
		to, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = to.Write(content)
		}
		return err
	}
	if err := put("[Content_Types].xml", contentTypes(files)); err != nil {
		return err
	}
	for _, f := range files {
		if f.name != "" { // all but the package itself
			if err := put(f.name, f.content); err != nil {
				return err
			}
		}
		if len(f.refers) > 0 {
			if err := put(relationsOf(f.name), relations(f.refers)); err != nil {
				return err
			}
		}
	}
	return archive.Close()
}

// files returns the parts of the deck.
func (d *Deck) files() ([]file, error) {
	root := file{refers: []reference{
		{office + "officeDocument", "ppt/presentation.xml"},
		{packages + "relationships/metadata/core-properties", "docProps/core.xml"},
	}}
	show := file{name: "ppt/presentation.xml", kind: main + "presentation.main+xml", refers: []reference{
		{office + "slideMaster", "slideMasters/slideMaster1.xml"},
		{office + "notesMaster", "notesMasters/notesMaster1.xml"},
		{office + "theme", "theme/theme1.xml"},
	}}
	var pages []file
	charts := 0
	for i := range d.Slides {
		made, err := d.Slides[i].files(i+1, &charts)
		if err != nil {
			return nil, err
		}
		pages = append(pages, made...)
		show.refers = append(show.refers, reference{office + "slide", fmt.Sprintf("slides/slide%d.xml", i+1)})
	}
	show.content = d.presentation()
	all := append([]file{root, d.properties(), show}, fixed()...)
	return append(all, pages...), nil
}

// fixed are the parts that every deck has.
func fixed() []file {
	part := func(name, kind, from string, refers ...reference) file {
		content, err := parts.ReadFile("parts/" + from)
		if err != nil { // they are compiled in
			content = nil
		}
		return file{name, kind, content, refers}
	}
	master := reference{office + "slideMaster", "../slideMasters/slideMaster1.xml"}
	return []file{
		part("ppt/slideMasters/slideMaster1.xml", main+"slideMaster+xml", "slideMaster.xml",
			reference{office + "slideLayout", "../slideLayouts/slideLayout1.xml"}, reference{office + "slideLayout", "../slideLayouts/slideLayout2.xml"},
			reference{office + "theme", "../theme/theme1.xml"}),
		part("ppt/slideLayouts/slideLayout1.xml", main+"slideLayout+xml", "layoutTitle.xml", master),
		part("ppt/slideLayouts/slideLayout2.xml", main+"slideLayout+xml", "layoutPage.xml", master),
		part("ppt/notesMasters/notesMaster1.xml", main+"notesMaster+xml", "notesMaster.xml", reference{office + "theme", "../theme/theme2.xml"}),
		part("ppt/theme/theme1.xml", theme, "theme.xml"),
		part("ppt/theme/theme2.xml", theme, "theme.xml"),
	}
}

func (d *Deck) presentation() []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, `%s<p:presentation %s><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>`, declaration, presentation)
	_, _ = b.WriteString(`<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>`)
	if len(d.Slides) > 0 {
		_, _ = b.WriteString(`<p:sldIdLst>`)
		for i := range d.Slides {
			_, _ = fmt.Fprintf(&b, `<p:sldId id="%d" r:id="rId%d"/>`, 256+i, 4+i)
		}
		_, _ = b.WriteString(`</p:sldIdLst>`)
	}
	_, _ = fmt.Fprintf(&b, `<p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`, Width*emu, Height*emu)
	return b.Bytes()
}

func (d *Deck) properties() file {
	content := fmt.Sprintf(`%s<cp:coreProperties xmlns:cp="%smetadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>en-US</dc:language></cp:coreProperties>`,
		declaration, packages, escape(d.Title))
	return file{name: "docProps/core.xml", kind: "application/vnd.openxmlformats-package.core-properties+xml", content: []byte(content)}
}

func contentTypes(files []file) []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, `%s<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`, declaration, packages)
	_, _ = b.WriteString(`<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>`)
	for _, f := range files {
		if f.kind != "" {
			_, _ = fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, f.name, f.kind)
		}
	}
	_, _ = b.WriteString(`</Types>`)
	return b.Bytes()
}

func relations(refers []reference) []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, `%s<Relationships xmlns="%srelationships">`, declaration, packages)
	for i, r := range refers {
		_, _ = fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i+1, r.kind, r.target)
	}
	_, _ = b.WriteString(`</Relationships>`)
	return b.Bytes()
}

// relationsOf is the part that holds the references of another.
func relationsOf(name string) string {
	at := strings.LastIndexByte(name, '/') + 1
	return name[:at] + "_rels/" + name[at:] + ".rels"
}

// escape returns a text as XML has it, without anything that steers how texts are shown.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(document.Plain(text)))
	return b.String()
}
