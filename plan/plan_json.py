"""Plans from our own document `bastide/plan/1`, the reverse of `plan/serialise.py` as far as it can be reversed.

Lost in the document, and so here: what a secret is, and whether a text `[unknown]` was one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from facts.document import Path_
from plan.json_file import JsonFile, shown
from plan.json_values import unmasked
from plan.model import (
    Alias,
    Base,
    Change,
    Diff,
    Gap,
    LayerPlan,
    Message,
    Operation,
    Options,
    Package,
    PlannedResource,
    PolicyReport,
)
from plan.origin import MIXED, cloud_of, empty
from plan.serialise import SCHEMA

ENGINE: Final = "preview-json"
_AGAIN: Final = "make it again with `bastide preview --format json`"
_FAMILY: Final = "bastide/"


def is_plan(data: Any) -> bool:
    """True for every document of ours: another than a plan is refused by its name."""
    return isinstance(data, dict) and isinstance(data.get("schema"), str) and data["schema"].startswith(_FAMILY)


def plans(file: JsonFile) -> tuple[LayerPlan, ...]:
    """The plans of all layers in the document. Raises BadInput for another schema or a document that breaks it."""
    if file.data["schema"] != SCHEMA:
        raise file.bad(
            ("schema",), f"found the schema `{shown(file.data['schema'])}`", expected=f"`{SCHEMA}`", action=_AGAIN
        )
    layers = file.data.get("stacks")
    if not isinstance(layers, list):
        raise file.bad(("stacks",), "found no list of stacks", expected="a list", action=_AGAIN)
    found = tuple(_guarded(file, ("stacks", index), _layer, raw) for index, raw in enumerate(layers))
    if not any(plan.resources for plan in found):
        raise empty(file)
    return found


def _guarded(file: JsonFile, path: Path_, made: Callable[..., Any], raw: Any) -> Any:
    """What a reader makes of a row, a fault of whose form has one wording."""
    try:
        if not isinstance(raw, dict):
            raise TypeError
        return made(file, path, raw)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise file.bad(
            path,
            "this does not have the form of the schema",
            expected=f"`{SCHEMA}`, as docs/schemas/plan.json describes it",
            action=_AGAIN,
        ) from None


def _layer(file: JsonFile, path: Path_, raw: Mapping[str, Any]) -> LayerPlan:
    resources = tuple(
        _guarded(file, (*path, "resources", index), _resource, row) for index, row in enumerate(_list(raw["resources"]))
    )
    if len({resource.urn for resource in resources}) != len(resources):
        raise ValueError("a URN stands twice")
    _check_cloud(file, path, raw["cloud"], resources)
    return LayerPlan(
        stack=_text(raw["stack"]),
        layer=_text(raw["layer"]),
        cloud=_text(raw["cloud"]),
        engine=ENGINE,
        providers=_text(raw["providers"]),
        resources=resources,
        gaps=tuple(_of(Gap, row) for row in _list(raw["gaps"])),
        outputs=unmasked(dict(raw.get("outputs") or {})),
        messages=tuple(_of(Message, row) for row in _list(raw.get("messages"))),
        packages=dict(raw.get("packages") or {}),
        base=_of(Base, raw["base"]) if raw.get("base") else None,
        policies=tuple(_of(PolicyReport, row) for row in _list(raw.get("policies"))),
        state=dict(raw.get("state") or {}),
    )


def _check_cloud(file: JsonFile, path: Path_, told: Any, resources: Sequence[PlannedResource]) -> None:
    """By its cloud a layer is judged as the legacy or as a target: it must be that of what stands in it."""
    found = cloud_of(resources)
    if found not in ("", MIXED, told):
        raise file.bad(
            (*path, "cloud"),
            f"found the cloud `{shown(told)}` over resources of {found}",
            expected=f"`{found}`",
            action=_AGAIN,
        )


def _resource(file: JsonFile, path: Path_, raw: Mapping[str, Any]) -> PlannedResource:
    if not isinstance(raw["custom"], bool):
        raise TypeError
    return PlannedResource(
        urn=_text(raw["urn"]),
        type=_text(raw["type"]),
        name=_text(raw["name"]),
        custom=raw["custom"],
        parent=_text(raw.get("parent") or ""),
        inputs=_values(raw["inputs"]),
        outputs=_values(raw.get("outputs") or {}),
        options=_options(raw.get("options") or {}),
        dependencies=_texts(raw.get("dependencies")),
        property_dependencies={key: _texts(urns) for key, urns in dict(raw.get("property_dependencies") or {}).items()},
        operation=Operation(raw["operation"]),
        diff=_diff(raw["diff"]) if raw.get("diff") else None,
        package=_of(Package, raw["package"]) if raw.get("package") else None,
        id=_text(raw.get("id") or ""),
    )


def _values(raw: Any) -> dict[str, Any]:
    # property by property: the whole must stay a mapping even where it looks like an asset
    return {key: unmasked(value) for key, value in raw.items()}


def _options(raw: Mapping[str, Any]) -> Options:
    known = {field.name for field in fields(Options)}
    if not raw.keys() <= known:
        raise ValueError("an option that is not known")
    return Options(**{name: _option(name, value) for name, value in raw.items()})


def _option(name: str, value: Any) -> Any:
    if name == "aliases":
        return tuple(_of(Alias, row) for row in _list(value))
    return _texts(value) if isinstance(value, list) else value


def _diff(raw: Mapping[str, Any]) -> Diff:
    return Diff(tuple(_change(row) for row in _list(raw["changes"])), _texts(raw["replace_reasons"]))


def _change(raw: Mapping[str, Any]) -> Change:
    return Change(
        _text(raw["path"]), _text(raw["kind"]), unmasked(raw["old"]), unmasked(raw["new"]), bool(raw["forces_replace"])
    )


def _of(kind: Callable[..., Any], raw: Any) -> Any:
    """A record of texts and flags. Raises TypeError for another value and for a field that it does not have."""
    if not all(isinstance(value, str | bool) for value in raw.values()):
        raise TypeError
    return kind(**raw)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _list(value: Any) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise TypeError
    return value or []
