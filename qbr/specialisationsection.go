package qbr

func (b *builder) specialisation() Section {
	return Section{Title: "Specialisations"}
}
