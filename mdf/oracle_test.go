package mdf_test

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf"
)

// The oracle works out ledgers, accruals, decisions and settlements in fractions, from what
// the documentation says, and calls nothing of the package. It takes programs, requests,
// claims and purchases that are valid; of entries it finds those that do not fit the others.

func given(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return new(big.Rat)
	}
	return testkit.Rat(n.Decimal)
}

func plus(a, b *big.Rat) *big.Rat  { return new(big.Rat).Add(a, b) }
func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func over(a, b *big.Rat) *big.Rat  { return new(big.Rat).Quo(a, b) }

func least(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func atLeast0(a *big.Rat) *big.Rat {
	if a.Sign() < 0 {
		return new(big.Rat)
	}
	return a
}

func rounded(a *big.Rat, places int32) *big.Rat { return testkit.Rat(testkit.RoundHalfAway(a, places)) }

func roundedDown(a *big.Rat, places int32) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	units := times(a, scale)
	return over(new(big.Rat).SetInt(new(big.Int).Div(units.Num(), units.Denom())), scale)
}

// shown is a number that has at most 12 decimals.
func shown(a *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(a, 12) }

func shownNull(a *big.Rat) decimal.NullDecimal { return decimal.NewNullDecimal(shown(a)) }

func placesOf(currency string) int32 { return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency] }

// oracleLot is a credit, and how much of it lies where.
type oracleLot struct {
	mdf.Entry
	free, reserved, paid, converted, forfeited, returned, reversed *big.Rat
	expired                                                        bool
	lost                                                           *big.Rat // by expiring, and still forfeited
}

// oracleDebit is a reservation or a payment, and what it has of each lot.
type oracleDebit struct {
	mdf.Entry
	has            map[*oracleLot]*big.Rat
	of             *oracleDebit // the reservation of a payment
	lapsed         bool
	paid, released *big.Rat // of a reservation
}

func (d *oracleDebit) holds(lot *oracleLot) *big.Rat {
	if has, ok := d.has[lot]; ok {
		return has
	}
	return new(big.Rat)
}

func (d *oracleDebit) total() *big.Rat {
	sum := new(big.Rat)
	for _, has := range d.has {
		sum = plus(sum, has)
	}
	return sum
}

// oracleAccount is the account of one partner.
type oracleAccount struct {
	lots    []*oracleLot // in the order of drawing
	debits  map[string]*oracleDebit
	credits map[mdf.EntryKind]*big.Rat
	owed    *big.Rat
	faulty  map[string]bool
}

func move(from, to **big.Rat, amount *big.Rat) {
	*from, *to = minus(*from, amount), plus(*to, amount)
}

// take takes an amount of lots, in their order, at most what each has, and returns what
// is missing.
func take(lots []*oracleLot, amount *big.Rat, has func(*oracleLot) *big.Rat, each func(*oracleLot, *big.Rat)) *big.Rat {
	for _, lot := range lots {
		if part := least(amount, has(lot)); part.Sign() > 0 {
			each(lot, part)
			amount = minus(amount, part)
		}
	}
	return amount
}

func freeOf(lot *oracleLot) *big.Rat { return lot.free }

func (a *oracleAccount) free() *big.Rat {
	sum := new(big.Rat)
	for _, lot := range a.lots {
		sum = plus(sum, lot.free)
	}
	return sum
}

// lastFirst are the lots against the order of drawing.
func (a *oracleAccount) lastFirst() []*oracleLot {
	lots := slices.Clone(a.lots)
	slices.Reverse(lots)
	return lots
}

func (a *oracleAccount) lot(id string) *oracleLot {
	for _, lot := range a.lots {
		if lot.ID == id {
			return lot
		}
	}
	return nil
}

// payOwed lets what is owed take what is free, in the order of drawing.
func (a *oracleAccount) payOwed() {
	a.owed = take(a.lots, a.owed, freeOf, func(lot *oracleLot, part *big.Rat) { move(&lot.free, &lot.returned, part) })
}

// giveBack releases an amount of what a reservation holds.
func (a *oracleAccount) giveBack(r *oracleDebit, amount *big.Rat) {
	take(a.lastFirst(), amount, r.holds, func(lot *oracleLot, part *big.Rat) {
		r.has[lot] = minus(r.has[lot], part)
		if lot.expired {
			move(&lot.reserved, &lot.forfeited, part)
			return
		}
		move(&lot.reserved, &lot.free, part)
	})
	r.released = plus(r.released, amount)
	a.payOwed()
}

// begin is what happens on a day before its entries.
func (a *oracleAccount) begin(day partnermath.Date) {
	for _, lot := range a.lots {
		if lot.Expires == day {
			lot.lost = lot.free
			move(&lot.free, &lot.forfeited, lot.free)
			lot.expired = true
		}
	}
	var lapsing []*oracleDebit
	for _, debit := range a.debits {
		if debit.Kind == mdf.EntryReservation && debit.Until == day {
			lapsing = append(lapsing, debit)
		}
	}
	slices.SortFunc(lapsing, func(x, y *oracleDebit) int { return cmp.Compare(x.ID, y.ID) })
	for _, r := range lapsing {
		r.lapsed = true
		a.giveBack(r, r.total())
	}
}

