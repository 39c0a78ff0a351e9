package scorecard_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

var number, null = testkit.Number, testkit.Null

// points returns d in hundredths, which it must be a number of.
func points(d decimal.Decimal) scorecard.Points {
	hundredths := d.Shift(2)
	if !hundredths.IsInteger() {
		panic(d.String() + " has more than 2 decimals")
	}
	return scorecard.Points(hundredths.IntPart())
}

// share returns d in ten-thousandths, which it must be a number of.
func share(d decimal.Decimal) scorecard.Share {
	units := d.Shift(4)
	if !units.IsInteger() {
		panic(d.String() + " has more than 4 decimals")
	}
	return scorecard.Share(units.IntPart())
}

// nullPoints returns defined points.
func nullPoints(d decimal.Decimal) scorecard.NullPoints {
	return scorecard.NullPoints{Points: points(d), Valid: true}
}

const pt = scorecard.Point

// emptyIsNil lets a list without elements equal no list.
var emptyIsNil = cmpopts.EquateEmpty()

// fullQuestionnaire sets every field there is, with questions of all kinds.
func fullQuestionnaire() scorecard.Questionnaire {
	return scorecard.Questionnaire{
		ID: "capability", Version: "2026.1", Name: "Partner capability",
		NotApplicable: scorecard.NotApplicableRedistribute, Unanswered: scorecard.UnansweredLeaveOut,
		MinimumCompleteness: null("0.8"), Currency: "USD", EffortUnit: "person-days", BestPractice: 75 * pt,
		Gate: scorecard.Gate{Minimum: 40 * pt, Cap: 60 * pt},
		Categories: []scorecard.QuestionCategory{{
			ID: "sales", Name: "Sales", Weight: null("60"), BestPractice: 80*pt + 50, Gate: scorecard.Gate{Minimum: 30 * pt, Cap: 29 * pt},
			Topics: []scorecard.Topic{{
				ID: "pipeline", Name: "Pipeline management", Weight: null("1.5"), BestPractice: 70 * pt, Gate: scorecard.Gate{Minimum: 25*pt + 25},
				Questions: []scorecard.Question{
					{
						ID: "crm", Name: "Do all sellers keep a CRM?", Weight: null("2"), Kind: scorecard.KindYesNo,
						NotApplicable: scorecard.NotApplicableNotAllowed, Unanswered: scorecard.UnansweredRefuse,
						Gate: scorecard.Gate{Minimum: 100 * pt, Cap: 24*pt + 99},
						Actions: []scorecard.Action{{
							ID: "crm-seats", Name: "Give every seller a CRM seat", Owner: "Sales manager", Effort: null("3"), Cost: null("1200.50"),
							After: scorecard.Answer{Choice: "yes"},
						}},
					},
					{
						ID: "forecast", Name: "How often is the forecast right?", Weight: null("1"), Kind: scorecard.KindScale,
						Min: null("1"), Max: null("5"), Step: null("0.5"),
						Actions: []scorecard.Action{{ID: "weekly-review", Effort: null("0.25"), Cost: null("0"), After: scorecard.Answer{Number: null("4.5")}}},
					},
					{ID: "deals", Name: "Share of deals registered", Weight: null("0.0001"), Kind: scorecard.KindFraction, NotApplicable: scorecard.NotApplicableLowest},
				},
			}},
		}, {
			ID: "technical", Name: "Technical", Weight: null("40"),
			Topics: []scorecard.Topic{{
				ID: "people", Name: "People", Weight: null("1"),
				Questions: []scorecard.Question{
					{
						ID: "certificate", Name: "Highest certificate", Weight: null("1"), Kind: scorecard.KindSingleChoice, Unanswered: scorecard.UnansweredLowest,
						Choices: []scorecard.Choice{{ID: "none", Name: "None", Points: null("0")}, {ID: "silver", Name: "Silver", Points: null("2")}, {ID: "gold", Name: "Gold", Points: null("5")}},
					},
					{
						ID: "skills", Name: "Skills in the team", Weight: null("3"), Kind: scorecard.KindMultipleChoice,
						Choices:   []scorecard.Choice{{ID: "cloud", Points: null("1")}, {ID: "network", Points: null("1")}, {ID: "security", Points: null("2.5")}},
						MaxPoints: null("3.5"),
						Actions: []scorecard.Action{{
							ID: "train", Effort: null("10"), Cost: null("5000"), After: scorecard.Answer{Choices: []string{"cloud", "network", "security"}},
						}},
					},
				},
			}, {
				ID: "support", Name: "Support", Weight: null("1"),
				Questions: []scorecard.Question{
					{
						ID: "reaction", Name: "Hours to the first reaction", Weight: null("1"), Kind: scorecard.KindNumber,
						Min: null("0"), Max: null("720"), Floor: null("48"), Target: null("0.5"), Gate: scorecard.Gate{Minimum: 50 * pt},
					},
					{
						ID: "volume", Name: "Tickets solved", Weight: null("1"), Kind: scorecard.KindBands, Gate: scorecard.Gate{Minimum: 25 * pt, Cap: 50 * pt},
						Bands: []scorecard.Band{{From: null("0"), Points: null("1")}, {From: null("100.5"), Points: null("2")}, {From: null("1000"), Points: null("4")}},
					},
					{ID: "nps", Name: "Recommendation", Weight: null("1"), Kind: scorecard.KindScale, Min: null("0"), Max: null("10"), Advisory: true},
				},
			}},
		}},
		Levels: []scorecard.MaturityLevel{{Name: "Starting", From: 1 * pt}, {Name: "Growing", From: 40 * pt}, {Name: "Leading", From: 80 * pt}},
	}
}

