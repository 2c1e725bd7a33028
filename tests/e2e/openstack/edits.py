"""What a branch changes of the files of this estate."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from tests.e2e.openstack.branch import ESTATE
from tests.plan.engine.lives import Edit


def edited(file: str, change: Callable[[Any], object]) -> Edit:
    """A change of a YAML file of the stacks."""

    def edit(root: Path) -> None:
        path = root / "stacks" / file
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    return edit


all_offline: Edit = edited(f"{ESTATE}.yaml", lambda estate: estate.pop("providers"))
"""Every provider is a stand-in."""


def one_more(intent: Any) -> None:
    """A space more, like the smallest that has a host."""
    _like("vaccin", intent)


def one_without_hosts(intent: Any) -> None:
    """The same, but closed: it has its network and its firewalls, and comes up in a third of the time."""
    _like("methods", intent)


def _like(name: str, intent: Any) -> None:
    more = copy.deepcopy(next(one for one in intent["spaces"] if one["name"] == name))
    more |= {"name": "extra", "slot": 4}
    for flow in more["flows"]:
        flow["id"] = f"EXT-{flow['id'].rpartition('-')[2]}"
    intent["spaces"].append(more)


def _cardio(intent: Any) -> Any:
    return next(one for one in intent["spaces"] if one["name"] == "cardio")


def other_range(intent: Any) -> None:
    next(one for one in _cardio(intent)["segments"] if one["name"] == "work")["slot"] = 5


def one_port_more(intent: Any) -> None:
    next(one for one in _cardio(intent)["flows"] if one["id"] == "CAR-002")["ports"].append(5433)


def other_reason(intent: Any) -> None:
    next(one for one in _cardio(intent)["flows"] if one["id"] == "CAR-002")["justification"] = "the cohort's database"


def other_size(intent: Any) -> None:
    next(one for one in _cardio(intent)["workstations"] if one["name"] == "desk")["size"] = "small"


def larger_volume(intent: Any) -> None:
    next(one for one in _cardio(intent)["volumes"] if one["name"] == "scratch")["size_gb"] = 1200


def one_seat_less(intent: Any) -> None:
    desk = next(one for one in _cardio(intent)["workstations"] if one["name"] == "gpu-free")
    desk["people"] = desk["people"][:1]


def other_owner(intent: Any) -> None:
    intent["platform"]["owner"] = "platform-team"


EDITS: Final[Mapping[str, Callable[[Any], None]]] = {
    "another-range": other_range,
    "a-port-more": one_port_more,
    "another-reason": other_reason,
    "another-size": other_size,
    "a-larger-volume": larger_volume,
    "other-people": one_seat_less,
    "another-owner": other_owner,
}
"""Name -> a change of the intent, of the spaces' and of the platform's."""
IN_PLACE: Final = (larger_volume, other_size)
"""Those that make nothing anew."""
ANEW: Final = (one_port_more, other_reason)
"""Those that do: a rule's reason stands in it, and what a host may reach stands in the host's own firewall."""
