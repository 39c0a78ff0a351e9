package testkit

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the tests got")

// Golden compares got with the file testdata/name of the package under test.
// With the flag -update it writes the file instead:
//
//	go test ./scorecard -update
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		t.Fatalf("there is no golden file %s: go test -update writes it", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is different, go test -update accepts that (-want +got):\n%s", path, diff)
	}
}

// Diff is cmp.Diff for models with dates and with numbers that may be none, whatever digits
// such a one holds.
func Diff(want, got any, options ...cmp.Option) string {
	return cmp.Diff(want, got, append(options, cmpopts.EquateComparable(partnermath.Date{}), cmp.Comparer(sameNull))...)
}

func sameNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// ReadJSON decodes the one JSON document in the file at path, relative to the
// package under test, into v. A member that v has no field for fails the test.
func ReadJSON(t testing.TB, path string, v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	if err := decode(text, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// decode decodes one JSON document, strictly.
func decode(text []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return fmt.Errorf("%w in %s", err, text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the document")
	}
	return nil
}

// Copy returns what v encodes to, decoded strictly: the same without shared memory.
func Copy[T any](t rapid.TB, v T) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var again T
	if err := decode(text, &again); err != nil {
		t.Fatal(err)
	}
	return again
}

// JSON returns what v encodes to, so that two results can be compared to the byte.
func JSON(t rapid.TB, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// RoundTrip decodes what v encodes to, strictly, and fails the test unless that is v
// again and encodes to the same text, which it returns with a line break at its end.
func RoundTrip[T any](t rapid.TB, v T) []byte {
	t.Helper()
	text := JSON(t, v)
	again := Copy(t, v)
	if diff := Diff(v, again); diff != "" {
		t.Fatalf("-want +decoded:\n%s", diff)
	}
	if diff := cmp.Diff(text, JSON(t, again)); diff != "" {
		t.Fatalf("-first +second:\n%s", diff)
	}
	return []byte(text + "\n")
}
