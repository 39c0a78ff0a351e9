package live

import (
	"fmt"
	"strings"
)

// SumWhere is the formula of the sum of the cells of which conditions on neighbours hold, such as
// [IsWord] and [IsSame].
func SumWhere(cells string, conditions ...string) string {
	return "SUMPRODUCT(--(" + strings.Join(conditions, "),--(") + ")," + cells + ")"
}

// CountWhere is the formula of the count of rows in which conditions hold.
func CountWhere(conditions ...string) string {
	return "SUMPRODUCT(--(" + strings.Join(conditions, "),--(") + "))"
}

// IsWord is the condition that cells have a word.
func IsWord(cells, word string) string { return fmt.Sprintf(`%s="%s"`, cells, word) }

// IsSame is the condition that cells have the words of another, letter by letter.
func IsSame(cells, cell string) string { return fmt.Sprintf("EXACT(%s,%s)", cells, cell) }