// post applies an entry, and reports false where it does not fit what is there.
func (a *oracleAccount) post(e mdf.Entry) bool {
	amount := given(e.Amount)
	named := a.debits[e.Of]
	switch e.Kind {
	case mdf.EntryAccrual, mdf.EntryAdjustment, mdf.EntryGrant, mdf.EntryReinstatement, mdf.EntryRecovery:
		a.credit(e, amount)
		return true
	case mdf.EntryReversal:
		return a.reverse(a.lot(e.Of), amount)
	case mdf.EntryReservation, mdf.EntryConversion:
		return a.draw(e, nil, amount)
	case mdf.EntryPayment:
		if e.Of == "" {
			return a.draw(e, nil, amount)
		}
		return named != nil && a.draw(e, named, amount)
	case mdf.EntryForfeiture:
		lots := a.lots
		if e.Of != "" {
			lot := a.lot(e.Of)
			if lot.free.Cmp(amount) < 0 {
				return false
			}
			lots = []*oracleLot{lot}
		}
		if a.free().Cmp(amount) < 0 {
			return false
		}
		take(lots, amount, freeOf, func(lot *oracleLot, part *big.Rat) { move(&lot.free, &lot.forfeited, part) })
		return true
	case mdf.EntryRelease:
		if named == nil || named.total().Cmp(amount) < 0 {
			return false
		}
		a.giveBack(named, amount)
		return true
	}
	if named == nil || named.total().Cmp(amount) < 0 {
		return false
	}
	a.void(named, amount)
	return true
}

