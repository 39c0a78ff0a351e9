package qbr_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/internal/testkit"
)

// The canaries stand in testdata/varnholt.json where only the vendor may look: words, and
// numbers that nothing else adds up to.
func canaryWords() []string {
	return []string{
		"sunsetting", "nurse them", "second partner in the region", "chance of leaving", "flight",
		"quibble", // partners, reps, registrations, customers, agencies and campaigns of others
		"directprogram",
	}
}

func canaryNumbers() []string {
	return []string{
		"0.3571", "35.71", "0.3169", "31.69", // a figure of the vendor's own
		"171313", "23313", "281317", "24418", // the manager's call
		"17171", "17000", "300000", "190000", "400000", "0.15", "919191", // other partners' money and leads
		"313131",                     // the leads of the vendor's own programs
		"713131",                     // the budget
		"616161", "192551", "423610", // what the vendor earns
		"18301", "22807", "4506", "22531", "12007", "7013", "27099", // its margin
		"2.0502", "2.0409", "1.3377", "1.8052", "5.6328", "4.6328", "205.02", "204.09", "133.77", "180.52", "463.28", "5.63",
		"57.31", "81.17", // exact peers
	}
}

// canary returns a canary that a text has, none where it has none.
func canary(text string) string {
	for _, word := range canaryWords() {
		if strings.Contains(strings.ToLower(text), word) {
			return word
		}
	}
	numbers := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`).FindAllString(strings.ReplaceAll(text, ",", ""), -1)
	for _, number := range canaryNumbers() {
		if slices.Contains(numbers, number) {
			return number
		}
	}
	return ""
}

// forms returns everything that a review looks like.
func forms(t *testing.T, in inputs) map[string]string {
	t.Helper()
	r := prepared(t, in)
	d := r.Document()
	return map[string]string{
		"JSON": testkit.JSON(t, r), "the JSON of the document": testkit.JSON(t, d), "Markdown": string(d.AppendMarkdown(nil)),
		"text at 80": string(d.AppendText(nil, 80)), "text at 120": string(d.AppendText(nil, 120)),
	}
}

// varnholtForPartner reads the inputs for the partner's review, its peers as scorecard
// withholds them.
func varnholtForPartner(t testing.TB) inputs {
	t.Helper()
	in := varnholt(t)
	in.forPartner()
	for i := range in.Sources.Peers.Value {
		line := &in.Sources.Peers.Value[i].Comparison.Lines[0]
		line.PeerMean, line.TopMean, line.PeerGap, line.TopGap = 0, 0, line.BestPracticeGap, line.BestPracticeGap
	}
	return in
}

func TestPartnerSeesNothingOfTheVendorsAlone(t *testing.T) {
	in := varnholtForPartner(t)
	for form, text := range forms(t, in) {
		if found := canary(text); found != "" {
			t.Errorf("%s has %q", form, found)
		}
	}
}

// The vendor does see some of it, so that the canaries are alive.
func TestVendorSeesWhatIsTheVendorsAlone(t *testing.T) {
	all := ""
	for _, text := range forms(t, varnholt(t)) {
		all += text
	}
	for _, want := range []string{"sunsetting", "nurse them", "second partner in the region", "Chance of leaving", "35.71%"} {
		if !strings.Contains(all, want) {
			t.Errorf("nobody sees %q", want)
		}
	}
}

func TestPrepareLeavesItsInputs(t *testing.T) {
	for _, in := range []inputs{varnholt(t), varnholtForPartner(t)} {
		before := testkit.JSON(t, in)
		_ = prepared(t, in)
		if diff := cmp.Diff(before, testkit.JSON(t, in)); diff != "" {
			t.Errorf("the inputs changed (-before +after):\n%s", diff)
		}
	}
}
