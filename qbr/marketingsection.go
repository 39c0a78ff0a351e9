package qbr

func (b *builder) marketing() Section {
	return Section{Title: "Marketing"}
}
