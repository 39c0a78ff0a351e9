package scorecard

import (
	"encoding/json"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
	"github.com/partnermath/partnermath/scorecard/internal/wire"
)

// form returns what both encodings of a Peers hold.
func (p *Peers) form() wire.Form[Disclosure] {
	f := wire.Form[Disclosure]{Format: wire.Format, Nodes: []wire.Node{}}
	if p.empty() {
		return f
	}
	f.Questionnaire, f.Version, f.Disclosure = p.shape.Questionnaire, p.shape.Version, p.disclosure
	f.Lines, f.Results = p.shape.Lines, p.results
	for i, n := range p.shape.Nodes {
		f.Nodes = append(f.Nodes, wire.Node{
			Node: n.Kind, ID: n.ID, Name: n.Name, Line: n.Line, Weight: n.Weight, Grain: p.grains[i],
			Scores: p.counts[i].Pairs(), Coarse: p.coarse[i].Pairs(),
		})
	}
	return f
}

// load fills p from a form, once it is checked.
func (p *Peers) load(f *wire.Form[Disclosure]) error {
	var faults partnermath.ValidationError
	if p == nil {
		faults.Add("peers", "required", "must be given")
		return faults.Err()
	}
	if err := f.Check(); err != nil || f.Empty() {
		if err == nil {
			*p = Peers{}
		}
		return err
	}
	*p = Peers{
		shape:      &shape.Shape{Questionnaire: f.Questionnaire, Version: f.Version, Lines: f.Lines},
		disclosure: f.Disclosure.stated(), results: f.Results,
		counts: make([]tally.Counts, len(f.Nodes)), coarse: make([]tally.Counts, len(f.Nodes)),
	}
	for i, n := range f.Nodes {
		p.shape.Nodes = append(p.shape.Nodes, shape.Node{Kind: n.Node, ID: n.ID, Name: n.Name, Line: n.Line, Weight: n.Weight})
		p.grains = append(p.grains, n.Grain)
		p.counts[i].Fill(n.Scores)
		p.coarse[i].Fill(n.Coarse)
	}
	return nil
}

// MarshalJSON writes p with a format version. The encoding is confidential.
func (p *Peers) MarshalJSON() ([]byte, error) { return json.Marshal(p.form()) }

// UnmarshalJSON reads what MarshalJSON writes. It refuses an unknown format
// version, and whatever Add could not have made, with a
// [*partnermath.ValidationError].
func (p *Peers) UnmarshalJSON(data []byte) error {
	var f wire.Form[Disclosure]
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	return p.load(&f)
}

// MarshalBinary writes p with a format version, about a tenth of the size of its
// JSON. The encoding is confidential.
func (p *Peers) MarshalBinary() ([]byte, error) {
	f := p.form()
	return f.Binary()
}

// UnmarshalBinary reads what MarshalBinary writes, with the errors of
// UnmarshalJSON, and one for data that ends early or goes on after its end.
func (p *Peers) UnmarshalBinary(data []byte) error {
	var f wire.Form[Disclosure]
	if !f.ReadBinary(data) {
		var faults partnermath.ValidationError
		faults.Add("", "length", "must be the whole of what MarshalBinary wrote, and nothing else")
		return faults.Err()
	}
	return p.load(&f)
}
