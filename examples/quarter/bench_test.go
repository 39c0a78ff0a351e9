package main

import (
	"bytes"
	"io"
	"testing"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
)

// BenchmarkReadChannel reads and checks the sample: about 36,000 rows of 900
// assessments.
func BenchmarkReadChannel(b *testing.B) {
	b.ReportAllocs()
	in := folder.OpenFS(intake.Layout(), sample, "sample")
	for b.Loop() {
		found := in.NewFaults(false)
		ch := intake.Read(in, intake.Subjects{}, found)
		if err := ch.Score(found, nil); err != nil {
			b.Fatal(err)
		}
		if found.Refused() {
			b.Fatal(found.Lines(in))
		}
	}
}

// BenchmarkReview makes the review of a partner with everything from what was read, and writes it.
func BenchmarkReview(b *testing.B) {
	b.ReportAllocs()
	o, err := parseOptions([]string{"-all", "-out", "reviews", "-format", "markdown"}, io.Discard, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	in := folder.OpenFS(intake.Layout(), sample, "sample")
	found := in.NewFaults(false)
	ch := intake.Read(in, o.subjects(), found)
	maker, err := makerOf(&ch, o, found, &progress{})
	if err != nil || found.Refused() {
		b.Fatal(err, found.Lines(in))
	}
	m := maker.(*reviewer)
	if err := m.closeGroups(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		made, err := m.review(m.subjects[0])
		if err != nil {
			b.Fatal(err)
		}
		var text bytes.Buffer
		if err := formats[o.format](&text, made, o.width); err != nil {
			b.Fatal(err)
		}
	}
}
