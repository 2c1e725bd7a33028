"""Ways to administer past the bastion: traps of ADM-001, ADM-007, NET-007, NET-008, NET-009 and NET-011."""

from __future__ import annotations

from typing import Any

import pytest

from policies.model import Result
from tests.policies.net.asking import asked, fails, flow, role, thing, wall

HUB = role("area:Environment", "hub", stage="hub", classification="personal")
PROD = role("area:Environment", "prod", stage="production", classification="snds")
BASTION = role("net:Segment", "hub-bastion", "hub", cidr="10.64.0.0/24", purpose="bastion")
CLUSTER = role("net:Segment", "prod-cluster", "prod", cidr="10.65.1.0/24", purpose="cluster")
WORK = role("net:Segment", "prod-work", "prod", cidr="10.65.3.0/24", purpose="workstations")
AREAS = (HUB, BASTION, PROD, CLUSTER, WORK)
SG, SG_RULE = "outscale:index/securityGroup:SecurityGroup", "outscale:index/securityGroupRule:SecurityGroupRule"


def ssh_from(
    peer: str, purpose: str, cidr: str, ports: tuple[int, int] = (22, 22), area: str = "prod"
) -> list[dict[str, Any]]:
    inputs = {
        "flow": "Inbound",
        "ipProtocol": "tcp",
        "ipRange": peer,
        "fromPortRange": ports[0],
        "toPortRange": ports[1],
    }
    return [
        wall("wall", cidr, purpose, flow("X-001", "in", "1-65535", peer), parent=area),
        thing(SG, "group", "wall", removeDefaultOutboundRule=True),
        thing(SG_RULE, "ssh", "wall", securityGroupId={"ref": "group"}, **inputs),
    ]


def adm_001(*resources: dict[str, Any], **case: Any) -> list[str]:
    return fails("ADM-001", *resources, **{"cloud": "outscale", **case})


def test_nodes_of_one_cluster_are_one_machine() -> None:
    assert adm_001(*AREAS, *ssh_from("10.65.1.0/24", "cluster", "10.65.1.0/24", (1, 65535))) == []
    assert adm_001(*AREAS, *ssh_from("10.65.0.0/22", "cluster", "10.65.1.0/24", (1, 65535)))


def test_workstations_do_not_administer_each_other() -> None:
    assert adm_001(*AREAS, *ssh_from("10.65.3.0/24", "workstations", "10.65.3.0/24"))


def test_people_reach_the_bastion_and_nothing_else_from_their_ranges() -> None:
    bastion = role("access:Bastion", "bastion", "hub", allowed_cidrs=["192.0.2.0/28"])
    assert adm_001(*AREAS, bastion, *ssh_from("192.0.2.0/28", "bastion", "10.64.0.0/24", area="hub")) == []
    assert adm_001(*AREAS, bastion, *ssh_from("192.0.2.0/27", "bastion", "10.64.0.0/24", area="hub"))
    assert adm_001(*AREAS, bastion, *ssh_from("192.0.2.0/28", "workstations", "10.65.3.0/24"))


def test_the_intent_counts_before_the_role() -> None:
    bastion = role("access:Bastion", "bastion", "hub", allowed_cidrs=["198.51.100.0/24"])
    entry = ssh_from("198.51.100.0/24", "bastion", "10.64.0.0/24", area="hub")
    assert adm_001(*AREAS, bastion, *entry, wanted={"admin_cidrs": ["192.0.2.0/28"]})


@pytest.mark.parametrize("ranges", [[], ["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"], ["everywhere"], ["23.0.0.0/7"]])
def test_a_bastion_that_is_open_to_too_many(ranges: list[str]) -> None:
    assert adm_001(role("access:Bastion", "bastion", allowed_cidrs=ranges))


def test_without_a_bastion_in_the_plan_public_sources_fail_all_the_same() -> None:
    entry = ssh_from("8.8.8.0/24", "cluster", "10.65.1.0/24")
    assert adm_001(PROD, CLUSTER, *entry)
    found = asked("ADM-001", PROD, CLUSTER, *ssh_from("10.64.0.0/24", "cluster", "10.65.1.0/24"), cloud="outscale")
    assert [verdict.result for verdict in found] == [Result.UNKNOWN]


