package main

import (
	"context"
	"embed"
	"net/http"
	"path"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/shopspring/decimal"
)

// maxBody bounds a body; the largest questionnaire that the library takes has about a
// third of it.
const maxBody = 1 << 20

// The pages hold no data: their script asks the operations, with the token behind the # of the
// address, which browsers keep to themselves.
//
//go:embed web
var web embed.FS

// server answers requests from a store.
type server struct {
	store   *store
	api     huma.API
	rates   *rates
	handler http.Handler
}

type output[B any] struct{ Body B }

func init() { huma.NewError = newProblem }

// newServer returns the whole service, with its handler.
func newServer(s *store, l limits) *server {
	mux := http.NewServeMux()
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for _, text := range []reflect.Type{reflect.TypeFor[decimal.Decimal](), reflect.TypeFor[scorecard.Points]()} {
		registry.RegisterTypeAlias(text, reflect.TypeFor[number]())
	}
	for _, text := range []reflect.Type{
		reflect.TypeFor[decimal.NullDecimal](), reflect.TypeFor[scorecard.NullPoints](), reflect.TypeFor[scorecard.Score](),
	} {
		registry.RegisterTypeAlias(text, reflect.TypeFor[nullNumber]())
	}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "partnermath", Version: "1"},
			Components: &huma.Components{
				Schemas:         registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer"}},
			},
		},
		OpenAPIPath: "/openapi", // no DocsPath: that page loads its scripts from elsewhere
		Formats:     huma.DefaultFormats, DefaultFormat: "application/json",
		RejectUnknownQueryParameters: true,
	}
	config.FieldsOptionalByDefault = true // what a policy or an input must have, the library says
	srv := &server{store: s, api: humago.New(mux, config), rates: newRates(l.rate)}
	srv.api.UseMiddleware(srv.authorize)
	srv.registerPolicies()
	srv.registerRecords()
	register(srv, huma.Operation{
		OperationID: "whoami", Method: http.MethodGet, Path: "/v1/whoami", Security: anybody,
		Summary: "Tells whose the token is",
	}, nil, func(ctx context.Context, _ *struct{}) (*output[caller], error) {
		return &output[caller]{Body: callerOf(ctx)}, nil
	})
	register(srv, huma.Operation{
		OperationID: "health", Method: http.MethodGet, Path: "/healthz", Summary: "Tells that the database answers",
	}, nil, func(ctx context.Context, _ *struct{}) (*struct{}, error) { return nil, s.read.PingContext(ctx) })
	mux.Handle("GET /web/", http.FileServerFS(web))
	mux.Handle("GET /{$}", http.RedirectHandler("/web/", http.StatusFound))
	srv.handler = l.around(mux)
	return srv
}

// register adds an operation. The service reads bodies itself, as strictly as the library
// does and with every fault at its path; huma documents them and bounds their length.
func register[I, O any](s *server, op huma.Operation, body reflect.Type, handler func(context.Context, *I) (*O, error)) {
	if body != nil {
		op.MaxBodyBytes = maxBody
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{}}
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			return nil, asProblem(err)
		}
		return out, nil
	})
	if body != nil {
		schema := s.api.OpenAPI().Components.Schemas.Schema(body, true, "")
		op.RequestBody.Content = map[string]*huma.MediaType{"application/json": {Schema: schema}}
	}
}

// decode reads a body strictly and validates it.
func decode[T interface{ Validate() error }](body []byte) (T, error) {
	var v T
	if err := partnermath.Decode(body, &v); err != nil {
		return v, err
	}
	return v, v.Validate()
}

func invalid(path, rule, message string) error {
	var e partnermath.ValidationError
	e.Add(path, rule, message)
	return e.Err()
}

// schemaName puts the package before the name: there is a Goal in more than one.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if pkg := path.Base(t.PkgPath()); t.Name() != "" && pkg != "." && pkg != "main" && pkg != "service" {
		return pkg + "." + name
	}
	return name
}

// number and nullNumber are the schemas of decimals, which are text in JSON.
type (
	number     struct{}
	nullNumber struct{}
)

func (number) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Pattern: `^-?[0-9]+(\.[0-9]+)?$`, Examples: []any{"1250.50"},
		Description: "A decimal number as text. A JSON number is taken too.",
	}
}

func (nullNumber) Schema(r huma.Registry) *huma.Schema {
	s := number{}.Schema(r)
	s.Nullable = true
	return s
}
