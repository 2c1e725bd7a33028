"""From where the engine would fetch the provider plugins of a plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from facts.hosts import host_of
from plan.model import Package, PlannedResource

_DEFAULT: Final = "get.pulumi.com"
"""Where the engine looks for a plugin whose download address nothing names."""
_ADDRESS: Final = "pluginDownloadURL"
_TERRAFORM: Final = "terraform"
"""What a plan of Terraform's own names as plugin. It fetches each provider from the registry in its address."""
_PARTS: Final = 3


def plugin_hosts(resource: PlannedResource) -> Iterator[tuple[str, str]]:
    """(host, what names it) of every download that a resource asks for; an address without host gives ""."""
    package, told = resource.package, resource.options.plugin_url
    if package is not None:
        yield from _of_package(package)
    if told:
        yield host_of(told), _ADDRESS
    elif resource.is_provider and package is None:
        yield _DEFAULT, f"{resource.package_name}: no {_ADDRESS}"


@lru_cache(maxsize=256)
def _of_package(package: Package) -> tuple[tuple[str, str], ...]:
    """A plugin that serves another provider fetches that one too: from the registry that its parameter names."""
    if package.plugin == _TERRAFORM:
        parts = package.parameter.split("/")
        # `HOST/NAMESPACE/TYPE`; older formats name the type alone
        return ((host_of(parts[0]) if len(parts) == _PARTS else "", f"{package.name}: provider"),)
    own = (
        (host_of(package.plugin_url), _ADDRESS)
        if package.plugin_url
        else (_DEFAULT, f"{package.plugin}: no {_ADDRESS}")
    )
    served = f"{package.name}: parameter"
    return (own, *((host_of(url), served) for url in _urls(_opened(package.parameter))))


def _opened(parameter: str) -> Any:
    try:
        return json.loads(parameter) if parameter else None
    except (ValueError, RecursionError):
        # no address can be read in it: one without host
        return {"url": ""}


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "url" and isinstance(item, str):
                yield item
            else:
                yield from _urls(item)
