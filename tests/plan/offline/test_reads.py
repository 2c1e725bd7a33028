"""Refresh, import, look-ups, and what is not offered."""

from __future__ import annotations

import json
from typing import Any

import grpc
import pytest

from plan.offline.codec import decoded
from plan.offline.protocol import provider_pb2
from plan.offline.recorded import inventory
from plan.signatures import UNKNOWN_SENTINEL
from plan.values import Secret

VPC = "scaleway:network/vpc:Vpc"
ID = "fr-par/6b1c0000-0000-4000-8000-000000000001"
RECORDED = {ID: {"id": ID, "type": VPC, "inputs": {"name": "hub", "tags": ["a"]}, "outputs": {"isDefault": False}}}


def test_a_refresh_never_drifts(serve: Any) -> None:
    state = {"name": "hub", "createdAt": "2020-01-01T00:00:00Z"}
    answer = serve("scaleway").read(VPC, ID, state)
    assert (answer.id, decoded(answer.properties), decoded(answer.inputs)) == (ID, state, state)


def test_what_is_in_the_inventory_is_answered_from_there(serve: Any) -> None:
    answer = serve("scaleway", inventory=RECORDED).read(VPC, ID.upper(), {})
    assert decoded(answer.inputs) == {"name": "hub", "tags": ["a"]}
    assert decoded(answer.properties) == {"name": "hub", "tags": ["a"], "isDefault": False}


def test_an_import_of_something_that_was_not_recorded_fails(serve: Any, refused: Any) -> None:
    client = serve("scaleway", inventory=RECORDED)
    _, message = refused(lambda: client.read(VPC, "fr-par/other"))
    assert "no recorded resource with this id: fr-par/other" in message
    assert "do:" in message
    _, message = refused(lambda: client.read("scaleway:iam/group:Group", ID))
    assert VPC in message
    assert "scaleway:iam/group:Group" in message


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ({"name": "hub", "tags": ["a"]}, []),
        ({"name": "hub", "tags": [UNKNOWN_SENTINEL]}, []),
        (
            {"name": "edge", "tags": ["a"]},
            ["`name`: recorded 'hub', the program says 'edge'; do: correct the program or the inventory"],
        ),
        (
            {"name": "hub"},
            ["`tags`: recorded ['a'], the program says nothing; do: correct the program or the inventory"],
        ),
        (
            {"name": Secret("edge"), "tags": ["a"]},
            ["`name`: recorded [secret], the program says [secret]; do: correct the program or the inventory"],
        ),
    ],
)
def test_an_import_that_does_not_match_names_the_property_and_both_values(
    serve: Any, program: dict[str, Any], expected: list[str]
) -> None:
    client = serve("scaleway", inventory=RECORDED)
    read = decoded(client.read(VPC, ID).inputs)
    assert client.failures(VPC, program, read) == expected
    # the next check of the same resource is an ordinary one: the program may change what it has adopted
    assert client.failures(VPC, program, read) == []


def test_a_look_up_is_answered_from_the_records(serve: Any) -> None:
    record = {
        "token": "scaleway:instance/getImage:getImage",
        "args": {"name": "debian"},
        "result": {"id": "fr-par-1/x"},
    }
    client = serve("scaleway", answers=[record])
    assert client.invoke(record["token"], {"name": "debian", "zone": "fr-par-1"}) == {"id": "fr-par-1/x"}


def test_a_look_up_without_a_record_fails_and_hides_secrets(serve: Any, refused: Any) -> None:
    client = serve("scaleway")
    args = {"name": "debian", "token": Secret("hunter2")}
    _, message = refused(lambda: client.invoke("scaleway:instance/getImage:getImage", args))
    assert "scaleway:instance/getImage:getImage" in message
    assert "debian" in message
    assert "hunter2" not in message
    assert "--answers" in message


def test_methods_and_remote_components_are_not_offered(serve: Any, refused: Any) -> None:
    stub = serve("scaleway").stub
    for call in (
        lambda: stub.Call(provider_pb2.CallRequest(tok="scaleway:x/y:z")),
        lambda: stub.Construct(provider_pb2.ConstructRequest(type="scaleway:x:Y")),
    ):
        code, message = refused(call)
        assert code == grpc.StatusCode.UNIMPLEMENTED
        assert "do:" in message


def test_a_parameterized_package_is_known_by_its_name(serve: Any, refused: Any) -> None:
    client = serve("terraform-provider")
    value = provider_pb2.ParameterizeRequest.ParametersValue(name="outscale", version="1.8.0", value=b"{}")
    answer = client.stub.Parameterize(provider_pb2.ParameterizeRequest(value=value))
    assert (answer.name, answer.version) == ("outscale", "1.8.0")
    assert client.failures("outscale:index/net:Net", {"ipRange": "10.0.0.0/16"}) == []
    value.name = "hetzner"
    _, message = refused(lambda: client.stub.Parameterize(provider_pb2.ParameterizeRequest(value=value)))
    assert "providers/schemas/hetzner.json" in message


def test_the_schema_names_every_kind(serve: Any) -> None:
    schema = json.loads(serve("scaleway").stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)
    assert schema["name"] == "scaleway"
    kind = schema["resources"][VPC]
    assert kind["inputProperties"]["tags"] == {"type": "array", "items": {"type": "string"}}
    assert "createdAt" in kind["properties"]


def test_settings_of_a_provider_are_checked_by_name_and_never_replace(serve: Any) -> None:
    stub = serve("scaleway").stub
    urn = "urn:pulumi:dev::demo::pulumi:providers:scaleway::main"

    def settings(**values: str) -> Any:
        return {"urn": urn, "news": {"region": "fr-par", "version": "1.60.0", **values}}

    assert not stub.CheckConfig(provider_pb2.CheckRequest(**settings())).failures
    (failure,) = stub.CheckConfig(provider_pb2.CheckRequest(**settings(regoin="x"))).failures
    assert "`regoin`" in failure.reason
    assert "`region`" in failure.reason
    changed = stub.DiffConfig(
        provider_pb2.DiffRequest(urn=urn, old_inputs={"region": "fr-par"}, news={"region": "nl-ams"})
    )
    assert list(changed.diffs) == ["region"]
    assert not changed.replaces


def test_deleting_always_works(serve: Any) -> None:
    serve("scaleway").stub.Delete(provider_pb2.DeleteRequest(id=ID, urn="urn:pulumi:dev::demo::x::y"))


def test_a_failure_of_the_provider_itself_shows_no_value(serve: Any, refused: Any) -> None:
    client = serve("scaleway")
    broken = {"a": {"4dabf18193072939515e22adb298388d": "hunter2"}}
    code, message = refused(lambda: client.check(VPC, broken))
    assert code == grpc.StatusCode.INTERNAL
    assert "ValueError" in message
    assert "hunter2" not in message


def test_the_inventory_of_the_repository_can_be_read() -> None:
    from plan.offline.tables import ROOT  # noqa: PLC0415

    found = inventory([ROOT / "stacks" / "azure-legacy.inventory.json"])
    assert len(found) > 500
