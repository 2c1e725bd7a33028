"""Check: what the real providers refuse, and what they take although it is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from plan.offline.codec import decoded
from plan.signatures import UNKNOWN_SENTINEL
from plan.values import Secret

VPC = "scaleway:network/vpc:Vpc"
NETWORK = "scaleway:network/privateNetwork:PrivateNetwork"
RULES = "scaleway:instance/securityGroupRules:SecurityGroupRules"
PASSWORD = "random:index/randomPassword:RandomPassword"


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        (
            "scaleway:network/connector:Connector",
            {"vpcId": "a"},
            "`targetVpcId`: found nothing; expected a text (required)",
        ),
        (VPC, {"name": 7}, "`name`: found 7; expected a text"),
        (VPC, {"tags": ["a", 2]}, "`tags[1]`: found 2; expected a text"),
        (VPC, {"tags": "a"}, '`tags`: found "a"; expected a list of a text'),
        (VPC, {"enableRouting": "yes"}, '`enableRouting`: found "yes"; expected true or false'),
        (VPC, {"nmae": "a"}, "`nmae`: found a property that the kind does not have; expected `name`"),
        (
            NETWORK,
            {"ipv4Subnet": {"subnet": "10.0.0.0/99"}},
            '`ipv4Subnet.subnet`: found "10.0.0.0/99"; expected an address range',
        ),
        (NETWORK, {"ipv4Subnet": {"subent": "10.0.0.0/24"}}, "`ipv4Subnet.subent`: found a property"),
        (
            RULES,
            {"securityGroupId": "a", "inboundRules": [{"action": "accept"}, {"action": "accept", "port": 70000}]},
            "`inboundRules[1].port`: found 70000; expected a port from 0 to 65535",
        ),
    ],
)
def test_wrong_inputs_are_named_with_path_found_and_expected(
    serve: Any, token: str, inputs: dict[str, Any], expected: str
) -> None:
    assert [reason for reason in serve("scaleway").failures(token, inputs) if reason.startswith(expected)]


@pytest.mark.parametrize(
    ("package", "token", "inputs", "expected"),
    [
        (
            "outscale",
            "outscale:index/accessKey:AccessKey",
            {"state": "ON"},
            '`state`: found "ON"; expected one of ACTIVE, INACTIVE',
        ),
        ("random", "random:index/randomBytes:RandomBytes", {"length": 0}, "`length`: found 0; expected at least 1"),
        ("random", PASSWORD, {"length": 1.5}, "`length`: found 1.5; expected a whole number"),
        (
            "cloudtemple",
            "cloudtemple:index/computeIaasOpensourceNetworkAdapter:ComputeIaasOpensourceNetworkAdapter",
            {"networkId": "n", "virtualMachineId": "11111111-2222-4333-8444-555555555555"},
            '`networkId`: found "n"; expected a UUID',
        ),
    ],
)
def test_enums_ranges_and_formats_of_the_facts_are_checked(
    serve: Any, package: str, token: str, inputs: dict[str, Any], expected: str
) -> None:
    plugin = package if package == "random" else "terraform-provider"
    (reason,) = serve(plugin).failures(token, inputs)
    assert reason.startswith(expected)


def test_properties_that_exclude_each_other(serve: Any) -> None:
    reasons = serve("terraform-provider").failures("numspot:index/publicIp:PublicIp", {"nicId": "eni-1", "vmId": "i-1"})
    assert "`nicId`: found it beside `vmId`; expected one of the two only" in reasons


def test_a_good_resource_comes_back_unchanged(serve: Any) -> None:
    inputs = {"name": "hub", "tags": ["a"], "enableRouting": True}
    answer = serve("scaleway").check(VPC, inputs)
    assert not answer.failures
    assert decoded(answer.inputs) == inputs


@pytest.mark.parametrize(
    "value",
    [UNKNOWN_SENTINEL, Secret("10.0.0.0/24"), Secret(UNKNOWN_SENTINEL), None],
    ids=["unknown", "secret", "both", "none"],
)
def test_unknown_and_secret_values_pass(serve: Any, value: Any) -> None:
    assert serve("scaleway").failures(NETWORK, {"ipv4Subnet": {"subnet": value}}) == []


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        (NETWORK, {"ipv4Subnet": {"subnet": Secret("hunter2-10.0.0.0/99")}}),
        ("scaleway:secrets/version:Version", {"secretId": "fr-par/x", "data": ["hunter2"]}),
        ("scaleway:databases/instance:Instance", {"nodeType": "x", "engine": "y", "password": {"a": "hunter2"}}),
    ],
)
def test_a_secret_value_is_never_shown(serve: Any, token: str, inputs: dict[str, Any]) -> None:
    reasons = serve("scaleway").failures(token, inputs)
    assert any("[secret]" in reason for reason in reasons)
    assert "hunter2" not in str(reasons)


def test_an_unknown_kind_is_refused_and_says_which_table_to_extend(serve: Any, refused: Any) -> None:
    client = serve("scaleway")
    _, message = refused(lambda: client.check("scaleway:index/teleporter:Teleporter", {}))
    assert "scaleway:index/teleporter:Teleporter" in message
    assert "plan/offline/tables/scaleway.json" in message
    assert "do:" in message


def test_a_name_is_made_only_where_the_provider_makes_one_and_none_is_given(serve: Any) -> None:
    client = serve("terraform-provider")
    token = "numspot:index/bucket:Bucket"
    made = decoded(client.check(token, {}).inputs)["name"]
    assert made.startswith("one-")
    assert decoded(client.check(token, {}).inputs)["name"] == made
    assert decoded(client.check(token, {}, {"name": "old"}).inputs) == {"name": "old"}
    assert decoded(client.check(token, {"name": "mine"}, {"name": "old"}).inputs) == {"name": "mine"}


def test_defaults_that_a_real_provider_noted_are_carried_over(serve: Any) -> None:
    old = {"__defaults": ["region"], "region": "fr-par", "ipv4Subnet": {"__defaults": [], "subnet": "10.0.0.0/24"}}
    client = serve("scaleway")
    answer = client.check(NETWORK, {"ipv4Subnet": {"subnet": "10.0.0.0/24"}}, old)
    assert not answer.failures
    assert decoded(answer.inputs) == old
    assert client.kinds(NETWORK, old, decoded(answer.inputs)) == {}
