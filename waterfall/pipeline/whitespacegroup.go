package pipeline

// gridGroups is accounts by partner or rep.
type gridGroups struct {
	ids []string // in the order of their first accounts
	of  []int    // the position in ids of every account's
}

func groupAccounts(accounts []Account, id func(*Account) string) gridGroups {
	g := gridGroups{of: make([]int, len(accounts))}
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
func (g *gridGroups) lines(accounts []spaceTally, places int32) []WhiteSpaceRow {
	tallies := make([]spaceTally, len(g.ids))
	for i := range accounts {
		tallies[g.of[i]].add(&accounts[i])
	}
	lines := make([]WhiteSpaceRow, len(g.ids))
	for i := range lines {
		lines[i] = WhiteSpaceRow{ID: g.ids[i], WhiteSpaceFigures: tallies[i].publish(places)}
	}
	return lines
}
