package pptx

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/qbr/document"
)

// columnName is the column of a series in the workbook; the first has the places.
func columnName(series int) string {
	name, err := excelize.ColumnNumberToName(series + 2)
	if err != nil { // a chart has no 16,384 series
		return ""
	}
	return name
}

// workbook is what the chart is made of, for who edits it.
func workbook(places []string, strips []strip) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	var faults []error
	put := func(column string, row int, text string, number bool) {
		cell := fmt.Sprintf("%s%d", column, row)
		if number {
			faults = append(faults, book.SetCellDefault("Sheet1", cell, text))
			return
		}
		faults = append(faults, book.SetCellStr("Sheet1", cell, plain(text)))
	}
	for i, place := range places {
		put("A", i+2, place, false)
	}
	for i := range strips {
		put(columnName(i), 1, strips[i].Name, false)
		for j, n := range strips[i].Numbers {
			if n.Valid {
				put(columnName(i), j+2, n.Decimal.String(), true)
			}
		}
	}
	content, err := book.WriteToBuffer()
	if err = errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	return content.Bytes(), nil
}

// plain keeps a text as it is shown.
func plain(text string) string { return strings.TrimSpace(document.Plain(text)) }
