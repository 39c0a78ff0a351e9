package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// channel is what channel.json says.
type channel struct {
	policy
	// Chunks are all files of the channel. One that is not here is not read, and one that is must
	// be there with as many records.
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
	if err != nil {
		return ch, err
	}
	if err := errors.Join(partnermath.Decode(data, &ch), ch.check()); err != nil {
		return ch, fmt.Errorf("channel.json: %w", err)
	}
	return ch, nil
}

// check leaves the questionnaire and the disclosure to the library.
func (ch *channel) check() error {
	var faults partnermath.ValidationError
	seen := make(map[string]bool)
	for i, tier := range ch.Tiers {
		if tier == "" || seen["tier "+tier] {
			faults.Add(fmt.Sprintf("tiers[%d]", i), "unique", "must be a name that is not there before")
		}
		seen["tier "+tier] = true
	}
	for i, c := range ch.Chunks {
		if c.File == "" || seen["file "+c.File] {
			faults.Add(fmt.Sprintf("chunks[%d].file", i), "unique", "must be a file that is not there before")
		}
		seen["file "+c.File] = true
	}
	return faults.Err()
}

// records returns the number of all records.
func (ch *channel) records() (n int) {
	for _, c := range ch.Chunks {
		n += c.Records
	}
	return n
}

// open opens a file of any file system that Beam knows.
func open(ctx context.Context, name string) (io.ReadCloser, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	return fs.OpenRead(ctx, name)
}

func readFile(ctx context.Context, name string) (data []byte, err error) {
	file, err := open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(file)
}
