package questions

import (
	"fmt"

	"github.com/partnermath/partnermath/examples/folder"
)

// Mend tells how a questionnaire is mended, and the other documents.
func Mend() folder.Mend {
	return folder.Mend{
		Sums:     []string{"weight", "points"},
		Together: []string{"kind", "min", "max", "step", "floor", "target"}, // of a question
		Closed:   []string{"kind"},
		Value:    harmless,
	}
}

// harmless returns a value for a field of a questionnaire, or of another document, by its name;
// nil, which leaves it out, where there need be none.
func harmless(parent map[string]any, field string, n int) any {
	switch field {
	case "id":
		return fmt.Sprintf("mended %d", n)
	case "weight", "points":
		return "1"
	case "floor", "min":
		return "-1000"
	case "target", "max":
		return "1000"
	case "kind":
		return likelyKind(parent)
	}
	return nil
}

// likelyKind is the kind of a question that has the fields which this one has.
func likelyKind(question map[string]any) any {
	for _, kind := range []struct{ field, kind string }{
		{"maxPoints", "multiple-choice"}, {"choices", "single-choice"}, {"bands", "bands"}, {"target", "number"}, {"floor", "number"}, {"min", "scale"}, {"max", "scale"},
	} {
		if question[kind.field] != nil {
			return kind.kind
		}
	}
	return "yes-no"
}
