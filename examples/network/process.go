package main

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/partnermath/partnermath/scorecard"
)

// inProcess makes the benchmark with as many goroutines as there are processors.
func inProcess(ctx context.Context, folder, out string) error {
	ch, err := readChannel(ctx, folder)
	if err != nil {
		return err
	}
	workers := runtime.GOMAXPROCS(0)
	peers, errs := make([]map[string]*scorecard.Peers, workers), make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { peers[w], errs[w] = work(ctx, folder, &ch, w, workers) })
	}
	wait.Wait()
	for _, one := range peers[1:] {
		errs = append(errs, merge(peers[0], one))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return writeBenchmark(ctx, out, ch.Tiers, ch.records(), peers[0])
}

// work reads every chunk of one worker.
func work(ctx context.Context, folder string, ch *channel, worker, workers int) (map[string]*scorecard.Peers, error) {
	all := make(map[string]*scorecard.Peers)
	r, err := newReader(ch.policy)
	for i := worker; i < len(ch.Chunks) && err == nil; i += workers {
		var peers map[string]*scorecard.Peers
		if peers, err = r.read(ctx, folder, ch.Chunks[i]); err == nil {
			err = merge(all, peers)
		}
	}
	return all, err
}

func merge(to, from map[string]*scorecard.Peers) error {
	for tier, p := range from {
		if to[tier] == nil {
			to[tier] = new(scorecard.Peers)
		}
		if err := to[tier].Merge(p); err != nil {
			return err
		}
	}
	return nil
}
