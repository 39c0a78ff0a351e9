// Package choice chooses products by id and by category.
package choice

// Choice chooses a product that is named, by id or by its category, or any where none is
// named, unless it is excepted. [New] makes one.
type Choice struct {
	any                                                    bool
	products, categories, exceptProducts, exceptCategories map[string]bool
}

// New returns the choice of products and categories but some.
func New(products, categories, exceptProducts, exceptCategories []string) *Choice {
	return &Choice{len(products)+len(categories) == 0, set(products), set(categories), set(exceptProducts), set(exceptCategories)}
}

func set(ids []string) map[string]bool {
	all := make(map[string]bool, len(ids))
	for _, id := range ids {
		all[id] = true
	}
	return all
}

// Takes reports whether a product is chosen. One without an id or a category, "", is in no
// list.
func (c *Choice) Takes(product, category string) bool {
	return (c.any || c.products[product] || c.categories[category]) && !c.exceptProducts[product] && !c.exceptCategories[category]
}
