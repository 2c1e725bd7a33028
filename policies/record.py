"""A planned resource in neutral words: kind, attributes, place, tags, area, and the records it points to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from plan.model import LayerPlan, PlannedResource
from plan.values import UNKNOWN, revealed
from policies.kinds.readers import look, stands
from policies.kinds.table import Entry, Place
from policies.kinds.vocabulary import KINDS
from policies.texts import Texts, texts_in

if TYPE_CHECKING:
    from policies.view import View

UNSET: Final = object()
"""Stands where nothing was looked at yet: None and UNKNOWN are answers."""


class KnownLater(Exception):
    """A rule asked for what is known only after apply; its verdict is `unknown`."""

    def __init__(self, attribute: str) -> None:
        super().__init__(attribute)
        self.attribute = attribute


def known(value: Any, name: str) -> Any:
    """The value. Raises KnownLater where it is UNKNOWN; `name` says what it is, for the re-check list."""
    if value is UNKNOWN:
        raise KnownLater(name)
    return value


@dataclass(frozen=True, slots=True)
class Area:
    """The part of an estate that a record belongs to.

    Attributes:
        name: of the intent (`hub`, `prod`, `cardio`), "" where the plan does not say.
        stage: `hub`, `production`, `non-production`, `space`, or "".
        classification: `internal`, `personal`, `health`, `snds`, or "".
        ends: last day of a project space.
    """

    name: str = ""
    stage: str = ""
    classification: str = ""
    retention_days: int | None = None
    ends: date | None = None


NO_AREA: Final = Area()


class Record:
    """One planned resource as the rules see it. Made by the view; rules never change it.

    Attributes:
        name: its name in the plan.
        kind: a name of `vocabulary.KINDS`; `is_role` whether that is one of a role.
        owner: the role it was made for (for a role: the role around it); None outside all roles.
        facets: the settings of their own that describe it.
        parts: itself and its facets, for what all of them can say.
    """

    # plain attributes: rules ask them a hundred thousand times
    __slots__ = (
        *("area", "cloud", "entry", "facets", "is_role", "kind", "name", "owner", "parts", "plan", "resource", "urn"),
        *("_cache", "_location", "_owners", "_refs", "_tags", "_texts", "view"),
    )

    def __init__(self, resource: PlannedResource, plan: LayerPlan, cloud: str, entry: Entry, view: View) -> None:
        self.resource, self.plan, self.cloud, self.entry, self.view = resource, plan, cloud, entry, view
        self.urn = resource.urn
        self.name = resource.name
        self.area: Area = NO_AREA
        self.owner: Record | None = None
        self.facets: tuple[Record, ...] = ()
        self.parts: tuple[Record, ...] = (self,)
        self._cache: dict[str, Any] = {}
        self._refs: dict[str, tuple[Record, ...]] = {}
        self._tags: Any = UNSET
        self._location: Any = UNSET
        self._owners: tuple[Record, ...] | None = None
        self._texts: Texts | None = None
        self.count_as(entry.kind)

    def __repr__(self) -> str:
        return f"Record({self.kind}, {self.urn})"

    def count_as(self, kind: str) -> None:
        """Give it a kind: that of its class, or another one where the plan deletes or orphans it."""
        self.kind = kind
        self.is_role = kind.startswith("role.")

    def join(self, facet: Record) -> None:
        """Have a setting of its own describe it."""
        self.facets = (*self.facets, facet)
        self.parts = (self, *self.facets)

    def is_told_otherwise(self, facet: Record) -> bool:
        """Whether another setting says something else of what this one decides: which of the two counts is open."""
        decided = facet.entry.attributes
        for other in self.facets:
            if facet.entry.single and facet.resource.type == other.resource.type:
                return True
            for name in decided.keys() & other.entry.attributes.keys() - self.entry.combine.keys():
                answers = decided[name](facet.resource.inputs), other.entry.attributes[name](other.resource.inputs)
                if None not in answers and answers[0] != answers[1]:
                    return True
        return False

    @property
    def role(self) -> str:
        """Role path of the owner."""
        try:
            return self.plan.role_path(self.resource)
        except KeyError:
            # a gap or a file: made for the rules, in no plan
            owner = self.owner
            return owner.role if owner is not None else ""

    @property
    def is_data(self) -> bool:
        """Whether it holds data of the platform."""
        known_kind = KINDS.get(self.kind)
        return known_kind is not None and known_kind.data

    def __getitem__(self, attribute: str) -> Any:
        """The attribute. None: not set, or the class cannot say it.

        Raises:
            KnownLater: it is known only after apply.
            KeyError: the kind has no such attribute (a fault of the rule).
        """
        value = self._cache.get(attribute, UNSET)
        if value is UNSET:
            value = self.raw(attribute)
        if value is UNKNOWN:
            raise KnownLater(attribute)
        return value

    def raw(self, attribute: str) -> Any:
        """The attribute, UNKNOWN where it is known only after apply."""
        value = self._cache.get(attribute, UNSET)
        if value is UNSET:
            value = self._cache[attribute] = self._read(attribute)
        return value

    def _read(self, attribute: str) -> Any:
        said = self._facets_say(attribute) if self.facets else None
        if said is not None:
            return said
        reader = self.entry.attributes.get(attribute)
        if reader is None:
            if self.entry.of:
                return None
            raise KeyError(f"{attribute}: not an attribute of {self.kind} ({self.resource.type})")
        value = reader(self.resource.inputs)
        return self._as_the_other(attribute) if value is None and self.entry.like else value

    def _facets_say(self, attribute: str) -> Any:
        readers = [(facet, facet.entry.attributes.get(attribute)) for facet in self.facets]
        found = [reader(facet.resource.inputs) for facet, reader in readers if reader is not None]
        answers = [answer for answer in found if answer is not None]
        if not answers:
            return None
        combine = self.entry.combine.get(attribute)
        if combine is None:
            return answers[-1]
        own = self.entry.attributes.get(attribute)
        first = own(self.resource.inputs) if own is not None else None
        return combine(tuple(answers if first is None else (first, *answers)))

    def _as_the_other(self, attribute: str) -> Any:
        for other in self.refs(self.entry.like):
            if attribute in other.entry.attributes:
                return other.raw(attribute)
        return None

    def sets(self, ref: str) -> bool:
        """Whether it points to anything by this name, known or not."""
        return any(
            stands(look(part.resource.inputs, path))
            for part in self.parts
            for _, path in part.entry.pointers.get(ref, ())
        )

    def set_refs(self) -> Iterable[str]:
        """The names of its class by which it may point to anything."""
        if self.facets:
            return self.entry.refs
        inputs = self.resource.inputs
        return [ref for ref, paths in self.entry.pointers.items() if any([name in inputs for name, _ in paths])]

    def refs(self, ref: str, *kinds: str) -> tuple[Record, ...]:
        """The records of the plan that it points to by this name (only of these kinds, where some are named).

        Empty where it points to nothing, or to something that the plan does not have: `sets` tells the two apart.
        """
        found = self._refs.get(ref)
        if found is None:
            found = self.view.targets(self, ref)
            if self.facets:
                found = tuple(
                    dict.fromkeys((*found, *(t for part in self.facets for t in self.view.targets(part, ref))))
                )
            self._refs[ref] = found
        return tuple([item for item in found if item.kind in kinds]) if kinds and found else found

    @property
    def tags(self) -> Mapping[str, Any] | None:
        """Its tags as a mapping, UNKNOWN values included; None where the class has none."""
        found = self._tags
        if found is UNSET:
            found = self._tags = self._read_tags()
        return found  # type: ignore[no-any-return]

    def _read_tags(self) -> Mapping[str, Any] | None:
        if not self.facets:
            return self._own_tags()
        said = [tags for part in self.parts if (tags := part._own_tags()) is not None]
        return {name: value for tags in said for name, value in tags.items()} if said else None

    def _own_tags(self) -> Mapping[str, Any] | None:
        if self.entry.tags is None:
            return None
        tags = self.entry.tags(self.resource.inputs)
        return tags if isinstance(tags, Mapping) else {}

    @property
    def has_place(self) -> bool:
        """False for joints and settings, which lie nowhere."""
        return self.entry.place is not Place.NOWHERE and not self.entry.of

    @property
    def is_global(self) -> bool:
        """A service of the whole cloud: only the facts can say where its data lies."""
        place = self.location
        return (
            place.casefold() == "global"
            if isinstance(place, str)
            else self.entry.place is Place.GLOBAL and place is None
        )

    @property
    def location(self) -> Any:
        """Region or zone as the cloud spells it; None where nothing says it; UNKNOWN."""
        found = self._location
        if found is UNSET:
            # a cycle of records that lie with each other ends as "nothing says it"
            self._location = None
            found = self._location = self._locate()
        return found

    def _locate(self) -> Any:
        own = self.entry.location(self.resource.inputs)
        if own is not None:
            return own
        if self.entry.located_with:
            for other in self.refs(self.entry.located_with):
                if other.location is not None:
                    return other.location
        if self.entry.place is Place.PROVIDER:
            provider = self.provider
            return provider.location if provider is not None else None
        return None

    @property
    def provider(self) -> Record | None:
        """Its explicit provider."""
        return self.view.record(self.resource.options.provider)

    def owners(self) -> tuple[Record, ...]:
        """The roles around it, the nearest first."""
        found = self._owners
        if found is None:
            chain: list[Record] = []
            current = self.owner
            while current is not None and current not in chain:
                chain.append(current)
                current = current.owner
            found = self._owners = tuple(chain)
        return found

    @property
    def texts(self) -> Texts:
        """All texts of its own inputs; those of its facets stand in theirs."""
        found = self._texts
        if found is None:
            found = self._texts = texts_in(self.resource.inputs)
        return found

    def inputs(self, path: str) -> Any:
        """What stands at `path` of its raw inputs, revealed. For text searches; rules read attributes."""
        return look(self.resource.inputs, path)


def plain(value: Any) -> Any:
    """The value with all secret markers inside it opened. Never for a report."""
    value = revealed(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
