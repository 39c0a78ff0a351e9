package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/scorecard"
)

func TestBadBodies(t *testing.T) {
	acme := serveDemo(t, filepath.Join(t.TempDir(), "service.db"))
	const assess, decide = "/v1/partners/acme/assess?policy=capability", "/v1/partners/acme/decide?policy=growth"
	tests := []struct {
		name, path, body string
		status           int
		want             []string // location and rule of every fault
	}{
		{"word for a number", assess, `{"answers":[{"question":"forecast","number":"four"}]}`, 422, []string{"body.answers[0].number type"}},
		{"number for a word", assess, `{"answers":[{"question":"crm","choice":1}]}`, 422, []string{"body.answers[0].choice type"}},
		{
			"all at once", assess, `{"answer":[],"answers":[{"qestion":"crm"},{"number":"x"}]}`, 422,
			[]string{"body.answer known", "body.answers[0].qestion known", "body.answers[1].number type"},
		},
		{"field twice", assess, `{"answers":[],"answers":[]}`, 422, []string{"body.answers unique"}},
		{"out of range", assess, `{"answers":[{"question":"forecast","number":6}]}`, 422, []string{"body.answers[0].number range"}},
		{"no such question", assess, `{"answers":[{"question":"crn","choice":"no"}]}`, 422, []string{"body.answers[0].question known"}},
		{"another partner", assess, `{"partner":"globex","answers":[]}`, 422, []string{"body.partner match"}},
		{"huge exponent", assess, `{"answers":[{"question":"forecast","number":1e999999999}]}`, 422, []string{"body.answers[0].number bounds"}},
		{"broken", assess, `{"answers":`, 400, []string{"body syntax"}},
		{"no body", assess, ``, 400, nil},
		{"no object", assess, `[]`, 422, []string{"body type"}},
		{"too large", assess, `{"answers":[` + strings.Repeat(" ", maxBody) + `]}`, 413, nil},
		{"no policy", strings.TrimSuffix(assess, "?policy=capability"), `{}`, 422, []string{"query.policy "}},
		{"unknown parameter", assess + "&lmit=1", `{"answers":[]}`, 422, []string{"query.lmit "}},
		{"bad partner", strings.Replace(assess, "acme", "a%20b", 1), `{}`, 403, nil},
		{"unknown policy", assess + "x", `{"answers":[]}`, 404, nil},
		{"currency of another", decide, strings.Replace(someProposal, "USD", "EUR", 1), 422, []string{"body.forecast[0].outcome.currency match"}},
		{"level as a word", decide, strings.Replace(someProposal, `"0.02"`, `"2 %"`, 1), 422, []string{"body.level type"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := acme.do(t, test.status, "POST", test.path, test.body)
			var told problem
			if err := json.Unmarshal([]byte(got.body), &told); err != nil || told.Status != test.status || told.Title == "" {
				t.Errorf("the problem is %s (%v)", got.body, err)
			}
			if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("it is of type %s", kind)
			}
			var faults []string
			for _, f := range told.Errors {
				faults = append(faults, f.Location+" "+f.Rule)
			}
			if diff := cmp.Diff(test.want, faults); diff != "" {
				t.Errorf("faults (-want +got)\n%s", diff)
			}
		})
	}
}

// Whatever is under a partner's path is closed to others, and nothing but the health is open to everybody.
func TestTokens(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		acme := serveDemo(t, database)
		acme.do(t, 201, "PUT", "/v1/partners/acme/assessments/mine?policy=capability", someAnswers)
		globex, vendor, nobody := acme.as("demo-globex"), acme.as("demo-vendor"), acme.as("")
		var api struct {
			Paths map[string]map[string]struct{ Security []map[string][]string }
		}
		if err := json.Unmarshal([]byte(nobody.do(t, 200, "GET", "/openapi.json", "").body), &api); err != nil {
			t.Fatal(err)
		}
		ofPartners := 0
		for path, operations := range api.Paths {
			at := strings.NewReplacer("{partner}", "acme", "{key}", "mine", "{id}", "capability").Replace(path)
			for method, operation := range operations {
				method = strings.ToUpper(method)
				if path == "/healthz" {
					nobody.do(t, 204, method, at, "")
					continue
				}
				nobody.do(t, 401, method, at, "{}")
				acme.as("demo-acme2").do(t, 401, method, at, "{}")
				if strings.Contains(path, "{partner}") {
					globex.do(t, 403, method, at, "{}")
					ofPartners++
				}
				if slices.Contains(operation.Security[0]["bearer"], "vendor") {
					acme.do(t, 403, method, at, "{}")
				}
			}
		}
		if ofPartners < 10 {
			t.Errorf("only %d operations are a partner's", ofPartners)
		}
		globex.do(t, 404, "GET", "/v1/partners/globex/assessments/mine", "")
		if list := globex.do(t, 200, "GET", "/v1/partners/globex/assessments", "").body; list != `{"records":[]}`+"\n" {
			t.Errorf("globex has %s", list)
		}
		vendor.do(t, 200, "GET", "/v1/partners/acme/assessments/mine", "")
		// Without a baseline of its own, a decision knows none: not that of another.
		if got := globex.do(t, 200, "POST", "/v1/partners/globex/decide?policy=growth", someProposal).body; !strings.Contains(got, `"baseline":null`) {
			t.Errorf("globex is shown a baseline: %.400s", got)
		}
	})
}

