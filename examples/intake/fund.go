package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/mdf"
)

// fund is mdf.json, with what happened to its money, what was asked for and what is claimed.
type fund struct {
	Program   mdf.Program    `json:"program"`
	Approvals []mdf.Approval `json:"approvals,omitempty"`

	document, requestsDocument, claimsDocument folder.Document
	batch                                      folder.Batch[entryRow]
	entries                                    []mdf.Entry
	requests                                   []mdf.Request
	claims                                     []mdf.Claim
	// What is of partners, by their position in partners.list.
	own         packed[int, mdf.Entry]
	positions   packed[int, mdf.Position]
	decisions   packed[int, mdf.Decision]
	settlements packed[int, mdf.Settlement]
	approved    packed[int, mdf.Approval]
	claimed     packed[int, mdf.Claim]
}

// What was asked for and what is claimed are lists that grow, each in a file of its own.
type (
	fundRequests struct {
		Requests []mdf.Request `json:"requests"`
	}
	fundClaims struct {
		Claims []mdf.Claim `json:"claims"`
	}
)

// entryRow is a row of fund-entries.csv: what happened to a partner's money.
type entryRow struct {
	ID      string `csv:"id"`
	Partner string `csv:"partner"`
	Date    string `csv:"date"`
	Kind    string `csv:"kind"`
	Amount  string `csv:"amount"`
	Of      string `csv:"of"`
	Expires string `csv:"expires"`
	Until   string `csv:"until"`
}

// readFund reads the files of a fund. There need be none.
func readFund(in folder.Folder, ch *Channel, found *folder.Faults) *fund {
	f := new(fund)
	d, there := folder.ReadDocument(in, FundFile, found, f)
	if !there {
		for _, file := range []string{FundEntriesFile, FundRequestsFile, FundClaimsFile} {
			if in.Has(file) && !in.Has(FundFile) {
				found.Add(file, 0, 0, "takes the program of the fund, in %s", FundFile)
			}
		}
		return nil
	}
	f.document, f.own, f.positions = d, make(packed[int, mdf.Entry]), make(packed[int, mdf.Position])
	f.decisions, f.settlements = make(packed[int, mdf.Decision]), make(packed[int, mdf.Settlement])
	var asked fundRequests
	var claimed fundClaims
	f.requestsDocument, _ = folder.ReadDocument(in, FundRequestsFile, found, &asked)
	f.claimsDocument, _ = folder.ReadDocument(in, FundClaimsFile, found, &claimed)
	f.requests, f.claims = asked.Requests, claimed.Claims
	f.approved, f.claimed = make(packed[int, mdf.Approval]), make(packed[int, mdf.Claim])
	if !readRows(in, FundEntriesFile, found, &f.batch, func(row *entryRow) { f.add(ch, row) }) {
		return nil
	}
	return f
}

func (f *fund) add(ch *Channel, row *entryRow) {
	cells := folder.Cells[entryRow]{Rows: f.batch.Rows}
	partnerOf(&cells, ch, row.Partner)
	entry := mdf.Entry{
		ID: row.ID, Partner: row.Partner, Date: cells.Date("date", row.Date), Kind: mdf.EntryKind(row.Kind), Of: row.Of,
		Amount: cells.Number("amount", row.Amount), Expires: cells.Date("expires", row.Expires), Until: cells.Date("until", row.Until),
	}
	if cells.Faulty == nil {
		f.entries = append(f.entries, entry)
		f.batch.Keep(nil)
	}
}

