"""BCK-002: a copy lies at another site or in another zone, in the allowed countries."""

from __future__ import annotations

from typing import Any

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.logs.lacking import note
from policies.logs.subjects import holds_shares, is_copy, is_locked
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.places import judged
from policies.record import Record

_SAME = "same"


def check(record: Record, context: Context) -> Verdict:
    if record.kind == "role.Backup":
        return _role(record)
    if record.kind == "backup":
        return _vault(record, context)
    if record.kind == "db":
        return _database(record, context)
    if is_copy(record) or holds_shares(record) or not is_locked(record):
        # without a backup of any kind there is no copy to ask for: BCK-001
        return NOT_APPLICABLE
    return _placed(record, record["replica"], "replica", context, record["geo_redundant"])


def _vault(vault: Record, context: Context) -> Verdict:
    copy, zones = vault.raw("copy_location"), vault.raw("several_zones")
    chosen = vault.raw("geo_redundant")
    if copy is None and zones is None and chosen is None:
        # a plan or what goes by one: its vault says it
        return NOT_APPLICABLE
    if zones is True:
        return PASSED
    if zones is UNKNOWN and not copy:
        return known_later("several_zones")
    return _placed(vault, copy, "copy_location", context, chosen)


def _database(database: Record, context: Context) -> Verdict:
    if database["backup_days"] == 0:
        return NOT_APPLICABLE
    place = "backup_location"
    return _placed(database, database[place], place, context, database["geo_redundant"])


def _placed(record: Record, copy: Any, place: str, context: Context, chosen: Any) -> Verdict:
    if copy is UNKNOWN or chosen is UNKNOWN:
        return known_later(place)
    if copy and copy != _SAME and str(copy).casefold() != str(record.location).casefold():
        return judged(record.cloud, str(copy), context, place)
    if chosen is True:
        return failed(
            "a copy lies in a region of the provider's choice: nobody can say where",
            "une copie se trouve dans une région choisie par le fournisseur : nul ne peut dire où",
            "geo_redundant",
        )
    return failed(
        "no copy at another site is set, and no fact says that the region keeps it in several zones; ask the provider",
        "aucune copie sur un autre site n'est prévue, et aucun fait n'établit que la région la garde en plusieurs "
        "zones ; demander au fournisseur",
        place,
    )


def _role(role: Record) -> Verdict:
    if below(role, "backup"):
        # each vault is asked itself
        return NOT_APPLICABLE
    gap = note(role.view, "backup")
    return failed(
        f"nothing in the plan says where a copy of hosts and volumes lies{gap.en}",
        f"rien dans le plan n'indique où se trouve une copie des machines et volumes{gap.fr}",
        "backup",
    )


RULE = Rule(
    id="BCK-002",
    title=Text(
        "A copy of every backup lies at another site or zone",
        "Toute sauvegarde a une copie sur un autre site ou dans une autre zone",
    ),
    clauses=("SNC 12.5.d",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("backup", "db", "role.Backup", "store.object"),
    explanation=Text(
        "A fire in one building has taken data and backups of many customers at once. A backup of health data beside "
        "its original is lost with it, and one outside the allowed countries breaks the law.",
        "Un incendie dans un bâtiment a emporté d'un coup données et sauvegardes de nombreux clients. Une sauvegarde "
        "de données de santé voisine de l'original disparaît avec lui, et hors des pays admis elle viole la loi.",
    ),
    remediation=Text(
        "Choose a vault over several zones, or name a second region of the intent's residency for the copy; where the "
        "provider spreads copies by itself, bring its written statement and have the fact recorded.",
        "Choisir un coffre réparti sur plusieurs zones, ou désigner une seconde région conforme à la résidence "
        "voulue ; si le fournisseur répartit lui-même les copies, obtenir sa déclaration écrite et faire consigner ce "
        "fait.",
    ),
    check=check,
)
