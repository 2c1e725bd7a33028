"""Rows of an ARM template: what `az group export` writes, or what Bicep is compiled to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from facts.document import Path_, dotted
from plan import arm_id
from plan.arm_expressions import Template
from plan.arm_rows import Row, urn_of
from plan.arm_types import GROUP_TYPE
from plan.json_file import JsonFile, shown
from plan.model import Message, Operation

_AGAIN: Final = "export it again (`az group export`), or compile it again from Bicep"
_LEGACY: Final = "/providers/"


def template_of(data: Any) -> tuple[Mapping[str, Any], Path_] | None:
    """The template in a file and its place: the file itself, or what the export of a resource group answers."""
    if not isinstance(data, dict):
        return None
    for found, path in ((data, ()), (data.get("template"), ("template",))):
        if isinstance(found, dict) and "deploymenttemplate.json" in str(found.get("$schema", "")).lower():
            return found, path
    return None


def rows(file: JsonFile, template: Mapping[str, Any], path: Path_) -> tuple[tuple[Row, ...], tuple[Message, ...]]:
    """The resources of a template, with a warning for each value that it does not tell.

    Raises BadInput for what is no list of resources.
    """
    reader = _Reader(file, _names(file, template, path))
    found = tuple(reader.rows(template.get("resources"), (*path, "resources"), _ROOT))
    return found, (*reader.messages, *_of_export(file))


@dataclass(frozen=True, slots=True)
class _Parent:
    """What nested resources are part of."""

    type: str = ""
    names: tuple[str, ...] = ()
    known: bool = True
    id: str = ""


_ROOT: Final = _Parent()


def _names(file: JsonFile, template: Mapping[str, Any], path: Path_) -> Template:
    for name in ("parameters", "variables"):
        if not isinstance(template.get(name) or {}, dict):
            raise file.bad((*path, name), f"found no object of {name}", expected="an object", action=_AGAIN)
    names = Template(template.get("parameters") or {}, template.get("variables") or {})
    locations = {_location(names, row) for row in _listed(template.get("resources")) if _is_group(row)}
    if len(locations) == 1:
        names.location = locations.pop()
    names.unresolved.clear()
    return names


def _location(names: Template, row: Mapping[str, Any]) -> str:
    found = names.resolve(row.get("location"), ())
    return found if isinstance(found, str) else ""


def _listed(resources: Any) -> Iterable[Any]:
    return resources.values() if isinstance(resources, dict) else resources if isinstance(resources, list) else ()


def _is_group(row: Any) -> bool:
    return isinstance(row, dict) and str(row.get("type")).lower() == GROUP_TYPE


class _Reader:
    def __init__(self, file: JsonFile, names: Template) -> None:
        self._file, self._names = file, names
        self.messages: list[Message] = []

    def rows(self, resources: Any, path: Path_, parent: _Parent) -> Iterator[Row]:
        if resources is None:
            return
        if not isinstance(resources, list | dict):
            raise self._file.bad(path, "found no list of resources", expected="a list", action=_AGAIN)
        # newer templates name their resources: an object instead of a list
        items = resources.items() if isinstance(resources, dict) else enumerate(resources)
        for key, raw in items:
            yield from self._row(raw, (*path, key), parent)

    def _row(self, raw: Any, path: Path_, parent: _Parent) -> Iterator[Row]:
        kind = raw.get("type") if isinstance(raw, dict) else None
        if not isinstance(kind, str) or not kind or not isinstance(raw.get("name"), str):
            raise self._file.bad(path, "found no resource", expected="an object with `type` and `name`", action=_AGAIN)
        before = len(self._names.unresolved)
        row = self._made(raw, kind, path, parent)
        self._note(row, before)
        for key in ("copy", "condition"):
            if key in raw:
                self._warn(row, f"{dotted((*path, key))}: it is looked at as one resource that is made")
        yield row
        inner = _Parent(row.type, row.names, bool(row.names), row.id)
        yield from self.rows(raw.get("resources"), (*path, "resources"), inner)

    def _made(self, raw: Mapping[str, Any], kind: str, path: Path_, parent: _Parent) -> Row:
        name = self._names.resolve(raw["name"], (*path, "name"))
        own = tuple(name.split("/")) if isinstance(name, str) and name else ()
        full, names = _below(parent, kind, own)
        scope = self._names.resolve(raw.get("scope"), (*path, "scope")) if "scope" in raw else ""
        full, names, owner = _extension(full, names, _absolute(scope))
        if parent.id and full == kind:
            owner = parent.id if owner == "" else owner
        if len(names) != full.count("/"):
            names = ()
        values = {key: value for key, value in raw.items() if key not in _NOT_VALUES}
        identity = _id(full, names, owner if isinstance(owner, str) else "", path)
        return Row(
            type=full,
            names=names,
            id=identity,
            place=path,
            values=self._names.resolve(values, path),
            properties=self._names.resolve(raw.get("properties"), (*path, "properties")),
            owner=owner,
            needs=self._needs(raw, path),
            operation=Operation.READ if raw.get("existing") is True else Operation.CREATE,
        )

    def _needs(self, raw: Mapping[str, Any], path: Path_) -> tuple[str, ...]:
        known = len(self._names.unresolved)
        found = self._names.resolve(raw.get("dependsOn") or [], (*path, "dependsOn"))
        # an order that is not known hides nothing from a rule
        del self._names.unresolved[known:]
        return tuple(str(_absolute(item)) for item in found if isinstance(item, str)) if isinstance(found, list) else ()

    def _note(self, row: Row, since: int) -> None:
        for path, reason in self._names.unresolved[since:]:
            self._warn(row, f"{dotted(path)}: {reason} is not resolved from the template alone: the value is unknown")

    def _warn(self, row: Row, text: str) -> None:
        self.messages.append(Message("warning", text, urn_of(self._file.file.stem, row)))


_NOT_VALUES: Final = frozenset(
    {"apiVersion", "comments", "condition", "copy", "dependsOn", "existing", "metadata", "name", "properties"}
    | {"resources", "scope", "type"}
)


def _below(parent: _Parent, kind: str, own: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Type and names in full: a nested resource may give the last part of both only."""
    if not parent.type or "/" in kind:
        return kind, own
    names = (*parent.names, *own) if parent.known and own else ()
    return f"{parent.type}/{kind}", names


