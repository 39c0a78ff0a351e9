package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/qbr"
)

// rebates is incentives.json, with the records of incentive-sales.csv.
type rebates struct {
	Programs []incentive.Program `json:"programs"`
	// Products are those that programs name and that no record has.
	Products []incentive.Product `json:"products,omitempty"`

	document folder.Document
	batch    folder.Batch[incentiveRow]
	sales    []incentive.Sale
	category map[string]string // of the products
	// statements are by the position of the partner.
	statements packed[int, qbr.ProgramStatement]
	payouts    packed[int, payout]
}

// Payout is what a program pays a partner, with the records that it is of.
type Payout struct {
	Program   incentive.Program
	Partner   incentive.Partner
	Sales     []incentive.Sale
	Statement incentive.Statement
}

// payout is a Payout by the position of its program.
type payout struct {
	Program   int
	Sales     []incentive.Sale
	Statement incentive.Statement
}

// incentiveRow is a row of incentive-sales.csv: a sale, or what happened to it.
type incentiveRow struct {
	ID       string `csv:"id"`
	Partner  string `csv:"partner"`
	Kind     string `csv:"kind"`
	Of       string `csv:"of"`
	Date     string `csv:"date"`
	Recorded string `csv:"recorded"`
	Product  string `csv:"product"`
	Category string `csv:"category"`
	Units    string `csv:"units"`
	Amount   string `csv:"amount"`
	Margin   string `csv:"margin"`
}

// readRebates reads the programs and their records. There need be none.
func readRebates(in folder.Folder, ch *Channel, found *folder.Faults) *rebates {
	r := new(rebates)
	d, there := folder.ReadDocument(in, IncentivesFile, found, r)
	if !there {
		if in.Has(IncentiveSalesFile) && !in.Has(IncentivesFile) {
			found.Add(IncentiveSalesFile, 0, 0, "takes the programs that its sales count for, in %s", IncentivesFile)
		}
		return nil
	}
	r.document, r.category, r.statements = d, make(map[string]string), make(packed[int, qbr.ProgramStatement])
	r.payouts = make(packed[int, payout])
	for _, product := range r.Products {
		r.category[product.ID] = product.Category
	}
	if !readRows(in, IncentiveSalesFile, found, &r.batch, func(row *incentiveRow) { r.add(ch, row) }) {
		return nil
	}
	return r
}

// readRows reads the rows of a batch from a table that belongs to a document, and that there need
// not be. It reports whether the table can be used.
func readRows[R any](in folder.Folder, file string, found *folder.Faults, into *folder.Batch[R], add func(*R)) (ok bool) {
	if !in.Has(file) {
		return true
	}
	if into.Rows, ok = folder.OpenSheet[R](in, file, found); !ok {
		return false
	}
	for row := range into.Rows.All() {
		add(row)
	}
	return true
}

func (r *rebates) add(ch *Channel, row *incentiveRow) {
	cells := folder.Cells[incentiveRow]{Rows: r.batch.Rows}
	partnerOf(&cells, ch, row.Partner)
	if category, known := r.category[row.Product]; row.Product != "" && known && category != row.Category {
		cells.Fault("category", "must be %.40q, that of product %.40q before, got %.40q", category, row.Product, row.Category)
	}
	sale := incentive.Sale{
		ID: row.ID, Partner: row.Partner, Kind: incentive.SaleKind(row.Kind), Of: row.Of, Product: row.Product,
		Date: cells.Date("date", row.Date), Recorded: cells.Date("recorded", row.Recorded),
		Units: cells.Number("units", row.Units), Amount: cells.Number("amount", row.Amount), Margin: cells.Number("margin", row.Margin),
	}
	if cells.Faulty != nil {
		return
	}
	if row.Product != "" {
		r.category[strings.Clone(row.Product)] = row.Category
	}
	r.sales = append(r.sales, sale)
	r.batch.Keep(nil)
}

func (p Partner) incentivePartner() incentive.Partner {
	return incentive.Partner{ID: p.ID, Name: p.Name, Type: p.Type, Tier: p.Tier, Region: p.Region}
}

