"""Check plain data against a pydantic model and report each fault at its line."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from facts.document import Document, Path_
from facts.errors import BadInput, BadInputs

M = TypeVar("M", bound=BaseModel)

_ADVICE = {
    "missing": "add it",
    "extra_forbidden": "remove it or correct its spelling",
}


def validate(document: Document, model: type[M]) -> M:
    """The document as `model`.

    Raises:
        BadInput: with one fault for each place that is wrong: file, line, path, found, expected, next action.
    """
    if not isinstance(document.data, dict):
        raise BadInput(
            f"found {_found(document.data)}",
            place=document.place(()),
            expected=f"a mapping with the keys {', '.join(_keys(model))}",
            action="start from an example in stacks/",
        )
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults = [_fault(document, model, detail) for detail in error.errors(include_url=False) if not _echo(detail)]
        raise (faults[0] if len(faults) == 1 else BadInputs(faults)) from None


def _echo(detail: Any) -> bool:
    """A list that is "too short" only because its members have faults of their own, which are reported as such."""
    return bool(detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"])


def _fault(document: Document, model: type[BaseModel], detail: Any) -> BadInput:
    path = _path(document, detail["loc"])
    kind = detail["type"]
    place = document.place(path, key=kind == "extra_forbidden")
    if kind == "missing":
        return BadInput(f"the key `{path[-1]}` is missing", place=place, expected=_expected(detail), action="add it")
    if kind == "extra_forbidden":
        return _unknown_key(document, model, path, place)
    if kind == "value_error":
        # our own validators raise ValueError("found | expected | action")
        found, expected, action = (*str(detail["ctx"]["error"]).split(" | "), "", "")[:3]
        return BadInput(found, place=place, expected=expected, action=action or "correct the value")
    return BadInput(
        f"found {_found(detail['input'])}", place=place, expected=_expected(detail), action="correct the value"
    )


def _unknown_key(document: Document, model: type[BaseModel], path: Path_, place: Any) -> BadInput:
    known = list(_keys_at(model, path[:-1], document.data))
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    action = f"did you mean `{near[0]}`?" if near else _ADVICE["extra_forbidden"]
    expected = f"one of {', '.join(sorted(known))}" if known else "no such key"
    return BadInput(f"the key `{path[-1]}` is unknown", place=place, expected=expected, action=action)


def _path(document: Document, loc: tuple[Any, ...]) -> Path_:
    """Pydantic's location without the tags of unions, which are not in the file."""
    path: Path_ = ()
    for part in loc:
        candidate = (*path, part)
        if candidate in document.values or part == loc[-1]:
            path = candidate
    return path


def _expected(detail: Any) -> str:
    context = detail.get("ctx", {})
    message = str(detail["msg"])
    if "expected" in context:
        return str(context["expected"]).replace("'", "`")
    message = message.replace("Input should be ", "").replace("Field required", "a value for this key")
    return message[0].lower() + message[1:]


def _found(value: Any) -> str:
    if isinstance(value, str):
        return f"the text `{value[:60]}`" if value else "an empty text"
    names: dict[type, str] = {bool: "yes-or-no", int: "number", float: "number", list: "list", dict: "mapping"}
    if value is None:
        return "nothing"
    name = names.get(type(value), type(value).__name__)
    return (
        f"a {name} of {len(value)}"
        if isinstance(value, (list, dict))
        else f"the {name} `{value}`".replace("`True`", "`true`").replace("`False`", "`false`")
    )


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _keys_at(model: type[BaseModel], path: Path_, data: Any) -> Iterator[str]:
    """The keys that are known at `path`, found by walking the model's annotations."""
    kinds: list[Any] = [model]
    for part in path:
        kinds = [inner for kind in kinds for inner in _step(kind, part)]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind)


def _step(kind: Any, part: Any) -> Iterator[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if part in (name, field.alias):
                yield from _unwrap(field.annotation)
        return
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) in (dict,) and len(arguments) == 2:
        yield from _unwrap(arguments[1])
    elif arguments:
        yield from _unwrap(arguments[0])


def _unwrap(annotation: Any) -> Iterator[Any]:
    """Members of a union, without None; the bare type of an Annotated."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _unwrap(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            if member is not type(None):
                yield from _unwrap(member)
    else:
        yield annotation
