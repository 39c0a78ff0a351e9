// Package intake reads what the programs of a vendor export about its channel, and hands it on
// as the typed inputs of partnermath. How a folder of tables and documents is read, with all
// that is wrong with it, is in package folder, and how cells answer a questionnaire in package
// questions; this one knows what the files are.
//
//	to tell package folder which files there are    [Layout]
//	to tell how tables are named and written        [ReadColumns], [Mapping], [ColumnsFile]
//	to read all files                               [Read]
//	to score the assessments, and check them        [Channel.Score]
//	to settle rebates and the fund                  [Channel.Settle]
//	to leave faulty answers out                     [Channel.SetApart]
//
// What was read is a [Channel]. Partners are known by their position in [Channel.Partners], and
// each method returns what is of one partner: [Channel.Deals], [Channel.Leads], [Channel.Sales],
// [Channel.Plan], [Channel.Fund], [Channel.Case] and so on. Of deals, leads and the like only
// those of the [Subjects] are kept, packed in few bytes, so that a channel of very many partners
// takes little memory.
//
// # In this order
//
//	in, err := folder.Open(intake.Layout(), "export", folder.Tables{})
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
