package main

import (
	"context"
	"errors"
	"runtime"
	"sync"
)

// inProcess makes the benchmark with as many goroutines as there are processors.
func inProcess(ctx context.Context, folder, out string) error {
	ch, err := readChannel(ctx, folder)
	if err != nil {
		return err
	}
	workers := runtime.GOMAXPROCS(0)
	peers, errs := make([]tierPeers, workers), make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { peers[w], errs[w] = work(ctx, folder, &ch, w, workers) })
	}
	wait.Wait()
	all := make(tierPeers)
	for _, p := range peers {
		errs = append(errs, all.merge(p))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return writeBenchmark(ctx, out, ch.Tiers, ch.records(), all)
}

// work reads the chunks of one worker.
func work(ctx context.Context, folder string, ch *channel, worker, workers int) (tierPeers, error) {
	all := make(tierPeers)
	r, err := newReader(ch.policy)
	for i := worker; i < len(ch.Chunks) && err == nil; i += workers {
		var peers tierPeers
		if peers, err = r.read(ctx, folder, ch.Chunks[i]); err == nil {
			err = all.merge(peers)
		}
	}
	return all, err
}
