package qbr

import "github.com/partnermath/partnermath/qbr/document"

// openPages are what the meeting has to decide, what is not known and where sources disagree.
func (r *Review) openPages() []document.Section { return nil }

// nextPages are the quarters left, the commitments proposed and the agenda.
func (r *Review) nextPages() []document.Section { return nil }
