// Package coarse makes the coarse records on which alone depends what partners are shown of each
// other. It finds, for each node of a questionnaire, the least grain whose multiples hide a
// member's score, and rounds the scores of a result to them.
//
// A grain hides when each of its multiples that can occur stands for at least two possible scores
// that are half the least grain apart. So the scores that a questionnaire can give are worked
// out from the questions up, as [Scores]: spans, since all of them would be too many.
package coarse
