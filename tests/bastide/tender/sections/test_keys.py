"""Under whose key data lies, as the report says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bastide.tender.candidate import Candidate
from bastide.tender.sections import keys
from bastide.tender.sections.keys import Doubt, Holder, Keys, Lying
from components.hosts.cloud_config import document
from components.hosts.key_store_volume import key_store_volume
from components.hosts.luks import LuksVolume, luks_volume
from plan.values import MASKED_SECRET
from policies.examples import ExampleResource
from policies.kinds.vocabulary import KINDS
from policies.model import Lang, Result
from policies.record import Record
from policies.view import View
from tests.bastide.tender.sections.by_hand import made, resource, role
from tests.estates import CANDIDATES
from tests.hosts.test_own_stores import disk

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
BUCKET = "scaleway:object/bucket:Bucket"
ENCRYPTION = "scaleway:object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LUKS = document("desk", (luks_volume(LuksVolume("/dev/vdb", "data", "/data", "p" * 64)),))
COVERED = (Holder.CUSTOMER, Holder.OWN_STORE)


def only(found: Keys) -> Lying:
    (row,) = found.data.rows
    return row


@pytest.mark.parametrize("estate", CANDIDATES)
def test_coverage_agrees_with_the_rule_about_health_data(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    said: dict[str, Result] = {
        item.urn: item.result
        for item in candidate.checked.findings
        if item.rule == "CRY-003" and item.kind != "compute.vm"
    }
    by_rule: Counter[tuple[str, str, Result]] = Counter()
    for record in candidate.view.records:
        if record.urn in said and record.area.classification in ("health", "snds"):
            by_rule[record.kind, record.role, said[record.urn]] += 1
    assert by_rule
    # the same estate with nothing in it but what the rule was asked about
    asked = replace(candidate, view=_Only(candidate.view, set(said)))
    by_section: Counter[tuple[str, str, Result]] = Counter()
    for row in keys.of(asked).data.rows:
        result = Result.PASS if row.holder in COVERED else Result.UNKNOWN if row.doubt is Doubt.LATER else Result.FAIL
        by_section[row.kind, row.role, result] += row.count
    assert by_section == by_rule


class _Only(View):
    """A view of some records only. What they point to stays."""

    def __init__(self, view: View, urns: set[str]) -> None:
        # not set up as a view is: whoever asks for more than `of` meets an error, not all records
        self._view, self._urns = view, urns

    def of(self, *kinds: str) -> tuple[Record, ...]:
        return tuple(record for record in self._view.of(*kinds) if record.urn in self._urns or record.is_role)


@pytest.mark.parametrize("estate", CANDIDATES)
def test_everything_that_holds_data_is_counted_once(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = keys.of(candidate)
    data = Counter(
        record.kind
        for record in candidate.view.records
        if record.is_data and not record.entry.of and record.kind not in ("kms.key", "kms.vault")
    )
    rows: Counter[str] = Counter()
    for row in found.data.rows:
        rows[row.kind] += row.count
    assert rows == data
    assert sum(found.data.by_holder.values()) == found.data.total == sum(data.values())
    assert found.data.covered == sum(found.data.by_holder[holder] for holder in COVERED)
    alone = Counter(keys.holder_of(record) for record in candidate.view.records)
    del alone[None]
    assert alone == Counter({holder: count for holder, count in found.data.by_holder.items() if count})
    disks = sum(len(host.raw("disks") or ()) for host in candidate.view.of("compute.vm"))
    assert found.system_disks.total == disks > 0


def test_clouds_differ(candidate_of: Of) -> None:
    found = {estate: keys.of(candidate_of(estate)).data for estate in CANDIDATES}
    # only one of the key services is taken by other services of its cloud
    assert [estate for estate, data in found.items() if data.covered] == ["scaleway"]
    assert not found["cloudtemple"].by_holder[Holder.NONE]
    owners = [item.owner for item in candidate_of("outscale").view.of("store.block") if item.owner is not None]
    assert found["outscale"].stores == sum(owner.kind == "role.KeyStore" for owner in owners) > 0
    assert found["ovhcloud"].stores == 0 < found["ovhcloud"].meant
    asked = [row for row in found["ovhcloud"].rows if row.kind == "store.object" and row.role == "ProjectSpace/Bucket"]
    assert [(row.holder, row.under, row.gaps) for row in asked] == [(Holder.PROVIDER, (), ("bucket.customer-key",))]
    assert "cardio-data" in asked[0].asked


@pytest.mark.parametrize("estate", CANDIDATES)
def test_keys_say_what_they_open(candidate_of: Of, estate: str) -> None:
    candidate = candidate_of(estate)
    found = keys.of(candidate)
    assert {key.name for key in found.keys} == {record.name for record in candidate.view.of("role.Key")}
    own = candidate.definition.offered["key-store"].level == "self-operated"
    assert {key.holder for key in found.keys} == {Holder.OWN_STORE if own else Holder.CUSTOMER}
    assert not [key.name for key in found.keys if key.crosses]
    for key in found.keys:
        assert key.shared == sum(user.count for user in key.users)
    under = {name for row in found.data.rows for name in row.under}
    assert under == {key.name for key in found.keys if key.users}
    assert any(key.shared > 1 for key in found.keys)


def bucket(name: str, parent: str, key: str) -> tuple[ExampleResource, ExampleResource]:
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": {"ref": key}}}
    return (
        resource(BUCKET, name, parent, name=f"hdh-{name}"),
        resource(ENCRYPTION, f"{name}-encryption", parent, bucket=f"hdh-{name}", rules=[rule]),
    )


def test_a_key_that_another_area_uses_is_named() -> None:
    found = keys.of(
        made(
            role("area:ProjectSpace", "onco", spec={"classification": "health"}),
            role("keys:Key", "onco-data", "onco"),
            resource("scaleway:keymanager/key:Key", "onco-key", "onco-data", name="onco"),
            *bucket("own", "onco", "onco-key"),
            role("area:ProjectSpace", "cardio", spec={"classification": "snds"}),
            *bucket("data", "cardio", "onco-key"),
        )
    )
    (key,) = found.keys
    assert (key.holder, key.shared, key.crosses) == (Holder.CUSTOMER, 2, True)
    assert [(user.area, user.count) for user in key.users] == [("cardio", 1), ("onco", 1)]
    assert found.data.by_holder[Holder.CUSTOMER] == found.data.covered == 2


def workstation(text: Any) -> Keys:
    """A workstation at a cloud that encrypts no disk, linked to a key of its area's own store."""
    return keys.of(
        made(
            role("area:ProjectSpace", "cardio", spec={"classification": "snds"}),
            role("keys:KeyStore", "cardio", "cardio", spec={"keys": [{"name": "data"}]}),
            resource("outscale:index/vm:Vm", "store-1", "cardio", vmType="tinav6.c2r8p2"),
            role("keys:Key", "cardio-data", "cardio", links={"store": {"urn": "cardio"}}),
            role("access:Workstation", "desk", "cardio", links={"key": {"urn": "cardio-data"}}),
            resource("outscale:index/vm:Vm", "host", "desk", userData=text),
            resource("outscale:index/volume:Volume", "data", "desk", size=100),
            estate="outscale",
        )
    )


