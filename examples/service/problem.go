package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/partnermath/partnermath"
)

// A problem is an answer of RFC 9457.
type problem struct {
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail,omitempty"`
	Errors []fault `json:"errors,omitempty" doc:"Every fault of the request, each at its place."`
}

// A fault is one broken rule of a request.
type fault struct {
	Location string `json:"location" example:"body.answers[2].number" doc:"Where the value stands."`
	Rule     string `json:"rule,omitempty" example:"range" doc:"The stable name of the rule."`
	Message  string `json:"message"`
}

func (p *problem) Error() string             { return p.Detail }
func (p *problem) GetStatus() int            { return p.Status }
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders tells when to come again after what passes.
func (p *problem) GetHeaders() http.Header {
	if p.Status == http.StatusServiceUnavailable {
		return http.Header{"Retry-After": {"1"}}
	}
	return nil
}

// newProblem is how huma makes the problems of its own, such as those of parameters.
func newProblem(status int, detail string, errs ...error) huma.StatusError {
	p := &problem{Title: http.StatusText(status), Status: status, Detail: detail}
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, fault{Location: d.ErrorDetail().Location, Message: d.ErrorDetail().Message})
		}
	}
	return p
}

// asProblem tells a client what it can mend, and the log the rest.
func asProblem(err error) huma.StatusError {
	var told *problem
	var invalid *partnermath.ValidationError
	switch {
	case errors.As(err, &told):
		return told
	case errors.As(err, &invalid):
		return invalidBody(invalid)
	case errors.Is(err, errNotFound):
		return newProblem(http.StatusNotFound, err.Error())
	case errors.Is(err, errVersion):
		return newProblem(http.StatusPreconditionFailed, err.Error())
	case errors.Is(err, errReused):
		return newProblem(http.StatusConflict, err.Error())
	}
	if isAway(err) {
		slog.Error("the database is away", "error", err)
		return newProblem(http.StatusServiceUnavailable, "the database does not answer; try again")
	}
	slog.Error("internal error", "error", err)
	return newProblem(http.StatusInternalServerError, "internal error")
}

func invalidBody(invalid *partnermath.ValidationError) *problem {
	p := &problem{Title: "Invalid input", Status: http.StatusUnprocessableEntity, Detail: "the body breaks the rules below"}
	if invalid.Truncated {
		p.Detail = "the body breaks more rules than are listed below"
	}
	for _, f := range invalid.Fields {
		if f.Rule == "syntax" {
			p.Status = http.StatusBadRequest
		}
		p.Errors = append(p.Errors, fault{Location: bodyLocation(f.Path), Rule: f.Rule, Message: f.Message})
	}
	return p
}

// bodyLocation drops the name that a verb gives the document which is the body here. A policy
// keeps its name: it is no part of the request.
func bodyLocation(path string) string {
	document, rest, _ := strings.Cut(path, ".")
	switch document {
	case "questionnaire", "menu", "baseline":
		if rest != "" {
			return path
		}
	case "assessment", "proposal":
		path = rest
	}
	return strings.TrimSuffix("body."+path, ".")
}

// plainProblem writes a problem outside of the operations.
func plainProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(newProblem(status, detail))
}
