package main

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// export is how a program writes what is in the sample.
type export struct {
	ready string   // the mapping file that comes with the example
	args  []string // flags
	own   intake.Mapping
	// deals and leads are the columns, each with what makes a cell of a row of the sample.
	deals, leads []exported
	comma, end   string
	below        string // the lines below the table
	notes        string // of them
	quote        bool
	mark         bool
	cp1252       bool
}

type exported struct {
	title string
	cell  func(row map[string]string) string
}

func as(column string) func(map[string]string) string {
	return func(row map[string]string) string { return row[column] }
}

func with(column string, write func(string) string) func(map[string]string) string {
	return func(row map[string]string) string {
		if row[column] == "" {
			return ""
		}
		return write(row[column])
	}
}

func called(column string, names map[string]string) func(map[string]string) string {
	return with(column, func(text string) string { return names[text] })
}

func always(text string) func(map[string]string) string {
	return func(map[string]string) string { return text }
}

// written writes days by a layout like DD.MM.YYYY or M/D/YYYY.
func written(layout string) func(string) string {
	return func(text string) string {
		date, err := partnermath.ParseDate(text)
		if err != nil {
			panic(err) // a mistake of the test
		}
		year, month, day := date.Civil()
		pad := func(n int) string { return string(rune('0'+n/10%10)) + string(rune('0'+n%10)) }
		short := func(n int) string { return strings.TrimPrefix(pad(n), "0") }
		return strings.NewReplacer("YYYY", pad(year/100)+pad(year), "MM", pad(int(month)), "DD", pad(day), "M/", short(int(month))+"/", "D/", short(day)+"/").Replace(layout)
	}
}

func either(a, b func(map[string]string) string) func(map[string]string) string {
	return func(row map[string]string) string {
		if text := a(row); text != "" {
			return text
		}
		return b(row)
	}
}

var salesforceDay = written("YYYY-MM-DDT09:30:00.000Z")

