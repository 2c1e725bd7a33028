"""Plans side by side, aligned by layer and role. Pure: from plans to tables; every document renders the same tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from facts import load
from facts.model import ProviderRisk
from plan.model import Gap, LayerPlan, Operation, PlannedResource
from plan.values import unknowns

# An operation that loses something comes first in every report.
OPERATION_ORDER = (
    Operation.DELETE,
    Operation.REPLACE,
    Operation.CREATE,
    Operation.UPDATE,
    Operation.IMPORT,
    Operation.READ,
    Operation.SAME,
)


@dataclass(frozen=True)
class Totals:
    """Counts over one estate (or the layers of it that were asked for)."""

    estate: str
    cloud: str
    engine: str
    providers: str
    layers: int
    cloud_resources: int
    kinds: int
    roles: int
    generated_secrets: int
    protected: int
    unknown_inputs: int
    gaps: int
    operations: Mapping[str, int]


@dataclass(frozen=True)
class Cell:
    """One role at one estate: how many of it, and the cloud resources that it owns.

    `missing` is the level of the role's own gap ("" where it is built); `lacks` are the features that are gaps.
    """

    roles: int
    resources: int
    missing: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return self.roles == 0


@dataclass(frozen=True)
class Row:
    """One role path of one layer, with a cell for each estate."""

    role: str
    depth: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class LayerTable:
    """One layer side by side."""

    layer: str
    rows: tuple[Row, ...]
    resources: tuple[int, ...]


@dataclass(frozen=True)
class GapRow:
    """One capability that at least one estate lacks: how often, at which level, and why."""

    capability: str
    cells: tuple[GapCell | None, ...]


@dataclass(frozen=True)
class GapCell:
    level: str
    count: int
    reason: str
    source: str
    date: str


@dataclass(frozen=True)
class Comparison:
    """Everything that the documents show, for the estates in the order in which they were named."""

    plans: tuple[LayerPlan, ...]

    @cached_property
    def estates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(plan.stack for plan in self.plans))

    def of(self, estate: str) -> tuple[LayerPlan, ...]:
        return tuple(plan for plan in self.plans if plan.stack == estate)

    @cached_property
    def totals(self) -> tuple[Totals, ...]:
        return tuple(_totals(estate, self.of(estate)) for estate in self.estates)

    @cached_property
    def risks(self) -> tuple[tuple[str, ProviderRisk], ...]:
        """Cloud and what its provider does that no program can prevent, for the clouds of these plans."""
        known = load.provider_risks()
        clouds = dict.fromkeys(item.cloud for item in self.totals)
        return tuple((cloud, risk) for cloud in clouds for risk in known.get(cloud, ()))

    @cached_property
    def layers(self) -> tuple[LayerTable, ...]:
        names = dict.fromkeys(plan.layer for plan in self.plans)
        return tuple(_layer_table(name, self._aligned(name)) for name in names)

    def _aligned(self, layer: str) -> tuple[LayerPlan | None, ...]:
        found = {plan.stack: plan for plan in self.plans if plan.layer == layer}
        return tuple(found.get(estate) for estate in self.estates)

    @cached_property
    def gaps(self) -> tuple[GapRow, ...]:
        by_estate = [_gap_cells(self.of(estate)) for estate in self.estates]
        capabilities = sorted({capability for cells in by_estate for capability in cells})
        return tuple(GapRow(name, tuple(cells.get(name) for cells in by_estate)) for name in capabilities)


def _totals(estate: str, plans: Sequence[LayerPlan]) -> Totals:
    resources = [resource for plan in plans for resource in plan.resources]
    cloud = [resource for resource in resources if resource.is_cloud]
    return Totals(
        estate=estate,
        cloud=plans[0].cloud,
        engine=plans[0].engine,
        providers=_providers(plans),
        layers=len(plans),
        cloud_resources=len(cloud),
        kinds=len({resource.type for resource in cloud}),
        roles=sum(resource.is_role for resource in resources),
        generated_secrets=sum(resource.type.startswith("random:") for resource in resources),
        protected=sum(bool(resource.options.protect) for resource in cloud),
        unknown_inputs=sum(len(unknowns(resource.inputs)) for resource in cloud),
        gaps=sum(len(plan.gaps) for plan in plans),
        operations=_operations(cloud),
    )


def _providers(plans: Sequence[LayerPlan]) -> str:
    """`offline`, or `mixed: openstack real; ovh, random offline`."""
    packages = {package: mode for plan in plans for package, mode in plan.packages.items()}
    if len(set(packages.values())) < 2:
        return plans[0].providers
    modes = sorted(set(packages.values()), reverse=True)
    named = {mode: ", ".join(sorted(package for package in packages if packages[package] == mode)) for mode in modes}
    return "mixed: " + "; ".join(f"{names} {mode}" for mode, names in named.items())


def _operations(resources: Iterable[PlannedResource]) -> dict[str, int]:
    """Counts by operation, those that lose something first. A resource that is adopted is counted as an import."""
    counts = Counter(operation_of(resource) for resource in resources)
    return {str(operation): counts[operation] for operation in OPERATION_ORDER if counts[operation]}


def operation_of(resource: PlannedResource) -> Operation:
    """The operation as a reader understands it: what has an import id is adopted, not created."""
    adopted = resource.operation is Operation.CREATE and resource.options.import_id
    return Operation.IMPORT if adopted else resource.operation


def _layer_table(layer: str, plans: tuple[LayerPlan | None, ...]) -> LayerTable:
    cells = [_cells(plan) if plan else {} for plan in plans]
    paths = sorted({path for column in cells for path in column})
    rows = tuple(
        Row(path.rpartition("/")[2], path.count("/"), tuple(column.get(path, Cell(0, 0)) for column in cells))
        for path in paths
    )
    totals = tuple(sum(resource.is_cloud for resource in plan.resources) if plan else 0 for plan in plans)
    return LayerTable(layer, rows, totals)


def _cells(plan: LayerPlan) -> dict[str, Cell]:
    """Role path -> cell. Resources are counted at the role that owns them, not at its ancestors."""
    roles: Counter[str] = Counter()
    resources: Counter[str] = Counter()
    missing: dict[str, str] = {}
    lacks: dict[str, set[str]] = {}
    for resource in plan.resources:
        path = plan.role_path(resource)
        if not path:
            continue
        roles[path] += resource.is_role
        resources[path] += resource.is_cloud
    for gap in plan.gaps:
        feature = gap.capability.partition(".")[2]
        if feature:
            lacks.setdefault(gap.role, set()).add(feature)
        else:
            missing[gap.role] = gap.level
    return {
        path: Cell(count, resources[path], missing.get(path, ""), tuple(sorted(lacks.get(path, ()))))
        for path, count in roles.items()
    }


def _gap_cells(plans: Sequence[LayerPlan]) -> dict[str, GapCell]:
    gaps: list[Gap] = [gap for plan in plans for gap in plan.gaps]
    counts = Counter(gap.capability for gap in gaps)
    return {
        gap.capability: GapCell(gap.level, counts[gap.capability], gap.reason, gap.source, gap.date) for gap in gaps
    }
