package main

import (
	"flag"
	"os"

	"golang.org/x/term"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr/document"
)

// help is what -help prints: the flags, and every file with what is in it.
type help struct{ flags *flag.FlagSet }

// helpWidth is the width of the terminal that is written to, if it is one.
func helpWidth(w any) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return pageWidth
}

// Document sets the help for people.
func (h help) Document() document.Document {
	d := document.Document{
		Title:    "quarter [flags]",
		Subtitle: "Prints the quarterly review of one partner, of each, or the table of the whole channel.",
	}
	var flags []string
	h.flags.VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			usage += " (default: " + f.DefValue + ")"
		}
		flags = append(flags, "-"+f.Name+" "+name, usage)
	})
	d.Sections = append(d.Sections, document.Section{Title: "Flags", Tables: []document.Table{facts(flags...)}}, document.Section{Title: "Files", Notes: []string{
		"The folder has these files; the columns of a table stand in any order and any case, beside others that are not read. " +
			"Each has to be there, or the file of -columns says \"\" for it; it is cells that may be empty. " +
			"A table is separated by commas, semicolons or tabs, its rows have at most 1 MiB, and it has at most 4 GiB. " +
			"Days are written like 2026-12-31 and numbers like 1234.56, unless -dates, -numbers or the file of -columns tell another form; " +
			"a text that can be read in two ways is refused. " +
			"Totals and the lines of a report at the end of a table are left out, and told; README.md says which these are.",
	}})
	for _, file := range append(intake.Layout().Files, intake.ColumnsFile()) {
		parts := []string{file.Name, file.What}
		for _, part := range file.Parts {
			parts = append(parts, part.Name, part.What)
		}
		d.Sections = append(d.Sections, document.Section{Title: file.Name, Tables: []document.Table{facts(parts...)}})
	}
	return d
}