func fullAssessment() scorecard.Assessment {
	return scorecard.Assessment{
		Partner: "acme", Date: partnermath.NewDate(2026, 3, 31), Questionnaire: "capability", Version: "2026.1",
		Answers: []scorecard.Answer{
			{Question: "crm", Choice: "no"},
			{Question: "forecast", Number: null("3.5")},
			{Question: "deals", NotApplicable: true},
			{Question: "certificate", Choice: "silver"},
			{Question: "skills", Choices: []string{}},
			{Question: "reaction", Number: null("12.5")},
			{Question: "volume"},
			{Question: "nps", Number: null("9")},
		},
	}
}

// decimalRules are the tags that look at a number.
var decimalRules = []string{"atleast", "atmost", "above", "digits"}

// structsBelow lists the struct types that a model is made of, besides those of
// other packages.
func structsBelow(t reflect.Type, found map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		structsBelow(t.Elem(), found)
	case reflect.Struct:
		if found[t] || !strings.HasPrefix(t.PkgPath(), "github.com/partnermath/") {
			return
		}
		found[t] = true
		for i := range t.NumField() {
			structsBelow(t.Field(i).Type, found)
		}
	}
}

// Every number that a policy holds is checked for its bounds before anything
// else is done with it. Answers are records, which plain Go checks.
func TestPolicyNumbersHaveBounds(t *testing.T) {
	found := map[reflect.Type]bool{}
	structsBelow(reflect.TypeFor[scorecard.Questionnaire](), found)
	structsBelow(reflect.TypeFor[scorecard.RoadmapLimits](), found)
	structsBelow(reflect.TypeFor[scorecard.PeerPolicy](), found)
	structsBelow(reflect.TypeFor[scorecard.Disclosure](), found)
	delete(found, reflect.TypeFor[scorecard.Answer]())
	numbers := 0
	for structure := range found {
		for i := range structure.NumField() {
			field := structure.Field(i)
			if field.Type == reflect.TypeFor[decimal.Decimal]() {
				t.Errorf("%s.%s is 0 when it is left out", structure.Name(), field.Name)
			}
			if field.Type != reflect.TypeFor[decimal.NullDecimal]() && field.Type != reflect.TypeFor[[]decimal.NullDecimal]() {
				continue
			}
			numbers++
			name := structure.Name() + "." + field.Name
			tags := strings.Split(field.Tag.Get("validate"), ",")
			if dive := slices.Index(tags, "dive"); dive >= 0 {
				tags = tags[dive+1:]
			} else if !strings.HasSuffix(field.Tag.Get("json"), ",omitzero") {
				t.Errorf("%s: a number that is not there is no member", name)
			}
			if tags[0] != "omitempty" && tags[0] != "required" {
				t.Errorf("%s: %s does not say first whether it must be given", name, tags)
				continue
			}
			bounds := slices.Index(tags, "bounds")
			if bounds < 0 {
				t.Errorf("%s: %s has no bounds", name, tags)
			}
			for at, tag := range tags {
				rule, _, _ := strings.Cut(tag, "=")
				if slices.Contains(decimalRules, rule) && at < bounds {
					t.Errorf("%s: %s stands before bounds", name, tag)
				}
				if !slices.Contains(append(decimalRules, "omitempty", "required", "bounds"), rule) {
					t.Errorf("%s: %s is no rule for a number", name, tag)
				}
			}
		}
	}
	if numbers < 22 {
		t.Errorf("only %d numbers were seen", numbers)
	}
}

