package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// sampleQuestionnaire has 40 questions in 4 categories and 8 topics.
func sampleQuestionnaire() scorecard.Questionnaire {
	q := scorecard.Questionnaire{ID: "capability", Version: "1"}
	for c := range 4 {
		category := scorecard.QuestionCategory{ID: fmt.Sprintf("category-%d", c+1), Weight: partnermath.Int(int64(1 + c))}
		for t := range 2 {
			topic := scorecard.Topic{ID: fmt.Sprintf("topic-%d", 2*c+t+1), Weight: partnermath.Int(int64(1 + t))}
			for i := range 5 {
				question := scorecard.Question{ID: fmt.Sprintf("q%02d", 10*c+5*t+i+1), Weight: partnermath.Int(int64(1 + i))}
				if question.Kind = scorecard.KindYesNo; i > 0 {
					question.Kind, question.Min, question.Max = scorecard.KindScale, partnermath.Int(1), partnermath.Int(5)
				}
				topic.Questions = append(topic.Questions, question)
			}
			category.Topics = append(category.Topics, topic)
		}
		q.Categories = append(q.Categories, category)
	}
	return q
}

// makeChannel writes a channel of files with up to size records. It is the same one every time.
func makeChannel(folder string, records, size int) error {
	ch := channel{policy: policy{Questionnaire: sampleQuestionnaire(), Tiers: []string{"bronze", "silver", "gold", "platinum"}}}
	r, err := newReader(ch.policy)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for first := 0; first < records; first += size {
		c := chunk{File: fmt.Sprintf("part-%05d.csv", len(ch.Chunks)), Records: min(size, records-first)}
		text := strings.Join(r.titles, ",") + "\n" + sampleRecords(r, random, first, c.Records)
		if err := os.WriteFile(folder+"/"+c.File, []byte(text), 0o600); err != nil {
			return err
		}
		ch.Chunks = append(ch.Chunks, c)
	}
	data, err := json.Marshal(ch)
	if err != nil {
		return err
	}
	return os.WriteFile(folder+"/channel.json", data, 0o600)
}

// sampleRecords have better answers in higher tiers.
func sampleRecords(r *reader, random *rand.Rand, first, records int) string {
	var text strings.Builder
	for n := range records {
		tier := random.IntN(len(r.Tiers))
		fmt.Fprintf(&text, "P%d,%s", first+n+1, r.Tiers[tier])
		for _, kind := range r.kinds {
			better := random.IntN(5 + tier)
			switch {
			case random.IntN(50) == 0:
				text.WriteString(",n/a")
			case kind == scorecard.KindYesNo:
				text.WriteString([]string{",no", ",yes"}[min(better/3, 1)])
			default:
				fmt.Fprintf(&text, ",%d", 1+min(better, 4))
			}
		}
		text.WriteByte('\n')
	}
	return text.String()
}
