package qbr

func (b *builder) wins() Section {
	return Section{Title: "Wins"}
}
