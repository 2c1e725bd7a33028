"""Tags: what an estate and an area say, and what a record must repeat."""

from __future__ import annotations

from typing import Any

import pytest

from plan.values import UNKNOWN
from policies.logs.tags import missing
from tests.policies.net.asking import fails, thing

AREA = {"stage": "production", "classification": "snds", "retention_days": 3650}
TAGS = {"owner": "a", "controller": "b", "classification": "snds", "space": "shared", "retention": "3650"}
BUCKET = "scaleway:object/bucket:Bucket"


def bucket(name: str, **tags: Any) -> dict[str, Any]:
    return thing(BUCKET, name, name=name, tags={**TAGS, **tags})


@pytest.mark.parametrize("name", sorted(TAGS))
@pytest.mark.parametrize("value", ["", "another"])
def test_each_tag_counts(name: str, value: str) -> None:
    others = (bucket("one"), bucket("two"), bucket("three"))
    assert fails("ENV-003", *others, bucket("last", **{name: value}), area=AREA)
    assert not fails("ENV-003", *others, bucket("last"), area=AREA)


def test_what_is_known_later_is_not_missing() -> None:
    assert missing({"owner": UNKNOWN, "space": ""}, ("owner", "space", "retention")) == ("space", "retention")


@pytest.mark.parametrize(
    ("flows", "refused"), [("A-1+A-2", False), ("A-2+A-1", False), ("A-1", True), ("A-1+A-2+A-3", True), ("", True)]
)
def test_flows_are_those_of_the_role(flows: str, refused: bool) -> None:
    role = {
        "type": "bastide:net:Firewall",
        "name": "wall",
        "inputs": {"spec": {"rules": [{"flow": "A-1"}, {"flow": "A-2"}, {"flow": "A-1"}]}, "links": {}, "gaps": []},
    }
    tags = [{"key": key, "value": value} for key, value in {**TAGS, "flow": flows}.items()]
    group = thing("outscale:index/securityGroup:SecurityGroup", "group", "wall", tags=tags)
    assert bool(fails("ENV-003", role, group, cloud="outscale", area=AREA)) is refused
