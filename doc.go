// Package partnermath holds the vocabulary that every package of the module
// speaks.
package partnermath
