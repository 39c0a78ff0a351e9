package qbr

// disagree lists the figures of which two sources disagree.
func (b *builder) disagree() {}
