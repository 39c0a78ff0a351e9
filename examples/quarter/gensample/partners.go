package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
)

// partner is a company with what decides its answers.
type partner struct {
	id, name, tier, kind, region, manager string

	// capability is in thousandths, growth in thousandths a quarter.
	capability, growth int
	random             *rand.Rand
}

const (
	reseller   = "Reseller"
	integrator = "Integrator"
	provider   = "Service provider"

	registered = "Registered"

	// seed is one that gives the first partner something to talk about: a gate that
	// caps its score, strengths, and a good quarter behind it.
	seed = 24306
	// answerSeed is one by which a single gate of the first partner fails.
	answerSeed = 1735
)

var (
	words = []string{
		"Varnholt", "Quillmere", "Tandrell", "Osperry", "Brackwen", "Lumisend", "Korvasta", "Fennoway",
		"Jandrick", "Pellmoor", "Zorvian", "Hestarra", "Nimbrook", "Caldrisk", "Wexmond", "Ardenfell",
		"Mirovane", "Steenhaal", "Ulvanor", "Thessing", "Grovanti", "Darrowick", "Elmsarra", "Yarrowen",
	}
	trades = []string{
		"Systems", "Networks", "IT Services", "Consulting", "Technologies",
		"Data", "Cloud Works", "Solutions", "Computing", "Digital",
	}
	// tiers are from the top, with the share of partners in percent and the typical
	// capability in thousandths.
	tiers = []struct {
		name              string
		share, capability int
	}{{"Gold", 15, 680}, {"Silver", 35, 540}, {registered, 50, 400}}
	regions  = []string{"Americas", "EMEA", "APAC"}
	managers = map[string][]string{
		"Americas": {"Dana Whitlock", "Luis Cardenal"},
		"EMEA":     {"Ines Duarte", "Marek Svoboda", "Ruth Okonjo"},
		"APAC":     {"Kenji Morita", "Asha Menon"},
	}
)

// newChannel returns n partners. A partner does not depend on n.
func newChannel(n int) []partner {
	channel := make([]partner, n)
	for i := range channel {
		channel[i] = newPartner(i)
	}
	return channel
}

func newPartner(i int) partner {
	random := rand.New(rand.NewPCG(seed, uint64(i)))
	p := partner{
		id:     fmt.Sprintf("P%04d", 1001+i),
		name:   words[i%len(words)] + " " + trades[(i/len(words)+i%len(words))%len(trades)],
		kind:   []string{reseller, reseller, integrator, provider}[random.IntN(4)],
		region: regions[random.IntN(len(regions))],
	}
	if round := i / (len(words) * len(trades)); round > 0 {
		p.name += " " + strconv.Itoa(round+1)
	}
	p.manager = managers[p.region][random.IntN(len(managers[p.region]))]
	share := random.IntN(100)
	for _, tier := range tiers {
		p.tier, p.capability = tier.name, tier.capability
		if share -= tier.share; share < 0 {
			break
		}
	}
	p.capability += random.IntN(301) - 150
	p.growth = random.IntN(61) - 12
	p.random = rand.New(rand.NewPCG(answerSeed, uint64(i)))
	return p
}

func writePartners(file string, channel []partner) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	_ = w.Write([]string{"id", "name", "tier", "type", "region", "manager"})
	for _, p := range channel {
		_ = w.Write([]string{p.id, p.name, p.tier, p.kind, p.region, p.manager})
	}
	return finish(out, w)
}

// finish flushes and closes a file, and returns the first error of all writing.
func finish(out *os.File, w *csv.Writer) error {
	w.Flush()
	err := w.Error()
	if closing := out.Close(); err == nil {
		err = closing
	}
	return err
}
