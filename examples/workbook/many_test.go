package workbook

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"testing"
)

var workbooks = flag.Int("workbooks", 50, "how many TestManyWorkbooks writes")

// heap is what is in use once garbage is collected.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Workbooks written one after the other leave nothing behind, in memory or on disk: a run over a
// whole channel takes as much of both as one over a few partners.
func TestManyWorkbooks(t *testing.T) {
	if testing.Short() {
		t.Skip("writes many workbooks")
	}
	const before, mostGrowth = 5, 2 << 20
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	in := sample(t)
	var base, peak uint64
	for i := range *workbooks {
		if i == before {
			base = heap()
		}
		if err := Write(io.Discard, in); err != nil {
			t.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
	}
	after := heap()
	if after > base+mostGrowth {
		t.Errorf("%d bytes are in use after %d workbooks, %d after %d", after, *workbooks, base, before)
	}
	left, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range left {
		t.Errorf("file %s is left", file.Name())
	}
	fmt.Printf("%d workbooks: %d KiB in use after %d, %d KiB after all, at most %d KiB between\n", *workbooks, base>>10, before, after>>10, peak>>10)
}
