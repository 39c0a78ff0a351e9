package partnermath

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonText walks over a JSON document. The syntax is looked at before, so that a walk
// takes commas and colons for spaces; over a broken document it ends, somewhere.
type jsonText struct {
	data []byte
	at   int
}

// peek returns the first byte of the next value or name, or the bracket that closes
// what is walked over, or 0 at the end.
func (t *jsonText) peek() byte {
	for ; t.at < len(t.data); t.at++ {
		switch c := t.data[t.at]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
		default:
			return c
		}
	}
	return 0
}

// more reports whether another element follows, and steps over the bracket when
// none does.
func (t *jsonText) more() bool {
	switch t.peek() {
	case 0:
		return false
	case ']', '}':
		t.at++
		return false
	}
	return true
}

// value steps over the next value or name and returns it.
func (t *jsonText) value() []byte {
	t.peek()
	start, open := t.at, 0
	for t.at < len(t.data) {
		c := t.data[t.at]
		t.at++
		switch c {
		case '"':
			t.closeString()
		case '{', '[':
			open++
		case '}', ']':
			open--
		default:
			if open == 0 && t.at < len(t.data) && strings.IndexByte(" \t\r\n,:]}", t.data[t.at]) < 0 {
				continue // a number or a word goes on
			}
		}
		if open <= 0 {
			break
		}
	}
	return t.data[start:t.at]
}

func (t *jsonText) closeString() {
	for t.at < len(t.data) {
		c := t.data[t.at]
		t.at++
		switch c {
		case '"':
			return
		case '\\':
			t.at++
		}
	}
	t.at = len(t.data)
}

// find returns where the value at path begins or, when it is missing, the value that
// would enclose it. Of a field that is given twice the last counts.
func (t *jsonText) find(path string) int {
	c, at := t.peek(), t.at
	if path == "" || c != '{' && c != '[' {
		t.value()
		return at
	}
	t.at++
	for i := 0; t.more(); i++ {
		step := "[" + strconv.Itoa(i) + "]"
		if c == '{' {
			name, _ := unquote(t.value())
			step = stepTo(name)
		}
		if rest, ok := strings.CutPrefix(path, step); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			at = t.find(strings.TrimPrefix(rest, "."))
		} else {
			t.value()
		}
	}
	return at
}

// stepTo is a name as it stands in a path: in brackets when it is not a plain word.
func stepTo(name string) string {
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' }
	if name == "" || len(name) > 100 || strings.IndexFunc(name, odd) >= 0 {
		return fmt.Sprintf("[%.40q]", name)
	}
	return name
}

// unquote returns the text of a JSON string. It is not ok when that is not valid
// UTF-8, or half of a pair of surrogates.
func unquote(quoted []byte) (text string, ok bool) {
	if len(quoted) < 2 || quoted[0] != '"' {
		return "", false
	}
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner), true
	}
	if json.Unmarshal(quoted, &text) != nil {
		return "", false
	}
	return text, utf8.Valid(inner) && !hasHalfPair(inner)
}

func hasHalfPair(escaped []byte) bool {
	unit := func(at int) rune {
		if at+6 > len(escaped) || escaped[at] != '\\' || escaped[at+1] != 'u' {
			return 0
		}
		n, _ := strconv.ParseUint(string(escaped[at+2:at+6]), 16, 16)
		return rune(n)
	}
	for at := 0; at < len(escaped); at++ {
		if escaped[at] != '\\' {
			continue
		}
		if high := unit(at); utf16.IsSurrogate(high) {
			if utf16.DecodeRune(high, unit(at+6)) == utf8.RuneError {
				return true
			}
			at += 6
		}
		at++ // what is escaped
	}
	return false
}

// brokenAt returns what is wrong with the syntax of a document, and where.
func brokenAt(data []byte) (what string, at int) {
	if json.Valid(data) {
		return "", 0
	}
	var document json.RawMessage
	var syntax *json.SyntaxError
	if !errors.As(json.Unmarshal(data, &document), &syntax) {
		return "", 0
	}
	if what = syntax.Error(); strings.HasPrefix(what, "unexpected end") {
		return what, len(data)
	}
	return what, int(syntax.Offset) - 1
}

// place returns the line and the column, in characters and from 1, of an offset.
func place(data []byte, at int) (line, column int) {
	before := data[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// depth returns how deep lists and objects nest in a document, broken or not.
func depth(data []byte) int {
	open, deepest := 0, 0
	for t := (jsonText{data: data}); t.at < len(data); {
		c := data[t.at]
		t.at++
		switch c {
		case '"':
			t.closeString()
		case '{', '[':
			open++
			deepest = max(deepest, open)
		case '}', ']':
			open--
		}
	}
	return deepest
}
