"""CRY-003: health data lies under a key of the platform's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plan.values import UNKNOWN
from policies.context import Context
from policies.crypto import gaps
from policies.crypto.keys import linked_key
from policies.crypto.own_disks import Own, left_to_host, own_encryption
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

_HEALTH = frozenset({"health", "snds"})
# hosts of the platform's own services: what they keep of health data lies on disks of their own, judged as such
_NO_DATA = frozenset(
    {
        "role.AuditSink",
        "role.Bastion",
        "role.EgressAllowList",
        "role.KeyStore",
        "role.Network",
        "role.PackageMirror",
        "role.SiteLink",
        "role.TimeSource",
    }
)
_CAPABILITIES = (
    "bucket.customer-key",
    "volume.customer-key",
    "file-share.customer-key",
    "database.customer-key",
    "secret.customer-key",
    "backup",
)


def check(record: Record, context: Context) -> Verdict | Iterable[Verdict]:
    if record.area.classification not in _HEALTH:
        return NOT_APPLICABLE
    if record.kind == "compute.vm":
        return _disks(record)
    answer = record["customer_key"]
    if answer is True:
        return PASSED
    if record.kind == "store.block":
        return _by_host(record, answer)
    if record.kind == "backup" and answer is None and record.sets("vault"):
        # a policy or an item holds nothing itself; its vault is asked
        return NOT_APPLICABLE if record.refs("vault") else known_later("vault")
    return _clouds_key(record, answer)


def _disks(host: Record) -> Iterator[Verdict]:
    """The disks that come with a host on which data is worked with."""
    owner = host.owner
    if owner is not None and owner.kind in _NO_DATA:
        return
    for index, disk in enumerate(host["disks"] or ()):
        if disk is UNKNOWN or disk.customer_key is UNKNOWN:
            yield known_later(f"disks[{index}].customer_key")
        else:
            yield PASSED if disk.customer_key is True else _clouds_key(host, disk.customer_key, f"disks[{index}]")


def _by_host(disk: Record, answer: Any) -> Verdict:
    """A disk without a key of the cloud: its hosts encrypt it, and its role is linked to a key of the area."""
    own = own_encryption(disk)
    if own is Own.CONTENT or (own is Own.KEY and linked_key(disk) is not None):
        return PASSED
    if own is not Own.LATER or not left_to_host(disk):
        return _clouds_key(disk, answer)
    note = gaps.note(disk, *_CAPABILITIES)
    return Verdict(
        Result.UNKNOWN,
        Text(
            "whether the host opens this disk with a key of the area stands in the host's document, which is known "
            f"only after apply; check again then{note.en}",
            "le document de l'hôte, connu seulement après l'application, dira si l'hôte ouvre ce disque avec une clé "
            f"de la zone ; à revérifier{note.fr}",
        ),
        ("texts",),
    )


def _clouds_key(record: Record, answer: Any, what: str = "customer_key") -> Verdict:
    note, data = gaps.note(record, *_CAPABILITIES), record.area.classification
    said = Text("it has no key of the platform's own", "aucune clé propre à la plateforme")
    if answer is None:
        said = Text(
            "nothing in the plan shows a key of the platform's own", "rien dans le plan ne montre de clé propre"
        )
    return failed(
        f"{what}: in an area of class `{data}`, and {said.en}{note.en}",
        f"{what} : dans une zone de classe « {data} », et {said.fr}{note.fr}",
        what,
    )


RULE = Rule(
    id="CRY-003",
    title=Text("Health data lies under a key of the platform's own", "Les données de santé relèvent d'une clé propre"),
    clauses=("CSF SOV-3", "C3A SOV-3-02-C"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("store.*", "db", "backup", "log.store", "registry", "kms.secret", "compute.k8s", "compute.vm"),
    explanation=Text(
        "Data of the SNDS and other health data is encrypted under keys that the platform makes, gives out and "
        "destroys. Encryption under the provider's key protects against thieves, not against the provider. It never "
        "lowers a finding about foreign control.",
        "Les données du SNDS et les autres données de santé sont chiffrées sous des clés que la plateforme crée, "
        "attribue et détruit. Un chiffrement sous la clé du prestataire protège du vol, non du prestataire. Il "
        "n'atténue jamais un constat de contrôle étranger.",
    ),
    remediation=Text(
        "Link the role to a `Key` of its area; where the cloud takes no key of ours, keep such data on disks that "
        "hosts open with a key of the area's own store (`KeyStoreVolume`), or have the gap accepted in the exemption "
        "register.",
        "Lier le rôle à une `Key` de sa zone ; lorsque le nuage n'accepte pas de clé du client, placer ces données "
        "sur des disques que les hôtes ouvrent avec une clé du magasin de la zone (`KeyStoreVolume`), ou faire "
        "admettre la lacune dans le registre des exemptions.",
    ),
    check=check,
)
