package tabular

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The standard library reads the same, and stands at the same places, but for quotes in cells
// that start without one, which it refuses.
func TestRecordsAsStandard(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "bc", `"`, `""`, ",", ",", "\n", "\r\n", " ", strings.Repeat("x", 30)}
	for range 50_000 {
		var text strings.Builder
		for range random.IntN(20) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkAsStandard(t, text.String())
	}
}

func checkAsStandard(t *testing.T, text string) {
	t.Helper()
	standard := csv.NewReader(strings.NewReader(text))
	r := &records{in: bufio.NewReaderSize(strings.NewReader(text), 16), comma: ','}
	for {
		want, wantErr := standard.Read()
		if errors.Is(wantErr, csv.ErrBareQuote) {
			return
		}
		got, err := r.read()
		var malformed *csv.ParseError
		var quote *quoteError
		switch {
		case errors.Is(wantErr, csv.ErrFieldCount):
			if !errors.Is(err, errWidth) || !slices.Equal(got, want) {
				t.Fatalf("%q: %q, %v, want %q, %v", text, got, err, want, wantErr)
			}
		case errors.As(wantErr, &malformed):
			if !errors.As(err, &quote) || quote.line != malformed.Line || quote.column != malformed.Column || quote.start != malformed.StartLine {
				t.Fatalf("%q: %v %+v, want %v", text, err, quote, wantErr)
			}
			if r.width == 0 { // without a first row there is no table
				return
			}
			continue
		case !errors.Is(err, wantErr):
			t.Fatalf("%q: %v, want %v", text, err, wantErr)
		case errors.Is(wantErr, io.EOF):
			return
		case !slices.Equal(got, want):
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
		for i := range want {
			if line, column := standard.FieldPos(i); r.at[i] != (position{line, column}) {
				t.Fatalf("%q: cell %d is at %v, want %d:%d", text, i, r.at[i], line, column)
			}
		}
		if r.offset != standard.InputOffset() {
			t.Fatalf("%q: read %d bytes, want %d", text, r.offset, standard.InputOffset())
		}
	}
}
