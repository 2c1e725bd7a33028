"""Clauses, derogations, admitted services and certificate authorities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from facts import load, registers
from facts.answer import Answer, Known, Unknown
from facts.frameworks import FrameworkRow
from facts.hosts import host_of
from facts.marked import Missing
from facts.questions.common import CACHED, believed, missing, origin, place


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that rules cite. `en` and `fr` are our own paraphrase, never the clause itself: show them as such."""

    id: str
    framework: str
    en: str
    fr: str
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A law or reference document. A day that is None is not known."""

    id: str
    name: str
    nom: str
    version: str
    reference: str
    in_force_from: date | None
    in_force_to: date | None
    note: str

    def in_force(self, on: date) -> bool:
        """Whether it is in force on the day, as far as its days are known."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_to is None or on <= self.in_force_to
        )


@dataclass(frozen=True, slots=True)
class Derogation:
    """A decision by which an estate may be what the rules refuse. `until` is its last day."""

    covers: str
    authority: str
    reference: str
    since: date
    until: date
    in_force: bool
    note: str


@dataclass(frozen=True, slots=True)
class Subprocessor:
    """An external service that has been admitted."""

    name: str
    host: str
    services: tuple[str, ...]
    since: date | None
    until: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority. `eu`: its country is a Member State of the European Union on the day."""

    name: str
    country: str
    eu: bool


def clause(id_: str) -> Clause | None:
    """A clause by its id (`SNC 19.2.b`), None where no framework has it."""
    return _clauses().get(id_)


@cache
def _clauses() -> dict[str, Clause]:
    return {
        f"{framework} {number}": Clause(
            f"{framework} {number}",
            framework,
            text.en,
            text.fr,
            (text.mark or row.mark).value,
            text.source or row.source,
        )
        for framework, row in registers.frameworks().items()
        for number, text in row.clauses.items()
    }


@cache
def framework(id_: str) -> Framework | None:
    """A framework by its id (`SNC`), None where there is none."""
    row: FrameworkRow | None = registers.frameworks().get(id_)
    if row is None:
        return None
    return Framework(id_, row.name, row.nom, row.version, row.reference, row.since, row.until, row.note)


def derogations(estate: str, on: date) -> tuple[Answer[Derogation], ...]:
    """All decisions recorded of an estate."""
    return tuple(derogation(estate, covers, on) for covers in registers.derogations().estates.get(estate, {}))


@lru_cache(maxsize=CACHED)
def derogation(estate: str, covers: str, on: date) -> Answer[Derogation]:
    """The decision on `foreign-control` or `authorisation` of an estate. One that has ended is `Known`."""
    rows = {str(key): row for key, row in registers.derogations().estates.get(estate, {}).items()}
    row, path = rows.get(covers), f"estates.{estate}.{covers}"
    if row is None:
        return Unknown(
            f"no decision is recorded that covers `{covers}` of {estate}",
            "the platform's direction: whether there is one, its authority, reference and last day",
            place("derogations", path),
            f"aucune décision enregistrée ne couvre `{covers}` pour {estate}",
            "la direction de la plateforme : s'il en existe une, son autorité, sa référence et son dernier jour",
        )
    if isinstance(row, Missing):
        return missing(row, "derogations", path)
    in_force = row.in_force(on)
    found = Derogation(covers, row.authority, row.reference, row.since, row.until, in_force, row.note)
    if not in_force:
        return Known(found, origin(row, "derogations", path))
    return believed(found, row, "derogations", path, f"decision {row.reference}", on)


@lru_cache(maxsize=CACHED)
def subprocessor(owner: str, service: str, on: date) -> Answer[Subprocessor]:
    """The record by which an external service is admitted. `owner`: its host, or a provider id."""
    wanted = host_of(owner) or owner
    for id_, row in registers.subprocessors().items():
        if wanted in (row.host, id_) and service in row.services:
            found = Subprocessor(row.name, row.host, row.services, row.since, row.until, row.in_force(on))
            path = f"subprocessors.{id_}"
            if not found.in_force:
                return Known(found, origin(row, "subprocessors", path))
            return believed(found, row, "subprocessors", path, f"admission of {row.name}", on)
    return Unknown(
        f"`{wanted}` is not admitted for {service}",
        "the data-protection officer and the security officer: admit it with source and date, or do without it",
        place("subprocessors", "subprocessors"),
        f"`{wanted}` n'est pas admis pour {service}",
        "le délégué à la protection des données et le responsable de la sécurité : l'admettre avec sa source et sa "
        "date, ou s'en passer",
    )


@lru_cache(maxsize=CACHED)
def authority(issuer: str, on: date) -> Answer[Authority]:
    """A certificate authority by name or alias; case and surrounding spaces do not matter."""
    id_ = _authorities().get(issuer.strip().casefold())
    if id_ is None:
        return Unknown(
            f"no register knows the certificate authority `{issuer.strip()}`",
            "whoever orders the certificate: the name of the authority and its country",
            place("authorities", "authorities"),
            f"aucun registre ne connaît l'autorité de certification `{issuer.strip()}`",
            "celui qui commande le certificat : le nom de l'autorité et son pays",
        )
    row = registers.authorities()[id_]
    eu = row.country in load.areas()["EU"].countries
    found = Authority(row.name, row.country, eu)
    return believed(found, row, "authorities", f"authorities.{id_}", f"country of {row.name}", on)


@cache
def _authorities() -> dict[str, str]:
    """Every name, folded -> id. Raises BadInput where the register is wrong."""
    return {
        name.casefold(): id_ for id_, row in registers.authorities().items() for name in (id_, row.name, *row.aliases)
    }