func (a *oracleAccount) credit(e mdf.Entry, amount *big.Rat) {
	a.credits[e.Kind] = plus(a.credits[e.Kind], amount)
	if amount.Sign() < 0 {
		a.owed = plus(a.owed, new(big.Rat).Neg(amount))
		a.payOwed()
		return
	}
	lot := &oracleLot{
		Entry: e, free: amount, reserved: new(big.Rat), paid: new(big.Rat), converted: new(big.Rat),
		forfeited: new(big.Rat), returned: new(big.Rat), reversed: new(big.Rat),
	}
	a.lots = append(a.lots, lot)
	slices.SortFunc(a.lots, func(x, y *oracleLot) int {
		if x.Expires.IsZero() != y.Expires.IsZero() {
			if x.Expires.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(x.Expires.Compare(y.Expires), x.Date.Compare(y.Date), cmp.Compare(x.ID, y.ID))
	})
	a.payOwed()
}

func (a *oracleAccount) reverse(lot *oracleLot, amount *big.Rat) bool {
	if plus(lot.reversed, amount).Cmp(given(lot.Amount)) > 0 {
		return false
	}
	lot.reversed = plus(lot.reversed, amount)
	a.credits[lot.Kind] = minus(a.credits[lot.Kind], amount)
	free := least(amount, lot.free)
	move(&lot.free, &lot.returned, free)
	forfeited := least(minus(amount, free), lot.forfeited)
	move(&lot.forfeited, &lot.returned, forfeited)
	if lot.lost != nil {
		lot.lost = least(lot.lost, lot.forfeited)
	}
	a.owed = plus(a.owed, minus(minus(amount, free), forfeited))
	a.payOwed()
	return true
}

// draw draws free lots, or what a reservation holds.
func (a *oracleAccount) draw(e mdf.Entry, of *oracleDebit, amount *big.Rat) bool {
	has := freeOf
	if of != nil {
		has = of.holds
	}
	covered := take(a.lots, amount, has, func(*oracleLot, *big.Rat) {})
	if covered.Sign() > 0 {
		return false
	}
	debit := &oracleDebit{Entry: e, has: map[*oracleLot]*big.Rat{}, of: of, paid: new(big.Rat), released: new(big.Rat)}
	take(a.lots, amount, has, func(lot *oracleLot, part *big.Rat) {
		debit.has[lot] = part
		switch {
		case of != nil:
			of.has[lot] = minus(of.has[lot], part)
			move(&lot.reserved, &lot.paid, part)
		case e.Kind == mdf.EntryReservation:
			move(&lot.free, &lot.reserved, part)
		case e.Kind == mdf.EntryConversion:
			move(&lot.free, &lot.converted, part)
		default:
			move(&lot.free, &lot.paid, part)
		}
	})
	if of != nil {
		of.paid = plus(of.paid, amount)
	}
	a.debits[e.ID] = debit
	return true
}

func (a *oracleAccount) void(payment *oracleDebit, amount *big.Rat) {
	r := payment.of
	take(a.lastFirst(), amount, payment.holds, func(lot *oracleLot, part *big.Rat) {
		payment.has[lot] = minus(payment.has[lot], part)
		switch {
		case r != nil && !r.lapsed:
			r.has[lot] = plus(r.holds(lot), part)
			move(&lot.paid, &lot.reserved, part)
		case lot.expired:
			move(&lot.paid, &lot.forfeited, part)
		default:
			move(&lot.paid, &lot.free, part)
		}
	})
	if r != nil {
		r.paid = minus(r.paid, amount)
		if r.lapsed {
			r.released = plus(r.released, amount)
		}
	}
	a.payOwed()
}

// oracleStep is where in a day an entry stands, releases and voids of the same day aside.
func oracleStep(e mdf.Entry) int {
	switch e.Kind {
	case mdf.EntryRelease, mdf.EntryVoid:
		return 2
	case mdf.EntryReversal:
		return 4
	case mdf.EntryReservation:
		return 5
	case mdf.EntryPayment, mdf.EntryConversion:
		return 6
	case mdf.EntryForfeiture:
		return 7
	}
	if e.Amount.Decimal.Sign() < 0 {
		return 4
	}
	return 3
}

// oracleOrder puts the entries of a day, those by id, in their order.
func oracleOrder(day []mdf.Entry) []mdf.Entry {
	follows := map[string][]mdf.Entry{}
	var steps [8][]mdf.Entry
	for _, e := range day {
		step := oracleStep(e)
		sameDay := slices.ContainsFunc(day, func(of mdf.Entry) bool { return of.ID == e.Of })
		if step == 2 && sameDay {
			follows[e.Of] = append(follows[e.Of], e)
			continue
		}
		steps[step] = append(steps[step], e)
	}
	var ordered []mdf.Entry
	for _, step := range steps {
		for _, e := range step {
			ordered = append(append(ordered, e), follows[e.ID]...)
		}
	}
	return ordered
}

// oracleRun runs the account of one partner to asOf.
func oracleRun(p mdf.Program, partner string, entries []mdf.Entry, asOf partnermath.Date) *oracleAccount {
	a := &oracleAccount{
		debits: map[string]*oracleDebit{}, credits: map[mdf.EntryKind]*big.Rat{}, owed: new(big.Rat),
		faulty: map[string]bool{},
	}
	for _, kind := range mdf.EntryKind("").Values() {
		a.credits[kind] = new(big.Rat)
	}
	once := map[string]mdf.Entry{}
	for _, e := range entries {
		if e.Partner != partner {
			continue
		}
		same, listed := once[e.ID]
		if listed {
			a.faulty[e.ID] = a.faulty[e.ID] || !sameEntry(same, e)
		}
		once[e.ID] = e
	}
	// A void is looked at after the payment that it names.
	for _, last := range []bool{false, true} {
		for id, e := range once {
			if (e.Kind == mdf.EntryVoid) == last && !a.faulty[id] {
				a.faulty[id] = !oracleNames(e, once, a.faulty, p.PreApproval)
			}
		}
	}
	days := map[partnermath.Date][]mdf.Entry{}
	for id, e := range once {
		if a.faulty[id] {
			continue
		}
		if e.Date.After(asOf) {
			continue
		}
		days[e.Date] = append(days[e.Date], e)
		for _, end := range []partnermath.Date{e.Expires, e.Until} {
			if !end.IsZero() && !end.After(asOf) {
				days[end] = append(days[end], nil...)
			}
		}
	}
	var dates []partnermath.Date
	for day := range days {
		dates = append(dates, day)
	}
	slices.SortFunc(dates, partnermath.Date.Compare)
	for _, day := range dates {
		a.begin(day)
		slices.SortFunc(days[day], func(x, y mdf.Entry) int { return cmp.Compare(x.ID, y.ID) })
		for _, e := range oracleOrder(days[day]) {
			if !a.post(e) {
				a.faulty[e.ID] = true
			}
		}
	}
	return a
}

// oracleNames tells whether what an entry names is there and fits; later ones need that, too.
func oracleNames(e mdf.Entry, entries map[string]mdf.Entry, faulty map[string]bool, preApproval bool) bool {
	of, there := entries[e.Of]
	switch {
	case e.Of == "":
		return e.Kind != mdf.EntryPayment || !preApproval
	case !there || faulty[e.Of] || of.Date.After(e.Date):
		return false
	case e.Kind == mdf.EntryPayment || e.Kind == mdf.EntryRelease:
		return of.Kind == mdf.EntryReservation
	case e.Kind == mdf.EntryVoid:
		return of.Kind == mdf.EntryPayment
	}
	return oracleStep(of) == 3
}

func sameEntry(a, b mdf.Entry) bool {
	same := a.Amount.Decimal.Equal(b.Amount.Decimal)
	a.Amount, b.Amount = decimal.NullDecimal{}, decimal.NullDecimal{}
	return same && a == b
}

func oraclePosition(partner string, a *oracleAccount) mdf.Position {
	position := mdf.Position{Partner: partner}
	paid, converted, forfeited, reserved := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	for _, lot := range a.lots {
		paid, converted = plus(paid, lot.paid), plus(converted, lot.converted)
		forfeited, reserved = plus(forfeited, lot.forfeited), plus(reserved, lot.reserved)
		position.Lots = append(position.Lots, mdf.Lot{
			ID: lot.ID, Date: lot.Date, Expires: lot.Expires, Amount: shown(given(lot.Amount)),
			Free: shown(lot.free), Reserved: shown(lot.reserved), Paid: shown(lot.paid),
			Converted: shown(lot.converted), Forfeited: shown(lot.forfeited), Returned: shown(lot.returned),
		})
	}
	for _, r := range a.debits {
		if r.Kind == mdf.EntryReservation {
			position.Reservations = append(position.Reservations, mdf.Reservation{
				ID: r.ID, Date: r.Date, Until: r.Until, Amount: shown(given(r.Amount)),
				Held: shown(r.total()), Paid: shown(r.paid), Released: shown(r.released),
			})
		}
	}
	slices.SortFunc(position.Lots, func(x, y mdf.Lot) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.ID, y.ID))
	})
	slices.SortFunc(position.Reservations, func(x, y mdf.Reservation) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.ID, y.ID))
	})
	available := minus(a.free(), a.owed)
	position.Funds = mdf.Funds{
		Accrued: shown(a.credits[mdf.EntryAccrual]), Granted: shown(a.credits[mdf.EntryGrant]),
		Adjusted: shown(a.credits[mdf.EntryAdjustment]), Reinstated: shown(a.credits[mdf.EntryReinstatement]),
		Recovered: shown(a.credits[mdf.EntryRecovery]),
		Paid:      shown(paid), Converted: shown(converted), Forfeited: shown(forfeited), Reserved: shown(reserved),
		Available: shown(available), Owed: shown(atLeast0(new(big.Rat).Neg(available))),
		Balance: shown(plus(available, reserved)),
	}
	return position
}

