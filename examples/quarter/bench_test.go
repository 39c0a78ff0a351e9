package main

import (
	"testing"

	"github.com/partnermath/partnermath/examples/intake"
)

// BenchmarkReadChannel reads and checks the sample: about 36,000 rows of 900
// assessments.
func BenchmarkReadChannel(b *testing.B) {
	b.ReportAllocs()
	in := intake.OpenFS(sample, "sample")
	for b.Loop() {
		var found intake.Faults
		ch := in.Read(intake.Subjects{}, &found)
		if err := ch.Score(&found, nil); err != nil {
			b.Fatal(err)
		}
		if found.Refused() {
			b.Fatal(found.Lines(in))
		}
	}
}