func TestPolicyVersions(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		vendor := serveDemo(t, database).as("demo-vendor")
		const path = "/v1/menus/growth"
		menu := vendor.do(t, 200, "GET", path, "")
		vendor.do(t, 428, "PUT", path, menu.body)
		vendor.do(t, 412, "PUT", path, menu.body, "If-None-Match", "*")
		for _, wrong := range []string{`"2"`, `"0"`, `"-1"`, `2`, `"99999999999"`, `W/"1"`, `*`} {
			vendor.do(t, 412, "PUT", path, menu.body, "If-Match", wrong)
		}
		vendor.do(t, 422, "PUT", "/v1/menus/other", menu.body, "If-None-Match", "*")

		// Of 16 writers that have read the same version, one writes the next.
		var won atomic.Int64
		var writers sync.WaitGroup
		for range 16 {
			writers.Go(func() {
				got, err := vendor.try("PUT", path, menu.body, "If-Match", `"1"`)
				if err == nil && got.status == 200 && got.header.Get("ETag") == `"2"` {
					won.Add(1)
				} else if err != nil || got.status != 412 {
					t.Errorf("%v, status %d: %s", err, got.status, got.body)
				}
			})
		}
		writers.Wait()
		if again := vendor.do(t, 200, "GET", path, ""); won.Load() != 1 || again.body != menu.body || again.header.Get("ETag") != `"2"` {
			t.Errorf("%d writers won, and it is version %s", won.Load(), again.header.Get("ETag"))
		}
	})
}

func TestDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		// Servers that start together bring the tables up to date once.
		var servers sync.WaitGroup
		for range 4 {
			servers.Go(func() {
				s, err := openStore(context.Background(), database)
				if err != nil {
					t.Error(err)
					return
				}
				_ = s.close()
			})
		}
		servers.Wait()
		s := demoStore(t, database)
		acme := client{base: httptestServer(t, newServer(s, limits{inFlight: 8}).handler), token: "demo-acme"}
		for _, key := range []string{"b", "a", "c"} {
			acme.do(t, 201, "PUT", "/v1/partners/acme/proposals/"+key+"?policy=growth", someProposal)
		}
		acme.do(t, 201, "PUT", "/v1/partners/acme/assessments/a?policy=capability", `{"answers":[]}`)
		var list struct {
			Records []summary
			Next    string
		}
		page := acme.do(t, 200, "GET", "/v1/partners/acme/proposals?limit=2&after=a", "")
		if err := json.Unmarshal([]byte(page.body), &list); err != nil || len(list.Records) != 2 || list.Next != "c" ||
			list.Records[0].Key != "b" || list.Records[0].Payout != "2400" {
			t.Errorf("the page is %s (%v)", page.body, err)
		}
		acme.do(t, 422, "GET", "/v1/partners/acme/proposals?after=%00", "")
		var text string
		query := "SELECT payout || '/' || COALESCE(score, 'none') FROM records WHERE kind = 'proposals' AND key = 'a'"
		if err := s.read.QueryRow(query).Scan(&text); err != nil || text != "2400/none" {
			t.Errorf("the row has %s (%v)", text, err)
		}
		if _, err := s.write.Exec("INSERT INTO migrations (number) VALUES (99)"); err != nil {
			t.Fatal(err)
		}
		if _, err := openStore(t.Context(), database); err == nil || !strings.Contains(err.Error(), "newer program") {
			t.Errorf("a database of a newer program is opened: %v", err)
		}
	})
}

