// Package network shows a vendor the scores of its whole channel in one report.
//
//	to collect the partners            [NewTally], [Tally.Add] with the results of a [Member]
//	to join what workers collect apart [Tally.Merge]
//	to make the report                 [Tally.Result] → [Report]
//
// A report has a [Row] for each partner, with its rank and its scores down to the topics, the
// means of each [Group], and who moved most since the result before. It is the vendor's and
// confidential: never show it to a partner, who could learn the score of a competitor.
package network
