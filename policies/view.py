"""The plans of one estate as records: by kind, by URN, with their owners, areas and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, Final

from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import revealed
from policies.kinds import tables
from policies.kinds.readers import look, stands
from policies.record import NO_AREA, Area, Record

_ANY: Final = "setting"
"""Kind of a setting that can be one of a resource of any kind (tags)."""
DELETION: Final = "deletion"
ORPHAN: Final = "orphan"
_AREA_ROLES: Final = ("role.Environment", "role.ProjectSpace")
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "firewall": ("net.sg",),
    "group": ("net.sg",),
    "groups": ("net.sg",),
    "host": ("compute.vm",),
    "identity": ("iam.group", "iam.user"),
    "key": ("kms.key",),
    "members": ("iam.user",),
    "network": ("net.subnet", "net.vpc"),
    "networks": ("net.vpc",),
    "peer_groups": ("net.sg",),
    "policies": ("iam.policy",),
    "ports": ("net.port",),
    "store": ("kms.vault", "log.store", "store.object"),
    "subnets": ("net.subnet",),
    "volumes": ("store.block",),
}
"""Ref -> kinds it can mean, to tell records of one name apart."""


class View:
    """All records of the plans of one estate.

    Attributes:
        plans: the layers.
        records: everything that the plans have, except what they delete.
        deleted: what they delete.
        memo: what rules work out once for the whole view, by a name of theirs.
    """

    def __init__(self, plans: Sequence[LayerPlan], sources: Iterable[PlannedResource] = ()) -> None:
        self.plans = tuple(plans)
        self.records: list[Record] = []
        self.deleted: list[Record] = []
        self.memo: dict[str, Any] = {}
        self._by_urn: dict[str, Record] = {}
        self._found: dict[tuple[str, ...], tuple[Record, ...]] = {}
        for plan in self.plans:
            for resource in plan.resources:
                self._add(resource, plan)
            if not any(resource.is_stack for resource in plan.resources):
                # an inventory or a Terraform plan: what is asked of a layer as a whole must be asked of it too
                self._add(tables.stack_resource(plan), plan)
            for inner in tables.inner_resources(plan):
                self._add(inner, plan)
            for gap in tables.gap_resources(plan):
                self._add(gap, plan)
        if self.plans:
            for source in sources:
                self._add(source, self.plans[0])
        self._name_owners()
        self._join_facets()
        self._name_areas()

    def _add(self, resource: PlannedResource, plan: LayerPlan) -> None:
        entry = tables.entry_of(resource)
        record = Record(resource, plan, tables.cloud_of(resource, plan), entry, self)
        if resource.operation is Operation.DELETE:
            record.count_as(DELETION)
            self.deleted.append(record)
            return
        self.records.append(record)
        self._by_urn[resource.urn] = record

    def _name_owners(self) -> None:
        for record in (*self.records, *self.deleted):
            record.owner = self._nearest_role(record)

    def _nearest_role(self, record: Record) -> Record | None:
        current = self._by_urn.get(record.resource.parent)
        seen: set[str] = set()
        while current is not None and current.urn not in seen:
            if current.resource.is_role:
                return current
            seen.add(current.urn)
            current = self._by_urn.get(current.resource.parent)
        return None

    def _join_facets(self) -> None:
        for record in self.records:
            if record.entry.of:
                targets = self.targets(record, record.entry.of)
                joined = [target for target in targets if not target.is_told_otherwise(record)]
                for target in joined:
                    target.join(record)
                if not joined:
                    # what it sets would be looked at nowhere: PLN-001 fails on it
                    record.count_as(ORPHAN)

    def _name_areas(self) -> None:
        areas = {record.urn: _area(record) for record in self.records if record.kind in _AREA_ROLES}
        self.areas: Mapping[str, Area] = {area.name: area for area in areas.values()}
        found: dict[str, Area] = {}
        for record in self.records:
            record.area = self._area_of(record, areas, found)

    def _area_of(self, record: Record, areas: Mapping[str, Area], found: dict[str, Area]) -> Area:
        owner = record if record.is_role else record.owner
        if owner is None:
            return self._tagged(record)
        area = found.get(owner.urn)
        if area is None:
            chain = (owner, *owner.owners())
            area = next((areas[role.urn] for role in chain if role.urn in areas), None) or self._by_project(chain)
            found[owner.urn] = area
        return area

    def _by_project(self, chain: Iterable[Record]) -> Area:
        # the bootstrap layer makes the container of each area; the area itself is another layer's
        for role in chain:
            if role.kind == "role.Project":
                spec = role.raw("spec")
                bare = Area(role.name, "", _word(look(spec, "classification")))
                return self.areas.get(role.name, bare)
        own = next((word for role in chain if (word := _word(look(role.raw("spec"), "classification")))), "")
        return Area("", "", own) if own else NO_AREA

    def _tagged(self, record: Record) -> Area:
        tags = record.tags
        if not tags:
            return NO_AREA
        name = _word(tags.get("space"))
        return self.areas.get(name) or Area(name, "", _word(tags.get("classification")))

    def record(self, urn: str) -> Record | None:
        """The record of this URN, None where the plan has none."""
        return self._by_urn.get(urn)

    def layer_of(self, record: Record) -> Sequence[Record]:
        """All records of the record's own layer."""
        return self._by_layer[id(record.plan)]

    @cached_property
    def _by_layer(self) -> Mapping[int, Sequence[Record]]:
        found: dict[int, list[Record]] = {}
        for record in self.records:
            found.setdefault(id(record.plan), []).append(record)
        return found

    def made_for(self, role: Record) -> Sequence[Record]:
        """The records whose owner is this role."""
        return self._by_owner.get(role.urn, ())

    @cached_property
    def _by_owner(self) -> Mapping[str, Sequence[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.owner is not None:
                found.setdefault(record.owner.urn, []).append(record)
        return found

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Record]]:
        """Kind -> its records, facets among their own kind."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    def of(self, *kinds: str) -> tuple[Record, ...]:
        """The records of these kinds (`net.*`: of a family), without facets."""
        found = self._found.get(kinds)
        if found is None:
            found = self._found[kinds] = tuple(
                record
                for kind, records in self.by_kind.items()
                if any(matches(kind, pattern) for pattern in kinds)
                for record in records
                if not record.entry.of
            )
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[Record]]:
        """Provider ids and cloud names -> whose they are, in lower case: some clouds return them in another."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            own = tables.identifiers(record.resource, record.entry)
            for name in {form for text in own for form in tables.spellings(text)}:
                found.setdefault(name, []).append(record)
        return found

    @cached_property
    def pointing(self) -> Mapping[str, tuple[tuple[Record, str], ...]]:
        """URN -> (record, ref) that point to it."""
        found: dict[str, list[tuple[Record, str]]] = {}
        for record in self.records:
            for ref in record.set_refs():
                for target in record.refs(ref):
                    found.setdefault(target.urn, []).append((record, ref))
        return {urn: tuple(pairs) for urn, pairs in found.items()}

    def pointing_to(self, record: Record, *kinds: str) -> tuple[Record, ...]:
        """The records (of these kinds) that point to a record."""
        found = dict.fromkeys(other for other, _ in self.pointing.get(record.urn, ()))
        return tuple(other for other in found if not kinds or any(matches(other.kind, kind) for kind in kinds))

    def targets(self, record: Record, ref: str) -> tuple[Record, ...]:
        """What one record's own input points to: by the engine's dependencies, else by a known id or name."""
        found: list[Record] = []
        inputs = record.resource.inputs
        for name, path in record.entry.pointers.get(ref, ()):
            if name not in inputs:
                continue
            value = look(inputs, path)
            if value is not None and stands(value):
                # a setting says of what kind its resource is
                meant = (record.entry.kind,) if ref == record.entry.of else _MEANT.get(ref, ())
                at = self._at(record, name, value, meant)
                found += (ref == record.entry.of and self._of_that_name(value, at)) or at
        if ref == record.entry.of and record.entry.kind != _ANY:
            # another kind that happens to have the name takes no setting away
            found = [target for target in found if target.kind == record.entry.kind]
        return tuple(dict.fromkeys([target for target in found if target is not record])) if found else ()

    def _at(self, record: Record, name: str, value: Any, meant: Sequence[str]) -> list[Record]:
        urns = record.resource.property_dependencies.get(name)
        if urns:
            found = [item for urn in urns if (item := self._by_urn.get(urn)) is not None]
            # what comes from another stack is known there by its id
            near = [item for item in found if item.kind != "reference"]
            if near:
                return near
        return [target for item in _names(value) if (target := self._named(item, meant)) is not None]

    def _of_that_name(self, value: Any, near: Sequence[Record]) -> list[Record]:
        """What a known text names, where that is none of those that it is made from: `<name>-logs` of a bucket is the
        name of another bucket."""
        text = revealed(value)
        if not isinstance(text, str):
            return []
        kinds = {record.kind for record in near}
        found = self._named(text, tuple(kinds))
        if found is None or found in near:
            return []
        return [found] if found.kind in kinds and not found.entry.of else []

    def _named(self, text: str, meant: Sequence[str]) -> Record | None:
        """The record of this name. Of several, the one of a kind that is meant; else nobody knows which it is."""
        found = next((self._by_id[form] for form in tables.spellings(text) if form in self._by_id), ())
        if len(found) > 1:
            found = [record for record in found if record.kind in meant and not record.entry.of]
        return found[0] if len(found) == 1 else None

    def linked(self, record: Record, link: str) -> Record | None:
        """The role that a record's role is linked to by this name (`key`, `segment`), across layers."""
        owner = record if record.is_role else record.owner
        urn = look(owner.raw("links"), link) if owner is not None else None
        return self._by_urn.get(urn) if isinstance(urn, str) else None


@cache
def matches(kind: str, pattern: str) -> bool:
    """Whether a kind is meant by `net.vpc`, `net.*`."""
    return kind == pattern or (pattern.endswith(".*") and kind.startswith(pattern[:-1]))


def _names(value: Any) -> Iterable[str]:
    value = revealed(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _names(item)


def _area(record: Record) -> Area:
    spec = record.raw("spec")
    stage = "space" if record.kind == "role.ProjectSpace" else _word(look(spec, "stage"))
    ends = look(spec, "ends")
    days = look(spec, "retention_days")
    return Area(
        record.name,
        stage,
        _word(look(spec, "classification")),
        days if isinstance(days, int) else None,
        _day(ends),
    )


def _day(value: Any) -> date | None:
    """None for what is no date: a rule that needs the day fails on it."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""
