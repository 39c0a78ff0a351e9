package qbr

func (b *builder) funds() Section {
	return Section{Title: "Marketing development funds"}
}
