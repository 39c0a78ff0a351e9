package qbr_test

import "testing"

func BenchmarkPrepare(b *testing.B) {
	in := varnholt(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := in.prepare(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	r := prepared(b, varnholt(b))
	var page []byte
	b.ReportAllocs()
	for b.Loop() {
		d := r.Document()
		page = d.AppendMarkdown(page[:0])
	}
}

func BenchmarkText(b *testing.B) {
	r := prepared(b, varnholt(b))
	var page []byte
	b.ReportAllocs()
	for b.Loop() {
		d := r.Document()
		page = d.AppendText(page[:0], 100)
	}
}
