"""What the clouds' SDKs declare about a resource's type."""

from __future__ import annotations

import inspect
import warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType

from components import terraform_sdk

_COMPACT = terraform_sdk.CLOUDS
_PACKAGES = {
    "aws": "pulumi_aws",
    "azure-native": "pulumi_azure_native",
    "openstack": "pulumi_openstack",
    "ovh": "pulumi_ovh",
    "scaleway": "pulumiverse_scaleway",
    **{cloud: f"pulumi_{cloud}" for cloud in _COMPACT},
}


def resource(token: str) -> type:
    """The class of a type. AttributeError where the SDK has none."""
    found: type = getattr(_module(token), _name(token))
    return found


def arguments(token: str) -> type:
    """The class that declares the inputs of a type."""
    module, name = _module(token), _name(token)
    # a nested type may have taken the plain name
    found: type = getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args")
    return found


def takes(token: str, name: str) -> bool:
    """Does a type have an input of this (Python) name?"""
    if token.partition(":")[0] in _COMPACT:
        return name in inspect.signature(resource(token)).parameters
    return isinstance(getattr(arguments(token), name, None), property)


def is_deprecated(token: str) -> bool:
    """SDKs warn when such a class is made, wherever it stands: `AccountProject is deprecated: ...`."""
    source = Path(inspect.getfile(resource(token))).read_text(encoding="utf-8")
    return f"{_name(token)} is deprecated: " in source


def _module(token: str) -> ModuleType:
    package, place, _ = token.split(":")
    if package in _COMPACT:
        terraform_sdk.use(package)
        return import_module(_PACKAGES[package])
    module = place.partition("/")[0].lower()
    with warnings.catch_warnings():
        # the SDKs warn of their own old names while they are imported; a use of one still fails
        warnings.simplefilter("ignore", DeprecationWarning)
        return import_module(_PACKAGES[package] + ("" if module == "index" else f".{module}"))


def _name(token: str) -> str:
    return token.rpartition(":")[2]
