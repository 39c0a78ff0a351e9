// Package scorecard tells how capable a partner is and what it should improve
// first.
//
//	to check a policy or an answer      Validate of each
//	to score a partner                  Assess
//	to score very many                  Compile, Scorer.AssessInto
//	to say what to improve first        Improve
//	to set two views side by side       Calibrate
//	to compare with peers               NewPeers, Peers.Add, Peers.Result, PeerGroup.Compare
//	to show partners their peers        Disclosure, DecideGroups
//	to look at a stored result          Scorer.Check
//	to know the lines before any answer Scorer.Blank
//
// Package trend below it follows the scores of a partner over quarters, towards its goals,
// and package network shows the vendor the whole channel in one report.
//
// A vendor writes a [Questionnaire]: categories of topics of questions, each
// with a weight. A partner, or its channel manager, answers it in an
// [Assessment]. A [Result] has the scores from 1 to 100 of every question, topic,
// category and the whole, each with the points that it contributes, and a [Roadmap]
// the actions that lift the score most for the effort.
//
// # Scores
//
// An answer becomes x, from 0 to 1, as its [QuestionKind] says, and x becomes the score
// 1 + 99x. So the lowest score is 1, which nobody can take for no score at all.
// Every score is rounded once, half away from zero, to 2 decimals; see
// [Score]. The score of a topic is the mean of the published scores of its
// questions by their weights, that of a category the mean of its topics, and the
// overall score the mean of the categories. Whoever has the published scores and
// the weights can work each of them out again.
//
// # Missing answers
//
// "Not applicable" and "unanswered" are two things. A question that does not
// apply has, by default, no score; its weight goes to the other questions of the
// topic, and a topic none of whose questions applies hands its weight to the
// other topics. A question that is not answered is, by default, left out in the
// same way, but lowers the completeness, the answered share of the questions
// that apply. A questionnaire can instead count either as the lowest score, or
// refuse it, for all questions or for one.
//
// # Explanation
//
// The lines of a result show where every point comes from. Effective weights
// split the whole of 1, and contributions the overall score, from each node to
// the nodes right below it by largest remainder: every part is first rounded
// down, and what is left over goes, one unit each, to the parts that lost most,
// the earlier of two equal ones first. So the parts of a node add up to it, with
// no rounding difference anywhere.
//
// A [Gate] is a minimum. A node that misses it fails the result, and a gate may
// cap the overall score of a result that fails. Each gate is a line of its own,
// so that Overall = the score of the first line + the contributions of the gates.
//
// # Peers
//
// [Peers] collects the scores of a peer group, which the caller chooses: one tier, one
// region, everybody. Workers can collect apart and [Peers.Merge], or send each other the
// encodings. [Peers.Result] then makes a [PeerGroup] of it for one [Audience], and
// [PeerGroup.Compare] sets a result beside the group: gaps to the mean, to the top
// performers and to best practice, and ranks.
//
// The vendor sees everything exactly. [Peers], their encodings and a group made for the
// vendor are confidential: never show them to a partner, who could learn the score of a
// competitor.
//
// A partner sees what the [Disclosure] lets through: figures only of groups, and
// of top performers, with at least MinimumGroup members besides itself; in steps;
// and its rank as a band. All of them follow from one coarse record of each member, which
// the peers count beside the exact scores, and [DecideGroups] tells which groups may be
// shown together. What that promises to a member, against whom, and what it does not, stands at
// [Disclosure], for a person who has to sign it.
//
// # Speed
//
// [Assess] compiles the questionnaire each time. To score many assessments with
// one questionnaire, [Compile] it once and let [Scorer.AssessInto] reuse a
// result. To compare a whole channel with its peers, score each partner once and keep
// the [Outline] of its result, for [Peers.AddOutline] and
// [PeerGroup.CompareOutlineInto].
//
// # Limits
//
// A questionnaire has at most [MaxQuestions] questions. Weights and points are
// from 0 to 1,000,000 with at most 4 decimals, numbers in answers have at most 15
// digits, of which at most 6 decimals.
package scorecard
