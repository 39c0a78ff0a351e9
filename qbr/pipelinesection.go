package qbr

func (b *builder) pipeline() Section {
	return Section{Title: "Pipeline to plan"}
}
