package schemas_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/schemas"
)

const root = "../.."

// ofPrograms are the schemas of files that take several models. The tests of the programs
// write them.
var ofPrograms = []string{"fund", "quarter", "rebate"}

func TestSchemasAreCurrent(t *testing.T) {
	maker := schemas.New(root)
	var want, got []string
	for _, model := range schemas.Models() {
		file := schemas.File(model)
		want = append(want, file)
		if err := maker.Keep(file, false, model); err != nil {
			t.Error(err)
		}
	}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if slices.Contains(ofPrograms, path) {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".json" {
			got = append(got, path)
		}
		return err
	})
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("schemas that are there (+) and models (-): %v\n%s", err, diff)
	}
}

// A type with a method Validate is a model that documents hold.
func TestEveryModelHasASchema(t *testing.T) {
	listed := map[string]bool{}
	for _, model := range schemas.Models() {
		listed[strings.TrimSuffix(filepath.Dir(schemas.File(model))+"/", "./")+reflect.TypeOf(model).Name()] = true
	}
	receiver := regexp.MustCompile(`(?m)^func \(\w+ ([A-Z]\w*)\) Validate\(\) error`)
	found := 0
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() && slices.Contains([]string{"examples", "internal", "tools", ".git"}, path) {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(root, path))
		for _, m := range receiver.FindAllSubmatch(text, -1) {
			found++
			if name := strings.TrimSuffix(filepath.Dir(path)+"/", "./") + string(m[1]); !listed[name] {
				t.Errorf("%s has a method Validate and is not among the models", name)
			}
		}
		return err
	})
	if err != nil || found < 80 {
		t.Errorf("%d types with a method Validate: %v", found, err)
	}
}

