"""One resource as Pulumi's JSON holds it (in a state, or in a step of a preview): checked, then opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from facts.document import Path_
from plan.json_file import JsonFile
from plan.json_values import opened


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_text_lists(value: object) -> bool:
    return isinstance(value, dict) and all(item is None or _is_texts(item) for item in value.values())


_FIELDS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    **dict.fromkeys(("urn", "type", "id", "parent", "provider", "deletedWith", "importID"), (_is_text, "a text")),
    **dict.fromkeys(("custom", "delete", "external", "protect", "retainOnDelete"), (_is_flag, "true or false")),
    **dict.fromkeys(("inputs", "outputs"), (_is_object, "an object")),
    **dict.fromkeys(
        ("dependencies", "aliases", "ignoreChanges", "replaceOnChanges", "additionalSecretOutputs", "replaceWith"),
        (_is_texts, "a list of texts"),
    ),
    "propertyDependencies": (_is_text_lists, "an object of lists of URNs"),
}
"""What is read of a resource; each may be missing or null but `urn` and `type`."""


def record(file: JsonFile, raw: Any, path: Path_, action: str) -> dict[str, Any]:
    """The resource with its inputs and outputs as plan values. Raises BadInput for what is no resource."""
    if not isinstance(raw, dict):
        raise file.bad(path, "found no resource", expected="an object with `urn` and `type`", action=action)
    for name in ("urn", "type"):
        if not raw.get(name):
            raise file.bad(path, f"found a resource without `{name}`", expected="a text", action=action)
    for name, (fits, expected) in _FIELDS.items():
        if raw.get(name) is not None and not fits(raw[name]):
            raise file.bad((*path, name), f"found a `{name}` of another form", expected=expected, action=action)
    if not raw["urn"].startswith("urn:pulumi:") or raw["urn"].count("::") < 3:
        raise file.bad((*path, "urn"), "found no URN", expected="urn:pulumi:STACK::PROJECT::TYPE::NAME", action=action)
    return {**raw, **{name: _values(file, raw[name], (*path, name), action) for name in _VALUES if raw.get(name)}}


_VALUES: Final = ("inputs", "outputs")


def _values(file: JsonFile, raw: Mapping[str, Any], path: Path_, action: str) -> Any:
    try:
        return opened(raw)
    except ValueError:
        raise file.bad(
            path,
            "found a value of a kind that this version does not know",
            expected="texts, numbers, lists, objects, secrets, assets, archives, resources",
            action="upgrade Bastide, or export with an older Pulumi CLI",
        ) from None
