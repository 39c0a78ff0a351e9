package main

import (
	"strings"
	"testing"
)

const (
	someAnswers  = `{"answers":[{"question":"forecast","number":"4"},{"question":"crm","choice":"no"}]}`
	sameAnswers  = `{ "answers": [{"number": 4.0, "question": "forecast"}, {"question": "crm", "choice": "no"}], "partner": "acme" }`
	otherAnswers = `{"answers":[{"question":"forecast","number":"5"},{"question":"crm","choice":"no"}]}`
	someProposal = `{"id":"autumn","quarters":["2026-Q3"],"goals":[{"type":"growth","by":"2026-09-30"}],"products":["firewall"],
		"payout":"rebate","level":"0.02","forecast":[{"quarter":"2026-Q3","outcome":{"currency":"USD","leads":"400","revenue":"520000"}}]}`
)

func TestWriteAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		acme := serveDemo(t, database)
		const path = "/v1/partners/acme/assessments/first?policy=capability"
		first := acme.do(t, 201, "PUT", path, someAnswers)
		// 1 + 99 × 3 ÷ 4 = 75.25 with weight 2, and 1.00 with weight 1: (150.5 + 1) ÷ 3.
		if !strings.Contains(first.body, `"overall":"50.50"`) {
			t.Errorf("no score of 50.50: %.300s", first.body)
		}
		for _, body := range []string{someAnswers, sameAnswers} {
			if again := acme.do(t, 200, "PUT", path, body); again.body != first.body {
				t.Errorf("written again, it reads\n%s\nand not\n%s", again.body, first.body)
			}
		}
		acme.do(t, 409, "PUT", path, otherAnswers)
		acme.do(t, 409, "PUT", strings.Replace(path, "capability", "other", 1), someAnswers)

		// The questionnaire changes: what was saved stays, what is new counts by the new one.
		vendor := acme.as("demo-vendor")
		policy := vendor.do(t, 200, "GET", "/v1/questionnaires/capability", "")
		changed := strings.Replace(policy.body, `"id":"crm"`, `"id":"crm2"`, 1)
		vendor.do(t, 200, "PUT", "/v1/questionnaires/capability", changed, "If-Match", policy.header.Get("ETag"))
		if again := acme.do(t, 200, "PUT", path, someAnswers); again.body != first.body {
			t.Errorf("after a change of the policy, it reads\n%s", again.body)
		}
		acme.do(t, 422, "PUT", strings.Replace(path, "first", "second", 1), someAnswers)
		if read := acme.do(t, 200, "GET", "/v1/partners/acme/assessments/first", ""); read.body != first.body {
			t.Errorf("read, it is\n%s", read.body)
		}
	})
}
