package qbr

// decide lists what the meeting has to decide.
func (b *builder) decide() {}
