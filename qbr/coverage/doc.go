// Package coverage tells where partners stand in their life with a vendor, and where the
// hours of the channel managers go who look after them.
//
//	to place partners in life stages, with their moves      Place
//	to share out managers' hours, beside what was worked    Cover
//
// A [StagePolicy] has the stages and the rules that lead to them. [Facts] are the published
// figures of a partner in a quarter; what is not known does not let a condition hold, and is
// named. A [Policy] says what partners in a stage need of each kind of work, and what hours
// the managers have. An [Account] is a partner that a manager looks after: who looks after
// whom is given, and never changed.
//
// Hours are planned in quarter hours, and none is lost: those of a manager for a kind of
// work are planned or unassigned. Where they do not suffice for the minimums, what lacks of
// these is undone. Results stand in the order of the policy, and partners by their ids,
// whatever the order of the records.
package coverage
