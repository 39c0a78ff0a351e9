package tabular

import (
	"cmp"
	"slices"
	"strings"
)

// DateFormOf returns the only form that reads all of the texts that any form reads; the zero
// DateForm when there is none, or more than one.
func DateFormOf(texts []string) DateForm {
	var common []string
	for _, text := range texts {
		var forms []string
		for _, example := range DateForms[1:] {
			var form DateForm
			if form.UnmarshalText([]byte(example)) != nil {
				continue
			}
			if _, err := form.Parse(text); err == nil {
				forms = append(forms, example)
			}
		}
		switch {
		case forms == nil: // no day
		case common == nil:
			common = forms
		default:
			common = slices.DeleteFunc(common, func(form string) bool { return !slices.Contains(forms, form) })
			if len(common) == 0 {
				return DateForm{}
			}
		}
	}
	var one DateForm
	if len(common) == 1 {
		_ = one.UnmarshalText([]byte(common[0])) // it is one of them
	}
	return one
}

// NumberFormOf returns a form that reads all of the texts that any form reads, where all forms
// that do read the same; the zero NumberForm when there is none. Numbers may have one
// currency, by its sign or its code.
func NumberFormOf(texts []string) NumberForm {
	currency := ""
	var readable []string
	for _, text := range texts {
		if len(Readings(text)) == 0 {
			continue
		}
		other, _, _ := cutCurrency(unify(signFirst(strings.TrimSpace(text))))
		if other != "" && currency != "" && !isSameCurrency(other, currency) {
			return NumberForm{}
		}
		readable = append(readable, text)
		currency = cmp.Or(currency, other)
	}
	if !slices.ContainsFunc(readable, func(text string) bool { return !plainly(text) || doubt(text) != nil }) {
		return NumberForm{}
	}
	var found NumberForm
	var values []string
	for _, example := range likely {
		var form NumberForm
		_ = form.UnmarshalText([]byte(example)) // it is one of them
		form.currency = currency
		read, ok := form.readAll(readable)
		switch {
		case !ok:
		case values == nil:
			found, values = form, read
		case !slices.Equal(read, values):
			return NumberForm{}
		}
	}
	if values != nil && currency != "" {
		found.text = found.withCurrency(readable)
	}
	return found
}

// readAll returns what texts mean, if the form reads all.
func (f NumberForm) readAll(texts []string) (values []string, ok bool) {
	for _, text := range texts {
		value, err := f.Plain(text)
		if err != nil || !plainly(value) {
			return nil, false
		}
		values = append(values, value)
	}
	return values, true
}

// withCurrency returns the example with the currency where the texts have it.
func (f NumberForm) withCurrency(texts []string) string {
	for _, text := range texts {
		text = unify(strings.TrimLeft(signFirst(strings.TrimSpace(text)), "+-"))
		currency, _, _ := cutCurrency(text)
		switch before, behind, _ := strings.Cut(text, f.currency); {
		case currency != f.currency:
		case strings.ContainsAny(before, "0123456789"):
			return f.text + text[strings.LastIndexAny(before, "0123456789")+1:len(before)] + f.currency
		default:
			return f.currency + behind[:strings.IndexAny(behind, "0123456789")] + f.text
		}
	}
	return f.text
}
