"""Which found object is which intended one: by its area's project and its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from tests.e2e.openstack.cloud.model import Found
from tests.e2e.openstack.cloud.topology import Topology
from tests.e2e.openstack.cloud.wanted import Intended

Key = tuple[str, str]
"""Area and name."""


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def project(self) -> str: ...


W = TypeVar("W")
F = TypeVar("F", bound=Named)


@dataclass(frozen=True)
class Sides:
    """Both sides of the comparison."""

    wanted: Intended
    found: Found
    topology: Topology

    @property
    def areas(self) -> Mapping[str, str]:
        """Project id -> area."""
        return {project: area for area, project in self.found.projects.items()}


@dataclass(frozen=True)
class Matched(Generic[W, F]):
    """`differences` names what is missing, there twice, or not declared."""

    pairs: tuple[tuple[Key, W, F], ...] = ()
    differences: tuple[str, ...] = field(default=())


def matched(sides: Sides, what: str, wanted: Mapping[Key, W], found: Iterable[F]) -> Matched[W, F]:
    """Objects of other projects are left out."""
    there: dict[Key, list[F]] = defaultdict(list)
    for one in found:
        area = sides.areas.get(one.project)
        if area is not None:
            there[area, one.name].append(one)
    differences = [f"{what} {shown(key)}: missing" for key in wanted if key not in there]
    differences += [f"{what} {shown(key)}: not declared" for key in there if key not in wanted]
    differences += [
        f"{what} {shown(key)}: there {len(several)} times" for key, several in there.items() if len(several) > 1
    ]
    pairs = tuple((key, one, there[key][0]) for key, one in wanted.items() if key in there)
    return Matched(pairs, tuple(differences))


def shown(key: Key) -> str:
    return f"{key[1] or 'without a name'} (of {key[0]})"


def differing(what: str, **sides: tuple[object, object]) -> list[str]:
    """What differs of each aspect, aspect -> (intended, found): of two sets, what is missing and what is too many."""
    return [
        line
        for aspect, (wanted, found) in sides.items()
        if wanted != found
        for line in _lines(f"{what}: {aspect.replace('_', ' ')}", wanted, found)
    ]


def _lines(what: str, wanted: object, found: object) -> Iterator[str]:
    if not isinstance(wanted, set | frozenset) or not isinstance(found, set | frozenset):
        yield f"{what} is {_text(found)}, intended is {_text(wanted)}"
        return
    if wanted - found:
        yield f"{what}: missing {_text(wanted - found)}"
    if found - wanted:
        yield f"{what}: too many {_text(found - wanted)}"


def _text(value: object) -> str:
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None or value == "" else str(value)
