package qbr

func (b *builder) engagement() Section {
	return Section{Title: "Engagement"}
}
