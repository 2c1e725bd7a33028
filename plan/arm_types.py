"""Azure's own types: which class of the SDK one is, and which of its inputs the parts of an id fill.

Derived from the ids in the tables of the offline provider (`plan/offline/tables/azure-native.json`), so that there is
one table of the legacy's kinds. Azure compares ids and types without regard to case, and so does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from plan.offline.shapes import Kind
from plan.offline.tables import package

PACKAGE: Final = "azure-native"
UNKNOWN_TYPE: Final = f"{PACKAGE}:unknown:"
GROUP_TYPE: Final = "microsoft.resources/resourcegroups"
_GROUP_TYPES: Final = frozenset({GROUP_TYPE, "microsoft.resources/subscriptions/resourcegroups"})
_RECORDS: Final = ("A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT")
_RECORD_SET: Final = "azure-native:privatedns:PrivateRecordSet"
_LOCKS: Final = "microsoft.authorization/locks"
_SCOPED_LOCK: Final = "azure-native:authorization:ManagementLockByScope"
_PARTS: Final = {
    "microsoft.network/networksecuritygroups": (
        "securityRules",
        "azure-native:network:SecurityRule",
        "securityRuleName",
    ),
    "microsoft.network/routetables": ("routes", "azure-native:network:Route", "routeName"),
}
"""Type -> its list of parts, the class of one, and the input with its name."""
_OF_PARTS: Final = frozenset({"id", "name", "type"})
_PART: Final = re.compile(r"\{(?P<input>\w+)\}\Z")


@dataclass(frozen=True, slots=True)
class ArmType:
    """One type of Azure's.

    Attributes:
        name: as Azure writes it.
        token: the SDK's class, `azure-native:unknown:<name>` for a type that is in no table.
        names: the input that each part of the resource's name fills; "" for a part that the SDK fixes.
        owner: the input that holds the id of what the resource hangs on; "" where it lies in a resource group.
        fixed: inputs that the type itself decides.
        kind: the inputs with their types; None for a type that is in no table.
    """

    name: str
    token: str
    names: tuple[str, ...] = ()
    owner: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    kind: Kind | None = None

    @property
    def known(self) -> bool:
        """Whether a table has it."""
        return self.kind is not None


def arm_type(name: str, owner: object = "") -> ArmType:
    """What is known of a type such as `Microsoft.Storage/storageAccounts`; `owner` is what the resource hangs on.

    A lock is of one class for a resource group and of another for anything else.
    """
    lower = name.lower()
    if lower == _LOCKS and owner != "" and not _is_group(owner):
        return _lock_by_scope()
    if lower in _GROUP_TYPES:
        lower = GROUP_TYPE
    return _table().get(lower) or ArmType(name, f"{UNKNOWN_TYPE}{name}")


def of_token(token: str) -> ArmType | None:
    """The type of a class of the SDK, None where no table has it."""
    return next((found for found in _table().values() if found.token == token), None)


def _is_group(owner: object) -> bool:
    return isinstance(owner, str) and owner.lower().strip("/").split("/")[-2:-1] == ["resourcegroups"]


@cache
def _lock_by_scope() -> ArmType:
    group = _table()[_LOCKS]
    assert group.kind is not None
    fields = {name: field for name, field in group.kind.inputs.items() if name != "resourceGroupName"}
    return ArmType(group.name, _SCOPED_LOCK, group.names, "scope", kind=Kind(_SCOPED_LOCK, fields, group.kind.outputs))


@cache
def _table() -> Mapping[str, ArmType]:
    known = package(PACKAGE)
    kinds = [(token, known.kind(token)) for token in known.tokens]
    found = [entry for token, kind in kinds if kind is not None for entry in _entries(token, kind)]
    table = {entry.name.lower(): entry for entry in found}
    parts = [_part(table[whole], *row) for whole, row in _PARTS.items()]
    return {**table, **{entry.name.lower(): entry for entry in parts}}


def _part(whole: ArmType, field: str, token: str, name: str) -> ArmType:
    """A part that Azure also has as a resource of its own: an exported template holds rules beside their group."""
    assert whole.kind is not None
    item = whole.kind.inputs[field].shape.item
    assert item is not None
    own = {key: row for key, row in item.fields.items() if key not in _OF_PARTS}
    kind = Kind(token, {**own, "resourceGroupName": whole.kind.inputs["resourceGroupName"]}, {})
    return ArmType(f"{whole.name}/{field}", token, (*whole.names, name), kind=kind)


def _entries(token: str, kind: Kind) -> Iterator[ArmType]:
    scope, provider, path = kind.id.rpartition("/providers/")
    if not provider:
        yield ArmType("Microsoft.Resources/resourceGroups", token, ("resourceGroupName",), kind=kind)
        return
    namespace, *parts = path.split("/")
    owner = _PART.match(scope)
    names = tuple(_input(part) for part in parts[1::2])
    for record in _RECORDS if token == _RECORD_SET else ("",):
        types = [*parts[0:-2:2], record] if record else parts[0::2]
        fixed = (("recordType", record),) if record else ()
        yield ArmType("/".join([namespace, *types]), token, names, owner["input"] if owner else "", fixed, kind)


def _input(part: str) -> str:
    match = _PART.match(part)
    return match["input"] if match else ""
