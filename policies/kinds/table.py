"""How a table says what a token is. One module a provider package has `TABLE: Mapping[str, Entry]`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Inputs = Mapping[str, Any]
Reader = Callable[[Inputs], Any]
"""Reads one attribute from a resource's inputs. Values may stand in Secret; UNKNOWN is an answer."""


def _nothing(_: Inputs) -> None:
    return None


class Place(StrEnum):
    """How a resource's place is found where its own inputs do not name it."""

    PROVIDER = "provider"  # the region of its provider
    GLOBAL = "global"  # a service of the whole cloud: the facts must say where it keeps its data
    WITH = "with"  # lies with the record that `located_with` names
    NOWHERE = "nowhere"  # a joint or setting: nothing that lies anywhere


@dataclass(frozen=True, slots=True)
class Entry:
    """What one class of a provider is.

    Attributes:
        kind: a name of `vocabulary.KINDS`.
        attributes: every attribute of the kind -> reader. For a facet: only those that it decides.
        refs: name -> path of the input that points to the other record (`settings.keyId`, `subnets[]`); `a|b` for two
            inputs that do. A ref that only serves `located_with`, `of` or `like` needs no name in the vocabulary.
        location: reads region or zone from the inputs; None falls back to `place`.
        zones: reads the zones in which it stands, a tuple of texts, at a cloud whose places are regions; None where it
            names none. Where a place is a zone, it says it itself.
        located_with: the ref whose record's place is its own.
        tags: reads the tags as a mapping of texts, whatever the cloud's spelling; None where the class has none.
        named: the input with its own name at the cloud, by which others may point to it; "" for none.
        of: for a facet: the ref whose record it describes. Its attributes replace that record's own.
        combine: attribute -> what its own answer and those of its facets make together (a tuple, None left out).
            Without it the last facet counts.
        like: the ref whose record is asked where the class itself cannot say an attribute (a share is encrypted as its
            account is).
        single: for a facet: a resource has one of this class. Of a second nobody knows what it sets.
        pointers: made of `refs`: name -> (input that a path begins with, path) of each path.
    """

    kind: str
    attributes: Mapping[str, Reader] = field(default_factory=dict)
    refs: Mapping[str, str] = field(default_factory=dict)
    location: Reader = _nothing
    zones: Reader = _nothing
    place: Place = Place.PROVIDER
    located_with: str = ""
    tags: Reader | None = None
    named: str = "name"
    of: str = ""
    combine: Mapping[str, Callable[[tuple[Any, ...]], Any]] = field(default_factory=dict)
    like: str = ""
    single: bool = False
    pointers: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pointers = {ref: tuple((_first(path), path) for path in paths.split("|")) for ref, paths in self.refs.items()}
        object.__setattr__(self, "pointers", pointers)


def _first(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
