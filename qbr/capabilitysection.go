package qbr

func (b *builder) capability() Section {
	return Section{Title: "Capability"}
}
