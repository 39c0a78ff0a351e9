package folder

import (
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

// capital starts a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
