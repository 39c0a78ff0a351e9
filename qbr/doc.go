// Package qbr pulls one partner's quarterly business review together.
package qbr
