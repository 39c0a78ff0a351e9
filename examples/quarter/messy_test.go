package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/partnermath/partnermath/examples/intake"
)

// Totals below the tables are left out, and told.
func TestFooters(t *testing.T) {
	sound := measured(t, someDeals, someLeads)
	want := runs(t, "-data", data(t, sound))
	footed := measured(t, someDeals, someLeads)
	footed[intake.PartnersFile] = small(t, intake.PartnersFile) + "Gesamt,2,,,,\nGrand Totals,,,,,2\n"
	footed[intake.AssessmentsFile] = small(t, intake.AssessmentsFile) + ",,,\nCount,7\n"
	footed[intake.DealsFile] += "\"Total\",\"2\"\n"
	footed[intake.LeadsFile] += ",,,,,,,,\nSumme: 2,,,,\u202f980\u00a0951,,,,\n"
	got, notes := runsNoting(t, "-data", data(t, footed))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, want := range []string{
		"quarter: partners.csv: footer left out: line 4 \"Gesamt; 2\", line 5 \"Grand Totals; 2\"\n",
		"quarter: assessments.csv: footer left out: line 10 \"Count; 7\"\n",
		"quarter: deals.csv: footer left out: line 9 \"Total; 2\"\n",
		"quarter: leads.csv: footer left out: line 10 \"Summe: 2; 980 951\"\n",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("lacks the note %q: %q", want, notes)
		}
	}
	shown, status := checks(t, "-data", data(t, footed))
	if status != exitDone || !strings.Contains(shown, "Footer left out: line 4 \"Gesamt; 2\", line 5 \"Grand Totals; 2\".\n") {
		t.Errorf("%d: %s", status, shown)
	}
	footed[intake.PartnersFile] = small(t, intake.PartnersFile) + "Total,Total SA,,,,\nGesamt,2,,,,\nC3,,,,,\n"
	if diff := cmp.Diff("partners.csv:5:1: looks like a total or a remark, not like a row of the table, but other rows follow, as in line 6; delete it, or fill in the cells that it lacks\n",
		strings.Join(strings.SplitAfter(faultsOf(t, footed), "\n")[:1], "")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What can be checked without a file that cannot be used is checked.
func TestFaultsBesideUnusableFiles(t *testing.T) {
	files := measured(t, "Z,B2,Oak,core,,EUR,x,late,,2026-01-01,,,,,,,,\n"+someDeals, "M,A1,web,,,2026-01-20,,cold,\n"+someLeads)
	files[intake.GoalsFile] = goalHeader + "A1,overall,,101,2026-12-31\n"
	files[intake.AssessmentsFile] = header + "A1,yesterday,rate,0.5\nA1,2026-03-31,rate,0.5\nA1,2026-03-31,rate,0.6\n,2026-03-31,rate,1\n"
	faults := "assessments.csv:2:4: date: must be a day like 2026-03-31, got \"yesterday\"\n" +
		"assessments.csv:4:15: question: \"rate\" is answered in line 3 already, for the assessment of 2026-03-31\n" +
		"assessments.csv:5:1: partner: is empty, must be the id of a partner in partners.csv\n" +
		"goals.csv:2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"101\"\n" +
		"deals.csv:2:20: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n" +
		"leads.csv:2:24: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"cold\" (lead \"M\")" + wordHint("leads", "stage", "cold") + "\n"
	if got := faultsOf(t, files); got != faults {
		t.Errorf("with all files (-want +got):\n%s", cmp.Diff(faults, got))
	}
	for file, want := range map[string]string{
		intake.PartnersFile:      "not checked until partners.csv is put right: whether the other files name its partners\n",
		intake.QuestionnaireFile: "not checked until questionnaire.json is put right: which questions are answered, and how\n",
		intake.CalendarFile:      "not checked until calendar.json is put right: what depends on quarters\n",
	} {
		before := files[file]
		files[file] = "{"
		got := faultsOf(t, files)
		if !strings.HasSuffix(got, faults+want) || strings.Count(got, "\n") != 8 {
			t.Errorf("%s: %s", file, got)
		}
		if files[file] = before; before == "" {
			delete(files, file)
		}
	}
}

// A table with a column for each question is checked without them, too.
func TestWideFaultsWithoutQuestionnaire(t *testing.T) {
	got := faultsOf(t, map[string]string{intake.QuestionnaireFile: "{", intake.AssessmentsFile: "partner,date,rate,other\nX9,2026-03-31,0.5,\n"})
	want := "questionnaire.json:1:2: must be JSON; line 1, column 2: unexpected end of JSON input\nassessments.csv:2:1: partner: partner \"X9\" is not in partners.csv\n" +
		"not checked until questionnaire.json is put right: which questions are answered, and how\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A list of leads that has no follow-ups and no rejections says nothing of them.
func TestLeadsWithoutFollowUps(t *testing.T) {
	files := measured(t, someDeals, "")
	files[intake.LeadsFile] = "id,partner,source,created,stage\nL1,A1,web,2026-01-10,mql\nL2,A1,web,2026-02-10,lead\n"
	columns := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(columns, []byte(`{"leads": {"columns": {"vendor": "", "campaign": "", "followed_up": "", "rejected": ""}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	got := squeezed(runs(t, "-data", data(t, files), "-columns", columns, "-quarter", "2026-Q1"))
	for _, want := range []string{"All leads 2 – – – – – 1 0 0%", "when leads were followed up; which leads were rejected"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q: %s", want, got)
		}
	}
	if strings.Contains(got, "Leads that wait") {
		t.Errorf("tells which leads wait: %s", got)
	}
}

// Forms and spreadsheets write commas or line breaks between several choices.
func TestSeveralChoices(t *testing.T) {
	plain := small(t, intake.AssessmentsFile)
	_, line, _ := strings.Cut(plain, "\nA1,2026-03-31,lines,")
	line, _, _ = strings.Cut(line, "\n")
	line = "A1,2026-03-31,lines," + line
	with := func(cell string) map[string]string {
		return map[string]string{intake.AssessmentsFile: strings.Replace(plain, line, "A1,2026-03-31,lines,"+cell, 1)}
	}
	want := runs(t, "-data", data(t, with("core;edge")))
	for _, cell := range []string{`"core, edge"`, "core; edge", "\"core\nedge\"", `"core,edge"`} {
		if diff := cmp.Diff(want, runs(t, "-data", data(t, with(cell)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", cell, diff)
		}
	}
	columns := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(columns, []byte(`{"assessments": {"values": {"answer": {"Core line": "core", "Edge line": "edge"}}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, runs(t, "-data", data(t, with(`"Core line, Edge line"`)), "-columns", columns)); diff != "" {
		t.Errorf("by the file of -columns (-want +got):\n%s", diff)
	}
	files := with(`"core,edge"`)
	files[intake.QuestionnaireFile] = strings.Replace(small(t, intake.QuestionnaireFile), `"core"`, `"core, all"`, 1)
	if got := faultsOf(t, files); !strings.HasSuffix(got, "got \"core\", in \"core,edge\"; the choices are core, all, edge; none tells that it is none of them, n/a that it does not apply"+answerHint("lines", "core")+"\n") {
		t.Errorf("complains %q", got)
	}
	for _, cell := range []string{`"edge, core, all"`, `"Core,  ALL, edge"`} {
		files = map[string]string{intake.QuestionnaireFile: files[intake.QuestionnaireFile], intake.AssessmentsFile: with(cell)[intake.AssessmentsFile]}
		if diff := cmp.Diff(want, runs(t, "-data", data(t, files))); diff != "" {
			t.Errorf("an id with a comma, in %s (-want +got):\n%s", cell, diff)
		}
	}
	if got := runs(t, "-data", data(t, map[string]string{intake.QuestionnaireFile: files[intake.QuestionnaireFile], intake.AssessmentsFile: with(`"core, all;edge"`)[intake.AssessmentsFile]})); got != want {
		t.Errorf("an id with a comma (-want +got):\n%s", cmp.Diff(want, got))
	}
}

// A messy export from a spreadsheet in Germany: the first refusal tells the flags, and all that
// is wrong beside them.
func TestFirstRefusalTellsAll(t *testing.T) {
	cp1252 := func(text string) string {
		encoded, err := charmap.Windows1252.NewEncoder().String(strings.ReplaceAll(text, "\n", "\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	files := measured(t, "", "")
	files[intake.PartnersFile] = cp1252("Partnerübersicht;;;;;;;\nStand: 31.12.2025;;;;;;;\n;;;;;;;\nID;Name;Tier;Type;Region;Manager;;\n" +
		"A1;Müller GmbH;Gold;Reseller;#NV;Käthe;;\nB2;Groß & Söhne;Silver;Integrator;DACH;Jörg;;\nGesamt;2;;;;;;\n")
	files[intake.AssessmentsFile] = cp1252("sep=;\nPartner;Date;plan;reps;rate;skill;review;lines\nMüller GmbH;31.03.2026 00:00;JA;12,5;45%;3;often;core, edge\nB2;31.03.2026 00:00;NEIN;7;0,5;2;never;none\n")
	files[intake.DealsFile] = cp1252("ID;Partner;Customer;Product;Campaign;Currency;Amount;Stage;Category;Created;Last\u00a0Activity;Expected Close;Outcome;Closed;Submitted;Decision;Decided;Expires\n" +
		"D1;A1;Öl AG;core;;EUR;1.234,56 €;late;;01.02.2026;15.02.2026;30.06.2026;;;;;;\nD2;B2;Öl AG;core;;EUR;345,00-;late;;46054;15.02.2026;30.06.2026;;;;;;\n" +
		"D3;B2;Öl AG;core;;EUR;#N/A;late;;01.02.2026;15.02.2026;30.06.2026;;;;;;\nSumme;;;;;;1.579,56 €;;;;;;;;;;;\n")
	directory := data(t, files)
	_, got, _ := strings.Cut(strings.ReplaceAll(fails(t, exitInput, "-data", directory), directory+string(filepath.Separator), ""), "Try: ")
	const values = `; -columns FILE with {"assessments": {"values": {"answer": {"ja": "yes", "nein": "no"}}}} reads it`
	want := "-encoding cp1252 -dates 31.12.2026 -numbers '1.234,56 €' (with it, 6 faults are left)\n" +
		"partners.csv:5:30: region: holds the error \"#NV\" of a spreadsheet; put its formula right, or empty the cell\n" +
		"assessments.csv:3:30: plan: must be yes or no, got \"JA\"" + values + "\n" +
		"assessments.csv:4:21: plan: must be yes or no, got \"NEIN\"" + values + "\n" +
		"deals.csv:3:23: amount: must not be below 0, got -345\n" +
		"deals.csv:3:37: created: must be a day like 31.12.2026, got \"46054\"; to a spreadsheet this is the day 2026-02-01: format the column as a date and export it again\n" +
		"deals.csv:4:23: amount: holds the error \"#N/A\" of a spreadsheet; put its formula right, or empty the cell\n" +
		"Without it:\n" +
		"partners.csv:5:4: Name: is not UTF-8, got \"M\\xfcller GmbH\"; -encoding cp1252 reads what programs write on Windows\n" +
		"assessments.csv:3:1: Partner: is not UTF-8, got \"M\\xfcller GmbH\"; -encoding cp1252 reads what programs write on Windows\n" +
		"assessments.csv:3:13: date: must be a day like 2026-03-31, got \"31.03.2026 00:00\"; -dates 31.12.2026 reads it\n" +
		"deals.csv:1:77: is not UTF-8; -encoding cp1252 reads what programs write on Windows\n" +
		"and 2 more\n" +
		"quarter: partners.csv: footer left out: line 7 \"Gesamt; 2\"\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if shown, _ := checks(t, "-data", directory); !strings.Contains(shown, " faults would be refused. Try: -encoding cp1252 -dates 31.12.2026 -numbers '1.234,56 €'.\n") {
		t.Errorf("-check does not tell the flags: %s", shown)
	}
}

// The first lines tell the flags and all that these do not cure, with few lines for many faults of a kind.
func TestTheStartIsEnough(t *testing.T) {
	var days, stages strings.Builder
	for i := range 20 {
		days.WriteString("L" + strconv.Itoa(i) + ",A1,web,," + strconv.Itoa(i+1) + "/31/2026,,lead,no\n")
		stages.WriteString("D" + strconv.Itoa(i) + ",A1,Oak,core,,EUR,\"$1,000.00\",Stage " + strconv.Itoa(i%8) + ",,,,,,,,,,\n")
	}
	files := measured(t, stages.String(), "")
	files[intake.LeadsFile] = "id,partner,source,vendor,created,followed_up,stage,rejected\n" + days.String()
	directory := data(t, files)
	got, isFirst := strings.CutPrefix(strings.ReplaceAll(fails(t, exitInput, "-data", directory), directory+string(filepath.Separator), ""), "Try: ")
	if !isFirst {
		t.Errorf("does not start with the flags: %s", got)
	}
	first, rest, _ := strings.Cut(got, "\n")
	if want := "-dates 12/31/2026 -numbers '$1,234.56' (with it, 34 faults are left)"; first != want {
		t.Errorf("advises %q, want %q", first, want)
	}
	for _, want := range []string{
		"leads.csv:1:1: column \"campaign\" is missing; ",
		"deals.csv:6:33: stage: must be one of early, late, got \"Stage 4\"" + wordHint("deals", "stage", "Stage 4") + "\n",
		"\nand 15 more of stage in deals.csv, got \"Stage 5\", \"Stage 6\", \"Stage 7\"\n",
		"leads.csv:3:12: created: must be a day like 12/31/2026, got \"2/31/2026\"\n",
		"\nand 8 more of created in leads.csv, got \"13/31/2026\"",
		"\nWithout it:\ndeals.csv:2:21: amount: must be a number like 0.75, of at most 15 digits, got \"$1,000.00\"; -numbers '$1,234.56' reads it\n" +
			"leads.csv:2:12: created: must be a day like 2026-03-31, got \"1/31/2026\"; -dates 12/31/2026 reads it\nand 38 more\n",
	} {
		if !strings.Contains("\n"+rest, want) {
			t.Errorf("lacks %q:\n%s", want, rest)
		}
	}
	if lines := strings.Count(rest, "\n"); lines != 17 {
		t.Errorf("%d lines:\n%s", lines, rest)
	}
}

// What can be meant in two ways is not advised.
func TestNoAdviceInDoubt(t *testing.T) {
	for _, tt := range []struct{ amounts, days, want string }{
		{"12.500", "2026-01-01", ""},
		{"12.500|1.250.000", "2026-01-01", "-numbers 1.234,56"},
		{"12.500|1,5", "2026-01-01", "-numbers 1.234,56"},
		{"12.500|1.5", "2026-01-01", ""}, // the second needs no form
		{"12,500|1,5|7.25", "2026-01-01", ""},
		{"1'234.50", "2026-01-01", "-numbers \"1'234.56\""},
		{"1\u202f234,50", "2026-01-01", "-numbers '1 234,56'"},
		{"18.750,00 €|EUR 3.840,00|7,5", "2026-01-01", "-numbers '1.234,56 €'"},
		{"18.750,00 €|USD 3.840,00", "2026-01-01", ""},
		{"7", "01/02/2026", ""},
		{"7", "01/02/2026|25/02/2026", "-dates 31/12/2026"},
		{"7", "01/02/2026|2/25/2026", "-dates 12/31/2026"},
		{"7", "25/02/2026|2/25/2026", ""},
		{"7", "25.02.2026|soon", "-dates 31.12.2026"},
	} {
		files := measured(t, "", "")
		files[intake.AssessmentsFile] = header + "A1,2026-03-31,rate,1\n"
		files[intake.DealsFile] = strings.ReplaceAll(dealColumnsLine, ",", ";")
		amounts, days := strings.Split(tt.amounts, "|"), strings.Split(tt.days, "|")
		for i := range max(len(amounts), len(days)) {
			files[intake.DealsFile] += "A" + strconv.Itoa(i) + ";A1;Oak;core;;EUR;" + amounts[min(i, len(amounts)-1)] + ";late;;" + days[min(i, len(days)-1)] + ";;;;;;;;\n"
		}
		_, got, _ := strings.Cut(fails(t, exitInput, "-data", data(t, files)), "Try: ")
		got, _, _ = strings.Cut(got, " (with it, ")
		if got != tt.want {
			t.Errorf("%s, %s: advises %q, want %q", tt.amounts, tt.days, got, tt.want)
		}
	}
}

// Stages and other words of a list are read in any case, and stages by their names.
func TestWordsAsTheyAreWritten(t *testing.T) {
	named := func(files map[string]string) map[string]string {
		files[intake.PlanFile] = strings.Replace(files[intake.PlanFile], `"id": "early",`, `"id": "early", "name": "First talks",`, 1)
		return files
	}
	row := func(stage, category, decision string) string {
		return "D1,A1,Oak,core,,EUR,100," + stage + "," + category + ",2026-01-01,,,,,2026-01-02," + decision + ",2026-01-03,\n" +
			"D2,A1,Elm,core,,EUR,100,,,2026-01-01,,,won,2026-02-01,,,,\n"
	}
	lead := func(stage string) string { return "L1,A1,web,,,2026-01-10,2026-01-11," + stage + ",no\n" }
	want := runs(t, "-data", data(t, named(measured(t, row("early", "best-case", "approved"), lead("mql")))))
	for _, stage := range []string{"Early", "first  TALKS", "First talks"} {
		deals := strings.Replace(row(stage, "Best Case", "Approved"), ",won,", ",Won,", 1)
		if diff := cmp.Diff(want, runs(t, "-data", data(t, named(measured(t, deals, lead("MQL")))))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", stage, diff)
		}
	}
	twice := named(measured(t, row("First talks", "", ""), ""))
	twice[intake.PlanFile] = strings.Replace(twice[intake.PlanFile], `"id": "late",`, `"id": "late", "name": "first talks",`, 1)
	if got, want := faultsOf(t, twice), "got \"First talks\""; !strings.Contains(got, want) {
		t.Errorf("a name of two stages: %q", got)
	}
}

// What the file of -columns makes of a cell may be the name of a partner.
func TestPartnersNamedInColumns(t *testing.T) {
	want := runs(t, "-data", data(t, measured(t, someDeals, someLeads)))
	files := measured(t, strings.ReplaceAll(someDeals, ",A1,", ",Mossy,"), someLeads)
	_, name, _ := strings.Cut(small(t, intake.PartnersFile), "\nA1,")
	name, _, _ = strings.Cut(name, ",")
	columns := mapping(t, `{"deals": {"values": {"partner": {"Mossy": "`+strings.ToUpper(name)+`"}}}}`)
	if diff := cmp.Diff(want, runs(t, "-data", data(t, files), "-columns", columns)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Deals that were created after the day of the review are told.
func TestLaterDeals(t *testing.T) {
	const later = "D8,A1,Oak,core,,EUR,48200.50,late,,2026-04-01,,,,,,,,\nD9,A1,Oak,core,,EUR,,late,,2026-05-01,,,,,,,,\n"
	for _, tt := range []struct{ asOf, want string }{
		{"2026-03-31", "2 deals created after 2026-03-31 are not counted, 48,200.50, 1 without an amount."},
		{"2026-04-30", "1 deal created after 2026-04-30 is not counted, 1 without an amount."},
		{"2026-05-31", ""},
	} {
		got := runs(t, "-data", data(t, measured(t, someDeals+later, "")), "-quarter", "2026-Q1", "-asof", tt.asOf)
		if !strings.Contains(got, tt.want) || tt.want == "" && strings.Contains(got, "created after") {
			t.Errorf("%s: lacks %q:\n%s", tt.asOf, tt.want, got)
		}
	}
}

// Without the days of decisions, registered deals are unknown, not none.
func TestRegistrationsWithoutDays(t *testing.T) {
	const columns = `{"deals": {"columns": {"decided": ""}}}`
	directory := data(t, measured(t, someDeals, ""))
	args := []string{"-data", directory, "-quarter", "2026-Q1"}
	if got := runs(t, args...); !strings.Contains(got, "Registered deals, EUR") {
		t.Fatalf("with days, registered deals are not told:\n%s", got)
	}
	got := runs(t, append(args, "-columns", mapping(t, columns))...)
	if strings.Contains(got, "Registered deals, EUR") || !strings.Contains(squeezed(got), "Registration the partner's deal registrations") ||
		!strings.Contains(got, "Registered deals are unknown, because deals.csv does not tell when registrations were decided.") {
		t.Errorf("prints:\n%s", got)
	}
	if got, _ := checks(t, "-data", directory, "-columns", mapping(t, columns)); !strings.Contains(squeezed(got), "No column tells when registrations were decided, so it is not known which deals are registered in a quarter.") {
		t.Errorf("-check does not tell it:\n%s", got)
	}
}
