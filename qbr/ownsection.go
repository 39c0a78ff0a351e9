package qbr

// own is the section of the caller's own figures.
func (b *builder) own() Section {
	s := Section{Title: "Own metrics"}
	for i := range b.records.Metrics {
		m := &b.records.Metrics[i]
		if m.VendorOnly && b.toPartner {
			continue
		}
		s.Metrics = append(s.Metrics, b.metric(Metric{
			ID: m.ID, Name: m.Name, Unit: m.Unit, Value: m.Value, Target: m.Target, Floor: m.Floor, Polarity: m.Polarity, AsOf: m.AsOf, VendorOnly: m.VendorOnly,
		}))
	}
	return s
}