var exports = map[string]export{
	"salesforce": {
		ready: "columns/salesforce.json", comma: ",", end: "\n", quote: true,
		own: intake.Mapping{
			Deals: &folder.TableMapping{ColumnMapping: folder.ColumnMapping{
				Columns: map[string]string{"product": "Product__c", "submitted": "Registered__c", "decision": "Registration__c", "decided": "Decided__c", "expires": "Expires__c"},
				Values: map[string]map[string]string{
					"outcome": {"Closed No Decision": "no-decision"}, "stage": {"Closed No Decision": ""},
					"decision": {"Approved": "approved", "Rejected": "rejected"},
				},
			}},
			Leads: &folder.TableMapping{ColumnMapping: folder.ColumnMapping{
				Columns: map[string]string{"vendor": "Vendor__c", "campaign": "Campaign__c"},
				Values:  map[string]map[string]string{"stage": {"Accepted": "sal", "Qualified": "sql", "Marketing Opportunity": "mgo", "Won": "won"}},
			}},
		},
		deals: []exported{
			{"Id", as("id")},
			{"Name", with("customer", func(text string) string { return "\"" + text + "\"\nrenewal" })},
			{"PartnerAccountId", as("partner")},
			{"AccountId", as("customer")},
			{"Product__c", as("product")},
			{"CampaignId", as("campaign")},
			{"CurrencyIsoCode", as("currency")},
			{"Amount", with("amount", func(text string) string { return text + ".0" })},
			{"StageName", either(
				called("stage", map[string]string{"qualify": "Prospecting", "develop": "Needs Analysis", "propose": "Proposal/Price Quote", "negotiate": "Negotiation/Review"}),
				called("outcome", map[string]string{"won": "Closed Won", "lost": "Closed Lost", "no-decision": "Closed No Decision"}))},
			{"ForecastCategoryName", either(called("category", map[string]string{"commit": "Commit", "best-case": "Best Case"}), always("Pipeline"))},
			{"CreatedDate", with("created", salesforceDay)},
			{"LastActivityDate", as("last_activity")},
			{"CloseDate", as("expected_close")},
			{"Registered__c", as("submitted")},
			{"Registration__c", called("decision", map[string]string{"approved": "Approved", "rejected": "Rejected"})},
			{"Decided__c", as("decided")},
			{"Expires__c", as("expires")},
		},
		leads: []exported{
			{"Id", as("id")},
			{"PartnerAccountId", as("partner")},
			{"LeadSource", as("source")},
			{"Vendor__c", as("vendor")},
			{"Campaign__c", as("campaign")},
			{"CreatedDate", with("created", salesforceDay)},
			{"FirstCallDateTime", with("followed_up", salesforceDay)},
			{"Status", either(
				called("rejected", map[string]string{"yes": "Closed - Not Converted"}),
				called("stage", map[string]string{"lead": "Open - Not Contacted", "mql": "Working - Contacted", "sal": "Accepted", "sql": "Qualified", "mgo": "Marketing Opportunity", "won": "Won"}))},
		},
	},
	"hubspot": {
		ready: "columns/hubspot.json", comma: ",", end: "\n", quote: true,
		own: intake.Mapping{
			Deals: &folder.TableMapping{ColumnMapping: folder.ColumnMapping{
				Columns: map[string]string{"product": "Product", "campaign": "Campaign", "submitted": "Registered", "decision": "Registration", "decided": "Decided", "expires": "Expires"},
				Values:  map[string]map[string]string{"outcome": {"Closed No Decision": "no-decision"}, "stage": {"Closed No Decision": ""}},
			}},
			Leads: &folder.TableMapping{ColumnMapping: folder.ColumnMapping{
				Columns: map[string]string{"vendor": "Vendor", "campaign": "Campaign"},
				Values:  map[string]map[string]string{"stage": {"Sales Accepted Lead": "sal", "Marketing Opportunity": "mgo"}},
			}},
		},
		deals: []exported{
			{"Record ID", as("id")},
			{"Deal Name", as("customer")},
			{"Deal Stage", either(
				called("stage", map[string]string{"qualify": "Appointment Scheduled", "develop": "Qualified To Buy", "propose": "Decision Maker Bought-In", "negotiate": "Contract Sent"}),
				called("outcome", map[string]string{"won": "Closed Won", "lost": "Closed Lost", "no-decision": "Closed No Decision"}))},
			{"Close Date", with("expected_close", written("YYYY-MM-DD 17:00"))},
			{"Amount", as("amount")},
			{"Currency", as("currency")},
			{"Create Date", with("created", written("YYYY-MM-DD 09:30"))},
			{"Last Activity Date", with("last_activity", written("YYYY-MM-DD 11:05"))},
			{"Forecast category", either(called("category", map[string]string{"commit": "Commit", "best-case": "Best case"}), always("Pipeline"))},
			{"Associated Company", as("customer")},
			{"Partner", as("partner")},
			{"Product", as("product")},
			{"Campaign", as("campaign")},
			{"Registered", as("submitted")},
			{"Registration", as("decision")},
			{"Decided", as("decided")},
			{"Expires", as("expires")},
		},
		leads: []exported{
			{"Record ID", as("id")},
			{"Lifecycle Stage", called("stage", map[string]string{
				"lead": "Lead", "mql": "Marketing Qualified Lead", "sal": "Sales Accepted Lead", "sql": "Sales Qualified Lead", "mgo": "Marketing Opportunity", "won": "Customer",
			})},
			{"Lead Status", either(called("rejected", map[string]string{"yes": "Unqualified"}), always("Open"))},
			{"Create Date", with("created", written("YYYY-MM-DD 09:30"))},
			{"Date of first engagement", with("followed_up", written("YYYY-MM-DD 10:00"))},
			{"Original Source", as("source")},
			{"Partner", as("partner")},
			{"Vendor", as("vendor")},
			{"Campaign", as("campaign")},
		},
	},
	"dynamics": {
		ready: "columns/dynamics.json", comma: ",", end: "\r\n", mark: true,
		own: intake.Mapping{
			Deals: &folder.TableMapping{
				Dates: dateForm("12/31/2026"), Numbers: numberForm("1,234.56"),
				ColumnMapping: folder.ColumnMapping{Columns: map[string]string{
					"product": "Product", "last_activity": "Last Activity", "submitted": "Registered", "decision": "Registration", "decided": "Decided", "expires": "Expires",
				}},
			},
			Leads: &folder.TableMapping{
				Dates: dateForm("12/31/2026"),
				ColumnMapping: folder.ColumnMapping{
					Columns: map[string]string{"vendor": "Vendor", "followed_up": "First Contact", "stage": "Stage"},
				},
			},
		},
		deals: []exported{
			{"(Do Not Modify) Opportunity", as("id")},
			{"(Do Not Modify) Row Checksum", always("Zm9v+/==")},
			{"Topic", as("product")},
			{"Potential Customer", as("customer")},
			{"Est. Close Date", with("expected_close", written("M/D/YYYY"))},
			{"Actual Close Date", with("closed", written("M/D/YYYY"))},
			{"Est. Revenue", with("amount", func(text string) string { return group(text) + ".00" })},
			{"Currency", as("currency")},
			{"Status Reason", either(called("outcome", map[string]string{"won": "Won", "lost": "Out-Sold", "no-decision": "Canceled"}), always("In Progress"))},
			{"Pipeline Phase", called("stage", map[string]string{"qualify": "1-Qualify", "develop": "2-Develop", "propose": "3-Propose", "negotiate": "4-Close"})},
			{"Forecast category", either(called("category", map[string]string{"commit": "Committed", "best-case": "Best case"}), always("Pipeline"))},
			{"Created On", with("created", written("M/D/YYYY 9:30 AM"))},
			{"Source Campaign", as("campaign")},
			{"Partner", as("partner")},
			{"Product", as("product")},
			{"Last Activity", with("last_activity", written("M/D/YYYY 4:05 PM"))},
			{"Registered", with("submitted", written("M/D/YYYY"))},
			{"Registration", as("decision")},
			{"Decided", with("decided", written("M/D/YYYY"))},
			{"Expires", with("expires", written("M/D/YYYY"))},
		},
		leads: []exported{
			{"(Do Not Modify) Lead", as("id")},
			{"Partner", as("partner")},
			{"Lead Source", as("source")},
			{"Vendor", as("vendor")},
			{"Source Campaign", as("campaign")},
			{"Created On", with("created", written("M/D/YYYY 9:30 AM"))},
			{"First Contact", with("followed_up", written("M/D/YYYY"))},
			{"Stage", as("stage")},
			{"Status", either(called("rejected", map[string]string{"yes": "Disqualified"}), always("Open"))},
		},
	},
	"salesforce-report": { // in the United States
		ready: "columns/salesforce-report.json", comma: ",", end: "\r\n", quote: true, cp1252: true,
		below: "\r\n\r\n\"Partner deals – all time\"\r\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\r\n" +
			"\"Confidential Information - Do Not Distribute\"\r\n\"Generated By:  Zoë Müller 10/1/2026 9:14 AM\"\r\n\"Example, Inc.\"\r\n",
		notes: "quarter: deals.csv: footer left out: line 84 \"Partner deals – all time\", line 85 \"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\", line 86 \"Confidential Information - Do Not Distribute\" and 2 more\n" +
			"quarter: leads.csv: footer left out: line 277 \"Partner deals – all time\", line 278 \"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\", line 279 \"Confidential Information - Do Not Distribute\" and 2 more\n",
		own: intake.Mapping{
			Deals: &folder.TableMapping{
				Encoding: tabular.CP1252, Dates: dateForm("12/31/2026"), Numbers: numberForm("$1,234.56"),
				ColumnMapping: folder.ColumnMapping{
					Columns: map[string]string{
						"partner": "Partner Number", "product": "Product Line", "submitted": "Registered On", "decision": "Registration",
						"decided": "Decided On", "expires": "Protected Until",
					},
					Values: map[string]map[string]string{
						"outcome": {"Closed No Decision": "no-decision"}, "stage": {"Closed No Decision": ""},
						"decision": {"Approved": "approved", "Rejected": "rejected"},
					},
				},
			},
			Leads: &folder.TableMapping{
				Encoding: tabular.CP1252, Dates: dateForm("12/31/2026"),
				ColumnMapping: folder.ColumnMapping{
					Columns: map[string]string{"partner": "Partner Number", "vendor": "Agency", "campaign": "Campaign Code", "followed_up": "First Call"},
					Values:  map[string]map[string]string{"stage": {"Accepted": "sal", "Qualified": "sql", "Marketing Opportunity": "mgo", "Won": "won"}},
				},
			},
		},
		deals: []exported{
			{"Opportunity Owner", always("Zoë Müller")},
			{"Opportunity ID", as("id")},
			{"Account Name", as("customer")},
			{"Opportunity Name", with("customer", func(text string) string { return text + ", \"new\" – renewal" })},
			{"Partner Number", as("partner")},
			{"Stage", either(
				called("stage", map[string]string{"qualify": "Prospecting", "develop": "Needs Analysis", "propose": "Proposal/Price Quote", "negotiate": "Negotiation/Review"}),
				called("outcome", map[string]string{"won": "Closed Won", "lost": "Closed Lost", "no-decision": "Closed No Decision"}))},
			{"Fiscal Period", always("Q3-2026")},
			{"Amount Currency", as("currency")},
			{"Amount", with("amount", func(text string) string { return "$" + group(text) + ".00" })},
			{"Probability (%)", always("50")},
			{"Forecast Category", either(called("category", map[string]string{"commit": "Commit", "best-case": "Best Case"}), always("Pipeline"))},
			{"Close Date", with("expected_close", written("M/D/YYYY"))},
			{"Created Date", with("created", written("M/D/YYYY"))},
			{"Last Activity", with("last_activity", written("M/D/YYYY"))},
			{"Primary Campaign Source", as("campaign")},
			{"Product Line", as("product")},
			{"Registered On", with("submitted", written("M/D/YYYY"))},
			{"Registration", called("decision", map[string]string{"approved": "Approved", "rejected": "Rejected"})},
			{"Decided On", with("decided", written("M/D/YYYY"))},
			{"Protected Until", with("expires", written("M/D/YYYY"))},
		},
		leads: []exported{
			{"Lead ID", as("id")},
			{"Partner Number", as("partner")},
			{"Lead Source", as("source")},
			{"Agency", as("vendor")},
			{"Campaign Code", as("campaign")},
			{"Create Date", with("created", written("M/D/YYYY"))},
			{"First Call", with("followed_up", written("M/D/YYYY"))},
			{"Lead Status", either(
				called("rejected", map[string]string{"yes": "Closed - Not Converted"}),
				called("stage", map[string]string{"lead": "Open - Not Contacted", "mql": "Working - Contacted", "sal": "Accepted", "sql": "Qualified", "mgo": "Marketing Opportunity", "won": "Won"}))},
		},
	},
	"google-sheets": { // in the United States, as tabs
		args: []string{"-dates", "12/31/2026", "-numbers", "$1,234.56"}, comma: "\t", end: "\r\n",
		deals: sheetsColumns(strings.Split(strings.TrimSpace(dealColumnsLine), ",")),
		leads: sheetsColumns(strings.Split(strings.TrimSpace(leadColumnsLine), ",")),
	},
	"excel": { // in Germany
		args: []string{"-encoding", "cp1252", "-dates", "31.12.2026", "-numbers", "1.234,56"}, comma: ";", end: "\r\n", cp1252: true,
		deals: excelColumns(strings.Split(strings.TrimSpace(dealColumnsLine), ",")),
		leads: excelColumns(strings.Split(strings.TrimSpace(leadColumnsLine), ",")),
	},
}