// settle works out what partners have, decides their requests and settles their claims, all
// as of a day, and reports what is wrong with them.
func (f *fund) settle(ch *Channel, asOf partnermath.Date, found *folder.Faults) {
	f.document.Found, f.requestsDocument.Found, f.claimsDocument.Found = found, found, found
	if f.batch.Rows != nil {
		f.batch.Rows.Found = found
	}
	if err := f.Program.Validate(); err != nil {
		f.document.Rules(paths.Under(err, "", "program."))
		return
	}
	if currency := ch.reviews.currency(); f.Program.Currency != currency {
		f.document.Rules(paths.Broken("program.currency", "match", "must be %s, that of the reviews, got %s", currency, f.Program.Currency))
		return
	}
	report := func(err error) bool {
		f.document.Rules(paths.Under(err, "approvals", "approvals"))
		f.batch.Report("entries", err, nil)
		f.requestsDocument.Rules(paths.Under(err, "requests", "requests"))
		f.claimsDocument.Rules(paths.Under(err, "claims", "claims"))
		ch.partners.report("partners", err, found)
		return err == nil
	}
	ledger, err := mdf.Balance(f.Program, f.entries, asOf)
	isSound := report(err)
	partners := make([]mdf.Partner, len(ch.partners.list))
	for i, p := range ch.partners.list {
		partners[i] = mdf.Partner{ID: p.ID, Name: p.Name, Type: p.Type, Tier: p.Tier, Region: p.Region}
	}
	_, err = mdf.Decide(f.Program, ledger, partners, f.requests)
	isSound = report(err) && isSound
	_, err = mdf.SettleClaims(f.Program, f.Approvals, f.claims, endOfDays)
	if isSound = report(err) && isSound; !isSound {
		return
	}
	decisions, _ := mdf.Decide(f.Program, ledger, partners, upTo(f.requests, asOf, func(r *mdf.Request) partnermath.Date { return r.Submitted }))
	claims := upTo(f.claims, asOf, func(c *mdf.Claim) partnermath.Date { return c.Submitted })
	settlements, _ := mdf.SettleClaims(f.Program, f.Approvals, claims, asOf)
	defer func() { // they are many, and settled
		f.entries, f.batch, f.requests, f.claims, f.Approvals = nil, folder.Batch[entryRow]{}, nil, nil, nil
		f.document, f.requestsDocument, f.claimsDocument = folder.Document{}, folder.Document{}, folder.Document{}
	}()
	stow(f.own, ch, f.entries, func(e *mdf.Entry) string { return e.Partner })
	stow(f.positions, ch, ledger.Positions, func(p *mdf.Position) string { return p.Partner })
	stow(f.decisions, ch, decisions, func(d *mdf.Decision) string { return d.Partner })
	stow(f.settlements, ch, settlements, func(s *mdf.Settlement) string { return s.Partner })
	if ch.workings {
		owner := make(map[string]string)
		for i := range f.Approvals {
			owner[f.Approvals[i].Request.ID] = f.Approvals[i].Request.Partner
		}
		stow(f.approved, ch, f.Approvals, func(a *mdf.Approval) string { return a.Request.Partner })
		stow(f.claimed, ch, claims, func(c *mdf.Claim) string { return owner[c.Request] })
	}
}

// upTo returns what was submitted up to a day.
func upTo[T any](all []T, asOf partnermath.Date, submitted func(*T) partnermath.Date) []T {
	var some []T
	for i := range all {
		if !submitted(&all[i]).After(asOf) {
			some = append(some, all[i])
		}
	}
	return some
}

// PartnerFund is what a partner has in the fund, and what became of what it asked for.
type PartnerFund struct {
	Program mdf.Program
	// Entries are what happened to its money, and Position is absent without any.
	Entries     []mdf.Entry
	Position    *mdf.Position
	Decisions   []mdf.Decision
	Settlements []mdf.Settlement
	// Approvals and Claims are what the settlements are of, with Workings of the subjects.
	Approvals []mdf.Approval
	Claims    []mdf.Claim
}

// Fund returns the fund of a partner that is kept; has tells that there is one. It takes Settle
// before.
func (ch *Channel) Fund(at int) (one PartnerFund, has bool) {
	f := ch.fund
	if f == nil {
		return one, false
	}
	one = PartnerFund{Program: f.Program, Entries: f.own.of(at), Decisions: f.decisions.of(at), Settlements: f.settlements.of(at)}
	one.Approvals, one.Claims = f.approved.of(at), f.claimed.of(at)
	for _, position := range f.positions.of(at) {
		one.Position = &position
	}
	return one, true
}
