// Package incentive settles rebate and reward programs to the cent, and explains them.
package incentive
