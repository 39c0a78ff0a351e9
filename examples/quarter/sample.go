package main

import "embed"

//go:generate go run ./gensample -out sample

//go:embed sample/*.json sample/*.csv
var sample embed.FS
