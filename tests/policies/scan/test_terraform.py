"""Names of Terraform: only what is certain."""

from __future__ import annotations

from plan.values import Secret
from policies.scan import terraform


def test_a_rule_has_all_the_fields_that_its_checks_read() -> None:
    token = "openstack:networking/secGroupRule:SecGroupRule"
    given = {"direction": "ingress", "portRangeMin": 22, "portRangeMax": 22, "remoteIpPrefix": "::/0"}
    assert terraform.type_of(token) == "openstack_networking_secgroup_rule_v2"
    assert terraform.configuration(given) == {
        "direction": "ingress",
        "port_range_min": 22,
        "port_range_max": 22,
        "remote_ip_prefix": "::/0",
    }


def test_an_old_token_is_the_same_type() -> None:
    assert terraform._types()["openstack:index/lbLoadbalancerV2:LbLoadbalancerV2"] == "openstack_lb_loadbalancer_v2"


def test_a_type_without_check_is_none() -> None:
    assert terraform.type_of("openstack:networking/network:Network") == ""
    assert terraform.type_of("scaleway:instance/securityGroup:SecurityGroup") == ""


def test_what_pulumi_may_have_renamed_is_left_out() -> None:
    given = {"adminPass": "x", "metadata": {"a": "b"}, "networks": [{"uuid": "1"}], "vendorOptions": {"a": {"b": 1}}}
    assert terraform.configuration(given) == {"admin_pass": "x", "metadata": {"a": "b"}}


def test_a_secret_of_a_provider_is_not_hard_coded() -> None:
    given = {"authUrl": "https://id.example", "password": Secret("hidden"), "token": "plain"}
    assert terraform.provider(given) == {"auth_url": "https://id.example", "token": "plain"}
