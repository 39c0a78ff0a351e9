package network_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/network"
)

type joining struct {
	member            network.Member
	current, previous scorecard.Result
}

func joinings(t rapid.TB) []joining {
	was := func(s scorecard.Score) scorecard.Result { return anyone(resultOf(t, s)) }
	older := was(10 * pt)
	older.Version = "2025"
	m := func(id, tier, region string) network.Member {
		return network.Member{Partner: id, Name: "The " + id, Tier: tier, Type: "reseller", Region: region}
	}
	return []joining{
		{m("ace", "Gold", "EMEA"), was(70 * pt), was(60 * pt)},
		{m("bat", "Gold", "APAC"), anyone(resultOf(t, 70*pt, 10*pt)), was(80 * pt)},
		{m("cat", "", "EMEA"), was(90 * pt), scorecard.Result{}},
		{m("dog", "Silver", "EMEA"), anyone(resultOf(t, 0, 33*pt)), was(50 * pt)},
		{m("eel", "Silver", "APAC"), was(30 * pt), older},
		{m("fox", "Silver", "APAC"), was(70 * pt), was(60 * pt)},
		{m("gnu", "Gold", "EMEA"), was(20 * pt), was(20 * pt)},
		{m("hen", "Gold", "EMEA"), was(25 * pt), was(5 * pt)},
	}
}

func collected(t rapid.TB, of []joining) *network.Tally {
	t.Helper()
	n := network.NewTally(scorer(t))
	for _, j := range of {
		if err := n.Add(j.member, j.current, j.previous); err != nil {
			t.Fatalf("%v", err)
		}
	}
	return n
}

func reportFrom(t rapid.TB, of []joining, movers int) network.Report {
	t.Helper()
	return reportOf(t, collected(t, of), movers)
}

func reportOf(t rapid.TB, n *network.Tally, movers int) network.Report {
	t.Helper()
	report, err := n.Result(movers)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return report
}

// anyone is a result that names no partner and no day.
func anyone(r scorecard.Result) scorecard.Result {
	r.Partner, r.Date = "", partnermath.Date{}
	return r
}

func TestReportByHand(t *testing.T) {
	report := reportFrom(t, joinings(t), 2)
	ids := func(rows []network.Row) (list []string) {
		for _, r := range rows {
			list = append(list, r.Partner)
		}
		return list
	}
	if diff := testkit.Diff([][]string{{"cat", "ace", "bat", "fox", "eel", "hen", "gnu", "dog"}, {"hen", "ace"}, {"bat"}}, [][]string{ids(report.Rows), ids(report.Improved), ids(report.Fallen)}); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	changes := map[string]string{"ace": "10", "bat": "-10", "fox": "10", "gnu": "0", "hen": "20"}
	for i, rank := range []int{1, 2, 2, 2, 5, 6, 7, 0} {
		row := report.Rows[i]
		if row.Rank != rank || testkit.Diff(testkit.Null(changes[row.Partner]), row.Change.Decimal()) != "" || len(row.Scores) != len(report.Columns) || row.Type != "reseller" {
			t.Errorf("row %d is %+v", i, row)
		}
	}
	type group struct {
		Dimension     scorecard.Dimension
		Value         string
		Partners      int
		Overall, Rest scorecard.Score
	}
	var groups []group
	for _, g := range report.Groups {
		groups = append(groups, group{g.Dimension, g.Value, g.Partners, g.Means[0], g.Means[5]})
	}
	want := []group{
		// 375 ÷ 7, and 348 ÷ 8.
		{scorecard.DimensionAll, "", 8, 5357, 4350},
		{scorecard.DimensionTier, "", 1, 90 * pt, 90 * pt},
		{scorecard.DimensionTier, "Gold", 4, 4625, 3125},
		{scorecard.DimensionTier, "Silver", 3, 50 * pt, 4433},
		{scorecard.DimensionType, "reseller", 8, 5357, 4350},
		// 170 ÷ 3 and 110 ÷ 3; 205 ÷ 4 and 238 ÷ 5.
		{scorecard.DimensionRegion, "APAC", 3, 5667, 3667},
		{scorecard.DimensionRegion, "EMEA", 5, 5125, 4760},
	}
	if diff := testkit.Diff(want, groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if len(report.Columns) != nodes || report.Columns[5].ID != "support" || report.Questionnaire != "capability" || report.Version != "2026.1" {
		t.Errorf("%+v", report.Columns)
	}
	if none := reportFrom(t, joinings(t), 0); len(none.Improved)+len(none.Fallen) != 0 {
		t.Error("movers without any wanted")
	}
}

// The order of Add does not matter.
func TestAnyOrderProperty(t *testing.T) {
	all := joinings(t)
	want, err := json.Marshal(reportFrom(t, all, 3))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		got, err := json.Marshal(reportFrom(t, rapid.Permutation(all).Draw(t, "order"), 3))
		if err != nil || string(got) != string(want) {
			t.Fatalf("another report: %v", err)
		}
	})
}

