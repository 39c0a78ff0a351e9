package qbr

func (b *builder) profitability() Section {
	return Section{Title: "Profitability of the partnership"}
}
