package workbook

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Stages are shown by their names, unless a cell would not tell one from another.
func TestStageNames(t *testing.T) {
	stage := func(id, name string) pipeline.DealStage { return pipeline.DealStage{ID: id, Name: name} }
	for _, tt := range []struct {
		why    string
		stages []pipeline.DealStage
		at     string
		want   map[string]string
	}{
		{"names", []pipeline.DealStage{stage("1", "Offer"), stage("2", "")}, "1", map[string]string{"1": "Offer", "2": "2"}},
		{"the same name twice", []pipeline.DealStage{stage("1", "Offer"), stage("2", "Offer")}, "1", nil},
		{"the same but for what nobody sees", []pipeline.DealStage{stage("1", "Offer"), stage("2", "Of\u200bfer")}, "1", nil},
		{"the name of one is the id of another", []pipeline.DealStage{stage("1", "2"), stage("2", "")}, "1", nil},
		{"a deal at no stage that is called as one", []pipeline.DealStage{stage("1", "Offer")}, "Offer", nil},
		{"a deal at no stage", []pipeline.DealStage{stage("1", "Offer")}, "other", map[string]string{"1": "Offer"}},
	} {
		p := Pipeline{Policy: pipeline.DealPolicy{Stages: tt.stages}, Deals: []pipeline.Deal{{Stage: tt.at}}}
		if diff := cmp.Diff(tt.want, p.stageNames()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}

func TestInWords(t *testing.T) {
	for code, want := range map[pipeline.DealOutcome]string{pipeline.DealNoDecision: "no decision", pipeline.DealWon: "won", "": ""} {
		if got := inWords(code); got != want {
			t.Errorf("%q is %q in words, want %q", code, got, want)
		}
	}
}
