"""A record that is judged before its stack is known: what a rule asks beyond it must wait for the stack."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NoReturn

from plan.model import LayerPlan, PlannedResource
from policies.context import Context
from policies.evaluate import raised
from policies.kinds import tables
from policies.model import Rule, Verdict
from policies.record import UNSET, Area, Record
from policies.view import View

ONLY_TOGETHER: Final = frozenset({"gap", "orphan", "source", "stack"})
"""Kinds that are about more than one resource."""


class NeedsStack(Exception):
    """A rule asked for another record, for the owner or for the area. The stack policy judges it at the end."""


class LonelyView(View):
    """One resource and its explicit provider. Every other question raises."""

    def __init__(self, plan: LayerPlan, resources: Iterable[PlannedResource]) -> None:
        self.plans = (plan,)
        self.deleted = []
        self.memo = {}
        self._by_urn = {}
        for resource in resources:
            entry = tables.entry_of(resource)
            self._by_urn[resource.urn] = LonelyRecord(resource, plan, tables.cloud_of(resource, plan), entry, self)

    def of(self, *kinds: str) -> NoReturn:
        raise NeedsStack

    def targets(self, record: Record, ref: str) -> NoReturn:
        raise NeedsStack

    def linked(self, record: Record, link: str) -> NoReturn:
        raise NeedsStack

    def pointing_to(self, record: Record, *kinds: str) -> NoReturn:
        raise NeedsStack

    def __getattr__(self, name: str) -> Any:
        # records, areas, indexes: whatever the whole view has and this one does not
        raise NeedsStack


class LonelyRecord(Record):
    """The record of a lonely view. What a resource of its own could set must wait, too."""

    __slots__ = ()

    @property
    def area(self) -> Area:
        raise NeedsStack

    @area.setter
    def area(self, value: Any) -> None:
        pass

    @property
    def owner(self) -> Record | None:
        raise NeedsStack

    @owner.setter
    def owner(self, value: Any) -> None:
        pass

    @property
    def facets(self) -> tuple[Record, ...]:
        if self._facets_of.any:
            raise NeedsStack
        return ()

    @facets.setter
    def facets(self, value: Any) -> None:
        pass

    @property
    def parts(self) -> tuple[Record, ...]:
        return (self, *self.facets)

    @parts.setter
    def parts(self, value: Any) -> None:
        pass

    def _read(self, attribute: str) -> Any:
        if attribute in self._facets_of.attributes.get(self.kind, ()):
            raise NeedsStack
        value = self.entry.attributes[attribute](self.resource.inputs)
        return self._as_the_other(attribute) if value is None and self.entry.like else value

    @property
    def tags(self) -> Mapping[str, Any] | None:
        if self._facets_of.tags:
            raise NeedsStack
        tags = self.entry.tags(self.resource.inputs) if self.entry.tags is not None else None
        return None if self.entry.tags is None else tags if isinstance(tags, Mapping) else {}

    @property
    def location(self) -> Any:
        try:
            return super().location
        except NeedsStack:
            # what was not found out must not look like "nothing says it" to the next rule
            self._location = UNSET
            raise

    @property
    def _facets_of(self) -> Facets:
        return facets_of(self.resource.package_name)


@dataclass(frozen=True)
class Facets:
    """What resources of their own can set, at the classes of one package.

    Attributes:
        any: whether there are such resources.
        attributes: kind -> attributes that they can say.
        tags: whether they can set tags.
    """

    any: bool
    attributes: Mapping[str, frozenset[str]]
    tags: bool


@cache
def facets_of(package: str) -> Facets:
    """Read from the package's table. What says attributes is of the kind of which it says them."""
    module = tables.MODULES.get(package)
    table = importlib.import_module(f"policies.kinds.{module}").TABLE if module else {}
    facets = [entry for entry in table.values() if entry.of]
    found: dict[str, set[str]] = {}
    for entry in facets:
        found.setdefault(entry.kind, set()).update(entry.attributes)
    return Facets(
        bool(facets),
        {kind: frozenset(attributes) for kind, attributes in found.items()},
        any(entry.tags is not None for entry in facets),
    )


def lonely_verdicts(rule: Rule, record: Record, context: Context) -> tuple[Verdict, ...]:
    """What a rule says of a record by itself. Raises NeedsStack where it asks for more, and what the rule raises before
    it has said anything: what it has said stands, an unknown entry must not hide a bad one.
    """
    answer = rule.check(record, context)
    if isinstance(answer, Verdict):
        return (answer,)
    said: list[Verdict] = []
    try:
        said.extend(answer)
    except NeedsStack:
        raise
    except Exception as error:
        return (*said, raised(rule, error))
    return tuple(said)
