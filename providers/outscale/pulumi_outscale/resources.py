"""Resources, and the provider itself.

Made by tools/terraform_sdks.py from providers/schemas/outscale.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pulumi import Input, Output, ResourceOptions

from . import outputs
from ._utilities import ProviderResource, Resource

if TYPE_CHECKING:
    from .inputs import *

__all__ = [
    "Provider", "AccessKey", "ApiAccessPolicy", "ApiAccessRule", "Ca", "ClientGateway", "DhcpOption", "InternetService",
    "InternetServiceLink", "Keypair", "LoadBalancer", "LoadBalancerAttributes", "LoadBalancerVms", "MainRouteTableLink",
    "NatService", "Net", "NetAccessPoint", "NetAttributes", "NetPeering", "NetPeeringAcceptation", "Nic", "NicLink",
    "OksCluster", "OksProject", "Policy", "PublicIp", "PublicIpLink", "Route", "RouteTable", "RouteTableLink",
    "SecurityGroup", "SecurityGroupRule", "ServerCertificate", "Snapshot", "Subnet", "User", "UserGroup",
    "VirtualGateway", "VirtualGatewayLink", "VirtualGatewayRoutePropagation", "Vm", "Volume", "VolumeLink",
    "VpnConnection", "VpnConnectionRoute",
]


class Provider(ProviderResource):
    """An account of outscale. Secret: secret_key_id."""

    _nested = {"api": "ProviderApi", "endpoints": "ProviderEndpoint", "oks": "ProviderOks"}
    _secrets = ("secret_key_id",)
    _texts = frozenset({
        "access_key_id", "config_file", "profile", "region", "secret_key_id", "x509_cert_path", "x509_key_path",
    })
    access_key_id: Output[str | None]; api: Output[str | None]; config_file: Output[str | None]
    endpoints: Output[str | None]; insecure: Output[str | None]; oks: Output[str | None]; profile: Output[str | None]
    region: Output[str | None]; secret_key_id: Output[str | None]; x509_cert_path: Output[str | None]
    x509_key_path: Output[str | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, access_key_id: Input[str] | None = None,
        api: Input[ProviderApiArgsDict] | None = None, config_file: Input[str] | None = None,
        endpoints: Input[Sequence[Input[ProviderEndpointArgsDict]]] | None = None, insecure: Input[bool] | None = None,
        oks: Input[ProviderOksArgsDict] | None = None, profile: Input[str] | None = None,
        region: Input[str] | None = None, secret_key_id: Input[str] | None = None,
        x509_cert_path: Input[str] | None = None, x509_key_path: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class AccessKey(Resource):
    """`outscale_access_key`. Replaced by a change of user_name. Secret: secret_key."""

    _token = "outscale:index/accessKey:AccessKey"
    _nested = {"timeouts": "AccessKeyTimeouts"}
    _secrets = ("secret_key",)
    access_key_id: Output[str]; creation_date: Output[str]; expiration_date: Output[str]
    last_modification_date: Output[str]; request_id: Output[str]; secret_key: Output[str]; state: Output[str]
    tag: Output[str | None]; timeouts: Output[outputs.AccessKeyTimeouts | None]; user_name: Output[str | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, expiration_date: Input[str] | None = None,
        state: Input[str] | None = None, tag: Input[str] | None = None,
        timeouts: Input[AccessKeyTimeoutsArgsDict] | None = None, user_name: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ApiAccessPolicy(Resource):
    """`outscale_api_access_policy`."""

    _token = "outscale:index/apiAccessPolicy:ApiAccessPolicy"
    _nested = {"timeouts": "ApiAccessPolicyTimeouts"}
    max_access_key_expiration_seconds: Output[float]; request_id: Output[str]; require_trusted_env: Output[bool]
    timeouts: Output[outputs.ApiAccessPolicyTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        max_access_key_expiration_seconds: Input[float], require_trusted_env: Input[bool],
        timeouts: Input[ApiAccessPolicyTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ApiAccessRule(Resource):
    """`outscale_api_access_rule`."""

    _token = "outscale:index/apiAccessRule:ApiAccessRule"
    _nested = {"timeouts": "ApiAccessRuleTimeouts"}
    api_access_rule_id: Output[str]; ca_ids: Output[Sequence[str]]; cns: Output[Sequence[str]]; description: Output[str]
    ip_ranges: Output[Sequence[str]]; request_id: Output[str]; timeouts: Output[outputs.ApiAccessRuleTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        ca_ids: Input[Sequence[Input[str]]] | None = None, cns: Input[Sequence[Input[str]]] | None = None,
        description: Input[str] | None = None, ip_ranges: Input[Sequence[Input[str]]] | None = None,
        timeouts: Input[ApiAccessRuleTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Ca(Resource):
    """`outscale_ca`. Replaced by a change of ca_pem."""

    _token = "outscale:index/ca:Ca"
    _nested = {"timeouts": "CaTimeouts"}
    ca_fingerprint: Output[str]; ca_id: Output[str]; ca_pem: Output[str]; description: Output[str]
    request_id: Output[str]; timeouts: Output[outputs.CaTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, ca_pem: Input[str],
        description: Input[str] | None = None, timeouts: Input[CaTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ClientGateway(Resource):
    """`outscale_client_gateway`. Replaced by a change of bgp_asn, connection_type, public_ip."""

    _token = "outscale:index/clientGateway:ClientGateway"
    _nested = {"tags": "ClientGatewayTag", "timeouts": "ClientGatewayTimeouts"}
    bgp_asn: Output[float]; client_gateway_id: Output[str]; connection_type: Output[str]; public_ip: Output[str]
    request_id: Output[str]; state: Output[str]; tags: Output[Sequence[outputs.ClientGatewayTag] | None]
    timeouts: Output[outputs.ClientGatewayTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, bgp_asn: Input[float],
        connection_type: Input[str], public_ip: Input[str],
        tags: Input[Sequence[Input[ClientGatewayTagArgsDict]]] | None = None,
        timeouts: Input[ClientGatewayTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class DhcpOption(Resource):
    """`outscale_dhcp_option`. Replaced by a change of domain_name, domain_name_servers, log_servers, ntp_servers."""

    _token = "outscale:index/dhcpOption:DhcpOption"
    _nested = {"tags": "DhcpOptionTag", "timeouts": "DhcpOptionTimeouts"}
    default: Output[bool]; dhcp_options_set_id: Output[str]; domain_name: Output[str]
    domain_name_servers: Output[Sequence[str]]; log_servers: Output[Sequence[str]]; ntp_servers: Output[Sequence[str]]
    request_id: Output[str]; tags: Output[Sequence[outputs.DhcpOptionTag] | None]
    timeouts: Output[outputs.DhcpOptionTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, domain_name: Input[str] | None = None,
        domain_name_servers: Input[Sequence[Input[str]]] | None = None,
        log_servers: Input[Sequence[Input[str]]] | None = None, ntp_servers: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[DhcpOptionTagArgsDict]]] | None = None,
        timeouts: Input[DhcpOptionTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class InternetService(Resource):
    """`outscale_internet_service`. The provider's code decides on more."""

    _token = "outscale:index/internetService:InternetService"
    _nested = {"tags": "InternetServiceTag", "timeouts": "InternetServiceTimeouts"}
    internet_service_id: Output[str]; net_id: Output[str]; request_id: Output[str]; state: Output[str]
    tags: Output[Sequence[outputs.InternetServiceTag] | None]; timeouts: Output[outputs.InternetServiceTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        tags: Input[Sequence[Input[InternetServiceTagArgsDict]]] | None = None,
        timeouts: Input[InternetServiceTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class InternetServiceLink(Resource):
    """`outscale_internet_service_link`. Replaced by a change of internet_service_id, net_id. The provider's code
    decides on more.
    """

    _token = "outscale:index/internetServiceLink:InternetServiceLink"
    _nested = {"timeouts": "InternetServiceLinkTimeouts"}
    internet_service_id: Output[str]; net_id: Output[str]; request_id: Output[str]; state: Output[str]
    tags: Output[Sequence[outputs.InternetServiceLinkTag]]; timeouts: Output[outputs.InternetServiceLinkTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, internet_service_id: Input[str],
        net_id: Input[str], timeouts: Input[InternetServiceLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Keypair(Resource):
    """`outscale_keypair`. Replaced by a change of keypair_name, public_key. The provider's code decides on more.
    Secret: private_key.
    """

    _token = "outscale:index/keypair:Keypair"
    _nested = {"tags": "KeypairTag", "timeouts": "KeypairTimeouts"}
    _secrets = ("private_key",)
    keypair_fingerprint: Output[str]; keypair_id: Output[str]; keypair_name: Output[str]; keypair_type: Output[str]
    private_key: Output[str]; public_key: Output[str | None]; request_id: Output[str]
    tags: Output[Sequence[outputs.KeypairTag] | None]; timeouts: Output[outputs.KeypairTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, keypair_name: Input[str],
        public_key: Input[str] | None = None, tags: Input[Sequence[Input[KeypairTagArgsDict]]] | None = None,
        timeouts: Input[KeypairTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class LoadBalancer(Resource):
    """`outscale_load_balancer`. Replaced by a change of load_balancer_name, load_balancer_type, subnets,
    subregion_names.
    """

    _token = "outscale:index/loadBalancer:LoadBalancer"
    _nested = {"listeners": "LoadBalancerListener", "tags": "LoadBalancerTag", "timeouts": "LoadBalancerTimeouts"}
    access_logs: Output[Sequence[outputs.LoadBalancerAccessLog]]
    application_sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerApplicationStickyCookiePolicy]]
    backend_ips: Output[Sequence[str]]; backend_vm_ids: Output[Sequence[str]]; dns_name: Output[str]
    health_checks: Output[Sequence[outputs.LoadBalancerHealthCheck]]
    listeners: Output[Sequence[outputs.LoadBalancerListener] | None]; load_balancer_name: Output[str]
    load_balancer_sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerLoadBalancerStickyCookiePolicy]]
    load_balancer_type: Output[str]; net_id: Output[str]; public_ip: Output[str]; request_id: Output[str]
    secured_cookies: Output[bool]; security_groups: Output[Sequence[str]]
    source_security_groups: Output[Sequence[outputs.LoadBalancerSourceSecurityGroup]]; state: Output[str]
    subnets: Output[Sequence[str]]; subregion_names: Output[Sequence[str]]
    tags: Output[Sequence[outputs.LoadBalancerTag] | None]; timeouts: Output[outputs.LoadBalancerTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, load_balancer_name: Input[str],
        listeners: Input[Sequence[Input[LoadBalancerListenerArgsDict]]] | None = None,
        load_balancer_type: Input[str] | None = None, public_ip: Input[str] | None = None,
        secured_cookies: Input[bool] | None = None, security_groups: Input[Sequence[Input[str]]] | None = None,
        subnets: Input[Sequence[Input[str]]] | None = None, subregion_names: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[LoadBalancerTagArgsDict]]] | None = None,
        timeouts: Input[LoadBalancerTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class LoadBalancerAttributes(Resource):
    """`outscale_load_balancer_attributes`. Replaced by a change of access_log, health_check, load_balancer_name,
    load_balancer_port, server_certificate_id.
    """

    _token = "outscale:index/loadBalancerAttributes:LoadBalancerAttributes"
    _nested = {
        "access_log": "LoadBalancerAttributesAccessLog", "health_check": "LoadBalancerAttributesHealthCheck",
        "timeouts": "LoadBalancerAttributesTimeouts",
    }
    access_log: Output[outputs.LoadBalancerAttributesAccessLog]
    application_sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerAttributesApplicationStickyCookiePolicy]]
    backend_vm_ids: Output[Sequence[str]]; dns_name: Output[str]
    health_check: Output[outputs.LoadBalancerAttributesHealthCheck]
    listeners: Output[Sequence[outputs.LoadBalancerAttributesListener]]; load_balancer_attributes_id: Output[str]
    load_balancer_name: Output[str]; load_balancer_port: Output[float | None]
    load_balancer_sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerAttributesLoadBalancerStickyCookiePolicy]]
    load_balancer_type: Output[str]; policy_names: Output[Sequence[str] | None]; request_id: Output[str]
    security_groups: Output[Sequence[str]]; server_certificate_id: Output[str | None]
    source_security_groups: Output[Sequence[outputs.LoadBalancerAttributesSourceSecurityGroup]]
    subnets: Output[Sequence[str]]; subregion_names: Output[Sequence[str]]
    tags: Output[Sequence[outputs.LoadBalancerAttributesTag]]
    timeouts: Output[outputs.LoadBalancerAttributesTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, load_balancer_name: Input[str],
        access_log: Input[LoadBalancerAttributesAccessLogArgsDict] | None = None,
        health_check: Input[LoadBalancerAttributesHealthCheckArgsDict] | None = None,
        load_balancer_attributes_id: Input[str] | None = None, load_balancer_port: Input[float] | None = None,
        policy_names: Input[Sequence[Input[str]]] | None = None, server_certificate_id: Input[str] | None = None,
        timeouts: Input[LoadBalancerAttributesTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class LoadBalancerVms(Resource):
    """`outscale_load_balancer_vms`. Replaced by a change of load_balancer_name. The provider's code decides on more."""

    _token = "outscale:index/loadBalancerVms:LoadBalancerVms"
    _nested = {"timeouts": "LoadBalancerVmsTimeouts"}
    backend_ips: Output[Sequence[str] | None]; backend_vm_ids: Output[Sequence[str] | None]
    load_balancer_name: Output[str]; request_id: Output[str]; timeouts: Output[outputs.LoadBalancerVmsTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, load_balancer_name: Input[str],
        backend_ips: Input[Sequence[Input[str]]] | None = None,
        backend_vm_ids: Input[Sequence[Input[str]]] | None = None,
        timeouts: Input[LoadBalancerVmsTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class MainRouteTableLink(Resource):
    """`outscale_main_route_table_link`. Replaced by a change of net_id, route_table_id. The provider's code decides on
    more.
    """

    _token = "outscale:index/mainRouteTableLink:MainRouteTableLink"
    _nested = {"timeouts": "MainRouteTableLinkTimeouts"}
    default_route_table_id: Output[str]; link_route_table_id: Output[str]; main: Output[bool]; net_id: Output[str]
    request_id: Output[str]; route_table_id: Output[str]; subnet_id: Output[str]
    timeouts: Output[outputs.MainRouteTableLinkTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, net_id: Input[str],
        route_table_id: Input[str], timeouts: Input[MainRouteTableLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NatService(Resource):
    """`outscale_nat_service`. Replaced by a change of public_ip_id, subnet_id."""

    _token = "outscale:index/natService:NatService"
    _nested = {"tags": "NatServiceTag", "timeouts": "NatServiceTimeouts"}
    nat_service_id: Output[str]; net_id: Output[str]; public_ip_id: Output[str]
    public_ips: Output[Sequence[outputs.NatServicePublicIp]]; request_id: Output[str]; state: Output[str]
    subnet_id: Output[str]; tags: Output[Sequence[outputs.NatServiceTag] | None]
    timeouts: Output[outputs.NatServiceTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, public_ip_id: Input[str],
        subnet_id: Input[str], tags: Input[Sequence[Input[NatServiceTagArgsDict]]] | None = None,
        timeouts: Input[NatServiceTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Net(Resource):
    """`outscale_net`. Replaced by a change of ip_range, tenancy."""

    _token = "outscale:index/net:Net"
    _nested = {"tags": "NetTag", "timeouts": "NetTimeouts"}
    dhcp_options_set_id: Output[str]; ip_range: Output[str]; net_id: Output[str]; request_id: Output[str]
    state: Output[str]; tags: Output[Sequence[outputs.NetTag] | None]; tenancy: Output[str]
    timeouts: Output[outputs.NetTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, ip_range: Input[str],
        tags: Input[Sequence[Input[NetTagArgsDict]]] | None = None, tenancy: Input[str] | None = None,
        timeouts: Input[NetTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NetAccessPoint(Resource):
    """`outscale_net_access_point`. Replaced by a change of net_id, service_name. The provider's code decides on more.
    """

    _token = "outscale:index/netAccessPoint:NetAccessPoint"
    _nested = {"tags": "NetAccessPointTag", "timeouts": "NetAccessPointTimeouts"}
    net_access_point_id: Output[str]; net_id: Output[str]; request_id: Output[str]
    route_table_ids: Output[Sequence[str]]; service_name: Output[str]; state: Output[str]
    tags: Output[Sequence[outputs.NetAccessPointTag] | None]; timeouts: Output[outputs.NetAccessPointTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, net_id: Input[str], service_name: Input[str],
        route_table_ids: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[NetAccessPointTagArgsDict]]] | None = None,
        timeouts: Input[NetAccessPointTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NetAttributes(Resource):
    """`outscale_net_attributes`. The provider's code decides on more."""

    _token = "outscale:index/netAttributes:NetAttributes"
    _nested = {"timeouts": "NetAttributesTimeouts"}
    dhcp_options_set_id: Output[str]; ip_range: Output[str]; net_id: Output[str]; request_id: Output[str]
    state: Output[str]; tags: Output[Sequence[outputs.NetAttributesTag]]; tenancy: Output[str]
    timeouts: Output[outputs.NetAttributesTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, dhcp_options_set_id: Input[str],
        net_id: Input[str], timeouts: Input[NetAttributesTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NetPeering(Resource):
    """`outscale_net_peering`. Replaced by a change of accepter_net_id, accepter_owner_id, source_net_account_id,
    source_net_id. The provider's code decides on more.
    """

    _token = "outscale:index/netPeering:NetPeering"
    _nested = {"tags": "NetPeeringTag", "timeouts": "NetPeeringTimeouts"}
    accepter_net_id: Output[str]; accepter_nets: Output[Sequence[outputs.NetPeeringAccepterNet]]
    accepter_owner_id: Output[str]; expiration_date: Output[str]; net_peering_id: Output[str]; request_id: Output[str]
    source_net_account_id: Output[str]; source_net_id: Output[str]
    source_nets: Output[Sequence[outputs.NetPeeringSourceNet]]; states: Output[Sequence[outputs.NetPeeringState]]
    tags: Output[Sequence[outputs.NetPeeringTag] | None]; timeouts: Output[outputs.NetPeeringTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, accepter_net_id: Input[str],
        source_net_id: Input[str], accepter_owner_id: Input[str] | None = None,
        source_net_account_id: Input[str] | None = None,
        tags: Input[Sequence[Input[NetPeeringTagArgsDict]]] | None = None,
        timeouts: Input[NetPeeringTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NetPeeringAcceptation(Resource):
    """`outscale_net_peering_acceptation`. Replaced by a change of net_peering_id. The provider's code decides on more.
    """

    _token = "outscale:index/netPeeringAcceptation:NetPeeringAcceptation"
    _nested = {"timeouts": "NetPeeringAcceptationTimeouts"}
    accepter_net_id: Output[str]; accepter_nets: Output[Sequence[outputs.NetPeeringAcceptationAccepterNet]]
    accepter_owner_id: Output[str]; expiration_date: Output[str]; net_peering_id: Output[str]; request_id: Output[str]
    source_net_account_id: Output[str]; source_net_id: Output[str]
    source_nets: Output[Sequence[outputs.NetPeeringAcceptationSourceNet]]
    states: Output[Sequence[outputs.NetPeeringAcceptationState]]
    tags: Output[Sequence[outputs.NetPeeringAcceptationTag]]
    timeouts: Output[outputs.NetPeeringAcceptationTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, net_peering_id: Input[str],
        timeouts: Input[NetPeeringAcceptationTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Nic(Resource):
    """`outscale_nic`."""

    _token = "outscale:index/nic:Nic"
    _nested = {"private_ips": "NicPrivateIp", "tags": "NicTag", "timeouts": "NicTimeouts"}
    account_id: Output[str]; description: Output[str]; is_source_dest_checked: Output[bool]
    link_nics: Output[Sequence[outputs.NicLinkNic]]; link_public_ips: Output[Sequence[outputs.NicLinkPublicIp]]
    mac_address: Output[str]; net_id: Output[str]; nic_id: Output[str]; outscale_nic_id: Output[str]
    private_dns_name: Output[str]; private_ip: Output[str]; private_ips: Output[Sequence[outputs.NicPrivateIp]]
    request_id: Output[str]; requester_managed: Output[bool]; security_group_ids: Output[Sequence[str]]
    security_groups: Output[Sequence[outputs.NicSecurityGroup]]; state: Output[str]; subnet_id: Output[str]
    subregion_name: Output[str]; tags: Output[Sequence[outputs.NicTag] | None]
    timeouts: Output[outputs.NicTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, subnet_id: Input[str],
        description: Input[str] | None = None, outscale_nic_id: Input[str] | None = None,
        private_ip: Input[str] | None = None, private_ips: Input[Sequence[Input[NicPrivateIpArgsDict]]] | None = None,
        security_group_ids: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[NicTagArgsDict]]] | None = None, timeouts: Input[NicTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NicLink(Resource):
    """`outscale_nic_link`. Replaced by a change of device_number, nic_id, vm_id."""

    _token = "outscale:index/nicLink:NicLink"
    _nested = {"timeouts": "NicLinkTimeouts"}
    delete_on_vm_deletion: Output[bool]; device_number: Output[float]; link_nic_id: Output[str]; nic_id: Output[str]
    nic_link_id: Output[str]; request_id: Output[str]; state: Output[str]
    timeouts: Output[outputs.NicLinkTimeouts | None]; vm_account_id: Output[str]; vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, device_number: Input[float],
        nic_id: Input[str], vm_id: Input[str], nic_link_id: Input[str] | None = None,
        timeouts: Input[NicLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class OksCluster(Resource):
    """`outscale_oks_cluster`. Replaced by a change of admin_lbu, cidr_pods, cidr_service, cluster_dns, cp_multi_az,
    cp_subregions, name, project_id. The provider's code decides on more. Secret: kubeconfig, kubeconfig_attributes.
    """

    _token = "outscale:index/oksCluster:OksCluster"
    _nested = {
        "admission_flags": "OksClusterAdmissionFlags", "auto_maintenances": "OksClusterAutoMaintenances",
        "timeouts": "OksClusterTimeouts",
    }
    _secrets = ("kubeconfig", "kubeconfig_attributes")
    admin_lbu: Output[bool]; admin_whitelists: Output[Sequence[str]]
    admission_flags: Output[outputs.OksClusterAdmissionFlags]
    auto_maintenances: Output[outputs.OksClusterAutoMaintenances]; cidr_pods: Output[str]; cidr_service: Output[str]
    cluster_dns: Output[str]; cni: Output[str]; control_planes: Output[str]; cp_multi_az: Output[bool]
    cp_subregions: Output[Sequence[str]]; description: Output[str]; disable_api_termination: Output[bool]
    kubeconfig: Output[str]; kubeconfig_attributes: Output[outputs.OksClusterKubeconfigAttributes]
    name: Output[str | None]; project_id: Output[str]; quirks: Output[Sequence[str] | None]; request_id: Output[str]
    statuses: Output[outputs.OksClusterStatuses]; tags: Output[Mapping[str, str]]
    timeouts: Output[outputs.OksClusterTimeouts | None]; version: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, admin_whitelists: Input[Sequence[Input[str]]],
        cidr_pods: Input[str], cidr_service: Input[str], name: Input[str], project_id: Input[str], version: Input[str],
        admin_lbu: Input[bool] | None = None, admission_flags: Input[OksClusterAdmissionFlagsArgsDict] | None = None,
        auto_maintenances: Input[OksClusterAutoMaintenancesArgsDict] | None = None,
        cluster_dns: Input[str] | None = None, control_planes: Input[str] | None = None,
        cp_multi_az: Input[bool] | None = None, cp_subregions: Input[Sequence[Input[str]]] | None = None,
        description: Input[str] | None = None, disable_api_termination: Input[bool] | None = None,
        quirks: Input[Sequence[Input[str]]] | None = None, tags: Input[Mapping[str, Input[str]]] | None = None,
        timeouts: Input[OksClusterTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class OksProject(Resource):
    """`outscale_oks_project`. Replaced by a change of cidr, name, region."""

    _token = "outscale:index/oksProject:OksProject"
    _nested = {"timeouts": "OksProjectTimeouts"}
    cidr: Output[str]; created_at: Output[str]; description: Output[str]; disable_api_termination: Output[bool]
    name: Output[str | None]; quirks: Output[Sequence[str] | None]; region: Output[str]; request_id: Output[str]
    status: Output[str]; tags: Output[Mapping[str, str]]; timeouts: Output[outputs.OksProjectTimeouts | None]
    updated_at: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, cidr: Input[str], name: Input[str],
        region: Input[str], description: Input[str] | None = None, disable_api_termination: Input[bool] | None = None,
        quirks: Input[Sequence[Input[str]]] | None = None, tags: Input[Mapping[str, Input[str]]] | None = None,
        timeouts: Input[OksProjectTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Policy(Resource):
    """`outscale_policy`. Replaced by a change of description, document, policy_name. The provider's code decides on
    more.
    """

    _token = "outscale:index/policy:Policy"
    _nested = {"timeouts": "PolicyTimeouts"}
    creation_date: Output[str]; description: Output[str | None]; document: Output[str]; is_linkable: Output[bool]
    last_modification_date: Output[str]; orn: Output[str]; path: Output[str]; policy_default_version_id: Output[str]
    policy_id: Output[str]; policy_name: Output[str]; resources_count: Output[float]
    timeouts: Output[outputs.PolicyTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, document: Input[str], policy_name: Input[str],
        description: Input[str] | None = None, path: Input[str] | None = None,
        timeouts: Input[PolicyTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicIp(Resource):
    """`outscale_public_ip`."""

    _token = "outscale:index/publicIp:PublicIp"
    _nested = {"tags": "PublicIpTag", "timeouts": "PublicIpTimeouts"}
    link_public_ip_id: Output[str]; nic_account_id: Output[str]; nic_id: Output[str]; private_ip: Output[str]
    public_ip: Output[str]; public_ip_id: Output[str]; request_id: Output[str]
    tags: Output[Sequence[outputs.PublicIpTag] | None]; timeouts: Output[outputs.PublicIpTimeouts | None]
    vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        tags: Input[Sequence[Input[PublicIpTagArgsDict]]] | None = None,
        timeouts: Input[PublicIpTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicIpLink(Resource):
    """`outscale_public_ip_link`. Replaced by a change of allow_relink, nic_id, private_ip, public_ip, public_ip_id,
    vm_id.
    """

    _token = "outscale:index/publicIpLink:PublicIpLink"
    _nested = {"timeouts": "PublicIpLinkTimeouts"}
    allow_relink: Output[bool | None]; link_public_ip_id: Output[str]; nic_account_id: Output[str]; nic_id: Output[str]
    private_ip: Output[str]; public_ip: Output[str]; public_ip_id: Output[str]; request_id: Output[str]
    tags: Output[Sequence[outputs.PublicIpLinkTag]]; timeouts: Output[outputs.PublicIpLinkTimeouts | None]
    vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, allow_relink: Input[bool] | None = None,
        nic_id: Input[str] | None = None, private_ip: Input[str] | None = None, public_ip: Input[str] | None = None,
        public_ip_id: Input[str] | None = None, timeouts: Input[PublicIpLinkTimeoutsArgsDict] | None = None,
        vm_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Route(Resource):
    """`outscale_route`. Replaced by a change of destination_ip_range, route_table_id. The provider's code decides on
    more.
    """

    _token = "outscale:index/route:Route"
    _nested = {"timeouts": "RouteTimeouts"}
    await_active_state: Output[bool]; creation_method: Output[str]; destination_ip_range: Output[str]
    destination_service_id: Output[str]; gateway_id: Output[str]; nat_service_id: Output[str]
    net_access_point_id: Output[str]; net_peering_id: Output[str]; nic_id: Output[str]; request_id: Output[str]
    route_table_id: Output[str]; state: Output[str]; timeouts: Output[outputs.RouteTimeouts | None]
    vm_account_id: Output[str]; vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, destination_ip_range: Input[str],
        route_table_id: Input[str], await_active_state: Input[bool] | None = None, gateway_id: Input[str] | None = None,
        nat_service_id: Input[str] | None = None, net_peering_id: Input[str] | None = None,
        nic_id: Input[str] | None = None, timeouts: Input[RouteTimeoutsArgsDict] | None = None,
        vm_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class RouteTable(Resource):
    """`outscale_route_table`. Replaced by a change of net_id. The provider's code decides on more."""

    _token = "outscale:index/routeTable:RouteTable"
    _nested = {"tags": "RouteTableTag", "timeouts": "RouteTableTimeouts"}
    link_route_tables: Output[Sequence[outputs.RouteTableLinkRouteTable]]; net_id: Output[str]; request_id: Output[str]
    route_propagating_virtual_gateways: Output[Sequence[outputs.RouteTableRoutePropagatingVirtualGateway]]
    route_table_id: Output[str]; routes: Output[Sequence[outputs.RouteTableRoute]]
    tags: Output[Sequence[outputs.RouteTableTag] | None]; timeouts: Output[outputs.RouteTableTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, net_id: Input[str],
        tags: Input[Sequence[Input[RouteTableTagArgsDict]]] | None = None,
        timeouts: Input[RouteTableTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class RouteTableLink(Resource):
    """`outscale_route_table_link`. Replaced by a change of route_table_id, subnet_id. The provider's code decides on
    more.
    """

    _token = "outscale:index/routeTableLink:RouteTableLink"
    _nested = {"timeouts": "RouteTableLinkTimeouts"}
    link_route_table_id: Output[str]; main: Output[bool]; net_id: Output[str]; request_id: Output[str]
    route_table_id: Output[str]; subnet_id: Output[str]; timeouts: Output[outputs.RouteTableLinkTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, route_table_id: Input[str],
        subnet_id: Input[str], timeouts: Input[RouteTableLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class SecurityGroup(Resource):
    """`outscale_security_group`. Replaced by a change of description, net_id, remove_default_outbound_rule,
    security_group_name. The provider's code decides on more.
    """

    _token = "outscale:index/securityGroup:SecurityGroup"
    _nested = {"tags": "SecurityGroupTag", "timeouts": "SecurityGroupTimeouts"}
    account_id: Output[str]; description: Output[str]; inbound_rules: Output[Sequence[outputs.SecurityGroupInboundRule]]
    net_id: Output[str]; outbound_rules: Output[Sequence[outputs.SecurityGroupOutboundRule]]
    remove_default_outbound_rule: Output[bool]; request_id: Output[str]; security_group_id: Output[str]
    security_group_name: Output[str]; tags: Output[Sequence[outputs.SecurityGroupTag] | None]
    timeouts: Output[outputs.SecurityGroupTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, description: Input[str],
        net_id: Input[str] | None = None, remove_default_outbound_rule: Input[bool] | None = None,
        security_group_name: Input[str] | None = None,
        tags: Input[Sequence[Input[SecurityGroupTagArgsDict]]] | None = None,
        timeouts: Input[SecurityGroupTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class SecurityGroupRule(Resource):
    """`outscale_security_group_rule`. Replaced by a change of flow, from_port_range, ip_protocol, ip_range, rules,
    security_group_account_id_to_link, security_group_id, security_group_name_to_link, to_port_range. The provider's
    code decides on more.
    """

    _token = "outscale:index/securityGroupRule:SecurityGroupRule"
    _nested = {"rules": "SecurityGroupRuleRule", "timeouts": "SecurityGroupRuleTimeouts"}
    flow: Output[str]; from_port_range: Output[float | None]; ip_protocol: Output[str | None]
    ip_range: Output[str | None]; net_id: Output[str]; request_id: Output[str]
    rules: Output[Sequence[outputs.SecurityGroupRuleRule] | None]; security_group_account_id_to_link: Output[str | None]
    security_group_id: Output[str]; security_group_name: Output[str]; security_group_name_to_link: Output[str | None]
    timeouts: Output[outputs.SecurityGroupRuleTimeouts | None]; to_port_range: Output[float | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, flow: Input[str],
        security_group_id: Input[str], from_port_range: Input[float] | None = None,
        ip_protocol: Input[str] | None = None, ip_range: Input[str] | None = None,
        rules: Input[Sequence[Input[SecurityGroupRuleRuleArgsDict]]] | None = None,
        security_group_account_id_to_link: Input[str] | None = None,
        security_group_name_to_link: Input[str] | None = None,
        timeouts: Input[SecurityGroupRuleTimeoutsArgsDict] | None = None, to_port_range: Input[float] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ServerCertificate(Resource):
    """`outscale_server_certificate`. Replaced by a change of body, chain, private_key. Secret: private_key."""

    _token = "outscale:index/serverCertificate:ServerCertificate"
    _nested = {"timeouts": "ServerCertificateTimeouts"}
    _secrets = ("private_key",)
    body: Output[str]; chain: Output[str | None]; expiration_date: Output[str]; name: Output[str | None]
    orn: Output[str]; path: Output[str]; private_key: Output[str]; request_id: Output[str]
    timeouts: Output[outputs.ServerCertificateTimeouts | None]; upload_date: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, body: Input[str], name: Input[str],
        private_key: Input[str], chain: Input[str] | None = None, path: Input[str] | None = None,
        timeouts: Input[ServerCertificateTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Snapshot(Resource):
    """`outscale_snapshot`. Replaced by a change of description, file_location, snapshot_size, source_region_name,
    source_snapshot_id, volume_id.
    """

    _token = "outscale:index/snapshot:Snapshot"
    _nested = {"tags": "SnapshotTag", "timeouts": "SnapshotTimeouts"}
    account_alias: Output[str]; account_id: Output[str]; creation_date: Output[str]; description: Output[str]
    file_location: Output[str | None]
    permissions_to_create_volumes: Output[Sequence[outputs.SnapshotPermissionsToCreateVolume]]; progress: Output[float]
    request_id: Output[str]; snapshot_id: Output[str]; snapshot_size: Output[float | None]
    source_region_name: Output[str | None]; source_snapshot_id: Output[str | None]; state: Output[str]
    tags: Output[Sequence[outputs.SnapshotTag] | None]; timeouts: Output[outputs.SnapshotTimeouts | None]
    volume_id: Output[str]; volume_size: Output[float]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, description: Input[str] | None = None,
        file_location: Input[str] | None = None, snapshot_size: Input[float] | None = None,
        source_region_name: Input[str] | None = None, source_snapshot_id: Input[str] | None = None,
        tags: Input[Sequence[Input[SnapshotTagArgsDict]]] | None = None,
        timeouts: Input[SnapshotTimeoutsArgsDict] | None = None, volume_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Subnet(Resource):
    """`outscale_subnet`. Replaced by a change of ip_range, net_id, subregion_name. The provider's code decides on
    more.
    """

    _token = "outscale:index/subnet:Subnet"
    _nested = {"tags": "SubnetTag", "timeouts": "SubnetTimeouts"}
    available_ips_count: Output[float]; ip_range: Output[str]; map_public_ip_on_launch: Output[bool]
    net_id: Output[str]; request_id: Output[str]; state: Output[str]; subnet_id: Output[str]
    subregion_name: Output[str]; tags: Output[Sequence[outputs.SubnetTag] | None]
    timeouts: Output[outputs.SubnetTimeouts | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, ip_range: Input[str], net_id: Input[str],
        map_public_ip_on_launch: Input[bool] | None = None, subregion_name: Input[str] | None = None,
        tags: Input[Sequence[Input[SubnetTagArgsDict]]] | None = None,
        timeouts: Input[SubnetTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class User(Resource):
    """`outscale_user`."""

    _token = "outscale:index/user:User"
    _nested = {"policies": "UserPolicy", "timeouts": "UserTimeouts"}
    creation_date: Output[str]; last_modification_date: Output[str]; path: Output[str]
    policies: Output[Sequence[outputs.UserPolicy] | None]; timeouts: Output[outputs.UserTimeouts | None]
    user_email: Output[str]; user_id: Output[str]; user_name: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, user_name: Input[str],
        path: Input[str] | None = None, policies: Input[Sequence[Input[UserPolicyArgsDict]]] | None = None,
        timeouts: Input[UserTimeoutsArgsDict] | None = None, user_email: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class UserGroup(Resource):
    """`outscale_user_group`."""

    _token = "outscale:index/userGroup:UserGroup"
    _nested = {"policies": "UserGroupPolicy", "timeouts": "UserGroupTimeouts", "users": "UserGroupUser"}
    creation_date: Output[str]; last_modification_date: Output[str]; orn: Output[str]; path: Output[str]
    policies: Output[Sequence[outputs.UserGroupPolicy] | None]; timeouts: Output[outputs.UserGroupTimeouts | None]
    user_group_id: Output[str]; user_group_name: Output[str]; users: Output[Sequence[outputs.UserGroupUser] | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, user_group_name: Input[str],
        path: Input[str] | None = None, policies: Input[Sequence[Input[UserGroupPolicyArgsDict]]] | None = None,
        timeouts: Input[UserGroupTimeoutsArgsDict] | None = None,
        users: Input[Sequence[Input[UserGroupUserArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VirtualGateway(Resource):
    """`outscale_virtual_gateway`. Replaced by a change of connection_type."""

    _token = "outscale:index/virtualGateway:VirtualGateway"
    _nested = {"tags": "VirtualGatewayTag", "timeouts": "VirtualGatewayTimeouts"}
    connection_type: Output[str]
    net_to_virtual_gateway_links: Output[Sequence[outputs.VirtualGatewayNetToVirtualGatewayLink]]
    request_id: Output[str]; state: Output[str]; tags: Output[Sequence[outputs.VirtualGatewayTag] | None]
    timeouts: Output[outputs.VirtualGatewayTimeouts | None]; virtual_gateway_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, connection_type: Input[str],
        tags: Input[Sequence[Input[VirtualGatewayTagArgsDict]]] | None = None,
        timeouts: Input[VirtualGatewayTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VirtualGatewayLink(Resource):
    """`outscale_virtual_gateway_link`. Replaced by a change of net_id, virtual_gateway_id."""

    _token = "outscale:index/virtualGatewayLink:VirtualGatewayLink"
    _nested = {"timeouts": "VirtualGatewayLinkTimeouts"}
    net_id: Output[str]
    net_to_virtual_gateway_links: Output[Sequence[outputs.VirtualGatewayLinkNetToVirtualGatewayLink]]
    request_id: Output[str]; timeouts: Output[outputs.VirtualGatewayLinkTimeouts | None]
    virtual_gateway_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, net_id: Input[str],
        virtual_gateway_id: Input[str], timeouts: Input[VirtualGatewayLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VirtualGatewayRoutePropagation(Resource):
    """`outscale_virtual_gateway_route_propagation`. Replaced by a change of route_table_id, virtual_gateway_id."""

    _token = "outscale:index/virtualGatewayRoutePropagation:VirtualGatewayRoutePropagation"
    _nested = {"timeouts": "VirtualGatewayRoutePropagationTimeouts"}
    enable: Output[bool]; request_id: Output[str]; route_table_id: Output[str]
    timeouts: Output[outputs.VirtualGatewayRoutePropagationTimeouts | None]; virtual_gateway_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, enable: Input[bool],
        route_table_id: Input[str], virtual_gateway_id: Input[str],
        timeouts: Input[VirtualGatewayRoutePropagationTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Vm(Resource):
    """`outscale_vm`. Replaced by a change of boot_mode, image_id, nics, primary_nics, subnet_id, tpm_enabled. Secret:
    keypair_name_wo, admin_password.
    """

    _token = "outscale:index/vm:Vm"
    _nested = {
        "block_device_mappings": "VmBlockDeviceMapping", "nics": "VmNic", "primary_nics": "VmPrimaryNic",
        "shutdown_behavior_configuration": "VmShutdownBehaviorConfiguration", "tags": "VmTag", "timeouts": "VmTimeouts",
    }
    _secrets = ("keypair_name_wo", "admin_password")
    actions_on_next_boots: Output[Sequence[outputs.VmActionsOnNextBoot]]; admin_password: Output[str]
    architecture: Output[str]; block_device_mappings: Output[Sequence[outputs.VmBlockDeviceMapping] | None]
    block_device_mappings_createds: Output[Sequence[outputs.VmBlockDeviceMappingsCreated]]; boot_mode: Output[str]
    bsu_optimized: Output[bool]; client_token: Output[str]; creation_date: Output[str]
    deletion_protection: Output[bool]; get_admin_password: Output[bool | None]; hypervisor: Output[str]
    image_id: Output[str]; is_source_dest_checked: Output[bool]; keypair_name: Output[str]
    keypair_name_wo: Output[str | None]; launch_number: Output[float]; nested_virtualization: Output[bool | None]
    net_id: Output[str]; nics: Output[Sequence[outputs.VmNic]]; os_family: Output[str]; outscale_vm_id: Output[str]
    performance: Output[str]; placement_subregion_name: Output[str]; placement_tenancy: Output[str]
    primary_nics: Output[Sequence[outputs.VmPrimaryNic]]; private_dns_name: Output[str]; private_ip: Output[str]
    private_ips: Output[Sequence[str] | None]; product_codes: Output[Sequence[str]]; public_dns_name: Output[str]
    public_ip: Output[str]; request_id: Output[str]; reservation_id: Output[str]; root_device_name: Output[str]
    root_device_type: Output[str]; secure_boot_action: Output[str | None]; security_group_ids: Output[Sequence[str]]
    security_group_names: Output[Sequence[str] | None]; security_groups: Output[Sequence[outputs.VmSecurityGroup]]
    shutdown_behavior_configuration: Output[outputs.VmShutdownBehaviorConfiguration]; state: Output[str | None]
    state_reason: Output[str]; subnet_id: Output[str]; tags: Output[Sequence[outputs.VmTag] | None]
    timeouts: Output[outputs.VmTimeouts | None]; tpm_enabled: Output[bool]; user_data: Output[str | None]
    vm_id: Output[str]; vm_initiated_shutdown_behavior: Output[str]; vm_type: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, image_id: Input[str],
        block_device_mappings: Input[Sequence[Input[VmBlockDeviceMappingArgsDict]]] | None = None,
        boot_mode: Input[str] | None = None, bsu_optimized: Input[bool] | None = None,
        deletion_protection: Input[bool] | None = None, get_admin_password: Input[bool] | None = None,
        is_source_dest_checked: Input[bool] | None = None, keypair_name: Input[str] | None = None,
        keypair_name_wo: Input[str] | None = None, nested_virtualization: Input[bool] | None = None,
        nics: Input[Sequence[Input[VmNicArgsDict]]] | None = None, outscale_vm_id: Input[str] | None = None,
        performance: Input[str] | None = None, placement_subregion_name: Input[str] | None = None,
        placement_tenancy: Input[str] | None = None,
        primary_nics: Input[Sequence[Input[VmPrimaryNicArgsDict]]] | None = None,
        private_ips: Input[Sequence[Input[str]]] | None = None, secure_boot_action: Input[str] | None = None,
        security_group_ids: Input[Sequence[Input[str]]] | None = None,
        security_group_names: Input[Sequence[Input[str]]] | None = None,
        shutdown_behavior_configuration: Input[VmShutdownBehaviorConfigurationArgsDict] | None = None,
        state: Input[str] | None = None, subnet_id: Input[str] | None = None,
        tags: Input[Sequence[Input[VmTagArgsDict]]] | None = None, timeouts: Input[VmTimeoutsArgsDict] | None = None,
        tpm_enabled: Input[bool] | None = None, user_data: Input[str] | None = None, vm_id: Input[str] | None = None,
        vm_initiated_shutdown_behavior: Input[str] | None = None, vm_type: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Volume(Resource):
    """`outscale_volume`. Replaced by a change of snapshot_id, subregion_name. The provider's code decides on more."""

    _token = "outscale:index/volume:Volume"
    _nested = {"tags": "VolumeTag", "timeouts": "VolumeTimeouts"}
    creation_date: Output[str]; iops: Output[float]; linked_volumes: Output[Sequence[outputs.VolumeLinkedVolume]]
    request_id: Output[str]; size: Output[float]; snapshot_id: Output[str]; state: Output[str]
    subregion_name: Output[str]; tags: Output[Sequence[outputs.VolumeTag] | None]
    termination_snapshot_name: Output[str | None]; timeouts: Output[outputs.VolumeTimeouts | None]
    volume_id: Output[str]; volume_type: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, subregion_name: Input[str],
        iops: Input[float] | None = None, size: Input[float] | None = None, snapshot_id: Input[str] | None = None,
        tags: Input[Sequence[Input[VolumeTagArgsDict]]] | None = None,
        termination_snapshot_name: Input[str] | None = None, timeouts: Input[VolumeTimeoutsArgsDict] | None = None,
        volume_type: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VolumeLink(Resource):
    """`outscale_volume_link`. Replaced by a change of device_name, vm_id, volume_id. The provider's code decides on
    more.
    """

    _token = "outscale:index/volumeLink:VolumeLink"
    _nested = {"timeouts": "VolumeLinkTimeouts"}
    delete_on_vm_deletion: Output[bool]; device_name: Output[str]; force_unlink: Output[bool]; request_id: Output[str]
    state: Output[str]; timeouts: Output[outputs.VolumeLinkTimeouts | None]; vm_id: Output[str]; volume_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, device_name: Input[str], vm_id: Input[str],
        volume_id: Input[str], force_unlink: Input[bool] | None = None,
        timeouts: Input[VolumeLinkTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpnConnection(Resource):
    """`outscale_vpn_connection`. Replaced by a change of client_gateway_id, connection_type, static_routes_only,
    virtual_gateway_id. Secret: client_gateway_configuration.
    """

    _token = "outscale:index/vpnConnection:VpnConnection"
    _nested = {"tags": "VpnConnectionTag", "timeouts": "VpnConnectionTimeouts"}
    _secrets = ("client_gateway_configuration",)
    client_gateway_configuration: Output[str]; client_gateway_id: Output[str]; connection_type: Output[str]
    request_id: Output[str]; routes: Output[Sequence[outputs.VpnConnectionRoute]]; state: Output[str]
    static_routes_only: Output[bool]; tags: Output[Sequence[outputs.VpnConnectionTag] | None]
    timeouts: Output[outputs.VpnConnectionTimeouts | None]
    vgw_telemetries: Output[Sequence[outputs.VpnConnectionVgwTelemetry]]; virtual_gateway_id: Output[str]
    vpn_connection_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, client_gateway_id: Input[str],
        connection_type: Input[str], virtual_gateway_id: Input[str], static_routes_only: Input[bool] | None = None,
        tags: Input[Sequence[Input[VpnConnectionTagArgsDict]]] | None = None,
        timeouts: Input[VpnConnectionTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpnConnectionRoute(Resource):
    """`outscale_vpn_connection_route`. Replaced by a change of destination_ip_range, vpn_connection_id."""

    _token = "outscale:index/vpnConnectionRoute:VpnConnectionRoute"
    _nested = {"timeouts": "VpnConnectionRouteTimeouts"}
    destination_ip_range: Output[str]; request_id: Output[str]
    timeouts: Output[outputs.VpnConnectionRouteTimeouts | None]; vpn_connection_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, destination_ip_range: Input[str],
        vpn_connection_id: Input[str], timeouts: Input[VpnConnectionRouteTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())
