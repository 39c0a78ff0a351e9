package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

func TestMain(m *testing.M) {
	beam.Init()
	os.Exit(m.Run())
}

// sample makes a channel of 3,000 partners in 7 files, the last of which is shorter.
func sample(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := makeChannel(folder, 3000, 450); err != nil {
		t.Fatal(err)
	}
	return folder
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// scoreAll scores the records of a sample one by one, last file first, without anything of the
// program's reading.
func scoreAll(t *testing.T, folder string) string {
	t.Helper()
	q := sampleQuestionnaire()
	scorer, err := scorecard.Compile(q)
	if err != nil {
		t.Fatal(err)
	}
	b := benchmark{Records: 3000}
	groups := make(tierPeers)
	for _, tier := range []string{"bronze", "silver", "gold", "platinum"} {
		if groups[tier], err = scorecard.NewPeers(scorer, scorecard.Disclosure{}); err != nil {
			t.Fatal(err)
		}
		b.Groups = append(b.Groups, group{tier, groups[tier]})
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(files)
	for _, file := range files {
		if file.Name() == "channel.json" {
			continue
		}
		rows := strings.Split(strings.TrimSpace(read(t, folder+"/"+file.Name())), "\n")
		titles := strings.Split(rows[0], ",")
		for _, row := range rows[1:] {
			cells := strings.Split(row, ",")
			var a scorecard.Assessment
			for i := 2; i < len(cells); i++ {
				answer := scorecard.Answer{Question: titles[i]}
				switch cells[i] {
				case "n/a":
					answer.NotApplicable = true
				case "yes", "no":
					answer.Choice = cells[i]
				default:
					answer.Number = partnermath.Int(int64(cells[i][0] - '0'))
				}
				a.Answers = append(a.Answers, answer)
			}
			result, err := scorecard.Assess(q, a)
			if err == nil {
				err = groups[cells[1]].Add(result)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	data, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSameBytes(t *testing.T) {
	folder := sample(t)
	want := scoreAll(t, folder)
	for name, way := range ways {
		out := folder + "/" + name
		if err := way(t.Context(), folder, out); err != nil {
			t.Fatal(name, err)
		}
		if got := read(t, out); got != want {
			t.Errorf("%s: %d bytes, not the %d of one assessment after the other", name, len(got), len(want))
		}
	}
}

var ways = map[string]benchmarker{"beam": onBeam, "process": inProcess}

// A broken chunk fails the job, which writes nothing.
func TestBrokenChunk(t *testing.T) {
	const file = "part-00003.csv"
	// change makes another of record 17, which stands in line 18.
	change := func(edit func(cells []string)) func(string) string {
		return func(text string) string {
			lines := strings.Split(text, "\n")
			cells := strings.Split(lines[17], ",")
			edit(cells)
			lines[17] = strings.Join(cells, ",")
			return strings.Join(lines, "\n")
		}
	}
	for name, test := range map[string]struct {
		edit func(string) string // nil: the file is not there
		want string
	}{
		"range":   {change(func(cells []string) { cells[3] = "9" }), "part-00003.csv: record 17: answers[1].number: must be from 1 to 5, got 9"},
		"word":    {change(func(cells []string) { cells[3] = "four" }), `part-00003.csv: record 17: question q02: must be a number, got "four"`},
		"tier":    {change(func(cells []string) { cells[1] = "golf" }), `part-00003.csv: record 17: tier "golf" is not in channel.json`},
		"cells":   {change(func(cells []string) { cells[5] = "3,3" }), "part-00003.csv: record 17: record on line 18: wrong number of fields"},
		"cut":     {func(text string) string { return text[:len(text)-20] }, "part-00003.csv: record 450: record on line 451: wrong number of fields"},
		"shorter": {func(text string) string { return text[:strings.LastIndex(text, "\nP")+1] }, "part-00003.csv: must have 450 records, has 449"},
		"longer":  {func(text string) string { return text + text[strings.LastIndex(text, "\nP")+1:] }, "part-00003.csv: must have 450 records, has 451"},
		"titles":  {func(text string) string { return strings.Replace(text, "q01,q02", "q02,q01", 1) }, "part-00003.csv: the titles must be"},
		"empty":   {func(string) string { return "" }, "part-00003.csv: the titles must be"},
		"missing": {nil, "part-00003.csv: open "},
	} {
		t.Run(name, func(t *testing.T) {
			folder := sample(t)
			text := read(t, folder+"/"+file)
			err := os.Remove(folder + "/" + file)
			if test.edit != nil {
				err = os.WriteFile(folder+"/"+file, []byte(test.edit(text)), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			for name, way := range ways {
				out := folder + "/" + name
				if err := way(t.Context(), folder, out); err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%s: %v, want %s", name, err, test.want)
				}
				if _, err := os.Stat(out); !os.IsNotExist(err) {
					t.Errorf("%s: something is written: %v", name, err)
				}
			}
		})
	}
}

// What a runner loses or repeats is found at the end, and what is named twice at the beginning.
func TestNothingLeftOut(t *testing.T) {
	folder := sample(t)
	err := writeBenchmark(t.Context(), folder+"/out", []string{"gold"}, 1, nil)
	if err == nil || err.Error() != "channel.json has 1 records, but 0 arrived" {
		t.Error(err)
	}
	text := strings.Replace(read(t, folder+"/channel.json"), "part-00002.csv", "part-00001.csv", 1)
	if err := os.WriteFile(folder+"/channel.json", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = readChannel(t.Context(), folder)
	if err == nil || err.Error() != `channel.json: "part-00001.csv" is named twice` {
		t.Error(err)
	}
}

func TestTable(t *testing.T) {
	folder := sample(t)
	data, err := timed(t.Context(), "goroutines", folder, folder+"/out", inProcess)
	if err != nil {
		t.Fatal(err)
	}
	var b benchmark
	if err := partnermath.Decode(data, &b); err != nil {
		t.Fatal(err)
	}
	b.Groups = append(b.Groups, group{"diamond", new(scorecard.Peers)})
	table, err := b.table()
	if err != nil || !strings.Contains(table, "\ndiamond               0 ") || !strings.Contains(table, "\nall                3000 ") {
		t.Error(table, err)
	}
}