// settle works out what the programs pay for the periods that overlap a quarter, as of a
// day, and reports what is wrong with them.
func (r *rebates) settle(ch *Channel, quarter partnermath.Period, asOf partnermath.Date, found *folder.Faults) {
	book := incentive.Book{Partners: make([]incentive.Partner, len(ch.partners.list)), Sales: r.sales}
	for i, p := range ch.partners.list {
		book.Partners[i] = p.incentivePartner()
	}
	for id, category := range r.category {
		book.Products = append(book.Products, incentive.Product{ID: id, Category: category})
	}
	slices.SortFunc(book.Products, func(a, b incentive.Product) int { return cmp.Compare(a.ID, b.ID) })
	for i := range r.Programs {
		program := &r.Programs[i]
		path := fmt.Sprintf("programs[%d]", i)
		if err := program.Validate(); err != nil {
			r.document.Rules(paths.Under(err, "", path+"."))
			continue
		}
		if currency := ch.reviews.currency(); program.Currency != currency {
			r.document.Rules(paths.Broken(path+".currency", "match", "must be %s, that of the reviews, got %s", currency, program.Currency))
			continue
		}
		if err := r.settleProgram(ch, i, book, quarter, asOf); err != nil {
			r.document.Rules(paths.Under(err, "program.", path+"."))
			r.batch.Report("book.sales", err, nil)
			ch.partners.report("book.partners", err, found)
			return // the others have the same records
		}
	}
	r.sales, r.batch = nil, folder.Batch[incentiveRow]{} // they are many, and settled
}

func (r *rebates) settleProgram(ch *Channel, i int, book incentive.Book, quarter partnermath.Period, asOf partnermath.Date) error {
	program := &r.Programs[i]
	for _, period := range program.Periods {
		if period.Start.After(asOf) {
			return nil
		}
		day := period.End.AddDays(program.GraceDays)
		book.Period, book.Final = period, !day.After(asOf)
		if !book.Final {
			day = asOf
		}
		settled, err := incentive.Settle(*program, book, day)
		if err != nil {
			return err
		}
		book.Settled = settled.Settled
		if !period.Start.Before(quarter.End) || !quarter.Start.Before(period.End) {
			continue
		}
		for _, s := range settled.Statements {
			if at := ch.partners.index[s.Partner]; ch.keeps(at) && (len(s.Lines) > 0 || s.Reason == "") {
				if ch.workings {
					r.payouts.add(at, payout{i, salesOf(book.Sales, &s), s})
				}
				s.Lines = nil // a review has none of them
				r.statements.add(at, qbr.ProgramStatement{Program: cmp.Or(program.Name, program.ID), Measure: program.Qualifies, Statement: s})
			}
		}
	}
	return nil
}

// salesOf returns the records that a statement has lines of.
func salesOf(all []incentive.Sale, s *incentive.Statement) []incentive.Sale {
	lines := make(map[string]bool, len(s.Lines))
	for i := range s.Lines {
		lines[s.Lines[i].Sale] = true
	}
	var own []incentive.Sale
	for i := range all {
		if all[i].Partner == s.Partner && lines[all[i].ID] {
			own = append(own, all[i])
		}
	}
	return own
}

// Payouts returns what programs pay a partner that is kept, with the records that this is of. It
// takes Settle before, and Workings of the subjects.
func (ch *Channel) Payouts(at int) []Payout {
	if ch.rebates == nil {
		return nil
	}
	var all []Payout
	for _, one := range ch.rebates.payouts.of(at) {
		all = append(all, Payout{ch.rebates.Programs[one.Program], ch.partners.list[at].incentivePartner(), one.Sales, one.Statement})
	}
	return all
}

// Rebates returns what programs pay a partner that is kept; has tells that there are programs.
// It takes Settle before.
func (ch *Channel) Rebates(at int) (statements []qbr.ProgramStatement, has bool) {
	if ch.rebates == nil {
		return nil, false
	}
	return ch.rebates.statements.of(at), true
}
