"""From an approved receipt, or a broken glass, to what stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from bastide.failure import ToolkitFailed
from bastide.planning import Order, plan_all
from bastide.preview import with_progress
from bastide.receipt import desired, destructive
from bastide.receipt.destructive import Named
from bastide.up import broken, gate
from bastide.up.apply import Outcome, Say, up
from bastide.up.broken import Cause
from bastide.up.rehearsal import state_for
from bastide.up.session import Run, run_of
from facts.errors import BadInput
from plan.engine.state_faults import explain
from plan.errors import EngineFailed
from plan.model import LayerPlan
from stacks.approval import guard, journal
from stacks.approval.journal import Entry
from stacks.approval.receipt import Receipt, StackPart
from stacks.approval.refused import NotApproved
from stacks.approval.verify import approved, of_checkout, of_stack
from stacks.catalogue import resolve

_NAMED: Final = 10
_AGAIN: Final = "make a new receipt of what is planned now, and have it approved (docs/receipt.md)"


@dataclass(frozen=True)
class Stack:
    """The stack that a run is about, in the checkout that it is run from.

    Attributes:
        folder: the estates.
        real: at the clouds; else at the offline providers, in a rehearsal.
    """

    name: str
    folder: Path
    real: bool

    @property
    def root(self) -> Path:
        return self.folder.parent

    @property
    def parts(self) -> tuple[str, str]:
        """Estate and layer. Raises BadInput where it is no stack, or a whole estate."""
        estate, layer = resolve(self.name, self.folder)
        if layer is None:
            raise BadInput(
                f"`{self.name}` is a whole estate",
                expected=f"one of its stacks, such as {self.name}-hub",
                action="apply its stacks one by one, in the order of docs/deploy.md",
            )
        return estate, layer


def approved_up(stack: Stack, file: Path, say: Say) -> Outcome:
    """Apply what a receipt approves, and nothing else.

    Raises:
        NotApproved: the receipt does not approve this; nothing was changed.
        BadInput: a file, the repository or the state is not as it must be.
        ToolkitFailed: the toolkit itself failed.
    """
    estate, layer = stack.parts
    file = file.absolute()
    receipt, names = approved(file, stack.root, date.today())
    of_stack(receipt, stack.name)
    of_checkout(receipt, file, stack.root)
    guard.require_retirement(stack.name, stack.folder)
    state_for(stack.root, os.environ, real=stack.real)
    say(f"receipt {receipt.digest[:12]}, approved by {', '.join(sorted(names))}")
    _require_same(stack, receipt)
    approval = {guard.RECEIPT: str(file), guard.DIGEST: receipt.digest}
    with _failures(), run_of(stack.root, estate, real=stack.real, approval=approval) as run:
        say(f"previewing {stack.name} against what stands")
        plan = run.preview(layer)
        _require_approved(receipt, stack, plan)
        of_checkout(receipt, file, stack.root)
        allowed = frozenset(Named(item.operation, item.urn) for item in receipt.allowed)
        return _applied(run, stack, allowed, f"receipt {receipt.digest}", say)


def _require_same(stack: Stack, receipt: Receipt) -> None:
    """Raises NotApproved where what the program wants is not what was approved."""
    estate, layer = stack.parts
    order = Order(estate, (layer,))
    (plan,) = with_progress([order], lambda report: plan_all([order], stack.folder, report))
    if differences := desired.replanned(_part(receipt, stack), desired.part(plan)):
        raise NotApproved(gate.differing(differences), _AGAIN)


def _part(receipt: Receipt, stack: Stack) -> StackPart:
    part = receipt.part(stack.name)
    assert part is not None, "looked at before anything is planned"
    return part


def _require_approved(receipt: Receipt, stack: Stack, plan: LayerPlan) -> None:
    if found := gate.reasons(receipt, _part(receipt, stack), plan):
        raise NotApproved(found, _AGAIN)


def broken_up(stack: Stack, cause: Cause, say: Say) -> Outcome:
    """Apply what is checked out, without an approved receipt. It is journaled before anything runs, and after.

    Raises as `approved_up`; NotApproved only where the engine itself refuses.
    """
    estate, layer = stack.parts
    state_for(stack.root, os.environ, real=stack.real)
    guard.require_retirement(stack.name, stack.folder)
    entry = broken.begin(stack.root, stack.name, cause)
    say(f"BREAKING THE GLASS on {stack.name}: {cause.reason} ({cause.ticket})")
    say(f"entry {entry.number} of {journal.NAME}, by {entry.git}: commit it; somebody else must review it")
    shown = {guard.BROKEN: entry.digest}
    with (
        _journaled(stack.root, entry) as note,
        _failures(),
        run_of(stack.root, estate, real=stack.real, approval=shown) as run,
    ):
        plan = run.preview(layer)
        losses = destructive.losses([plan])
        for item in losses:
            say(f"NOT APPROVED BY ANYBODY: {item}")
        if refused := gate.refusals(plan):
            raise NotApproved(refused, "lift the protection first, or leave it in the program")
        allowed = frozenset(item.named for item in losses)
        outcome = _applied(run, stack, allowed, f"break-glass {entry.number}: {cause.ticket}", say)
        note(str(outcome))
        return outcome


@contextmanager
def _journaled(root: Path, entry: Entry) -> Iterator[Callable[[str], None]]:
    """Whatever happens in the block is written down at its end."""
    said: list[str] = []
    try:
        yield said.append
    except BaseException as error:
        said.append(_reason(error))
        raise
    finally:
        broken.end(root, entry, said[-1] if said else "without a word")


def _reason(error: BaseException) -> str:
    found = getattr(error, "found", None)
    return f"{type(error).__name__}: {found}" if isinstance(found, str) else type(error).__name__


def _applied(run: Run, stack: Stack, allowed: frozenset[Named], message: str, say: Say) -> Outcome:
    say(f"applying {stack.name}")
    outcome = up(run, stack.name, allowed, message, say)
    if outcome.beyond:
        raise NotApproved(
            [f"{item.operation} {item.urn} was begun, though nobody approved it" for item in outcome.beyond],
            f"the run was stopped ({outcome}): see what stands, pulumi stack --stack {stack.name}",
        )
    if outcome.interrupted:
        return outcome
    if outcome.code != 0:
        raise _failed(outcome, stack.name)
    return outcome


def _failed(outcome: Outcome, stack: str) -> BadInput | EngineFailed:
    text = "; ".join(outcome.errors) or outcome.said
    if (fault := explain(f"{text}\n{outcome.said}", stack)) is not None:
        return fault
    action = "mend the cause and run it again with the same receipt: what is done is in the state"
    if outcome.killed:
        action = "what was under way may stand and be in no state: see `Locks` in docs/state.md, then run it again"
    elif outcome.unsure:
        failed = ", ".join(map(str, outcome.unsure[:_NAMED]))
        action = f"where the cloud gave no answer, delete what stands there all the same ({failed}); then {action}"
    return EngineFailed(f"the run of {stack} {outcome}{f': {text}' if text else ''}", action)


@contextmanager
def _failures() -> Iterator[None]:
    """What the engine raises, as the command line shows it."""
    try:
        yield
    except EngineFailed as error:
        raise ToolkitFailed(error.found, error.action) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise ToolkitFailed(
            f"the run failed: {error.strerror or error}{where}",
            f"check the space and the rights in {gettempdir()}, or set TMPDIR to another folder",
        ) from error
