package qbr

func (b *builder) keeping() Section {
	return Section{Title: "Commitments"}
}
