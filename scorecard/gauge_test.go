package scorecard_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// A number answers, whatever its exponent and trailing zeros, when written out it has at
// most 15 digits, of which at most 6 decimals.
func TestDigitsOfAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(
			rapid.Int64Range(-1_000_000_000_000_000_000, 1_000_000_000_000_000_000).Draw(t, "coefficient"),
			rapid.Int32Range(-12, 6).Draw(t, "exponent"),
		)
		if rapid.Bool().Draw(t, "round") {
			d = d.Round(rapid.Int32Range(-15, 7).Draw(t, "places"))
		}
		var want []string
		if writtenDigits(d) > 15 || !testkit.Rat(d.Shift(6)).IsInt() {
			want = []string{"answers[0].number digits"}
		}
		for zeros := range int32(3) {
			same := decimal.NewFromBigInt(d.Shift(12+zeros).BigInt(), -12-zeros)
			a := scorecard.Assessment{Answers: []scorecard.Answer{{Question: "a", Number: decimal.NewNullDecimal(same)}}}
			if diff := diffOf(want, faultsOf(t, a.Validate())); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", d, diff)
			}
		}
	})
}

// writtenDigits counts the digits of a number as it is written out, those of 0.05
// being 2.
func writtenDigits(d decimal.Decimal) int {
	digits := strings.TrimLeft(new(big.Rat).Abs(testkit.Rat(d)).FloatString(30), "0")
	whole, decimals, _ := strings.Cut(digits, ".")
	return len(whole) + len(strings.TrimRight(decimals, "0"))
}

// A number of too many digits is read, so that Validate can tell where it stands.
func TestNumberOfTooManyDigits(t *testing.T) {
	var assessment scorecard.Assessment
	text := `{"answers":[{"question":"a","number":"1"},{"question":"b","number":"0.1234567"},{"question":"c","number":1e30},{"question":"d","number":1e9999},{"question":"e","number":"-` + strings.Repeat("9", 200) + `"}]}`
	if err := json.Unmarshal([]byte(text), &assessment); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(faultsOf(t, assessment.Validate()), ", "); got != "answers[1].number digits, answers[2].number digits, answers[3].number digits, answers[4].number digits" {
		t.Errorf("got %s", got)
	}
}
