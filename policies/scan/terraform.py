"""Bridged providers -> Terraform: a planned resource under the names that checkov's checks of Terraform know. Pure.

Only what is certain is converted. Names of types are those of `providers/schemas`; a single value and a map have the
same name in both worlds but for the spelling (`remoteIpPrefix`, `remote_ip_prefix`). Pulumi also renames lists and
nested objects, by rules that the schemas do not hold: these are left out, and no built-in check of `CHECKED` reads one.

checkov has checks for OpenStack alone among the packages of the candidates. Those of AWS, which S3-compatible buckets
would meet, ask for services of AWS (its key service, its other regions) and are not asked of other clouds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from plan.offline.tables import FACTS
from plan.values import Secret

PACKAGE: Final = "openstack"
CHECKED: Final = frozenset({"openstack_compute_instance_v2", "openstack_networking_secgroup_rule_v2"})
"""Types that built-in checks look at; a test holds this against checkov."""

PROVIDER: Final = f"pulumi:providers:{PACKAGE}"
_WORD: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")


def type_of(token: str) -> str:
    """The Terraform type of a resource that built-in checks look at; "" for any other."""
    found = _types().get(token, "")
    return found if found in CHECKED else ""


def configuration(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What is certain of the inputs, in Terraform's names; values are taken as they are."""
    return {snake(key): value for key, value in inputs.items() if not _renamed(value)}


def provider(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a provider that stand in plain text. The one check asks what is hard-coded: a secret is not."""
    return {key: value for key, value in configuration(inputs).items() if not isinstance(value, Secret)}


def snake(name: str) -> str:
    """`portRangeMin` -> `port_range_min`."""
    return _WORD.sub(r"_\1", name).lower()


def _renamed(value: Any) -> bool:
    """Whether Pulumi may have renamed the field: lists, and maps that hold more than single values."""
    if isinstance(value, list | tuple):
        return True
    return isinstance(value, Mapping) and any(isinstance(item, Mapping | list | tuple) for item in value.values())


@cache
def _types() -> Mapping[str, str]:
    """Token -> Terraform type, old tokens too."""
    facts = json.loads((FACTS / f"{PACKAGE}.json").read_text(encoding="utf-8"))
    known = {entry["token"]: entry["tf"] for entry in facts["resources"].values()}
    return known | {old: known[new] for old, new in facts["deprecated_aliases"].items() if new in known}
