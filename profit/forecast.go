package profit

// Forecast makes the statement of a case.
//
// The error is a [*partnermath.ValidationError]: the faults that [Case.Validate] lists.
func Forecast(c Case) (Statement, error) {
	m, l, err := c.ledger()
	if err != nil {
		return Statement{}, err
	}
	var s Statement
	m.publish(&c, l, &s)
	return s, nil
}