def test_answers_of_a_networks_list_administer_nothing() -> None:
    forward = {
        "action": "accept",
        "protocol": "TCP",
        "source": "10.64.0.0/24",
        "srcPortLow": 1024,
        "srcPortHigh": 65535,
        "destination": "10.65.1.0/24",
        "dstPortLow": 22,
        "dstPortHigh": 22,
    }
    answer = {
        "action": "accept",
        "protocol": "TCP",
        "source": "10.65.1.0/24",
        "srcPortLow": 22,
        "srcPortHigh": 22,
        "destination": "10.64.0.0/24",
        "dstPortLow": 1024,
        "dstPortHigh": 65535,
    }
    network = role("net:Network", "network", "prod", cidr="10.65.0.0/20")

    def listed(*rules: dict[str, Any]) -> dict[str, Any]:
        return thing("scaleway:network/acl:Acl", "list", "network", defaultPolicy="drop", rules=list(rules))

    assert adm_001(*AREAS, network, listed(forward, answer), cloud="scaleway") == []
    assert adm_001(*AREAS, network, listed(answer), cloud="scaleway")
    assert adm_001(*AREAS, network, listed({**forward, "source": "10.65.3.0/24"}), cloud="scaleway")


def test_a_jump_host_of_the_provider() -> None:
    token = "scaleway:network/publicGateway:PublicGateway"
    assert fails("ADM-001", thing(token, "gateway", bastionEnabled=True))
    assert fails("ADM-001", thing(token, "gateway", bastionEnabled=False)) == []


@pytest.mark.parametrize("port", [22, 3389, 0])
def test_a_load_balancer_in_front_of_administration(port: int) -> None:
    listener = {"loadBalancerPort": port, "loadBalancerProtocol": "TCP", "backendPort": port, "backendProtocol": "TCP"}
    token = "outscale:index/loadBalancer:LoadBalancer"
    assert adm_001(thing(token, "entry", loadBalancerName="lb", loadBalancerType="internal", listeners=[listener]))


def test_a_port_beside_https_at_the_portal() -> None:
    listeners = [{"loadBalancerPort": port, "loadBalancerProtocol": "TCP"} for port in (443, 80)]
    entry = thing(
        "numspot:index/loadBalancer:LoadBalancer", "entry", name="lb", type="internet-facing", listeners=listeners
    )
    found = fails("NET-008", entry, cloud="numspot")
    assert "port 80 is open to the internet beside HTTPS" in found
    assert not [text for text in found if "443" in text]


def test_a_vault_that_answers_to_the_internet() -> None:
    vault = "azure-native:keyvault:Vault"
    closed = {"publicNetworkAccess": "Disabled", "networkAcls": {"defaultAction": "Deny", "bypass": "None"}}
    assert fails("ADM-007", thing(vault, "kv", vaultName="kv", properties=closed), cloud="azure") == []
    assert fails("ADM-007", thing(vault, "kv", vaultName="kv", properties={}), cloud="azure")


def test_a_cloud_that_nothing_limits_is_asked_for_evidence() -> None:
    project = role("area:Project", "prod")
    assert fails("ADM-007", project, about="stack")
    api = thing("outscale:index/apiAccessRule:ApiAccessRule", "api", ipRanges=["192.0.2.0/28"])
    assert fails("ADM-007", project, api, about="stack", cloud="outscale") == []


def test_a_private_control_plane_needs_no_list() -> None:
    cluster = "azure-native:containerservice:ManagedCluster"
    private = thing(cluster, "k8s", resourceName="k8s", apiServerAccessProfile={"enablePrivateCluster": True})
    public = thing(cluster, "k8s", resourceName="k8s", apiServerAccessProfile={"enablePrivateCluster": False})
    wide = thing(cluster, "k8s", resourceName="k8s", apiServerAccessProfile={"authorizedIPRanges": ["0.0.0.0/0"]})
    for rule_id in ("ADM-007", "NET-007"):
        assert fails(rule_id, private, cloud="azure") == []
        assert fails(rule_id, public, cloud="azure")
        assert fails(rule_id, wide, cloud="azure")


