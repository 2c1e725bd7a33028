// Package shim shows the provider's constructor, which is internal to its module: Go goes by the module's path.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	random "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New is HashiCorp's provider `random`.
func New() provider.Provider { return random.New() }
