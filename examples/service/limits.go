package main

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"
)

// limits are those of one process.
type limits struct {
	inFlight int     // requests at once
	rate     float64 // requests a second with one token, 0 for any
}

// rates allows each caller so many requests a second, and as many at once after a second without one.
type rates struct {
	perSecond float64
	mu        sync.Mutex
	left      map[caller]float64
	last      map[caller]time.Time
}

func newRates(perSecond float64) *rates {
	return &rates{perSecond: perSecond, left: map[caller]float64{}, last: map[caller]time.Time{}}
}

func (r *rates) allow(c caller) bool {
	if r.perSecond == 0 {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	left := r.perSecond
	if last, known := r.last[c]; known {
		left = min(left, r.left[c]+now.Sub(last).Seconds()*r.perSecond)
	}
	r.last[c], r.left[c] = now, left
	if left < 1 {
		return false
	}
	r.left[c] = left - 1
	return true
}

// trace is what the log tells of a request beside what stands in it.
type trace struct {
	http.ResponseWriter
	who    caller
	status int
}

type traceKey struct{}

func (t *trace) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *trace) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *trace) Write(b []byte) (int, error) {
	if t.status == 0 {
		t.status = http.StatusOK
	}
	return t.ResponseWriter.Write(b)
}

func noteCaller(ctx context.Context, who caller) { ctx.Value(traceKey{}).(*trace).who = who }

func callerOf(ctx context.Context) caller { return ctx.Value(traceKey{}).(*trace).who }

// around logs every request, survives a panic in one, and turns away those over the limit.
func (l limits) around(next http.Handler) http.Handler {
	free := make(chan struct{}, l.inFlight)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		t := &trace{ResponseWriter: w}
		defer func() {
			if fault := recover(); fault != nil {
				slog.Error("panic", "fault", fault, "stack", string(debug.Stack()))
				if t.status == 0 {
					plainProblem(t, http.StatusInternalServerError, "internal error")
				}
			}
			slog.Info("request", "method", r.Method, "path", r.URL.Path, "status", t.status, "partner", t.who.Partner, "vendor", t.who.Vendor,
				"ms", time.Since(start).Milliseconds())
		}()
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "+
			"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-store")
		select {
		case free <- struct{}{}:
			defer func() { <-free }()
			next.ServeHTTP(t, r.WithContext(context.WithValue(r.Context(), traceKey{}, t)))
		default:
			w.Header().Set("Retry-After", "1")
			plainProblem(t, http.StatusServiceUnavailable, "too many requests at once")
		}
	})
}
