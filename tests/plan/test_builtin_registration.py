"""Shape, options, inheritance, aliases: what the engine would record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_azure_native as azure
import pulumi_openstack as openstack
import pulumi_random as random
import pulumiverse_scaleway as scaleway
import pytest
from pulumi import ResourceOptions

from plan.errors import DuplicateResource, ProgramFailed, RemoteComponent
from plan.model import UNKNOWN, Alias, Asset, Operation, Secret
from tests.plan.conftest import Named, Preview


class Role(pulumi.ComponentResource):
    def __init__(
        self, type_: str, name: str, props: Mapping[str, Any] | None = None, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__(f"bastide:{type_}", name, props, opts)


def test_urns_hold_the_types_of_all_ancestors(preview: Preview, named: Named) -> None:
    def program() -> None:
        space = Role("space:ProjectSpace", "cardio")
        bucket = Role("storage:Bucket", "drop", opts=ResourceOptions(parent=space))
        random.RandomId("leaf", byte_length=2, opts=ResourceOptions(parent=bucket))
        random.RandomId("top", byte_length=2)

    result = preview(program)
    stack = "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev"
    leaf = named(result, "leaf")
    assert leaf.urn == (
        "urn:pulumi:dev::demo::bastide:space:ProjectSpace$bastide:storage:Bucket$random:index/randomId:RandomId::leaf"
    )
    assert leaf.parent == named(result, "drop").urn
    assert named(result, "top").urn == "urn:pulumi:dev::demo::random:index/randomId:RandomId::top"
    assert named(result, "top").parent == stack
    assert named(result, "cardio").parent == stack
    assert not named(result, "cardio").custom


def test_inputs_are_plain_values_under_the_names_of_the_provider(preview: Preview, named: Named) -> None:
    def program() -> None:
        openstack.networking.SecGroupRule(
            "rule",
            direction="ingress",
            ethertype="IPv4",
            port_range_min=22,
            port_range_max=22,
            security_group_id=openstack.networking.SecGroup("group", delete_default_rules=True).id,
        )

    rule = named(preview(program), "rule")
    assert rule.inputs["portRangeMin"] == 22
    assert type(rule.inputs["portRangeMin"]) is int
    assert rule.inputs["securityGroupId"] is UNKNOWN
    assert rule.type == "openstack:networking/secGroupRule:SecGroupRule"
    assert rule.operation is Operation.CREATE


def test_dependencies_by_property_and_by_option(preview: Preview, named: Named) -> None:
    def program() -> None:
        net = openstack.networking.Network("net")
        other = openstack.networking.Network("other")
        openstack.networking.Subnet(
            "sub", network_id=net.id, cidr="10.0.0.0/24", opts=ResourceOptions(depends_on=[other])
        )

    result = preview(program)
    subnet, net, other = (named(result, name) for name in ("sub", "net", "other"))
    assert subnet.dependencies == tuple(sorted((net.urn, other.urn)))
    assert subnet.property_dependencies == {"networkId": (net.urn,)}


def test_known_inputs_come_back_as_known_outputs(preview: Preview, named: Named) -> None:
    def program() -> None:
        net = openstack.networking.Network("net", name="prod-net")
        pulumi.export("name", net.name)
        pulumi.export("status", net.region)

    assert preview(program).outputs == {"name": "prod-net", "status": UNKNOWN}


def test_secrets_stay_secret_even_while_unknown(preview: Preview, named: Named) -> None:
    def program() -> None:
        password = random.RandomPassword("password", length=20)
        scaleway.secrets.Version("version", secret_id="s", data=password.result)
        scaleway.secrets.Version("literal", secret_id="s", data=pulumi.Output.secret("clear-text"))
        pulumi.export("password", password.result)

    result = preview(program)
    assert named(result, "version").inputs["data"] == Secret(UNKNOWN)
    assert named(result, "literal").inputs["data"] == Secret("clear-text")
    assert result.outputs["password"] == Secret(UNKNOWN)
    assert "clear-text" not in repr(result)


def test_protect_and_retain_are_inherited_and_can_be_lifted(preview: Preview, named: Named) -> None:
    def program() -> None:
        role = Role("storage:Bucket", "role", opts=ResourceOptions(protect=True, retain_on_delete=True))
        random.RandomId("heir", byte_length=1, opts=ResourceOptions(parent=role))
        random.RandomId("free", byte_length=1, opts=ResourceOptions(parent=role, protect=False, retain_on_delete=False))
        random.RandomId("alone", byte_length=1)

    result = preview(program)
    assert [named(result, "heir").options.protect, named(result, "heir").options.retain_on_delete] == [
        True,
        True,
    ]
    assert [named(result, "free").options.protect, named(result, "free").options.retain_on_delete] == [
        False,
        False,
    ]
    assert named(result, "alone").options.protect is None


def test_providers_of_a_component_reach_its_children(preview: Preview, named: Named) -> None:
    def program() -> None:
        provider = openstack.Provider("gra", region="GRA")
        role = Role("net:Network", "role", opts=ResourceOptions(providers=[provider]))
        inner = Role("net:Segment", "inner", opts=ResourceOptions(parent=role))
        openstack.networking.Network("net", opts=ResourceOptions(parent=inner))
        openstack.networking.Network("direct", opts=ResourceOptions(provider=provider))
        random.RandomId("other", byte_length=1, opts=ResourceOptions(parent=inner))

    result = preview(program)
    urn = named(result, "gra").urn
    assert named(result, "gra").is_provider
    assert named(result, "net").options.provider == urn
    assert named(result, "direct").options.provider == urn
    assert named(result, "other").options.provider == ""


def test_every_option_is_recorded(preview: Preview, named: Named) -> None:
    def program() -> None:
        net = openstack.networking.Network("net")
        openstack.networking.Network(
            "full",
            opts=ResourceOptions(
                delete_before_replace=True,
                ignore_changes=["admin_state_up"],
                replace_on_changes=["name"],
                additional_secret_outputs=["region"],
                deleted_with=net,
                replace_with=[net],
                custom_timeouts=pulumi.CustomTimeouts(create="5m", delete="1h"),
                version="9.9.9",
                aliases=[pulumi.Alias(name="old"), pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)],
            ),
        )

    options = named(preview(program), "full").options
    assert options.delete_before_replace is True
    assert options.ignore_changes == ("adminStateUp",)
    assert options.replace_on_changes == ("name",)
    assert options.additional_secret_outputs == ("region",)
    assert options.deleted_with.endswith("::net")
    assert len(options.replace_with) == 1
    assert options.timeouts == {"create": "5m", "delete": "1h"}
    assert options.version == "9.9.9"
    assert options.aliases == (Alias(name="old"), Alias(no_parent=True))


def test_import_id_makes_an_import(preview: Preview, named: Named) -> None:
    def program() -> None:
        openstack.networking.Network("net", name="n", opts=ResourceOptions(import_="id-1"))

    net = named(preview(program), "net")
    assert net.operation is Operation.IMPORT
    assert net.options.import_id == "id-1"


def test_get_is_a_read(preview: Preview, named: Named) -> None:
    def program() -> None:
        net = openstack.networking.Network.get("net", "id-1")
        pulumi.export("id", net.id)

    result = preview(program)
    assert named(result, "net").operation is Operation.READ
    assert named(result, "net").id == "id-1"
    assert result.outputs == {"id": "id-1"}


def test_outputs_of_components_are_recorded(preview: Preview, named: Named) -> None:
    def program() -> None:
        role = Role("storage:Bucket", "role", {"gaps": [{"capability": "x", "level": "absent"}]})
        role.register_outputs({"name": "n", "key": pulumi.Output.secret("clear-text"), "no": None})

    role = named(preview(program), "role")
    assert role.outputs == {"name": "n", "key": Secret("clear-text")}
    assert role.inputs["gaps"] == [{"capability": "x", "level": "absent"}]


def test_an_empty_role_is_planned(preview: Preview, named: Named) -> None:
    assert named(preview(lambda: Role("storage:Bucket", "empty") and None), "empty").is_role


def test_assets_and_resources_as_values(preview: Preview, named: Named) -> None:
    def program() -> None:
        net = openstack.networking.Network("net")
        Role("x:Y", "role", {"asset": pulumi.StringAsset("text"), "net": net})

    inputs = named(preview(program), "role").inputs
    assert inputs["asset"] == Asset("text", "text")
    assert inputs["net"].urn.endswith("::net")


def test_a_depends_on_of_a_component_means_its_children(preview: Preview, named: Named) -> None:
    def program() -> None:
        role = Role("x:Y", "role")
        random.RandomId("child", byte_length=1, opts=ResourceOptions(parent=role))
        random.RandomId("after", byte_length=1, opts=ResourceOptions(depends_on=[role]))

    result = preview(program)
    assert named(result, "after").dependencies == (named(result, "child").urn,)


def test_parameterized_packages_are_recorded(preview: Preview, named: Named) -> None:
    async def reference() -> str:
        return await pulumi.runtime.register_package(
            "terraform-provider", "1.0.0", "", "outscale", "1.1.0", "eyJyZW1vdGUiOnt9fQ=="
        )

    def program() -> None:
        pulumi.CustomResource("outscale:index/net:Net", "net", {"a": 1}, package_ref=reference())

    package = named(preview(program), "net").package
    assert package is not None
    assert (package.plugin, package.name, package.version) == ("terraform-provider", "outscale", "1.1.0")
    assert package.parameter == '{"remote":{}}'


def test_the_same_urn_twice(preview: Preview) -> None:
    def program() -> None:
        random.RandomId("twin", byte_length=1)
        random.RandomId("twin", byte_length=2)

    with pytest.raises(DuplicateResource, match="::twin") as failed:
        preview(program)
    assert failed.value.urn == "urn:pulumi:dev::demo::random:index/randomId:RandomId::twin"


def test_remote_components_need_the_engine(preview: Preview) -> None:
    with pytest.raises(RemoteComponent, match="remote component"):
        preview(lambda: pulumi.ComponentResource("acme:x:Y", "c", {}, None, True) and None)


def test_a_dependency_cycle_is_an_error(preview: Preview) -> None:
    def program() -> None:
        role = Role("x:Y", "role")
        random.RandomId("child", byte_length=1, opts=ResourceOptions(parent=role, depends_on=[role]))

    with pytest.raises(ProgramFailed, match="circular dependency"):
        preview(program)


class TestAzureAliases:
    @staticmethod
    def program() -> None:
        azure.network.VirtualNetwork(
            "net",
            resource_group_name="rg",
            opts=ResourceOptions(
                aliases=[
                    pulumi.Alias(name="old"),
                    pulumi.Alias(type_="azure-native:network/v20200601:VirtualNetwork"),
                ]
            ),
        )
        role = Role("net:Network", "role")
        azure.resources.ResourceGroup("group", opts=ResourceOptions(parent=role))

    def test_those_of_the_sdk_are_dropped(self, preview: Preview, named: Named) -> None:
        result = preview(self.program)
        assert named(result, "net").options.aliases == (
            Alias(name="old"),
            Alias(type="azure-native:network/v20200601:VirtualNetwork"),
        )
        assert named(result, "group").options.aliases == ()

    def test_they_can_be_kept(self, preview: Preview, named: Named) -> None:
        result = preview(self.program, keep_azure_aliases=True)
        assert len(named(result, "net").options.aliases) > 20
        assert len(named(result, "group").options.aliases) > 10
