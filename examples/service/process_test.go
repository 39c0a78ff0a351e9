package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

var loadFor = flag.Duration("load", 3*time.Second, "how long 64 clients write and read")

// program starts the service as a process of its own, and returns it with its address.
func program(t *testing.T, database string) (*exec.Cmd, client) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-listen", "127.0.0.1:0", "-db", database, "-rate", "0")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	log, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			go func() {
				for lines.Scan() {
				}
			}()
			return cmd, client{base: line.Address, token: "demo-acme"}
		}
	}
	t.Fatal("the program does not listen")
	return nil, client{}
}

// writeAll writes n assessments from 8 clients until all are acknowledged or the service is gone. It
// returns the acknowledged answers by key.
func writeAll(c client, n int, acknowledged *atomic.Int64) map[string]string {
	var mu sync.Mutex
	answers := map[string]string{}
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			for i := w; i < n; i += 8 {
				key := fmt.Sprintf("k%04d", i)
				got, err := c.try("PUT", "/v1/partners/acme/assessments/"+key+"?policy=capability", someAnswers)
				if err != nil || got.status != 200 && got.status != 201 {
					return
				}
				mu.Lock()
				answers[key] = got.body
				mu.Unlock()
				acknowledged.Add(1)
			}
		})
	}
	workers.Wait()
	return answers
}

// A service that is killed in the middle of 1,000 writes has all that it acknowledged, and takes
// the same writes again.
func TestKill(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		_ = demoStore(t, database).close()
		const n = 1000
		cmd, acme := program(t, database)
		var acknowledged atomic.Int64
		go func() {
			for acknowledged.Load() < n/2 {
				time.Sleep(time.Millisecond)
			}
			_ = cmd.Process.Kill() // SIGKILL: no chance to tidy up
		}()
		before := writeAll(acme, n, &acknowledged)
		_ = cmd.Wait()
		if len(before) < n/2 || len(before) == n {
			t.Fatalf("killed after %d writes, not in the middle of them", len(before))
		}

		_, acme = program(t, database)
		for key, body := range before {
			if got := acme.do(t, 200, "GET", "/v1/partners/acme/assessments/"+key, ""); got.body != body {
				t.Errorf("%s was acknowledged as\n%s\nand is\n%s", key, body, got.body)
			}
		}
		after := writeAll(acme, n, &acknowledged)
		if len(after) != n {
			t.Errorf("written again, %d of %d are acknowledged", len(after), n)
		}
		for key, body := range before {
			if after[key] != body {
				t.Errorf("%s was acknowledged as\n%s\nand written again is\n%s", key, body, after[key])
			}
		}
		t.Logf("killed after %d acknowledged writes: none is lost", len(before))
	})
}

// A service that is told to stop ends what it has begun: whatever was sent on a connection that
// it took is answered.
func TestStop(t *testing.T) {
	database := t.TempDir() + "/service.db"
	_ = demoStore(t, database).close()
	cmd, acme := program(t, database)
	var acknowledged atomic.Int64
	done := make(chan map[string]string)
	go func() { done <- writeAll(acme, 1000, &acknowledged) }()
	for acknowledged.Load() < 100 {
		time.Sleep(time.Millisecond)
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	answers := <-done
	if err := cmd.Wait(); err != nil {
		t.Fatalf("the program ends with %v", err)
	}
	s, err := openStore(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	saved, err := s.records(t.Context(), "assessments", "acme", "", 2000)
	if err != nil || len(saved) != len(answers) {
		t.Errorf("%d are saved and %d were acknowledged (%v)", len(saved), len(answers), err)
	}
}

// 64 clients write, read and try for a while, and no request fails.
func TestLoad(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		_ = demoStore(t, database).close()
		_, acme := program(t, database)
		end := time.Now().Add(*loadFor)
		var requests, faults atomic.Int64
		var clients sync.WaitGroup
		for n := range 64 {
			clients.Go(func() {
				for i := 0; time.Now().Before(end); i++ {
					path := fmt.Sprintf("/v1/partners/acme/assessments/c%d-%d", n, i)
					for _, step := range []struct {
						method, path, body string
						want               int
					}{
						{"PUT", path + "?policy=capability", someAnswers, 201},
						{"GET", path, "", 200},
						{"POST", "/v1/partners/acme/decide?policy=growth", someProposal, 200},
					} {
						got, err := acme.try(step.method, step.path, step.body)
						requests.Add(1)
						if (err != nil || got.status != step.want) && faults.Add(1) < 4 {
							t.Errorf("%s %s: %v, %d %.200s", step.method, step.path, err, got.status, got.body)
						}
					}
				}
			})
		}
		clients.Wait()
		t.Logf("%d requests from 64 clients in %v, %d failed", requests.Load(), *loadFor, faults.Load())
	})
}