def test_connections_kept_for_less_than_asked() -> None:
    asked_for = role("net:FlowLog", "flows", retention_days=365)
    kept = {"enabled": True, "storageId": {"unknown": True}, "retentionPolicy": {"enabled": True, "days": 90}}
    log = thing("azure-native:network:FlowLog", "log", "flows", **kept)
    assert fails("NET-009", asked_for, log, cloud="azure") == ["connections are kept 90 days, 365 are asked for"]


def test_a_second_network_of_an_area_that_nobody_records() -> None:
    network = role("net:Network", "network", "prod", cidr="10.17.0.0/20")
    vnet = "azure-native:network:VirtualNetwork"
    one, two = (thing(vnet, name, "network", virtualNetworkName=name) for name in ("one", "two"))
    log = thing(
        "azure-native:network:FlowLog", "log", "network", enabled=True, storageId="s", targetResourceId={"ref": "one"}
    )
    assert fails("NET-009", PROD, network, one, log, cloud="azure", about="network") == []
    assert fails("NET-009", PROD, network, one, two, log, cloud="azure", about="network") == [
        "connections are not recorded (two)"
    ]


def test_a_range_that_is_none_is_on_no_map() -> None:
    assert fails("NET-011", role("net:Network", "network", cidr="10.65.0.0/33"))
    assert fails("NET-011", role("net:Segment", "segment"))


def test_files_through_the_bastion_pass_by_the_airlock() -> None:
    token = "azure-native:network:BastionHost"
    closed = {"sku": {"name": "Premium"}, "disableCopyPaste": True, "enableFileCopy": False, "enableTunneling": False}
    assert fails("NET-006", thing(token, "bastion", **closed), cloud="azure") == []
    for change in ({"disableCopyPaste": False}, {"enableFileCopy": True}, {"enableTunneling": True}):
        assert fails("NET-006", thing(token, "bastion", **{**closed, **change}), cloud="azure")


def test_an_endpoint_of_a_strangers_service() -> None:
    token = "azure-native:network:PrivateEndpoint"
    other = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/theirs"
    account = thing("azure-native:storage:StorageAccount", "account", accountName="ours")
    ours = thing(token, "endpoint", privateLinkServiceConnections=[{"privateLinkServiceId": {"ref": "account"}}])
    theirs = thing(token, "endpoint", privateLinkServiceConnections=[{"privateLinkServiceId": other}])
    assert fails("NET-007", account, ours, cloud="azure") == []
    assert fails("NET-007", account, theirs, cloud="azure")


@pytest.mark.parametrize(
    ("cloud", "token", "inputs"),
    [
        (
            "scaleway",
            "scaleway:network/publicGatewayPatRule:PublicGatewayPatRule",
            {"publicPort": 443, "privatePort": 22, "protocol": "tcp"},
        ),
        (
            "ovhcloud",
            "openstack:networking/portForwardingV2:PortForwardingV2",
            {"externalPort": 443, "internalPort": 22, "protocol": "tcp"},
        ),
        (
            "outscale",
            "outscale:index/loadBalancer:LoadBalancer",
            {"listeners": [{"loadBalancerPort": 443, "backendPort": 22, "loadBalancerProtocol": "TCP"}]},
        ),
        (
            "azure",
            "azure-native:network:LoadBalancer",
            {"inboundNatRules": [{"protocol": "Tcp", "frontendPort": 443, "backendPort": 3389}]},
        ),
        (
            "azure",
            "azure-native:network:LoadBalancer",
            {
                "inboundNatPools": [
                    {"protocol": "Tcp", "frontendPortRangeStart": 1, "frontendPortRangeEnd": 99, "backendPort": 443}
                ]
            },
        ),
    ],
)
def test_administration_behind_another_port_or_in_a_range_is_seen(
    cloud: str, token: str, inputs: dict[str, Any]
) -> None:
    assert adm_001(thing(token, "door", **inputs), cloud=cloud)


