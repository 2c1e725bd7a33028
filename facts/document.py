"""Read a YAML file into plain data and remember where each value stands.

YAML has too many spellings for data that lawyers sign: `NO` is a country here, not `false`, and `12:30` is a time,
not 750. Only the JSON-like scalars are resolved (`true`, `false`, `null`, integers, decimals); everything else is the
text that was written. Anchors, aliases and merge keys are refused, which also refuses documents that expand without
bound. Duplicate keys are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from facts.errors import BadInput, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 60

Key = str | int
Path_ = tuple[Key, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+$")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data of one file and the line and column of each of its keys and values (1-based)."""

    file: Path
    data: Any
    keys: dict[Path_, tuple[int, int]] = field(repr=False)
    values: dict[Path_, tuple[int, int]] = field(repr=False)

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Where `path` stands; the nearest ancestor that exists when `path` itself is missing from the file."""
        marks = self.keys if key else self.values
        probe = path
        while probe and probe not in marks:
            probe = probe[:-1]
        line, column = marks.get(probe) or self.values.get(probe, (1, 1))
        return Place(file=self.file, line=line, column=column, path=dotted(path))


def dotted(path: Path_) -> str:
    """`("spaces", 2, "name")` -> `spaces[2].name`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def read(file: Path, *, what: str) -> Document:
    """Read `file`, which is expected to hold `what` (named in the error).

    Raises:
        BadInput: missing, unreadable, too large, not UTF-8, not YAML, or a YAML feature that is refused.
    """
    return parse(_text(file, what), file)


def parse(text: str, file: Path) -> Document:
    """Parse YAML text as `read` does; `file` is only named in errors."""
    try:
        node = _compose(text, file)
    except yaml.YAMLError as error:
        raise _not_yaml(error, file) from None
    reader = _Reader(file)
    data = reader.value(node, ()) if node is not None else None
    return Document(file, data, reader.keys, reader.values)


def _text(file: Path, what: str) -> str:
    start = Place(file, None, None, "")
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise BadInput(
            f"there is no such file ({what} was expected here)",
            place=start,
            action=f"create {file}, or name another file",
        ) from None
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {error.strerror}", place=start, action="check that it is a file and its rights"
        ) from None
    if len(raw) > MAX_BYTES:
        raise BadInput(
            f"the file has {len(raw):,} bytes",
            place=start,
            expected=f"at most {MAX_BYTES:,}",
            action="split it, or check that it is the right file",
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start} is not UTF-8", place=start, expected=f"{what} as UTF-8 text", action="save it as UTF-8"
        ) from None


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ANCHORS = re.compile("[&*]")


class _TooDeepError(Exception):
    pass


class _Nodes(_LOADER):  # type: ignore[misc]
    """Nodes without YAML's own reading of scalars, which takes most of the time and is not ours."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        self._depth -= 1


def _compose(text: str, file: Path) -> yaml.Node | None:
    if _ANCHORS.search(text):
        _check_shape(text, file)
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Nodes)
    except _TooDeepError:
        # perhaps it is: a value in the deepest level that is allowed counts here as one more
        _check_shape(text, file)
        return yaml.compose(text, Loader=_LOADER)
    return node


def _check_shape(text: str, file: Path) -> None:
    """Refuse aliases and bottomless nesting from the event stream, before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        anchor = getattr(event, "anchor", None)
        if anchor:
            raise BadInput(
                f"the YAML anchor or alias `{anchor}` is used",
                place=_at(event.start_mark, file),
                expected="plain values only (aliases can make a small file expand without bound)",
                action="write the value out where it is needed",
            )
        if depth > MAX_DEPTH:
            raise BadInput(
                "the document is nested too deeply",
                place=_at(event.start_mark, file),
                expected=f"at most {MAX_DEPTH} levels",
                action="flatten the document",
            )


def _at(mark: Any, file: Path, path: Path_ = ()) -> Place:
    return Place(file, mark.line + 1, mark.column + 1, dotted(path))


def _not_yaml(error: yaml.YAMLError, file: Path) -> BadInput:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    place = _at(mark, file) if mark else Place(file, None, None, "")
    return BadInput(
        f"this is not YAML: {problem}",
        place=place,
        expected="one YAML document",
        action="correct the line; an editor with YAML support shows the place",
    )


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:  # quoted or block text; libyaml says "" for plain, PyYAML says None
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text


class _Reader:
    """Turns nodes into plain data and notes the place of each key and value."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.values: dict[Path_, tuple[int, int]] = {}

    def value(self, node: yaml.Node, path: Path_) -> Any:
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        try:
            return _scalar(node)
        except ValueError:
            # Python reads no integer of more than 4,300 digits
            raise BadInput(
                f"found a number of {len(node.value)} digits",
                place=_at(node.start_mark, self.file, path),
                expected="a number that means something",
                action="correct it, or write it as a text in quotes",
            ) from None

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            here = (*path, key)
            if key in data:
                raise BadInput(
                    f"the key `{key}` stands here a second time",
                    place=_at(key_node.start_mark, self.file, here),
                    expected=f"each key once (first at line {self.keys[here][0]})",
                    action="remove or rename one of the two",
                )
            self.keys[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            data[key] = self.value(value_node, here)
        return data

    def _key(self, node: yaml.Node, path: Path_) -> str:
        if not isinstance(node, yaml.ScalarNode) or (node.value == "<<" and not node.style):
            raise BadInput(
                "this key is not a plain text",
                place=_at(node.start_mark, self.file, path),
                expected="a key of letters, digits, `-` and `_`",
                action="write the key as text",
            )
        return str(node.value)
