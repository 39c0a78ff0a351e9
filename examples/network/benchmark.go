package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// benchmark is what is written. It is the vendor's and confidential.
type benchmark struct {
	Records int         `json:"records"`
	Tiers   []tierPeers `json:"tiers"`
}

type tierPeers struct {
	Tier  string           `json:"tier"`
	Peers *scorecard.Peers `json:"peers"`
}

// writeBenchmark writes the peers of all tiers, if they have as many results together as the
// channel has records.
func writeBenchmark(ctx context.Context, name string, tiers []string, records int, peers map[string]*scorecard.Peers) (err error) {
	b := benchmark{Tiers: []tierPeers{}}
	for _, tier := range tiers {
		p := peers[tier]
		if p == nil {
			p = new(scorecard.Peers) // a tier without partners
		}
		b.Tiers = append(b.Tiers, tierPeers{tier, p})
		b.Records += p.Results()
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
	defer func() { err = errors.Join(err, fs.Close()) }()
	return filesystem.Write(ctx, fs, name, data)
}

func readBenchmark(data []byte) (b benchmark, err error) {
	return b, partnermath.Decode(data, &b)
}

// print shows the overall score of each tier and of all partners, as the vendor sees them.
func (b *benchmark) print(to io.Writer) error {
	all := new(scorecard.Peers)
	for _, t := range b.Tiers {
		if err := all.Merge(t.Peers); err != nil {
			return err
		}
	}
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "tier\tpartners\tmean\tmedian\ttop mean\t")
	for _, t := range append(b.Tiers, tierPeers{"all", all}) {
		if t.Peers.Results() == 0 {
			fmt.Fprintf(table, "%s\t0\t\t\t\t\n", t.Tier)
			continue
		}
		group, err := t.Peers.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
		if err != nil {
			return err
		}
		overall := group.Stats()[0]
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t\n", t.Tier, t.Peers.Results(), overall.Mean, overall.Median, overall.Top.Mean)
	}
	return table.Flush()
}