def _extension(kind: str, names: tuple[str, ...], scope: Any) -> tuple[str, tuple[str, ...], Any]:
    """The older way to write an extension: `Microsoft.X/servers/providers/locks` with `server/Microsoft.Y/name`."""
    owner_type, legacy, own = kind.partition(_LEGACY)
    if not legacy:
        return kind, names, scope
    depth = owner_type.count("/")
    if len(names) < depth + 2:
        return kind, (), scope
    owner = arm_id.joined(owner_type, names[:depth])
    return f"{names[depth]}/{own}", names[depth + 1 :], owner


def _absolute(scope: Any) -> Any:
    """Compiled Bicep writes `Microsoft.X/servers/a` for the id of a resource in the same group."""
    if not isinstance(scope, str) or not scope or scope.startswith("/"):
        return scope
    namespace, *parts = scope.split("/")
    return f"/providers/{scope}" if "." in namespace and parts and len(parts) % 2 == 0 else scope


def _id(kind: str, names: tuple[str, ...], owner: str, path: Path_) -> str:
    if not names:
        return f"/{dotted(path)}"
    if kind.lower() == GROUP_TYPE:
        return f"/resourceGroups/{names[0]}"
    return arm_id.joined(kind, names, owner)


def _of_export(file: JsonFile) -> Iterator[Message]:
    """What the export itself says it left out."""
    error = file.data.get("error") if isinstance(file.data, dict) else None
    if error:
        code = error.get("code") if isinstance(error, dict) else ""
        text = (
            f"the export says that it left something out ({shown(code or 'no code')}): what is missing is not looked at"
        )
        yield Message("warning", text)
