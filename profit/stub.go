package profit

import "errors"

var errStub = errors.New("profit: not written")