// oracleBalance returns the ledger and the faulty entries, as partner/id.
func oracleBalance(p mdf.Program, entries []mdf.Entry, asOf partnermath.Date) (mdf.Ledger, []string) {
	ledger := mdf.Ledger{Currency: p.Currency, AsOf: asOf}
	var faulty []string
	for _, partner := range oraclePartners(entries) {
		a := oracleRun(p, partner, entries, asOf)
		for id, bad := range a.faulty {
			if bad {
				faulty = append(faulty, partner+"/"+id)
			}
		}
		position := oraclePosition(partner, a)
		ledger.Positions = append(ledger.Positions, position)
		ledger.Total = addFunds(ledger.Total, position.Funds)
	}
	slices.Sort(faulty)
	return ledger, faulty
}

func oraclePartners(entries []mdf.Entry) []string {
	var partners []string
	for _, e := range entries {
		partners = append(partners, e.Partner)
	}
	slices.Sort(partners)
	return slices.Compact(partners)
}

func addFunds(a, b mdf.Funds) mdf.Funds {
	return mdf.Funds{
		Accrued: a.Accrued.Add(b.Accrued), Granted: a.Granted.Add(b.Granted), Adjusted: a.Adjusted.Add(b.Adjusted),
		Reinstated: a.Reinstated.Add(b.Reinstated), Recovered: a.Recovered.Add(b.Recovered), Paid: a.Paid.Add(b.Paid),
		Converted: a.Converted.Add(b.Converted), Forfeited: a.Forfeited.Add(b.Forfeited), Reserved: a.Reserved.Add(b.Reserved),
		Available: a.Available.Add(b.Available), Owed: a.Owed.Add(b.Owed), Balance: a.Balance.Add(b.Balance),
	}
}

// lastDay is the earlier of a deadline's two days, the zero Date for none.
func lastDay(d mdf.Deadline, from partnermath.Date) partnermath.Date {
	if !d.Days.Valid {
		return d.By
	}
	day := from.AddDays(int(d.Days.Decimal.IntPart()))
	if !d.By.IsZero() && d.By.Before(day) {
		return d.By
	}
	return day
}

// oracleTiers is what a tier table pays on a measure, not rounded.
func oracleTiers(t partnermath.Tiers, v *big.Rat) *big.Rat {
	paid := new(big.Rat)
	if v.Sign() <= 0 {
		return paid
	}
	for i, step := range t.Steps {
		from, end := given(step.From), v
		if i+1 < len(t.Steps) {
			end = least(v, given(t.Steps[i+1].From))
		}
		reached := v.Cmp(from)
		if reached < 0 || reached == 0 && t.Boundary == partnermath.BoundaryUpper {
			break
		}
		on := map[partnermath.Method]*big.Rat{
			partnermath.MethodStepped: minus(end, from), partnermath.MethodRolling: end,
			partnermath.MethodTotal: v, partnermath.MethodWhole: v,
		}[t.Method]
		pays := plus(times(plus(given(step.Rate), given(step.PerUnit)), on), given(step.Flat))
		if t.Method == partnermath.MethodWhole {
			paid = new(big.Rat)
		}
		paid = plus(paid, pays)
	}
	return paid
}

func oracleAccrue(p mdf.Program, purchases []mdf.Purchase, entries []mdf.Entry, asOf partnermath.Date) []mdf.Accrual {
	partners := oraclePartners(entries)
	once := map[string]mdf.Purchase{}
	for _, b := range purchases {
		partners = append(partners, b.Partner)
		once[b.ID] = b
	}
	slices.Sort(partners)
	var accruals []mdf.Accrual
	for _, partner := range slices.Compact(partners) {
		accruals = append(accruals, oracleAccrual(p, partner, once, entries, asOf))
	}
	return accruals
}

func oracleAccrual(p mdf.Program, partner string, purchases map[string]mdf.Purchase, entries []mdf.Entry, asOf partnermath.Date) mdf.Accrual {
	earning, places := p.Earning, placesOf(p.Currency)
	units := slices.ContainsFunc(earning.Tiers.Steps, func(s partnermath.Step) bool { return s.PerUnit.Valid })
	bought := new(big.Rat)
	for _, b := range purchases {
		if b.Partner != partner || b.Date.After(asOf) || !earning.Period.Contains(b.Date) {
			continue
		}
		if units {
			bought = plus(bought, given(b.Units))
		} else {
			bought = plus(bought, given(b.Amount))
		}
	}
	earned := rounded(oracleTiers(earning.Tiers, bought), places)
	rebate := rounded(times(given(earning.RebateShare), earned), places)
	coOp := minus(earned, rebate)

	account := oracleRun(p, partner, entries, asOf)
	accrued := minus(coOp, account.credits[mdf.EntryAccrual])
	before, converted := new(big.Rat), new(big.Rat)
	for _, lot := range account.lots {
		before = plus(before, lot.converted)
	}
	var expires partnermath.Date
	if last := lastDay(earning.Expiry, asOf); !last.IsZero() && accrued.Sign() > 0 {
		expires = last.AddDays(1)
		if !expires.After(asOf) {
			expires = asOf.AddDays(1)
		}
	}
	// What takes money on a day with debits does so on the day after.
	taken := asOf
	for _, e := range entries {
		if e.Partner == partner && e.Date == asOf && oracleDebits(e, entries) {
			taken = asOf.AddDays(1)
		}
	}
	lost := new(big.Rat)
	for _, lot := range account.lots {
		if lot.Expires == p.Usage.End && lot.expired {
			lost = plus(lost, lot.lost)
		}
	}
	if taken != asOf {
		account.begin(taken)
	}
	if !asOf.Before(earning.Period.End) && coOp.Cmp(given(earning.Threshold)) < 0 {
		available := minus(account.free(), account.owed)
		if taken == asOf || expires.IsZero() || expires.After(taken) {
			available = plus(available, accrued)
		}
		converted = atLeast0(least(minus(coOp, before), available))
		rebate = least(earned, plus(rebate, plus(before, converted)))
	}
	rolled := new(big.Rat)
	if lost.Sign() > 0 {
		rolled = rounded(times(given(earning.RolloverShare), lost), places)
		if earning.RolloverCap.Valid {
			rolled = least(rolled, given(earning.RolloverCap))
		}
		for _, lot := range account.lots {
			if lot.Kind == mdf.EntryReinstatement && lot.Expires == earning.RolloverExpires {
				rolled = minus(rolled, minus(given(lot.Amount), lot.reversed))
			}
		}
		rolled = atLeast0(rolled)
	}

	due := mdf.Accrual{
		Partner: partner, Purchases: shown(bought), Earned: shown(earned), Rebate: shown(rebate),
		CoOp: shown(minus(earned, rebate)), Accrued: shown(accrued), Converted: shown(converted), RolledOver: shown(rolled),
	}
	post := func(kind mdf.EntryKind, amount *big.Rat, expires partnermath.Date) {
		if amount.Sign() != 0 {
			on := asOf
			if kind == mdf.EntryConversion || amount.Sign() < 0 {
				on = taken
			}
			due.Entries = append(due.Entries, mdf.Entry{
				ID: string(kind) + ":" + asOf.String(), Partner: partner, Date: on, Kind: kind,
				Amount: shownNull(amount), Expires: expires,
			})
		}
	}
	post(mdf.EntryAccrual, accrued, expires)
	post(mdf.EntryConversion, converted, partnermath.Date{})
	post(mdf.EntryReinstatement, rolled, earning.RolloverExpires)
	return due
}

