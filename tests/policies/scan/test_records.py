"""What leaves for checkov's environment: no secret, nothing that is deleted, nothing silently left out."""

from __future__ import annotations

import json

from plan.model import Operation
from plan.values import UNKNOWN, Secret
from policies.scan.model import NotLooked
from policies.scan.records import records
from policies.scan.texts import lines
from tests.policies.scan.conftest import plan, resource

PLANTED = "pl4nted-S3cret-value"
SERVER = "azure-native:dbforpostgresql:Server"


def test_secrets_stay_here() -> None:
    inputs = {"serverName": "db", "administratorLoginPassword": Secret(PLANTED), "tags": {"x": Secret({"y": PLANTED})}}
    found = plan(
        resource(SERVER, inputs=inputs), resource("pulumi:providers:openstack", "p", {"token": Secret(PLANTED)})
    )
    spoken = json.dumps([list(records([found]).records), list(lines([found]))])
    assert PLANTED not in spoken
    body = records([found]).records[0]["body"]
    assert body["properties"]["administratorLoginPassword"] == "[secret]"


def test_unknown_values_are_marked() -> None:
    body = records([plan(resource(SERVER, inputs={"version": UNKNOWN}))]).records[0]["body"]
    assert body["properties"]["version"] == "[unknown]"


def test_what_is_deleted_is_not_scanned() -> None:
    gone = plan(resource(SERVER, inputs={"serverName": "a-long-name"}, operation=Operation.DELETE))
    assert records([gone]).records == ()
    assert list(lines([gone])) == []


def test_nobody_looked_is_said() -> None:
    found = records(
        [
            plan(
                resource("scaleway:object/bucket:Bucket"),
                resource("scaleway:object/bucket:Bucket", "b"),
                resource("azure-native:x:Y"),
            )
        ]
    )
    assert found.not_looked == (
        NotLooked("azure-native:x:Y", 1, "no table has its ARM type"),
        NotLooked("scaleway:object/bucket:Bucket", 2, "checkov has no check for it"),
    )


def test_components_are_nothing_at_a_cloud() -> None:
    found = records([plan(resource("pulumi:pulumi:StackReference"), resource("random:index/randomId:RandomId"))])
    assert (found.records, found.not_looked) == ((), ())
