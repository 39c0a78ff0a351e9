package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// A partner that is not known may be meant by its id or by its name, in tables, documents and the flag.
func TestNearestPartner(t *testing.T) {
	const partners = "id,name,tier,type,region,manager\nA1,Bâtir & Câbler SARL,Gold,,,\nFR05,Étoile Cloud,Or,,,\nB2,,Gold,,,\n"
	for id, want := range map[string]string{
		"Batir & Cabler SARL": `; the nearest is "Bâtir & Câbler SARL" (A1)`,
		"Etoile cloud":        `; the nearest is "Étoile Cloud" (FR05)`,
		"FR005":               `; the nearest is "FR05"`,
		"Zebra":               "",
		"étoile  cloud":       `; it is the name of "FR05"`,
	} {
		review := `{"quarter": "2026-Q1", "partners": [{"partner": {"id": "` + id + `"}}]}`
		plan := `{"quarter": "2026-Q1", "currency": "EUR", "plans": [{"partner": "` + id + `"}]}`
		steps := `{"steps": [{"partner": "` + id + `", "workflow": "w", "month": 1, "due": "2026-01-31"}]}`
		cases := `{"cases": [{"partner": "` + id + `", "case": {}}]}`
		directory := data(t, map[string]string{
			intake.PartnersFile: partners, intake.AssessmentsFile: header + "A1,2026-03-31,rate,0.5\n" + strings.ReplaceAll(id, "étoile  cloud", "FR05") + ",2026-03-31,rate,1\n",
			intake.ReviewFile: review, intake.PlanFile: plan, intake.ChannelFile: steps, intake.ProfitFile: cases,
		})
		got := strings.ReplaceAll(fails(t, exitInput, "-data", directory), directory+"/", "")
		wants := []string{
			`plans[0].partner: must be in partners.csv, got "` + id + `"` + want + "\n",
			`partners[0].partner.id: must be in partners.csv, got "` + id + `"` + want + "\n",
			`steps[0].partner: must be in partners.csv, got "` + id + `"` + want + "\n",
			`cases[0].partner: must be in partners.csv, or left out for all partners, got "` + id + `"` + want + "\n",
		}
		if !strings.HasPrefix(want, "; it is") { // by which tables name it
			wants = append(wants, `assessments.csv:3:1: partner: partner "`+id+`" is not in partners.csv`+want+"\n")
		}
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("lacks %q:\n%s", want, got)
			}
		}
	}
	directory := data(t, map[string]string{intake.PartnersFile: partners, intake.AssessmentsFile: header + "A1,2026-03-31,rate,0.5\n"})
	got := fails(t, exitInput, "-data", directory, "-partner", "Etoile cloud")
	want := "quarter: partner \"Etoile cloud\" is not in partners.csv, which has A1, FR05, B2; the nearest is \"Étoile Cloud\" (FR05)\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-partner (-want +got):\n%s", diff)
	}
}

// The title of a question may be told without what stands behind it.
func TestNearestQuestion(t *testing.T) {
	directory := data(t, map[string]string{intake.AssessmentsFile: "partner,date,Trust between us (1 to 5)\nA1,2026-03-31,3\n"})
	columns := mapping(t, `{"assessments": {"questions": {"skill": "Trust between us"}}}`)
	got := fails(t, exitInput, "-data", directory, "-columns", columns)
	if want := `column "Trust between us" for skill (the nearest is "Trust between us (1 to 5)") is missing`; !strings.Contains(got, want) {
		t.Errorf("lacks %q: %s", want, got)
	}
}
