package loop

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/finding"
)

// Verify sets what campaigns brought beside what was forecast, for each campaign, in total and by
// each dimension of the policy, and beside the vendor's direct programs.
//
//	multiple = Σ return ÷ Σ money, ROI = (Σ return − Σ money) ÷ Σ money
//
// over the campaigns that know both numbers. Of copies that say the same the first counts.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "campaigns" and
// "direct": the faults of these, more than MaxCampaigns, an id that stands twice with other
// content, another currency, a figure above its limit or with too many decimals, and a
// direct program that is a partner's.
func Verify(policy Policy, campaigns, direct []Campaign) (Loop, error) {
	var faults partnermath.ValidationError
	v := verification{policy: &policy, measure: max(0, slices.Index(Measure("").Values(), policy.RankBy))}
	if err := policy.Validate(); err != nil {
		faults.Merge("policy", err)
	} else {
		v.scale = newScale(policy.Currency)
	}
	v.channel = v.read(&faults, "campaigns", campaigns)
	v.direct = v.read(&faults, "direct", direct)
	if err := faults.Err(); err != nil {
		return Loop{}, err
	}
	l := Loop{
		Currency: policy.Currency, Campaigns: v.lines(v.channel), Direct: v.lines(v.direct),
		Total: v.row("", total(v.channel), total(v.direct)).Row, Alike: v.alike(),
		Groups: make([]Group, 0, len(policy.GroupBy)), Findings: v.log.Findings(),
	}
	for _, by := range policy.GroupBy {
		l.Groups = append(l.Groups, Group{By: by, Rows: v.rank(v.rows(by))})
	}
	return l, nil
}

// verification is what a loop is worked out with.
type verification struct {
	policy          *Policy
	measure         int // the position of RankBy among pairs
	scale           *scale
	log             finding.Log
	channel, direct []record
}

// record is a campaign that counts.
type record struct {
	*Campaign
	sides [sides]side
}

// read checks campaigns, for themselves only where the policy is not sound.
func (v *verification) read(faults *partnermath.ValidationError, path string, all []Campaign) []record {
	id := func(c *Campaign) string { return c.ID }
	kept := sift(faults, &v.log, v.policy.Faulty, path, MaxCampaigns, all, id, func(c *Campaign) error {
		err := c.Validate()
		if err != nil || v.scale == nil {
			return err
		}
		var own partnermath.ValidationError
		if path == "direct" && c.Partner != "" {
			own.Addf("partner", "empty", "must be left out of a direct program, got %.40q", c.Partner)
		}
		v.scale.fits(&own, "forecast", &c.Forecast)
		v.scale.fits(&own, "actual", &c.Actual)
		return own.Err()
	})
	if len(faults.Fields) > 0 {
		return nil
	}
	records := make([]record, len(kept))
	for i, c := range kept {
		r := record{Campaign: c}
		var planned, happened bool
		r.sides[forecast], planned = v.scale.side(&c.Forecast)
		r.sides[actual], happened = v.scale.side(&c.Actual)
		if planned || happened {
			v.log.Add(ReasonCostBelowVendor, c.ID)
		}
		records[i] = r
	}
	return records
}

// value is that of a dimension.
func (c *Campaign) value(by Dimension) string {
	switch by {
	case ByTactic:
		return c.Tactic
	case ByPartner:
		return c.Partner
	case ByAgency:
		return c.Agency
	case ByRegion:
		return c.Region
	}
	return c.Quarter.String()
}

func (v *verification) lines(records []record) []Line {
	lines := make([]Line, len(records))
	for i := range records {
		var t tally
		t.add(&records[i].sides)
		lines[i] = Line{ID: records[i].ID, Figures: t.figures(v.scale)}
	}
	return lines
}

func total(records []record) *tally {
	t := &tally{}
	for i := range records {
		t.add(&records[i].sides)
	}
	return t
}

// row is of a tally of campaigns and one of direct programs, either of which may be nil.
func (v *verification) row(value string, channel, direct *tally) *ranking {
	channel, direct = cmp.Or(channel, &tally{}), cmp.Or(direct, &tally{})
	return &ranking{
		Row:  Row{Value: value, Channel: channel.figures(v.scale), Direct: direct.figures(v.scale)},
		pair: channel.sides[actual].pairs[v.measure],
	}
}

// rows are those of a dimension, by value.
func (v *verification) rows(by Dimension) []*ranking {
	value := func(c *Campaign) (string, bool) { return c.value(by), true }
	channel, direct := cells(v.channel, value), map[string]*tally{}
	if by != ByPartner {
		direct = cells(v.direct, value)
	}
	all := maps.Clone(direct)
	maps.Copy(all, channel)
	rows := make([]*ranking, 0, len(all))
	for _, value := range slices.Sorted(maps.Keys(all)) {
		rows = append(rows, v.row(value, channel[value], direct[value]))
	}
	return rows
}

// cells tallies records by key, without those that have none.
func cells(records []record, key func(*Campaign) (string, bool)) map[string]*tally {
	all := map[string]*tally{}
	for i := range records {
		key, ok := key(records[i].Campaign)
		if !ok {
			continue
		}
		if all[key] == nil {
			all[key] = &tally{}
		}
		all[key].add(&records[i].sides)
	}
	return all
}

// alike is of the campaigns and direct programs that agree in what the policy names.
func (v *verification) alike() Row {
	key := func(c *Campaign) (string, bool) {
		values := make([]string, len(v.policy.Alike))
		for i, by := range v.policy.Alike {
			values[i] = c.value(by)
		}
		return strings.Join(values, "\n"), !slices.Contains(values, "")
	}
	within := func(records, others []record) *tally {
		known := cells(others, key)
		return total(slices.DeleteFunc(slices.Clone(records), func(r record) bool {
			key, ok := key(r.Campaign)
			return !ok || known[key] == nil
		}))
	}
	return v.row("", within(v.channel, v.direct), within(v.direct, v.channel)).Row
}
