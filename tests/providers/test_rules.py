"""What the real providers accept wrongly, and ours refuse; ids as the clouds make them."""

from __future__ import annotations

from typing import Any

import pytest

from plan.offline.checks import faults
from plan.offline.tables import package
from tests.plan.offline.conftest import Serve, serve

__all__ = ["serve"]

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("outscale:index/net:Net", {"ipRange": "10.0.0.0/99"}, "ipRange"),
    ("outscale:index/subnet:Subnet", {"netId": "v", "ipRange": "10.0.0.0"}, "ipRange"),
    (
        "outscale:index/securityGroupRule:SecurityGroupRule",
        {
            "flow": "Inbound",
            "securityGroupId": "sg",
            "fromPortRange": 70000,
            "toPortRange": 443,
            "ipRange": "10.0.0.0/8",
        },
        "fromPortRange",
    ),
    (
        "outscale:index/securityGroupRule:SecurityGroupRule",
        {"flow": "Inbound", "securityGroupId": "sg", "rules": [{"ipRanges": ["10.0.0.0/99"]}]},
        "rules[0].ipRanges[0]",
    ),
    ("outscale:index/volume:Volume", {"subregionName": "eu-west-2a", "volumeType": "gold"}, "volumeType"),
    ("numspot:index/volume:Volume", {"availabilityZoneName": "eu-west-2a", "size": 10, "type": "gold"}, "type"),
    ("numspot:index/volume:Volume", {"availabilityZoneName": "mars-1", "size": 10}, "availabilityZoneName"),
    ("numspot:index/subnet:Subnet", {"vpcId": "v", "ipRange": "10.0.0.0/99"}, "ipRange"),
]


@pytest.mark.parametrize(("token", "inputs", "path"), WRONG)
def test_what_is_wrong_is_refused(token: str, inputs: dict[str, Any], path: str) -> None:
    kind = package(token.partition(":")[0]).kind(token)
    assert kind is not None
    assert [fault.path for fault in faults(kind, inputs)] == [path]


def test_all_ports_are_a_port() -> None:
    token = "outscale:index/securityGroupRule:SecurityGroupRule"
    inputs = {"flow": "Inbound", "securityGroupId": "sg", "ipProtocol": "-1", "fromPortRange": -1, "toPortRange": -1}
    kind = package("outscale").kind(token)
    assert kind is not None
    assert faults(kind, inputs) == []


@pytest.mark.parametrize(
    ("token", "inputs", "prefix", "output"),
    [
        ("outscale:index/net:Net", {"ipRange": "10.0.0.0/16"}, "vpc-", "netId"),
        ("outscale:index/subnet:Subnet", {"netId": "v", "ipRange": "10.0.0.0/24"}, "subnet-", "subnetId"),
        ("outscale:index/securityGroup:SecurityGroup", {"description": "d"}, "sg-", "securityGroupId"),
        ("outscale:index/volume:Volume", {"subregionName": "eu-west-2a"}, "vol-", "volumeId"),
        ("outscale:index/vm:Vm", {"imageId": "ami-1"}, "i-", "vmId"),
    ],
)
def test_an_id_has_the_form_of_the_clouds_and_is_an_output(
    serve: Serve, token: str, inputs: dict[str, Any], prefix: str, output: str
) -> None:
    made = serve("terraform-provider").made(token, inputs)
    assert made["id"].startswith(prefix)
    assert made[output] == made["id"]


def test_a_changed_range_replaces_a_net(serve: Serve) -> None:
    client = serve("terraform-provider")
    kinds = client.kinds("outscale:index/net:Net", {"ipRange": "10.0.0.0/16"}, {"ipRange": "10.1.0.0/16"})
    assert kinds == {"ipRange": "UPDATE_REPLACE"}
