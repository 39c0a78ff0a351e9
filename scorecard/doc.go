// Package scorecard tells how capable a partner is and what it should improve
// first.
//
// A vendor writes a [Questionnaire]: categories of topics of questions, each
// with a weight. A partner, or its channel manager, answers it in an
// [Assessment]. [Assess] makes a [Result] of the two: scores from 1 to 100 for
// every question, topic, category and the whole, each with the points that it
// contributes. [Plan] makes a [Roadmap] of the actions that lift the score most
// for the effort, and [Calibrate] sets the partner's view beside the manager's.
//
// # Scores
//
// An answer becomes x, from 0 to 1, as its [Kind] says, and x becomes the score
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
// [Scorer.Peers] collects the scores of a peer group, which the caller chooses:
// one tier, one region, everybody. Workers can collect apart and [Peers.Merge], or
// send each other the encodings. [Peers.Result] then makes a [PeerGroup] of it for
// one [Audience], and [PeerGroup.Compare] sets a result beside the group: gaps to the
// mean, to the top performers and to best practice, and ranks.
//
// The vendor sees everything exactly. [Peers], their encodings, a group made for
// the vendor, [Network] and its table are confidential: never show them to a
// partner, who could learn the score of a competitor.
//
// A partner sees what the [Disclosure] lets through: figures only of groups, and
// of top performers, with at least MinimumGroup members besides itself; in steps;
// and its rank as a band. Member scores enter these figures only after they are
// rounded to multiples of Grain, by default 2.5 points. That is a promise: two
// scores that round alike, such as 51.25 and 53.74, give the same figures in all
// groups, so whoever knows every figure of two groups that differ by one member,
// and even the scores of all the other members, learns no more of that member than
// a range of at least Grain points.
//
// What the promise leaves open is the caller's to guard. Figures of groups that
// differ by one member can give that range away. Figures under another grain, and
// figures of one group at several times, cut ranges with each other. The number of
// members, though rounded down, tells when a group grows past a multiple. So do not
// let a partner choose the group, the policy or the moment freely, and keep to one
// Disclosure.
//
// [TrendOf] follows one partner over quarters, [Track] its goals, and [Network]
// sets all partners into one table.
//
// # Speed
//
// [Assess] compiles the questionnaire each time. To score many assessments with
// one questionnaire, [Compile] it once and let [Scorer.AssessInto] reuse a
// result; it then allocates nothing. [Scorer.OutlineInto] leaves out the lines of the
// questions, which take a third of the time.
//
// To compare a whole channel with its peers, [Outlines] scores every assessment once
// and keeps its outline in about 6 bytes a node, for [Peers.AddOutline] and
// [PeerGroup.CompareOutlineInto].
//
// # Limits
//
// A questionnaire has at most [MaxQuestions] questions. Weights and points are
// from 0 to 1,000,000 with at most 4 decimals, numbers in answers have at most 15
// digits, of which at most 6 decimals. Integers of at most 128 bits hold every
// intermediate result; only an answer or an end above 10^12 takes decimals, and
// memory with them. What is worked out for every node or answer is a machine
// word: a [Number], a [Score], [Points], a [Share]. Each has its Decimal.
package scorecard
