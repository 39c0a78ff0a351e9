package deck

import (
	"bytes"
	"encoding/json"
	"github.com/partnermath/partnermath/qbr"
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	for _, f := range []string{"quarter", "partner"} {
		b, _ := os.ReadFile("../quarter/testdata/" + f + ".golden.json")
		var r qbr.Review
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Write(&out, &r); err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/deck/out/"+f+".pptx", out.Bytes(), 0o644)
	}
}
