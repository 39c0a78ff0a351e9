// Package testkit is shared by the tests of the module and imported by nothing
// else. It holds
//
//   - oracles in math/big.Rat, written from the definition of a formula and not by
//     calling the code under test: [Rat], [RoundHalfAway], [LargestRemainder];
//   - numbers from text: [Number] and [Null];
//   - faults: [BrokenRules] and [Faults];
//   - generators for pgregory.net/rapid: [Decimal], [Weights], and the inputs of
//     somebody who means harm, [HostileDecimal] and [HostileString], which [Plant]
//     writes into any model, and [LeftOutIsNotRead];
//   - files and JSON: [Golden], [ReadJSON], [Copy], [RoundTrip] and [Diff].
package testkit
