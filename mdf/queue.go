package mdf

// lotQueue is a heap of lots, the one that is drawn first at the front. It may hold lots
// of which nothing is free.
type lotQueue []int32

func (q *lotQueue) push(index int32, lots []lot) {
	*q = append(*q, index)
	h := *q
	for i := len(h) - 1; i > 0; {
		parent := (i - 1) / 2
		if !lots[h[i]].before(&lots[h[parent]]) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

func (q *lotQueue) pop(lots []lot) {
	h := *q
	last := len(h) - 1
	h[0] = h[last]
	h = h[:last]
	*q = h
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			return
		}
		if child+1 < last && lots[h[child+1]].before(&lots[h[child]]) {
			child++
		}
		if !lots[h[child]].before(&lots[h[i]]) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
