package main

import (
	"context"
	"errors"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/partnermath/partnermath/scorecard"
)

func init() {
	beam.RegisterCoder(reflect.TypeFor[*scorecard.Peers](), (*scorecard.Peers).MarshalBinary, decodePeers)
	beam.RegisterType(reflect.TypeFor[chunk]())
	register.DoFn3x1[context.Context, chunk, func(string, *scorecard.Peers), error](&scoreChunk{})
	register.Function2x2(merge)
	register.DoFn3x1[context.Context, []byte, func(*string, **scorecard.Peers) bool, error](&writeAll{})
	register.Emitter2[string, *scorecard.Peers]()
	register.Iter2[string, *scorecard.Peers]()
}

func decodePeers(data []byte) (*scorecard.Peers, error) {
	p := new(scorecard.Peers)
	return p, p.UnmarshalBinary(data)
}

// newPipeline has one element for each file: what is sent between workers is names of files, and
// one Peers for each file and tier.
func newPipeline(folder, out string, ch channel) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	chunks := beam.Reshuffle(s, beam.CreateList(s, ch.Chunks))
	peers := beam.ParDo(s, &scoreChunk{Folder: folder, Policy: ch.policy}, chunks)
	tiers := beam.CombinePerKey(s, merge, peers)
	beam.ParDo0(s, &writeAll{Out: out, Tiers: ch.Tiers, Records: ch.records()}, beam.Impulse(s), beam.SideInput{Input: tiers})
	return p
}

// scoreChunk makes of a chunk the peers of each tier in it.
type scoreChunk struct {
	Folder string
	Policy policy
	reader *reader
}

// Setup compiles the questionnaire, once for each worker.
func (f *scoreChunk) Setup() (err error) {
	f.reader, err = newReader(f.Policy)
	return err
}

// ProcessElement emits nothing of a chunk that has a fault, and fails.
func (f *scoreChunk) ProcessElement(ctx context.Context, c chunk, emit func(string, *scorecard.Peers)) error {
	peers, err := f.reader.read(ctx, f.Folder, c)
	for tier, p := range peers {
		emit(tier, p)
	}
	return err
}

// merge has Peers as its accumulator. It leaves both as they are, and the order does not matter, to
// the byte.
func merge(a, b *scorecard.Peers) (*scorecard.Peers, error) {
	sum := new(scorecard.Peers) // the zero Peers take on what they are merged with
	return sum, errors.Join(sum.Merge(a), sum.Merge(b))
}

// writeAll writes the benchmark.
type writeAll struct {
	Out     string
	Tiers   []string
	Records int
}

// ProcessElement gets the tiers as its side input.
func (f *writeAll) ProcessElement(ctx context.Context, _ []byte, next func(*string, **scorecard.Peers) bool) error {
	peers := make(tierPeers)
	var tier string
	var p *scorecard.Peers
	for next(&tier, &p) {
		peers[tier] = p
	}
	return writeBenchmark(ctx, f.Out, f.Tiers, f.Records, peers)
}
