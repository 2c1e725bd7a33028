"""The estate by role, in words that can be laid beside those of another: place, zones, retention, exposure, keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
from bastide.tender.sections.keys_holder import Holder, holder_of
from bastide.tender.sections.keys_words import WORDS as KEYS
from bastide.traits import Exposure, country_of, exposure_of, kept_days, zones_of
from bastide.words import Words
from facts.model import Level
from plan.model import LayerPlan
from policies.model import Text
from policies.record import Record

if TYPE_CHECKING:
    from bastide.tender.report import CandidateReport


class Facet(StrEnum):
    """In what two candidates can differ at the same role."""

    BUILT = "built"
    KEYS = "keys"
    COUNTRIES = "countries"
    ZONES = "zones"
    RETENTION = "retention"
    EXPOSURE = "exposure"


class Cell(Part):
    """One role path of one layer at one candidate.

    Attributes:
        roles: how many roles; `resources` how many cloud resources they own themselves.
        missing: level of the role's own gap, None where it is built; `lacks` are its features that are gaps.
        keys: who holds the key of what stores data -> how many.
        countries: where it lies, ISO 3166-1 alpha-2, -> how many; `?` is a place in no register.
        places: region or zone as the cloud spells it -> how many.
        zones: in how many zones it stands; None where the plan names none.
        retention_days: for how long something is kept or locked, each number once.
        exposure: from where it is reached -> how many.
    """

    layer: str
    role: str
    roles: int
    resources: int
    missing: Level | None
    lacks: tuple[str, ...]
    keys: dict[Holder, int]
    countries: dict[str, int]
    places: dict[str, int]
    zones: int | None
    retention_days: tuple[int, ...]
    exposure: dict[Exposure, int]


class Alignment(Part):
    """All roles of one candidate: a cell for each layer and role path."""

    cells: tuple[Cell, ...]


def of(candidate: Candidate) -> Alignment:
    """The cells of one candidate, layer by layer, sorted by role path."""
    owned: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in candidate.view.records:
        if record.resource.is_cloud:
            owned[record.plan.layer, record.role].append(record)
    return Alignment(
        cells=tuple(
            _cell(plan, path, owned[plan.layer, path], candidate) for plan in candidate.plans for path in _paths(plan)
        )
    )


def _paths(plan: LayerPlan) -> list[str]:
    return sorted({plan.role_path(item) for item in plan.resources if item.is_role})


def _cell(plan: LayerPlan, path: str, records: Sequence[Record], candidate: Candidate) -> Cell:
    roles = [item for item in plan.resources if item.is_role and plan.role_path(item) == path]
    gaps = [gap for gap in plan.gaps if gap.role == path]
    own = next((gap.level for gap in gaps if "." not in gap.capability), None)
    whole = [record for record in records if not record.entry.of]
    places = Counter(place for record in whole if isinstance(place := record.location, str) and record.has_place)
    return Cell(
        layer=plan.layer,
        role=path,
        roles=len(roles),
        resources=len(records),
        missing=Level(own) if own else None,
        lacks=tuple(sorted({gap.capability.partition(".")[2] for gap in gaps} - {""})),
        keys=_counted(holder for record in whole if record.is_data and (holder := holder_of(record)) is not None),
        countries=_countries(places, candidate),
        places=dict(sorted(places.items())),
        zones=zones_of(whole, candidate.on),
        retention_days=tuple(sorted({days for record in whole for _, days in kept_days(record)})),
        exposure=_counted(found for record in whole if (found := exposure_of(record)) is not None),
    )


def _counted(found: Iterable[Any]) -> dict[Any, int]:
    return dict(sorted(Counter(found).items()))


def _countries(places: Mapping[str, int], candidate: Candidate) -> dict[str, int]:
    found: Counter[str] = Counter()
    for place, count in places.items():
        found[country_of(candidate.cloud, place, candidate.on)] += count
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Aligned:
    """One role path of one layer at all candidates, in their order. `differs`: in what those that build it differ."""

    role: str
    cells: tuple[Cell | None, ...]
    differs: tuple[Facet, ...]

    @property
    def depth(self) -> int:
        """How many roles are around it."""
        return self.role.count("/")

    @property
    def kind(self) -> str:
        """The role itself, without those around it."""
        return self.role.rpartition("/")[2]


def aligned(candidates: Sequence[CandidateReport]) -> Mapping[str, tuple[Aligned, ...]]:
    """Layer -> its rows, for the page. Layers in the order of the candidate that has most of them."""
    tables = [{(cell.layer, cell.role): cell for cell in item.alignment.cells} for item in candidates]
    layers = dict.fromkeys(layer for table in sorted(tables, key=len, reverse=True) for layer, _ in table)
    rows = {layer: sorted({role for table in tables for name, role in table if name == layer}) for layer in layers}
    return {
        layer: tuple(_aligned(role, tuple(table.get((layer, role)) for table in tables)) for role in roles)
        for layer, roles in rows.items()
    }


def _aligned(role: str, cells: tuple[Cell | None, ...]) -> Aligned:
    built = [cell for cell in cells if cell is not None and cell.missing is None]
    differs: list[Facet] = [
        facet for facet in Facet if facet is not Facet.BUILT and len({_face(cell, facet) for cell in built}) > 1
    ]
    if len(built) not in (0, len(cells)) or len({cell.lacks for cell in built}) > 1:
        differs.insert(0, Facet.BUILT)
    return Aligned(role, cells, tuple(differs))


def _face(cell: Cell, facet: Facet) -> Any:
    """What is compared. How many of each is none of it: a role holds one to three resources from cloud to cloud."""
    value = {
        Facet.KEYS: tuple(cell.keys),
        Facet.COUNTRIES: tuple(cell.countries),
        Facet.ZONES: cell.zones,
        Facet.RETENTION: cell.retention_days,
        Facet.EXPOSURE: tuple(cell.exposure),
    }
    return value[facet]


def prepare(candidates: Sequence[CandidateReport]) -> Mapping[str, object]:
    """For the template: the rows of all layers."""
    return {"layers": aligned(candidates)}


WORDS: Final = Words(
    {
        **{f"holder {holder}": KEYS.texts[holder.value] for holder in Holder},
        "intro": Text(
            "The estates side by side, aligned by role and never by resource type: one role is one to three resources "
            "from cloud to cloud. Marked is what differs among those that build the role.",
            "Les environnements côte à côte, alignés par rôle et jamais par type de ressource : un même rôle vaut une "
            "à trois ressources selon l'hébergeur. Est signalé ce qui diffère entre ceux qui construisent le rôle.",
        ),
        "layer": Text("Layer {layer}", "Couche {layer}"),
        "summary": Text("{layer}: {rows} roles, {differ} differ", "{layer} : {rows} rôles, {differ} diffèrent"),
        "role": Text("role", "rôle"),
        "differs": Text("differs in", "diffère par"),
        "same": Text("alike", "identique"),
        "not there": Text("not planned", "non prévu"),
        "roles": Text("{count} roles", "{count} rôles"),
        "one role": Text("1 role", "1 rôle"),
        "resources": Text("{count} resources", "{count} ressources"),
        "one resource": Text("1 resource", "1 ressource"),
        "lacks": Text("lacks {features}", "sans {features}"),
        "zones count": Text("{count} zones", "{count} zones"),
        "one zone": Text("1 zone", "1 zone"),
        "days": Text("{days} days", "{days} jours"),
        "for ever": Text("for ever", "sans limite"),
        "unknown place": Text("place in no register", "lieu dans aucun registre"),
        # in what
        "built": Text("what is built", "ce qui est construit"),
        "keys": Text("holder of the key", "détenteur de la clé"),
        "countries": Text("country", "pays"),
        "zones": Text("zones", "zones"),
        "retention": Text("retention", "conservation"),
        "exposure": Text("exposure", "exposition"),
        # from where
        "internet": Text("internet", "internet"),
        "ranges": Text("listed ranges", "plages listées"),
        "private": Text("private", "privé"),
        "known after apply": Text("known after apply", "connu après application"),
    }
)
