package main

import (
	"flag"
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/schemas"
)

var update = flag.Bool("update", false, "write the schema of programs.json")

func TestSchema(t *testing.T) {
	if err := schemas.New("../..").Keep("../schemas/rebate/programs.json", *update, file{}); err != nil {
		t.Error(err)
	}
}

// The first quarter of acme paid 104,000 × 5 %, of which 44,000 × 1.5: 3,000 + 3,300. The
// return leaves 99,000 × 2 %: 55,000 × 2 % + 44,000 × 2 % × 1.5 = 1,100 + 1,320. The second earns
// 70,000 × 5 % × 1.5 + 90,000 × 5 % = 5,250 + 4,500, capped at 9,000.
func Example() {
	statements, err := run("sample", partnermath.NewDate(2026, 7, 15))
	fmt.Print(statements)
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// Volume rebate 2026, acme, 2026-04-01 to 2026-06-30 (USD)
	//   160000 counts, in the tier from 100000 at 0.05                         8000.00
	//   multipliers add                                                        1750.00
	//   partner-cap of 9000                                                    -750.00
	//   earned                                                                 9000.00
	//     of it 2026-04-21 inv-105 70000 counts × 1.5 strategic                 4846.15
	//     of it 2026-05-06 ret-104 netted                                          0.00
	//     of it 2026-05-30 inv-106 90000 counts × 1                             4153.85
	//     of it 2026-06-03 inv-107 not-selected                                    0.00
	//   2026-01-01 to 2026-03-31 comes to 2420 instead of 6300, by ret-104    -3880.00
	//   paid                                                                   5120.00
	// Volume rebate 2026, bolt, 2026-04-01 to 2026-06-30 (USD)
	//   3500 counts, in the tier from 0 at 0.02                                  70.00
	//   earned                                                                   70.00
	//     of it 2026-06-11 inv-108 3500 counts × 1                                70.00
	//   2026-01-01 to 2026-03-31 comes to 120 instead of 80, by inv-109          40.00
	//   carried in                                                               80.00
	//   paid                                                                    190.00
	//   96500 more would have paid 4930 more
}
