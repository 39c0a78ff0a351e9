package main

import (
	"context"
	"embed"
	"fmt"
)

//go:embed demo/*.json
var demo embed.FS

// fillDemo puts the samples and the tokens into an empty database.
func fillDemo(ctx context.Context, s *store) error {
	for _, sample := range []struct{ kind, id, file string }{
		{questionnaires, "capability", "demo/questionnaire.json"},
		{menus, "growth", "demo/menu.json"},
		{baselines, "acme", "demo/baseline.json"},
	} {
		body, err := demo.ReadFile(sample.file)
		if err != nil {
			return err
		}
		if err := s.putPolicy(ctx, sample.kind, sample.id, string(body), 0); err != nil {
			return fmt.Errorf("%s: %w", sample.file, err)
		}
	}
	for token, who := range map[string]caller{
		"demo-vendor": {Vendor: true}, "demo-acme": {Partner: "acme"}, "demo-globex": {Partner: "globex"},
	} {
		if err := s.addToken(ctx, digest(token), who); err != nil {
			return err
		}
	}
	return nil
}