def test_a_disk_that_its_host_opens_with_a_key_of_the_own_store() -> None:
    row = only(workstation({"secret": document("desk", (key_store_volume(disk()),))}))
    assert (row.holder, row.doubt, row.under) == (Holder.OWN_STORE, None, ("cardio-data",))


def test_a_passphrase_under_a_key_of_the_cloud_is_a_customer_key() -> None:
    found = keys.of(
        made(
            role("area:ProjectSpace", "cardio", spec={"classification": "snds"}),
            role("keys:Key", "cardio-data", "cardio"),
            resource("scaleway:keymanager/key:Key", "key", "cardio-data", name="k"),
            role("access:Workstation", "desk", "cardio", links={"key": {"urn": "cardio-data"}}),
            resource("scaleway:instance/server:Server", "host", "desk", cloudInit={"secret": LUKS}),
            resource("scaleway:block/volume:Volume", "data", "desk", sizeInGb=100),
        )
    )
    assert (only(found).holder, only(found).under) == (Holder.CUSTOMER, ("cardio-data",))


def test_a_document_that_is_known_only_after_apply_is_not_counted() -> None:
    found = workstation({"secret": {"unknown": True}})
    row = only(found)
    assert (row.holder, row.doubt, row.meant, row.under) == (Holder.UNKNOWN, Doubt.LATER, True, ("cardio-data",))
    assert (found.data.covered, found.data.meant) == (0, 1)


