package intake

import (
	"maps"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// newStageWording takes the ids of stages in any case, and after them their names, as far as
// only one stage has it.
func newStageWording(stages []pipeline.DealStage) *folder.Wording {
	w := folder.NewWording(1, nil)
	names, ids := make(map[string]string), make(map[string]string)
	for _, stage := range stages {
		ids[stage.ID] = stage.ID
		name := tabular.FoldText(stage.Name)
		if _, twice := names[name]; twice {
			names[name] = ""
			continue
		}
		names[name] = stage.ID
	}
	maps.DeleteFunc(names, func(name, id string) bool { return name == "" || id == "" })
	w.AddFolded(names)
	w.Add(ids)
	return w
}
