package whitespace

// groups is accounts by partner or rep.
type groups struct {
	ids []string // in the order of their first accounts
	of  []int    // the position in ids of every account's
}

func groupAccounts(accounts []Account, id func(*Account) string) groups {
	g := groups{of: make([]int, len(accounts))}
	position := make(map[string]int)
	for i := range accounts {
		at, ok := position[id(&accounts[i])]
		if !ok {
			at = len(g.ids)
			position[id(&accounts[i])] = at
			g.ids = append(g.ids, id(&accounts[i]))
		}
		g.of[i] = at
	}
	return g
}

// lines adds up the accounts of every group.
func (g *groups) lines(accounts []tally, places int32) []Row {
	tallies := make([]tally, len(g.ids))
	for i := range accounts {
		tallies[g.of[i]].add(&accounts[i])
	}
	lines := make([]Row, len(g.ids))
	for i := range lines {
		lines[i] = Row{ID: g.ids[i], Figures: tallies[i].publish(places)}
	}
	return lines
}