// Tallies that workers collect apart are merged in any order and grouping.
func TestMergeProperty(t *testing.T) {
	all := joinings(t)
	want := reportFrom(t, all, 3)
	rapid.Check(t, func(t *rapid.T) {
		workers := []*network.Tally{{}, {}}[:rapid.IntRange(0, 2).Draw(t, "zero")]
		for rest := rapid.Permutation(all).Draw(t, "order"); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "members")
			workers, rest = append(workers, collected(t, rest[:n])), rest[n:]
		}
		for len(workers) > 1 {
			i := rapid.IntRange(1, len(workers)-1).Draw(t, "merged")
			before, _ := workers[i].Result(3)
			if err := workers[i-1].Merge(workers[i]); err != nil {
				t.Fatal(err)
			}
			after, err := workers[i].Result(3)
			if diff := testkit.Diff(before, after); diff != "" {
				t.Fatalf("the other has changed (-before +after):\n%s", diff)
			}
			if err != nil { // a zero one
				workers = append(workers[:i], workers[i+1:]...)
				continue
			}
			if faults := testkit.BrokenRules(t, workers[i-1].Merge(workers[i])); len(faults) == 0 || faults[0] != "other unique" {
				t.Fatalf("merged twice: %q", faults)
			}
			workers = append(workers[:i], workers[i+1:]...)
		}
		if diff := testkit.Diff(want, reportOf(t, workers[0], 3)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestFaults(t *testing.T) {
	n := network.NewTally(scorer(t))
	r := anyone(resultOf(t, 50*pt))
	if err := n.Add(network.Member{Partner: "ace"}, r, scorecard.Result{}); err != nil {
		t.Fatal(err)
	}
	before, _ := n.Result(1)
	refused := func(name string, want []string, err error) {
		t.Helper()
		if diff := testkit.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		after, _ := n.Result(1)
		if diff := testkit.Diff(before, after); diff != "" {
			t.Errorf("%s is added (-before +after):\n%s", name, diff)
		}
	}
	for name, broken := range brokenResults() {
		current, want := r, []string{broken.fault}
		current.Lines = slices.Clone(r.Lines)
		broken.change(&current)
		current.Partner = "bat"
		refused(name, want, n.Add(network.Member{Partner: "bat"}, current, scorecard.Result{}))
	}
	other, wild := r, r
	other.Questionnaire, wild.Overall = "other", -1
	refused("twice", []string{"member.partner unique"}, n.Add(network.Member{Partner: "ace"}, r, r))
	refused("no id", []string{"member.partner id"}, n.Add(network.Member{}, r, r))
	refused("previous of another", []string{"previous.questionnaire match"}, n.Add(network.Member{Partner: "bat"}, r, other))
	elsewhere, earlier, later := r, r, r
	elsewhere.Partner, earlier.Date, later.Date = "cat", partnermath.NewDate(2025, 3, 31), partnermath.NewDate(2025, 6, 30)
	refused("of another partner", []string{"current.partner match"}, n.Add(network.Member{Partner: "bat"}, elsewhere, r))
	refused("previous of another partner", []string{"previous.partner match"}, n.Add(network.Member{Partner: "bat"}, r, elsewhere))
	refused("previous later", []string{"previous.date order"}, n.Add(network.Member{Partner: "bat"}, earlier, later))
	refused("previous of the same day", []string{"previous.date order"}, n.Add(network.Member{Partner: "bat"}, later, later))
	refused("previous out of range", []string{"previous.overall range"}, n.Add(network.Member{Partner: "bat"}, r, wild))
	_, err := n.Result(-1)
	refused("movers", []string{"movers min"}, err)
	newer := questionnaire()
	newer.Version = "next"
	refused("another version", []string{"other match"}, n.Merge(network.NewTally(compiled(t, newer))))
	heavier := questionnaire()
	heavier.Categories[0].Weight = partnermath.Int(61)
	refused("other weights", []string{"other match"}, n.Merge(network.NewTally(compiled(t, heavier))))
	refused("itself", []string{"other unique"}, n.Merge(n))
	for _, zero := range []*network.Tally{nil, {}, network.NewTally(nil)} {
		if zero == nil {
			refused("nil", []string{"tally required"}, zero.Merge(n))
			refused("other nil", []string{"other required"}, n.Merge(zero))
		}
		refused("zero", []string{"tally required"}, zero.Add(network.Member{Partner: "bat"}, r, r))
		_, err := zero.Result(1)
		refused("zero", []string{"tally required"}, err)
	}
}
