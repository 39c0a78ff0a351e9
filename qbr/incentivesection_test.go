package qbr_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

func TestRebates(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Incentives = source[[]qbr.ProgramStatement](t, fixture(t, "rebates")) })
	// 3,000 + 3,330 + 3,600 is earned. Seats gain most of what still can; Volume has ended.
	same(t, "figures", []string{"incentive-earned 9930 – no-target –", "next-tier-missing 500 – no-target –", "next-tier-gain 3000 – no-target –"}, figures(s.Metrics))
	if m := s.Metrics[1]; m.Name != "Missing to the next tier, units" || m.Unit != "count" {
		t.Errorf("what is missing is %q in %s", m.Name, m.Unit)
	}
	same(t, "tables", []string{"Rebates", "What each tier pays", "What more would pay", "What more would have paid"}, titles(s))
	same(t, "more", []string{
		"Program|Next tier from|Missing|Pays more|By", "Growth (margin, USD)|100,000|33,400|2,100|2026-12-31", "Seats (units)|2,000|500|3,000|2026-12-31",
		"Welcome (deals)|4|1|-50|2026-12-31",
	}, sheet(s.Tables[2]))
	same(t, "more of what has ended", []string{
		"Program|Next tier from|Was missing|Would have paid|By", "Volume (revenue, USD)|250,000|83,400|9,999|2026-09-30",
	}, sheet(s.Tables[3]))
	same(t, "remarks", []string{"Seats: 500 units more by 2026-12-31 pays 3,000 USD more."}, remarksOf(r, 6))
	same(t, "gaps", []string{"promotions that the partner proposed", "rewards on registered deals"}, gapsOf(r, qbr.SectionIncentives))

	s, r = sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Incentives = source[[]qbr.ProgramStatement](t, fixture(t, "rebates"))
		s.Incentives.Value = s.Incentives.Value[1:2]
	})
	same(t, "money that is missing", []string{"Growth: 33,400 USD more by 2026-12-31 pays 2,100 USD more."}, remarksOf(r, 6))
	s, _ = sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Incentives = source[[]qbr.ProgramStatement](t, fixture(t, "rebates"))
		s.Incentives.Value = s.Incentives.Value[3:]
	})
	same(t, "figures of a tier that pays less", []string{"incentive-earned 0 – no-target –"}, figures(s.Metrics))
	s, _ = sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Incentives = source[[]qbr.ProgramStatement](t, fixture(t, "rebates"))
		s.Incentives.Value = s.Incentives.Value[1:2]
	})
}

// A period that has ended, or ends on the day of the review, is no aim any more: how far the
// program with most was is a remark, where none goes on.
func TestNextTierOfAnEndedPeriod(t *testing.T) {
	for _, tt := range []struct {
		end    string
		want   []string
		remark string
	}{
		{"2026-10-15", []string{"incentive-earned 9930 – no-target –"}, "Volume: 83,400 USD more by 2026-09-30 would have paid 9,999 USD more."},
		{
			"2026-10-16",
			[]string{"incentive-earned 9930 – no-target –", "next-tier-missing 500 – no-target –", "next-tier-gain 3000 – no-target –"},
			"Seats: 500 units more by 2026-10-15 pays 3,000 USD more.",
		},
	} {
		s, r := sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) {
			s.Incentives = source[[]qbr.ProgramStatement](t, replaced(fixture(t, "rebates"), `"2027-01-01"`, fmt.Sprintf("%q", tt.end)))
		})
		same(t, "figures until "+tt.end, tt.want, figures(s.Metrics))
		same(t, "remarks until "+tt.end, []string{tt.remark}, remarksOf(r, 6))
	}
}

func TestIncentivesOfNothing(t *testing.T) {
	none, _ := sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Incentives = source[[]qbr.ProgramStatement](t, "[]") })
	same(t, "notes on no program", []string{"No rebate program pays the partner."}, none.Notes)
	if len(none.Metrics) > 0 {
		t.Errorf("figures of no program: %q", figures(none.Metrics))
	}
	s, r := sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes", nil, s.Notes)
	same(t, "gaps", []string{"what rebate programs pay", "promotions that the partner proposed", "rewards on registered deals"}, gapsOf(r, qbr.SectionIncentives))
}