// sheetsColumns are our own columns as Google Sheets writes them with tabs: as they are
// shown, and without quotes.
func sheetsColumns(names []string) []exported {
	var columns []exported
	for _, name := range names {
		cell := as(name)
		switch name {
		case "created", "last_activity", "expected_close", "closed", "submitted", "decided", "expires", "followed_up":
			cell = with(name, written("M/D/YYYY"))
		case "amount":
			cell = with(name, func(text string) string { return "$" + group(text) + ".00" })
		}
		title := strings.ReplaceAll(name, "_", " ")
		columns = append(columns, exported{strings.ToUpper(title[:1]) + title[1:], cell})
	}
	return append(columns, exported{"Notes", always("see 'Überblick' – ok?")})
}

// excelColumns are our own columns as a spreadsheet in Germany writes them.
func excelColumns(names []string) []exported {
	var columns []exported
	for _, name := range names {
		cell := as(name)
		switch name {
		case "amount":
			cell = with(name, func(text string) string { return strings.ReplaceAll(group(text), ",", ".") + ",00" })
		case "answer", "target":
			cell = with(name, func(text string) string {
				if strings.Trim(text, "-0123456789.") == "" {
					return strings.ReplaceAll(text, ".", ",")
				}
				return text
			})
		case "date", "by", "created", "last_activity", "expected_close", "closed", "submitted", "decided", "expires", "followed_up":
			cell = with(name, written("DD.MM.YYYY"))
		case "outcome", "stage": // a text that only CP1252 has in one byte, in a column that is not read
			columns = append(columns, exported{"Größe “" + name + "”", always("Österreich – größer €")})
		}
		columns = append(columns, exported{strings.ToUpper(name), cell})
	}
	return columns
}

