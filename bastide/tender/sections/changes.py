"""What the plan changes against its base, by role: what dies first, what holds data named one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from bastide.review import changes as review
from bastide.review.changes import Changed
from bastide.review.compare import OPERATION_ORDER
from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
from bastide.words import Words
from plan.model import Operation
from policies.model import Text

_DESTROYS: Final = (Operation.DELETE, Operation.REPLACE)

WORDS: Final = Words(
    {
        "compared": Text("Compared with {base}.", "Comparé à {base}."),
        "not compared": Text(
            "Compared with nothing: everything is new. `bastide tender --against` takes an exported state or a "
            "revision, and then says here what each change does.",
            "Comparé à rien : tout est nouveau. « bastide tender --against » prend un état exporté ou une révision, et "
            "indique alors ici l'effet de chaque changement.",
        ),
        "unchanged": Text("Nothing changes.", "Rien ne change."),
        "caution": Text("Approximate: {text}", "Approximatif : {text}"),
        "lost": Text("Deleted or replaced: {title}", "Supprimé ou remplacé : {title}"),
        "by role": Text("Operations by role: {title}", "Opérations par rôle : {title}"),
        "operation": Text("operation", "opération"),
        "where": Text("where", "où"),
        "what": Text("what", "quoi"),
        "why": Text("why", "pourquoi"),
        "stack": Text("stack", "pile"),
        "role": Text("role", "rôle"),
        "data": Text("holds data", "porte des données"),
        "kept": Text("kept at the cloud", "conservé chez l'hébergeur"),
        "follows": Text(
            "replaced with something that it depends on and that is deleted first",
            "remplacé avec ce dont il dépend et qui est supprimé d'abord",
        ),
        "forces": Text("{paths} forces it", "imposé par {paths}"),
        "no role": Text("no role", "aucun rôle"),
        "delete": Text("delete", "suppression"),
        "replace": Text("replace", "remplacement"),
        "create": Text("create", "création"),
        "update": Text("update", "modification"),
        "import": Text("import", "adoption"),
    }
)


class Lost(Part):
    """A resource that is deleted or replaced. `kept`: it stays at the cloud; `forced_by`: properties that force it."""

    operation: Operation
    stack: str
    role: str
    type: str
    name: str
    holds_data: bool
    kept: bool
    follows: bool
    forced_by: tuple[str, ...]


class ByRole(Part):
    """How many operations of each kind at one role path of one stack."""

    stack: str
    role: str
    operations: dict[Operation, int]


class Changes(Part):
    """All changes of one estate.

    Attributes:
        compared_with: with what; "" where the plan is compared with nothing, and then nothing else is there.
        cautions: why the comparison cannot be exact.
        lost: deletions and replacements, what holds data first; nothing is left out.
    """

    compared_with: str
    cautions: tuple[str, ...]
    lost: tuple[Lost, ...]
    by_role: tuple[ByRole, ...]


def of(candidate: Candidate) -> Changes:
    """The changes of one candidate's estate."""
    found = review.changes(candidate.plans)
    if not found.bases:
        return Changes(compared_with="", cautions=(), lost=(), by_role=())
    return Changes(
        compared_with=", ".join(found.bases),
        cautions=found.cautions,
        lost=lost(found.resources),
        by_role=tuple(_by_role(found.resources)),
    )


def lost(changed: Iterable[Changed]) -> tuple[Lost, ...]:
    """What is deleted or replaced: what holds data before the rest, what stays at the cloud after what does not."""
    found = (_lost(item) for item in changed if item.operation in _DESTROYS)
    return tuple(sorted(found, key=lambda item: (not item.holds_data, item.kept)))


def _lost(item: Changed) -> Lost:
    return Lost(
        operation=Operation(item.operation),
        stack=item.stack,
        role=item.role,
        type=item.type,
        name=printable(item.name),
        holds_data=item.holds_data,
        kept=item.kept,
        follows=item.follows,
        forced_by=tuple(change.path for change in item.properties if change.forces_replace),
    )


def _by_role(changed: Iterable[Changed]) -> list[ByRole]:
    counts: dict[tuple[str, str], Counter[Operation]] = defaultdict(Counter)
    for item in changed:
        counts[item.stack, item.role][Operation(item.operation)] += 1
    rows = [
        ByRole(
            stack=stack,
            role=role,
            operations={operation: count[operation] for operation in OPERATION_ORDER if count[operation]},
        )
        for (stack, role), count in counts.items()
    ]
    return sorted(rows, key=lambda row: (_worst(row), row.stack, row.role))


def _worst(row: ByRole) -> int:
    return min(OPERATION_ORDER.index(operation) for operation in row.operations)