// oracleLine is a line of cost before any cap: all of its share is asked for.
// oracleDebits tells whether an entry takes of what is free, or follows one that does on the
// same day.
func oracleDebits(e mdf.Entry, entries []mdf.Entry) bool {
	switch e.Kind {
	case mdf.EntryReservation, mdf.EntryPayment, mdf.EntryConversion, mdf.EntryForfeiture:
		return true
	case mdf.EntryRelease, mdf.EntryVoid:
		return slices.ContainsFunc(entries, func(of mdf.Entry) bool {
			return of.Partner == e.Partner && of.ID == e.Of && of.Date == e.Date
		})
	}
	return false
}

func oracleLine(cost mdf.Cost, rate *big.Rat, places int32) mdf.Line {
	actual, others := given(cost.Amount), given(cost.OtherFunding)
	eligible := minus(minus(actual, given(cost.Tax)), given(cost.Ineligible))
	line := mdf.Line{ID: cost.ID, Actual: shown(actual), Eligible: shown(eligible), Others: shown(least(others, actual))}
	line.Asked = shown(rounded(times(rate, atLeast0(minus(eligible, others))), places))
	switch {
	case eligible.Sign() == 0:
		line.Reasons = []partnermath.Reason{mdf.ReasonIneligible}
	case eligible.Cmp(others) <= 0:
		line.Reasons = []partnermath.Reason{mdf.ReasonOthersPay}
	}
	line.Status = mdf.LineAccepted
	if len(line.Reasons) > 0 {
		line.Status = mdf.LineDenied
	}
	return line
}

// capLine leaves a line at most an amount.
func capLine(line *mdf.Line, reason partnermath.Reason, vendor, cap *big.Rat) *big.Rat {
	if cap.Cmp(vendor) >= 0 {
		return vendor
	}
	line.Reasons = append(line.Reasons, reason)
	line.Status = mdf.LineChanged
	if cap.Sign() <= 0 {
		line.Status = mdf.LineDenied
	}
	return atLeast0(cap)
}

func closeLine(line *mdf.Line, vendor *big.Rat) {
	line.Vendor = shown(vendor)
	line.Partner = line.Actual.Sub(line.Vendor).Sub(line.Others)
}

func activityOf(p mdf.Program, id string) mdf.Activity {
	return p.Activities[slices.IndexFunc(p.Activities, func(a mdf.Activity) bool { return a.ID == id })]
}

// oracleAlignment is Σ weight × match ÷ Σ weight, of the published matches.
func oracleAlignment(p mdf.Program, r mdf.Request) mdf.Alignment {
	align := mdf.Alignment{ID: r.ID}
	weights, sum := new(big.Rat), new(big.Rat)
	for _, d := range p.Strategy {
		match := mdf.Match{Dimension: d.ID, Weight: d.Weight.Decimal}
		fits := new(big.Rat)
		if !d.Window.IsZero() {
			for day := r.Period.Start; day.Before(r.Period.End); day = day.AddDays(1) {
				if d.Window.Contains(day) {
					fits = plus(fits, big.NewRat(1, int64(r.Period.Days())))
				} else {
					match.Reason = mdf.MissOutsideWindow
				}
			}
		} else {
			match.Reason = mdf.MissNothingChosen
			for _, c := range r.Choices {
				if c.Dimension != d.ID {
					continue
				}
				for _, value := range c.Values {
					if match.Reason == mdf.MissNothingChosen {
						match.Reason = ""
					}
					at := slices.IndexFunc(d.Targets, func(t mdf.Target) bool { return t.ID == value })
					if at < 0 {
						match.Reason = mdf.MissNoTarget
						match.Misses = append(match.Misses, value)
						continue
					}
					fits = plus(fits, over(given(d.Targets[at].Weight), big.NewRat(int64(len(c.Values)), 1)))
				}
			}
		}
		match.Match = testkit.RoundHalfAway(fits, 4)
		sum = plus(sum, times(given(d.Weight), testkit.Rat(match.Match)))
		weights = plus(weights, given(d.Weight))
		align.Matches = append(align.Matches, match)
	}
	for _, c := range r.Costs {
		align.Spend = align.Spend.Add(c.Amount.Decimal).Sub(c.Tax.Decimal)
	}
	if weights.Sign() > 0 {
		align.Alignment = decimal.NewNullDecimal(testkit.RoundHalfAway(over(sum, weights), 4))
	}
	return align
}

