"""Faults across the blocks of an intent."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from components.contract import accounts
from components.contract.check import faults
from components.contract.intent import Intent

Data = dict[str, Any]


def found(data: Data) -> list[str]:
    return [fault.found for fault in faults(Intent.model_validate(data))]


def same_key(people: list[Data]) -> None:
    people[1].update(ssh_key=f"{people[0]['ssh_key']} comment")


def test_the_repositorys_intent_has_no_fault(example: Data) -> None:
    assert found(example) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["spaces"][1].update(name="cardio"), "the name `cardio` is used twice"),
        (lambda d: d["hub"]["keys"][1].update(name="audit"), "the name `audit` is used twice"),
        (lambda d: d["spaces"][0].update(name="spaces"), "already means something else"),
        (lambda d: d["hub"]["buckets"][0].update(key="none"), "a reference to `none`"),
        (lambda d: d["spaces"][0]["airlock"].update(reviewers="none"), "a reference to `none`"),
        (lambda d: d["spaces"][0]["grants"][0].update(to="none"), "a reference to `none`"),
        (lambda d: d["spaces"][0]["flows"][0].update({"from": "hub.none"}), "a reference to `hub.none`"),
        (lambda d: d["spaces"][0]["flows"][0].update({"from": "internet"}), "a reference to `internet`"),
        (lambda d: d["spaces"][0]["flows"][0].update({"to": "hub.shared"}), "has no end in `cardio`"),
        (lambda d: d["spaces"][0]["flows"][1].update(id="CAR-001"), "the flow id `CAR-001` is used twice"),
        (lambda d: d["spaces"][0]["flows"][4].update(ports=[8080]), "no flow of `hub` receives from `cardio`"),
        (lambda d: d["spaces"][0]["workstations"][0].update(zone=3), "found zone 3, but the platform has 2"),
        (
            lambda d: d["spaces"][0].update(service_segment="none"),
            "a reference to `none`, which `cardio` does not have",
        ),
        (
            lambda d: d["spaces"][0]["workstations"][0].update(people=["stranger-1"]),
            "a reference to `stranger-1`, which `hub.bastion.people` does not have",
        ),
        (
            lambda d: d["spaces"][0]["workstations"][0].update(operators=["stranger-1"]),
            "a reference to `stranger-1`, which `hub.bastion.people` does not have",
        ),
        (lambda d: d["hub"]["bastion"].update(zones=[1, 3]), "found zone 3, but the platform has 2"),
        (lambda d: d["environments"][1].update(name="space-onco"), "which is how the stack of a space is called"),
        (
            lambda d: d["environments"][0]["accounts"][0].update(name="operators"),
            "the name `operators` is used twice in groups and accounts",
        ),
        (lambda d: d["hub"]["egress"].update(segment="shared"), "the segment `shared`, whose purpose is shared"),
        (lambda d: d["hub"]["bastion"].update(segment="egress"), "the segment `egress`, whose purpose is egress"),
        (
            lambda d: d["hub"]["site_link"].update(remote_cidrs=["10.16.0.0/12", "10.64.0.0/12"]),
            "found 10.64.0.0/12 at the other site, which overlaps 10.64.0.0/16 of `the pool hub`",
        ),
        (lambda d: d["hub"]["site_link"].update(peer_address="10.72.0.1"), "found 10.72.0.1 at the other site"),
        (
            lambda d: d["addresses"].update(segment_prefix=28),
            "the segment `egress` has 16 addresses, and a host at number 21",
        ),
    ],
)
def test_every_fault_across_blocks_is_found(change: Any, words: str, example: Data) -> None:
    change(example)
    assert any(words in fault for fault in found(example)), found(example)


def test_the_smallest_segments_that_hold_the_hubs_hosts_are_no_fault(example: Data) -> None:
    example["addresses"].update(segment_prefix=27)
    assert found(example) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["platform"].update(residency=[]), "at least 1 item"),
        (lambda d: d["platform"].pop("residency"), "Field required"),
        (lambda d: d["spaces"][0].update(ends="2025-01-01"), "before the start"),
        (lambda d: d["spaces"][0].update(cidr="10.0.0.0/20"), "both `slot` and `cidr`"),
        (lambda d: d["spaces"][0].pop("slot"), "neither `slot` nor `cidr`"),
        (lambda d: d["hub"]["bastion"].update(allowed_cidrs=["0.0.0.0/0"]), "the whole internet"),
        (lambda d: d["hub"]["bastion"].update(allowed_cidrs=["0.0.0.0/1", "128.0.0.0/1"]), "the whole internet"),
        (lambda d: d["hub"]["bastion"].update(allowed_cidrs=["192.0.2.1/28"]), "host bits set"),
        (lambda d: d["hub"]["bastion"].update(zones=[1, 1]), "found zone 1 twice"),
        (lambda d: d["hub"]["egress"].update(zones=[2, 1, 2]), "found zone 2 twice"),
        (lambda d: d["hub"]["site_link"].update(zones=[2, 2]), "found zone 2 twice"),
        (lambda d: d["hub"]["audit"].update(retention_days=364), "greater than or equal to 365"),
        (
            lambda d: d["hub"]["bastion"]["people"][0].update(ssh_key="ssh-dss AAAA"),
            "not an accepted public key",
        ),
        (lambda d: d["hub"]["bastion"]["people"][0].update(id="onward"), "the system does not use itself"),
        (lambda d: d["hub"]["bastion"]["people"][0].update(id="bastide-1"), "the system does not use itself"),
        (lambda d: d["hub"]["bastion"]["people"][0].update(id="a" * 25), "at most 24 characters"),
        (lambda d: d["hub"]["bastion"]["people"].append(d["hub"]["bastion"]["people"][0]), "twice among the people"),
        (lambda d: same_key(d["hub"]["bastion"]["people"]), "twice among the keys"),
        (lambda d: d["hub"]["bastion"]["people"].extend(50 * [d["hub"]["bastion"]["people"][0]]), "at most 50"),
        (lambda d: d["spaces"][0]["workstations"][0].update(people=[]), "at least 1 item"),
        (lambda d: d["spaces"][0]["workstations"][0].update(people=["root"]), "the system does not use itself"),
        (lambda d: d["spaces"][0]["workstations"][0]["operators"].append("cardio-researcher-1"), "twice among the"),
        (lambda d: d["spaces"][0].pop("service_segment"), "Field required"),
        (lambda d: d["spaces"][0]["flows"][0].update(ports=[0]), "found the port `0`"),
        (lambda d: d["spaces"][0]["flows"][0].update(ports=["90-80"]), "found the port `90-80`"),
        (lambda d: d["spaces"][0]["flows"][0].update(ports=[]), "found 0 ports with tcp"),
        (lambda d: d["addresses"].update(segment_prefix=20), "make the segments smaller"),
        (lambda d: d["spaces"][0].update(name="Cardio"), "should match pattern"),
    ],
)
def test_what_a_block_refuses_by_itself(change: Any, words: str, example: Data) -> None:
    change(example)
    with pytest.raises(ValidationError) as refused:
        Intent.model_validate(example)
    assert words in str(refused.value)


def test_an_unknown_person_is_reported_at_its_place(example: Data) -> None:
    example["spaces"][1]["workstations"][0]["people"] = ["onco-researcher-1", "stranger-1"]
    (fault,) = faults(Intent.model_validate(example))
    assert fault.path == ("spaces", 1, "workstations", 0, "people", 1)
    assert "onco-researcher-1" in fault.expected


def test_two_people_of_one_area_never_share_an_account_number(example: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({accounts.number(person["id"]) for person in example["hub"]["bastion"]["people"]}) == 11
    monkeypatch.setattr(accounts, "number", lambda name: 10_000)
    assert any("whose account number is the same" in fault for fault in found(example))


def test_a_past_end_is_no_bad_input_so_one_expired_space_never_blocks_the_estate(example: Data) -> None:
    example["spaces"][0].update(starts="2020-01-01", ends="2021-01-01")
    assert found(example) == []
