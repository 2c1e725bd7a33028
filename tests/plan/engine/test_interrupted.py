"""What a killed run left open is read from the state, named, and comes with the command that settles it."""

from __future__ import annotations

from typing import Any

import pytest

from plan.engine.interrupted import interrupted, require_none
from plan.errors import EngineFailed

STACK = "ovhcloud-hub"
HEAD = f"urn:pulumi:{STACK}::bastide::bastide:hub:Hub$openstack:networking/network:Network"


def pending(operation: str, title: str, **inputs: Any) -> dict[str, Any]:
    return {"type": operation, "resource": {"urn": f"{HEAD}::{title}", "inputs": inputs}}


def said(*operations: dict[str, Any]) -> EngineFailed:
    with pytest.raises(EngineFailed) as error:
        require_none(interrupted({"pending_operations": list(operations)}), STACK)
    return error.value


@pytest.mark.parametrize("deployment", [{}, {"pending_operations": None}, {"pending_operations": []}])
def test_a_state_of_runs_that_ended_is_nothing_to_settle(deployment: dict[str, Any]) -> None:
    require_none(interrupted(deployment), STACK)


def test_what_was_being_created_is_deleted_at_the_cloud_by_its_name_and_dropped() -> None:
    error = said(pending("creating", "hub-transit", name="hdh-hub-transit"))
    assert "    creating openstack:networking/network:Network hub-transit, named `hdh-hub-transit`" in error.found
    assert error.action.startswith("delete at the cloud what stands of that which was being created")
    assert f"pulumi refresh --stack {STACK} --clear-pending-creates" in error.action


def test_what_the_state_knows_is_only_read_anew() -> None:
    assert said(pending("updating", "a"), pending("deleting", "b")).action == (
        f"`pulumi refresh --stack {STACK}`, then run it again"
    )


def test_a_name_that_is_secret_is_not_shown() -> None:
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "sealed"}
    assert "sealed" not in said(pending("creating", "a", name=secret)).found


def test_of_many_so_many_are_named_as_somebody_reads() -> None:
    found = said(*(pending("creating", f"n{number:02}") for number in range(30))).found
    assert "n19" in found
    assert "n20" not in found
    assert "... and 10 more" in found
