package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser opens a tab of a headless Chromium.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("SKIPPED, the pages are not tested: no Chromium here")
	}
	// Without its sandbox it runs as root and in containers too; it opens no page but ours.
	options := slices.Concat(chromedp.DefaultExecAllocatorOptions[:], []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute),
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// A page is driven step by step; the test ends at the first that fails.
type page struct {
	t   *testing.T
	ctx context.Context
}

func (p page) run(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		var body string
		_ = chromedp.Run(p.ctx, chromedp.Evaluate("document.body?.innerText", &body))
		p.t.Fatalf("%v, on the page\n%s", err, body)
	}
}

// typed replaces what stands in a field, key by key.
func (p page) typed(selector, value string) {
	p.t.Helper()
	p.run(chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q).select()", selector), nil),
		chromedp.SendKeys(selector, value, chromedp.ByQuery))
}

// chosen sets a field that is not typed in.
func (p page) chosen(selector, value string) {
	p.t.Helper()
	p.run(chromedp.SetValue(selector, value, chromedp.ByQuery),
		chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new Event("input", {bubbles: true}))`, selector), nil))
}

// shows waits until the text of an element matches.
func (p page) shows(selector, pattern string) {
	p.t.Helper()
	const function = "(selector, pattern) => RegExp(pattern).test(document.querySelector(selector)?.textContent)"
	err := chromedp.Run(p.ctx, chromedp.PollFunction(function, nil,
		chromedp.WithPollingArgs(selector, pattern), chromedp.WithPollingTimeout(20*time.Second)))
	if err != nil {
		var body string
		_ = chromedp.Run(p.ctx, chromedp.Evaluate("document.body.innerText", &body))
		p.t.Fatalf("%s does not show %q (%v), on the page\n%s", selector, pattern, err, body)
	}
}

func TestPageAssess(t *testing.T) {
	ctx := browser(t)
	acme := serveDemo(t, filepath.Join(t.TempDir(), "service.db"))
	p := page{t, ctx}
	p.run(chromedp.Navigate(acme.base + "/web/assess.html?policy=capability#demo-acme"))
	p.shows("#result", "0 of 6 answered")
	p.shows("#roadmap", `^Register deals from the CRM: to 80\.20`) // without a score today, no lift
	p.typed("#q-forecast", "4")
	p.shows("#overall", `^75\.25 Leading$`) // 1 + 99 × 3 ÷ 4, the only answer
	p.chosen("#q-crm", "no")
	p.shows("#overall", `^50\.50 Building$`)
	p.shows("#roadmap", `Give every seller a CRM seat: \+33\.00, to 83\.50`)
	p.typed("#q-forecast", "many")
	p.shows("fieldset:has(#q-forecast) .fault", "number must be a number")
	p.typed("#q-forecast", "4")
	p.shows("#overall", `^50\.50`)
	p.run(chromedp.Click("#save", chromedp.ByQuery))
	p.shows("#saved", "^saved$")
	p.run(chromedp.Click("#save", chromedp.ByQuery))
	p.shows("#saved", "already saved")
	list := acme.do(t, 200, "GET", "/v1/partners/acme/assessments", "").body
	if strings.Count(list, `"key"`) != 1 || !strings.Contains(list, `"score":"50.50"`) {
		t.Errorf("saved is %s", list)
	}
	var address string
	p.run(chromedp.Location(&address))
	if strings.Contains(address, "demo-acme") {
		t.Errorf("the token is still in the address %s", address)
	}
}

func TestPageDesign(t *testing.T) {
	ctx := browser(t)
	acme := serveDemo(t, filepath.Join(t.TempDir(), "service.db"))
	p := page{t, ctx}
	p.run(chromedp.Navigate(acme.base + "/web/design.html?policy=growth#demo-acme"))
	p.shows("fieldset:has(#by-growth) .fault", "by must be given")
	p.chosen("#by-growth", "2026-09-30")
	p.typed("[id='leads-2026-Q3']", "400")
	p.typed("[id='revenue-2026-Q3']", "520000")
	p.typed("#level", "0.02")
	// 2 % of 120,000 is 2,400; the margin of 36,000 over a cost of 6,400 is an ROI of 4.625.
	p.shows("#points", `\$2,400\.00`)
	p.shows("#points", `4\.625`)
	p.shows("#leads", "Leads: 400")
	p.shows("#status", "^approved$")
	p.typed("#level", "0.1") // at 80 %: a margin of 28,800 − F of 4,000 asks for at most 5,600
	p.shows("#status", "approved-with-changes")
	p.shows("#counter", `level 0\.055`) // 5.5 % of 96,000 is 5,280, and 6 % is 5,760
	p.shows("#reasons", "roi")
	p.typed("#level", "0.021")
	p.shows("#status", "returned")
	p.typed("#level", "a lot")
	p.shows("fieldset:has(#level) .fault", "must be a number")
}
