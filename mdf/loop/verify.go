package loop

import "errors"

// Verify sets what campaigns brought beside what was forecast, for each campaign, in total and by
// each dimension of the policy, and beside the vendor's direct programs.
//
//	multiple = Σ return ÷ Σ money, ROI = (Σ return − Σ money) ÷ Σ money
//
// over the campaigns that know both numbers. The error is a [*partnermath.ValidationError] with paths below
// "policy", "campaigns" and "direct": the faults of these, more than MaxCampaigns, an id that
// stands twice with other content, another currency, an amount in less than minor units, and
// a direct program that is a partner's.
func Verify(policy Policy, campaigns, direct []Campaign) (Loop, error) {
	return Loop{}, errors.New("not yet")
}
