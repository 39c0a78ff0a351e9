package main

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/scorecard"
)

// The kinds of policies, which are also parts of paths.
const (
	questionnaires = "questionnaires"
	menus          = "menus"
	baselines      = "baselines"
)

// ByID and ByPartner are exported because huma fills embedded structs only then.
type ByID struct {
	ID string `path:"id" pattern:"^[A-Za-z0-9_.~-]{1,100}$"`
}

// ByPartner is the part of a path that the token is checked against.
type ByPartner struct {
	Partner string `path:"partner" pattern:"^[A-Za-z0-9_.~-]{1,100}$"`
}

// NextVersion is what a writer of a policy sends.
type NextVersion struct {
	IfMatch     string `header:"If-Match" doc:"The ETag that was read, to replace this version and no other."`
	IfNoneMatch string `header:"If-None-Match" doc:"*, to write the first version."`
	RawBody     []byte
}

type (
	writeByID struct {
		ByID
		NextVersion
	}
	writeByPartner struct {
		ByPartner
		NextVersion
	}
)

func (p ByID) id() string               { return p.ID }
func (p ByPartner) id() string          { return p.Partner }
func (n NextVersion) next() NextVersion { return n }

type (
	identified interface{ id() string }
	written    interface {
		identified
		next() NextVersion
	}
)

type versioned[B any] struct {
	ETag string `header:"ETag" doc:"The version in quotes, for If-Match."`
	Body B
}

type version struct {
	Version int `json:"version"`
}

func (s *server) registerPolicies() {
	registerPolicy[ByID, writeByID](s, questionnaires, "/v1/questionnaires/{id}", func(q scorecard.Questionnaire) string { return q.ID })
	registerPolicy[ByID, writeByID](s, menus, "/v1/menus/{id}", func(m promotion.Menu) string { return m.ID })
	registerPolicy[ByPartner, writeByPartner](s, baselines, "/v1/partners/{partner}/baseline", func(promotion.Baseline) string { return "" })
}

// registerPolicy adds reading and writing of a kind of policy. An id of its own must be that of the path.
func registerPolicy[R identified, W written, P interface{ Validate() error }](s *server, kind, path string, own func(P) string) {
	register(s, huma.Operation{
		OperationID: "get-" + kind, Method: http.MethodGet, Path: path, Security: anybody,
		Summary: "Reads the newest version",
	}, nil, func(ctx context.Context, in *R) (*versioned[P], error) {
		body, number, err := s.store.policy(ctx, kind, (*in).id())
		if err != nil {
			return nil, err
		}
		out := &versioned[P]{ETag: etag(number)}
		return out, json.Unmarshal([]byte(body), &out.Body)
	})
	register(s, huma.Operation{
		OperationID: "put-" + kind, Method: http.MethodPut, Path: path, Security: vendorOnly,
		Summary: "Writes the next version", Description: "Refused with 412 when somebody else wrote one in between.",
	}, reflect.TypeFor[P](), func(ctx context.Context, in *W) (*versioned[version], error) {
		next := (*in).next()
		read, err := next.read()
		if err != nil {
			return nil, err
		}
		policy, err := decode[P](next.RawBody)
		if err != nil {
			return nil, err
		}
		if id := own(policy); id != "" && id != (*in).id() {
			return nil, invalid("id", "match", "must be that of the path")
		}
		body, err := json.Marshal(policy)
		if err != nil {
			return nil, err
		}
		out := &versioned[version]{ETag: etag(read + 1), Body: version{read + 1}}
		return out, s.store.putPolicy(ctx, kind, (*in).id(), string(body), read)
	})
}

func etag(version int) string { return strconv.Quote(strconv.Itoa(version)) }

// read returns the version that a writer has read, 0 for none.
func (n NextVersion) read() (int, error) {
	if n.IfMatch == "" && n.IfNoneMatch == "*" {
		return 0, nil
	}
	if n.IfMatch == "" {
		return 0, newProblem(http.StatusPreconditionRequired,
			"send If-Match with the ETag that was read, or If-None-Match: * for a new policy")
	}
	text, _ := strconv.Unquote(n.IfMatch)
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 || version > 1_000_000_000 {
		return 0, errVersion
	}
	return version, nil
}