// documents are where a document of each model stands: a golden file of its package and
// the path in it, or the text itself.
var documents = map[string][]string{
	"calendar.json":     {"testdata/f3-leap-week/calendar.json", "waterfall/testdata/schedule-cadence.json calendar"},
	"outcome.json":      {"mdf/testdata/json/request.json forecast", "qbr/testdata/varnholt.json records shared 0 outcome"},
	"period.json":       {"mdf/testdata/json/period.json period"},
	"tiers.json":        {"incentive/testdata/program.golden.json formula tiers"},
	"working-days.json": {"waterfall/pipeline/testdata/json/lead-policy.json workingDays"},

	"scorecard/questionnaire.json":  {"scorecard/testdata/json/questionnaire.json"},
	"scorecard/assessment.json":     {"scorecard/testdata/json/assessment.json"},
	"scorecard/roadmap-limits.json": {"scorecard/testdata/json/limits.json"},
	"scorecard/peer-policy.json":    {"scorecard/testdata/json/peerpolicy.json"},
	"scorecard/disclosure.json":     {"scorecard/testdata/json/disclosure.json"},
	"scorecard/trend/goal.json":     {"scorecard/trend/testdata/json/goal.json"},

	"waterfall/funnel.json":          {"waterfall/testdata/json/funnel.json"},
	"waterfall/revenue-goal.json":    {"waterfall/testdata/json/goal.json"},
	"waterfall/demand.json":          {"waterfall/testdata/json/demand.json"},
	"waterfall/mix.json":             {"waterfall/testdata/json/mix.json"},
	"waterfall/scenario.json":        {"waterfall/testdata/json/scenarios.json *"},
	"waterfall/scenario-change.json": {"waterfall/testdata/json/scenarios.json 0 changes *"},
	"waterfall/nudge.json":           {"waterfall/testdata/json/nudge.json"},
	"waterfall/known-terms.json":     {"waterfall/testdata/json/terms.json"},
	"waterfall/campaign.json":        {"waterfall/testdata/json/verify-campaign.json"},
	"waterfall/cadence.json":         {"waterfall/testdata/schedule-cadence.json", "waterfall/testdata/schedule-cadence-season.json"},
	"waterfall/year-target.json":     {"waterfall/testdata/schedule-target.json"},

	"waterfall/pipeline/deal-policy.json":         {"waterfall/pipeline/testdata/json/deal-policy.json"},
	"waterfall/pipeline/deal.json":                {"waterfall/pipeline/testdata/json/deals.json *"},
	"waterfall/pipeline/registration-policy.json": {"waterfall/pipeline/testdata/json/registration.json policy"},
	"waterfall/pipeline/registration-book.json":   {"waterfall/pipeline/testdata/json/registration.json book"},
	"waterfall/pipeline/lead-policy.json":         {"waterfall/pipeline/testdata/json/lead-policy.json"},
	"waterfall/pipeline/lead.json":                {"waterfall/pipeline/testdata/json/leads.json *"},
	"waterfall/pipeline/forecast-policy.json":     {`{"currency": "USD", "faulty": "set-apart"}`},
	"waterfall/pipeline/partner-forecast.json":    {"waterfall/pipeline/testdata/json/forecasts.json *"},
	"waterfall/whitespace/policy.json":            {"waterfall/whitespace/testdata/json/whitespace.json policy"},
	"waterfall/whitespace/account.json":           {"waterfall/whitespace/testdata/json/whitespace.json accounts *"},

	"incentive/program.json":                  {"incentive/testdata/program.golden.json"},
	"incentive/book.json":                     {"incentive/testdata/book.golden.json"},
	"incentive/formula.json":                  {"incentive/testdata/program.golden.json formula"},
	"incentive/outlook.json":                  {`{"period": {"start": "2026-01-01", "end": "2026-04-01"}, "partner": {"id": "p"}, "toDate": {"qualifying": "5"}, "forecasts": [{"qualifying": "9"}]}`},
	"incentive/liability/expectation.json":    {"incentive/testdata/expectation.golden.json"},
	"incentive/liability/obligation.json":     {"incentive/liability/testdata/obligation.golden.json"},
	"incentive/pricing/stacking.json":         {"incentive/pricing/testdata/stacking.golden.json"},
	"incentive/pricing/sale.json":             {"incentive/pricing/testdata/sale.golden.json"},
	"incentive/pricing/price-terms.json":      {"incentive/pricing/testdata/terms.golden.json"},
	"incentive/pricing/price-claim.json":      {"incentive/pricing/testdata/claims.golden.json *"},
	"incentive/pricing/stock-policy.json":     {"incentive/pricing/testdata/stockpolicy.golden.json"},
	"incentive/pricing/movement.json":         {"incentive/pricing/testdata/movements.golden.json *"},
	"incentive/promotion/menu.json":           {"incentive/promotion/testdata/json/menu.golden.json"},
	"incentive/promotion/proposal.json":       {"incentive/promotion/testdata/json/proposal.golden.json"},
	"incentive/promotion/baseline.json":       {"incentive/promotion/testdata/json/baseline.golden.json"},
	"incentive/promotion/actual.json":         {"incentive/promotion/testdata/json/actual.golden.json"},
	"incentive/promotion/axes.json":           {"incentive/promotion/testdata/json/axes.golden.json"},
	"incentive/promotion/models.json":         {"incentive/promotion/testdata/json/models.golden.json"},
	"incentive/promotion/model-partner.json":  {"incentive/promotion/testdata/json/model-partners.golden.json *"},
	"incentive/promotion/return-policy.json":  {"incentive/promotion/testdata/json/return-policy.golden.json"},
	"incentive/promotion/return-partner.json": {"incentive/promotion/testdata/json/return-partners.golden.json *"},
	"incentive/promotion/return-sale.json":    {"incentive/promotion/testdata/json/return-sales.golden.json *"},
	"incentive/reward/program.json":           {"incentive/reward/testdata/program.golden.json"},
	"incentive/reward/book.json":              {"incentive/reward/testdata/book.golden.json"},
	"incentive/reward/contest.json":           {"incentive/reward/testdata/contest.golden.json"},

	"mdf/program.json":           {"mdf/testdata/json/program.json"},
	"mdf/entry.json":             {"mdf/testdata/json/entries.json *"},
	"mdf/partner.json":           {"mdf/testdata/json/partner.json"},
	"mdf/request.json":           {"mdf/testdata/json/request.json"},
	"mdf/approval.json":          {"mdf/testdata/json/approval.json"},
	"mdf/claim.json":             {"mdf/testdata/json/claims.json *"},
	"mdf/purchase.json":          {"mdf/testdata/json/purchase.json"},
	"mdf/fund-period.json":       {"mdf/testdata/json/period.json"},
	"mdf/tactic.json":            {`{"id": "webinar", "period": {"start": "2026-01-01", "end": "2026-02-01"}, "spend": "10.5", "choices": [{"dimension": "product", "values": ["edge"]}]}`},
	"mdf/loop/policy.json":       {"mdf/loop/testdata/json/loop.json policy"},
	"mdf/loop/campaign.json":     {"mdf/loop/testdata/json/loop.json campaigns *"},
	"mdf/loop/return.json":       {"mdf/loop/testdata/json/loop.json direct 0 forecast"},
	"mdf/loop/attribution.json":  {"mdf/loop/testdata/json/credits.json attribution"},
	"mdf/loop/opportunity.json":  {"mdf/loop/testdata/json/credits.json opportunities *"},
	"mdf/loop/touch.json":        {"mdf/loop/testdata/json/credits.json touches *"},
	"mdf/merit/competition.json": {"mdf/merit/testdata/json/competition.json"},
	"mdf/merit/contender.json":   {"mdf/merit/testdata/json/contenders.json *"},

	"profit/case.json":          {"profit/testdata/json/case.json"},
	"profit/discount.json":      {"profit/testdata/json/discount.json"},
	"profit/scenario.json":      {`{"name": "more", "changes": [{"lever": "price", "id": "a", "multiply": "1.1"}, {"lever": "volume", "id": "a", "set": "-1"}]}`},
	"profit/axis.json":          {"profit/testdata/json/axis.json"},
	"profit/goal.json":          {`{"figure": "net-profit", "atMost": "-0.01"}`},
	"profit/actuals.json":       {"profit/testdata/json/actuals.json"},
	"profit/growth-plan.json":   {"profit/testdata/json/growthplan.json"},
	"profit/vendor-side.json":   {"profit/testdata/json/vendorside.json"},
	"profit/offer/terms.json":   {"profit/offer/testdata/json/terms.json"},
	"profit/offer/program.json": {"profit/offer/testdata/json/program.json"},

	"qbr/policy.json":                        {"qbr/testdata/varnholt.json policy"},
	"qbr/records.json":                       {"qbr/testdata/varnholt.json records"},
	"qbr/performance/policy.json":            {"qbr/performance/testdata/json/performance-policy.json"},
	"qbr/performance/engagement-policy.json": {"qbr/performance/testdata/json/engagement-policy.json"},
	"qbr/performance/pacing.json":            {"qbr/performance/testdata/json/performance-policy.json pacing"},
	"qbr/channel/policy.json":                {"qbr/channel/testdata/json/report.json policy"},
	"qbr/channel/record.json":                {"qbr/channel/testdata/json/report.json records *"},
	"qbr/channel/ask.json":                   {"qbr/channel/testdata/json/shift.json ask"},
	"qbr/channel/cohort-policy.json":         {"qbr/channel/testdata/json/cohorts.json policy"},
	"qbr/channel/cohort-partner.json":        {"qbr/channel/testdata/json/cohorts.json partners *"},
	"qbr/dashboard/policy.json":              {`{"title": "Partners of Ruth", "currency": "USD", "quarter": "2026-Q3", "goal": "1000", "quadrants": {"score": "60", "attainment": "0.9"}}`},
	"qbr/coverage/stage-policy.json":         {"qbr/coverage/testdata/json/stagepolicy.json"},
	"qbr/coverage/facts.json":                {"qbr/coverage/testdata/json/facts.json *"},
	"qbr/coverage/policy.json":               {"qbr/coverage/testdata/json/policy.json"},
	"qbr/coverage/account.json":              {"qbr/coverage/testdata/json/accounts.json *"},
}

