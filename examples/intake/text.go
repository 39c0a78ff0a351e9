package intake

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

// wordColumns are columns of text.
func wordColumns(heads ...string) []document.Column {
	columns := make([]document.Column, len(heads))
	for i, head := range heads {
		columns[i] = document.Column{Head: head, Kind: document.ColumnWords}
	}
	return columns
}

func count(n int) document.Cell {
	return document.Cell{Number: decimal.NewNullDecimal(decimal.NewFromInt(int64(n)))}
}

// grouped writes a count with a separator between thousands.
func grouped(n int64) string { return group(strconv.FormatInt(n, 10)) }

func group(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// capital starts a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
