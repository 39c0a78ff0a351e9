// Package channel tells what a dollar put into the channel returned.
//
//	to add records up, by kind of spend, tier and region    RollUp
//	to do so where they are too many to hold                NewTally, Tally.Add, Tally.Merge
package channel
