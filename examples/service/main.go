// Command service wraps the library in HTTP, with a database.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct {
	listen, database, token string
	demo                    bool
	limits                  limits
}

func parse(args []string) (c config, err error) {
	flags := flag.NewFlagSet("service", flag.ContinueOnError)
	flags.StringVar(&c.listen, "listen", "127.0.0.1:8080", "`address` to listen on; put TLS before it where others reach it")
	flags.StringVar(&c.database, "db", "",
		"`file` of SQLite, or postgres://…; by default the environment's DATABASE_URL, or service.db")
	flags.StringVar(&c.token, "token", "", "make and print a token of this `partner`, or of the vendor with -token @vendor, and end")
	flags.BoolVar(&c.demo, "demo", false, "use a database that is thrown away, with samples and the tokens demo-vendor, demo-acme and demo-globex")
	flags.IntVar(&c.limits.inFlight, "in-flight", 256, "most `requests` at once")
	flags.Float64Var(&c.limits.rate, "rate", 100, "most `requests` a second with one token, 0 for any")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if c.limits.inFlight < 1 || c.limits.rate < 0 || c.limits.rate > 0 && c.limits.rate < 1 {
		return c, errors.New("-in-flight must be at least 1, and -rate 0 or at least 1")
	}
	c.database = cmp.Or(c.database, os.Getenv("DATABASE_URL"), "service.db")
	return c, nil
}

func run(ctx context.Context, args []string) (err error) {
	c, err := parse(args)
	if err != nil {
		return err
	}
	if c.demo {
		folder, err := os.MkdirTemp("", "service-demo")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		c.database = folder + "/demo.db"
	}
	s, err := openStore(ctx, c.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if c.token != "" {
		return printToken(ctx, s, c.token)
	}
	if c.demo {
		if err := fillDemo(ctx, s); err != nil {
			return err
		}
	}
	return serve(ctx, c, newServer(s, c.limits).handler)
}

func printToken(ctx context.Context, s *store, partner string) error {
	token, err := s.newToken(ctx, caller{Partner: partner, Vendor: partner == "@vendor"})
	if err == nil {
		fmt.Println(token)
	}
	return err
}

// serve answers until the context ends; then it takes no more requests and ends those that are
// under way.
func serve(ctx context.Context, c config, handler http.Handler) error {
	listener, err := net.Listen("tcp", c.listen)
	if err != nil {
		return err
	}
	if address := listener.Addr().(*net.TCPAddr); c.demo && !address.IP.IsLoopback() {
		return errors.Join(errors.New("-demo has tokens that everybody knows: it listens on this machine only"), listener.Close())
	}
	server := &http.Server{
		Handler: handler, MaxHeaderBytes: 16 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute,
	}
	slog.Info("listening", "address", "http://"+listener.Addr().String())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping")
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return server.Shutdown(end)
}
