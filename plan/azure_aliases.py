"""The aliases that azure-native's classes add for each old API version: up to 113 a resource, a millisecond each."""

from __future__ import annotations

from typing import Any, Final

import pulumi

from plan import pulumi_private as private

_AZURE: Final = "azure-native:"


def drop_sdk_aliases() -> None:
    """Drop them from every resource that the running program makes from here on; the program's own ones stay.

    Right for stacks that were never created with versioned type names. Works under the Pulumi engine as well.
    """
    private.register_transformation(without_sdk_aliases)


def without_sdk_aliases(args: Any) -> pulumi.ResourceTransformationResult | None:
    """The transformation itself: it must run before the SDK expands aliases, hence no engine-side transform."""
    if not args.type_.startswith(_AZURE) or not args.opts.aliases:
        return None
    added = {id(alias) for alias in private.aliases_of_sdk_class(args.resource)}
    args.opts.aliases = [alias for alias in args.opts.aliases if id(alias) not in added]
    return pulumi.ResourceTransformationResult(args.props, args.opts)
