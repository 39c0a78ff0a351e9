package intake

import (
	"bytes"
	"encoding/binary"
	"iter"

	"github.com/shopspring/decimal"
	"github.com/vmihailenco/msgpack/v5"

	"github.com/partnermath/partnermath"
)

// packed holds what is known in few bytes, mostly of partners by their position in
// partners.list. There is so much of it that the structs would fill the memory, and take long
// to look through.
type packed[K comparable, T any] map[K]*bundle

// bundle is what is known of one.
type bundle struct {
	count int
	bytes []byte
}

// Write and WriteByte append what an encoder writes.
func (b *bundle) Write(written []byte) (int, error) {
	b.bytes = append(b.bytes, written...)
	return len(written), nil
}

func (b *bundle) WriteByte(written byte) error {
	b.bytes = append(b.bytes, written)
	return nil
}

// packable is what there is most of. It takes less room and time where it packs itself; all else
// is packed as MessagePack, without the names of fields.
type packable interface {
	// pack lets a packer write all fields, or read them, in one order.
	pack(p *packer)
}

// add adds to what is known of a partner.
func (p packed[K, T]) add(at K, one T) {
	b := p[at]
	if b == nil {
		b = new(bundle)
		p[at] = b
	}
	b.count++
	if own, ok := any(&one).(packable); ok {
		w := packer{bytes: b.bytes}
		own.pack(&w)
		b.bytes = w.bytes
		return
	}
	encoder := msgpack.GetEncoder()
	defer msgpack.PutEncoder(encoder)
	encoder.Reset(b)
	encoder.UseArrayEncodedStructs(true)
	_ = encoder.Encode(&one) // of such fields, as a test holds, nothing fails
}

// forget lets go of what is known of a partner. Others may ask for what is of other partners
// at the same time.
func (p packed[K, T]) forget(at K) {
	if p[at] != nil {
		*p[at] = bundle{}
	}
}

// stow adds what is of partners that are kept.
func stow[T any](p packed[int, T], ch *Channel, all []T, partner func(*T) string) {
	for i := range all {
		if at, known := ch.partners.index[partner(&all[i])]; known && ch.keeps(at) {
			p.add(at, all[i])
		}
	}
}

// of returns all that is known of a partner.
func (p packed[K, T]) of(at K) []T {
	b := p[at]
	if b == nil || b.count == 0 {
		return nil
	}
	all := make([]T, 0, b.count)
	for one := range unpacked[T](b) {
		all = append(all, *one)
	}
	return all
}

// unpacked visits what a bundle has, one after the other in the same place.
func unpacked[T any](b *bundle) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		one := new(T)
		if own, ok := any(one).(packable); ok {
			r := packer{bytes: b.bytes, isReading: true, texts: string(b.bytes)}
			for range b.count {
				*one = *new(T)
				if own.pack(&r); !yield(one) {
					return
				}
			}
			return
		}
		decoder := msgpack.GetDecoder()
		defer msgpack.PutDecoder(decoder)
		decoder.Reset(bytes.NewReader(b.bytes))
		decoder.UsePreallocateValues(true)
		for range b.count {
			*one = *new(T)
			if _ = decoder.Decode(one); !yield(one) {
				return
			}
		}
	}
}

// packer writes fields behind each other, or reads them into fields that are zero.
type packer struct {
	bytes     []byte
	isReading bool
	at        int    // of what is read next
	texts     string // all that is read, of which texts are parts
}

// next steps over a text that is read.
func (p *packer) next() (from, to int) {
	length, size := binary.Uvarint(p.bytes[p.at:])
	from = p.at + size
	p.at = from + int(length)
	return from, p.at
}

func (p *packer) whole(n *int) {
	if !p.isReading {
		p.bytes = binary.AppendVarint(p.bytes, int64(*n))
		return
	}
	whole, size := binary.Varint(p.bytes[p.at:])
	*n, p.at = int(whole), p.at+size
}

// packText packs a text, or a value of an enum.
func packText[T ~string](p *packer, text *T) {
	if !p.isReading {
		p.bytes = append(binary.AppendUvarint(p.bytes, uint64(len(*text))), *text...)
		return
	}
	from, to := p.next()
	*text = T(p.texts[from:to])
}

func (p *packer) yes(yes *bool) {
	n := 0
	if *yes {
		n = 1
	}
	p.whole(&n)
	*yes = n == 1
}

var firstDay = partnermath.NewDate(1, 1, 1)

func (p *packer) day(d *partnermath.Date) {
	n := 0
	if !d.IsZero() {
		n = 1 + d.DaysSince(firstDay)
	}
	if p.whole(&n); p.isReading && n > 0 {
		*d = firstDay.AddDays(n - 1)
	}
}

// How a number is packed, if not by its exponent and so many more.
const (
	unknownNumber = iota
	writtenNumber // with more digits than a machine number has
	firstExponent = 400
)

func (p *packer) number(n *decimal.NullDecimal) {
	const digits = 18
	form, units, text := unknownNumber, 0, ""
	switch d := n.Decimal; {
	case p.isReading || !n.Valid:
	case d.NumDigits() <= digits && d.Exponent() > -firstExponent && d.Exponent() < firstExponent:
		form, units = firstExponent+int(d.Exponent())+writtenNumber, int(d.CoefficientInt64())
	default:
		form, text = writtenNumber, d.String()
	}
	switch p.whole(&form); form {
	case unknownNumber:
	case writtenNumber:
		packText(p, &text)
		if p.isReading {
			d, err := decimal.NewFromString(text)
			*n = decimal.NullDecimal{Decimal: d, Valid: err == nil}
		}
	default:
		if p.whole(&units); p.isReading {
			*n = decimal.NewNullDecimal(decimal.New(int64(units), int32(form-writtenNumber-firstExponent)))
		}
	}
}
