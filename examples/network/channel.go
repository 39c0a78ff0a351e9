package main

import (
	"context"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// channel is what channel.json says.
type channel struct {
	policy
	// Chunks are all files of the channel; others are not read.
	Chunks []chunk `json:"chunks"`
}

// policy is what it takes to read a chunk.
type policy struct {
	Questionnaire scorecard.Questionnaire `json:"questionnaire"`
	Disclosure    scorecard.Disclosure    `json:"disclosure,omitzero"`
	// Tiers are the peer groups. A record of another tier is a fault, not one more group.
	Tiers []string `json:"tiers"`
}

// chunk is one file and the number of its records, the line of titles apart.
type chunk struct {
	File    string `json:"file"`
	Records int    `json:"records"`
}

func readChannel(ctx context.Context, folder string) (ch channel, err error) {
	data, err := readFile(ctx, folder+"/channel.json")
	if err == nil {
		err = partnermath.Decode(data, &ch)
	}
	seen := make(map[string]bool)
	for _, c := range ch.Chunks {
		if seen[c.File] {
			err = fmt.Errorf("%.40q is named twice", c.File)
		}
		seen[c.File] = true
	}
	if err != nil {
		err = fmt.Errorf("channel.json: %w", err)
	}
	return ch, err
}

// records returns the number of all records.
func (ch *channel) records() (n int) {
	for _, c := range ch.Chunks {
		n += c.Records
	}
	return n
}

// readFile reads a file of any file system that Beam knows.
func readFile(ctx context.Context, name string) ([]byte, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = fs.Close() }()
	return filesystem.Read(ctx, fs, name)
}
