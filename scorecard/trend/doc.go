// Package trend follows the scores of one partner over the quarters of a fiscal calendar, and
// tells how far it has come towards its goals.
//
//	to follow the scores                 [Follow] → [Scores], a [Line] for each node
//	to say what is to be reached by when [Goal], its Validate
//	to see how goals stand               [FollowGoals] → [Progress] of each
//
// It takes two or more results of package scorecard, each of a later day than the one before. Of
// several in a quarter the last counts. A quarter without one is not listed; slopes and goals count it.
//
// When the questionnaire has changed in between, only topics that all its versions have are
// compared; see [Basis].
//
// # Limits
//
// At most 1000 results and scorecard.MaxQuestions goals are taken at once.
package trend
