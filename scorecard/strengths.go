package scorecard

// order lists the strengths and the improvement areas.
func (g *PeerGroup) order(c *Comparison) {
	if len(g.nodes) <= fewCells {
		var memory [2 * fewCells]int32
		g.orderIn(memory[:], c)
		return
	}
	g.orderMany(c)
}

// orderMany has the memory for the largest questionnaire on its stack.
//
//go:noinline
func (g *PeerGroup) orderMany(c *Comparison) {
	var memory [2 * MaxQuestions]int32
	g.orderIn(memory[:], c)
}

// orderIn orders keys: a gap, which is below 2^14 either way, and behind it the
// position of its line, which is below 2^linePlaces.
func (g *PeerGroup) orderIn(memory []int32, c *Comparison) {
	const linePlaces = 16
	half := len(memory) / 2
	strengths, improvements := memory[:0:half], memory[half:half]
	for _, i := range g.topics {
		switch gap := c.Lines[i].WeightedGap; {
		case !gap.Valid:
		case gap.Points >= 0:
			strengths = insert(strengths, int32(-gap.Points)<<linePlaces|int32(i))
		default:
			improvements = insert(improvements, int32(gap.Points)<<linePlaces|int32(i))
		}
	}
	for _, key := range strengths {
		c.Strengths = append(c.Strengths, c.Lines[key&(1<<linePlaces-1)].ID)
	}
	for _, key := range improvements {
		c.Improvements = append(c.Improvements, c.Lines[key&(1<<linePlaces-1)].ID)
	}
}

// insert adds a key to keys in order.
func insert(keys []int32, key int32) []int32 {
	keys = append(keys, key)
	i := len(keys) - 1
	for ; i > 0 && keys[i-1] > key; i-- {
		keys[i] = keys[i-1]
	}
	keys[i] = key
	return keys
}
