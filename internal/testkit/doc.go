// Package testkit is shared by the tests of the module and imported by nothing
// else. It holds
//
//   - oracles in math/big.Rat, written from the definition of a formula and not by
//     calling the code under test: [Rat], [RoundHalfAway], [LargestRemainder];
//   - faults: [BrokenRules];
//   - generators for pgregory.net/rapid: [Decimal], [Weights], and the inputs of
//     somebody who means harm, [HostileDecimal] and [HostileString];
//   - files and JSON: [Golden], [ReadJSON] and [RoundTrip].
package testkit
