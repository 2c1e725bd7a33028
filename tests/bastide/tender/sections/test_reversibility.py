"""The ways out of services, as the report says them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import reversibility
from bastide.tender.sections.kind_words import NAMES, named
from bastide.tender.sections.reversibility import Way
from policies.evaluate import asked_about
from policies.kinds.vocabulary import KINDS
from policies.model import Lang
from policies.reversibility import way_out
from policies.rules import rev_001
from tests.bastide.tender.sections.by_hand import made, resource
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]


@pytest.mark.parametrize("estate", CANDIDATES)
def test_every_service_that_the_rule_asks_about_is_there(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = reversibility.of(candidate)
    count = candidate.checked.counts["REV-001"]
    assert found.resources == count.looked > 100
    assert found.ways == {Way.OPEN: count.passed, Way.LOCK_IN: 0, Way.UNKNOWN: 0}
    assert sum(item.count for item in found.services) == found.resources
    assert len({item.slug for item in found.services}) == len(found.services)
    for item in found.services:
        assert item.count == sum(one.count for one in item.classes)
        for one in item.classes:
            assert way_out(item.kind, one.type) is not None


def test_lock_ins_and_what_nobody_described_come_first() -> None:
    found = reversibility.of(
        made(
            resource("azure-native:databricks:Workspace", "spark"),
            resource("azure-native:compute:Disk", "disk"),
            resource("example:a/new:Thing", "new"),
        )
    )
    assert [(item.way, item.count) for item in found.services] == [(Way.UNKNOWN, 1), (Way.LOCK_IN, 1), (Way.OPEN, 1)]
    unknown, lock_in, disk = found.services
    assert (unknown.kind, unknown.format, unknown.equivalent, unknown.lock_in) == ("unknown", "", "", "")
    assert "no equivalent at the candidates" in lock_in.lock_in and lock_in.slug.endswith("databricks-workspace")
    assert (disk.slug, disk.format) == ("store-block", "files of the host that mounts it")
    assert found.ways == {Way.OPEN: 1, Way.LOCK_IN: 1, Way.UNKNOWN: 1}


def test_a_class_with_a_way_out_of_its_own_stands_beside_its_kind() -> None:
    found = reversibility.of(
        made(
            resource("azure-native:databricks:Workspace", "spark"),
            resource("azure-native:containerservice:ManagedCluster", "cluster"),
        )
    )
    assert [(item.kind, item.way) for item in found.services] == [
        ("compute.k8s", Way.LOCK_IN),
        ("compute.k8s", Way.OPEN),
    ]


def test_both_languages(candidate_of: Of) -> None:
    english, french = (reversibility.of(candidate_of("outscale", lang)) for lang in Lang)
    assert [item.slug for item in english.services] == [item.slug for item in french.services]
    assert (english.ways, english.resources) == (french.ways, french.resources)
    buckets = next(item for item in french.services if item.kind == "store.object")
    assert (buckets.name, buckets.equivalent) == ("stockage d'objets", "un compartiment doté d'une interface S3")
    for way in Way:
        assert reversibility.WORDS(way, Lang.EN) != reversibility.WORDS(way, Lang.FR)


def test_every_kind_at_a_cloud_has_a_name_for_people() -> None:
    assert set(NAMES) == {kind for kind in KINDS if asked_about(rev_001.RULE, kind)} - {"role"}
    assert named("db", Lang.FR) == "base de données"
    assert named("something.else", Lang.EN) == "something.else"
    assert len({text.fr for text in NAMES.values()}) == len(NAMES) == len({text.en for text in NAMES.values()})
