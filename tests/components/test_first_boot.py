"""A host of our own is made after the rules that let its first boot reach anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pytest

from plan.model import LayerPlan, PlannedResource
from tests.planned import plans_of


class Classes(NamedTuple):
    """Of a cloud: its hosts, its groups of rules, and the rules."""

    host: str
    group: str
    rule: str


CLOUDS: Mapping[str, Classes] = {
    "numspot": Classes(
        "numspot:index/vm:Vm",
        "numspot:index/securityGroup:SecurityGroup",
        "numspot:index/securityGroupRule:SecurityGroupRule",
    ),
    "outscale": Classes(
        "outscale:index/vm:Vm",
        "outscale:index/securityGroup:SecurityGroup",
        "outscale:index/securityGroupRule:SecurityGroupRule",
    ),
    "ovhcloud": Classes(
        "openstack:compute/instance:Instance",
        "openstack:networking/secGroup:SecGroup",
        "openstack:networking/secGroupRule:SecGroupRule",
    ),
    "scaleway": Classes(
        "scaleway:instance/server:Server",
        "scaleway:instance/securityGroup:SecurityGroup",
        "scaleway:instance/securityGroupRules:SecurityGroupRules",
    ),
}
"""Cloud Temple has no groups of rules: hosts stand behind routers of our own there."""


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_host_waits_for_all_rules_of_its_groups(cloud: str) -> None:
    seen = 0
    for plan in plans_of(cloud):
        for host in _of(plan, CLOUDS[cloud].host):
            rules = _rules_of(host, plan, CLOUDS[cloud])
            if rules:
                seen += 1
                assert rules <= set(host.dependencies), host.urn
    assert seen > 10


def _of(plan: LayerPlan, token: str) -> Iterable[PlannedResource]:
    return (resource for resource in plan.resources if resource.type == token)


def _rules_of(host: PlannedResource, plan: LayerPlan, classes: Classes) -> set[str]:
    groups = {urn for urn in _behind(host, plan) if urn in plan.by_urn and plan.by_urn[urn].type == classes.group}
    return {rule.urn for rule in _of(plan, classes.rule) if groups.intersection(rule.dependencies)}


def _behind(host: PlannedResource, plan: LayerPlan) -> set[str]:
    """All that a host is made from by its own inputs, directly or not."""
    found: set[str] = set()
    waiting = [host]
    while waiting:
        for urns in waiting.pop().property_dependencies.values():
            for urn in set(urns) - found:
                found.add(urn)
                if urn in plan.by_urn:
                    waiting.append(plan.by_urn[urn])
    return found
