"""What was seen of each kind at the real OpenStack in one run of all these tests: the table of `docs/fidelity.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from plan.model import LayerPlan, Operation

PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "fidelity.md"
COMMAND: Final = "make fidelity"
OURS: Final = "openstack:"
Counts = Counter[str]

_HEAD: Final = """\
# What the real provider does, and what the offline one says

Written by `make fidelity` from one run of all tests of `tests/e2e/openstack/` ([openstack.md](openstack.md)), with the
environment `ovhcloud-loopback` at OpenStack 2025.1. A cell says what was seen there, a dash that no test does it.

- **created**: resources that the first `up` made, each read back from the cloud's API.
- **no change**: of them, those of which the second `up` said that they stay.
- **refreshed**: those that a refresh read anew and found as they were.
- **updated**: what was changed in place, and is so at the cloud: which properties.
- **replaced**: what both plans of a change, the real provider's and the offline one's, make anew: for which
  properties, or by the engine's own rule, together with what it stands on.
- **destroyed**: what the end of the environment took away; *kept*: what stays on purpose.

"""
_COLUMNS: Final = ("created", "no change", "refreshed", "updated", "replaced", "destroyed", "kept")
_NOTES: Final[Mapping[str, str]] = {
    "openstack:networking/secGroupRule:SecGroupRule": (
        "Neutron keeps ports 1-65535 as none; a range that leaves the program is no change to the real provider"
    ),
    "openstack:networking/routerRoute:RouterRoute": "written as a whole: of two stacks at once one can lose its route",
    "openstack:loadbalancer/member:Member": "one that fails stays at the cloud and is in no state",
}
"""Kind -> what else was seen of it."""


@dataclass
class Record:
    """Column -> kind -> how many, or which properties."""

    counts: dict[str, Counts] = field(default_factory=dict)
    properties: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def count(self, column: str, kinds: Iterable[str]) -> None:
        self.counts.setdefault(column, Counter()).update(kind for kind in kinds if kind.startswith(OURS))

    def note(self, column: str, kind: str, properties: Iterable[str]) -> None:
        self.properties.setdefault(column, {}).setdefault(kind, set()).update(properties)

    @property
    def whole(self) -> bool:
        """Whether every column was looked at: not so where only some tests run."""
        return set(_COLUMNS) <= self.counts.keys() | self.properties.keys()

    def page(self) -> str:
        kinds = sorted({*self.counts["created"], *self.properties["updated"], *self.properties["replaced"]})
        rows = [
            _row([f"`{kind.rpartition(':')[2]}`", *(self._cell(column, kind) for column in _COLUMNS)]) for kind in kinds
        ]
        head = [_row(["kind", *_COLUMNS]), _row(["---"] * (len(_COLUMNS) + 1))]
        total = _row(["all", *(self._total(column) for column in _COLUMNS)])
        notes = [f"- `{kind.rpartition(':')[2]}`: {text}." for kind, text in sorted(_NOTES.items())]
        return _HEAD + "\n".join([*head, *rows, total, "", "Seen beside that:", "", *notes, ""])

    def _cell(self, column: str, kind: str) -> str:
        if column in self.properties:
            found = self.properties[column].get(kind)
            if found is None:
                return "-"
            return ", ".join(f"`{name}`" for name in sorted(found)) or "with what it stands on"
        return str(self.counts[column][kind] or "-")

    def _total(self, column: str) -> str:
        return str(self.counts[column].total()) if column in self.counts else ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def kinds_of(state: Mapping[str, Any]) -> list[str]:
    return [item["type"] for item in state["resources"]]


def staying(plans: Iterable[LayerPlan]) -> list[str]:
    return [item.type for plan in plans for item in plan.resources if item.operation is Operation.SAME]