func TestSchemasTakeWhatTheLibraryWrites(t *testing.T) {
	for _, model := range schemas.Models() {
		file := schemas.File(model)
		schema := compile(t, file)
		if len(documents[file]) == 0 {
			t.Errorf("%s has no document", file)
		}
		for _, from := range documents[file] {
			for _, document := range read(t, from) {
				if err := library(model, document); err != nil {
					t.Errorf("%s: %s: %v", file, from, err)
				}
				if err := schema.Validate(document); err != nil {
					t.Errorf("%s: %s: %v", file, from, err)
				}
			}
		}
	}
}

// The files of the examples name their schemas, except for lists, which cannot.
func TestSamplesNameTheirSchemas(t *testing.T) {
	files, err := filepath.Glob("../*/sample/*.json")
	columns, badColumns := filepath.Glob("../quarter/columns/*.json")
	demo, badDemo := filepath.Glob("../service/demo/*.json")
	named := 0
	for _, file := range slices.Concat(files, columns, demo, []string{"../profit/case.json"}) {
		sample, ok := read(t, "examples/"+file[len("../"):])[0].(map[string]any)
		if !ok {
			continue
		}
		name, _ := sample["$schema"].(string)
		schema := filepath.Join(filepath.Dir(file), filepath.FromSlash(name))
		if err := compile(t, schema).Validate(sample); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		named++
	}
	if named != 26 || err != nil || badDemo != nil || badColumns != nil {
		t.Errorf("%d files name a schema: %v %v %v", named, err, badDemo, badColumns)
	}
}

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// read returns the documents that a line of documents names.
func read(t *testing.T, from string) []any {
	t.Helper()
	if strings.HasPrefix(from, "{") {
		return []any{parse(t, []byte(from))}
	}
	steps := strings.Fields(from)
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(steps[0])))
	if err != nil {
		t.Fatal(err)
	}
	found := []any{parse(t, text)}
	for _, step := range steps[1:] {
		switch v := found[0].(type) {
		case map[string]any:
			found[0] = v[step]
		case []any:
			found = v
			if step != "*" {
				found = []any{v[step[0]-'0']}
			}
		}
	}
	return found
}

