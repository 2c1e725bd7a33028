"""Generated intents: any number of areas, segments, keys, buckets and flows that together make a valid intent."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from components.contract import check
from components.contract.intent import Intent
from components.contract.words import Classification, Protection, Size, SpaceState
from facts.document import read
from stacks.catalogue import FOLDER

EXAMPLE: dict[str, Any] = read(Path(FOLDER) / "hdh.yaml", what="an intent").data
_NAMES = st.from_regex(r"\A[a-z][a-z0-9]{1,5}\Z").filter(lambda name: name not in check.RESERVED)


def intent_data(intent: Intent) -> dict[str, Any]:
    """An intent as the plain data it could have been read from."""
    return intent.model_dump(mode="json", by_alias=True, exclude_none=True)


def area_slots(intent: Intent, block: str) -> list[int]:
    return [area.slot for area in getattr(intent, block)]


def _some(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(value) for value in values])


@st.composite
def _segments(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(_NAMES, min_size=1, max_size=3, unique=True))
    slots = draw(st.lists(st.integers(0, 7), min_size=len(names), max_size=len(names), unique=True))
    purposes = ["workstations", "data", "shared"]
    return [
        {"name": name, "purpose": purpose, "slot": slot}
        for name, slot, purpose in zip(names, slots, purposes, strict=False)
    ]


@st.composite
def _buckets(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(_NAMES, max_size=3, unique=True))
    return [
        {
            "name": name,
            "key": "data",
            "purpose": "data of a test",
            **draw(st.fixed_dictionaries({}, optional={"locked_days": st.integers(1, 4000)})),
            "replicated": draw(st.booleans()),
        }
        for name in names
    ]


@st.composite
def _accounts(draw: st.DrawFn) -> dict[str, list[str]]:
    """Who works at seats and who administers them: some of the hub's people, nobody both."""
    known = [person["id"] for person in EXAMPLE["hub"]["bastion"]["people"]]
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
    working = draw(st.integers(1, len(chosen)))
    return {"people": chosen[:working], "operators": chosen[working:]}


@st.composite
def spaces(draw: st.DrawFn, name: str, slot: int, zones: int) -> dict[str, Any]:
    """One space."""
    segments = draw(_segments())
    first = segments[0]["name"]
    mark = name.upper().replace("-", "")
    return {
        "name": name,
        "title": f"the space {name}",
        "classification": draw(_some(Classification)),
        "retention_days": draw(st.integers(1, 3650)),
        "state": draw(_some(SpaceState)),
        "starts": "2026-01-01",
        "ends": "2027-01-01",
        "slot": slot,
        "segments": segments,
        "service_segment": draw(st.sampled_from([segment["name"] for segment in segments])),
        "flows": [
            {"id": f"{mark}-001", "from": "hub.bastion", "to": first, "ports": [22], "justification": "sessions"},
            {"id": f"{mark}-002", "from": first, "to": "hub.shared", "ports": [443], "justification": "packages"},
        ],
        "keys": [{"name": "data", "protection": draw(_some(Protection)), "rotation_days": draw(st.integers(30, 730))}],
        "buckets": draw(_buckets()),
        "volumes": draw(
            st.just([])
            | st.just([{"name": "disk", "size_gb": 100, "key": "data", "zone": draw(st.integers(1, zones))}])
        ),
        "workstations": [
            {
                "name": "desk",
                "seats": draw(st.integers(1, 3)),
                "size": draw(_some(Size)),
                "disk_gb": draw(st.integers(10, 2000)),
                "segment": first,
                "key": "data",
                "zone": draw(st.integers(1, zones)),
                **draw(_accounts()),
            }
        ],
        "groups": [{"name": "reviewers", "title": "Reviewers"}],
        "grants": [
            {
                "name": "reviewers",
                "to": "reviewers",
                "right": "review",
                "until": "2027-01-01",
                "justification": "review",
            }
        ],
        "airlock": {"reviewers": "reviewers", "keep_days": 30, "key": "data"},
    }


@st.composite
def intents(draw: st.DrawFn) -> Intent:
    """A valid intent: the repository's hub and environments with other numbers, and spaces of any kind."""
    data = copy.deepcopy(EXAMPLE)
    zones = draw(st.integers(2, 3))
    data["platform"]["zones"] = zones
    data["hub"]["bastion"]["zones"] = draw(st.lists(st.integers(1, zones), min_size=1, max_size=zones, unique=True))
    data["hub"]["bastion"]["recordings_days"] = draw(st.integers(30, 2000))
    data["hub"]["audit"]["retention_days"] = draw(st.integers(365, 4000))
    data["hub"]["key_store"]["protection"] = draw(_some(Protection))
    for environment in data["environments"]:
        environment["buckets"] = draw(_buckets())
        for database in environment["databases"]:
            database["highly_available"] = draw(st.booleans())
            database["size"] = draw(_some(Size))
    names = draw(
        st.lists(
            _NAMES.filter(lambda name: name not in ("prod", "nonprod", "hub")), min_size=1, max_size=3, unique=True
        )
    )
    slots = draw(st.lists(st.integers(0, 39), min_size=len(names), max_size=len(names), unique=True))
    data["spaces"] = [draw(spaces(name, slot, zones)) for name, slot in zip(names, slots, strict=True)]
    intent = Intent.model_validate(data)
    assert check.faults(intent) == []
    return intent
