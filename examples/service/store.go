package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"modernc.org/sqlite"               // the driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

var (
	errNotFound = errors.New("not found")
	errVersion  = errors.New("the policy has another version by now")
	errReused   = errors.New("the key was used for another content")
)

// store keeps everything in SQLite or PostgreSQL, with the same SQL. SQLite has one writer
// at a time, so that writers queue for its one connection and readers never wait for them.
type store struct {
	write, read *sql.DB
	postgres    bool
}

// openStore opens the file of SQLite, or PostgreSQL where the name is a URL postgres://…,
// and brings its tables up to date.
func openStore(ctx context.Context, name string) (*store, error) {
	s := &store{postgres: strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")}
	database := "pgx"
	if !s.postgres {
		// With FULL, what is acknowledged outlives a loss of power too.
		database, name = "sqlite", "file:"+(&url.URL{Path: name}).EscapedPath()+"?_txlock=immediate&_pragma=busy_timeout(10000)"+
			"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	var err error
	if s.write, err = sql.Open(database, name); err != nil {
		return nil, err
	}
	if s.read = s.write; !s.postgres {
		s.write.SetMaxOpenConns(1)
		if s.read, err = sql.Open(database, name); err != nil {
			return nil, err
		}
	}
	s.read.SetMaxOpenConns(16)
	s.read.SetMaxIdleConns(16)
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("migrating the database: %w", err), s.close())
	}
	return s, nil
}

func (s *store) close() error {
	return errors.Join(s.read.Close(), s.write.Close())
}

// migrate runs the migrations that the database has not had, all or none of them. Servers
// that start together wait for each other.
func (s *store) migrate(ctx context.Context) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if s.postgres {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(7420260331)"); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY)"); err != nil {
		return err
	}
	var done int
	if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM migrations").Scan(&done); err != nil {
		return err
	}
	if done > len(files) {
		return fmt.Errorf("the database has %d migrations, this program knows %d: use a newer program", done, len(files))
	}
	for i, file := range files[done:] {
		text, err := migrations.ReadFile(file)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO migrations (number) VALUES ($1)", done+i+1); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func now() string { return time.Now().UTC().Format(time.RFC3339Nano) }

// policy returns the newest version of a policy.
func (s *store) policy(ctx context.Context, kind, id string) (body string, version int, err error) {
	err = s.read.QueryRowContext(ctx,
		"SELECT body, version FROM policies WHERE kind = $1 AND id = $2 ORDER BY version DESC LIMIT 1", kind, id,
	).Scan(&body, &version)
	return body, version, found(err, kind, id)
}

// putPolicy adds the version after the one that the writer has read, 0 for none. When
// that is no longer the newest, the error is errVersion.
func (s *store) putPolicy(ctx context.Context, kind, id, body string, read int) error {
	added, err := s.insert(ctx, `INSERT INTO policies (kind, id, version, body, created)
		SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS INTEGER) + 1, CAST($4 AS TEXT), CAST($5 AS TEXT)
		WHERE (SELECT COALESCE(MAX(version), 0) FROM policies WHERE kind = $1 AND id = $2) = $3
		ON CONFLICT DO NOTHING`, kind, id, read, body, now())
	if err == nil && !added {
		err = errVersion
	}
	return err
}

// A record is something that a partner saved, with its result.
type record struct {
	kind, partner, key string
	digest             string
	policy             string
	version            int
	input, result      string
	score, payout      sql.NullString
	created            string
}

const recordColumns = "kind, partner, key, digest, policy, policy_version, input, result, score, payout, created"

func (r *record) fields() []any {
	return []any{
		&r.kind, &r.partner, &r.key, &r.digest, &r.policy, &r.version, &r.input, &r.result, &r.score, &r.payout, &r.created,
	}
}

func (s *store) record(ctx context.Context, kind, partner, key string) (r record, err error) {
	err = s.read.QueryRowContext(ctx,
		"SELECT "+recordColumns+" FROM records WHERE kind = $1 AND partner = $2 AND key = $3", kind, partner, key,
	).Scan(r.fields()...)
	return r, found(err, kind, key)
}

// records returns at most limit records of a partner, in the order of their keys.
func (s *store) records(ctx context.Context, kind, partner, after string, limit int) ([]record, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+recordColumns+
		" FROM records WHERE kind = $1 AND partner = $2 AND key > $3 ORDER BY key LIMIT $4", kind, partner, after, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []record
	for rows.Next() {
		var r record
		if err := rows.Scan(r.fields()...); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// putRecord saves a record unless its key is taken, and returns what stands under the key.
func (s *store) putRecord(ctx context.Context, r record) (stored record, added bool, err error) {
	added, err = s.insert(ctx, "INSERT INTO records ("+recordColumns+
		") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING", r.fields()...)
	if err != nil || added {
		return r, added, err
	}
	stored, err = s.record(ctx, r.kind, r.partner, r.key)
	return stored, false, err
}

// caller returns whose token has the digest.
func (s *store) caller(ctx context.Context, digest string) (caller, error) {
	var partner sql.NullString
	err := s.read.QueryRowContext(ctx, "SELECT partner FROM tokens WHERE digest = $1", digest).Scan(&partner)
	return caller{Partner: partner.String, Vendor: !partner.Valid}, found(err, "tokens", "")
}

func (s *store) addToken(ctx context.Context, digest string, c caller) error {
	partner := sql.NullString{String: c.Partner, Valid: !c.Vendor}
	_, err := s.insert(ctx, "INSERT INTO tokens (digest, partner, created) VALUES ($1, $2, $3)", digest, partner, now())
	return err
}

func (s *store) insert(ctx context.Context, query string, args ...any) (added bool, err error) {
	done, err := s.write.ExecContext(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// isAway reports whether an error tells that the database cannot be reached or is busy, which
// passes, rather than that it refuses what it is asked.
func isAway(err error) bool {
	var network net.Error
	var connecting *pgconn.ConnectError
	var told *pgconn.PgError
	var local *sqlite.Error
	switch {
	case errors.Is(err, driver.ErrBadConn), errors.As(err, &network), errors.As(err, &connecting):
		return true
	case errors.As(err, &told):
		return slices.Contains([]string{"08", "53", "57"}, told.Code[:min(2, len(told.Code))]) // connection, resources, operator
	case errors.As(err, &local):
		return local.Code()&0xff == sqliteBusy
	}
	return false
}

// sqliteBusy is SQLITE_BUSY: another program writes for longer than busy_timeout.
const sqliteBusy = 5

func found(err error, kind, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w in %s: %q", errNotFound, kind, id)
	}
	return err
}
