package main

import "fmt"

// Half of 40,000, 24,000 and 10,000 is 20,000, 12,000 and 5,000, of which 30,000 hold the first and the last: 20,000 × 3
// + 5,000 × 2. The dinner returns (3,000 − 2,000) ÷ 2,000, below the minimum of 1. Of the launch half of 9,000 is paid.
func Example() {
	text, err := run()
	fmt.Print(text)
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// dinner returned 2000 [roi]
	// launch qualified 5000 []
	// series qualified 12000 []
	// summit qualified 20000 []
	// value 70000 of at most 70000
	// summit funded 20000 []
	// launch funded 5000 []
	// series funded 0 [outbid]
	// launch-1 payable 4500 released 500
	// granted 24500 paid 4500 reserved 20000 available 0
}
