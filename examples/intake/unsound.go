package intake

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/paths"
)

// unsound are the parts that are faulty, for whomever they are.
type unsound struct {
	all   bool // what the parts depend on is
	parts [partCount]bool
}

var unsoundAll = unsound{all: true}

// why tells what a file takes that is read with some of the parts, "" when they can be used.
func (u *unsound) why(parts ...part) string {
	var names []string
	for _, i := range parts {
		if u.parts[i] {
			names = append(names, partNames[i])
		}
	}
	switch {
	case u.all:
		return "takes a sound " + PlanFile
	case names == nil:
		return ""
	}
	return fmt.Sprintf("takes a %s without faults in %s", PlanFile, strings.Join(names, " and "))
}

// unsoundParts tells where faults of a plan are.
func unsoundParts(faults partnermath.ValidationError) (u unsound) {
	u.all = faults.Truncated
	for _, f := range faults.Fields {
		u.all = u.all || f.Path == "quarter" || f.Path == "currency"
		if i, ok := partOf(f.Path); ok {
			u.parts[i] = true
		}
	}
	return u
}

// partOf returns the part that a path leads to, in what is for all partners or in a plan of
// Plans.
func partOf(path string) (part, bool) {
	if below, ok := strings.CutPrefix(path, "plans["); ok {
		_, path, _ = strings.Cut(below, "].")
	}
	for i, name := range partNames {
		if paths.IsBelow(path, name) {
			return part(i), true
		}
	}
	return 0, false
}
