package main

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/partnermath/partnermath/scorecard"
)

// everyGoal is how many partners there are to one with goals.
const everyGoal = 4

// goalDays are the ends of quarters at which goals are due, from the last quarter
// of the answers on.
var goalDays = []string{"2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"}

func writeGoals(file string, channel []partner, q scorecard.Questionnaire) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	var topics []string
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			topics = append(topics, topic.ID)
		}
	}
	w := csv.NewWriter(out)
	_ = w.Write([]string{"partner", "node", "id", "target", "by"})
	for i := 0; i < len(channel); i += everyGoal {
		p := &channel[i]
		random := rand.New(rand.NewPCG(seed+1, uint64(i))) // so that the answers do not depend on the goals
		day := func() string { return goalDays[random.IntN(len(goalDays))] }
		_ = w.Write([]string{p.id, "overall", "", strconv.Itoa(p.aim() + random.IntN(9)), day()})
		for _, at := range random.Perm(len(topics))[:1+random.IntN(2)] {
			_ = w.Write([]string{p.id, "topic", topics[at], strconv.Itoa(p.aim() + 5*random.IntN(4)), day()})
		}
	}
	return finish(out, w)
}

// aim is a score that is worth a goal in the tier.
func (p *partner) aim() int {
	switch p.tier {
	case registered:
		return 50
	case tiers[0].name:
		return 74
	}
	return 62
}
