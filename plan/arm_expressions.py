"""Expressions of ARM templates, as far as a template alone can answer them.

Resolved: `parameters`, `variables`, `concat`, `format`, `resourceId`, `toLower`, `toUpper`, and the location of a
resource group that the template itself makes. Everything else (functions that ask Azure, conditions, loops, user
functions) is `UNKNOWN`, and its place is noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from facts.document import Path_
from plan import arm_id
from plan.values import UNKNOWN, Secret, revealed

_TOKEN: Final = re.compile(
    r"\s*(?:'(?P<text>(?:[^']|'')*)'|(?P<number>-?\d+)|(?P<name>[A-Za-z_]\w*)|(?P<mark>[()\[\],.]))"
)
_HOLE: Final = re.compile(r"\{(\d+)\}")
_DEEPEST: Final = 40
_LONGEST: Final = 100_000
"""Characters of a text, and members of a value, that an expression may make: a few lines can ask for any number."""
_NO_VALUE: Final = "a parameter without a value"
_SECURE: Final = frozenset({"securestring", "secureobject"})


class Unresolved(Exception):
    """What a template alone does not tell. Its text names a function or a form, never a value."""


@dataclass(slots=True)
class Template:
    """The names that expressions of one template refer to.

    Attributes:
        location: that of the resource group, "" where the template does not make one.
        unresolved: the places whose values are unknown, and why.
    """

    parameters: Mapping[str, Any]
    variables: Mapping[str, Any]
    location: str = ""
    unresolved: list[tuple[Path_, str]] = field(default_factory=list)
    _known: dict[tuple[str, str], Any] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)

    def resolve(self, value: Any, path: Path_) -> Any:
        """The value without expressions; what is not resolved is UNKNOWN and noted with its place."""
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, list):
            return [self.resolve(item, (*path, index)) for index, item in enumerate(value)]
        if isinstance(value, Mapping):
            # a key may be an expression too: of a mapping of identities, for one
            found = {self._key(key, path): self.resolve(item, (*path, key)) for key, item in value.items()}
            return {**found, **self._copied(value, path)}
        return value

    def _copied(self, value: Mapping[str, Any], path: Path_) -> dict[str, Any]:
        """Properties that a loop makes: there, but unknown."""
        loops = value.get("copy")
        if not isinstance(loops, list):
            return {}
        made = [str(loop["name"]) for loop in loops if isinstance(loop, Mapping) and "name" in loop]
        self.unresolved += [((*path, name), "a loop") for name in made]
        return dict.fromkeys(made, UNKNOWN)

    def _text(self, text: str, path: Path_) -> Any:
        try:
            found = self.evaluate(text)
        except Unresolved as reason:
            self.unresolved.append((path, str(reason)))
            return UNKNOWN
        if found is UNKNOWN:
            self.unresolved.append((path, _NO_VALUE))
        return found

    def _key(self, key: str, path: Path_) -> str:
        found = self._text(key, (*path, key)) if _is_expression(key) else key
        return found if isinstance(found, str) else key

    def evaluate(self, text: str) -> Any:
        """The value of a text. Raises Unresolved."""
        if not _is_expression(text):
            return text[1:] if text.startswith("[[") else text
        return _Parser(text[1:-1], self._call).value()

    def _call(self, name: str, arguments: list[Any]) -> Any:
        function = _FUNCTIONS.get(name.lower())
        if name.lower() in ("parameters", "variables"):
            return self._named(name.lower(), arguments)
        if name.lower() == "resourcegroup" and self.location:
            return {"location": self.location}
        if function is None:
            raise Unresolved(f"the function `{name[:60]}`")
        hidden = any(isinstance(item, Secret) for item in arguments)
        plain = [revealed(item) for item in arguments]
        if any(item is UNKNOWN for item in plain):
            if hidden:
                return Secret(UNKNOWN)
            raise Unresolved(_NO_VALUE)
        found = function(plain)
        return Secret(found) if hidden else found

    def _named(self, kind: str, arguments: list[Any]) -> Any:
        if len(arguments) != 1 or not isinstance(arguments[0], str):
            raise Unresolved(f"a form of `{kind}`")
        key = (kind, arguments[0].lower())
        if key not in self._known:
            if key in self._open or len(self._open) > _DEEPEST:
                raise Unresolved(f"`{kind}` that refer to each other")
            self._open.add(key)
            try:
                self._known[key] = self._looked_up(kind, arguments[0])
            finally:
                self._open.discard(key)
        return self._known[key]

    def _looked_up(self, kind: str, name: str) -> Any:
        table = self.parameters if kind == "parameters" else self.variables
        row = next((item for key, item in table.items() if key.lower() == name.lower()), None)
        if kind == "variables":
            if row is None:
                raise Unresolved("a variable that the template does not have")
            return _small(self._whole(row))
        if not isinstance(row, Mapping):
            raise Unresolved("a parameter that the template does not have")
        value = _small(self._whole(row["defaultValue"])) if "defaultValue" in row else UNKNOWN
        return Secret(value) if str(row.get("type")).lower() in _SECURE else value

    def _whole(self, value: Any) -> Any:
        """All or nothing: the place of what is not resolved is the one that refers to it."""
        if isinstance(value, str):
            return self.evaluate(value)
        if isinstance(value, list):
            return [self._whole(item) for item in value]
        return {key: self._whole(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def _is_expression(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def _small(value: Any) -> Any:
    count, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        count += len(item) if isinstance(item, str) else 1
        if count > _LONGEST:
            raise Unresolved("a value that is too large")
        waiting += item.values() if isinstance(item, Mapping) else item if isinstance(item, list) else ()
    return value


class _Parser:
    """Reads one expression from left to right and answers it on the way."""

    def __init__(self, text: str, call: Callable[[str, list[Any]], Any]) -> None:
        self._text, self._call, self._at, self._depth = text, call, 0, 0

    def value(self) -> Any:
        found = self._expression()
        if self._text[self._at :].strip():
            self._fail()
        return found

    def _fail(self) -> NoReturn:
        raise Unresolved("a form of expression")

    def _next(self) -> re.Match[str]:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            self._fail()
        self._at = match.end()
        return match

    def _taken(self, mark: str) -> bool:
        match = _TOKEN.match(self._text, self._at)
        if match is None or match["mark"] != mark:
            return False
        self._at = match.end()
        return True

    def _expression(self) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail()
        found = self._primary(self._next())
        while True:
            if self._taken("."):
                found = self._member(found, self._next()["name"])
            elif self._taken("["):
                found = self._member(found, self._expression())
                if not self._taken("]"):
                    self._fail()
            else:
                break
        self._depth -= 1
        return found

    def _primary(self, token: re.Match[str]) -> Any:
        if token["text"] is not None:
            return token["text"].replace("''", "'")
        if token["number"] is not None:
            return int(token["number"]) if len(token["number"]) < 20 else self._fail()
        name = token["name"]
        if name is None:
            self._fail()
        if name in _WORDS:
            return _WORDS[name]
        return self._call(name, self._arguments()) if self._taken("(") else self._fail()

    def _arguments(self) -> list[Any]:
        found: list[Any] = []
        if self._taken(")"):
            return found
        while True:
            found.append(self._expression())
            if self._taken(")"):
                return found
            if not self._taken(","):
                self._fail()

    def _member(self, value: Any, key: Any) -> Any:
        if isinstance(value, Secret):
            return Secret(self._member(value.value, key))
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, Mapping) and isinstance(key, str) and key in value:
            return value[key]
        if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
            return value[key]
        self._fail()


_WORDS: Final[Mapping[str, Any]] = {"true": True, "false": False, "null": None}


def _concat(arguments: list[Any]) -> Any:
    if arguments and all(isinstance(item, list) for item in arguments):
        return _small([member for item in arguments for member in item])
    return _joined([_word(item) for item in arguments])


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, str | int):
        return str(value)
    raise Unresolved("a text made of something else")


def _joined(parts: list[str]) -> str:
    if sum(map(len, parts)) > _LONGEST:
        raise Unresolved("a value that is too large")
    return "".join(parts)


def _format(arguments: list[Any]) -> str:
    if not arguments or not isinstance(arguments[0], str):
        raise Unresolved("a form of `format`")
    words = [_word(item) for item in arguments[1:]]
    pieces = _HOLE.split(arguments[0])
    holes = pieces[1::2]
    if any(len(hole) > 4 or int(hole) >= len(words) for hole in holes) or any(set("{}") & set(p) for p in pieces[::2]):
        raise Unresolved("a form of `format`")
    return _joined([words[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces)])


def _resource_id(arguments: list[Any]) -> str:
    """Without subscription and group where the template does not name them: `/providers/Microsoft.X/y/name`."""
    words = [_word(item) for item in arguments]
    at = next((index for index, word in enumerate(words) if "/" in word), -1)
    names = words[at + 1 :]
    if at not in (0, 1, 2) or len(names) != words[at].count("/"):
        raise Unresolved("a form of `resourceId`")
    before = words[:at]
    group = f"/resourceGroups/{before[-1]}" if before else ""
    subscription = f"/subscriptions/{before[0]}" if len(before) == 2 else ""
    return arm_id.joined(words[at], tuple(names), subscription + group)


def _lower(arguments: list[Any]) -> str:
    return _joined([_word(item) for item in arguments]).lower()


def _upper(arguments: list[Any]) -> str:
    return _joined([_word(item) for item in arguments]).upper()


_FUNCTIONS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "concat": _concat,
    "format": _format,
    "resourceid": _resource_id,
    "tolower": _lower,
    "toupper": _upper,
}