// A populated instance of every model is validated, so that a wrong tag, on
// which the validator panics, fails here.
func TestFullModelsValidate(t *testing.T) {
	limits := scorecard.RoadmapLimits{Target: 80 * pt, Effort: null("10"), Cost: null("10000.50")}
	for name, model := range map[string]interface{ Validate() error }{
		"questionnaire": fullQuestionnaire(), "assessment": fullAssessment(), "limits": limits, "no limits": scorecard.RoadmapLimits{}, "no answers": scorecard.Assessment{},
	} {
		if err := model.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}

	// "Populated" is not left to the eye.
	seen := map[string]bool{}
	populated(reflect.ValueOf(fullQuestionnaire()), seen)
	populated(reflect.ValueOf(fullAssessment()), seen)
	populated(reflect.ValueOf(limits), seen)
	for field, isSet := range seen {
		if !isSet {
			t.Errorf("%s is set nowhere", field)
		}
	}
	kinds := map[scorecard.QuestionKind]bool{}
	for _, q := range questionsOf(fullQuestionnaire()) {
		kinds[q.Kind] = true
	}
	if len(kinds) != 7 {
		t.Errorf("%d kinds of questions, want all 7", len(kinds))
	}
}

func populated(v reflect.Value, seen map[string]bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			populated(v.Index(i), seen)
		}
	case reflect.Struct:
		if !strings.HasSuffix(v.Type().PkgPath(), "/scorecard") {
			return
		}
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			seen[name] = seen[name] || !v.Field(i).IsZero()
			populated(v.Field(i), seen)
		}
	}
}

func questionsOf(q scorecard.Questionnaire) []scorecard.Question {
	var all []scorecard.Question
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			all = append(all, topic.Questions...)
		}
	}
	return all
}

// Every public type goes through JSON and back unchanged. The golden files show
// the form.
func TestJSONRoundTrip(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	result, err := scorecard.Assess(q, a)
	if err != nil {
		t.Fatal(err)
	}
	roadmap, err := scorecard.Improve(q, a, scorecard.RoadmapLimits{Target: 99 * pt, Effort: null("12"), Cost: null("1200.50")})
	if err != nil {
		t.Fatal(err)
	}
	manager := fullAssessment()
	manager.Answers[1].Number, manager.Answers[4].Choices, manager.Answers[7].Number = null("4"), []string{"cloud"}, null("2")
	calibration, err := scorecard.Calibrate(q, a, manager)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("questionnaire", func(t *testing.T) { roundTrip(t, q) })
	t.Run("assessment", func(t *testing.T) { roundTrip(t, a) })
	t.Run("result", func(t *testing.T) { roundTrip(t, result) })
	t.Run("roadmap", func(t *testing.T) { roundTrip(t, roadmap) })
	t.Run("calibration", func(t *testing.T) { roundTrip(t, calibration) })
	t.Run("limits", func(t *testing.T) {
		roundTrip(t, scorecard.RoadmapLimits{Target: 99*pt + 1, Effort: null("0"), Cost: null("1200.50")})
	})
}

