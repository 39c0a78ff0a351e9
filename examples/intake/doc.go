// Package intake reads what the programs of a vendor export about its channel, and hands it on
// as the typed inputs of partnermath: a folder of tables (CSV) and documents (JSON), or a
// workbook whose sheets stand for the tables.
//
//	to tell how tables are written                  [Tables], [ReadColumns]
//	to open a folder, a workbook or an fs.FS        [Open], [OpenFS]
//	to read all files                               [Read]
//	to score the assessments, and check them        [Channel.Score]
//	to settle rebates and the fund                  [Channel.Settle]
//	to learn what is wrong                          [Faults.Refused], [Faults.Lines], [Folder.Advise]
//	to leave faulty rows out                        [Folder.NewFaults], [Channel.SetApart], [Faults.LeftOut]
//	to show what is read as what                    [Folder.Watch], [Folder.Check]
//	to describe the files and their columns         [Layout], [ColumnsFile]
//
// What was read is a [Channel]. Partners are known by their position in [Channel.Partners], and
// each method returns what is of one partner: [Channel.Deals], [Channel.Leads], [Channel.Sales],
// [Channel.Plan], [Channel.Fund], [Channel.Case] and so on. Of deals, leads and the like only
// those of the [Subjects] are kept, packed as text, so that a channel of very many partners
// takes little memory.
//
// # What is wrong
//
// Reading goes on behind a fault, as far as something can be read without what is faulty, so
// that one run tells everything. Nothing is guessed: a text that can be read in two ways is a
// fault, and Advise tells the flags that would read it when the others leave no doubt. When
// [Faults.Refused] reports that there is something wrong, what was read must not be used; with
// Folder.NewFaults(true), faulty rows are left out in place.
//
// # In this order
//
//	in, err := intake.Open(intake.Layout(), "export", intake.Tables{})
//	found := in.NewFaults(false)
//	ch := intake.Read(in, intake.Subjects{All: true}, found)
//	err = ch.Score(found, nil)      // or a Collector of the results
//	ch.Settle(quarter, asOf, found) // for Rebates and Fund
//	if found.Refused() {
//		fmt.Println(strings.Join(found.Lines(in), "\n"))
//	}
//
// A Channel is safe to be read by many goroutines once that is done.
package intake

//go:generate go test -run TestSchemas -update .
