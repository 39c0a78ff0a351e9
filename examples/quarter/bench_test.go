package main

import "testing"

// BenchmarkReadChannel reads and checks the sample: about 36,000 rows of 900
// assessments.
func BenchmarkReadChannel(b *testing.B) {
	b.ReportAllocs()
	in := OpenFS(sample, "sample")
	rows := 0
	for b.Loop() {
		var found faults
		ch := readChannel(in, subjects{}, &found)
		if err := ch.check(&found, ignorer{}); err != nil {
			b.Fatal(err)
		}
		if found.count > 0 {
			b.Fatalf("%d faults", found.count)
		}
		for _, read := range found.read {
			rows += read
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
