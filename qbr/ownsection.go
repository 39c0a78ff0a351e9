package qbr

func (b *builder) own() Section {
	return Section{Title: "Own metrics"}
}
