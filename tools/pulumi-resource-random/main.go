// The provider plugin for the Python package pulumi_random: HashiCorp's provider behind Pulumi's bridge.
package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	bridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

const name = "random"

// version is set by the linker: that of the Python package, which asks for a plugin of its own version.
var version string

// The provider's resources and what Pulumi calls them; the provider is older than RandomUuid4 and RandomUuid7.
var resources = map[string]string{
	"random_bytes":    "RandomBytes",
	"random_id":       "RandomId",
	"random_integer":  "RandomInteger",
	"random_password": "RandomPassword",
	"random_pet":      "RandomPet",
	"random_shuffle":  "RandomShuffle",
	"random_string":   "RandomString",
	"random_uuid":     "RandomUuid",
}

func main() {
	number := strings.TrimPrefix(version, "v")
	info := bridge.ProviderInfo{
		P:            tfbridge.ShimProvider(shim.New()),
		Name:         name,
		Version:      number,
		MetadataInfo: bridge.NewProviderMetadata([]byte("{}")),
		Resources:    map[string]*bridge.ResourceInfo{},
	}
	for theirs, ours := range resources {
		module := strings.ToLower(ours[:1]) + ours[1:]
		info.Resources[theirs] = &bridge.ResourceInfo{Tok: tokens.Type(name + ":index/" + module + ":" + ours)}
	}
	// The least that the bridge accepts: Python programs come with the schema in their package.
	schema, err := json.Marshal(map[string]string{"name": name, "version": number})
	if err != nil {
		panic(err)
	}
	tfbridge.Main(context.Background(), name, info, tfbridge.ProviderMetadata{PackageSchema: schema})
}
