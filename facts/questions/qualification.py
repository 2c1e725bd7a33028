"""What is qualified or certified, for which service, where, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from facts import registers
from facts.answer import Answer, Known, Unknown
from facts.questions.common import CACHED, believed, missing, origin, place
from facts.questions.places import region_id
from facts.sovereignty import HdsRow, MissingRow, Scope, SecNumCloudRow, Status

_REGISTER = "qualifications"
R = TypeVar("R", bound=Scope)


@dataclass(frozen=True, slots=True)
class Qualification:
    """SecNumCloud status of one service in one region.

    Attributes:
        status: `none`, `J0`, `in-progress` or `qualified`, as recorded.
        in_force: qualified, and the day is in its term, both ends included.
    """

    status: str
    version: str
    since: date | None
    until: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Hds:
    """HDS certification of one service in one region.

    Attributes:
        covered: the certificate names the service, whatever the day.
        activities: numbers 1 to 6 of CSP R.1111-9.
        in_force: covered, the day in the certificate's term and in that of its version of the reference.
    """

    covered: bool
    version: str
    activities: tuple[int, ...]
    since: date | None
    until: date | None
    in_force: bool


@lru_cache(maxsize=CACHED)
def qualification(provider: str, kind: str, region: str, on: date) -> Answer[Qualification]:
    """SecNumCloud, of a service and region. A qualification that has ended is `Known`, and not in force."""
    rows = registers.qualifications().secnumcloud.get(provider, ())
    index, row = _most_telling(rows, kind, region_id(provider, region), "")
    path = f"secnumcloud.{provider}[{index}]"
    if row is None:
        where = ("ANSSI's list of qualified services", "la liste des services qualifiés de l'ANSSI")
        return _nothing(("SecNumCloud qualification", "qualification SecNumCloud"), where, provider, kind, region)
    if isinstance(row, MissingRow):
        return missing(row, _REGISTER, path)
    assert isinstance(row, SecNumCloudRow)
    in_force = row.status is Status.QUALIFIED and row.in_force(on)
    found = Qualification(row.status.value, row.version, row.since, row.until, in_force)
    if row.status is Status.QUALIFIED and not in_force:
        # that it has ended (or not begun) stays true however old the record is
        return Known(found, origin(row, _REGISTER, path))
    return believed(found, row, _REGISTER, path, f"SecNumCloud status of {kind} at {provider} in {region}", on)


@lru_cache(maxsize=CACHED)
def hds(provider: str, kind: str, region: str, on: date, plan: str = "") -> Answer[Hds]:
    """HDS, of a service, region and commercial plan. A certificate that has ended is `Known`, and not in force."""
    register = registers.qualifications()
    rows = register.hds.get(provider, ())
    index, row = _most_telling(rows, kind, region_id(provider, region), plan)
    path = f"hds.{provider}[{index}]"
    if row is None:
        where = (f"{provider}'s certificate and its annex", f"le certificat de {provider} et son annexe")
        return _nothing(("HDS certification", "certification HDS"), where, provider, kind, region)
    if isinstance(row, MissingRow):
        return missing(row, _REGISTER, path)
    assert isinstance(row, HdsRow)
    in_force = row.covered and row.in_force(on)
    if in_force:
        version = register.hds_versions.get(row.version)
        if version is None:
            return _unknown_version(row.version)
        in_force = version.in_force(on)
    found = Hds(row.covered, row.version, row.activities, row.since, row.until, in_force)
    if row.covered and not in_force:
        return Known(found, origin(row, _REGISTER, path))
    return believed(found, row, _REGISTER, path, f"HDS certification of {kind} at {provider} in {region}", on)


def _most_telling(rows: Sequence[R], kind: str, region: str, plan: str) -> tuple[int, R | None]:
    """The row that says most of exactly this service, and its index; (-1, None) where none speaks of it."""
    best: tuple[tuple[int, int, int], int, R] | None = None
    for index, row in enumerate(rows):
        score = _score(row, kind, region, plan)
        if score is not None and (best is None or score > best[0]):
            best = (score, index, row)
    return (-1, None) if best is None else (best[1], best[2])


def _score(row: Scope, kind: str, region: str, plan: str) -> tuple[int, int, int] | None:
    """How exactly a row fits: plan, then kind, then region. None where it speaks of something else."""
    kinds = max((_kind_score(pattern, kind) for pattern in row.kinds), default=0)
    regions = 2 if region in row.regions else 1 if "*" in row.regions else 0
    plans = 1 if not row.plans else 2 if plan.casefold() in {known.casefold() for known in row.plans} else 0
    return (plans, kinds, regions) if kinds and regions and plans else None


def _kind_score(pattern: str, kind: str) -> int:
    if pattern == kind:
        return 3
    if kind.startswith(f"{pattern}."):
        return 2
    return 1 if pattern == "*" else 0


def _nothing(what: tuple[str, str], where: tuple[str, str], provider: str, kind: str, region: str) -> Unknown:
    """`what` and `where`: in English and in French."""
    return Unknown(
        f"nothing is recorded of the {what[0]} of {kind} at {provider} in {region}",
        f"{where[0]}: whether it names this service and region, and until when",
        place(_REGISTER, f"{what[0].partition(' ')[0].lower()}.{provider}"),
        f"rien n'est enregistré sur la {what[1]} de {kind} chez {provider} dans {region}",
        f"{where[1]} : s'il y est question de ce service et de cette région, et jusqu'à quand",
    )


def _unknown_version(version: str) -> Unknown:
    return Unknown(
        f"it is not recorded until when HDS certificates of version {version} are accepted",
        "the legal department, from the decree that approves the reference",
        place(_REGISTER, "hds_versions"),
        f"la date jusqu'à laquelle les certificats HDS de la version {version} sont acceptés n'est pas enregistrée",
        "le service juridique, d'après l'arrêté qui approuve le référentiel",
    )
