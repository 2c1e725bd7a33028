// Package codegen stands in for the generator of C# code, which the bridge imports and a plugin never runs.
package codegen

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
)

// GenerateProgram says that it is not here.
func GenerateProgram(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error) {
	return nil, nil, errors.New("this build has no generator of C# code")
}

// CSharpPackageInfo is what a schema says to the generator.
type CSharpPackageInfo struct {
	Compatibility                string
	PackageReferences            map[string]string
	Namespaces                   map[string]string
	RootNamespace                string
	DictionaryConstructors       bool
	ProjectReferences            []string
	LiftSingleValueMethodReturns bool
	RespectSchemaVersion         bool
}

// CSharpPropertyInfo is what a schema says of a property.
type CSharpPropertyInfo struct{ Name string }

// CSharpResourceInfo is what a schema says of a resource.
type CSharpResourceInfo struct{ Name string }
