"""From a checkout to a receipt: the plan, what the rules say of it, and what may be destroyed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from bastide.planning import Order, Report, plan_all_with_pulumi, plan_each
from bastide.preview import orders_of, with_progress
from bastide.receipt import destructive, findings, previewed
from bastide.receipt.desired import part
from bastide.receipt.destructive import Loss, Named
from facts import edition
from plan.engine import revision
from plan.engine.plans import Request
from plan.errors import EngineFailed
from plan.model import LayerPlan
from policies.checking import Ask, Checked, check
from policies.model import Finding
from stacks.approval import journal, receipt, repository
from stacks.approval.receipt import Compared, Receipt, StackPart, Unreviewed
from stacks.approval.refused import NotApproved
from stacks.approval.settings import settings

_SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """What a receipt is asked of.

    Attributes:
        names: estates and stacks; none: all estates.
        on: the day.
        against: a revision or the file of an exported state, to see what would be destroyed; "": not looked for.
        preview: the file of a preview that has looked already, in place of `against`.
        named: deletions and replacements that the approver is asked to allow.
        besides: files of the working tree that need not be committed: the receipt itself.
    """

    names: Sequence[str]
    on: date
    against: str = ""
    preview: Path | None = None
    named: Sequence[Named] = ()
    besides: Collection[Path] = field(default=())


@dataclass(frozen=True)
class Seen:
    """What a plan of one estate came to."""

    parts: tuple[StackPart, ...]
    findings: tuple[Finding, ...]
    surprises: tuple[Finding, ...]


def make(asked: Asked, folder: Path) -> Receipt:
    """A receipt of the commit that is checked out. Equal input gives equal bytes, on every machine.

    Raises:
        NotApproved: a rule stops that no list of known shortfalls has; a deletion or replacement is not named; the
            preview is of another program.
        BadInput: files are not committed, there is no such stack, or a file is wrong.
        ToolkitFailed: the toolkit itself failed, or with `against` there is no Pulumi CLI.
    """
    root = folder.parent
    repository.require_clean(root, asked.besides)
    commit, orders = repository.head(root), orders_of(asked.names, folder)
    preview = previewed.read(asked.preview, orders) if asked.preview else None
    seen = _seen(orders, folder, asked.on)
    _require_no_surprise([item for one in seen for item in one.surprises])
    parts = tuple(item for one in seen for item in one.parts)
    found = preview.losses(parts) if preview else _losses(orders, root, asked.against)
    allowed = destructive.allowed(asked.named, found)
    _require_named(destructive.not_allowed(found or (), allowed))
    days = timedelta(days=settings(root).receipt_days)
    return receipt.made(
        {
            "day": asked.on.isoformat(),
            "expires": (asked.on + days).isoformat(),
            "commit": commit,
            "toolkit": installed("bastide"),
            "facts": edition.version(),
            "compared": preview.compared.model_dump() if preview else _compared(asked.against, root),
            "stacks": [item.model_dump(mode="json") for item in parts],
            "findings": findings.summary([item for one in seen for item in one.findings]).model_dump(mode="json"),
            "allowed": [item.model_dump(mode="json") for item in allowed],
            "break_glass": [item.model_dump(mode="json") for item in _unreviewed(root, [p.stack for p in parts])],
        }
    )


def _seen(orders: Sequence[Order], folder: Path, on: date) -> tuple[Seen, ...]:
    wanted = {order.estate: order.layers for order in orders}
    # a stack is judged with its whole estate in sight
    whole = [Order(order.estate) for order in orders]

    def work(report: Report | None) -> tuple[Seen, ...]:
        return plan_each(whole, folder, partial(_of_estate, folder=folder, on=on, layers=wanted), report)

    return with_progress(whole, work)


def _of_estate(
    order: Order, plans: tuple[LayerPlan, ...], *, folder: Path, on: date, layers: dict[str, tuple[str, ...]]
) -> Seen:
    checked = judged(plans, folder, on)
    chosen = layers[order.estate] or tuple(plan.layer for plan in plans)
    return Seen(
        parts=tuple(part(plan) for plan in plans if plan.layer in chosen),
        findings=findings.of_layers(checked, chosen),
        surprises=findings.surprises(checked, chosen),
    )


def judged(plans: tuple[LayerPlan, ...], folder: Path, on: date) -> Checked:
    """What the rules say of a whole estate, each layer by its own profile."""
    # in the process that has planned the estate: what it imports is there already
    from policies.files import sources  # noqa: PLC0415
    from policies.wanted import wanted_by  # noqa: PLC0415

    estate = plans[0].stack
    return check(plans, Ask(on), wanted_by(estate, folder), sources(folder.parent, estate))


def _require_no_surprise(found: Sequence[Finding]) -> None:
    if found:
        reasons = [said(item) for item in found[:_SHOWN]]
        rest = len(found) - len(reasons)
        raise NotApproved(
            [*reasons, *([f"... and {rest} more"] if rest else [])],
            "correct it, have it exempted (policies/exemptions.yaml), or list it with its cause (make shortfalls)",
        )


def said(finding: Finding) -> str:
    """A finding in one line."""
    where = finding.urn or finding.subject or finding.layer or finding.stack
    return f"{finding.rule} at {where}: {finding.info.en if finding.info else 'fails'}"


def _losses(orders: Sequence[Order], root: Path, against: str) -> tuple[Loss, ...] | None:
    if not against:
        return None
    # the files were looked at already, the receipt's own apart
    request = Request(against, allow_dirty=True)
    plans = with_progress(orders, lambda report: plan_all_with_pulumi(orders, root, request, report))
    return destructive.losses(plans)


def _require_named(left: Sequence[Loss]) -> None:
    if left:
        raise NotApproved(
            [str(item) for item in left],
            "change the program so that it stays, or name each one: "
            + " ".join(sorted({f"--allow-{item.named.operation} URN" for item in left})),
        )


def _compared(against: str, root: Path) -> dict[str, str] | None:
    if not against:
        return None
    file = Path(against)
    if file.is_file():
        return Compared(kind="state", name="", id=hashlib.sha256(file.read_bytes()).hexdigest()).model_dump()
    try:
        found = revision.find(root, against)
    except EngineFailed as error:
        raise NotApproved([error.found], error.action) from error
    return Compared(kind="revision", name=against, id=found.commit).model_dump()


def _unreviewed(root: Path, stacks: Sequence[str]) -> list[Unreviewed]:
    return [
        Unreviewed(
            number=entry.number,
            stack=entry.stack,
            time=entry.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            ticket=entry.ticket,
            reason=entry.reason,
            digest=entry.digest,
        )
        for entry in journal.unreviewed(journal.read(journal.path(root)), stacks)
    ]
