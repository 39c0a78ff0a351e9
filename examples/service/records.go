package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/scorecard"
)

// A calculation is what a partner can try and save: an input, judged by a policy.
type calculation[In interface{ Validate() error }, Out any] struct {
	verb    string // assess
	records string // assessments
	policy  string // questionnaires
	partner func(*In) *string
	run     func(ctx context.Context, s *store, policy string, in In) (Out, error)
	figures func(Out, *record)
}

// scored is the result of an assessment.
type scored struct {
	Result  scorecard.Result  `json:"result"`
	Roadmap scorecard.Roadmap `json:"roadmap"`
}

func assess(_ context.Context, _ *store, policy string, a scorecard.Assessment) (out scored, err error) {
	var q scorecard.Questionnaire
	if err = json.Unmarshal([]byte(policy), &q); err != nil {
		return out, err
	}
	if out.Result, err = scorecard.Assess(q, a); err != nil {
		return out, err
	}
	out.Roadmap, err = scorecard.Improve(q, a, scorecard.RoadmapLimits{})
	return out, err
}

// decide takes the vendor's baseline of the partner. Without one it is unknown, and the
// decision says so.
func decide(ctx context.Context, s *store, policy string, p promotion.Proposal) (out promotion.Decision, err error) {
	var m promotion.Menu
	if err = json.Unmarshal([]byte(policy), &m); err != nil {
		return out, err
	}
	var b promotion.Baseline
	body, _, err := s.policy(ctx, baselines, p.Partner)
	if err == nil {
		err = json.Unmarshal([]byte(body), &b)
	}
	if err != nil && !errors.Is(err, errNotFound) {
		return out, err
	}
	return promotion.Decide(m, p, b)
}

func (s *server) registerRecords() {
	registerCalculation(s, calculation[scorecard.Assessment, scored]{
		verb: "assess", records: "assessments", policy: questionnaires, run: assess,
		partner: func(a *scorecard.Assessment) *string { return &a.Partner },
		figures: func(out scored, r *record) {
			overall := out.Result.Overall
			r.score = sql.NullString{String: overall.String(), Valid: overall != 0}
		},
	})
	registerCalculation(s, calculation[promotion.Proposal, promotion.Decision]{
		verb: "decide", records: "proposals", policy: menus, run: decide,
		partner: func(p *promotion.Proposal) *string { return &p.Partner },
		figures: func(out promotion.Decision, r *record) {
			payout := out.Full.Payout
			r.payout = sql.NullString{String: payout.Decimal.String(), Valid: payout.Valid}
		},
	})
}

// TryInput is an input and what judges it.
type TryInput struct {
	ByPartner
	Policy  string `query:"policy" required:"true" pattern:"^[A-Za-z0-9_.~-]{1,100}$"`
	RawBody []byte
}

type saveInput struct {
	TryInput
	Key string `path:"key" pattern:"^[A-Za-z0-9_.~-]{1,100}$" doc:"Chosen by the writer; the same again writes nothing."`
}

type readInput struct {
	ByPartner
	Key string `path:"key" pattern:"^[A-Za-z0-9_.~-]{1,100}$"`
}

