// The provider plugin for the Python package pulumi_openstack: the Terraform provider behind Pulumi's bridge.
//
// What Pulumi calls its kinds and their properties stands in table.json, which tools/openstack_table.py derives from the
// Python package. With the argument -entities it prints what the Terraform provider has instead of serving.
package main

import (
	_ "embed"
	"encoding/json"
	"os"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/terraform-provider-openstack/terraform-provider-openstack/v3/openstack"
)

const name = "openstack"

//go:embed table.json
var tableFile []byte

// version is set by the linker: that of the Python package, which asks for a plugin of its own version.
var version string

func main() {
	provider := sdkv2.NewProvider(openstack.Provider())
	if len(os.Args) > 1 && os.Args[1] == "-entities" {
		printEntities(provider)
		return
	}
	number := strings.TrimPrefix(version, "v")
	// The least that the bridge accepts: Python programs come with the schema in their package.
	schema, err := json.Marshal(map[string]string{"name": name, "version": number})
	if err != nil {
		panic(err)
	}
	tfbridge.Main(name, number, described(provider, readTable(tableFile), number), schema)
}