func dateForm(example string) (f tabular.DateForm) {
	if err := f.UnmarshalText([]byte(example)); err != nil {
		panic(err) // a mistake of the test
	}
	return f
}

func numberForm(example string) (f tabular.NumberForm) {
	if err := f.UnmarshalText([]byte(example)); err != nil {
		panic(err) // a mistake of the test
	}
	return f
}

// write writes rows of the sample, with blank rows at the end.
func (e *export) write(t *testing.T, columns []exported, rows []map[string]string) string {
	t.Helper()
	var text strings.Builder
	if e.mark {
		text.WriteString(tabular.ByteOrderMark)
	}
	line := func(cell func(exported) string) {
		for i, column := range columns {
			if i > 0 {
				text.WriteString(e.comma)
			}
			content := cell(column)
			if e.quote || strings.ContainsAny(content, e.comma+"\"\n") {
				content = `"` + strings.ReplaceAll(content, `"`, `""`) + `"`
			}
			text.WriteString(content)
		}
		text.WriteString(e.end)
	}
	line(func(c exported) string { return c.title })
	for _, row := range rows {
		line(func(c exported) string { return c.cell(row) })
	}
	line(func(exported) string { return "" })
	text.WriteString(e.below)
	if !e.cp1252 {
		return text.String()
	}
	encoded, err := charmap.Windows1252.NewEncoder().String(text.String())
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// sampleRows are those of a file of the sample that matter to the partner under review.
func sampleRows(t *testing.T, file string) []map[string]string {
	t.Helper()
	text, err := fs.ReadFile(sample, "sample/"+file)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all, rows []map[string]string
	own := make(map[string]bool)
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, name := range records[0] {
			row[name] = record[i]
		}
		all = append(all, row)
		own[row["customer"]+row["product"]] = own[row["customer"]+row["product"]] || row["partner"] == "P1001" && row["decision"] == "approved"
	}
	if file != intake.DealsFile && file != intake.LeadsFile {
		return all
	}
	for _, row := range all {
		if row["partner"] == "P1001" || row["decision"] == "approved" && own[row["customer"]+row["product"]] {
			rows = append(rows, row)
		}
	}
	return rows
}

