"""Names in Python of what a provider calls in camelCase, by the rules of Pulumi's own generator."""

from __future__ import annotations

import keyword
import re
from typing import Final

# A small letter or digit before a capital, or the last capital of an acronym before a small letter.
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Attributes of Pulumi's resources, and arguments of every constructor.
_TAKEN: Final = frozenset({"id", "urn", "get", "opts", "resource_name", "self"})


def python_name(name: str) -> str:
    """`vpnOptions`: `vpn_options`. Raises ValueError for a name that does not lead back to itself."""
    found = _WORD_START.sub("_", name).lower()
    if wire_name(found) != name or keyword.iskeyword(found):
        raise ValueError(f"the property {name} needs a rule of its own in tools/sdk/names.py and tools/sdk/runtime.py")
    return found


def property_name(name: str) -> str:
    """The same for the property of a resource. Raises ValueError for a name that its class cannot have."""
    found = python_name(name)
    if found in _TAKEN:
        raise ValueError(f"the property {name} hides an attribute that every resource has")
    return found


def wire_name(name: str) -> str:
    """`vpn_options`: `vpnOptions`."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def class_name(name: str) -> str:
    """`getImagesFilter`: `GetImagesFilter`."""
    return name[:1].upper() + name[1:]
