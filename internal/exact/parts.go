package exact

// Parts divides figures in proportion to one of them, the base, part by part: each part is
// the difference of cumulative sums that [RoundShare] rounds, so that the parts of the whole
// base add up to the figures, however it was divided.
type Parts struct {
	whole []int64
	base  int
	done  int64
}

// NewParts returns the parts of figures by the one at base.
func NewParts(figures []int64, base int) *Parts { return &Parts{whole: figures, base: base} }

// Next writes the next n of the base, and what goes with it, to part, and reports whether so
// much was left; else it is what was left. It expects n of at least 0.
func (p *Parts) Next(part []int64, n int64) (enough bool) {
	base := max(p.whole[p.base], 0)
	was := p.done
	enough = n <= base-was
	p.done = was + min(n, base-was)
	for i, figure := range p.whole {
		part[i] = RoundShare(figure, p.done, base) - RoundShare(figure, was, base)
	}
	return enough
}

// Done reports whether nothing of a base above 0 is left.
func (p *Parts) Done() bool { return p.done > 0 && p.done == p.whole[p.base] }
