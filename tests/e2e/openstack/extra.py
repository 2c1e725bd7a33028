"""A space more than the environment has, for what may go wrong while one comes up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from plan.engine.children import Host
from plan.engine.command import Result
from plan.engine.estate import Target, previews
from plan.model import Operation
from stacks.estate import Estate
from tests.e2e.openstack.between import Between
from tests.e2e.openstack.standing import Standing
from tests.e2e.openstack.states import said
from tests.plan.engine.lives import operations

AREA: Final = "extra"
LAYER: Final = f"space-{AREA}"


@dataclass
class Extra:
    """A space more, which comes up through what stands between."""

    stood: Standing
    host: Host
    target: Target
    estate: Estate
    between: Between

    @property
    def stack(self) -> str:
        return self.target.stack(LAYER)

    def up(self, *, again: bool = False) -> Result:
        """`again`: what stands is read anew before."""
        return replace(self.stood.run, refreshing=again).up(self.host, self.stack)

    def fails(self, *words: str) -> None:
        done = self.up()
        assert done.code != 0
        text = said(done)
        assert [word for word in words if word not in text] == [], text

    def is_mended(self, left: Callable[[Extra], object] = lambda _: None) -> None:
        """By one command, once the cloud answers again; it is then what the intent says, and holds nothing twice.

        `left`: takes away what is known to be left by the cloud itself.
        """
        self.between.faults.clear()
        done = self.up(again=True)
        assert done.code == 0, said(done)
        left(self)
        self.is_as_intended()

    def is_as_intended(self) -> None:
        self.stood.is_as_intended(self.estate, self.stood.tenancy.projects)
        again = operations(previews(self.stood.run, self.host, self.target, [LAYER]))
        assert again == {Operation.SAME}, again
