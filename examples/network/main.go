// Command network makes the peer benchmark of a whole channel on Apache Beam.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/partnermath/partnermath"
)

var (
	in   = flag.String("in", "", "`folder` with channel.json and the files that it names")
	out  = flag.String("out", "peers.json", "`file` to write")
	demo = flag.Int("demo", 0, "make a channel of so many `assessments`, read it on Beam and with goroutines, and compare")
)

func main() {
	flag.Parse()
	log.LogLevel = "error"
	beam.Init() // does not return in a process that a runner started as a worker
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "network:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case *demo > 0:
		return compareBoth(ctx, *demo)
	case *in == "":
		return errors.New("-in or -demo must be given")
	}
	_, err := timed(ctx, "Beam", *in, *out, onBeam)
	return err
}

// benchmarker reads the channel in a folder and writes its benchmark.
type benchmarker func(ctx context.Context, folder, out string) error

// onBeam uses the runner that -runner names, by default prism in this process.
func onBeam(ctx context.Context, folder, out string) error {
	ch, err := readChannel(ctx, folder)
	if err != nil {
		return err
	}
	return beamx.Run(ctx, newPipeline(folder, out, ch))
}

// timed makes a benchmark, tells how long it took, shows it and returns what was written.
func timed(ctx context.Context, name, folder, out string, make benchmarker) ([]byte, error) {
	start := time.Now()
	if err := make(ctx, folder, out); err != nil {
		return nil, err
	}
	took := time.Since(start).Seconds()
	data, err := readFile(ctx, out)
	if err != nil {
		return nil, err
	}
	var b benchmark
	if err := partnermath.Decode(data, &b); err != nil {
		return nil, err
	}
	table, err := b.table()
	fmt.Printf("%s: %d assessments in %.1f s, %.0f a second\n%s", name, b.Records, took, float64(b.Records)/took, table)
	return data, err
}

// compareBoth makes the benchmark of a sample channel on Beam and in this process.
func compareBoth(ctx context.Context, records int) (err error) {
	folder, err := os.MkdirTemp("", "network")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := makeChannel(folder, records, 10_000); err != nil {
		return err
	}
	onBeam, err := timed(ctx, "Beam", folder, folder+"/beam.out", onBeam)
	if err != nil {
		return err
	}
	inProcess, err := timed(ctx, "goroutines", folder, folder+"/process.out", inProcess)
	if err != nil {
		return err
	}
	if !bytes.Equal(onBeam, inProcess) {
		return errors.New("the two benchmarks differ")
	}
	fmt.Printf("the same %d bytes\n", len(onBeam))
	return nil
}
