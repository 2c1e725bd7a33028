"""One estate through its life at the offline providers: what the lifecycle tests look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from plan.engine import children
from plan.engine.children import Host
from plan.engine.command import Result
from plan.engine.estate import BELOW, Target, previews, ups
from plan.engine.session import Session, session
from plan.model import LayerPlan, Operation, PlannedResource
from tests.copies import copied

REPOSITORY = Path(__file__).resolve().parents[3]
_COPIED = ("components", "facts", "plan", "providers", "stacks")

Edit = Callable[[Path], None]
"""Changes the files of a checkout."""


def checkout(folder: Path, edit: Edit | None = None) -> Path:
    """A copy of the program, as somebody's branch would have it."""
    root = copied(folder / "checkout", _COPIED, ("__main__.py", "Pulumi.yaml", "requirements.txt"))
    if edit:
        edit(root)
    return root


def replaced(file: str, old: str, new: str) -> Edit:
    """An edit of one place in one file."""

    def edit(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


@dataclass
class Life:
    """An estate that was applied. What else is asked of it is made when somebody asks, from the states after `up`."""

    session: Session
    host: Host
    target: Target
    states: Mapping[str, Any]

    @cached_property
    def first(self) -> tuple[LayerPlan, ...]:
        """A preview where nothing is deployed."""
        for layer in self.target.layers:
            self.session.add_stack(self.target.stack(layer))
        plans = previews(self.session, self.host, self.target)
        self.restore()
        return plans

    @cached_property
    def second(self) -> tuple[LayerPlan, ...]:
        """A preview of the same program after `up`."""
        self.restore()
        plans = previews(self.session, self.host, self.target)
        self.restore()
        return plans

    @cached_property
    def refreshed(self) -> Mapping[str, Result]:
        """Layer -> its refresh after `up`."""
        self.restore()
        results = {layer: self.session.refresh(self.target.stack(layer)) for layer in self.target.layers}
        self.restore()
        return results

    def restore(self) -> None:
        """Put the states back as they were after `up`: a preview writes outputs, a destroy takes all."""
        for stack, state in self.states.items():
            self.session.files.write_state(stack, state)

    @contextmanager
    def changed(self, folder: Path, edit: Edit) -> Iterator[tuple[Host, Target]]:
        """The program of a branch that changes something, against the states after `up`."""
        self.restore()
        root = checkout(folder, edit)
        with children.starting_host(self.session.files.folder, root, self.target.name) as child:
            host = children.ready_host(child)
            target = Target(self.target.name, host.cloud, host.layers)
            for layer in set(target.layers) - set(self.target.layers):
                self.session.add_stack(target.stack(layer))
            yield host, target
        self.restore()

    def preview_of(
        self, folder: Path, edit: Edit, layers: Sequence[str] = (), *, below: tuple[str, ...] = BELOW
    ) -> tuple[LayerPlan, ...]:
        """What such a branch would do. `below`: as of `previews`; with () they read what the applied ones export."""
        with self.changed(folder, edit) as (host, target):
            return previews(self.session, host, target, layers, below=below)


@contextmanager
def life_of(estate: str) -> Iterator[Life]:
    """Bring an estate to life; everything that follows starts from here."""
    with session(REPOSITORY, estate) as (run, host):
        target = Target(estate, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        ups(run, host, target)
        states = {target.stack(layer): run.files.read_state(target.stack(layer)) for layer in target.layers}
        yield Life(run, host, target, states)


def operations(plans: Sequence[LayerPlan]) -> set[Operation]:
    """The operations on what the program manages (a stack reference is read in every run)."""
    return {resource.operation for plan in plans for resource in plan.resources if not _is_read(resource)}


def changes(plans: Sequence[LayerPlan]) -> dict[str, PlannedResource]:
    """`layer/type/name` -> resource, for all custom resources that change."""
    return {
        f"{plan.layer}/{resource.type.rpartition(':')[2]}/{resource.name}": resource
        for plan in plans
        for resource in plan.resources
        if resource.custom and resource.operation is not Operation.SAME and not _is_read(resource)
    }


def _is_read(resource: PlannedResource) -> bool:
    return resource.type == "pulumi:pulumi:StackReference"


__all__ = ["Life", "changes", "checkout", "life_of", "operations", "replaced"]