// oracleDenials are the reasons for which a partner may not ask.
func oracleDenials(e mdf.Eligibility, partner mdf.Partner) []partnermath.Reason {
	var reasons []partnermath.Reason
	deny := func(when bool, reason partnermath.Reason) {
		if when {
			reasons = append(reasons, reason)
		}
	}
	below := func(figure, minimum decimal.NullDecimal) bool {
		return minimum.Valid && (!figure.Valid || given(figure).Cmp(given(minimum)) < 0)
	}
	deny(len(e.Types) > 0 && !slices.Contains(e.Types, partner.Type), mdf.ReasonType)
	deny(len(e.Tiers) > 0 && !slices.Contains(e.Tiers, partner.Tier), mdf.ReasonTier)
	deny(len(e.Regions) > 0 && !slices.Contains(e.Regions, partner.Region), mdf.ReasonRegion)
	deny(slices.ContainsFunc(e.Certifications, func(c string) bool { return !slices.Contains(partner.Certifications, c) }), mdf.ReasonCertification)
	deny(below(partner.Sales, e.MinimumSales), mdf.ReasonSales)
	deny(below(partner.Score, e.MinimumScore), mdf.ReasonScore)
	return reasons
}

func oracleDecide(p mdf.Program, l mdf.Ledger, partners []mdf.Partner, requests []mdf.Request) []mdf.Decision {
	funds := map[string]mdf.Funds{}
	for _, position := range l.Positions {
		funds[position.Partner] = position.Funds
	}
	used, competing := plus(testkit.Rat(l.Total.Reserved), testkit.Rat(l.Total.Paid)), map[string]*big.Rat{}
	requests = slices.Clone(requests)
	slices.SortFunc(requests, func(x, y mdf.Request) int {
		return cmp.Or(x.Submitted.Compare(y.Submitted), cmp.Compare(x.ID, y.ID))
	})
	var decisions []mdf.Decision
	for _, r := range requests {
		partner := partners[slices.IndexFunc(partners, func(x mdf.Partner) bool { return x.ID == r.Partner })]
		if competing[r.Partner] == nil {
			competing[r.Partner] = new(big.Rat)
		}
		d := oracleDecision(p, funds[r.Partner], used, competing[r.Partner], partner, r)
		if d.Status == mdf.Qualified {
			competing[r.Partner] = plus(competing[r.Partner], testkit.Rat(d.Allowed))
		}
		funds[r.Partner] = d.After
		used = plus(used, testkit.Rat(d.Amount))
		if p.Budget.Valid {
			d.BudgetLeft = shownNull(minus(given(p.Budget), used))
		}
		decisions = append(decisions, d)
	}
	return decisions
}

