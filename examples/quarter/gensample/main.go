// Command gensample writes the sample channel of the quarter example: a vendor's
// questionnaire, its partners, what they answered, their marketing plans, deals and leads, and the sales,
// rebates and activities of the first ones. Everything in it is
// invented. The same flags write the same files, on every machine. The other files of the sample, of what
// people write down, are written by hand.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gensample: ")
	out := flag.String("out", "sample", "`folder` to write to")
	partners := flag.Int("partners", 240, "`number` of partners")
	quarters := flag.Int("quarters", 4, "`number` of quarters, of which the last is 2026-Q3")
	recorded := flag.Int("recorded", 12, "`number` of partners with sales, rebates and activities")
	flag.Parse()
	if *partners < 1 || *quarters < 1 || *quarters > maxQuarters {
		log.Fatalf("-partners must be at least 1, -quarters from 1 to %d", maxQuarters)
	}
	if err := write(*out, *partners, *quarters, *recorded); err != nil {
		log.Fatal(err)
	}
}

// write writes all files of a channel.
func write(out string, partners, quarters, recorded int) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	q := newQuestionnaire()
	if err := q.Validate(); err != nil {
		return fmt.Errorf("questionnaire: %w", err)
	}
	if err := writeQuestionnaire(filepath.Join(out, "questionnaire.json"), q); err != nil {
		return err
	}
	channel := newChannel(partners)
	if err := writePartners(filepath.Join(out, "partners.csv"), channel); err != nil {
		return err
	}
	if err := writeAssessments(filepath.Join(out, "assessments.csv"), channel, q, quarters); err != nil {
		return err
	}
	if err := writeGoals(filepath.Join(out, "goals.csv"), channel, q); err != nil {
		return err
	}
	if err := writePlan(filepath.Join(out, "plan.json"), channel); err != nil {
		return err
	}
	return writeBusiness(out, channel, quarters, recorded)
}
