package main

import (
	"bytes"
	"errors"

	"github.com/partnermath/partnermath/examples/deck"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/page"
	"github.com/partnermath/partnermath/examples/workbook"
	"github.com/partnermath/partnermath/qbr"
)

// The formats that a program of their own opens.
const (
	formatWorkbook = "xlsx"
	formatDeck     = "pptx"
)

// writePage writes a report as one page for a browser.
func writePage(to *bytes.Buffer, r report, _ int) error { return page.Write(to, r.Document()) }

// writeDeck writes a review as slides.
func writeDeck(to *bytes.Buffer, r report, _ int) error {
	in, err := workingsOf(r)
	if err != nil {
		return err
	}
	return deck.Write(to, &in.Review)
}

// writeWorkbook writes a review, and what its figures are of, as a workbook of formulas.
func writeWorkbook(to *bytes.Buffer, r report, _ int) error {
	in, err := workingsOf(r)
	if err != nil {
		return err
	}
	if p, is := r.(partial); is {
		for _, fault := range p.Section().Tables[0].Rows {
			in.Review.Gaps = append(in.Review.Gaps, qbr.Gap{Section: "files", Text: fault.Cells[0].Text + ": " + fault.Cells[1].Text})
		}
	}
	return workbook.Write(to, in)
}

// workingsOf returns what a report is of, if that is a review. What it is made without is
// among what it does not know.
func workingsOf(r report) (workbook.Input, error) {
	var without folder.LeftOut
	if p, is := r.(partial); is {
		r, without = p.report, p.LeftOut
	}
	one, is := r.(dossier)
	if !is {
		return workbook.Input{}, errors.New("this report has no workbook and no slides")
	}
	in := *one.workings
	gaps := append([]qbr.Gap(nil), in.Review.Gaps...)
	for _, note := range without.Section().Notes {
		gaps = append(gaps, qbr.Gap{Section: "files", Text: note})
	}
	in.Review.Gaps = gaps
	return in, nil
}