func oracleDecision(p mdf.Program, before mdf.Funds, used, competing *big.Rat, partner mdf.Partner, r mdf.Request) mdf.Decision {
	places, activity := placesOf(p.Currency), activityOf(p, r.Activity)
	d := mdf.Decision{Request: r.ID, Partner: r.Partner, Alignment: oracleAlignment(p, r)}
	lines, cost := new(big.Rat), new(big.Rat)
	for _, c := range r.Costs {
		line := oracleLine(c, given(activity.Rate), places)
		vendor := new(big.Rat)
		if line.Status == mdf.LineAccepted {
			vendor = testkit.Rat(line.Asked)
			if activity.LineCap.Valid {
				vendor = capLine(&line, mdf.ReasonLineCap, vendor, given(activity.LineCap))
			}
		}
		closeLine(&line, vendor)
		lines = plus(lines, vendor)
		cost = plus(cost, minus(given(c.Amount), given(c.Tax)))
		d.Lines = append(d.Lines, line)
	}

	var allowed *big.Rat
	limit := func(has bool, name partnermath.Reason, amount *big.Rat) {
		if !has {
			return
		}
		if allowed == nil || amount.Cmp(allowed) < 0 {
			allowed, d.Binding = amount, name
		}
		d.Limits = append(d.Limits, mdf.Limit{Limit: name, Amount: shown(amount)})
	}
	ofPartner := plus(competing, plus(testkit.Rat(before.Reserved), testkit.Rat(before.Paid)))
	limit(true, mdf.LimitAsked, given(r.Asked))
	limit(true, mdf.LimitLines, lines)
	limit(p.RequestCap.Valid, mdf.LimitRequestCap, given(p.RequestCap))
	limit(p.PartnerCap.Valid, mdf.LimitPartnerCap, minus(given(p.PartnerCap), ofPartner))
	limit(p.Budget.Valid && !p.Competing, mdf.LimitBudget, minus(given(p.Budget), used))
	limit(!p.Merit, mdf.LimitAvailable, testkit.Rat(before.Available))
	allowed = atLeast0(allowed)
	d.Allowed = shown(allowed)

	denials := oracleDenials(p.Eligibility, partner)
	if allowed.Sign() == 0 {
		denials = append(denials, mdf.ReasonNoMoney)
	}
	var returns []partnermath.Reason
	mend := func(when bool, reason partnermath.Reason) {
		if when {
			returns = append(returns, reason)
		}
	}
	mend(r.Period.Start.Before(p.Usage.Start) || r.Period.End.After(p.Usage.End), mdf.ReasonDates)
	mend(r.Submitted.AddDays(p.NoticeDays).After(r.Period.Start), mdf.ReasonNotice)
	mend(p.MinimumAlignment.Valid && given(d.Alignment.Alignment).Cmp(given(p.MinimumAlignment)) < 0, mdf.ReasonAlignment)
	margin := r.Forecast.Margin
	if margin.Valid && allowed.Sign() > 0 {
		d.ROI = decimal.NewNullDecimal(testkit.RoundHalfAway(over(minus(given(margin), allowed), allowed), 4))
	}
	if p.MinimumROI.Valid {
		mend(!margin.Valid, mdf.ReasonNoMargin)
		passing := over(given(margin), plus(big.NewRat(1, 1), given(p.MinimumROI)))
		if margin.Valid && allowed.Sign() > 0 && allowed.Cmp(passing) > 0 {
			mend(true, mdf.ReasonROI)
			d.Passing = shownNull(roundedDown(atLeast0(passing), places))
		}
	}
	leads := r.Forecast.Leads
	if given(leads).Sign() > 0 {
		d.CostPerLead = decimal.NewNullDecimal(testkit.RoundHalfAway(over(cost, given(leads)), places))
	}
	mend(activity.Norm.Valid && !leads.Valid, mdf.ReasonNoLeads)
	mend(activity.Norm.Valid && leads.Valid && cost.Cmp(times(given(activity.Norm), given(leads))) > 0, mdf.ReasonCostPerLead)

	d.After = before
	d.Reasons = slices.Concat(denials, returns)
	escalated := len(p.Approvers) > 0 && allowed.Cmp(given(p.Approvers[0].Limit)) > 0
	if escalated {
		d.Reasons = append(d.Reasons, mdf.ReasonApprover)
	}
	limited := allowed.Sign() > 0 && allowed.Cmp(given(r.Asked)) < 0
	if limited {
		d.Reasons = append(d.Reasons, mdf.ReasonLess)
	}
	switch {
	case len(denials) > 0:
		d.Status = mdf.Denied
		return d
	case len(returns) > 0:
		d.Status = mdf.Returned
		return d
	case p.Competing:
		d.Status = mdf.Qualified
		return d
	case escalated:
		d.Status = mdf.Escalated
	case limited:
		d.Status = mdf.ApprovedForLess
	default:
		d.Status = mdf.Approved
	}
	d.Amount = d.Allowed
	for _, approver := range slices.Backward(p.Approvers) {
		if allowed.Cmp(given(approver.Limit)) <= 0 {
			d.Approver = approver.ID
		}
	}
	d.After.Reserved = before.Reserved.Add(d.Amount)
	if p.Merit {
		d.After.Granted = before.Granted.Add(d.Amount)
		d.After.Balance = before.Balance.Add(d.Amount)
	} else {
		d.After.Available = before.Available.Sub(d.Amount)
	}
	return d
}

// oracleCase is the state of an approved request between its claims.
type oracleCase struct {
	approval       mdf.Approval
	left, advance  *big.Rat
	used           map[string]*big.Rat // of the line caps, by item
	final, pending bool
}

func oracleSettle(p mdf.Program, approvals []mdf.Approval, claims []mdf.Claim, asOf partnermath.Date) []mdf.Settlement {
	cases := map[string]*oracleCase{}
	for _, a := range approvals {
		cases[a.Request.ID] = &oracleCase{approval: a, left: given(a.Amount), advance: given(a.Advance), used: map[string]*big.Rat{}}
	}
	claims = slices.Clone(claims)
	slices.SortFunc(claims, func(x, y mdf.Claim) int {
		return cmp.Or(x.Submitted.Compare(y.Submitted), cmp.Compare(x.ID, y.ID))
	})
	counted := map[[2]string]bool{} // the invoices of earlier claims
	var settlements []mdf.Settlement
	for _, claim := range claims {
		if !claim.Submitted.After(asOf) {
			settlements = append(settlements, oracleClaim(p, cases[claim.Request], claim, asOf, counted))
		}
	}
	return settlements
}

// oracleRate is approved ÷ (planned eligible − planned other funding) or the activity's.
func oracleRate(p mdf.Program, state *oracleCase, activity mdf.Activity) *big.Rat {
	if state == nil || !p.ApprovedRate {
		return given(activity.Rate)
	}
	planned := new(big.Rat)
	for _, c := range state.approval.Request.Costs {
		planned = plus(planned, minus(minus(minus(given(c.Amount), given(c.Tax)), given(c.Ineligible)), given(c.OtherFunding)))
	}
	if planned.Sign() <= 0 {
		return given(activity.Rate)
	}
	return least(big.NewRat(1, 1), over(given(state.approval.Amount), planned))
}

