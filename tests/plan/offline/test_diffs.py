"""Diff: what changed, path by path, and what replaces."""

from __future__ import annotations

from typing import Any

import pytest

from plan.signatures import UNKNOWN_SENTINEL
from plan.values import Secret

NETWORK = "scaleway:network/privateNetwork:PrivateNetwork"
RULES = "scaleway:instance/securityGroupRules:SecurityGroupRules"
SERVER = "scaleway:instance/server:Server"
OPENSTACK_RULE = "openstack:networking/secGroupRule:SecGroupRule"
KEY = "scaleway:keymanager/key:Key"


def rules(*ports: int) -> dict[str, Any]:
    return {"securityGroupId": "a", "inboundRules": [{"action": "accept", "port": port} for port in ports]}


@pytest.mark.parametrize(
    ("token", "old", "new", "expected"),
    [
        (NETWORK, {"name": "a"}, {"name": "b"}, {"name": "UPDATE"}),
        (NETWORK, {}, {"tags": ["a"]}, {"tags": "ADD"}),
        (NETWORK, {"tags": ["a"]}, {}, {"tags": "DELETE"}),
        (NETWORK, {"tags": ["a"]}, {"tags": ["a", "b"]}, {"tags[1]": "ADD"}),
        (NETWORK, {"tags": ["a", "b"]}, {"tags": ["b"]}, {"tags[0]": "UPDATE", "tags[1]": "DELETE"}),
        (NETWORK, {"vpcId": "a"}, {"vpcId": "b"}, {"vpcId": "UPDATE_REPLACE"}),
        (NETWORK, {"vpcId": "a"}, {"vpcId": UNKNOWN_SENTINEL}, {"vpcId": "UPDATE_REPLACE"}),
        # seen on a real OpenStack, see plan/offline/rules/openstack.yaml
        (OPENSTACK_RULE, {"portRangeMin": 1, "portRangeMax": 65535}, {}, {}),
        (OPENSTACK_RULE, {}, {"portRangeMin": 1, "portRangeMax": 65535}, {}),
        (
            OPENSTACK_RULE,
            {"portRangeMin": 22, "portRangeMax": 65535},
            {},
            {"portRangeMin": "DELETE_REPLACE"},
        ),
        (OPENSTACK_RULE, {"portRangeMax": 65535}, {"portRangeMax": 22}, {"portRangeMax": "UPDATE_REPLACE"}),
        (RULES, rules(22, 80), rules(22, 443), {"inboundRules[1].port": "UPDATE"}),
        (
            NETWORK,
            {"ipv4Subnet": {"subnet": "10.0.0.0/24"}},
            {"ipv4Subnet": {"subnet": "10.0.1.0/24"}},
            {"ipv4Subnet.subnet": "UPDATE_REPLACE"},
        ),
        (NETWORK, {}, {"ipv4Subnet": {"subnet": "10.0.1.0/24"}}, {"ipv4Subnet": "ADD_REPLACE"}),
        (SERVER, {"image": "debian_12"}, {"image": "debian_13"}, {"image": "UPDATE_REPLACE"}),
        (
            SERVER,
            {"userData": {"cloud-init": "a"}},
            {"userData": {"cloud-init": "b"}},
            {"userData.cloud-init": "UPDATE"},
        ),
        (SERVER, {"userData": {"a.b": "a"}}, {"userData": {"a.b": "b"}}, {'userData["a.b"]': "UPDATE"}),
        (KEY, {"protectionLevel": "software"}, {"protectionLevel": "hsm"}, {"protectionLevel": "UPDATE_REPLACE"}),
        (NETWORK, {"name": "a", "tags": None}, {"name": "a"}, {}),
        (NETWORK, {"name": Secret("a")}, {"name": "a"}, {}),
        (NETWORK, {"name": "a", "__defaults": ["x"]}, {"name": "a"}, {}),
    ],
)
def test_changes_by_path(serve: Any, token: str, old: dict[str, Any], new: dict[str, Any], expected: Any) -> None:
    client = serve(token.partition(":")[0])
    assert client.kinds(token, old, new) == expected
    answer = client.diff(token, old, new)
    assert (answer.changes == answer.DIFF_SOME) == bool(expected)
    tops = {path.split(".")[0].split("[")[0] for path, kind in expected.items() if kind.endswith("REPLACE")}
    assert set(answer.replaces) == tops


def test_what_the_program_ignores_is_no_change(serve: Any) -> None:
    client = serve("scaleway")
    old, new = {"name": "a", **rules(22, 80)}, {"name": "b", **rules(22, 443)}
    assert client.kinds(RULES, old, new, ("inboundRules[1].port", "name")) == {}
    assert client.kinds(RULES, old, new, ("inboundRules[0]",)) == {"name": "UPDATE", "inboundRules[1].port": "UPDATE"}


def test_a_value_that_is_never_kept_changes_only_with_its_version(serve: Any) -> None:
    token = "scaleway:secrets/version:Version"
    old = {"secretId": "a", "dataWo": Secret("one"), "dataWoVersion": 1}
    client = serve("scaleway")
    assert client.kinds(token, old, {**old, "dataWo": Secret("two")}) == {}
    assert client.kinds(token, old, {**old, "dataWo": Secret("two"), "dataWoVersion": 2}) == {
        "dataWoVersion": "UPDATE_REPLACE"
    }


def test_a_change_that_replaces_only_where_a_value_is_given(serve: Any) -> None:
    client = serve("terraform-provider")
    token = "numspot:index/publicIp:PublicIp"
    assert client.kinds(token, {"nicId": "a"}, {"nicId": "b"}) == {"nicId": "UPDATE_REPLACE"}
    assert client.kinds(token, {"nicId": "a"}, {}) == {"nicId": "DELETE"}


def test_an_undecided_change_is_an_update_and_refused_when_strict(serve: Any, refused: Any) -> None:
    token = "scaleway:loadbalancers/backend:Backend"
    old, new = {"lbId": "a", "host": "one"}, {"lbId": "a", "host": "two"}
    assert serve("scaleway").kinds(token, old, new) == {"host": "UPDATE"}
    strict = serve("scaleway", strict=True)
    _, message = refused(lambda: strict.diff(token, old, new))
    assert "host" in message
    assert "plan/offline/rules/scaleway.yaml" in message
    assert strict.kinds(token, old, {"lbId": "b", "host": "one"}) == {"lbId": "UPDATE_REPLACE"}


def test_two_of_the_same_given_name_cannot_stand_side_by_side(serve: Any) -> None:
    client = serve("terraform-provider")
    token = "numspot:index/kubernetesCluster:KubernetesCluster"
    old = {"name": "a", "cidr": "10.0.0.0/16"}
    answer = client.diff(token, old, {**old, "cidr": "10.1.0.0/16"})
    assert answer.replaces
    assert answer.deleteBeforeReplace
    renamed = client.diff(token, old, {"name": "b", "cidr": "10.1.0.0/16"})
    assert renamed.replaces
    assert not renamed.deleteBeforeReplace
