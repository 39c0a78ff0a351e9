package tabular

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encoding is how text is stored. The zero Encoding is UTF-8, and UTF-16 where a mark
// at the start tells so.
type Encoding string

const (
	// UTF8 may start with a mark.
	UTF8 Encoding = "utf-8"
	// UTF16LE is that of Windows, and needs no mark.
	UTF16LE Encoding = "utf-16le"
	// UTF16BE needs no mark either.
	UTF16BE Encoding = "utf-16be"
	// CP1252 is that of Windows in Western Europe and America.
	CP1252 Encoding = "cp1252"
)

// UnmarshalText takes the names above.
func (e *Encoding) UnmarshalText(text []byte) error {
	switch got := Encoding(bytes.ToLower(text)); got {
	case "", UTF8, UTF16LE, UTF16BE, CP1252:
		*e = got
		return nil
	}
	return fmt.Errorf("must be utf-8, utf-16le, utf-16be or cp1252, got %.40q", text)
}

// MarshalText returns the name.
func (e Encoding) MarshalText() ([]byte, error) { return []byte(e), nil }

// ByteOrderMark is what some programs, such as spreadsheets, put before UTF-8. A
// reader would take it for a part of the first column's name.
const ByteOrderMark = "\uFEFF"

// decode returns the text behind a mark as UTF-8, with the name of its encoding.
func (e Encoding) decode(r *bufio.Reader) (text io.Reader, form string, err error) {
	start, _ := r.Peek(len(ByteOrderMark))
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")) && (e == "" || e == UTF16LE):
		return decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), r), "UTF-16", nil
	case bytes.HasPrefix(start, []byte("\xfe\xff")) && (e == "" || e == UTF16BE):
		return decoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), r), "UTF-16", nil
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, "", fmt.Errorf("is UTF-16, as its mark tells, not %s", e)
	case string(start) == ByteOrderMark && e != "" && e != UTF8:
		return nil, "", fmt.Errorf("is UTF-8, as its mark tells, not %s", e)
	case string(start) == ByteOrderMark:
		_, _ = r.Discard(len(ByteOrderMark))
		return r, string(UTF8), nil
	}
	switch e {
	case UTF16LE:
		return decoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), r), "UTF-16", nil
	case UTF16BE:
		return decoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), r), "UTF-16", nil
	case CP1252:
		return decoded(charmap.Windows1252, r), "CP1252", nil
	}
	return r, string(UTF8), nil
}

func decoded(e encoding.Encoding, r io.Reader) io.Reader { return e.NewDecoder().Reader(r) }

// lines makes a line end of each CR that stands alone, and reads no more than it is
// allowed to.
type lines struct {
	r    io.Reader
	left int  // bytes that may be read; negative when there were more
	open bool // the last byte read was a CR, of which LF was made
	cr   bool // there was one that stands alone
	crlf bool
}

func (l *lines) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, ErrLong
	}
	n, err := l.r.Read(p)
	l.left -= n
	if l.open && n > 0 {
		l.open = false
		if p[0] == '\n' {
			copy(p, p[1:n])
			n--
			l.crlf = true
		} else {
			l.cr = true
		}
	}
	l.mend(p[:n])
	return n, err
}

// mend replaces the CRs that stand alone.
func (l *lines) mend(p []byte) {
	for {
		at := bytes.IndexByte(p, '\r')
		if at < 0 {
			return
		}
		p = p[at:]
		switch {
		case len(p) == 1:
			p[0], l.open = '\n', true
		case p[1] == '\n':
			l.crlf = true
		default:
			p[0], l.cr = '\n', true
		}
		p = p[1:]
	}
}

// ends names the line ends.
func (l *lines) ends() string {
	switch {
	case l.cr:
		return "lines end with CR"
	case l.crlf:
		return "lines end with CRLF"
	}
	return "lines end with LF"
}
