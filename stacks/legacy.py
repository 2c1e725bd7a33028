"""The program of the legacy: the same layers, adopted instead of created."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from stacks import target
from stacks.estate import Estate


def build(estate: Estate, layer: str) -> None:
    """Build one layer of the legacy in the Pulumi program that runs now.

    Resources that the import file names are adopted under their id; nothing of theirs is created anew.
    """
    pulumi.runtime.register_stack_transformation(adopt(estate.imports.get(layer, {})))
    target.build(estate, layer)


def adopt(imports: Mapping[str, str]) -> pulumi.ResourceTransformation:
    """A transformation that gives each listed resource (`type::name`) its id at the cloud.

    It also drops the aliases by which azure-native finds resources of its older API versions: they cost 20 times the
    rest of a program, and no stack of this project was ever made with such a version.
    """

    def transformation(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if not args.type_.startswith("azure-native:"):
            return None
        args.opts.aliases = [alias for alias in args.opts.aliases or [] if not _of_an_api_version(alias)]
        found = imports.get(f"{args.type_}::{args.name}")
        if found is not None:
            args.opts.import_ = found
            # It was there before us: leaving the stack must not take it away. `retire` does, one by one.
            args.opts.retain_on_delete = True
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    return transformation


def _of_an_api_version(alias: object) -> bool:
    return isinstance(alias, pulumi.Alias) and str(alias.type_).startswith("azure-native:")
