package deck

import (
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// sharing are the sections that share a slide, so that a deck is not longer than a meeting.
// Those of commitments have a slide of their own.
var sharing = [][]qbr.SectionID{
	{qbr.SectionPerformance, qbr.SectionWins, qbr.SectionOwn},
	{qbr.SectionPipeline, qbr.SectionRegistration},
	{qbr.SectionMarketing},
	{qbr.SectionIncentives},
	{qbr.SectionFunds},
	{qbr.SectionProfitability},
	{qbr.SectionCapability, qbr.SectionEngagement, qbr.SectionSpecialisation},
}

// chapters returns the slides of the sections, in the order of the first of each.
func (s *story) chapters() []*slide {
	var slides []*slide
	told := make(map[int]bool)
	for i := range s.review.Sections {
		at := slices.IndexFunc(sharing, func(ids []qbr.SectionID) bool { return slices.Contains(ids, s.review.Sections[i].ID) })
		if at < 0 || told[at] {
			continue
		}
		told[at] = true
		if said := s.sections(sharing[at]...); len(said) > 0 {
			slides = append(slides, s.chapter(said))
		}
	}
	return slides
}

// sections are those of the review with the ids that say something, in its order.
func (s *story) sections(ids ...qbr.SectionID) []qbr.Section {
	var all []qbr.Section
	for i := range s.review.Sections {
		of := &s.review.Sections[i]
		if slices.Contains(ids, of.ID) && len(of.Notes)+len(of.Metrics)+len(of.Tables) > 0 {
			all = append(all, *of)
		}
	}
	return all
}

// chapter is a slide of sections: their figures, a chart, what is to be remarked, and tables.
func (s *story) chapter(sections []qbr.Section) *slide {
	var titles, remarks []string
	var metrics []qbr.Metric
	var tables []document.Table
	for i := range sections {
		of := &sections[i]
		titles, remarks, metrics = append(titles, of.Title), append(remarks, of.Notes...), append(metrics, of.Metrics...)
		for _, t := range of.Tables {
			if t.Title == "" {
				t.Title = of.Title
			}
			tables = append(tables, t)
		}
	}
	about, look := s.about(titles, metrics)
	made := func(height int) (one *slide, spare int) {
		one = s.newSlide(about, s.message(metrics, titles[0]), look)
		left, right := one.halves(424)
		one.fill([]document.Table{s.figures(metrics)}, left)
		rest := tables
		if at := drawn(tables); at >= 0 {
			one.chart(right, tables[at], tables[at].Title, height)
			rest = append(slices.Delete(slices.Clone(tables), at, at+1), tables[at])
		}
		one.bullets(right, 3, findingsFirst(remarks)...)
		one.fill(dueFirst(rest), left, right)
		one.note(remarks...)
		one.note(sources(metrics))
		return one, right.room()
	}
	one, spare := made(chartHeight)
	if larger, _ := made(min(chartHeight+max(spare, 0), chartHeight*3/2)); len(larger.left) <= len(one.left) {
		one = larger
	}
	if lower, _ := made(leastChart); lower.missing < one.missing {
		return lower
	}
	return one
}

// chartHeight is how high a chart is, leastChart one beside a table that would be cut.
const (
	chartHeight = 236
	leastChart  = 160
)

// dueFirst puts what a meeting has to settle above the tables that can be read later: what two
// partners have registered, then deals that somebody should look at. Registrations that wait are
// among the decisions.
func dueFirst(tables []document.Table) []document.Table {
	due := []string{"Open deals to look at", "Registrations in conflict"}
	sorted := slices.Clone(tables)
	slices.SortStableFunc(sorted, func(a, b document.Table) int { return slices.Index(due, b.Title) - slices.Index(due, a.Title) })
	return sorted
}

// findingsFirst puts remarks that tell how a figure is worked out below the others.
func findingsFirst(remarks []string) []string {
	sorted := slices.Clone(remarks)
	slices.SortStableFunc(sorted, func(a, b string) int { return strings.Count(a, "÷") - strings.Count(b, "÷") })
	return sorted
}

// about is what a slide is about, and the status of that.
func (s *story) about(titles []string, metrics []qbr.Metric) (string, pptx.Look) {
	text := strings.Join(titles, ", ")
	if len(metrics) == 0 {
		return text, pptx.Look{}
	}
	status := metrics[gravest(metrics)].Status
	if status == performance.StatusNoTarget {
		return text, pptx.Look{}
	}
	return text + "  ·  " + statusWord(status), pptx.Look{Bold: true, Color: colorOf(status)}
}

// message is what figures find: the gravest of those that miss their target, or what the
// first page remarks on them, or the best that can be said.
func (s *story) message(metrics []qbr.Metric, otherwise string) string {
	if len(metrics) == 0 {
		return otherwise
	}
	worst := &metrics[gravest(metrics)]
	if worst.Status == performance.StatusRed || worst.Status == performance.StatusAmber {
		if text := s.finding(worst); text != "" {
			return text
		}
	}
	if text := s.remark(metrics); text != "" {
		return text
	}
	for i := range metrics {
		if text := s.finding(&metrics[(gravest(metrics)+i)%len(metrics)]); text != "" {
			return text
		}
	}
	return otherwise
}

// remark is what the first page says of money that is at stake: what the next tier pays, and
// what is lost unless it is spent.
func (s *story) remark(metrics []qbr.Metric) string {
	for i := range s.review.FirstPage {
		h := &s.review.FirstPage[i]
		isAtStake := func(m qbr.Metric) bool {
			return (m.ID == qbr.MetricNextTierGain || m.ID == qbr.MetricFundExpiring) &&
				slices.ContainsFunc(metrics, func(other qbr.Metric) bool { return other.ID == m.ID })
		}
		if len(h.Notes) > 0 && slices.ContainsFunc(h.Metrics, isAtStake) {
			return strings.TrimSuffix(h.Notes[0], ".")
		}
	}
	return ""
}
