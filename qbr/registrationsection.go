package qbr

func (b *builder) registration() Section {
	return Section{Title: "Deal registration"}
}
