package main

import (
	"encoding/json"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// said is what the Terraform provider says of a property, and the name that the bridge gives it by itself.
type said struct {
	Kind      string          `json:"kind"`
	Name      string          `json:"name"`
	Inside    map[string]said `json:"inside,omitempty"`
	Single    bool            `json:"single,omitempty"`
	Settable  bool            `json:"settable,omitempty"`
	Sensitive bool            `json:"sensitive,omitempty"`
	Removed   bool            `json:"removed,omitempty"`
}

var kinds = map[shim.ValueType]string{
	shim.TypeBool: "bool", shim.TypeInt: "int", shim.TypeFloat: "float", shim.TypeString: "string",
	shim.TypeList: "list", shim.TypeMap: "map", shim.TypeSet: "set",
}

func printEntities(provider shim.Provider) {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	must(out.Encode(map[string]any{
		"settings":  allSaid(provider.Schema()),
		"resources": entities(provider.ResourcesMap()),
		"look_ups":  entities(provider.DataSourcesMap()),
	}))
}

func entities(all shim.ResourceMap) map[string]map[string]said {
	found := map[string]map[string]said{}
	all.Range(func(key string, one shim.Resource) bool {
		found[key] = allSaid(one.Schema())
		return true
	})
	return found
}

func allSaid(schema shim.SchemaMap) map[string]said {
	found := map[string]said{}
	schema.Range(func(key string, one shim.Schema) bool {
		of := said{
			Kind:      kinds[one.Type()],
			Name:      tfbridge.TerraformToPulumiNameV2(key, schema, nil),
			Single:    tfbridge.IsMaxItemsOne(one, nil),
			Settable:  one.Required() || one.Optional(),
			Sensitive: one.Sensitive(),
			Removed:   one.Removed() != "",
		}
		if block, ok := one.Elem().(shim.Resource); ok {
			of.Inside = allSaid(block.Schema())
		}
		found[key] = of
		return true
	})
	return found
}
