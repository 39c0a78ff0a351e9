package scorecard

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

// peersFormat is the version of both encodings of a Peers.
const peersFormat = 2

// peersJSON is the form of a Peers in JSON. Scores and Coarse hold pairs of a score in
// hundredths and the number of members that have it, by score.
type peersJSON struct {
	Format        int             `json:"format"`
	Questionnaire string          `json:"questionnaire"`
	Version       string          `json:"version,omitempty"`
	Disclosure    Disclosure      `json:"disclosure,omitzero"`
	Lines         int             `json:"lines"`
	Results       uint32          `json:"results"`
	Nodes         []peersNodeJSON `json:"nodes"`
}

type peersNodeJSON struct {
	Node   NodeKind    `json:"node"`
	ID     string      `json:"id,omitempty"`
	Name   string      `json:"name,omitempty"`
	Line   int         `json:"line"`
	Weight int64       `json:"weight,omitempty"` // ten-thousandths
	Grain  int64       `json:"grain,omitempty"`
	Scores [][2]uint32 `json:"scores"`
	Coarse [][2]uint32 `json:"coarse"`
}

func (p *Peers) form() peersJSON {
	f := peersJSON{Format: peersFormat, Nodes: []peersNodeJSON{}}
	if p.empty() {
		return f
	}
	f.Questionnaire, f.Version, f.Disclosure = p.shape.questionnaire, p.shape.version, p.disclosure
	f.Lines, f.Results = p.shape.lines, p.results
	for i, n := range p.shape.nodes {
		f.Nodes = append(f.Nodes, peersNodeJSON{
			Node: n.node, ID: n.id, Name: n.name, Line: n.line, Weight: n.weight, Grain: p.grains[i],
			Scores: p.counts[i].Pairs(), Coarse: p.coarse[i].Pairs(),
		})
	}
	return f
}

