"""What the estate is made of."""

from __future__ import annotations

import json

from tests.components.ovhcloud.conftest import Layers, every
from tests.components.ovhcloud.counts import COMMAND, SEAL, counted

RULE = "openstack:networking/secGroupRule:SecGroupRule"


def test_each_layer_has_exactly_the_sealed_resources(layers: Layers) -> None:
    found = counted(tuple(layers.values()))
    assert found == json.loads(SEAL.read_text(encoding="utf-8")), f"if the change is meant, renew the seal: {COMMAND}"


def test_the_estate_has_at_least_a_hundred_cloud_resources_besides_firewall_rules(layers: Layers) -> None:
    assert sum(resource.type != RULE for resource in every(layers)) >= 100
