package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func TestEscaped(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"Overall: 5.00, at 10:30", "Overall: 5.00, at 10:30"},
		{`a|b*c_d<e>[f]~\`, `a\|b\*c\_d&lt;e>\[f\]\~\\`},
		{"https://example.com", "https<span>:</span>//example.com"},
		{"HTTP://example.com", "HTTP<span>:</span>//example.com"},
		{"WWW.example.com", "WWW<span>.</span>example.com"},
		{"@octocat", "<span>@</span>octocat"},
		{"owner/name#12", "owner/name<span>#</span>12"},
		{"Tier C #", "Tier C <span>#</span>"},
		{"$x_1$", `<span>$</span>x\_1<span>$</span>`},
		{":a_b:c:", `<span>:</span>a\_b<span>:</span>c:`},
		{":http://x", "<span>:</span>http<span>:</span>//x"},
		{":http:www.x", "<span>:</span>http<span>:</span>www<span>.</span>x"},
	} {
		if got := escaped(tt.text); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestMarkdownHead(t *testing.T) {
	table := table{head: []string{"a|b", "N"}, align: "wr"}
	table.add(plainRow, "x", "1")
	var got []string
	table.markdown(func(line string) { got = append(got, line) })
	want := []string{`| a\|b | N |`, "| --- | ---: |", "| x | 1 |"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		usual   int32
		numbers []string
		want    int32
	}{
		{2, nil, 0},
		{2, []string{"5", "1e3"}, 0},
		{2, []string{"5", "12.50"}, 2},
		{2, []string{"12.5000000"}, 2},
		{2, []string{"12.5050", "1"}, 3},
		{4, []string{"1.0000000000000000000000000000"}, 4},
		{2, []string{"0.0000000000"}, 2},
	} {
		var numbers []decimal.Decimal
		for _, n := range tt.numbers {
			numbers = append(numbers, decimal.RequireFromString(n))
		}
		if got := places(tt.usual, numbers...); got != tt.want {
			t.Errorf("places(%d, %v) = %d, want %d", tt.usual, tt.numbers, got, tt.want)
		}
	}
}
