package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// A caller is who a token stands for: the vendor, or one partner.
type caller struct {
	Partner string `json:"partner,omitempty"`
	Vendor  bool   `json:"vendor"`
}

func (c caller) String() string {
	if c.Vendor {
		return "vendor"
	}
	return "partner " + c.Partner
}

// What an operation demands: a token of anybody, or the vendor's.
var (
	anybody    = []map[string][]string{{"bearer": {}}}
	vendorOnly = []map[string][]string{{"bearer": {"vendor"}}}
)

// newToken makes a token. Only its digest is kept, so that nobody learns it from the database.
func (s *store) newToken(ctx context.Context, c caller) (string, error) {
	token := rand.Text()
	return token, s.addToken(ctx, digest(token), c)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// authorize lets a request through that has the token its operation demands. It stands before every
// operation, and a path with a {partner} belongs to this partner and the vendor, whatever
// the operation does: no handler can forget it.
func (s *server) authorize(ctx huma.Context, next func(huma.Context)) {
	demanded := ctx.Operation().Security
	if len(demanded) == 0 {
		next(ctx)
		return
	}
	scheme, token, _ := strings.Cut(ctx.Header("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		s.refuse(ctx, http.StatusUnauthorized, "send the header Authorization: Bearer TOKEN")
		return
	}
	who, err := s.store.caller(ctx.Context(), digest(token))
	if errors.Is(err, errNotFound) {
		s.refuse(ctx, http.StatusUnauthorized, "the token is not known")
		return
	}
	if err != nil {
		told := asProblem(err)
		s.refuse(ctx, told.GetStatus(), told.Error())
		return
	}
	noteCaller(ctx.Context(), who)
	if !s.rates.allow(who) {
		ctx.SetHeader("Retry-After", "1")
		s.refuse(ctx, http.StatusTooManyRequests, "too many requests with this token")
		return
	}
	ofPartner := strings.Contains(ctx.Operation().Path, "{partner}")
	if !who.Vendor && (slices.Contains(demanded[0]["bearer"], "vendor") || ofPartner && ctx.Param("partner") != who.Partner) {
		s.refuse(ctx, http.StatusForbidden, "the token is that of "+who.String())
		return
	}
	next(ctx)
}

func (s *server) refuse(ctx huma.Context, status int, detail string) {
	switch status {
	case http.StatusUnauthorized:
		ctx.SetHeader("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		ctx.SetHeader("Retry-After", "1")
	}
	_ = huma.WriteErr(s.api, ctx, status, detail)
}
