// Command network makes the peer benchmark of a whole channel on Apache Beam.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
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
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "network:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, to io.Writer) error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case *demo > 0:
		return compareBoth(ctx, to, *demo)
	case *in == "":
		return errors.New("-in or -demo must be given")
	}
	return timed(ctx, to, "Beam", *in, *out, onBeam)
}

// onBeam makes the benchmark on the runner that -runner names, by default prism in this process.
func onBeam(ctx context.Context, folder, out string) error {
	ch, err := readChannel(ctx, folder)
	if err != nil {
		return err
	}
	return beamx.Run(ctx, newPipeline(folder, out, ch))
}

// benchmarker reads the channel in a folder and writes its benchmark.
type benchmarker func(ctx context.Context, folder, out string) error

// timed makes a benchmark, shows it and tells how long it took.
func timed(ctx context.Context, to io.Writer, name, folder, out string, run benchmarker) error {
	start := time.Now()
	if err := run(ctx, folder, out); err != nil {
		return err
	}
	took := time.Since(start).Seconds()
	data, err := readFile(ctx, out)
	if err != nil {
		return err
	}
	b, err := readBenchmark(data)
	if err != nil {
		return err
	}
	fmt.Fprintf(to, "%s: %d assessments in %.1f s, %.0f a second\n", name, b.Records, took, float64(b.Records)/took)
	return b.print(to)
}

// compareBoth makes the benchmark of a sample channel on Beam and in this process.
func compareBoth(ctx context.Context, to io.Writer, records int) (err error) {
	folder, err := os.MkdirTemp("", "network")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := makeChannel(folder, records, 10_000); err != nil {
		return err
	}
	if err := timed(ctx, to, "Beam", folder, folder+"/beam.out", onBeam); err != nil {
		return err
	}
	if err := timed(ctx, to, "goroutines", folder, folder+"/process.out", inProcess); err != nil {
		return err
	}
	one, err := os.ReadFile(folder + "/beam.out")
	if err != nil {
		return err
	}
	other, err := os.ReadFile(folder + "/process.out")
	if err == nil && !bytes.Equal(one, other) {
		err = errors.New("the two benchmarks differ")
	}
	if err == nil {
		fmt.Fprintf(to, "the same %d bytes\n", len(one))
	}
	return err
}
