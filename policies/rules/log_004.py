"""LOG-004: who writes logs can do nothing else with them, and who runs the platform does not read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.identity.holders import Holders, abilities, attribute, defines_only, grants, holders, identities
from policies.kinds.values import Grant
from policies.logs.keepers import keeps_logs
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import Record

_WRITER_MAY: Final = frozenset({"write-data", "write-logs", "use-keys"})
_RUNS: Final = frozenset({"all", "manage-compute", "manage-iam", "manage-network"})
_WRITERS: Final = ("role.AuditSink", "role.Bastion")
"""Roles whose identities exist to add logs or recordings."""


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "store.object":
        return _bucket(record) if keeps_logs(record) else NOT_APPLICABLE
    return _given(record, holders(context.view))


def _is_later(record: Record) -> bool:
    """Whether a grant, or what one allows, is known only after apply."""
    value = record.raw(attribute(record))
    return value is UNKNOWN or any(item is UNKNOWN or item.actions is UNKNOWN for item in value or ())


def _known(record: Record) -> list[Grant]:
    return [grant for grant in grants(record) if grant.actions is not UNKNOWN]


def _given(record: Record, held: Holders) -> Iterator[Verdict]:
    if _is_later(record):
        yield known_later("grants")
    owner = record.owner
    if owner is not None and owner.kind in _WRITERS:
        yield from (_writes_only(abilities(record, grant)) for grant in _known(record))
    elif record.area.stage in ("", "hub") and not defines_only(record):
        # elsewhere rights end at a project that holds no store of logs
        yield from _reads(record, held)


def _writes_only(able: frozenset[str]) -> Verdict:
    more = able - _WRITER_MAY
    return _too_much(", ".join(sorted(more)), "grants") if more else PASSED


def _too_much(able: str, place: str) -> Verdict:
    return failed(
        f"an identity that only adds logs may do more: {able}",
        f"une identité qui ne fait qu'ajouter des journaux peut davantage : {able}",
        place,
    )


def _reads(record: Record, held: Holders) -> Iterator[Verdict]:
    """Grants that let logs be read, by identities that also run the platform."""
    for grant in _known(record):
        able = abilities(record, grant)
        total = able.union(*(held.all_of(identity) for identity in identities(record, grant)))
        if not _reads_logs(record, grant, able, total):
            continue
        runs = total & _RUNS
        if runs:
            yield failed(
                f"who runs the platform ({', '.join(sorted(runs))}) reads its logs",
                f"qui exploite la plateforme ({', '.join(sorted(runs))}) en lit les journaux",
                "grants",
            )
        else:
            yield PASSED


def _reads_logs(record: Record, grant: Grant, able: frozenset[str], total: frozenset[str]) -> bool:
    """Whether a grant lets logs be read: as such, or as objects of the hub's buckets.

    A right that runs machines reads images and databases with it; the buckets of logs, which are under keys, only with
    the use of keys.
    """
    if able & {"all", "read-logs"}:
        return True
    if record.area.stage != "hub" or grant.scope == "resource" or "read-data" not in able:
        return False
    return "use-keys" in total or not able & _RUNS


def _bucket(bucket: Record) -> Iterator[Verdict]:
    """The policies of a bucket of logs: nobody both adds and reads or deletes, and nobody deletes."""
    if _is_later(bucket):
        yield known_later("policies")
    for grant in _known(bucket):
        writes = "write-data" in grant.capabilities
        more = grant.capabilities - _WRITER_MAY if writes else grant.capabilities - {"read-data", "read-logs"}
        if grant.principal == "*":
            yield failed(
                "the bucket of logs is open to everyone",
                "le compartiment des journaux est ouvert à tous",
                "policies",
            )
        elif more:
            yield _too_much(", ".join(sorted(more)), "policies")
        else:
            yield PASSED


RULE = Rule(
    id="LOG-004",
    title=Text(
        "Logs are added by those who can only add, and read by those who run nothing",
        "Les journaux sont ajoutés par qui ne peut qu'ajouter, et lus par qui n'exploite rien",
    ),
    clauses=("SNC 12.7.e",),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("iam.group", "iam.policy", "iam.user", "store.object"),
    explanation=Text(
        "The identity on a bastion is the first that an intruder gets, and an operator is whom the logs are about. "
        "Neither may read, change or delete what was written of health data and of himself.",
        "L'identité d'un bastion est la première qu'un intrus obtient, et un exploitant est celui dont parlent les "
        "journaux. Aucun des deux ne doit lire, modifier ou effacer ce qui a été consigné des données de santé et de "
        "lui-même.",
    ),
    remediation=Text(
        "Give the writer `PutObject` on its one bucket and nothing else; take rights to read logs from the right "
        "`administer` and leave them to the auditors' group.",
        "Ne donner à l'identité d'écriture que `PutObject` sur son seul compartiment ; retirer la lecture des "
        "journaux du droit `administer` et la laisser au groupe des auditeurs.",
    ),
    check=check,
)
