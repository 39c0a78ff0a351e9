package main

import (
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
