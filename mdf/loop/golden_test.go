package loop_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// vectors are figures that others published.
type vectors struct {
	Accrual, Balance, SharedExpense, Expiry, Split json.RawMessage // of other packages
	Utilisation                                    struct{ Source, Utilisation, RevenueRoi, RevenueMultiple string }
	Attribution                                    struct {
		Source    string
		EvenSplit []string
	}
}

func golden(t *testing.T) vectors {
	t.Helper()
	var v vectors
	testkit.ReadJSON(t, "testdata/mdf.json", &v)
	return v
}

// 800,000 spent, 5,000,000 of revenue.
func TestGoldenReturn(t *testing.T) {
	want := golden(t).Utilisation
	l := verify(t, byTactic(), funded("all || revenue=5000000 vendor=800000"), nil)
	got := l.Total.Channel.Actual.RevenueByVendorMoney
	for name, pair := range map[string][2]string{
		"multiple": {want.RevenueMultiple, show(got.Multiple)}, "ROI": {want.RevenueRoi, show(got.ROI)},
	} {
		if !testkit.Number(pair[0]).Equal(testkit.Number(pair[1])) {
			t.Errorf("%s: want %s, got %s", name, pair[0], pair[1])
		}
	}
}

// 16,000 of pipeline and two touches.
func TestGoldenEvenSplit(t *testing.T) {
	c := attribute(t, loop.Attribution{Currency: "USD", Method: loop.AttributeEven},
		dealt("o 03-10 - 16000 -"), touched("a o x 03-01\nb o y 03-02"))
	var want []string
	for i, share := range golden(t).Attribution.EvenSplit {
		want = append(want, fmt.Sprintf("o %c %s -", 'a'+i, share))
	}
	differ(t, want, showLines(c))
}
