package qbr

func (b *builder) incentives() Section {
	return Section{Title: "Incentives"}
}
