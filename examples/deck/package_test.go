package deck_test

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// relationships are what a part refers to.
type relationships struct {
	All []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

func TestPackageIsWhole(t *testing.T) {
	for name, r := range reviews(t) {
		parts := unpacked(t, written(t, r))
		for part, content := range parts {
			if path.Ext(part) != ".xlsx" {
				wellFormed(t, name+", "+part, content)
			}
		}
		checkTypes(t, name, parts)
		checkReferences(t, name, parts)
	}
}

func wellFormed(t *testing.T, name, content string) {
	t.Helper()
	for tokens := xml.NewDecoder(strings.NewReader(content)); ; {
		if _, err := tokens.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

// checkTypes holds that every part has a type, and every type a part.
func checkTypes(t *testing.T, name string, parts map[string]string) {
	t.Helper()
	var types struct {
		Defaults []struct {
			Extension string `xml:"Extension,attr"`
		} `xml:"Default"`
		Overrides []struct {
			Part string `xml:"PartName,attr"`
		} `xml:"Override"`
	}
	if err := xml.Unmarshal([]byte(parts["[Content_Types].xml"]), &types); err != nil {
		t.Fatal(err)
	}
	typed := make(map[string]bool)
	for _, o := range types.Overrides {
		part := strings.TrimPrefix(o.Part, "/")
		typed[part] = true
		if _, ok := parts[part]; !ok {
			t.Errorf("%s: %s has a type and is not there", name, part)
		}
	}
	for _, d := range types.Defaults {
		typed["."+d.Extension] = true
	}
	for part := range parts {
		if !typed[part] && !typed[path.Ext(part)] && part != "[Content_Types].xml" {
			t.Errorf("%s: %s has no type", name, part)
		}
	}
}

// checkReferences holds that every reference leads to a part, every part is referred to, and
// every id that a part uses is one of its references.
func checkReferences(t *testing.T, name string, parts map[string]string) {
	t.Helper()
	reached := map[string]bool{"[Content_Types].xml": true}
	for part, content := range parts {
		if path.Ext(part) != ".rels" {
			continue
		}
		reached[part] = true
		var refers relationships
		if err := xml.Unmarshal([]byte(content), &refers); err != nil {
			t.Fatal(err)
		}
		of := path.Join(path.Dir(path.Dir(part)), strings.TrimSuffix(path.Base(part), ".rels"))
		ids := make(map[string]bool)
		for _, one := range refers.All {
			target := path.Join(path.Dir(of), one.Target)
			reached[target], ids[one.ID] = true, true
			if _, ok := parts[target]; !ok {
				t.Errorf("%s: %s refers to %s, which is not there", name, of, target)
			}
		}
		for _, used := range strings.Split(parts[of], `r:id="`)[1:] {
			if id, _, _ := strings.Cut(used, `"`); !ids[id] {
				t.Errorf("%s: %s uses %s, which is no reference of it", name, of, id)
			}
		}
	}
	for part := range parts {
		if !reached[part] {
			t.Errorf("%s: nothing refers to %s", name, part)
		}
	}
}

// The schemas of ISO/IEC 29500-4 (transitional) and 29500-2 are not in this repository; README.md tells
// where they are.
func TestPartsAreValid(t *testing.T) {
	folder := os.Getenv("OOXML_XSD")
	lint, err := exec.LookPath("xmllint")
	if folder == "" || err != nil {
		t.Skip("SKIPPED, the parts are not validated: no schemas of ISO/IEC 29500 in the folder $OOXML_XSD, or no xmllint; README.md tells how")
	}
	to := t.TempDir()
	files := make(map[string][]string) // by schema
	for name, r := range reviews(t) {
		for part, content := range unpacked(t, written(t, r)) {
			schema := schemaOf(part)
			if schema == "" {
				continue
			}
			file := filepath.Join(to, strings.NewReplacer("/", "-", " ", "-").Replace(name+"-"+part))
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			files[schema] = append(files[schema], file)
		}
	}
	for schema, parts := range files {
		arguments := append([]string{"--noout", "--nonet", "--schema", filepath.Join(folder, schema)}, parts...)
		if out, err := exec.Command(lint, arguments...).CombinedOutput(); err != nil {
			t.Errorf("%s: %.2000s", schema, faults(string(out)))
		}
		t.Logf("%s: %d parts", schema, len(parts))
	}
}

// faults are the lines that tell of one.
func faults(out string) string {
	var lines []string
	for _, line := range strings.Split(out, "\n") {
		if !strings.HasSuffix(line, " validates") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// schemaOf is the schema of a part, "" for a workbook and for the properties, whose schema takes
// others from the web.
func schemaOf(part string) string {
	switch {
	case path.Ext(part) == ".xlsx" || strings.HasPrefix(part, "docProps/"):
		return ""
	case part == "[Content_Types].xml":
		return "opc-contentTypes.xsd"
	case path.Ext(part) == ".rels":
		return "opc-relationships.xsd"
	case strings.HasPrefix(part, "ppt/charts/"):
		return "dml-chart.xsd"
	case strings.HasPrefix(part, "ppt/theme/"):
		return "dml-main.xsd"
	}
	return "pml.xsd"
}

// LibreOffice shows as many pages as there are slides. To look at them, set DECK_PICTURES to a
// folder.
func TestLibreOfficeOpensIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED, the decks are not opened: no LibreOffice (soffice) here")
	}
	folder := t.TempDir()
	if kept := os.Getenv("DECK_PICTURES"); kept != "" {
		folder = kept
	}
	arguments := []string{"-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "office"), "--headless", "--convert-to", "pdf", "--outdir", folder}
	want := make(map[string]int)
	for name, r := range reviews(t) {
		content := written(t, r)
		file := filepath.Join(folder, strings.ReplaceAll(name, ", ", "-")+".pptx")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, file)
		want[strings.TrimSuffix(file, ".pptx")+".pdf"] = len(slides(unpacked(t, content), "ppt/slides/slide%d.xml"))
	}
	if out, err := exec.Command(office, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for file, slides := range want {
		shown, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(shown), "/Type/Page/"); got != slides {
			t.Errorf("%s has %d pages, want %d", filepath.Base(file), got, slides)
		}
	}
}