func oracleClaim(p mdf.Program, state *oracleCase, claim mdf.Claim, asOf partnermath.Date, counted map[[2]string]bool) mdf.Settlement {
	places := placesOf(p.Currency)
	s := mdf.Settlement{Claim: claim.ID, Request: claim.Request, Partner: claim.Partner}
	period, kind := claim.Period, claim.Activity
	if state != nil {
		s.Partner, period, kind = state.approval.Request.Partner, state.approval.Request.Period, state.approval.Request.Activity
	}
	activity := activityOf(p, kind)
	s.ClaimBy, s.ProofBy = lastDay(p.ClaimBy, period.End.AddDays(-1)), lastDay(p.ProofBy, period.End.AddDays(-1))
	rate := oracleRate(p, state, activity)
	s.Rate = testkit.RoundHalfAway(rate, 8)

	vendors := make([]*big.Rat, len(claim.Expenses))
	inClaim, sum := map[string]*big.Rat{}, new(big.Rat)
	for i, x := range claim.Expenses {
		line := oracleLine(x.Cost, rate, places)
		line.Item = x.Item
		duplicate := counted[[2]string{x.Supplier, x.Invoice}]
		if duplicate {
			line = mdf.Line{ID: x.ID, Item: x.Item}
		}
		line.Reasons, line.Status = oracleDenied(s, state, activity, claim, x, asOf, duplicate, line.Reasons)
		vendor := new(big.Rat)
		if line.Status == mdf.LineAccepted {
			vendor = testkit.Rat(line.Asked)
			if activity.LineCap.Valid {
				left := given(activity.LineCap)
				if state != nil {
					for _, used := range []*big.Rat{state.used[x.Item], inClaim[x.Item]} {
						if used != nil {
							left = minus(left, used)
						}
					}
				}
				vendor = capLine(&line, mdf.ReasonLineCap, vendor, left)
			}
			if inClaim[x.Item] == nil {
				inClaim[x.Item] = new(big.Rat)
			}
			inClaim[x.Item] = plus(inClaim[x.Item], vendor)
		}
		vendors[i], sum = vendor, plus(sum, vendor)
		s.Lines = append(s.Lines, line)
	}
	left := p.RequestCap
	if state != nil {
		left = shownNull(state.left)
	}
	shares := vendors
	if left.Valid && sum.Cmp(given(left)) > 0 {
		shares = testkit.LargestRemainder(given(left), vendors, places)
	}
	for i := range s.Lines {
		line, x := &s.Lines[i], claim.Expenses[i]
		closeLine(line, capLine(line, mdf.ReasonOverClaimed, vendors[i], shares[i]))
		s.Actual, s.Vendor = s.Actual.Add(line.Actual), s.Vendor.Add(line.Vendor)
		s.PartnerShare, s.Others = s.PartnerShare.Add(line.Partner), s.Others.Add(line.Others)
		if line.Status == mdf.LineAccepted || line.Status == mdf.LineChanged {
			counted[[2]string{x.Supplier, x.Invoice}] = true
		}
		if state != nil {
			state.pending = state.pending || line.Status == mdf.LinePending
			if state.used[x.Item] == nil {
				state.used[x.Item] = new(big.Rat)
			}
			state.used[x.Item] = plus(state.used[x.Item], shares[i])
		}
	}
	s.Payable = s.Vendor
	if state == nil {
		s.Closes = !slices.ContainsFunc(s.Lines, func(l mdf.Line) bool { return l.Status == mdf.LinePending })
		return s
	}
	oracleAdvance(&s, state, claim)
	return s
}

// oracleAdvance sets the vendor's share off against the advance, and closes the request.
func oracleAdvance(s *mdf.Settlement, state *oracleCase, claim mdf.Claim) {
	vendor := testkit.Rat(s.Vendor)
	s.Closes = claim.Final && !state.final && !state.pending
	state.final = state.final || claim.Final
	state.left = minus(state.left, vendor)
	payable := minus(vendor, state.advance)
	if !s.Closes {
		payable = atLeast0(payable)
	}
	recovery := atLeast0(new(big.Rat).Neg(payable))
	state.advance = minus(state.advance, minus(vendor, payable))
	if s.Closes {
		s.Released = shown(minus(state.left, recovery))
		state.left = new(big.Rat)
	}
	s.Payable, s.Recovery, s.AdvanceLeft = shown(payable), shown(recovery), shown(state.advance)
	s.Remaining = shownNull(state.left)
}

// oracleDenied looks for the reasons for which a line is denied or pending, in their order.
// What its cost says of it is given.
func oracleDenied(
	s mdf.Settlement, state *oracleCase, activity mdf.Activity, claim mdf.Claim, x mdf.Expense,
	asOf partnermath.Date, duplicate bool, cost []partnermath.Reason,
) ([]partnermath.Reason, mdf.LineStatus) {
	only := func(reason partnermath.Reason) ([]partnermath.Reason, mdf.LineStatus) {
		return []partnermath.Reason{reason}, mdf.LineDenied
	}
	planned := state == nil || slices.ContainsFunc(state.approval.Request.Costs, func(c mdf.Cost) bool { return c.ID == x.Item })
	came := x.ProofsOn
	if came.IsZero() {
		came = claim.Submitted
	}
	missing := slices.ContainsFunc(activity.Proofs, func(kind string) bool { return !slices.Contains(x.Proofs, kind) })
	late := !s.ProofBy.IsZero() && came.After(s.ProofBy)
	switch {
	case duplicate:
		return only(mdf.ReasonDuplicate)
	case !s.ClaimBy.IsZero() && claim.Submitted.After(s.ClaimBy):
		return only(mdf.ReasonLate)
	case state != nil && state.final:
		return only(mdf.ReasonAfterFinal)
	case !planned:
		return only(mdf.ReasonUnplanned)
	case len(cost) > 0:
		return only(cost[0])
	case len(activity.Proofs) > 0 && (missing || late || came.After(asOf)):
		status := mdf.LinePending
		if !s.ProofBy.IsZero() && asOf.After(s.ProofBy) {
			status = mdf.LineDenied
		}
		return []partnermath.Reason{mdf.ReasonMissingProof}, status
	}
	return nil, mdf.LineAccepted
}
