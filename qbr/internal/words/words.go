// Package words puts counts and lists of names into words.
package words

import (
	"fmt"
	"strconv"
	"strings"
)

// MostNamed is how many of a list are named in a cell or a sentence.
const MostNamed = 4

// Many writes a count of things: "1 deal", "2 deals".
func Many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// Of writes how many of all: "1 of 3 parts".
func Of(n int, thing string, all int) string {
	if all != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d of %d %s", n, all, thing)
}

// Listed joins names, and counts those that are not among them.
func Listed(names []string, more int) string {
	text := strings.Join(names, ", ")
	switch {
	case more <= 0:
	case text == "":
		text = strconv.Itoa(more)
	default:
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
