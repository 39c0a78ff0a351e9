package workbook

import (
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	_, content := written(t, sample(t))
	os.WriteFile("/tmp/workbook/sample.xlsx", content, 0o600)
}
