package scorecard_test

import (
	"runtime"
	"sync"
	"testing"

	"github.com/partnermath/partnermath/scorecard"
)

// BenchmarkPeersAdd adds results as they come out of scoring, when they are in the
// processor's cache.
func BenchmarkPeersAdd(b *testing.B) {
	scorer, results := scored(b, 4)
	peers := newPeers(b, scorer, scorecard.Disclosure{})
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := peers.Add(results[i%len(results)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkMillion scores a million assessments of 40 answers, a thousand different
// ones in turn, adds them to their peers and compares each with them, 14 nodes with
// percentile ranks, on as many workers as there are processors. What is kept of an
// assessment between the two passes is its outline.
func BenchmarkMillion(b *testing.B) {
	const partners = 1_000_000
	questionnaire, _ := sample()
	scorer, err := scorecard.Compile(questionnaire)
	if err != nil {
		b.Fatal(err)
	}
	assessments := variants(1000)
	workers := runtime.GOMAXPROCS(0)
	b.ReportAllocs()
	for b.Loop() {
		peers := make([]*scorecard.Peers, workers)
		outlines := make([]scorecard.Outline, partners)
		parallel(workers, func(w int) {
			peers[w] = newPeers(b, scorer, scorecard.Disclosure{})
			var result scorecard.Result
			for i := w; i < partners; i += workers {
				err := scorer.AssessInto(&result, assessments[i%len(assessments)])
				if err == nil {
					outlines[i], err = scorer.Outline(result)
				}
				if err != nil || peers[w].AddOutline(outlines[i]) != nil {
					panic("not scored")
				}
			}
		})
		for _, p := range peers[1:] {
			if err := peers[0].Merge(p); err != nil {
				b.Fatal(err)
			}
		}
		group, err := peers[0].Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
		if err != nil {
			b.Fatal(err)
		}
		parallel(workers, func(w int) {
			var comparison scorecard.PeerComparison
			for i := w; i < partners; i += workers {
				if group.CompareOutlineInto(&comparison, outlines[i]) != nil {
					panic("not compared")
				}
			}
		})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/partners, "ns/partner")
}

func BenchmarkCompare(b *testing.B) {
	scorer, results := scored(b, 4)
	peers := newPeers(b, scorer, scorecard.Disclosure{})
	for _, r := range results {
		if err := peers.Add(r); err != nil {
			b.Fatal(err)
		}
	}
	group, err := peers.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	if err != nil {
		b.Fatal(err)
	}
	var comparison scorecard.PeerComparison
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := group.CompareInto(&comparison, results[i%len(results)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func parallel(workers int, do func(worker int)) {
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { do(w) })
	}
	wait.Wait()
}
