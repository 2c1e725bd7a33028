"""CRY-001: what is stored is encrypted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plan.values import UNKNOWN
from policies.context import Context
from policies.crypto import gaps
from policies.crypto.own_disks import Own, own_encryption
from policies.model import (
    NOT_APPLICABLE,
    PASSED,
    Result,
    Rule,
    Scope,
    Severity,
    Text,
    Tier,
    Verdict,
    failed,
    known_later,
)
from policies.record import Record

_CAPABILITIES = ("volume.encryption",)


def check(record: Record, context: Context) -> Verdict | Iterable[Verdict]:
    if record.kind == "compute.vm":
        return _disks(record)
    answer = record["encrypted"]
    if answer is True:
        return PASSED
    if record.kind == "store.block":
        return _by_host(record)
    if record.kind == "backup" and answer is None and record.sets("vault"):
        # a policy or an item holds nothing itself; its vault is asked
        return NOT_APPLICABLE if record.refs("vault") else known_later("vault")
    return _plain(record, answer)


def _disks(host: Record) -> Iterator[Verdict]:
    disks = host["disks"]
    for index, disk in enumerate(disks or ()):
        if disk is UNKNOWN or disk.encrypted is UNKNOWN:
            yield known_later(f"disks[{index}].encrypted")
        else:
            yield PASSED if disk.encrypted is True else _plain(host, disk.encrypted, f"disks[{index}]")


def _by_host(disk: Record) -> Verdict:
    """A disk that the cloud leaves plain: encrypted where every host that mounts it does so itself."""
    own = own_encryption(disk)
    if own in (Own.KEY, Own.CONTENT):
        return PASSED
    if own is Own.NONE or disk.raw("encrypted") is False:
        # a cloud that can encrypt it was told not to: what a host may do later is no excuse
        return _plain(disk, disk.raw("encrypted"))
    note = gaps.note(disk, *_CAPABILITIES)
    return Verdict(
        Result.UNKNOWN,
        Text(
            "the cloud does not encrypt this disk; whether its host does stands in the host's document, which is "
            f"known only after apply; check again then{note.en}",
            "le nuage ne chiffre pas ce disque ; le document de l'hôte, connu seulement après l'application, dira si "
            f"l'hôte le fait ; à revérifier{note.fr}",
        ),
        ("texts",),
    )


def _plain(record: Record, answer: Any, what: str = "encrypted") -> Verdict:
    note = gaps.note(record, *_CAPABILITIES)
    if answer is None:
        return failed(
            f"{what}: nothing in the plan shows that it is encrypted at rest{note.en}",
            f"{what} : rien dans le plan ne montre un chiffrement au repos{note.fr}",
            what,
        )
    return failed(f"{what}: not encrypted at rest{note.en}", f"{what} : pas de chiffrement au repos{note.fr}", what)


RULE = Rule(
    id="CRY-001",
    title=Text("Everything stored is encrypted at rest", "Tout ce qui est stocké est chiffré au repos"),
    clauses=("SNC 10.1.a", "GDPR 32(1)(a)"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("store.*", "db", "backup", "registry", "log.store", "compute.k8s", "compute.vm"),
    explanation=Text(
        "Disks, buckets, databases and backups of the platform hold health data and the documents of its hosts. A "
        "disk that is stolen, sent back or read by another tenant must give nothing away.",
        "Les disques, compartiments, bases et sauvegardes de la plateforme contiennent des données de santé et les "
        "documents de ses hôtes. Un disque volé, renvoyé ou lu par un autre client ne doit rien révéler.",
    ),
    remediation=Text(
        "Switch encryption on where the class has an argument for it; where the cloud has none, mount the disk on a "
        "host that encrypts it (`LuksVolume` or `KeyStoreVolume` of `components/hosts`).",
        "Activer le chiffrement lorsque la classe le permet ; lorsque le nuage ne l'offre pas, monter le disque sur "
        "un hôte qui le chiffre (`LuksVolume` ou `KeyStoreVolume` de `components/hosts`).",
    ),
    check=check,
)
