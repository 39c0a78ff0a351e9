package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/partnermath/partnermath/scorecard"
)

// benchmark is what is written. It is the vendor's and confidential.
type benchmark struct {
	Records int     `json:"records"`
	Groups  []group `json:"groups"`
}

type group struct {
	Tier  string           `json:"tier"`
	Peers *scorecard.Peers `json:"peers"`
}

// writeBenchmark writes the peers of all tiers, if they have as many results together as the
// channel has records.
func writeBenchmark(ctx context.Context, name string, tiers []string, records int, peers tierPeers) error {
	b := benchmark{Groups: []group{}}
	for _, tier := range tiers {
		g := group{tier, new(scorecard.Peers)} // empty where nobody is in the tier
		if p := peers[tier]; p != nil {
			g.Peers = p
		}
		b.Groups = append(b.Groups, g)
		b.Records += g.Peers.Results()
	}
	if b.Records != records {
		return fmt.Errorf("channel.json has %d records, but %d arrived", records, b.Records)
	}
	data, err := json.Marshal(b)
	if err != nil {
		return err
	}
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = fs.Close() }()
	return filesystem.Write(ctx, fs, name, data)
}

const tableRow = "%-12s %10s %7s %7s %9s\n"

// table has the overall score of each tier and of all partners, as the vendor sees them.
func (b *benchmark) table() (string, error) {
	all := group{"all", new(scorecard.Peers)}
	for _, g := range b.Groups {
		if err := all.Peers.Merge(g.Peers); err != nil {
			return "", err
		}
	}
	text := fmt.Sprintf(tableRow, "tier", "partners", "mean", "median", "top mean")
	for _, g := range append(b.Groups, all) {
		stats := scorecard.NodeStats{}
		if g.Peers.Results() > 0 {
			result, err := g.Peers.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
			if err != nil {
				return "", err
			}
			stats = result.Stats()[0]
		}
		text += fmt.Sprintf(tableRow, g.Tier, strconv.Itoa(g.Peers.Results()), stats.Mean, stats.Median, stats.Top.Mean)
	}
	return text, nil
}
