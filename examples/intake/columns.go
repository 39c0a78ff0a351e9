package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
)

// Mapping is the file of [ReadColumns]: how another program names and writes what is in
// the tables.
type Mapping struct {
	// Source tells where the names are from. It is for readers.
	Source      []string             `json:"source,omitempty"`
	Partners    *folder.TableMapping `json:"partners,omitempty"`
	Assessments *folder.TableMapping `json:"assessments,omitempty"`
	Goals       *folder.TableMapping `json:"goals,omitempty"`
	Deals       *folder.TableMapping `json:"deals,omitempty"`
	Leads       *folder.TableMapping `json:"leads,omitempty"`
	Sales       *folder.TableMapping `json:"sales,omitempty"`
	Activities  *folder.TableMapping `json:"activities,omitempty"`
	Incentives  *folder.TableMapping `json:"incentive-sales,omitempty"`
	Entries     *folder.TableMapping `json:"fund-entries,omitempty"`
	Forecasts   *folder.TableMapping `json:"forecasts,omitempty"`
}

// ReadColumns reads how another program names and writes what is in the tables. It returns
// lines for what is wrong with the file, and whether the rest of it can be used to see what is
// wrong with the tables.
func ReadColumns(how *folder.Tables, file string) (wrong []string, usable bool) {
	return how.ReadColumns(Layout(), file, func(text []byte) (map[string]*folder.TableMapping, error) {
		var all Mapping
		err := partnermath.Decode(text, &all)
		return map[string]*folder.TableMapping{
			PartnersFile: all.Partners, AssessmentsFile: all.Assessments, GoalsFile: all.Goals, DealsFile: all.Deals,
			LeadsFile: all.Leads, SalesFile: all.Sales, ActivitiesFile: all.Activities, IncentiveSalesFile: all.Incentives,
			FundEntriesFile: all.Entries, ForecastsFile: all.Forecasts,
		}, err
	})
}
