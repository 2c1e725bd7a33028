"""Plans from an Azure inventory: `az resource list`, a Resource Graph export, or an ARM template.

An inventory says what stands, so its resources are `same`; a template says what is to be made: `create`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from facts.document import Path_
from plan import arm, arm_id
from plan.arm_rows import Row, resources
from plan.json_file import JsonFile, shown
from plan.model import LayerPlan, Message
from plan.origin import plan_of

ENGINE: Final = "inventory"
_AGAIN: Final = "export it again with `az graph query` or `az resource list --output json`"
_BARE: Final = (
    "this listing shows no properties, so nearly everything is unknown: export with Resource Graph "
    "(`az graph query`), or one template for each resource group (`az group export`)"
)
# as the command, the API and the portal call them
_NEXT_PAGE: Final = ("skip_token", "$skipToken", "skipToken", "nextLink", "@odata.nextLink")
_COUNTS: Final = ("total_records", "totalRecords", "count")


def is_inventory(data: Any) -> bool:
    """True for the shape of a listing, a query's answer, and a template."""
    if arm.template_of(data) is not None:
        return True
    listed = data.get("data") if isinstance(data, dict) else data
    return isinstance(listed, list) and bool(listed) and _is_row(listed[0])


def _is_row(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str) and "type" in item


def plans(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The plan of the inventory. Raises BadInput for a partial export and for rows of another form."""
    template = arm.template_of(file.data)
    if template is not None:
        rows, messages = arm.rows(file, *template)
    else:
        rows, messages = listing(file)
    return (plan_of(file, ENGINE, resources(file.file.stem, rows), messages=messages),)


def listing(file: JsonFile) -> tuple[tuple[Row, ...], tuple[Message, ...]]:
    """The rows of a listing or a query's answer. Raises BadInput for a partial export and for rows of another form."""
    path: Path_ = ("data",) if isinstance(file.data, dict) else ()
    listed: list[Any] = file.data["data"] if path else file.data
    if path:
        _check_whole(file, len(listed))
    # Of a query every row has the column, of `az resource list` none has anything in it.
    bare = not any(isinstance(row, dict) and row.get("properties") is not None for row in listed)
    rows = tuple(_row(file, raw, (*path, index), bare) for index, raw in enumerate(listed))
    return rows, (Message("warning", _BARE),) if bare and rows else ()


def _check_whole(file: JsonFile, count: int) -> None:
    """A first page of 1,000 rows looks complete."""
    further = any(file.data.get(name) for name in _NEXT_PAGE)
    total = next((file.data[name] for name in _COUNTS if file.data.get(name, count) != count), count)
    if further or total != count or file.data.get("resultTruncated") in (True, "true"):
        raise file.bad(
            (),
            f"the export is partial: {count} rows of {shown(total)}",
            expected="all rows: no `skip_token`, and as many rows as `total_records`",
            action="query the other pages too (`az graph query --skip-token ...`) and give all rows in one list",
        )


def _row(file: JsonFile, raw: Any, path: Path_, bare: bool) -> Row:
    if not _is_row(raw):
        raise file.bad(path, "found no resource", expected="an object with `id` and `type`", action=_AGAIN)
    parts = arm_id.parsed(raw["id"])
    if parts is None:
        raise file.bad(
            (*path, "id"),
            "found no id of Azure's",
            expected="/subscriptions/.../providers/NAMESPACE/TYPE/NAME",
            action=_AGAIN,
        )
    return Row(
        type=_type(raw, parts),
        names=parts.names,
        id=raw["id"],
        place=path,
        values=_values(raw),
        properties=raw.get("properties"),
        group=parts.group,
        owner=parts.owner,
        listed_only=bare or raw.get("properties") is None,
    )


def _type(raw: Mapping[str, Any], parts: arm_id.ArmId) -> str:
    """That of the id; the spelling of the row where both mean the same (a query writes types in small letters)."""
    given = raw["type"]
    return given if isinstance(given, str) and given.lower() == parts.type.lower() else parts.type


def _values(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A query writes an empty text for what a resource does not have."""
    return {key: value for key, value in raw.items() if value not in ("", None)}
