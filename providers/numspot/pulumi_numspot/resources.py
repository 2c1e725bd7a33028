"""Resources, and the provider itself.

Made by tools/terraform_sdks.py from providers/schemas/numspot.json: do not edit.
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
    "Provider", "Bucket", "ClientGateway", "ComputeBridge", "DhcpOptions", "FlexibleGpu", "HybridBridge", "Image",
    "InternetGateway", "Keypair", "KubernetesCluster", "KubernetesNodepool", "LoadBalancer", "NatGateway", "Nic",
    "PostgresCluster", "PublicIp", "RouteTable", "SecurityGroup", "SecurityGroupRule", "ServerCertificate", "Snapshot",
    "Subnet", "VirtualGateway", "Vm", "Volume", "Vpc", "VpnConnection",
]


class Provider(ProviderResource):
    """An account of numspot. Secret: client_secret."""

    _secrets = ("client_secret",)
    _texts = frozenset({"client_id", "client_secret", "numspot_host", "numspot_host_os", "space_id"})
    client_id: Output[str | None]; client_secret: Output[str | None]; numspot_host: Output[str | None]
    numspot_host_os: Output[str | None]; space_id: Output[str | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, client_id: Input[str] | None = None,
        client_secret: Input[str] | None = None, numspot_host: Input[str] | None = None,
        numspot_host_os: Input[str] | None = None, space_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Bucket(Resource):
    """`numspot_bucket`."""

    _token = "numspot:index/bucket:Bucket"
    name: Output[str | None]

    def __init__(self, resource_name: str, opts: ResourceOptions | None = None, *, name: Input[str]) -> None:
        super().__init__(resource_name, opts, locals())


class ClientGateway(Resource):
    """`numspot_client_gateway`. Replaced by a change of bgp_asn, connection_type, public_ip."""

    _token = "numspot:index/clientGateway:ClientGateway"
    bgp_asn: Output[float]; connection_type: Output[str]; public_ip: Output[str]; state: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, bgp_asn: Input[float],
        connection_type: Input[str], public_ip: Input[str],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeBridge(Resource):
    """`numspot_compute_bridge`."""

    _token = "numspot:index/computeBridge:ComputeBridge"
    destination_ip_range: Output[str]; destination_vpc_id: Output[str]; gateway_id: Output[str]
    source_ip_range: Output[str]; source_vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, destination_vpc_id: Input[str],
        source_vpc_id: Input[str],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class DhcpOptions(Resource):
    """`numspot_dhcp_options`. Replaced by a change of domain_name, domain_name_servers, log_servers, ntp_servers."""

    _token = "numspot:index/dhcpOptions:DhcpOptions"
    _nested = {"tags": "DhcpOptionsTag"}
    default: Output[bool]; domain_name: Output[str]; domain_name_servers: Output[Sequence[str]]
    log_servers: Output[Sequence[str]]; ntp_servers: Output[Sequence[str]]
    tags: Output[Sequence[outputs.DhcpOptionsTag]]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, domain_name: Input[str] | None = None,
        domain_name_servers: Input[Sequence[Input[str]]] | None = None,
        log_servers: Input[Sequence[Input[str]]] | None = None, ntp_servers: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[DhcpOptionsTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class FlexibleGpu(Resource):
    """`numspot_flexible_gpu`."""

    _token = "numspot:index/flexibleGpu:FlexibleGpu"
    availability_zone_name: Output[str]; delete_on_vm_deletion: Output[bool]; generation: Output[str]
    model_name: Output[str]; state: Output[str]; vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, availability_zone_name: Input[str],
        model_name: Input[str], generation: Input[str] | None = None, vm_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class HybridBridge(Resource):
    """`numspot_hybrid_bridge`."""

    _token = "numspot:index/hybridBridge:HybridBridge"
    managed_service_id: Output[str]; route: Output[outputs.HybridBridgeRoute]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, managed_service_id: Input[str],
        vpc_id: Input[str],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Image(Resource):
    """`numspot_image`. Replaced by a change of architecture, description, name, no_reboot, root_device_name,
    source_image_id, source_region_name, vm_id.
    """

    _token = "numspot:index/image:Image"
    _nested = {"access": "ImageAccess", "block_device_mappings": "ImageBlockDeviceMapping", "tags": "ImageTag"}
    access: Output[outputs.ImageAccess]; architecture: Output[str]
    block_device_mappings: Output[Sequence[outputs.ImageBlockDeviceMapping]]; creation_date: Output[str]
    description: Output[str]; name: Output[str]; no_reboot: Output[bool]; product_codes: Output[Sequence[str]]
    root_device_name: Output[str]; root_device_type: Output[str]; source_image_id: Output[str]
    source_region_name: Output[str]; state: Output[str]; state_comment: Output[outputs.ImageStateComment]
    tags: Output[Sequence[outputs.ImageTag]]; type: Output[str]; vm_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        access: Input[ImageAccessArgsDict] | None = None, architecture: Input[str] | None = None,
        block_device_mappings: Input[Sequence[Input[ImageBlockDeviceMappingArgsDict]]] | None = None,
        description: Input[str] | None = None, name: Input[str] | None = None, no_reboot: Input[bool] | None = None,
        product_codes: Input[Sequence[Input[str]]] | None = None, root_device_name: Input[str] | None = None,
        source_image_id: Input[str] | None = None, source_region_name: Input[str] | None = None,
        tags: Input[Sequence[Input[ImageTagArgsDict]]] | None = None, vm_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class InternetGateway(Resource):
    """`numspot_internet_gateway`. Replaced by a change of vpc_id."""

    _token = "numspot:index/internetGateway:InternetGateway"
    _nested = {"tags": "InternetGatewayTag"}
    state: Output[str]; tags: Output[Sequence[outputs.InternetGatewayTag]]; vpc_id: Output[str | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        tags: Input[Sequence[Input[InternetGatewayTagArgsDict]]] | None = None, vpc_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Keypair(Resource):
    """`numspot_keypair`. Replaced by a change of name, public_key. Secret: private_key."""

    _token = "numspot:index/keypair:Keypair"
    _secrets = ("private_key",)
    fingerprint: Output[str]; keypair_id: Output[str]; name: Output[str | None]; private_key: Output[str]
    public_key: Output[str]; type: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, name: Input[str],
        keypair_id: Input[str] | None = None, public_key: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class KubernetesCluster(Resource):
    """`numspot_kubernetes_cluster`. Replaced by a change of cidr, name, profile, version, visibility."""

    _token = "numspot:index/kubernetesCluster:KubernetesCluster"
    cidr: Output[str]; cluster_id: Output[str]; created_on: Output[str]; full_version: Output[str]
    name: Output[str | None]; profile: Output[str]; status: Output[outputs.KubernetesClusterStatus]
    version: Output[str]; visibility: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, cidr: Input[str], name: Input[str],
        profile: Input[str], version: Input[str], visibility: Input[str], cluster_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class KubernetesNodepool(Resource):
    """`numspot_kubernetes_nodepool`. Replaced by a change of availability_zone, cluster_id, name, node_profile,
    replicas.
    """

    _token = "numspot:index/kubernetesNodepool:KubernetesNodepool"
    _nested = {"autoscaling": "KubernetesNodepoolAutoscaling", "root_disk": "KubernetesNodepoolRootDisk"}
    autoscaling: Output[outputs.KubernetesNodepoolAutoscaling]; availability_zone: Output[str]; cluster_id: Output[str]
    name: Output[str]; node_pool_id: Output[str]; node_profile: Output[str]; replicas: Output[float]
    root_disk: Output[outputs.KubernetesNodepoolRootDisk]; status: Output[outputs.KubernetesNodepoolStatus]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, availability_zone: Input[str],
        node_profile: Input[str], root_disk: Input[KubernetesNodepoolRootDiskArgsDict],
        autoscaling: Input[KubernetesNodepoolAutoscalingArgsDict] | None = None, cluster_id: Input[str] | None = None,
        name: Input[str] | None = None, node_pool_id: Input[str] | None = None, replicas: Input[float] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class LoadBalancer(Resource):
    """`numspot_load_balancer`. Replaced by a change of subnets, type."""

    _token = "numspot:index/loadBalancer:LoadBalancer"
    _nested = {
        "health_check": "LoadBalancerHealthCheck", "listeners": "LoadBalancerListener", "tags": "LoadBalancerTag",
    }
    application_sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerApplicationStickyCookiePolicy]]
    backend_ips: Output[Sequence[str]]; backend_vm_ids: Output[Sequence[str]]; dns_name: Output[str]
    health_check: Output[outputs.LoadBalancerHealthCheck]; listeners: Output[Sequence[outputs.LoadBalancerListener]]
    name: Output[str | None]; public_ip: Output[str]; secured_cookies: Output[bool]
    security_groups: Output[Sequence[str]]
    sticky_cookie_policies: Output[Sequence[outputs.LoadBalancerStickyCookiePolicy]]; subnets: Output[Sequence[str]]
    tags: Output[Sequence[outputs.LoadBalancerTag]]; type: Output[str]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        listeners: Input[Sequence[Input[LoadBalancerListenerArgsDict]]], name: Input[str],
        subnets: Input[Sequence[Input[str]]], backend_ips: Input[Sequence[Input[str]]] | None = None,
        backend_vm_ids: Input[Sequence[Input[str]]] | None = None,
        health_check: Input[LoadBalancerHealthCheckArgsDict] | None = None, public_ip: Input[str] | None = None,
        security_groups: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[LoadBalancerTagArgsDict]]] | None = None, type: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class NatGateway(Resource):
    """`numspot_nat_gateway`. Replaced by a change of subnet_id."""

    _token = "numspot:index/natGateway:NatGateway"
    _nested = {"tags": "NatGatewayTag"}
    public_ip_id: Output[str]; public_ips: Output[Sequence[outputs.NatGatewayPublicIp]]; state: Output[str]
    subnet_id: Output[str]; tags: Output[Sequence[outputs.NatGatewayTag]]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, public_ip_id: Input[str],
        subnet_id: Input[str], tags: Input[Sequence[Input[NatGatewayTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Nic(Resource):
    """`numspot_nic`. Replaced by a change of private_ips, security_group_ids, subnet_id."""

    _token = "numspot:index/nic:Nic"
    _nested = {"link_nic": "NicLinkNic", "private_ips": "NicPrivateIp", "tags": "NicTag"}
    availability_zone_name: Output[str]; description: Output[str]; is_source_dest_checked: Output[bool]
    link_nic: Output[outputs.NicLinkNic]; link_public_ip: Output[outputs.NicLinkPublicIp]; mac_address: Output[str]
    private_dns_name: Output[str]; private_ips: Output[Sequence[outputs.NicPrivateIp]]
    security_group_ids: Output[Sequence[str]]; security_groups: Output[Sequence[outputs.NicSecurityGroup]]
    state: Output[str]; subnet_id: Output[str]; tags: Output[Sequence[outputs.NicTag]]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, subnet_id: Input[str],
        description: Input[str] | None = None, link_nic: Input[NicLinkNicArgsDict] | None = None,
        private_ips: Input[Sequence[Input[NicPrivateIpArgsDict]]] | None = None,
        security_group_ids: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[NicTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PostgresCluster(Resource):
    """`numspot_postgres_cluster`."""

    _token = "numspot:index/postgresCluster:PostgresCluster"
    _nested = {
        "extensions": "PostgresClusterExtension", "node_configuration": "PostgresClusterNodeConfiguration",
        "volume": "PostgresClusterVolume",
    }
    cluster_id: Output[str]; created_on: Output[str]; extensions: Output[Sequence[outputs.PostgresClusterExtension]]
    full_version: Output[str]; host: Output[str]; major_version: Output[str]; name: Output[str | None]
    node_configuration: Output[outputs.PostgresClusterNodeConfiguration]; port: Output[float]
    replica_count: Output[float]; status: Output[outputs.PostgresClusterStatus]; user: Output[str]
    visibility: Output[str]; volume: Output[outputs.PostgresClusterVolume]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, name: Input[str],
        node_configuration: Input[PostgresClusterNodeConfigurationArgsDict], user: Input[str], visibility: Input[str],
        volume: Input[PostgresClusterVolumeArgsDict], cluster_id: Input[str] | None = None,
        extensions: Input[Sequence[Input[PostgresClusterExtensionArgsDict]]] | None = None,
        major_version: Input[str] | None = None, replica_count: Input[float] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicIp(Resource):
    """`numspot_public_ip`. Replaced by a change of nic_id, vm_id."""

    _token = "numspot:index/publicIp:PublicIp"
    _nested = {"tags": "PublicIpTag"}
    link_public_ip_id: Output[str]; nic_id: Output[str]; private_ip: Output[str]; public_ip: Output[str]
    tags: Output[Sequence[outputs.PublicIpTag]]; vm_id: Output[str | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, nic_id: Input[str] | None = None,
        tags: Input[Sequence[Input[PublicIpTagArgsDict]]] | None = None, vm_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class RouteTable(Resource):
    """`numspot_route_table`. Replaced by a change of subnet_id."""

    _token = "numspot:index/routeTable:RouteTable"
    _nested = {"routes": "RouteTableRoute", "tags": "RouteTableTag"}
    link_route_tables: Output[Sequence[outputs.RouteTableLinkRouteTable]]
    local_route: Output[outputs.RouteTableLocalRoute]
    route_propagating_virtual_gateways: Output[Sequence[outputs.RouteTableRoutePropagatingVirtualGateway]]
    routes: Output[Sequence[outputs.RouteTableRoute]]; subnet_id: Output[str | None]; subnet_ids: Output[Sequence[str]]
    tags: Output[Sequence[outputs.RouteTableTag]]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, vpc_id: Input[str],
        routes: Input[Sequence[Input[RouteTableRouteArgsDict]]] | None = None, subnet_id: Input[str] | None = None,
        subnet_ids: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[RouteTableTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class SecurityGroup(Resource):
    """`numspot_security_group`. Replaced by a change of name, vpc_id."""

    _token = "numspot:index/securityGroup:SecurityGroup"
    _nested = {
        "inbound_rules": "SecurityGroupInboundRule", "outbound_rules": "SecurityGroupOutboundRule",
        "tags": "SecurityGroupTag",
    }
    description: Output[str]; inbound_rules: Output[Sequence[outputs.SecurityGroupInboundRule]]
    name: Output[str | None]; outbound_rules: Output[Sequence[outputs.SecurityGroupOutboundRule]]
    tags: Output[Sequence[outputs.SecurityGroupTag]]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, description: Input[str], name: Input[str],
        vpc_id: Input[str], inbound_rules: Input[Sequence[Input[SecurityGroupInboundRuleArgsDict]]] | None = None,
        outbound_rules: Input[Sequence[Input[SecurityGroupOutboundRuleArgsDict]]] | None = None,
        tags: Input[Sequence[Input[SecurityGroupTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class SecurityGroupRule(Resource):
    """`numspot_security_group_rule`. Replaced by a change of flow, from_port_range, ip_protocol, ip_range,
    security_group_id, to_port_range.
    """

    _token = "numspot:index/securityGroupRule:SecurityGroupRule"
    flow: Output[str]; from_port_range: Output[float]; ip_protocol: Output[str]; ip_range: Output[str]
    security_group_id: Output[str]; to_port_range: Output[float]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, flow: Input[str],
        from_port_range: Input[float], ip_protocol: Input[str], ip_range: Input[str], security_group_id: Input[str],
        to_port_range: Input[float],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ServerCertificate(Resource):
    """`numspot_server_certificate`. Secret: private_key."""

    _token = "numspot:index/serverCertificate:ServerCertificate"
    _secrets = ("private_key",)
    body: Output[str]; chain: Output[str | None]; expiration_date: Output[str]; name: Output[str | None]
    path: Output[str]; private_key: Output[str]; upload_date: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, body: Input[str], name: Input[str],
        private_key: Input[str], chain: Input[str] | None = None, path: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Snapshot(Resource):
    """`numspot_snapshot`. Replaced by a change of description, source_region_name, source_snapshot_id, volume_id."""

    _token = "numspot:index/snapshot:Snapshot"
    _nested = {"tags": "SnapshotTag"}
    access: Output[outputs.SnapshotAccess]; creation_date: Output[str]; description: Output[str]
    progress: Output[float]; source_region_name: Output[str]; source_snapshot_id: Output[str]; state: Output[str]
    tags: Output[Sequence[outputs.SnapshotTag]]; volume_id: Output[str]; volume_size: Output[float]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, description: Input[str] | None = None,
        source_region_name: Input[str] | None = None, source_snapshot_id: Input[str] | None = None,
        tags: Input[Sequence[Input[SnapshotTagArgsDict]]] | None = None, volume_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Subnet(Resource):
    """`numspot_subnet`. Replaced by a change of availability_zone_name, ip_range, vpc_id."""

    _token = "numspot:index/subnet:Subnet"
    _nested = {"tags": "SubnetTag"}
    availability_zone_name: Output[str]; available_ips_count: Output[float]; ip_range: Output[str]
    map_public_ip_on_launch: Output[bool]; state: Output[str]; tags: Output[Sequence[outputs.SubnetTag]]
    vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, ip_range: Input[str], vpc_id: Input[str],
        availability_zone_name: Input[str] | None = None, map_public_ip_on_launch: Input[bool] | None = None,
        tags: Input[Sequence[Input[SubnetTagArgsDict]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VirtualGateway(Resource):
    """`numspot_virtual_gateway`. Replaced by a change of vpc_id."""

    _token = "numspot:index/virtualGateway:VirtualGateway"
    connection_type: Output[str]; state: Output[str]; vpc_id: Output[str]
    vpc_to_virtual_gateway_links: Output[Sequence[outputs.VirtualGatewayVpcToVirtualGatewayLink]]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, connection_type: Input[str],
        vpc_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Vm(Resource):
    """`numspot_vm`. Replaced by a change of image_id, private_ips, security_groups, subnet_id."""

    _token = "numspot:index/vm:Vm"
    _nested = {"placement": "VmPlacement", "tags": "VmTag"}
    architecture: Output[str]; block_device_mappings: Output[Sequence[outputs.VmBlockDeviceMapping]]
    client_token: Output[str]; creation_date: Output[str]; deletion_protection: Output[bool]; hypervisor: Output[str]
    image_id: Output[str]; initiated_shutdown_behavior: Output[str]; is_source_dest_checked: Output[bool]
    keypair_name: Output[str]; launch_number: Output[float]; nested_virtualization: Output[bool]
    nics: Output[Sequence[outputs.VmNic]]; os_family: Output[str]; placement: Output[outputs.VmPlacement]
    private_dns_name: Output[str]; private_ip: Output[str]; private_ips: Output[Sequence[str]]
    product_codes: Output[Sequence[str]]; public_dns_name: Output[str]; public_ip: Output[str]
    reservation_id: Output[str]; root_device_name: Output[str]; root_device_type: Output[str]
    security_group_ids: Output[Sequence[str]]; security_groups: Output[Sequence[str]]; state: Output[str]
    state_reason: Output[str]; subnet_id: Output[str]; tags: Output[Sequence[outputs.VmTag]]; type: Output[str]
    user_data: Output[str]; vm_initiated_shutdown_behavior: Output[str]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, image_id: Input[str], subnet_id: Input[str],
        type: Input[str], deletion_protection: Input[bool] | None = None,
        initiated_shutdown_behavior: Input[str] | None = None, keypair_name: Input[str] | None = None,
        nested_virtualization: Input[bool] | None = None, placement: Input[VmPlacementArgsDict] | None = None,
        private_ips: Input[Sequence[Input[str]]] | None = None,
        security_group_ids: Input[Sequence[Input[str]]] | None = None,
        security_groups: Input[Sequence[Input[str]]] | None = None,
        tags: Input[Sequence[Input[VmTagArgsDict]]] | None = None, user_data: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Volume(Resource):
    """`numspot_volume`. Replaced by a change of size."""

    _token = "numspot:index/volume:Volume"
    _nested = {"link_vm": "VolumeLinkVm", "tags": "VolumeTag"}
    availability_zone_name: Output[str]; creation_date: Output[str]; iops: Output[float]
    link_vm: Output[outputs.VolumeLinkVm]; linked_volumes: Output[Sequence[outputs.VolumeLinkedVolume]]
    replace_volume_on_downsize: Output[bool]; size: Output[float]; snapshot_id: Output[str]; state: Output[str]
    tags: Output[Sequence[outputs.VolumeTag]]; type: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, availability_zone_name: Input[str],
        iops: Input[float] | None = None, link_vm: Input[VolumeLinkVmArgsDict] | None = None,
        replace_volume_on_downsize: Input[bool] | None = None, size: Input[float] | None = None,
        snapshot_id: Input[str] | None = None, tags: Input[Sequence[Input[VolumeTagArgsDict]]] | None = None,
        type: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class Vpc(Resource):
    """`numspot_vpc`. Replaced by a change of ip_range."""

    _token = "numspot:index/vpc:Vpc"
    _nested = {"tags": "VpcTag"}
    dhcp_options_set_id: Output[str]; ip_range: Output[str]; state: Output[str]; tags: Output[Sequence[outputs.VpcTag]]
    tenancy: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, ip_range: Input[str],
        dhcp_options_set_id: Input[str] | None = None, tags: Input[Sequence[Input[VpcTagArgsDict]]] | None = None,
        tenancy: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpnConnection(Resource):
    """`numspot_vpn_connection`. Replaced by a change of client_gateway_id, connection_type, static_routes_only,
    virtual_gateway_id. Secret: vpn_options, client_gateway_configuration.
    """

    _token = "numspot:index/vpnConnection:VpnConnection"
    _nested = {"routes": "VpnConnectionRoute", "vpn_options": "VpnConnectionVpnOptions"}
    _secrets = ("client_gateway_configuration",)
    _holders = ("vpn_options",)
    client_gateway_configuration: Output[str]; client_gateway_id: Output[str]; connection_type: Output[str]
    routes: Output[Sequence[outputs.VpnConnectionRoute]]; state: Output[str]; static_routes_only: Output[bool]
    vgw_telemetries: Output[Sequence[outputs.VpnConnectionVgwTelemetry]]; virtual_gateway_id: Output[str]
    vpn_options: Output[outputs.VpnConnectionVpnOptions]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, client_gateway_id: Input[str],
        connection_type: Input[str], virtual_gateway_id: Input[str],
        routes: Input[Sequence[Input[VpnConnectionRouteArgsDict]]] | None = None,
        static_routes_only: Input[bool] | None = None,
        vpn_options: Input[VpnConnectionVpnOptionsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())