func roundTrip[T any](t *testing.T, v T) {
	t.Helper()
	_, name, _ := strings.Cut(t.Name(), "/")
	testkit.Golden(t, "json/"+name+".json", testkit.RoundTrip(t, v))
}

// What is absent stays absent, and what is undefined is null.
func TestJSONOfZeroValues(t *testing.T) {
	for _, tt := range []struct {
		value any
		want  string
	}{
		{scorecard.Answer{}, `{}`},
		{scorecard.Answer{Question: "q", Choices: []string{}}, `{"question":"q","choices":[]}`},
		{scorecard.Answer{Question: "q", Number: null("1.50")}, `{"question":"q","number":"1.5"}`},
		{scorecard.Assessment{}, `{"answers":null}`},
		{scorecard.RoadmapLimits{}, `{}`},
		{scorecard.Gate{}, `{}`},
		{scorecard.Choice{ID: "a"}, `{"id":"a"}`},
		{scorecard.Choice{ID: "a", Points: null("0")}, `{"id":"a","points":"0"}`},
		{scorecard.ResultLine{}, `{"node":"","weight":null,"score":null,"effectiveWeight":"0.0000","contribution":"0.00","gap":null}`},
		{scorecard.Question{ID: "q", Kind: scorecard.KindYesNo}, `{"id":"q","kind":"yes-no"}`},
	} {
		got, err := json.Marshal(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(tt.want, string(got)); diff != "" {
			t.Errorf("%T (-want +got):\n%s", tt.value, diff)
		}
	}
}

func TestScore(t *testing.T) {
	for _, tt := range []struct {
		score         scorecard.Score
		text, decimal string
		json          string
	}{
		{0, "", "0", "null"},
		{1 * pt, "1.00", "1", `"1.00"`},
		{100 * pt, "100.00", "100", `"100.00"`},
		{5215, "52.15", "52.15", `"52.15"`},
		{5205, "52.05", "52.05", `"52.05"`},
		{5250, "52.50", "52.5", `"52.50"`},
		{101, "1.01", "1.01", `"1.01"`},
	} {
		if tt.score.String() != tt.text || tt.score.Decimal().String() != tt.decimal {
			t.Errorf("%d hundredths: String %q, Decimal %s", int(tt.score), tt.score, tt.score.Decimal())
		}
		got, err := json.Marshal(tt.score)
		if err != nil || string(got) != tt.json {
			t.Errorf("%s in JSON: %s, %v", tt.text, got, err)
		}
		back := 7 * pt
		if err := json.Unmarshal(got, &back); err != nil || back != tt.score {
			t.Errorf("%s from JSON: %s, %v", tt.json, back, err)
		}
		if tt.score == 0 {
			continue
		}
		if made, err := scorecard.NewScore(number(tt.decimal)); err != nil || made != tt.score {
			t.Errorf("NewScore(%s) = %s, %v", tt.decimal, made, err)
		}
	}
}

// What is no score has no difference, at the ends of what a Score holds as well.
func TestScoreMinus(t *testing.T) {
	for _, tt := range []struct {
		a, b scorecard.Score
		want string
	}{
		{100 * pt, 1 * pt, "99.00"},
		{1 * pt, 100 * pt, "-99.00"},
		{50 * pt, 50 * pt, "0.00"},
		{0, 50 * pt, ""},
		{50 * pt, 0, ""},
		{1*pt - 1, 50 * pt, ""},
		{50 * pt, 100*pt + 1, ""},
		{math.MaxInt32, math.MinInt32, ""},
		{math.MinInt32, 1 * pt, ""},
		{100 * pt, math.MinInt32, ""},
	} {
		if got := tt.a.Minus(tt.b); got.String() != tt.want {
			t.Errorf("%d − %d = %s, want %s", int32(tt.a), int32(tt.b), got, tt.want)
		}
	}
}

func TestNewScoreRefuses(t *testing.T) {
	for name, d := range map[string]decimal.Decimal{
		"zero": {}, "0": number("0"), "below": number("0.99"), "above": number("100.01"), "thousandths": number("52.155"),
		"negative": number("-1"), "huge": decimal.New(1, 1_000_000_000), "tiny": decimal.New(1, -1_000_000_000), "1e18": number("1e18"),
	} {
		score, err := scorecard.NewScore(d)
		if diff := testkit.Diff([]string{" range"}, testkit.BrokenRules(t, err)); diff != "" || score != 0 {
			t.Errorf("%s: %s (-want +got):\n%s", name, score, diff)
		}
	}
	for _, s := range []string{"1", "100", "1.00", "100.0", "52.1500", "1e2", "0.1e2"} {
		if _, err := scorecard.NewScore(number(s)); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestScoreJSON(t *testing.T) {
	for text, want := range map[string]scorecard.Score{
		"null": 0, `"52.15"`: 5215, "52.15": 5215, "52.1": 5210, `"52"`: 5200, "1": 100, `"100.00"`: 10000, "1e2": 10000,
		// No scores, but Validate reports them with their path.
		"100.01": 10001, "-5": -500, "0.99": 99, "1000000": 1_000_000 * pt,
	} {
		score := 7 * pt
		if err := json.Unmarshal([]byte(text), &score); err != nil || score != want {
			t.Errorf("%s: %s, %v; want %s", text, score, err, want)
		}
	}
	for _, text := range []string{`""`, `"abc"`, "0", "52.155", "1000000.01", "true", "{}", "[]", "1e400", `"1e999999999"`} {
		var score scorecard.Score
		if err := json.Unmarshal([]byte(text), &score); err == nil {
			t.Errorf("%s was read as %s", text, score)
		}
	}
}

func TestScoreOutOfRangeHasAPath(t *testing.T) {
	q := fullQuestionnaire()
	if err := json.Unmarshal([]byte(`{"bestPractice": 120}`), &q); err != nil {
		t.Fatal(err)
	}
	if diff := testkit.Diff([]string{"bestPractice max"}, testkit.BrokenRules(t, q.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// "Write a score as a multiple of Point", and scores are ordered.
func TestScoreIsComparable(t *testing.T) {
	if 75*scorecard.Point != scorecard.Score(7500) || 52*pt+15 >= 52*pt+16 {
		t.Error("scores are not hundredths of a point")
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := scorecard.Score(rapid.Int32Range(100, 10000).Draw(t, "a")), scorecard.Score(rapid.Int32Range(100, 10000).Draw(t, "b"))
		if (a < b) != a.Decimal().LessThan(b.Decimal()) || (a == b) != (a.String() == b.String()) {
			t.Fatalf("%s and %s", a, b)
		}
	})
}

// A number that must be given is refused where it is absent or null; a 0 is a number.
func TestNumbersThatMustBeGiven(t *testing.T) {
	document := testkit.Copy(t, any(fullQuestionnaire()))
	seen := make(map[string]int)
	check := func(path string, object map[string]any, name string) {
		given := object[name]
		for _, change := range []func(){func() { object[name] = nil }, func() { delete(object, name) }} {
			change()
			text, _ := json.Marshal(document)
			var q scorecard.Questionnaire
			if err := partnermath.Decode(text, &q); err != nil {
				t.Fatal(err)
			}
			if diff := testkit.Diff([]string{path + name + " required"}, testkit.BrokenRules(t, q.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		object[name] = given
		seen[name]++
	}
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch node := node.(type) {
		case []any:
			for i, element := range node {
				walk(fmt.Sprintf("%s[%d].", strings.TrimSuffix(path, "."), i), element)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(node)) {
				isAdvice := node["advisory"] == true
				if slices.Contains([]string{"weight", "points", "effort"}, name) && !isAdvice || name == "from" && strings.Contains(path, "bands") {
					check(path, node, name)
				}
				walk(path+name+".", node[name])
			}
		}
	}
	walk("", document)
	if diff := testkit.Diff(map[string]int{"weight": 12, "points": 9, "from": 3, "effort": 3}, seen); diff != "" {
		t.Errorf("(-want +seen):\n%s", diff)
	}
}
