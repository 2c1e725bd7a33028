"""LOG-003: logs lie apart from what writes them, encrypted, unchangeable and more than once."""

from __future__ import annotations

from collections.abc import Iterator

from policies.below import below
from policies.context import Context
from policies.crypto.own_disks import Own, own_encryption
from policies.kinds.readers import look
from policies.logs.keepers import keeps_logs, number
from policies.logs.lacking import note
from policies.logs.protection import is_backed_up
from policies.logs.retention import floor
from policies.logs.shipping import ships
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.record import KnownLater, Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "compute.vm":
        return _sent_away(record)
    if record.kind == "role.AuditSink":
        return _sink(record, context)
    if not keeps_logs(record):
        return NOT_APPLICABLE
    return _store(record, context)


def _store(store: Record, context: Context) -> Iterator[Verdict]:
    for asked in (_encrypted, _apart):
        try:
            yield asked(store)
        except KnownLater as later:
            yield known_later(later.attribute)
    try:
        yield from _unchangeable(store, context)
    except KnownLater as later:
        yield known_later(later.attribute)


def _encrypted(store: Record) -> Verdict:
    if store["encrypted"] is True:
        return PASSED
    return failed(
        "nothing shows that the logs are encrypted at rest",
        "rien ne montre que les journaux sont chiffrés",
        "encrypted",
    )


def _apart(store: Record) -> Verdict:
    """In another project than what it logs; of the hub's own logs the role is asked."""
    if store.area.stage in ("", "hub"):
        return PASSED
    return failed(
        f"logs are kept in {store.area.name}, by those whose acts they record",
        f"les journaux sont gardés dans {store.area.name}, chez ceux dont ils consignent les actes",
        "location",
    )


def _unchangeable(store: Record, context: Context) -> Iterator[Verdict]:
    least = floor(context.on)
    if store.kind == "store.object":
        yield _locked(store, least)
        yield PASSED if store["versioned"] is True or number(store["locked_days"]) else _overwritten()
        return
    if store["immutable"] is True or any(number(item["locked_days"]) >= least for item in _copies(store)):
        yield PASSED
        return
    yield failed(
        "the logs can be deleted, and no locked bucket holds a copy of them",
        "les journaux peuvent être supprimés, et aucun compartiment verrouillé n'en garde de copie",
        "immutable",
    )


def _copies(store: Record) -> Iterator[Record]:
    """Buckets that a delivery copies the store to, or that its own role has beside it."""
    for sender in store.view.pointing_to(store, "log.sink"):
        if store in sender.refs("of") and sender["enabled"] is True:
            yield from sender.refs("store", "store.object")
    owner = store.owner
    if owner is not None and owner.kind == "role.AuditSink" and not store.view.of("log.sink"):
        # without deliveries as code the writer's identity adds to both
        yield from below(owner, "store.object")


def _locked(bucket: Record, least: int) -> Verdict:
    if number(bucket["locked_days"]) >= least:
        return PASSED
    gap = note(bucket.view, "bucket.lock")
    return failed(
        f"logs can be deleted after {number(bucket['locked_days']):g} days; a lock of {least} is asked{gap.en}",
        f"les journaux peuvent être supprimés après {number(bucket['locked_days']):g} jours ; un verrou de {least} "
        f"jours est exigé{gap.fr}",
        "locked_days",
    )


def _overwritten() -> Verdict:
    return failed(
        "what is overwritten is gone: the bucket keeps no versions",
        "ce qui est écrasé est perdu : le compartiment ne garde pas de versions",
        "versioned",
    )


def _sink(role: Record, context: Context) -> Iterator[Verdict]:
    """What a store's own record cannot say: whose project it is in, and the hosts of a store of our own."""
    if role.area.stage == "hub" and _logs_of_own_area(role):
        yield failed(
            "the hub's own logs lie in the hub's own project: who administers the one administers the other",
            "les journaux du hub se trouvent dans le projet du hub : qui administre l'un administre l'autre",
            "project",
        )
    hosts = below(role, "compute.vm")
    if not hosts:
        return
    days = number(look(role.raw("spec"), "retention_days"))
    if days >= floor(context.on):
        yield PASSED
    else:
        yield failed(
            f"the store's lock ends after {days:g} days; {floor(context.on)} are asked",
            f"le verrou du dépôt prend fin après {days:g} jours ; {floor(context.on)} sont exigés",
            "spec.retention_days",
        )
    for disk in below(role, "store.block"):
        yield _disk(disk)
    yield from (_saved(host) for host in hosts)


def _logs_of_own_area(role: Record) -> bool:
    """Whether anything else of its own area is there to be logged."""
    return any(
        item.area.name == role.area.name and item.owner is not role
        for item in role.view.of("compute.vm", "kms.vault", "kms.key", "store.object", "admin.bastion")
    )


def _disk(disk: Record) -> Verdict:
    shown = Own.KEY if disk.raw("encrypted") is True else own_encryption(disk)
    if shown is Own.LATER:
        return known_later("encrypted")
    if shown is not Own.NONE:
        return PASSED
    return failed(
        f"{disk.name} holds the logs, and nothing shows that it is encrypted",
        f"{disk.name} porte les journaux, et rien ne montre qu'il est chiffré",
        "encrypted",
    )


def _saved(host: Record) -> Verdict:
    if is_backed_up(host):
        return PASSED
    gap = note(host.view, "backup")
    return failed(
        f"one host and one disk hold all logs: nothing backs {host.name} up{gap.en}",
        f"une seule machine et un seul disque portent tous les journaux : rien ne sauvegarde {host.name}{gap.fr}",
        "backup",
    )


def _sent_away(host: Record) -> Verdict:
    sent = ships(host)
    if sent is None:
        return known_later("texts")
    if sent:
        return PASSED
    return failed(
        "the host's own logs stay on it: neither its documents nor an agent send them to a store of logs",
        "les journaux de la machine restent sur elle : ni ses documents ni un agent ne les versent à un dépôt",
        "texts",
    )


RULE = Rule(
    id="LOG-003",
    title=Text(
        "Logs lie apart, encrypted, unchangeable and backed up",
        "Les journaux sont tenus à part, chiffrés, inaltérables et sauvegardés",
    ),
    clauses=("SNC 12.7.a", "SNC 12.7.c", "SNC 12.7.d"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("compute.vm", "log.store", "role.AuditSink", "store.object"),
    explanation=Text(
        "Whoever takes health data will try to remove the trace of it. Logs on the machine, in the project or under "
        "the rights of those whose acts they record are no evidence.",
        "Qui dérobe des données de santé cherchera à en effacer la trace. Des journaux placés sur la machine, dans "
        "le projet ou sous les droits de ceux dont ils consignent les actes ne prouvent rien.",
    ),
    remediation=Text(
        "Keep logs in the audit sink with a lock over the whole retention and versions, in a project of its own; "
        "export a store that can be purged to a locked bucket; send the hosts' logs there.",
        "Garder les journaux dans le puits d'audit, verrouillé pour toute la durée et avec versions, dans un projet "
        "à part ; exporter vers un compartiment verrouillé tout dépôt effaçable ; y verser les journaux des machines.",
    ),
    check=check,
)