// load checks everything that an encoding could get wrong, then fills p.
func (p *Peers) load(f *peersJSON) error {
	var faults partnermath.ValidationError
	if p == nil {
		faults.Add("peers", "required", "must be given")
		return faults.Err()
	}
	if f.Format != peersFormat {
		faults.Addf("format", "known", "must be %d, got %d", peersFormat, f.Format)
		return faults.Err()
	}
	if f.Questionnaire == "" && f.Version == "" && f.Lines == 0 && f.Results == 0 && len(f.Nodes) == 0 {
		*p = Peers{}
		return nil
	}
	check.IDAt(&faults, check.Place{Field: "questionnaire"}, f.Questionnaire)
	checkID(&faults, "version", f.Version)
	faults.Merge("disclosure", f.Disclosure.Validate())
	if len(f.Nodes) > maxNodes || f.Lines > maxNodes || len(f.Nodes) > f.Lines {
		faults.Addf("nodes", "length", "must have at most %d nodes, and no more than lines", maxNodes)
		return faults.Err()
	}
	loaded := Peers{
		shape:   &shape{questionnaire: f.Questionnaire, version: f.Version, lines: f.Lines},
		results: f.Results,
		counts:  make([]tally.Counts, len(f.Nodes)), coarse: make([]tally.Counts, len(f.Nodes)),
	}
	f.checkNodes(&faults)
	for i := range f.Nodes {
		n := &f.Nodes[i]
		path := nodePath(i)
		if n.Line >= f.Lines || n.Line < i || (i == 0 && n.Line != 0) || (i > 0 && n.Line <= f.Nodes[i-1].Line) {
			faults.Addf(path+".line", "increasing", "must be above that of the node before and below %d, got %d", f.Lines, n.Line)
		}
		if n.Weight < 0 || n.Weight > maxWeight {
			faults.Addf(path+".weight", "range", "must be from 0 to %d, got %d", maxWeight, n.Weight)
		}
		if n.Grain < coarse.None || n.Grain > coarse.Max || n.Grain > 0 && n.Grain < int64(Point) {
			faults.Addf(path+".grain", "range", "must be -1, 0 or from %d to %d, got %d", Point, coarse.Max, n.Grain)
		}
		loaded.shape.nodes = append(loaded.shape.nodes, peerNode{node: n.Node, id: n.ID, name: n.Name, line: n.Line, weight: n.Weight})
		loaded.grains = append(loaded.grains, n.Grain)
		f.count(&faults, path+".scores", &loaded.counts[i], n.Scores)
		f.count(&faults, path+".coarse", &loaded.coarse[i], n.Coarse)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	loaded.disclosure = f.Disclosure.stated()
	*p = loaded
	return nil
}

// maxWeight is the largest weight in ten-thousandths.
const maxWeight = 1_000_000 * wholeShare

// count fills counts from pairs.
func (f *peersJSON) count(faults *partnermath.ValidationError, path string, counts *tally.Counts, pairs [][2]uint32) {
	switch members, ok := counts.Fill(pairs); {
	case !ok:
		faults.Addf(path, "increasing", "must be increasing scores in hundredths from %d to %d with counts above 0", lowest, highest)
	case members > uint64(f.Results):
		faults.Addf(path, "max", "must not count more than the %d results", f.Results)
	}
}

// checkNodes checks that the nodes are the whole, then categories with their topics.
func (f *peersJSON) checkNodes(faults *partnermath.ValidationError) {
	if len(f.Nodes) == 0 || f.Nodes[0].Node != NodeOverall || f.Nodes[0].ID != "" {
		faults.Add("nodes", "required", "must start with the overall node")
	}
	ids := newIDs(faults)
	for i, n := range f.Nodes {
		path := nodePath(i)
		check.TextAt(faults, check.Place{Field: path + ".name"}, n.Name, maxText)
		if i == 0 {
			continue
		}
		if n.Node != NodeCategory && (n.Node != NodeTopic || i == 1) {
			faults.Addf(path+".node", "one-of", "must be a category, or a topic behind one; got %.40q", n.Node)
		}
		check.IDAt(faults, check.Place{Field: path + ".id"}, n.ID)
		ids.unique(n.Node, path+".id", n.ID)
	}
}

// maxText is the longest name of a node, and maxDisclosure the longest disclosure in JSON.
const (
	maxText       = 1000
	maxDisclosure = 1 << 17
)

// MarshalJSON writes p with a format version. The encoding is confidential.
func (p *Peers) MarshalJSON() ([]byte, error) { return json.Marshal(p.form()) }

// UnmarshalJSON reads what MarshalJSON writes. It refuses an unknown format
// version, and whatever Add could not have made, with a
// [*partnermath.ValidationError].
func (p *Peers) UnmarshalJSON(data []byte) error {
	var f peersJSON
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	return p.load(&f)
}

// MarshalBinary writes p with a format version, about a tenth of the size of its
// JSON. The encoding is confidential.
func (p *Peers) MarshalBinary() ([]byte, error) {
	f := p.form()
	disclosure, err := json.Marshal(f.Disclosure)
	out := []byte{peersFormat}
	text := func(s string) { out = append(binary.AppendUvarint(out, uint64(len(s))), s...) }
	number := func(n uint64) { out = binary.AppendUvarint(out, n) }
	text(f.Questionnaire)
	text(f.Version)
	text(string(disclosure))
	number(uint64(f.Lines))
	number(uint64(f.Results))
	number(uint64(len(f.Nodes)))
	for _, n := range f.Nodes {
		text(string(n.Node))
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

// UnmarshalBinary reads what MarshalBinary writes, with the errors of
// UnmarshalJSON, and one for data that ends early or goes on after its end.
func (p *Peers) UnmarshalBinary(data []byte) error {
	in := reader{Buffer: *bytes.NewBuffer(data)}
	f := peersJSON{Format: int(in.byte())}
	if f.Format != peersFormat {
		return p.load(&f)
	}
	f.Questionnaire, f.Version = in.text(maxText), in.text(maxText)
	in.broken = json.Unmarshal([]byte(in.text(maxDisclosure)), &f.Disclosure) != nil || in.broken
	f.Lines, f.Results = int(in.number(maxNodes)), uint32(in.number(math.MaxUint32))
	nodes := in.number(maxNodes)
	for range nodes {
		n := peersNodeJSON{
			Node: NodeKind(in.text(maxText)), ID: in.text(maxText), Name: in.text(maxText), Line: int(in.number(maxNodes)),
			Weight: int64(in.number(maxWeight)), Grain: int64(in.number(uint64(coarse.Max-coarse.None))) + coarse.None,
		}
		n.Scores, n.Coarse = in.pairs(), in.pairs()
		if in.broken {
			break
		}
		f.Nodes = append(f.Nodes, n)
	}
	if in.broken || in.Len() > 0 {
		var faults partnermath.ValidationError
		faults.Add("", "length", "must be the whole of what MarshalBinary wrote, and nothing else")
		return faults.Err()
	}
	return p.load(&f)
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
		last += uint32(r.number(uint64(highest)))
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

func nodePath(i int) string { return fmt.Sprintf("nodes[%d]", i) }
