"""The OVHcloud environment on a real OpenStack: one engine run in which it came up, for the tests that look at it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from openstack.connection import Connection

from plan.engine import children
from plan.engine.children import Host
from plan.engine.estate import Target, previews
from plan.engine.failure import check
from plan.engine.session import Session, session
from plan.model import LayerPlan
from stacks.estate import Estate
from tests.e2e.openstack.branch import ESTATE, branch, estate_of
from tests.e2e.openstack.cloud.compare import differences
from tests.e2e.openstack.cloud.model import Found
from tests.e2e.openstack.cloud.reading import read, read_network
from tests.e2e.openstack.record import Record, kinds_of
from tests.e2e.openstack.tenancy import Tenancy
from tests.plan.engine.lives import Edit

T = TypeVar("T")


@dataclass
class Standing:
    """A run of the engine whose providers are OpenStack's own and stand-ins for the rest.

    Attributes:
        first: what the first preview said.
        seconds: what was done -> how long it took.
        record: what was seen of each kind.
    """

    admin: Connection
    tenancy: Tenancy
    folder: Path
    root: Path
    run: Session
    host: Host
    target: Target
    first: tuple[LayerPlan, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    record: Record = field(default_factory=Record)

    def timed(self, what: str, act: Callable[[], T]) -> T:
        begin = time.monotonic()
        try:
            return act()
        finally:
            self.seconds[what] = round(time.monotonic() - begin, 1)

    def bring_up(self) -> None:
        for layer in self.target.layers:
            self.run.add_stack(self.target.stack(layer))
        self.first = self.timed("first preview", self.preview)
        for layer in self.target.layers:
            # One area at a time: the provider writes a router's routes as a whole, and the hub's router has all areas'.
            self.timed(f"up of {layer}", partial(self.up, layer))
            self.record.count("created", kinds_of(self.state(layer)))

    def up(self, layer: str) -> None:
        """One layer; those below it stand."""
        done = self.run.up(self.host, self.target.stack(layer))
        check(done, None, self.target.stack(layer))

    def preview(self, layers: Sequence[str] = ()) -> tuple[LayerPlan, ...]:
        return previews(self.run, self.host, self.target, layers)

    def read(self) -> Found:
        """What the cloud's own API says of the projects of all areas."""
        return read(self.admin, self.projects)

    def is_as_intended(self, estate: Estate | None = None, projects: Mapping[str, str] | None = None) -> None:
        """What the cloud says of these projects is what an estate asks for; none given: what this one asks for."""
        found = differences(estate or self.estate, read(self.admin, projects or self.projects))
        assert found == [], "\n".join(map(str, found))

    def read_network(self) -> Found:
        """Of it, what decides what reaches what."""
        return read_network(self.admin, self.projects)

    @property
    def projects(self) -> Mapping[str, str]:
        areas = {area.name for area in self.estate.intent.areas}
        return {area: one for area, one in self.tenancy.projects.items() if area in areas}

    @cached_property
    def estate(self) -> Estate:
        return estate_of(self.root, self.folder / "known")

    def state(self, layer: str) -> Mapping[str, Any]:
        return self.state_of(self.target.stack(layer))

    def state_of(self, stack: str) -> Mapping[str, Any]:
        found = self.run.files.read_state(stack)
        assert found is not None
        return found

    @contextmanager
    def changed(self, edit: Edit, tenancy: Tenancy | None = None) -> Iterator[tuple[Host, Target]]:
        """The program of a branch that changes something, on the same states; `tenancy`: with other sign-ins."""
        folder = self.folder / "changed"
        shutil.rmtree(folder, ignore_errors=True)
        root = branch(folder, tenancy or self.tenancy, edit)
        with children.starting_host(self.run.files.folder, root, ESTATE) as child:
            host = children.ready_host(child)
            target = Target(ESTATE, host.cloud, host.layers)
            for layer in set(target.layers) - set(self.target.layers):
                self.run.add_stack(target.stack(layer))
            yield host, target


@contextmanager
def standing(admin: Connection, tenancy: Tenancy, folder: Path) -> Iterator[Standing]:
    """An engine run on the cloud; nothing has come up yet."""
    root = branch(folder / "first", tenancy)
    with session(root, ESTATE) as (run, host):
        yield Standing(admin, tenancy, folder, root, run, host, Target(ESTATE, host.cloud, host.layers))
