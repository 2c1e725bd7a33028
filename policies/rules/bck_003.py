"""BCK-003: backups cannot be deleted, few may touch them, and access to them is logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.identity.holders import Holders, abilities, attribute, defines_only, grants, holders, identities
from policies.logs.lacking import note
from policies.logs.sinks import sinks_of, whole
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_DESTROYS: Final = frozenset({"all", "delete-data"})


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "role.Backup":
        return _role(record)
    if record.kind == "backup":
        return _vault(record)
    return _given(record, holders(context.view))


def _vault(vault: Record) -> Iterator[Verdict]:
    immutable = vault.raw("immutable")
    if immutable is None:
        return
    yield known_later("immutable") if immutable is UNKNOWN else PASSED if immutable is True else _deletable()
    if all(role.kind != "role.Backup" for role in vault.owners()):
        yield _logged(vault)


def _deletable() -> Verdict:
    return failed(
        "backups can be deleted before their time: the vault is not locked",
        "les sauvegardes peuvent être supprimées avant terme : le coffre n'est pas verrouillé",
        "immutable",
    )


def _logged(vault: Record) -> Verdict:
    if any(whole(sink) for sink in sinks_of(vault)):
        return PASSED
    return failed(
        f"access to {vault.name} is not logged: nobody can review it each month",
        f"les accès à {vault.name} ne sont pas journalisés : nul ne peut les revoir chaque mois",
        "log.sink",
    )


def _role(role: Record) -> Iterator[Verdict]:
    vaults = [item for item in below(role, "backup") if item.raw("immutable") is not None]
    yield from (_logged(vault) for vault in vaults)
    if not vaults:
        gap = note(role.view, "backup")
        yield failed(
            f"no vault stands in the plan: nothing shows that backups cannot be deleted{gap.en}",
            f"aucun coffre ne figure dans le plan : rien ne montre que les sauvegardes sont indélébiles{gap.fr}",
            "immutable",
        )


def _given(record: Record, held: Holders) -> Verdict | Iterator[Verdict]:
    return NOT_APPLICABLE if record.kind == "iam.policy" and defines_only(record) else _least(record, held)


def _least(record: Record, held: Holders) -> Iterator[Verdict]:
    """Who manages backups does not also destroy what they are of."""
    value = record.raw(attribute(record))
    if value is UNKNOWN or any(item is UNKNOWN for item in value or ()):
        yield known_later("grants")
    for grant in grants(record):
        able = abilities(record, grant)
        if "manage-backups" not in able:
            continue
        total = able.union(*(held.all_of(identity) for identity in identities(record, grant)))
        if total & _DESTROYS:
            yield failed(
                "who manages backups can also delete the data they are of",
                "qui gère les sauvegardes peut aussi supprimer les données qu'elles couvrent",
                "grants",
            )
        else:
            yield PASSED


RULE = Rule(
    id="BCK-003",
    title=Text(
        "Backups are locked, touched by few, and every access is logged",
        "Les sauvegardes sont verrouillées, accessibles à peu, et tout accès est journalisé",
    ),
    clauses=("SNC 12.5.b",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("backup", "iam.group", "iam.policy", "iam.user", "role.Backup"),
    explanation=Text(
        "Extortion begins with the backups. Where one stolen account can delete both the health data and its backups, "
        "there is no way back, and the monthly review of access finds nothing that was not logged.",
        "L'extorsion commence par les sauvegardes. Si un seul compte volé peut supprimer les données de santé et leurs "
        "sauvegardes, il n'y a plus de retour, et la revue mensuelle des accès ne trouve rien de ce qui n'a pas été "
        "journalisé.",
    ),
    remediation=Text(
        "Lock the vault, deliver its logs to the audit sink, and give the right to manage backups to an identity that "
        "cannot delete data.",
        "Verrouiller le coffre, verser ses journaux au puits d'audit, et confier la gestion des sauvegardes à une "
        "identité qui ne peut pas supprimer de données.",
    ),
    check=check,
)
