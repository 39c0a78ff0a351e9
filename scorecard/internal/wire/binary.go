package wire

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"

	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Binary returns the binary encoding of a form. Numbers have as many bytes as they need, texts
// their length before them, and of scores there are the differences.
func (f *Form[D]) Binary() ([]byte, error) {
	disclosure, err := json.Marshal(f.Disclosure)
	out := []byte{Format}
	text := func(s string) { out = append(binary.AppendUvarint(out, uint64(len(s))), s...) }
	number := func(n uint64) { out = binary.AppendUvarint(out, n) }
	text(f.Questionnaire)
	text(f.Version)
	text(string(disclosure))
	number(uint64(f.Lines))
	number(uint64(f.Results))
	number(uint64(len(f.Nodes)))
	for _, n := range f.Nodes {
		text(n.Node)
		text(n.ID)
		text(n.Name)
		number(uint64(n.Line))
		number(uint64(n.Weight))
		number(uint64(n.Grain - coarse.None))
		for _, pairs := range [][][2]uint32{n.Scores, n.Coarse} {
			number(uint64(len(pairs)))
			last := uint32(0)
			for _, pair := range pairs {
				number(uint64(pair[0] - last))
				number(uint64(pair[1]))
				last = pair[0]
			}
		}
	}
	return out, err
}

// ReadBinary reads what Binary returns, and of another format no more than its version. It is not ok for what
// ends early, goes on after its end or has an absurd number, which it does not take memory for.
func (f *Form[D]) ReadBinary(data []byte) (ok bool) {
	in := reader{Buffer: *bytes.NewBuffer(data)}
	*f = Form[D]{Format: int(in.byte())}
	if f.Format != Format {
		return true
	}
	f.Questionnaire, f.Version = in.text(maxText), in.text(maxText)
	in.broken = json.Unmarshal([]byte(in.text(maxDisclosure)), &f.Disclosure) != nil || in.broken
	f.Lines, f.Results = int(in.number(maxNodes)), uint32(in.number(math.MaxUint32))
	nodes := in.number(maxNodes)
	for range nodes {
		n := Node{
			Node: in.text(maxText), ID: in.text(maxText), Name: in.text(maxText), Line: int(in.number(maxNodes)),
			Weight: int64(in.number(maxWeight)), Grain: int64(in.number(uint64(coarse.Max-coarse.None))) + coarse.None,
		}
		n.Scores, n.Coarse = in.pairs(), in.pairs()
		if in.broken {
			break
		}
		f.Nodes = append(f.Nodes, n)
	}
	return !in.broken && in.Len() == 0
}

// reader reads the binary encoding. After a fault it is broken and reads zeros.
type reader struct {
	bytes.Buffer
	broken bool
}

func (r *reader) byte() byte {
	b, err := r.ReadByte()
	r.broken = r.broken || err != nil
	return b
}

func (r *reader) number(most uint64) uint64 {
	n, err := binary.ReadUvarint(r)
	if r.broken || err != nil || n > most {
		r.broken = true
		return 0
	}
	return n
}

func (r *reader) pairs() (list [][2]uint32) {
	last := uint32(0)
	for range r.number(uint64(scale.Values)) {
		last += uint32(r.number(uint64(scale.Highest)))
		list = append(list, [2]uint32{last, uint32(r.number(math.MaxUint32))})
	}
	return list
}

func (r *reader) text(longest uint64) string {
	n := r.number(longest)
	b := r.Next(int(n))
	r.broken = r.broken || uint64(len(b)) < n
	return string(b)
}
