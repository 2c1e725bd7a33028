package main

import (
	"encoding/json"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/info"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

const longestName = 255

// property holds what the Python package says of a property and the bridge would not guess.
type property struct {
	Name       string              `json:"name,omitempty"`
	Single     *bool               `json:"single,omitempty"`
	Secret     *bool               `json:"secret,omitempty"`
	OutputOnly bool                `json:"output_only,omitempty"`
	Type       string              `json:"type,omitempty"`
	Variables  []string            `json:"variables,omitempty"`
	Inside     map[string]property `json:"inside,omitempty"`
}

// kind is a resource or a look-up. Also: older tokens by which the Python package still offers it.
type kind struct {
	Token      string              `json:"token"`
	Also       []string            `json:"also,omitempty"`
	Properties map[string]property `json:"properties,omitempty"`
}

type table struct {
	Settings  map[string]property `json:"settings"`
	Resources map[string]kind     `json:"resources"`
	LookUps   map[string]kind     `json:"look_ups"`
}

func readTable(file []byte) (found table) {
	if err := json.Unmarshal(file, &found); err != nil {
		panic(err)
	}
	return found
}

// described joins the provider with the table.
func described(provider shim.Provider, named table, version string) tfbridge.ProviderInfo {
	found := tfbridge.ProviderInfo{
		P:            provider,
		Name:         name,
		Version:      version,
		Config:       properties(named.Settings),
		Resources:    map[string]*tfbridge.ResourceInfo{},
		DataSources:  map[string]*tfbridge.DataSourceInfo{},
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	for entity, one := range named.Resources {
		found.Resources[entity] = &tfbridge.ResourceInfo{Tok: tokens.Type(one.Token), Fields: properties(one.Properties)}
	}
	for entity, one := range named.LookUps {
		found.DataSources[entity] = &tfbridge.DataSourceInfo{
			Tok: tokens.ModuleMember(one.Token), Fields: properties(one.Properties),
		}
	}
	found.SetAutonaming(longestName, "-")
	addOlder(&found, named)
	return found
}

// addOlder lets an entity answer to its older tokens: copies of it, under keys that the bridge knows as second names.
func addOlder(found *tfbridge.ProviderInfo, named table) {
	for entity, one := range named.Resources {
		for number, token := range one.Also {
			key := second(entity, number)
			found.Resources[key] = &tfbridge.ResourceInfo{Tok: tokens.Type(token), Fields: found.Resources[entity].Fields}
			must(shim.CloneResource(found.P.ResourcesMap(), entity, key))
		}
	}
}

func second(entity string, number int) string {
	return entity + strings.Repeat(info.RenamedEntitySuffix, number+1)
}

func properties(named map[string]property) map[string]*tfbridge.SchemaInfo {
	if len(named) == 0 {
		return nil
	}
	found := map[string]*tfbridge.SchemaInfo{}
	for key, one := range named {
		found[key] = one.described()
	}
	return found
}

func (one property) described() *tfbridge.SchemaInfo {
	found := &tfbridge.SchemaInfo{Name: one.Name, MaxItemsOne: one.Single, Secret: one.Secret, Type: tokens.Type(one.Type)}
	if one.OutputOnly {
		found.MarkAsComputedOnly = tfbridge.True()
	}
	if len(one.Variables) > 0 {
		found.Default = &tfbridge.DefaultInfo{EnvVars: one.Variables}
	}
	if inside := properties(one.Inside); inside != nil {
		// read from there for a block of a list and for a single one
		found.Elem = &tfbridge.SchemaInfo{Fields: inside}
	}
	return found
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
