"""One resource of a Terraform plan: what Terraform says of it, checked, and what would happen to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from facts.document import Path_
from plan.json_file import JsonFile, shown
from plan.model import Operation
from plan.terraform_values import fields

AGAIN: Final = "make it again: `terraform plan -out plan.bin`, then `terraform show -json plan.bin`"
_OPERATIONS: Final[Mapping[tuple[str, ...], Operation]] = {
    ("no-op",): Operation.SAME,
    ("create",): Operation.CREATE,
    ("read",): Operation.READ,
    ("update",): Operation.UPDATE,
    ("delete",): Operation.DELETE,
    ("delete", "create"): Operation.REPLACE,
    ("create", "delete"): Operation.REPLACE,
    ("create", "forget"): Operation.REPLACE,
    # left standing, and no longer looked after: it still exists
    ("forget",): Operation.SAME,
}


@dataclass(frozen=True, slots=True)
class Record:
    """A managed resource.

    Attributes:
        provider: where Terraform has the provider from; its last part is the package.
        values: after the plan has run, or before where it deletes.
        before: what stands; None where nothing does.
        replaces: the fields (outermost names) whose change replaces.
        deposed: the mark of an earlier one that waits for its deletion, else "".
        forgotten: True for what is left standing and no longer looked after.
    """

    address: str
    type: str
    provider: str
    values: Mapping[str, Any] = field(repr=False)
    operation: Operation = Operation.SAME
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    replaces: frozenset[str] = frozenset()
    deposed: str = ""
    forgotten: bool = False

    @property
    def package(self) -> str:
        """`openstack` for `registry.opentofu.org/terraform-provider-openstack/openstack`."""
        return self.provider.rpartition("/")[2]


def records(file: JsonFile) -> tuple[Record, ...]:
    """Every managed resource of a plan or of a state that Terraform showed. Raises BadInput for another form."""
    changed = tuple(_changes(file))
    known = {record.address for record in changed if not record.deposed}
    key = "planned_values" if "planned_values" in file.data else "values"
    root = _object(file, file.data, key, ())
    standing = _planned(file, _object(file, root, "root_module", (key,)), (key, "root_module"))
    return (*changed, *(record for record in standing if record.address not in known))


def _changes(file: JsonFile) -> Iterator[Record]:
    for index, row in enumerate(_list(file, file.data, "resource_changes", ())):
        path: Path_ = ("resource_changes", index)
        _check(file, row, path)
        if row.get("mode", "managed") == "managed":
            yield _changed(file, row, path)


def _changed(file: JsonFile, row: Mapping[str, Any], path: Path_) -> Record:
    change = _object(file, row, "change", path)
    actions = _texts(change.get("actions"))
    operation = _OPERATIONS.get(actions)
    if operation is None:
        raise file.bad(
            (*path, "change", "actions"),
            "found actions that are not known",
            expected="no-op, create, read, update, delete, forget, or a replacement",
            action=f"{AGAIN}, with a Terraform that this version of Bastide knows",
        )
    below = (*path, "change")
    before = _optional(file, change, "before", below)
    standing = None if before is None else fields(before, {}, change.get("before_sensitive"))
    after = _optional(file, change, "after", below)
    values = fields(after or {}, change.get("after_unknown"), change.get("after_sensitive"))
    if change.get("importing") and operation is not Operation.REPLACE:
        operation = Operation.IMPORT
    return Record(
        address=row["address"],
        type=row["type"],
        provider=_provider(row),
        values=values if after is not None else standing or {},
        operation=operation,
        before=standing,
        replaces=frozenset(_forcing(_list(file, change, "replace_paths", below))),
        deposed=row["deposed"] if isinstance(row.get("deposed"), str) else "",
        forgotten="forget" in actions,
    )


def _forcing(paths: list[Any]) -> Iterator[str]:
    yield from (path[0] for path in paths if isinstance(path, list) and path and isinstance(path[0], str))


def _planned(file: JsonFile, module: Mapping[str, Any], path: Path_) -> Iterator[Record]:
    for index, row in enumerate(_list(file, module, "resources", path)):
        place = (*path, "resources", index)
        _check(file, row, place)
        if row.get("mode", "managed") == "managed":
            values = fields(_optional(file, row, "values", place) or {}, {}, row.get("sensitive_values"))
            yield Record(row["address"], row["type"], _provider(row), values)
    for index, child in enumerate(_list(file, module, "child_modules", path)):
        place = (*path, "child_modules", index)
        if not isinstance(child, dict):
            raise file.bad(place, "found no module", expected="an object", action=AGAIN)
        yield from _planned(file, child, place)


def _check(file: JsonFile, row: Any, path: Path_) -> None:
    if not isinstance(row, dict):
        raise file.bad(path, "found no resource", expected="an object", action=AGAIN)
    for key in ("address", "type"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise file.bad(path, f"found a resource without `{key}`", expected="a text", action=AGAIN)


def _provider(row: Mapping[str, Any]) -> str:
    found = row.get("provider_name")
    # older formats leave it out where the type's first word is the provider
    return found if isinstance(found, str) and found else str(row["type"]).partition("_")[0]


def _optional(file: JsonFile, row: Mapping[str, Any], key: str, path: Path_) -> Mapping[str, Any] | None:
    return None if row.get(key) is None else _object(file, row, key, path)


def _object(file: JsonFile, row: Mapping[str, Any], key: str, path: Path_) -> Mapping[str, Any]:
    found = row.get(key, {})
    if not isinstance(found, dict):
        raise file.bad((*path, key), f"found a `{shown(key)}` of another form", expected="an object", action=AGAIN)
    return found


def _list(file: JsonFile, row: Mapping[str, Any], key: str, path: Path_) -> list[Any]:
    found = row.get(key)
    if found is not None and not isinstance(found, list):
        raise file.bad((*path, key), f"found a `{shown(key)}` of another form", expected="a list", action=AGAIN)
    return found or []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else ()
