// Package pipeline measures what is there: deals, registrations, leads and white
// space.
package pipeline