func httptestServer(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// The document says what the service takes and answers: what is written and read in the tests
// keeps to its schemas, and what is text in JSON is text there.
func TestOpenAPI(t *testing.T) {
	srv := newServer(demoStore(t, filepath.Join(t.TempDir(), "service.db")), limits{inFlight: 8})
	acme := client{base: httptestServer(t, srv.handler), token: "demo-acme"}
	document := acme.as("").do(t, 200, "GET", "/openapi.json", "").body
	for _, want := range []string{
		`"openapi":"3.1.0"`, `"promotion.Goal"`, `"application/problem+json"`,
		`{"bearer":["vendor"]}`, `"overall":{"description":"A decimal number as text.`, `"by":{"type":"string"}`,
	} {
		if !strings.Contains(document, want) {
			t.Errorf("the document has no %s", want)
		}
	}
	read := func(method, path, body string) string { return acme.do(t, 200, method, path, body).body }
	for _, test := range []struct {
		of   reflect.Type
		text string
	}{
		{reflect.TypeFor[scorecard.Questionnaire](), read("GET", "/v1/questionnaires/capability", "")},
		{reflect.TypeFor[promotion.Menu](), read("GET", "/v1/menus/growth", "")},
		{reflect.TypeFor[promotion.Baseline](), read("GET", "/v1/partners/acme/baseline", "")},
		{reflect.TypeFor[scorecard.Assessment](), someAnswers},
		{reflect.TypeFor[promotion.Proposal](), someProposal},
		{reflect.TypeFor[scored](), read("POST", "/v1/partners/acme/assess?policy=capability", someAnswers)},
		{reflect.TypeFor[scored](), read("POST", "/v1/partners/acme/assess?policy=capability", `{"answers":[]}`)},
		{reflect.TypeFor[promotion.Decision](), read("POST", "/v1/partners/acme/decide?policy=growth", someProposal)},
	} {
		var value any
		if err := json.Unmarshal([]byte(test.text), &value); err != nil {
			t.Fatal(err)
		}
		schemas, result := srv.api.OpenAPI().Components.Schemas, &huma.ValidateResult{}
		huma.Validate(schemas, schemas.Schema(test.of, true, ""), huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, value, result)
		for _, fault := range result.Errors {
			t.Errorf("%v: %v", test.of, fault)
		}
	}
}

func TestLimits(t *testing.T) {
	s := demoStore(t, filepath.Join(t.TempDir(), "service.db"))
	acme := client{base: httptestServer(t, newServer(s, limits{inFlight: 8, rate: 3}).handler), token: "demo-acme"}
	for range 3 {
		acme.do(t, 200, "GET", "/v1/whoami", "")
	}
	if got := acme.do(t, 429, "GET", "/v1/whoami", ""); got.header.Get("Retry-After") != "1" {
		t.Error("it does not say when to come again")
	}
	acme.as("demo-globex").do(t, 200, "GET", "/v1/whoami", "")

	entered, leave := make(chan bool), make(chan bool)
	slow := client{base: httptestServer(t, limits{inFlight: 1}.around(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/panic" {
			panic("on purpose")
		}
		entered <- true
		<-leave
	})))}
	slow.do(t, 500, "GET", "/panic", "")
	go func() { _, _ = slow.try("GET", "/", "") }()
	<-entered
	slow.do(t, 503, "GET", "/", "")
	close(leave)
}

// A database that is gone for a while is answered with 503, and with what is saved once it is back.
func TestDatabaseIsAway(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		if !strings.HasPrefix(database, "postgres") {
			busyDatabase(t, database)
			return
		}
		acme := serveDemo(t, database)
		name, _, _ := strings.Cut(strings.TrimPrefix(database, "postgres://service@/"), "?")
		acme.do(t, 201, "PUT", "/v1/partners/acme/assessments/one?policy=capability", someAnswers)
		for _, query := range []string{
			"ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'",
		} {
			if fault := runSQL(query); fault != "" {
				t.Fatal(fault)
			}
		}
		for _, path := range []string{"/v1/partners/acme/assessments/one", "/healthz"} {
			got := acme.do(t, 503, "GET", path, "")
			if got.header.Get("Retry-After") != "1" || !strings.Contains(got.body, "does not answer") {
				t.Errorf("%s: %v %s", path, got.header, got.body)
			}
		}
		if fault := runSQL("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"); fault != "" {
			t.Fatal(fault)
		}
		acme.do(t, 200, "GET", "/v1/partners/acme/assessments/one", "")
	})
}

// busyDatabase holds the file of SQLite, as another program may.
func busyDatabase(t *testing.T, database string) {
	s := demoStore(t, database)
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA busy_timeout(10)"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(newServer(s, limits{inFlight: 8}).handler)
	defer server.Close()
	acme := client{base: server.URL, token: "demo-acme"}
	tx, err := s.read.BeginTx(t.Context(), nil) // immediate: the one writer
	if err != nil {
		t.Fatal(err)
	}
	acme.do(t, 503, "PUT", "/v1/partners/acme/assessments/one?policy=capability", someAnswers)
	_ = tx.Rollback()
	acme.do(t, 201, "PUT", "/v1/partners/acme/assessments/one?policy=capability", someAnswers)
}