def test_a_host_that_does_nothing_leaves_its_disk_plain() -> None:
    row = only(workstation({"secret": "#cloud-config\n"}))
    assert (row.holder, row.meant, row.under, row.asked) == (Holder.NONE, False, (), ("cardio-data",))


@pytest.mark.parametrize(
    ("type_", "inputs", "expected"),
    [
        ("scaleway:databases/instance:Instance", {"encryptionAtRest": True}, (Holder.PROVIDER, None)),
        (
            "scaleway:databases/instance:Instance",
            {"encryptionAtRest": {"unknown": True}},
            (Holder.UNKNOWN, Doubt.LATER),
        ),
        ("scaleway:secrets/secret:Secret", {}, (Holder.PROVIDER, None)),
        # which key it is comes later, that it is one of ours is known
        ("scaleway:secrets/secret:Secret", {"keyId": {"unknown": True}}, (Holder.CUSTOMER, None)),
        ("scaleway:block/volume:Volume", {"sizeInGb": 5}, (Holder.NONE, None)),
    ],
)
def test_what_the_cloud_says(type_: str, inputs: dict[str, Any], expected: tuple[Holder, Doubt | None]) -> None:
    row = only(keys.of(made(resource(type_, "it", **inputs))))
    assert (row.holder, row.doubt) == expected


def test_a_setting_that_is_known_only_after_apply() -> None:
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": {"unknown": True}}}
    found = keys.of(
        made(
            resource(BUCKET, "data", name="hdh-data"),
            resource(ENCRYPTION, "encryption", bucket="hdh-data", rules=[rule]),
        )
    )
    assert (only(found).holder, only(found).doubt) == (Holder.UNKNOWN, Doubt.LATER)
    assert not only(found).meant


def test_a_secret_store_that_cannot_say_it_is_unknown_without_a_gap() -> None:
    secret = resource("openstack:keymanager/secretV1:SecretV1", "token", "app", payload={"secret": "p"})
    gap = {"capability": "secret.customer-key", "level": "absent"}
    silent, told = (
        only(keys.of(made(role("keys:Secret", "app", gaps=gaps), secret, estate="ovhcloud"))) for gaps in ([], [gap])
    )
    assert (silent.holder, silent.doubt) == (Holder.UNKNOWN, Doubt.SILENT)
    assert (told.holder, told.gaps) == (Holder.PROVIDER, ("secret.customer-key",))


def test_no_secret_is_in_it_and_both_languages_say_the_same(candidate_of: Of) -> None:
    english, french = (keys.of(candidate_of("scaleway", lang)) for lang in Lang)
    assert MASKED_SECRET not in english.model_dump_json()
    assert [row.name for row in english.data.rows] != [row.name for row in french.data.rows]
    assert english.keys == french.keys
    blank = {"name": ""}
    assert [row.model_copy(update=blank) for row in english.data.rows] == [
        row.model_copy(update=blank) for row in french.data.rows
    ]
    for word in (*Holder, *Doubt, "warning"):
        assert keys.WORDS(word, Lang.EN) != keys.WORDS(word, Lang.FR)


def test_every_kind_with_data_can_be_asked() -> None:
    # a kind without either attribute would raise in the middle of a report
    for kind, known in KINDS.items():
        if known.data and kind not in ("kms.key", "kms.vault"):
            assert "customer_key" in known.attributes, kind