func TestPromotions(t *testing.T) {
	const three = `[
		{"proposal": "p-1", "status": "approved", "full": {"revenue": "420000", "payout": "2400", "marginRoi": "3.5", "largestPayout": "2600"}, "lowest": {}},
		{"proposal": "p-2", "status": "approved-with-changes", "reasons": ["roi", "roi-at-lowest-attainment"], "full": {"revenue": "90000", "payout": "900", "marginRoi": "1.9032", "largestPayout": "707"},
			"counter": {"full": {"payout": "450"}}},
		{"proposal": "p-3", "status": "returned", "reasons": ["revenue-unknown"], "full": {}}
	]`
	with := func(audience scorecard.Audience) (qbr.Section, qbr.Review) {
		return sectionOf(t, qbr.SectionIncentives, audience, func(s *qbr.Sources) { s.Promotions = source[[]promotion.Decision](t, three) })
	}
	s, _ := with(scorecard.AudienceVendor)
	same(t, "promotions", []string{
		"Promotion|Status|Revenue|Asked|Offered|Margin ROI|Largest payout that meets the ROI|Why",
		"p-1|approved|420,000|2,400|2,400|350%|2,600|",
		"p-2|approved with changes|90,000|900|450|190.32%|707|the return is too low, too low a return at the lowest attainment",
		"p-3|returned|–|–||–|–|revenue unknown",
	}, sheet(tableOf(t, s, "Promotions proposed, and their payouts")))
	s, r := with(scorecard.AudiencePartner)
	same(t, "promotions for the partner", []string{
		"Promotion|Status|Revenue|Asked|Offered|Why", "p-1|approved|420,000|2,400|2,400|",
		"p-2|approved with changes|90,000|900|450|the return is too low, too low a return at the lowest attainment", "p-3|returned|–|–||revenue unknown",
	}, sheet(tableOf(t, s, "Promotions proposed, and their payouts")))
	hides(t, r, "2,600", "2600", "707", "ROI", "350%", "1.9032")
}

// deals are n deals of which each earns 100, and the twelfth awaits nobody knows how much.
func dealStatement(n int) reward.Statement {
	var st reward.Statement
	hundred := num("100").Decimal
	for i := range n {
		line := reward.StatementLine{Deal: fmt.Sprintf("g-%02d", i+1), Status: reward.StatusOpen, Amounts: reward.Amounts{
			Earned: hundred, Pending: num("50"), Forfeited: num("0"), Paid: num("30").Decimal, Due: num("70").Decimal,
		}}
		if st.Deals++; i == 11 {
			line.Status, line.Pending = reward.StatusUnclear, partnermath.Int(0)
			line.Pending.Valid = false
			st.Unknown++
		}
		st.Lines = append(st.Lines, line)
	}
	count := partnermath.Int(int64(n)).Decimal
	st.Earned, st.Paid, st.Due = count.Mul(hundred), count.Mul(num("30").Decimal), count.Mul(num("70").Decimal)
	st.Pending, st.Forfeited = partnermath.Int(int64(50*(n-st.Unknown))), num("0")
	return st
}

func TestRewards(t *testing.T) {
	statement := dealStatement(12)
	statement.PaidOnLost = num("80").Decimal
	s, r := sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Rewards = of(full{asOf: day(10, 14)}, 3, statement) })
	same(t, "figures", []string{"rewards-earned 1200 – no-target –"}, figures(s.Metrics))
	table := sheet(tableOf(t, s, "Rewards on registered deals"))
	if len(table) != 1+10+2 {
		t.Fatalf("rewards: %q", table)
	}
	same(t, "rewards", []string{
		"Deal|Status|Earned|Still to earn|Forfeited|Paid|Due", "g-01|open|100|50|0|30|70",
		"2 further deals||200|50|0|60|140", // one of them awaits nobody knows how much
		"In all||1,200|550|0|360|840",
	}, []string{table[0], table[1], table[11], table[12]})
	same(t, "notes", []string{"Paid on deals that were lost, expired or cancelled: 80 USD."}, s.Notes)
	same(t, "gaps", []string{"what rebate programs pay", "promotions that the partner proposed", "what 1 of 12 registered deals would still earn, or forfeits"}, gapsOf(r, qbr.SectionIncentives))

	s, _ = sectionOf(t, qbr.SectionIncentives, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Rewards = of(full{asOf: day(10, 14)}, 3, dealStatement(0)) })
	if len(s.Tables) > 0 {
		t.Errorf("tables of no deal: %q", titles(s))
	}
}
