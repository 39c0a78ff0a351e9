package main

import (
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
	if err != nil {
		return nil, err
	}
	if _, err := scorecard.NewPeers(scorer, p.Disclosure); err != nil {
		return nil, err
	}
	r := &reader{policy: p, scorer: scorer, titles: []string{"partner", "tier"}}
	for _, category := range p.Questionnaire.Categories {
		for _, topic := range category.Topics {
			for i := range topic.Questions {
				r.titles = append(r.titles, topic.Questions[i].ID)
				r.kinds = append(r.kinds, topic.Questions[i].Kind)
			}
		}
	}
	return r, nil
}

// read returns the peers of each tier in a chunk. An error names the file and, where it is in
// one, the record; nothing of the chunk is returned then.
func (r *reader) read(ctx context.Context, folder string, c chunk) (peers map[string]*scorecard.Peers, err error) {
	file, err := open(ctx, folder+"/"+c.File)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			peers, err = nil, fmt.Errorf("%s: %w", c.File, err)
		}
	}()
	rows := csv.NewReader(file)
	rows.ReuseRecord = true
	titles, err := rows.Read()
	if err != nil {
		return nil, err
	}
	if !slices.Equal(titles, r.titles) {
		return nil, errors.New("the titles must be partner, tier and the ids of the questions, in the order of the questionnaire")
	}
	peers = make(map[string]*scorecard.Peers)
	for n := 1; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return peers, c.check(n - 1)
		}
		if err == nil {
			err = r.add(peers, row)
		}
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", n, err)
		}
	}
}

// check reports a chunk that was cut, or has grown.
func (c chunk) check(records int) error {
	if records != c.Records {
		return fmt.Errorf("must have %d records, has %d", c.Records, records)
	}
	return nil
}

// add scores a record and adds it to the peers of its tier.
func (r *reader) add(peers map[string]*scorecard.Peers, row []string) (err error) {
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

// answer understands a cell. An empty one is unanswered, and n/a does not apply. Choices of a
// question with several are parted by semicolons.
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
