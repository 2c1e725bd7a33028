"""What `terraform show -json` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from facts.errors import BadInput
from plan.model import LayerPlan, Operation, PlannedResource
from plan.values import UNKNOWN, Secret, masked
from tests.plan.inputs.terraform import change, document
from tests.planned import plans_of

Read = Callable[..., LayerPlan]
REGISTRY = "registry.terraform.io"


def changed(address: str, after: Any, *, provider: str = "scaleway/scaleway", **more: Any) -> dict[str, Any]:
    found = {"actions": ["create"], "before": None, "after": after, "after_unknown": {}, "after_sensitive": {}, **more}
    kind = address.split(".")[-2].rpartition("]")[2]
    return {
        "address": address,
        "mode": "managed",
        "type": kind,
        "provider_name": f"{REGISTRY}/{provider}",
        "change": found,
    }


def configured(address: str, expressions: dict[str, Any], key: str = "scaleway") -> dict[str, Any]:
    return {"address": address, "mode": "managed", "provider_config_key": key, "expressions": expressions}


def shown(*changes: Any, **more: Any) -> dict[str, Any]:
    return {"format_version": "1.2", "terraform_version": "1.9.8", "resource_changes": list(changes), **more}


def by_name(plan: LayerPlan) -> dict[str, PlannedResource]:
    return {resource.name: resource for resource in plan.resources}


@pytest.mark.parametrize("estate", ["cloudtemple", "numspot", "outscale", "ovhcloud", "scaleway"])
def test_our_own_resources_come_back_from_terraforms_form(estate: str, read: Read) -> None:
    for planned in plans_of(estate):
        resources = [item for item in planned.resources if item.custom and not item.type.startswith("pulumi:")]

        plan = read(document(resources), "proposal.json")

        assert plan.cloud == estate
        found = by_name(plan)
        for resource in resources:
            same = found[change(resource)[0]["address"]]
            assert same.type == resource.type
            assert masked(same.inputs) == masked(dict(resource.inputs)), resource.urn


def test_blocks_plurals_secrets_and_what_only_the_provider_tells(read: Read) -> None:
    group = changed(
        "scaleway_instance_security_group.a",
        {
            "name": "a",
            "inbound_rule": [{"action": "accept", "ip_range": "0.0.0.0/0", "port": 22, "protocol": None}],
            "outbound_rule": [],
            "external_rules": None,
            "newer_field": 1,
        },
        after_unknown={"id": True, "zone": True, "inbound_rule": [{}]},
        after_sensitive={"name": True},
    )
    configuration = {
        "root_module": {
            "resources": [
                configured("scaleway_instance_security_group.a", {"name": {}, "inbound_rule": [{}], "newer_field": {}})
            ]
        }
    }

    (found,) = read(shown(group, configuration=configuration)).resources

    assert found.type == "scaleway:instance/securityGroup:SecurityGroup"
    assert found.inputs == {
        "name": Secret("a"),
        "inboundRules": [{"action": "accept", "ipRange": "0.0.0.0/0", "port": 22}],
        "newerField": 1,
    }
    assert found.outputs == {"id": UNKNOWN, "zone": UNKNOWN}
    assert found.operation is Operation.CREATE
    assert found.package is not None and found.package.parameter == f"{REGISTRY}/scaleway/scaleway"


def test_a_resource_that_is_sensitive_as_a_whole_still_has_its_fields(read: Read) -> None:
    (found,) = read(shown(changed("scaleway_vpc.v", {"name": "v"}, after_sensitive=True))).resources

    assert found.inputs == {"name": Secret("v")}


def test_without_configuration_what_is_not_known_may_be_an_input(read: Read) -> None:
    server = changed("scaleway_instance_server.a", {"type": "PLAY2-MICRO"}, after_unknown={"zone": True, "id": True})

    plan = read(shown(server))

    assert plan.resources[0].inputs == {"type": "PLAY2-MICRO", "zone": UNKNOWN}
    assert "no configuration" in plan.messages[0].text


def test_secrets_that_a_provider_does_not_mark(read: Read) -> None:
    certificate = changed(
        "outscale_server_certificate.a", {"name": "a", "private_key": "planted"}, provider="outscale/outscale"
    )

    (found,) = read(shown(certificate)).resources

    assert found.inputs["privateKey"] == Secret("planted")


@pytest.mark.parametrize(
    ("actions", "operation"),
    [
        (["no-op"], Operation.SAME),
        (["update"], Operation.UPDATE),
        (["delete"], Operation.DELETE),
        (["delete", "create"], Operation.REPLACE),
        (["create", "delete"], Operation.REPLACE),
        (["forget"], Operation.SAME),
    ],
)
def test_operations(actions: list[str], operation: Operation, read: Read) -> None:
    before = {"id": "fr-par/1", "name": "old", "tags": ["x"]}
    after = None if actions in (["delete"], ["forget"]) else {"id": "fr-par/1", "name": "new", "tags": ["x"]}
    vpc = changed("scaleway_vpc.a", after, actions=actions, before=before, replace_paths=[["name"]])

    plan = read(shown(vpc))

    (found,) = plan.resources
    assert (found.operation, found.id) == (operation, "fr-par/1")
    assert found.inputs["name"] == ("old" if after is None else "new")
    if operation in (Operation.UPDATE, Operation.REPLACE):
        assert found.diff is not None
        (difference,) = found.diff.changes
        assert (difference.path, difference.old, difference.new) == ("name", "old", "new")
        assert difference.forces_replace
    assert any("looks after it no longer" in message.text for message in plan.messages) is (actions == ["forget"])


def test_a_deposed_resource_and_an_import(read: Read) -> None:
    changes = [
        changed("scaleway_vpc.a", {"name": "a"}, actions=["no-op"], importing={"id": "x"}),
        {**changed("scaleway_vpc.a", None, actions=["delete"], before={"name": "a"}), "deposed": "0a1b"},
    ]

    found = by_name(read(shown(*changes)))

    assert {name: item.operation for name, item in found.items()} == {
        "scaleway_vpc.a": Operation.IMPORT,
        "scaleway_vpc.a (deposed 0a1b)": Operation.DELETE,
    }


def test_what_is_imported_and_replaced_at_once_is_replaced(read: Read) -> None:
    both = changed("scaleway_vpc.a", {"name": "a"}, actions=["delete", "create"], importing={"id": "x"})

    (found,) = read(shown(both)).resources

    assert found.operation is Operation.REPLACE


def test_what_stands_is_not_hidden_by_what_was_deposed(read: Read) -> None:
    gone = {**changed("scaleway_vpc.a", None, actions=["delete"], before={"name": "a"}), "deposed": "0a1b"}
    stands = {**changed("scaleway_vpc.a", {}), "values": {"name": "a"}}

    found = by_name(read(shown(gone, planned_values={"root_module": {"resources": [stands]}})))

    assert {name: item.operation for name, item in found.items()} == {
        "scaleway_vpc.a": Operation.SAME,
        "scaleway_vpc.a (deposed 0a1b)": Operation.DELETE,
    }


def test_what_a_resource_runs_is_an_input_of_it(read: Read) -> None:
    inline = {"constant_value": ["curl https://tools.example/install | sh"]}
    runs = {"type": "remote-exec", "expressions": {"inline": inline, "script": {"references": ["var.x"]}}}
    row = {**configured("scaleway_vpc.a", {"name": {}}), "provisioners": [runs]}
    configuration = {"root_module": {"resources": [row]}}

    found = by_name(read(shown(changed("scaleway_vpc.a", {"name": "a"}), configuration=configuration)))

    (said,) = found["scaleway_vpc.a"].inputs["provisioners"]
    assert said["expressions"] == {"inline": ["curl https://tools.example/install | sh"], "script": UNKNOWN}


def test_a_module_from_elsewhere_is_named_without_its_address(read: Read) -> None:
    calls = {
        "near": {"source": "./near", "module": {}},
        "far": {"source": "git::https://word@code.example/far", "module": {}},
    }

    plan = read(shown(changed("scaleway_vpc.a", {}), configuration={"root_module": {"module_calls": calls}}))

    (said,) = (message.text for message in plan.messages if "module" in message.text)
    assert "`far`" in said or " far " in said
    assert "code.example" not in said


def test_links_go_through_variables_outputs_and_instances(read: Read) -> None:
    network = {
        "resources": [configured("scaleway_vpc_private_network.n", {"vpc_id": {"references": ["var.vpc", "var"]}})],
        "outputs": {"id": {"expression": {"references": ["scaleway_vpc_private_network.n.id"]}}},
    }
    configuration = {
        "root_module": {
            "resources": [
                configured("scaleway_vpc.v", {}),
                configured(
                    "scaleway_instance_private_nic.c",
                    {"private_network_id": {"references": ["module.net.id", "module.net"]}},
                ),
            ],
            "module_calls": {
                "net": {"expressions": {"vpc": {"references": ["scaleway_vpc.v[0].id"]}}, "module": network}
            },
        }
    }
    changes = [
        changed("scaleway_vpc.v[0]", {"name": "v"}),
        changed('module.net["a.b]"].scaleway_vpc_private_network.n', {"name": "n"}),
        changed("scaleway_instance_private_nic.c", {"server_id": "s"}),
    ]
    changes[1]["type"] = "scaleway_vpc_private_network"

    plan = read(shown(*changes, configuration=configuration))

    found = by_name(plan)
    inner = found['module.net["a.b]"].scaleway_vpc_private_network.n']
    assert inner.property_dependencies == {"vpcId": (found["scaleway_vpc.v[0]"].urn,)}
    assert found["scaleway_instance_private_nic.c"].property_dependencies == {"privateNetworkId": (inner.urn,)}
    assert found["scaleway_instance_private_nic.c"].dependencies == (inner.urn,)


def test_modules_that_refer_to_each_other_end(read: Read) -> None:
    loop = {"outputs": {"o": {"expression": {"references": ["var.i"]}}}}
    calls = {"m": {"expressions": {"i": {"references": ["module.m.o"]}}, "module": loop}}
    root = {
        "resources": [configured("scaleway_vpc.v", {"name": {"references": ["module.m.o"]}})],
        "module_calls": calls,
    }

    (found,) = read(shown(changed("scaleway_vpc.v", {"name": "v"}), configuration={"root_module": root})).resources

    assert found.property_dependencies == {}


def test_regions_and_secrets_of_providers(read: Read) -> None:
    configuration = {
        "provider_config": {
            "scaleway": {
                "name": "scaleway",
                "expressions": {
                    "region": {"references": ["var.region"]},
                    "secret_key": {"constant_value": "planted"},
                    "access_key": {"references": ["var.key"]},
                    "project_id": {"references": ["local.x"]},
                },
            }
        },
        "root_module": {
            "resources": [configured("scaleway_vpc.v", {})],
            "variables": {"region": {}, "key": {"sensitive": True}},
        },
    }
    variables = {"region": {"value": "fr-par"}, "key": {"value": "planted"}}

    plan = read(shown(changed("scaleway_vpc.v", {"name": "v"}), configuration=configuration, variables=variables))

    found = by_name(plan)
    assert found["scaleway"].is_provider
    assert found["scaleway"].inputs["region"] == "fr-par"
    assert found["scaleway"].inputs["secretKey"] == Secret("planted")
    assert found["scaleway"].inputs["accessKey"] == Secret(UNKNOWN)
    assert found["scaleway"].inputs["projectId"] is UNKNOWN
    assert found["scaleway_vpc.v"].options.provider == found["scaleway"].urn


def test_a_shown_state_with_child_modules_and_look_ups(read: Read) -> None:
    one = {"address": "scaleway_vpc.v", "mode": "managed", "type": "scaleway_vpc", "values": {"name": "v", "id": "1"}}
    two = {**one, "address": "module.m.scaleway_vpc.v", "sensitive_values": {"name": True}}
    look_up = {**one, "address": "data.scaleway_vpc.d", "mode": "data"}
    root = {"resources": [one, look_up], "child_modules": [{"address": "module.m", "resources": [two]}]}

    found = by_name(read({"format_version": "1.0", "values": {"root_module": root}}))

    assert found.keys() == {"scaleway_vpc.v", "module.m.scaleway_vpc.v"}
    assert {item.operation for item in found.values()} == {Operation.SAME}
    assert found["module.m.scaleway_vpc.v"].inputs["name"] == Secret("v")


def test_a_type_that_no_table_knows_stays_and_says_so(read: Read) -> None:
    new = changed("scaleway_quantum_thing.q", {"public_access": True, "id": "x"})
    foreign = changed("google_storage_bucket.b", {"location": "US"}, provider="hashicorp/google")

    plan = read(shown(new, foreign))

    assert plan.cloud == "mixed"
    assert {resource.type: resource.inputs for resource in plan.resources} == {
        "scaleway:unknown:scaleway_quantum_thing": {"publicAccess": True},
        "google:unknown:google_storage_bucket": {"location": "US"},
    }


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({**shown(changed("scaleway_vpc.v", {})), "format_version": "2.0"}, "format_version"),
        ({**shown(changed("scaleway_vpc.v", {})), "errored": True}, "errored"),
        ({**shown(changed("scaleway_vpc.v", {})), "complete": False}, "complete"),
        (shown(), ""),
        (shown(changed("scaleway_vpc.v", {}, actions=["dance"])), "resource_changes[0].change.actions"),
        (shown(changed("scaleway_vpc.v", [])), "resource_changes[0].change.after"),
        (shown({"address": "x"}), "resource_changes[0]"),
        (shown(7), "resource_changes[0]"),
        ({"format_version": "1.2", "resource_changes": {}}, "resource_changes"),
        ({"format_version": "1.2", "planned_values": []}, "planned_values"),
        ({"format_version": "1.2", "planned_values": {"root_module": {"child_modules": [1]}}},
         "planned_values.root_module.child_modules[0]"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_its_place(content: Any, place: str, read: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read(content)

    assert caught.value.place is not None and caught.value.place.path == place


def test_terraforms_own_state_is_refused_with_the_command(read: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read(json.dumps({"version": 4, "terraform_version": "1.9.8", "lineage": "x", "resources": []}))

    assert "terraform show -json" in caught.value.action
