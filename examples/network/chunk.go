package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// tierPeers are the peers of each tier.
type tierPeers map[string]*scorecard.Peers

// merge adds the peers of others.
func (t tierPeers) merge(other tierPeers) error {
	for tier, peers := range other {
		if t[tier] == nil {
			t[tier] = new(scorecard.Peers) // takes on what it is merged with
		}
		if err := t[tier].Merge(peers); err != nil {
			return err
		}
	}
	return nil
}

// reader reads chunks: CSV with the columns partner, tier and one for each question, in the order
// of the questionnaire. It is for one worker.
type reader struct {
	policy
	scorer *scorecard.Scorer
	titles []string
	kinds  []scorecard.QuestionKind
	result scorecard.Result // of the record before; its memory is used again
}

func newReader(p policy) (*reader, error) {
	scorer, err := scorecard.Compile(p.Questionnaire)
	r := &reader{policy: p, scorer: scorer, titles: []string{"partner", "tier"}}
	for _, category := range p.Questionnaire.Categories {
		for _, topic := range category.Topics {
			for i := range topic.Questions {
				r.titles = append(r.titles, topic.Questions[i].ID)
				r.kinds = append(r.kinds, topic.Questions[i].Kind)
			}
		}
	}
	return r, err
}

// read returns the peers in a chunk, or an error that names the file and, where it is in one, the
// record.
func (r *reader) read(ctx context.Context, folder string, c chunk) (tierPeers, error) {
	data, err := readFile(ctx, folder+"/"+c.File)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	rows := csv.NewReader(bytes.NewReader(data))
	if titles, err := rows.Read(); err != nil || !slices.Equal(titles, r.titles) {
		return nil, fmt.Errorf("%s: the titles must be partner, tier and the ids of the questions in order", c.File)
	}
	peers := make(tierPeers)
	for n := 1; ; n++ {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF) && n-1 == c.Records:
			return peers, nil
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%s: must have %d records, has %d", c.File, c.Records, n-1)
		case err == nil:
			err = r.add(peers, row)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", c.File, n, err)
		}
	}
}

// add scores a record and adds it to the peers of its tier.
func (r *reader) add(peers tierPeers, row []string) (err error) {
	partner, tier, cells := row[0], row[1], row[2:]
	if !slices.Contains(r.Tiers, tier) {
		return fmt.Errorf("tier %.40q is not in channel.json", tier)
	}
	a := scorecard.Assessment{Partner: partner, Answers: make([]scorecard.Answer, len(cells))}
	for i, cell := range cells {
		if a.Answers[i], err = answer(r.kinds[i], cell); err != nil {
			return fmt.Errorf("question %s: %w", r.titles[2+i], err)
		}
		a.Answers[i].Question = r.titles[2+i]
	}
	if err := r.scorer.AssessInto(&r.result, a); err != nil {
		return err
	}
	if peers[tier] == nil {
		if peers[tier], err = scorecard.NewPeers(r.scorer, r.Disclosure); err != nil {
			return err
		}
	}
	return peers[tier].Add(r.result)
}

// answer understands a cell. An empty one is unanswered, and n/a does not apply; semicolons part
// the choices of a question with several.
func answer(kind scorecard.QuestionKind, cell string) (a scorecard.Answer, err error) {
	switch {
	case cell == "":
	case cell == "n/a":
		a.NotApplicable = true
	case kind == scorecard.KindYesNo, kind == scorecard.KindSingleChoice:
		a.Choice = cell
	case kind == scorecard.KindMultipleChoice:
		a.Choices = strings.Split(cell, ";")
	default:
		if a.Number.Decimal, err = decimal.NewFromString(cell); err != nil {
			return a, fmt.Errorf("must be a number, got %.40q", cell)
		}
		a.Number.Valid = true
	}
	return a, nil
}
