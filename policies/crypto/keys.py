"""Which key something is under: by its own input, else by its role's link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from plan.values import UNKNOWN
from policies.below import below
from policies.kept import kept
from policies.record import Record

_STEPS: Final = 3


@kept
def keys(record: Record) -> tuple[Record, ...]:
    """The keys of the plan that the record's own input leads to, through a setting where one stands between."""
    if not record.refs("key"):
        return ()
    found: dict[Record, None] = {}
    front = record.refs("key")
    for _ in range(_STEPS):
        found |= dict.fromkeys(item for item in front if item.kind == "kms.key")
        front = tuple(target for item in front if item.kind != "kms.key" for target in item.refs("key"))
    return tuple(found)


def comes_later(record: Record) -> bool:
    """Whether the input that names the key is known only after apply."""
    return any(_is_later(part.inputs(path)) for part, _, path in _inputs(record))


def from_other_stack(record: Record) -> bool:
    """Whether the input that names the key takes it from another stack's outputs."""
    for part, name, path in _inputs(record):
        sources = (record.view.record(urn) for urn in part.resource.property_dependencies.get(name, ()))
        if _is_later(part.inputs(path)) and any(item is not None and item.kind == "reference" for item in sources):
            return True
    return False


def _inputs(record: Record) -> Iterator[tuple[Record, str, str]]:
    """(itself or a setting of it, input, path in it) of each that may name the key."""
    for part in record.parts:
        yield from ((part, name, path) for name, path in part.entry.pointers.get("key", ()))


def _is_later(value: Any) -> bool:
    return value is UNKNOWN or (isinstance(value, list) and any(item is UNKNOWN for item in value))


def linked_key(record: Record) -> Record | None:
    """The `Key` role that a role itself, or the nearest role with such a link around a resource, names; else None."""
    if record.is_role:
        return record.view.linked(record, "key")
    return _key_around(record.owner) if record.owner is not None else None


@kept
def _key_around(role: Record) -> Record | None:
    """What the nearest role with such a link names, of a role itself and those around it."""
    found = (role.view.linked(near, "key") for near in (role, *role.owners()))
    return next((key for key in found if key is not None), None)


def store_of(key: Record) -> Record | None:
    """The `KeyStore` role of a `Key` role."""
    return key.view.linked(key, "store")


def made_by_cloud(key: Record) -> bool:
    """Whether a `Key` role has a key of the cloud below it; else its store's own hosts must make it."""
    return bool(below(key, "kms.key"))


def declared(key: Record, store: Record) -> bool:
    """Whether a store of our own makes this key: it has hosts, and its declaration names the key of its area."""
    spec = store.raw("spec")
    listed = spec.get("keys") if isinstance(spec, dict) else None
    names = {item.get("name") for item in listed or () if isinstance(item, dict)}
    return bool(below(store, "compute.vm")) and key.name.removeprefix(f"{key.area.name}-") in names
