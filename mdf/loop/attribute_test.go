package loop_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
)

// Four touches and one too late. Pipeline of 100 on March 10 goes to the first three, revenue of
// 1,000 on March 20 to the four:
//
//	even      100 ÷ 3: 33.34 33.33 33.33; 1,000 ÷ 4
//	weighted  3, 2, 2 and 5 of 10: 3 2 5 of 10; 3 1 1 5 of 10
func TestAttribute(t *testing.T) {
	deals := dealt("o 03-10 03-20 100 1000")
	// Listed in no order: b and c are of one day, so c comes after b by id.
	touches := touched(`
		d o x 03-15
		c o y 03-02
		late o x 03-21
		b o x 03-02
		a o z 03-01`)
	weighted := loop.Attribution{
		Currency: "USD", Method: loop.AttributeWeighted, First: partnermath.Int(3), Middle: partnermath.Int(2), Last: partnermath.Int(5),
	}
	for _, tt := range []struct {
		attribution loop.Attribution
		want        []string
	}{
		{loop.Attribution{Method: loop.AttributeEven}, []string{"o a 33.34 250", "o b 33.33 250", "o c 33.33 250", "o d - 250"}},
		{loop.Attribution{Method: loop.AttributeFirst}, []string{"o a 100 1000", "o b 0 0", "o c 0 0", "o d - 0"}},
		{loop.Attribution{Method: loop.AttributeLast}, []string{"o a 0 0", "o b 0 0", "o c 100 0", "o d - 1000"}},
		{weighted, []string{"o a 30 300", "o b 20 100", "o c 50 100", "o d - 500"}},
	} {
		tt.attribution.Currency = "USD"
		differ(t, tt.want, showLines(attribute(t, tt.attribution, deals, touches)))
	}
}

// A short path lacks the middle, or all but one: what is left shares in proportion.
func TestAttributeShortPaths(t *testing.T) {
	a := loop.Attribution{Currency: "USD", Method: loop.AttributeWeighted, First: partnermath.Int(3), Middle: partnermath.Int(2), Last: partnermath.Int(5)}
	deals := dealt("two 03-10 - 100 -\none 03-10 - 100 -")
	touches := touched("a two x 03-01\nb two y 03-02\nc one x 03-01")
	differ(t, []string{"two a 37.5 -", "two b 62.5 -", "one c 100 -"}, showLines(attribute(t, a, deals, touches)))
	a.First = partnermath.Int(0)
	differ(t, []string{"two a 0 -", "two b 100 -", "one c 100 -"}, showLines(attribute(t, a, deals, touches)))
}

// A cent that is left goes to the largest remainder: of 0.05 by 3, 1, 1 and 5 of 10 the exact
// shares are 1.5, 0.5, 0.5 and 2.5 cents, whose halves go to the first two.
func TestAttributeLargestRemainder(t *testing.T) {
	a := loop.Attribution{Currency: "USD", Method: loop.AttributeWeighted, First: partnermath.Int(3), Middle: partnermath.Int(2), Last: partnermath.Int(5)}
	c := attribute(t, a, dealt("o 03-10 - 0.05 -"), touched("a o x 03-01\nb o x 03-02\nc o x 03-03\nd o x 03-04"))
	differ(t, []string{"o a 0.02 -", "o b 0.01 -", "o c 0 -", "o d 0.02 -"}, showLines(c))
}

// In a window of 9 days, March 1 is in time for March 10 and not for March 11. The day itself counts.
func TestAttributeWindow(t *testing.T) {
	a := loop.Attribution{Currency: "USD", Method: loop.AttributeEven, WindowDays: 9}
	c := attribute(t, a, dealt(`
		in 03-10 03-11 100 1000
		on 03-10 03-11 100 1000`), touched(`
		a in x 03-01
		b on x 03-10
		c on y 03-11`))
	differ(t, []string{
		"in a 100 -", "in unattributed - 1000",
		"on b 100 500", "on c - 500",
	}, showLines(c))
	differ(t, []string{"x 2 200 500", "y 1 0 500", " 1 0 1000", " 2 200 2000"}, showCredits(c))
}

func showCredits(c loop.Credits) []string {
	var all []string
	for _, of := range append(c.Campaigns, c.Unattributed, c.Total) {
		all = append(all, of.Campaign+" "+show(partnermath.Int(int64(of.Opportunities)))+" "+of.Pipeline.String()+" "+of.Revenue.String())
	}
	return all
}

// What contradicts itself or has no day is credited to nobody, and told.
func TestAttributeFindings(t *testing.T) {
	a := loop.Attribution{Currency: "USD", Method: loop.AttributeEven}
	c := attribute(t, a, dealt(`
		backwards 03-10 03-09 1 2
		undated   -     03-10 4 8
		open      03-10 -     16 -
		unclosed  03-10 -     32 64
		nothing   -     -     - -
		same-day  03-10 03-10 - 128`), touched(`
		a backwards x 03-01
		b undated   x 03-01
		c elsewhere x 03-01
		d open      x -
		e unclosed  x 03-10
		f nothing   x 03-01`))
	differ(t, []string{
		"undated b - 8", "open unattributed 16 -", "unclosed e 32 -", "same-day unattributed - 128",
	}, showLines(c))
	differ(t, []string{"closed-before-created 1 [backwards]", "no-date 3 [d unclosed undated]", "unknown-opportunity 1 [c]"}, showFindings(c.Findings))
	differ(t, []string{"x 2 32 8", " 2 16 128", " 4 48 136"}, showCredits(c))
}

func TestAttributeSetsApart(t *testing.T) {
	a := loop.Attribution{Currency: "USD", Method: loop.AttributeEven, Faulty: partnermath.FaultySetApart}
	c := attribute(t, a, dealt("o 03-10 - 1 -\no 03-10 - 2 -\np 03-10 - -3 -\nq 03-10 - 4 -\nq 03-10 - 4.00 -"),
		touched("a o x 03-01\nb q x 03-01\nb q x 03-01\nc q y 03-01\nc q z 03-01"))
	differ(t, []string{"q b 4 -"}, showLines(c))
	differ(t, []string{"copies-differ 4 [c c o o]", "faulty 1 [p]", "unknown-opportunity 1 [a]"}, showFindings(c.Findings))
}

func TestAttributeNothing(t *testing.T) {
	c := attribute(t, loop.Attribution{Currency: "JPY", Method: loop.AttributeFirst}, nil, nil)
	differ(t, loop.Credits{
		Currency: "JPY", Lines: []loop.CreditLine{}, Campaigns: []loop.Credit{}, Findings: []partnermath.Finding{},
	}, c)
}
