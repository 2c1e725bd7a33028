"""BCK-001: everything that holds data is backed up daily."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.below import below
from policies.context import Context
from policies.kinds.readers import look
from policies.logs.lacking import note
from policies.logs.protection import backups_of, covering, hosts_saved, hours_between, is_backed_up, is_daily
from policies.logs.subjects import holds_shares, is_copy, is_locked
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.is_data and record.kind != "backup" and is_copy(record):
        return NOT_APPLICABLE
    return _ASKED[record.kind](record)


def _most() -> int:
    return parameters().backup_hours_max.value


def _bare(record: Record, place: str, *capabilities: str) -> Verdict:
    gap = note(record.view, *capabilities)
    return failed(
        f"holds data, and nothing backs it up each day{gap.en}",
        f"porte des données, et rien ne les sauvegarde chaque jour{gap.fr}",
        place,
    )


def _database(database: Record) -> Iterator[Verdict]:
    days = database.raw("backup_days")
    if days is UNKNOWN:
        yield known_later("backup_days")
    elif isinstance(days, int | float) and days >= 1:
        yield PASSED
    else:
        yield _bare(database, "backup_days", "database.backup-retention")
        return
    hours = database.raw("backup_hours")
    yield known_later("backup_hours") if hours is UNKNOWN else _often_enough(hours, "backup_hours")


def _often_enough(hours: Any, place: str) -> Verdict:
    if is_daily(hours, _most()):
        return PASSED
    if not isinstance(hours, int | float) or isinstance(hours, bool):
        return failed(
            f"{place}: how often backups are made is not set and not known; daily is asked",
            f"{place} : la fréquence des sauvegardes n'est ni fixée ni connue ; elle doit être quotidienne",
            place,
        )
    return failed(
        f"{place}: {hours:g} hours between two backups; at most {_most()} are allowed",
        f"{place} : {hours:g} heures entre deux sauvegardes ; {_most()} au plus sont admises",
        place,
    )


def _bucket(bucket: Record) -> Verdict:
    if holds_shares(bucket):
        return NOT_APPLICABLE
    if is_locked(bucket) or _any_daily(backups_of(bucket)):
        return PASSED
    if bucket["versioned"] is True and bucket["replica"]:
        return PASSED
    return _bare(bucket, "locked_days", "bucket.lock")


def _disk(disk: Record) -> Verdict:
    if _any_daily(covering(disk)) or hosts_saved(disk):
        return PASSED
    return _bare(disk, "backup", "backup")


def _share(share: Record) -> Verdict:
    return PASSED if _any_daily(backups_of(share)) else _bare(share, "backup", "backup")


def _any_daily(backups: Iterable[Record]) -> bool:
    return any(is_daily(hours_between(item), _most()) for item in backups)


def _host(host: Record) -> Verdict:
    saved = host["backed_up"]
    if saved is None:
        # built from its document; what it keeps lies on disks that are asked themselves
        return NOT_APPLICABLE
    return PASSED if saved else _bare(host, "backed_up")


def _schedule(backup: Record) -> Iterator[Verdict]:
    """A plan, or a vault with its plans: as often and for as long as it says."""
    hours, days = backup.raw("interval_hours"), backup.raw("keep_days")
    if hours is UNKNOWN:
        yield known_later("interval_hours")
    elif hours is not None:
        yield _often_enough(hours, "interval_hours")
    if days is UNKNOWN:
        yield known_later("keep_days")
    elif days is not None and not (isinstance(days, int | float) and days >= 1):
        yield failed("backups are not kept for a day", "les sauvegardes ne sont pas gardées un jour", "keep_days")


def _role(role: Record) -> Verdict:
    wanted = _wanted(role)
    if below(role, "backup") or (wanted and all(_saved(item) for item in wanted)):
        return PASSED
    gap = note(role.view, "backup")
    if not wanted and not gap.en:
        return NOT_APPLICABLE
    return failed(
        f"the area's hosts and volumes have no plan of backups{gap.en}",
        f"les machines et volumes du domaine n'ont pas de plan de sauvegarde{gap.fr}",
        "backup",
    )


def _wanted(role: Record) -> list[Record]:
    """The roles whose hosts and volumes it is linked to."""
    links = [look(role.raw("links"), name) for name in ("hosts", "volumes")]
    urns = [urn for link in links if isinstance(link, dict) for urn in link.values()]
    return [item for urn in urns if (item := role.view.record(str(urn))) is not None]


def _saved(role: Record) -> bool:
    hosts = below(role, "compute.vm")
    return bool(hosts) and all(is_backed_up(host) for host in hosts)


_ASKED: Final[Mapping[str, Callable[[Record], Verdict | Iterator[Verdict]]]] = {
    "backup": _schedule,
    "compute.vm": _host,
    "db": _database,
    "role.Backup": _role,
    "store.block": _disk,
    "store.file": _share,
    "store.object": _bucket,
}
"""Kind -> what is asked."""

RULE = Rule(
    id="BCK-001",
    title=Text("Data is backed up daily", "Les données sont sauvegardées chaque jour"),
    clauses=("SNC 12.5.a", "GDPR 32(1)(c)"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=tuple(_ASKED),
    explanation=Text(
        "Years of a research project, or the main copy of the health data, hang on one mistyped command. What is "
        "backed up each day loses a day at most.",
        "Des années d'un projet de recherche, ou la copie principale des données de santé, tiennent à une commande "
        "mal saisie. Ce qui est sauvegardé chaque jour perd un jour au plus.",
    ),
    remediation=Text(
        "Put hosts, volumes and shares under a plan of backups (`backups` of the intent), set `backup_days` and a "
        "daily schedule for databases, and a lock with versions (`locked_days`) for buckets.",
        "Placer machines, volumes et partages sous un plan de sauvegarde (`backups` de l'intention), fixer "
        "`backup_days` et une fréquence quotidienne pour les bases, un verrou avec versions (`locked_days`) pour les "
        "compartiments.",
    ),
    check=check,
)
