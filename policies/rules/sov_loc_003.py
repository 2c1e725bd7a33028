"""SOV-LOC-003: backups, replicas and copies obey the same rules of location."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, known_later
from policies.places import judged
from policies.record import Record

_COPIES: Final = {"backup": "copy_location", "db": "backup_location", "store.object": "replica"}
_SAME: Final = "same"


def check(record: Record, context: Context) -> Iterator[Verdict]:
    attribute = _COPIES[record.kind]
    copy = record.raw(attribute)
    if copy is None:
        return
    if copy is UNKNOWN:
        yield known_later(attribute)
        return
    for place in copy if isinstance(copy, tuple) else (copy,):
        if place is UNKNOWN:
            yield known_later(attribute)
        elif place == _SAME:
            # lies with its source, which SOV-LOC-001 judges
            yield PASSED
        else:
            yield judged(record.cloud, str(place), context, attribute)


RULE = Rule(
    id="SOV-LOC-003",
    title=Text(
        "Backups, replicas and copies lie in the allowed countries",
        "Sauvegardes, répliques et copies se trouvent dans les pays admis",
    ),
    clauses=("SNC 12.5.d", "HDS EXI 04", "HDS EXI 28"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=tuple(sorted(_COPIES)),
    explanation=Text(
        "A copy of health data is health data, and copies are where a second region enters unseen. "
        "The scope of certification covers backups and copies as it covers the original.",
        "Une copie de données de santé est une donnée de santé, et c'est par les copies qu'une seconde région "
        "s'introduit sans être vue. La certification couvre les sauvegardes et copies comme l'original.",
    ),
    remediation=Text(
        "Name a region of the intent's residency for the copy (choices of the cloud, `replica_region` or backup "
        "regions).",
        "Désigner pour la copie une région conforme à la résidence voulue (choix du nuage, région de réplique ou de "
        "sauvegarde).",
    ),
    check=check,
)