func parse(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

type validator interface{ Validate() error }

// library returns what Decode and Validate say of a document.
func library(model, document any) error {
	text, err := json.Marshal(document)
	if err != nil {
		return err
	}
	v := reflect.New(reflect.TypeOf(model))
	if err := partnermath.Decode(text, v.Interface()); err != nil {
		return err
	}
	if own, ok := v.Interface().(validator); ok {
		return own.Validate()
	}
	return nil
}

// A schema refuses a wrong document where Decode does, or Validate for a text of a closed
// list, and takes what both take. Each of the documents is made wrong at each of its places.
func TestSchemasRefuseWhatTheLibraryRefuses(t *testing.T) {
	refused, taken := map[string]int{}, map[string]int{}
	for _, model := range schemas.Models() {
		file := schemas.File(model)
		_, isChecked := model.(validator)
		schema := compile(t, file)
		for _, from := range documents[file] {
			for _, document := range read(t, from) {
				spoil(document, "", func(at, how string) {
					found := library(model, document)
					says := schema.Validate(document)
					fault := faultAt(found, at)
					switch {
					case says != nil && found == nil && isChecked && !checkedElsewhere.MatchString(file+" "+at):
						t.Errorf("%s: %s at %s is refused: %v", file, how, at, says)
					case says == nil && isForSchema(fault):
						t.Errorf("%s: %s at %s is taken: %v", file, how, at, found)
					case says != nil:
						refused[fault.Rule]++
					default:
						taken[fault.Rule]++
					}
				})
			}
		}
	}
	t.Log("refused by both:", refused)
	t.Log("left to the library, or taken:", taken)
	for _, rule := range []string{"known", "type", "date", "one-of", "required", "id", "min", "max"} {
		if refused[rule] == 0 {
			t.Errorf("no document breaks the rule %s", rule)
		}
	}
}

// checkedElsewhere are the fields that Validate leaves to the verb: a policy without an
// engagement, and activities, which take the policy.
var checkedElsewhere = regexp.MustCompile(`^qbr/(policy.json engagement|records.json activities.*)$`)

// faultAt returns the fault that an error has at a path.
func faultAt(err error, path string) partnermath.FieldError {
	var invalid *partnermath.ValidationError
	if errors.As(err, &invalid) {
		for _, f := range invalid.Fields {
			if f.Path == path {
				return f
			}
		}
	}
	return partnermath.FieldError{}
}

// isForSchema reports whether a schema knows as much as the library does of a fault. What
// depends on other fields can be of the rules known and one-of as well.
func isForSchema(f partnermath.FieldError) bool {
	switch f.Rule {
	case "type", "date":
		return true
	case "known":
		return strings.HasPrefix(f.Message, "is not a field")
	case "one-of":
		return strings.HasPrefix(f.Message, "must be one of ")
	}
	return false
}

// wrong are values that most fields cannot have.
var wrong = []any{"35%", "no-such-thing", "-1", "2026-13-01", json.Number("-1"), json.Number("1.5"), json.Number("100000000000000000000"), true, map[string]any{}, []any{}}

// spoil visits a document that is wrong at one place, for each of its places, in lists
// the first three.
func spoil(v any, path string, visit func(at, how string)) {
	each := func(at string, child any, set func(any)) {
		for _, w := range wrong {
			set(w)
			visit(at, fmt.Sprintf("%v (%T)", w, w))
		}
		set(child)
		spoil(child, at, visit)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			at := strings.TrimPrefix(path+"."+name, ".")
			child := v[name]
			each(at, child, func(w any) { v[name] = w })
			delete(v, name)
			visit(at, "nothing")
			v[name+"s"] = child
			visit(at+"s", "a misspelt name")
			delete(v, name+"s")
			v[name] = child
		}
	case []any:
		for i, child := range v[:min(len(v), 3)] {
			each(fmt.Sprintf("%s[%d]", path, i), child, func(w any) { v[i] = w })
		}
	}
}
