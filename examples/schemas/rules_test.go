package schemas

import (
	"regexp"
	"testing"

	"github.com/shopspring/decimal"
)

func TestNumberPatterns(t *testing.T) {
	for _, tt := range []struct {
		text                         string
		number, positive, isFraction bool
	}{
		{"0", true, true, true},
		{"0.35", true, true, true},
		{".5", true, true, true},
		{"+1", true, true, true},
		{"01.000", true, true, true},
		{"1.", true, true, true},
		{"35e-2", true, true, true},
		{"1E3", true, true, true}, // the pattern leaves powers of ten to Validate
		{"5.", true, true, false},
		{"1.01", true, true, false},
		{"35", true, true, false},
		{"-1", true, false, false},
		{"-.5", true, false, false},
		{"", false, false, false},
		{".", false, false, false},
		{"+", false, false, false},
		{"35%", false, false, false},
		{"1,000", false, false, false},
		{"1 000", false, false, false},
		{" 1", false, false, false},
		{"0x1", false, false, false},
		{"1e", false, false, false},
		{"e1", false, false, false},
		{"--1", false, false, false},
		{"1.2.3", false, false, false},
		{"NaN", false, false, false},
	} {
		if _, err := decimal.NewFromString(tt.text); (err == nil) != tt.number {
			t.Errorf("%q is wrong here: %v", tt.text, err)
		}
		for pattern, want := range map[string]bool{
			numberPattern: tt.number, positivePattern: tt.positive, fractionPattern: tt.isFraction,
		} {
			if got := regexp.MustCompile(pattern).MatchString(tt.text); got != want {
				t.Errorf("%q matches %s: %t", tt.text, pattern, got)
			}
		}
	}
}
