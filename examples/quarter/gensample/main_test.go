package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSample(t *testing.T) {
	directory := t.TempDir()
	if err := write(directory, 240, 4, 12); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"questionnaire.json", "partners.csv", "assessments.csv", "goals.csv", "plan.json", "deals.csv", "leads.csv", "sales.csv", "incentive-sales.csv", "activities.csv", "channel.json", "forecasts.csv", "rewards.json", "promotions.json", "campaigns.json", "next.json"} {
		want, err := os.ReadFile(filepath.Join("..", "sample", file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(directory, file))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("sample/%s is not what gensample writes; run go generate", file)
		}
	}
}

func TestPartnersDoNotDependOnTheirNumber(t *testing.T) {
	few, many := newChannel(3), newChannel(1000)
	names := make(map[string]bool)
	for i, p := range many {
		if names[p.id] || names[p.name] {
			t.Errorf("%s, %s is given twice", p.id, p.name)
		}
		names[p.id], names[p.name] = true, true
		if i < len(few) {
			if diff := cmp.Diff(p.name+p.tier+p.manager, few[i].name+few[i].tier+few[i].manager); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestPart(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		x        int
		want     string
	}{
		{"0", "8", 0, "0"},
		{"0", "8", 437, "3"},
		{"0", "8", 438, "4"},
		{"0.5", "0.1", 250, "0.4"},
		{"0.005", "0.03", 500, "0.018"},
		{"-1", "0.25", whole, "0.25"},
	} {
		if got := part(number(tt.from), number(tt.to), tt.x); got != tt.want {
			t.Errorf("part(%s, %s, %d) = %s, want %s", tt.from, tt.to, tt.x, got, tt.want)
		}
	}
}

func TestOnStep(t *testing.T) {
	for _, tt := range []struct {
		from, to, step string
		x              int
		want           string
	}{
		{"1", "5", "1", 0, "1"},
		{"1", "5", "1", 249, "1"},
		{"1", "5", "1", 250, "2"},
		{"1", "5", "1", whole, "5"},
		{"1", "10", "0.5", 500, "5.5"},
	} {
		if got := onStep(number(tt.from), number(tt.to), number(tt.step), tt.x); got != tt.want {
			t.Errorf("onStep(%s, %s, %s, %d) = %s, want %s", tt.from, tt.to, tt.step, tt.x, got, tt.want)
		}
	}
}
