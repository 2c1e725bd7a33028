"""Rows of an inventory, whatever wrote it: told by its shape. Every resource at Azure that it holds becomes one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bastide.cutover.inventory.model import Row, Source
from facts.document import dotted
from plan import arm, arm_id, inventory
from plan.arm_rows import Row as ArmRow
from plan.arm_types import GROUP_TYPE
from plan.json_file import JsonFile, read
from plan.model import Operation, PlannedResource
from plan.shape import plans_of

_AZURE: Final = frozenset({"azure-native", "azurerm"})
_GONE: Final = frozenset({Operation.DELETE, Operation.CREATE})
"""What the file says does not stand (any more, or yet)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a template's resources lie: it names neither subscription nor resource group itself."""

    subscription: str
    group: str = ""


def comparable(text: str) -> str:
    """An id as ids are compared: Azure looks at neither case nor a slash at the end."""
    return text.rstrip("/").casefold()


def rows_of(path: Path, scope: Scope) -> tuple[Source, tuple[Row, ...]]:
    """The rows of one file.

    Raises:
        BadInput: a file that cannot be read, is partial, or of no known shape; a template where nobody said of which
            resource group it is.
    """
    file = read(path)
    form, rows = _read(file, scope)
    found = tuple(rows)
    subscriptions = sorted({name for row in found if (name := subscription_of(row.key))})
    return Source(path.name, form, len(found), tuple(subscriptions)), found


def subscription_of(key: str) -> str:
    """The subscription that a comparable id names, "" where it names none."""
    parts = key.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "subscriptions" else ""


def group_of(key: str) -> str:
    """Id of the resource group that a comparable id lies in, "" where it lies in none."""
    parts = key.split("/")
    return "/".join(parts[:5]) if len(parts) > 4 and parts[3] == "resourcegroups" else ""


def _read(file: JsonFile, scope: Scope) -> tuple[str, Iterable[Row]]:
    template = arm.template_of(file.data)
    if template is not None:
        return "template", _of_template(file, arm.rows(file, *template)[0], scope)
    if _is_raw_terraform_state(file.data):
        return "terraform state", _of_terraform_state(file)
    if inventory.is_inventory(file.data):
        form = "query" if isinstance(file.data, dict) else "listing"
        return form, (_of_listing(file, row) for row in inventory.listing(file)[0])
    plans = plans_of(file)
    return plans[0].engine, (
        row for plan in plans for item in plan.resources if (row := _of_plan(file, item)) is not None
    )


def _of_listing(file: JsonFile, row: ArmRow) -> Row:
    manager = row.values.get("managedBy")
    return Row(
        id=row.id,
        key=comparable(row.id),
        type=row.type,
        file=file.file.name,
        place=dotted(row.place),
        owner=str(row.owner) if _extends(row) else "",
        manager=manager if isinstance(manager, str) else "",
    )


def _extends(row: ArmRow) -> bool:
    return bool(row.owner) and "/providers/" in str(row.owner)


def _of_template(file: JsonFile, rows: Iterable[ArmRow], scope: Scope) -> Iterator[Row]:
    for row in rows:
        if row.operation is Operation.READ:
            # it only refers to what stands elsewhere
            continue
        if not scope.group:
            raise file.bad(
                (),
                "a template names neither its subscription nor its resource group",
                expected="--group, the resource group that it was exported from",
                action="add `--group NAME`; give each template with a run of its own or in a listing with ids",
            )
        key = f"/subscriptions/{scope.subscription}/resourceGroups/{scope.group}"
        identity = key if row.type.casefold() == GROUP_TYPE else f"{key}{row.id}" if row.names else row.id
        yield Row(identity, comparable(identity), row.type, file.file.name, dotted(row.place))


def _of_plan(file: JsonFile, resource: PlannedResource) -> Row | None:
    """What stands at Azure by a state or a plan; None for everything else."""
    if not resource.is_cloud or resource.operation in _GONE:
        return None
    identity = resource.id or resource.options.import_id
    if resource.package_name not in _AZURE or not identity:
        return None
    parts = arm_id.parsed(identity)
    kind = parts.type if parts is not None else resource.type
    return Row(identity, comparable(identity), kind, file.file.name, resource.urn)


def _is_raw_terraform_state(data: Any) -> bool:
    return isinstance(data, dict) and {"terraform_version", "resources", "serial"} <= data.keys()


def _of_terraform_state(file: JsonFile) -> Iterator[Row]:
    """Ids alone, which have stood in the same place since version 4; values of a raw state are read by nobody here."""
    if file.data.get("version") != _STATE_VERSION or not isinstance(file.data["resources"], list):
        raise file.bad(
            ("version",),
            "found a Terraform state of another version",
            expected=f"version {_STATE_VERSION}",
            action="run `terraform show -json > state.json` beside it, and give that",
        )
    for index, raw in enumerate(file.data["resources"]):
        yield from _of_instances(file, raw, index)


_STATE_VERSION: Final = 4


def _of_instances(file: JsonFile, raw: Any, index: int) -> Iterator[Row]:
    path = ("resources", index)
    instances = raw.get("instances") if isinstance(raw, dict) else None
    if not isinstance(instances, list):
        raise file.bad(
            path,
            "found no resource with instances",
            expected="an object with `instances`, a list",
            action="run `terraform show -json > state.json` beside it, and give that",
        )
    if raw.get("mode") != "managed":
        return
    for number, instance in enumerate(instances):
        values = instance.get("attributes") if isinstance(instance, Mapping) else None
        identity = values.get("id") if isinstance(values, Mapping) else None
        if not isinstance(identity, str):
            continue
        parts = arm_id.parsed(identity)
        if parts is not None:
            yield Row(identity, comparable(identity), parts.type, file.file.name, dotted((*path, "instances", number)))
