package reward_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
)

func contest() reward.Contest {
	return reward.Contest{
		ID: "c", Currency: "USD", Ties: reward.TiesPool, Prizes: []decimal.NullDecimal{null("100"), null("50"), null("25")},
	}
}

// entry reads "id result day"; a "-" is left out.
func entry(text string) reward.Entry {
	w := strings.Fields(text + " - -")
	e := reward.Entry{ID: w[0], Date: on(w[2])}
	if w[1] != "-" {
		e.Result = null(w[1])
	}
	return e
}

func TestRank(t *testing.T) {
	for _, tt := range []struct {
		name, entries string
		change        func(*reward.Contest)
		want          string // id place prize, and the sum
		found         []string
	}{
		// 50 + 25 + 0 is pooled by three.
		{name: "places", entries: "a 1, b 2, c 2, d 2, e 3", want: "e 1 100, b 2 25, c 2 25, d 2 25, a 5 0: 175"},
		// 100 + 50 + 25 + 0 by four are 43.75; 175 by six 29.1666…
		{name: "all tied", entries: "d 7, a 7, c 7.0, b 7", want: "a 1 43.75, b 1 43.75, c 1 43.75, d 1 43.75: 175"},
		{name: "ties by id", entries: "f 0, d 0, a 0, c 0, b 0, e 0", want: "a 1 29.17, b 1 29.17, c 1 29.17, d 1 29.17, e 1 29.16, f 1 29.16: 175"},
		{name: "below the prizes", entries: "a 3, b 2, c 1, d 0, e 0, f -1", want: "a 1 100, b 2 50, c 3 25, d 4 0, e 4 0, f 6 0: 175"},
		{name: "few", entries: "a 3", want: "a 1 100: 100"},
		{name: "none", want: ": 0"},
		{
			name: "not known", entries: "b -, a -, c 1", want: "c 1 100, a 0 0 result-unknown, b 0 0 result-unknown: 100",
			found: []string{"result-unknown 2"},
		},
		{
			name: "minimum", entries: "b 9.99, a 1, c 10", change: func(c *reward.Contest) { c.Minimum = null("10") },
			want: "c 1 100, a 0 0 below-minimum, b 0 0 below-minimum: 100",
		},
		{
			name: "the earlier wins", entries: "a 2 03-02, b 2 03-01, c 3 03-09, d 2, e 2 03-02, f 2",
			change: func(c *reward.Contest) { c.Ties = reward.TiesEarlier },
			want:   "c 1 100, b 2 50, a 3 12.5, e 3 12.5, d 5 0, f 5 0: 175", found: []string{"day-unknown 2"},
		},
		// 100.01 × 100/175 = 57.1485…, 50/175 28.5742…, 25/175 14.2871…: 57.14, 28.57 and 14.28
		// leave two cents for the remainders .85 and .71.
		{
			name: "budget", entries: "a 3, b 2, c 1", change: func(c *reward.Contest) { c.Budget = null("100.01") },
			want: "a 1 57.15, b 2 28.57, c 3 14.29: 100.01 left 0",
		},
		{
			name: "a budget of the prizes, whoever wins", entries: "a 3", change: func(c *reward.Contest) { c.Budget = null("100.01") },
			want: "a 1 57.15: 57.15 left 42.86",
		},
		{name: "budget enough", entries: "a 3, b 2", change: func(c *reward.Contest) { c.Budget = null("200") }, want: "a 1 100, b 2 50: 150 left 50"},
		{name: "no budget", entries: "a 3", change: func(c *reward.Contest) { c.Budget = null("0") }, want: "a 1 0: 0 left 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := contest()
			if tt.change != nil {
				tt.change(&c)
			}
			var entries []reward.Entry
			for _, text := range strings.Split(tt.entries, ", ") {
				if text != "" {
					entries = append(entries, entry(text))
				}
			}
			s, err := reward.Rank(c, entries)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, l := range s.Standings {
				lines = append(lines, strings.TrimSpace(fmt.Sprint(l.ID, " ", l.Place, " ", l.Prize, " ", l.Reason)))
			}
			got := strings.Join(lines, ", ") + ": " + s.Awarded.String()
			if s.Left.Valid {
				got += " left " + s.Left.Decimal.String()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.found, reasons(s.Findings)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRepeatedEntries(t *testing.T) {
	c := contest()
	c.Faulty = partnermath.FaultySetApart
	s, err := reward.Rank(c, []reward.Entry{entry("a 1"), entry("b 2"), entry("a 1.0"), entry("b 3"), {}})
	if err != nil || len(s.Standings) != 1 || s.Repeated != 1 {
		t.Fatalf("got %+v, %v", s, err)
	}
	if diff := cmp.Diff([]string{"copies-differ 2", "faulty 1"}, reasons(s.Findings)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
