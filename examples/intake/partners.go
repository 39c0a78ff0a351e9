package intake

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/qbr"
)

// Partner is a row of partners.csv.
type Partner struct {
	ID      string `csv:"id" json:"id"`
	Name    string `csv:"name" json:"name"`
	Tier    string `csv:"tier" json:"tier"`
	Type    string `csv:"type" json:"type"`
	Region  string `csv:"region" json:"region"`
	Manager string `csv:"manager" json:"manager"`
}

// partners are the rows of partners.csv in their order.
type partners struct {
	list  []Partner
	index map[string]int // id to position in list
	lines []int          // of the list
	// isUnknown tells that the file cannot be used. Then every id is that of a partner, to find
	// what else is wrong with the other tables.
	isUnknown bool
	// spellings are worked out for the first fault that asks; nil where the file is unknown.
	spellings func() spellings
}

// find returns the position of a partner in the list.
func (p *partners) find(id string) (at int, known bool) {
	at, known = p.index[id]
	if known || !p.isUnknown || strings.TrimSpace(id) == "" {
		return at, known
	}
	at, id = len(p.list), strings.Clone(id)
	p.index[id] = at
	p.list, p.lines = append(p.list, Partner{ID: id}), append(p.lines, 0)
	return at, true
}

// byName has the ids of the partners by their names, for tables that have these instead. A
// name that two partners have, or that is the id of another one, is in none.
func (p *partners) byName() map[string]string {
	ids := make(map[string]string)
	for _, one := range p.list {
		name := tabular.FoldText(one.Name)
		if _, twice := ids[name]; twice {
			ids[name] = ""
		} else {
			ids[name] = one.ID
		}
	}
	for _, one := range p.list {
		if id := tabular.FoldText(one.ID); ids[id] != one.ID {
			delete(ids, id)
		}
	}
	maps.DeleteFunc(ids, func(name, id string) bool { return name == "" || id == "" })
	return ids
}

// unknown tells what is wrong with an id that no partner has, and which may be meant.
func (p *partners) unknown(id string, found *folder.Faults) string {
	if strings.TrimSpace(id) == "" {
		return fmt.Sprintf("is empty, must be the id of a partner in %s", PartnersFile)
	}
	text := fmt.Sprintf("partner %.40q is not in %s", id, PartnersFile)
	if found.Count() < folder.MaxFaults {
		text += p.meant(id, found)
	}
	return text
}

// meant tells which partner may be meant by an id that none has: those that have it for their
// name, or the one whose id or name is nearest, as far as the faults look for it.
func (p *partners) meant(id string, found *folder.Faults) string {
	if p.spellings == nil || strings.TrimSpace(id) == "" {
		return ""
	}
	s := p.spellings()
	var named []string
	for _, at := range s.named[tabular.FoldText(id)] {
		named = append(named, fmt.Sprintf("%.40q", p.list[at].ID))
	}
	if len(named) > 0 {
		return "; it is the name of " + strings.Join(named[:min(len(named), words.MaxNamed)], ", ")
	}
	nearest := found.NearestOf(id, s.all)
	if nearest == "" {
		return ""
	}
	text := fmt.Sprintf("; the nearest is %.40q", nearest)
	if _, isID := p.index[nearest]; !isID {
		text += fmt.Sprintf(" (%.40s)", p.list[s.all[nearest]].ID)
	}
	return text
}

// spellings are how partners are called, by their positions in the list.
type spellings struct {
	named map[string][]int // by their names as names are compared
	all   map[string]int   // by their ids and names
}

func spellingsOf(list []Partner) spellings {
	s := spellings{named: make(map[string][]int), all: make(map[string]int)}
	for at := len(list) - 1; at >= 0; at-- { // the first one has a name
		s.all[list[at].Name] = at
	}
	for at, one := range list {
		s.all[one.ID] = at
		if name := tabular.FoldText(one.Name); name != "" {
			s.named[name] = append(s.named[name], at)
		}
	}
	delete(s.all, "")
	return s
}

func readPartners(in folder.Folder, found *folder.Faults) partners {
	rows, ok := folder.OpenSheet[Partner](in, PartnersFile, found)
	all := partners{index: make(map[string]int)}
	if !ok {
		return all.unknownAll(found)
	}
	for row := range rows.All() {
		before := found.Count()
		row.check(rows)
		if found.Apart() && found.Count() > before {
			continue
		}
		if at, twice := all.index[row.ID]; twice && row.ID != "" {
			rows.Fault("id", "partner %.40q stands in line %d already", row.ID, all.lines[at])
			continue
		}
		all.index[row.ID] = len(all.list)
		all.list, all.lines = append(all.list, *row), append(all.lines, rows.Line())
	}
	if len(all.list) == 0 {
		return all.unknownAll(found)
	}
	all.spellings = sync.OnceValue(func() spellings { return spellingsOf(all.list) })
	return all
}

// unknownAll returns the partners of a file that cannot be used.
func (p partners) unknownAll(found *folder.Faults) partners {
	found.LeaveOpen(PartnersFile, "whether the other files name its partners")
	p.isUnknown = true
	return p
}

// report reports what the library finds of partners in a list of all, as they are listed here.
func (p *partners) report(list string, err error, found *folder.Faults) {
	for _, f := range paths.Fields(err) {
		var i int
		if _, err := fmt.Sscanf(f.Path, list+"[%d].", &i); err == nil && i < len(p.lines) {
			_, field, _ := strings.Cut(f.Path, "].")
			found.Add(PartnersFile, p.lines[i], 1, "%s: %s", field, f.Message)
		}
	}
}

// check reports what is wrong with a row.
func (p Partner) check(rows *folder.Sheet[Partner]) {
	if p.ID == "" {
		rows.Fault("id", "must be given")
		return
	}
	rows.Rules(paths.Fields(qbr.Records{Partner: p.Named()}.Validate()), nil, make(map[string]bool), nil)
}

// Named is the partner as a review names it.
func (p *Partner) Named() qbr.Partner {
	return qbr.Partner{ID: p.ID, Name: p.Name, Tier: p.Tier, Type: p.Type, Region: p.Region, Manager: p.Manager}
}

// Partners returns the partners, in the order of partners.csv. Elsewhere they are known by
// their position.
func (ch *Channel) Partners() []Partner { return ch.partners.list }

// partnerOf returns the position of the partner of a row in partners.list, -1 for none.
func partnerOf[R any](c *folder.Cells[R], ch *Channel, id string) int {
	at, known := ch.partners.find(id)
	if !known {
		c.Fault("partner", "%s", ch.partners.unknown(id, c.Rows.Found))
		return -1
	}
	return at
}
