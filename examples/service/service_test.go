package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// asProgram makes the test binary behave as the program, so that tests can kill it.
const asProgram = "SERVICE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(io.Discard, nil)))
	code := m.Run()
	if postgres.stop != nil {
		postgres.stop()
	}
	os.Exit(code)
}

// postgres is a server of the tests' own, started by the first that needs it.
var postgres struct {
	once    sync.Once
	url     string // with %s for the name of a database
	missing string
	stop    func()
	number  int
}

func startPostgres() {
	program, err := exec.LookPath("postgres")
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	} else if all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres"); len(all) > 0 {
		program, err = all[len(all)-1], nil
	}
	if err != nil {
		postgres.missing = "no program postgres"
		return
	}
	folder, err := os.MkdirTemp("", "service-postgres")
	if err != nil {
		postgres.missing = err.Error()
		return
	}
	postgres.stop = func() { _ = os.RemoveAll(folder) }
	command := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(filepath.Dir(program), name), args...)
		cmd.Dir = folder
		if account, err := user.Lookup("postgres"); err == nil && os.Getuid() == 0 { // it does not run as root
			uid, _ := strconv.Atoi(account.Uid)
			gid, _ := strconv.Atoi(account.Gid)
			_ = os.Chown(folder, uid, gid)
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		}
		return cmd
	}
	data := filepath.Join(folder, "data")
	if out, err := command("initdb", "-D", data, "-U", "service", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		postgres.missing = fmt.Sprintf("initdb: %v: %s", err, out)
		return
	}
	server := command("postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200")
	if err := server.Start(); err != nil {
		postgres.missing = err.Error()
		return
	}
	postgres.stop = func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
		_ = os.RemoveAll(folder)
	}
	postgres.url = "postgres://service@/%s?host=" + folder
	for range 300 {
		if postgres.missing = runSQL("SELECT 1"); postgres.missing == "" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func runSQL(query string) (fault string) {
	ctx := context.Background()
	c, err := pgx.Connect(ctx, fmt.Sprintf(postgres.url, "postgres"))
	if err != nil {
		return err.Error()
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, query); err != nil {
		return err.Error()
	}
	return ""
}

// onBoth runs a test with an empty database of each kind.
func onBoth(t *testing.T, test func(t *testing.T, database string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "a b?#%.db")) })
	t.Run("postgres", func(t *testing.T) {
		postgres.once.Do(startPostgres)
		if postgres.missing != "" {
			t.Skip("SKIPPED, not tested with PostgreSQL: " + postgres.missing)
		}
		postgres.number++
		name := fmt.Sprintf("test%d", postgres.number)
		if fault := runSQL("CREATE DATABASE " + name); fault != "" {
			t.Fatal(fault)
		}
		test(t, fmt.Sprintf(postgres.url, name))
	})
}

// demoStore opens a database with the samples.
func demoStore(t *testing.T, database string) *store {
	t.Helper()
	s, err := openStore(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	if err := fillDemo(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

func serveDemo(t *testing.T, database string) client {
	t.Helper()
	server := httptest.NewServer(newServer(demoStore(t, database), limits{inFlight: 256}).handler)
	t.Cleanup(server.Close)
	return client{base: server.URL, token: "demo-acme"}
}

// A client sends requests with a token.
type client struct{ base, token string }

func (c client) as(token string) client { return client{base: c.base, token: token} }

type reply struct {
	status int
	body   string
	header http.Header
}

func (c client) try(method, path, body string, headers ...string) (reply, error) {
	request, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, string(text), response.Header}, err
}

func (c client) do(t *testing.T, want int, method, path, body string, headers ...string) reply {
	t.Helper()
	got, err := c.try(method, path, body, headers...)
	if err != nil {
		t.Fatal(err)
	}
	if got.status != want {
		t.Fatalf("%s %s: status %d, want %d: %.300s", method, path, got.status, want, got.body)
	}
	return got
}

// The lines of the README work as they stand there, one after the other.
func TestReadme(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("SKIPPED, the lines of the README are not tested: no curl here")
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	acme := serveDemo(t, filepath.Join(t.TempDir(), "service.db"))
	last := ""
	for line := range strings.Lines(string(readme)) {
		if strings.HasPrefix(line, "curl ") {
			out, err := exec.Command("sh", "-c", strings.ReplaceAll(line, "http://127.0.0.1:8080", acme.base)).Output()
			if err != nil || len(out) == 0 {
				t.Errorf("%v %s: %s", err, out, line)
			}
			last = string(out)
		}
	}
	if !strings.Contains(string(readme), "```json\n"+last+"```") {
		t.Errorf("the README does not show\n%s", last)
	}
}
