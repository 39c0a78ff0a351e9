package profit

// Forecast makes the statement of a case.
//
// The error is a [*partnermath.ValidationError]: the faults that [Case.Validate] lists.
func Forecast(c Case) (Statement, error) {
	l, err := c.ledger()
	if err != nil {
		return Statement{}, err
	}
	var s Statement
	c.publish(l, &s)
	return s, nil
}