// mapping is the file that comes with the example, with the columns of the user's own.
func (e *export) mapping(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(e.ready)
	if err != nil {
		t.Fatal(err)
	}
	var all intake.Mapping
	if err := partnermath.Decode(text, &all); err != nil {
		t.Fatal(err)
	}
	all.Source = nil
	for _, one := range []struct{ to, from *folder.TableMapping }{{all.Deals, e.own.Deals}, {all.Leads, e.own.Leads}} {
		one.to.Encoding, one.to.Dates, one.to.Numbers = one.from.Encoding, one.from.Dates, one.from.Numbers
		maps.Copy(one.to.Columns, one.from.Columns)
		for column, values := range one.from.Values {
			if one.to.Values[column] == nil {
				one.to.Values[column] = make(map[string]string)
			}
			maps.Copy(one.to.Values[column], values)
		}
		if _, own := one.from.Columns["stage"]; own {
			delete(one.to.Values, "stage")
		}
	}
	marshalled, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(marshalled) + "\n"
}

// What other programs export of the sample gives the review of the sample.
func TestExports(t *testing.T) {
	want := runs(t)
	for name, e := range exports {
		t.Run(name, func(t *testing.T) {
			stored := filepath.Join("testdata", "exports", name)
			if *update {
				e.store(t, stored)
			}
			directory := t.TempDir()
			if err := os.CopyFS(directory, subFS(t)); err != nil {
				t.Fatal(err)
			}
			if err := copyOver(directory, stored); err != nil {
				t.Fatal(err)
			}
			if name == "excel" {
				for _, file := range []string{intake.PartnersFile, intake.AssessmentsFile, intake.GoalsFile} {
					rows := sampleRows(t, file)
					columns := excelColumns(slices.Sorted(maps.Keys(rows[0])))
					if err := os.WriteFile(filepath.Join(directory, file), []byte(e.write(t, columns, rows)), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			args := append([]string{"-data", directory}, e.args...)
			if e.ready != "" {
				args = append(args, "-columns", filepath.Join(stored, "columns.json"))
			}
			got, notes := runsNoting(t, args...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(e.notes, notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func (e *export) store(t *testing.T, directory string) {
	t.Helper()
	if err := os.MkdirAll(directory, 0o755); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		intake.DealsFile: e.write(t, e.deals, sampleRows(t, intake.DealsFile)),
		intake.LeadsFile: e.write(t, e.leads, sampleRows(t, intake.LeadsFile)),
	}
	if e.ready != "" {
		files["columns.json"] = e.mapping(t)
	}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(directory, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func subFS(t *testing.T) fs.FS {
	t.Helper()
	sub, err := fs.Sub(sample, "sample")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

func copyOver(directory, from string) error {
	for _, file := range []string{intake.DealsFile, intake.LeadsFile} {
		text, err := os.ReadFile(filepath.Join(from, file))
		if err != nil {
			return err
		}
		at := filepath.Join(directory, file)
		if err := os.Remove(at); err != nil {
			return err
		}
		if err := os.WriteFile(at, text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// group writes digits with a separator between thousands.
func group(digits string) string {
	n, _ := strconv.ParseInt(digits, 10, 64)
	return words.Grouped(n)
}