type listInput struct {
	ByPartner
	After string `query:"after" pattern:"^[A-Za-z0-9_.~-]{0,100}$" doc:"Starts behind this key."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

// Head is what both a record and a line of a list tell.
type Head struct {
	Key           string `json:"key"`
	Policy        string `json:"policy"`
	PolicyVersion int    `json:"policyVersion"`
	Created       string `json:"created" format:"date-time"`
}

// saved is a record as it is read.
type saved[Out any] struct {
	Head
	Result Out `json:"result"`
}

type saveOutput[Out any] struct {
	Status int
	Body   saved[Out]
}

type summary struct {
	Head
	Score  string `json:"score,omitempty"`
	Payout string `json:"payout,omitempty"`
}

type listed struct {
	Records []summary `json:"records"`
	Next    string    `json:"next,omitempty" doc:"To be sent as after, when there may be more."`
}

func registerCalculation[In interface{ Validate() error }, Out any](s *server, c calculation[In, Out]) {
	base := "/v1/partners/{partner}/"
	input := reflect.TypeFor[In]()
	register(s, huma.Operation{
		OperationID: c.verb, Method: http.MethodPost, Path: base + c.verb, Security: anybody,
		Summary: "Calculates and saves nothing",
	}, input, func(ctx context.Context, in *TryInput) (*output[Out], error) {
		_, r, err := c.read(in)
		if err != nil {
			return nil, err
		}
		out, _, err := c.calculate(ctx, s.store, r, in.Policy)
		return &output[Out]{Body: out}, err
	})
	register(s, huma.Operation{
		OperationID: "put-" + c.records, Method: http.MethodPut, Path: base + c.records + "/{key}", Security: anybody,
		Summary: "Calculates and saves", DefaultStatus: http.StatusCreated,
		Description: "The same key and content again answer 200 with what was saved, another content 409.",
	}, input, func(ctx context.Context, in *saveInput) (*saveOutput[Out], error) {
		return c.save(ctx, s.store, in)
	})
	register(s, huma.Operation{
		OperationID: "get-" + c.records, Method: http.MethodGet, Path: base + c.records + "/{key}", Security: anybody,
		Summary: "Reads what was saved",
	}, nil, func(ctx context.Context, in *readInput) (*saveOutput[Out], error) {
		r, err := s.store.record(ctx, c.records, in.Partner, in.Key)
		if err != nil {
			return nil, err
		}
		return asSaved[Out](r, http.StatusOK)
	})
	register(s, huma.Operation{
		OperationID: "list-" + c.records, Method: http.MethodGet, Path: base + c.records, Security: anybody,
		Summary: "Lists what was saved, by key",
	}, nil, func(ctx context.Context, in *listInput) (*output[listed], error) {
		return list(ctx, s.store, c.records, in)
	})
}

// read decodes the input of a partner, whose name it may leave out.
func (c calculation[In, Out]) read(in *TryInput) (text string, v In, err error) {
	if v, err = decode[In](in.RawBody); err != nil {
		return "", v, err
	}
	partner := c.partner(&v)
	if *partner != "" && *partner != in.Partner {
		return "", v, invalid("partner", "match", "must be that of the path")
	}
	*partner = in.Partner
	canonical, err := json.Marshal(v)
	return string(canonical), v, err
}

func (c calculation[In, Out]) calculate(ctx context.Context, s *store, v In, id string) (out Out, version int, err error) {
	policy, version, err := s.policy(ctx, c.policy, id)
	if err != nil {
		return out, 0, err
	}
	out, err = c.run(ctx, s, policy, v)
	return out, version, err
}

func (c calculation[In, Out]) save(ctx context.Context, s *store, in *saveInput) (*saveOutput[Out], error) {
	text, v, err := c.read(&in.TryInput)
	if err != nil {
		return nil, err
	}
	sum := digest(in.Policy + "\n" + text)
	// What was saved is answered as it was, whatever has become of its policy.
	if before, err := s.record(ctx, c.records, in.Partner, in.Key); !errors.Is(err, errNotFound) {
		return answer[Out](before, false, sum, err)
	}
	out, version, err := c.calculate(ctx, s, v, in.Policy)
	if err != nil {
		return nil, err
	}
	result, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	r := record{
		kind: c.records, partner: in.Partner, key: in.Key, digest: sum, policy: in.Policy, version: version,
		input: text, result: string(result), created: now(),
	}
	c.figures(out, &r)
	stored, added, err := s.putRecord(ctx, r)
	return answer[Out](stored, added, sum, err)
}

// answer tells a writer what stands under its key now.
func answer[Out any](stored record, added bool, sum string, err error) (*saveOutput[Out], error) {
	switch {
	case err != nil:
		return nil, err
	case stored.digest != sum:
		return nil, errReused
	case added:
		return asSaved[Out](stored, http.StatusCreated)
	}
	return asSaved[Out](stored, http.StatusOK)
}

func (r record) head() Head { return Head{r.key, r.policy, r.version, r.created} }

func asSaved[Out any](r record, status int) (*saveOutput[Out], error) {
	out := &saveOutput[Out]{Status: status, Body: saved[Out]{Head: r.head()}}
	return out, json.Unmarshal([]byte(r.result), &out.Body.Result)
}

func list(ctx context.Context, s *store, kind string, in *listInput) (*output[listed], error) {
	records, err := s.records(ctx, kind, in.Partner, in.After, in.Limit)
	out := &output[listed]{Body: listed{Records: []summary{}}}
	for _, r := range records {
		out.Body.Records = append(out.Body.Records, summary{Head: r.head(), Score: r.score.String, Payout: r.payout.String})
	}
	if len(records) == in.Limit {
		out.Body.Next = records[len(records)-1].key
	}
	return out, err
}
