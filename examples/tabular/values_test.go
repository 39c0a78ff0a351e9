package tabular_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/tabular"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct{ form, text, want string }{
		{"", "12500", "12500"},
		{"", " 0.75 ", "0.75"},
		{"", "1234.567", "1234.567"},
		{"", "0.125", "0.125"},
		{"", "12.5", "12.5"},
		{"", "12.500", "can be 12.500 or 12500"},
		{"", "-1.000", "can be -1.000 or -1000"},
		{"", "12,500", "can be 12.500 or 12500"},
		{"1234.56", "12.500", "12.500"},
		{"1,234.56", "12,500.75", "12500.75"},
		{"1,234.56", "-12,500", "-12500"},
		{"1,234.56", "12500.5", "12500.5"},
		{"1,234.56", "12.500", "12.500"},
		{"1,234.56", "1,23", "no"},
		{"1,234.56", "1,2345", "no"},
		{"1,234.56", "1.5,000", "no"},
		{"1,234.56", ",500", "no"},
		{"1,234.56", "", "no"},
		{"1,234.56", ".", "no"},
		{"1.234,56", "12.500", "12500"},
		{"1.234,56", "1.234.567,8", "1234567.8"},
		{"1.234,56", "12500,75", "12500.75"},
		{"1.234,56", "12.50", "no"},
		{"1.234,56", "1,5E+3", "1.5e+3"},
		{"1234,56", "0,5", "0.5"},
		{"1234,56", "0.5", "no"},
		{"1 234,56", "1\u00a0234\u202f567,5", "1234567.5"},
		{"1'234.56", "1’234.5", "1234.5"},
		{"1,234.56", "1,234.", "no"},
		{"1,234.56", "one", "no"},
		{"1,234.56", "--1", "no"},
		{"1,234.56", ".3", "0.3"},
		{"1.234,56", "-,25", "-0.25"},
		{"1.234,56", ".500", "no"},
		{"1.234,56", ",", "no"},
		{"$1,234.56", "$12,500.75", "12500.75"},
		{"$1,234.56", "-$12,500", "-12500"},
		{"$1,234.56", "$ -12,500", "-12500"},
		{"$1,234.56", "12,500", "12500"},
		{"$1,234.56", "€12,500", "no"},
		{"$1234.56", "$12.500", "12.500"},
		{"'1.234,56 €'", "12.500,75\u00a0€", "12500.75"},
		{"1.234,56 €", "€12,5", "12.5"},
		{"1 234,56 kr", "12 500 kr", "12500"},
		{"EUR 1.234,56", "EUR 12.500", "12500"},
		{"1.234,56 €", "-   €", "0"},
		{"1.234,56 €", "\u00a0-\u00a0\u00a0 € ", "0"},
		{"1.234,56 €", " - ", "0"},
		{"1.234,56 €", "€ –", "0"},
		{"1.234,56 €", "- $", "no"},
		{"1.234,56 €", "--", "no"},
		{"1.234,56 €", "€", "no"},
		{"1.234,56", "-", "no"},
	} {
		var form tabular.NumberForm
		if tt.form != "" {
			if err := form.UnmarshalText([]byte(tt.form)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := form.Plain(tt.text)
		switch {
		case tt.want == "no" && !errors.Is(err, tabular.ErrNumber):
			t.Errorf("%s: %q is %q, %v", tt.form, tt.text, got, err)
		case strings.HasPrefix(tt.want, "can"):
			if err == nil || err.Error() != tt.want {
				t.Errorf("%s: %q is %q, %v, want %s", tt.form, tt.text, got, err, tt.want)
			}
		case tt.want != "no" && (got != tt.want || err != nil):
			t.Errorf("%s: %q is %q, %v, want %s", tt.form, tt.text, got, err, tt.want)
		}
	}
	var form tabular.NumberForm
	for _, text := range []string{"1.234", "", "$", "$1,234.56 €", "1.234,56%", "-1.234,56", "pieces 1.234,56"} {
		if err := form.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken for a form", text)
		}
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ form, text, want string }{
		{"", "2026-07-06", "2026-07-06"},
		{"", "2026-07-06 13:45", "2026-07-06"},
		{"", "2026-07-06T23:59:59.000Z", "2026-07-06"},
		{"", "2026-07-06T23:59:59+02:00", "2026-07-06"},
		{"", "07/06/2026", "can be 2026-06-07 or 2026-07-06"},
		{"", "31/12/2026", "is of the form 31/12/2026, which is not stated"},
		{"", "05/05/2026", "is of the form 31/12/2026 or 12/31/2026, which is not stated"},
		{"", "soon", "no"},
		{"", "2026-02-30", "no"},
		{"", "2026-07-06 noon", "no"},
		{"", "2026-07-06 9:30 A12", "no"},
		{"", "2026-07-06 9:3", "no"},
		{"", "2026-07-06T9:30-0700", "2026-07-06"},
		{"", " 10:30", "no"},
		{"31-Dec-2026", "6-OCT-2026 10:30", "2026-10-06"},
		{"31/12/2026", "07/06/2026", "2026-06-07"},
		{"31/12/2026", "7/6/2026", "2026-06-07"},
		{"31/12/2026", "2026-06-07", "2026-06-07"},
		{"12/31/2026", "7/6/2026 3:04 PM", "2026-07-06"},
		{"12/31/2026", "31/12/2026", "no"},
		{"12/31/2026", "7/6/26", "no"},
		{"12/31/2026", "7.6.2026", "no"},
		{"31.12.2026", "06.07.2026", "2026-07-06"},
		{"31.12.26", "6.7.26", "2026-07-06"},
		{"31-Dec-2026", "6-jul-2026", "2026-07-06"},
		{"31-Dec-2026", "6-ulA-2026", "no"},
		{"2026/12/31", "2026/7/6", "2026-07-06"},
		{"31.12.2026", "29.02.2026", "no"},
		{"31.12.2026", "", "no"},
	} {
		var form tabular.DateForm
		if tt.form != "" {
			if err := form.UnmarshalText([]byte(tt.form)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := form.Parse(tt.text)
		switch {
		case tt.want == "no" && !errors.Is(err, tabular.ErrDate):
			t.Errorf("%s: %q is %s, %v", tt.form, tt.text, got, err)
		case strings.Contains(tt.want, " "):
			if err == nil || err.Error() != tt.want {
				t.Errorf("%s: %q is %s, %v, want %s", tt.form, tt.text, got, err, tt.want)
			}
		case tt.want != "no" && (got.String() != tt.want || err != nil):
			t.Errorf("%s: %q is %s, %v, want %s", tt.form, tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "31/12/2025", "dd/mm/yyyy"} {
		var form tabular.DateForm
		if err := form.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken for a form", text)
		}
	}
}
