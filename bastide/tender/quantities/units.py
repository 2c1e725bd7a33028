"""The units of the bill: a fixed table, with the same ids in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from policies.model import Text


class Unit(StrEnum):
    """What a price is for. For how many of it, see the lines."""

    VCPU_MONTH = "vCPU·month"
    GIB_MONTH = "GiB·month"
    GB_MONTH = "GB·month"
    PIECE_MONTH = "piece·month"
    MILLION_OPERATIONS = "million operations"
    GB = "GB"
    TB = "TB"
    MONTH = "month"


LABELS: Final[Mapping[Unit, Text]] = {
    Unit.VCPU_MONTH: Text("vCPU·month", "vCPU·mois"),
    Unit.GIB_MONTH: Text("GiB·month", "Gio·mois"),
    Unit.GB_MONTH: Text("GB·month", "Go·mois"),
    Unit.PIECE_MONTH: Text("piece·month", "unité·mois"),
    Unit.MILLION_OPERATIONS: Text("million operations", "million d'opérations"),
    Unit.GB: Text("GB", "Go"),
    Unit.TB: Text("TB", "To"),
    Unit.MONTH: Text("month", "mois"),
}

MEANINGS: Final[Mapping[Unit, Text]] = {
    Unit.VCPU_MONTH: Text(
        "one virtual core, reserved for one calendar month, running or not",
        "un cœur virtuel réservé pendant un mois calendaire, en marche ou arrêté",
    ),
    Unit.GIB_MONTH: Text(
        "one gibibyte (2³⁰ bytes) of memory, reserved for one calendar month",
        "un gibioctet (2³⁰ octets) de mémoire vive réservé pendant un mois calendaire",
    ),
    Unit.GB_MONTH: Text(
        "one gigabyte of storage, as the cloud itself counts it, provisioned for one calendar month; some clouds mean "
        "10⁹ bytes and some 2³⁰: the price says which, the quantity is the one that is asked for",
        "un gigaoctet de stockage, tel que l'hébergeur le compte, provisionné pendant un mois calendaire ; certains "
        "hébergeurs entendent 10⁹ octets, d'autres 2³⁰ : le prix précise lequel, la quantité est celle demandée",
    ),
    Unit.PIECE_MONTH: Text("one piece, for one calendar month", "une unité pendant un mois calendaire"),
    Unit.MILLION_OPERATIONS: Text(
        "one million calls that use a key (encrypt, decrypt, wrap, sign)",
        "un million d'appels utilisant une clé (chiffrer, déchiffrer, envelopper, signer)",
    ),
    Unit.GB: Text("one gigabyte (10⁹ bytes) taken in", "un gigaoctet (10⁹ octets) ingéré"),
    Unit.TB: Text("one terabyte (10¹² bytes) transferred", "un téraoctet (10¹² octets) transféré"),
    Unit.MONTH: Text("one calendar month of the whole", "un mois calendaire de l'ensemble"),
}


def unit_of(written: str) -> Unit | None:
    """The unit that is written as id or as label of either language; None for anything else."""
    return _SPELLINGS.get(written.strip())


_SPELLINGS: Final[Mapping[str, Unit]] = {
    spelling: unit for unit, label in LABELS.items() for spelling in (unit.value, label.en, label.fr)
}