CARD = "networkInterfaceConfigurations"


@pytest.mark.parametrize(
    ("cloud", "token", "good", "bad"),
    [
        (
            "outscale",
            "outscale:index/vm:Vm",
            {"nics": [{"deviceNumber": 0, "securityGroupIds": [{"ref": "group"}]}, {"deviceNumber": 1, "nicId": "x"}]},
            {"nics": [{"deviceNumber": 0, "securityGroupIds": [{"ref": "group"}]}, {"deviceNumber": 1}]},
        ),
        (
            "azure",
            "azure-native:compute:VirtualMachine",
            {"networkProfile": {CARD: [{"name": "a", "networkSecurityGroup": {"id": {"ref": "group"}}}]}},
            {
                "networkProfile": {
                    CARD: [{"name": "a", "networkSecurityGroup": {"id": {"ref": "group"}}}, {"name": "b"}]
                }
            },
        ),
        (
            "azure",
            "azure-native:compute:VirtualMachine",
            {"networkProfile": {CARD: [{"name": "a", "networkSecurityGroup": {"id": {"ref": "group"}}}]}},
            {
                "networkProfile": {
                    CARD: [{"name": "a", "networkSecurityGroup": {"id": {"ref": "group"}}, "enableIPForwarding": True}]
                }
            },
        ),
    ],
)
def test_each_card_of_a_host_stands_behind_a_wall(
    cloud: str, token: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    group = thing(SG if cloud == "outscale" else "azure-native:network:NetworkSecurityGroup", "group")
    assert not fails("NET-002", group, thing(token, "host", **good), cloud=cloud)
    assert fails("NET-002", group, thing(token, "host", **bad), cloud=cloud)


def test_the_port_behind_a_balancer_is_no_door_of_its_own() -> None:
    lb, front, back = (
        f"scaleway:loadbalancers/{name}"
        for name in ("loadBalancer:LoadBalancer", "frontend:Frontend", "backend:Backend")
    )
    balancer = thing(lb, "lb")
    door = thing(front, "door", lbId={"ref": "lb"}, inboundPort=443, certificateIds=["x"])

    def behind(port: int, protocol: str) -> dict[str, Any]:
        return thing(back, "behind", lbId={"ref": "lb"}, forwardPort=port, forwardProtocol=protocol)

    assert adm_001(balancer, door, behind(22, "tcp"), about="lb", cloud="scaleway")
    assert not adm_001(balancer, door, behind(8080, "http"), about="lb", cloud="scaleway")
    assert not [why for why in fails("NET-008", balancer, door, behind(8080, "http"), about="lb") if "8080" in why]


def test_a_firewall_stands_in_front_of_every_entry_and_in_the_plan() -> None:
    waf = thing(
        "azure-native:network:WebApplicationFirewallPolicy",
        "waf",
        policyName="waf",
        policySettings={"state": "Enabled", "mode": "Prevention"},
        managedRules={"managedRuleSets": [{"ruleSetType": "OWASP", "ruleSetVersion": "3.2"}]},
    )

    def why(*listeners: dict[str, Any], **inputs: Any) -> list[str]:
        gateway = thing(
            "azure-native:network:ApplicationGateway",
            "door",
            frontendIPConfigurations=[{"name": "public", "publicIPAddress": {"id": "x"}}],
            frontendPorts=[{"name": "https", "port": 443}],
            httpListeners=[{"protocol": "Https", "frontendPort": {"id": "x/https"}, **item} for item in listeners],
            **inputs,
        )
        return fails("NET-008", waf, gateway, cloud="azure")

    behind = {"firewallPolicy": {"id": {"ref": "waf"}}}
    assert why({}, **behind) == [] and why(behind) == [] and why(behind, {}, **behind) == []
    assert len(why(behind, {})) == 1
    assert len(why({}, firewallPolicy={"id": "/subscriptions/s/resourceGroups/g/providers/x/elsewhere"})) == 1
