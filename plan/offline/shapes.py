"""The form of one kind of resource: its inputs and outputs, nested, with all that a table says of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SCALARS: Final = frozenset({"str", "int", "number", "bool", "any"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a number, or of the length of a text where `length`."""

    low: float | None
    high: float | None
    length: bool = False


class Shape:
    """A type: a scalar, a list or map of one, or an object with named fields (loaded when first looked at)."""

    __slots__ = ("_fields", "_load", "item", "kind", "name")

    def __init__(
        self,
        kind: str,
        *,
        item: Shape | None = None,
        name: str = "",
        load: Callable[[], Mapping[str, Field]] | None = None,
    ) -> None:
        self.kind, self.item, self.name = kind, item, name
        self._load = load
        self._fields: Mapping[str, Field] | None = None if load else {}

    # Types may hold themselves, so fields are made only when somebody asks.
    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of an object, none of any other kind."""
        if self._fields is None:
            assert self._load is not None
            self._fields = dict(self._load())
        return self._fields

    def __str__(self) -> str:
        words = {"str": "a text", "int": "a whole number", "number": "a number", "bool": "true or false"}
        if self.kind == "list":
            return f"a list of {self.item}"
        if self.kind == "map":
            return f"a mapping to {self.item}"
        return words.get(self.kind, f"an object ({self.name})" if self.name else "any value")


@dataclass(frozen=True, slots=True)
class Field:
    """One property as the tables describe it."""

    name: str
    shape: Shape
    required: bool = False
    secret: bool = False
    replace: bool = False
    replace_if_given: bool = False
    replace_unknown: bool = False
    reason: str = ""
    enum: frozenset[str] = frozenset()
    bounds: Bounds | None = None
    conflicts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    readonly: bool = False
    computed: bool = False
    writeonly: bool = False
    autoname: bool = False
    absent: bool = False
    format: str = ""
    value: str | None = None
    echo: str = ""
    alike: frozenset[str | int | float | bool | None] = frozenset()
    """Values that the provider takes for the same; None: the property is not given."""

    def are_alike(self, old: Any, new: Any) -> bool:
        """Whether the provider sees no change between two values that differ."""
        return all(isinstance(value, str | int | float | None) and value in self.alike for value in (old, new))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of resource."""

    token: str
    inputs: Mapping[str, Field]
    outputs: Mapping[str, Field]
    """What the cloud adds, or gives back in another form than it took."""
    always: tuple[str, ...] = ()
    """Inputs that are among the outputs even where the program does not give them."""
    id: str = "{uuid}"
    constants: Mapping[str, str] = field(default_factory=dict)
    has_secrets: bool = False
    autonamed: tuple[str, ...] = ()
