"""Resources, and the provider itself.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
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
    "Provider", "ComputeIaasOpensourceNetworkAdapter", "ComputeIaasOpensourceReplicationPolicy",
    "ComputeIaasOpensourceVirtualDisk", "ComputeIaasOpensourceVirtualMachine", "ComputeNetworkAdapter",
    "ComputeVirtualController", "ComputeVirtualDisk", "ComputeVirtualMachine", "IamPersonalAccessToken",
    "ObjectStorageAclEntry", "ObjectStorageBucket", "ObjectStorageGlobalAccessKey", "ObjectStorageStorageAccount",
    "PublicCloudVmDisk", "PublicCloudVmInstance", "PublicCloudVmNetworkAdapter", "PublicCloudVmSnapshot",
    "VpcFloatingIp", "VpcFloatingIpBinding", "VpcStaticIp",
]


class Provider(ProviderResource):
    """An account of cloudtemple. Secret: secret_id."""

    _secrets = ("secret_id",)
    _texts = frozenset({"address", "client_id", "scheme", "secret_id"})
    address: Output[str | None]; api_suffix: Output[str | None]; client_id: Output[str]; scheme: Output[str | None]
    secret_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, client_id: Input[str], secret_id: Input[str],
        address: Input[str] | None = None, api_suffix: Input[bool] | None = None, scheme: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeIaasOpensourceNetworkAdapter(Resource):
    """`cloudtemple_compute_iaas_opensource_network_adapter`. Replaced by a change of virtual_machine_id."""

    _token = "cloudtemple:index/computeIaasOpensourceNetworkAdapter:ComputeIaasOpensourceNetworkAdapter"
    attached: Output[bool | None]; internal_id: Output[str]; ip_address: Output[str]; ipv4_address: Output[str]
    ipv6_address: Output[str]; mac_address: Output[str]; machine_manager_id: Output[str]; mtu: Output[float]
    name: Output[str]; network_id: Output[str]; private_network_id: Output[str]; private_network_name: Output[str]
    static_ip_address: Output[str]; tx_checksumming: Output[bool]; virtual_machine_id: Output[str]; vpc_id: Output[str]
    vpc_name: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, network_id: Input[str],
        virtual_machine_id: Input[str], attached: Input[bool] | None = None, ip_address: Input[str] | None = None,
        mac_address: Input[str] | None = None, tx_checksumming: Input[bool] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeIaasOpensourceReplicationPolicy(Resource):
    """`cloudtemple_compute_iaas_opensource_replication_policy`. Replaced by a change of interval, name,
    storage_repository_id.
    """

    _token = "cloudtemple:index/computeIaasOpensourceReplicationPolicy:ComputeIaasOpensourceReplicationPolicy"
    _nested = {"interval": "ComputeIaasOpensourceReplicationPolicyInterval"}
    interval: Output[outputs.ComputeIaasOpensourceReplicationPolicyInterval]
    last_runs: Output[Sequence[outputs.ComputeIaasOpensourceReplicationPolicyLastRun]]; machine_manager_id: Output[str]
    name: Output[str | None]; pool_id: Output[str]; storage_repository_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        interval: Input[ComputeIaasOpensourceReplicationPolicyIntervalArgsDict], name: Input[str],
        storage_repository_id: Input[str],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeIaasOpensourceVirtualDisk(Resource):
    """`cloudtemple_compute_iaas_opensource_virtual_disk`."""

    _token = "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk"
    bootable: Output[bool | None]; connected: Output[bool | None]; internal_id: Output[str]; is_snapshot: Output[bool]
    mode: Output[str]; name: Output[str | None]; size: Output[float]; storage_repository_id: Output[str]
    templates: Output[Sequence[outputs.ComputeIaasOpensourceVirtualDiskTemplate]]; usage: Output[float]
    virtual_machine_id: Output[str]
    virtual_machines: Output[Sequence[outputs.ComputeIaasOpensourceVirtualDiskVirtualMachine]]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, mode: Input[str], name: Input[str],
        size: Input[float], storage_repository_id: Input[str], virtual_machine_id: Input[str],
        bootable: Input[bool] | None = None, connected: Input[bool] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeIaasOpensourceVirtualMachine(Resource):
    """`cloudtemple_compute_iaas_opensource_virtual_machine`. Replaced by a change of cloud_init, marketplace_item_id,
    storage_repository_id, template_id. The provider's code decides on more.
    """

    _token = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
    _nested = {
        "os_disks": "ComputeIaasOpensourceVirtualMachineOsDisk",
        "os_network_adapters": "ComputeIaasOpensourceVirtualMachineOsNetworkAdapter",
    }
    addresses: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineAddress]]
    allow_vm_restart: Output[bool | None]; auto_power_on: Output[bool | None]
    backup_sla_policies: Output[Sequence[str] | None]; boot_firmware: Output[str]; boot_orders: Output[Sequence[str]]
    cloud_init: Output[Mapping[str, str] | None]; compute_iaas_opensource_virtual_machine_id: Output[str]
    cpu: Output[float]; dvd_drives: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineDvdDrife]]
    high_availability: Output[str | None]; host_id: Output[str]; internal_id: Output[str]
    machine_manager_id: Output[str]
    management_agents: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineManagementAgent]]
    marketplace_item_id: Output[str | None]; memory: Output[float]; mount_iso: Output[str | None]
    name: Output[str | None]; num_cores_per_socket: Output[float]; operating_system_name: Output[str]
    os_disks: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineOsDisk]]
    os_network_adapters: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineOsNetworkAdapter]]
    pool_id: Output[str]; power_state: Output[str]
    pv_drivers: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachinePvDriver]]
    replication_policy_id: Output[str]; secure_boot: Output[bool]; storage_repository_id: Output[str | None]
    tags: Output[Mapping[str, str] | None]; template_id: Output[str | None]
    tools: Output[Sequence[outputs.ComputeIaasOpensourceVirtualMachineTool]]
    wait_for_drivers_timeout: Output[float | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, cpu: Input[float], memory: Input[float],
        name: Input[str], power_state: Input[str], allow_vm_restart: Input[bool] | None = None,
        auto_power_on: Input[bool] | None = None, backup_sla_policies: Input[Sequence[Input[str]]] | None = None,
        boot_firmware: Input[str] | None = None, boot_orders: Input[Sequence[Input[str]]] | None = None,
        cloud_init: Input[Mapping[str, Input[str]]] | None = None,
        compute_iaas_opensource_virtual_machine_id: Input[str] | None = None,
        high_availability: Input[str] | None = None, host_id: Input[str] | None = None,
        marketplace_item_id: Input[str] | None = None, mount_iso: Input[str] | None = None,
        num_cores_per_socket: Input[float] | None = None,
        os_disks: Input[Sequence[Input[ComputeIaasOpensourceVirtualMachineOsDiskArgsDict]]] | None = None,
        os_network_adapters: Input[Sequence[Input[ComputeIaasOpensourceVirtualMachineOsNetworkAdapterArgsDict]]] | None = None,
        replication_policy_id: Input[str] | None = None, secure_boot: Input[bool] | None = None,
        storage_repository_id: Input[str] | None = None, tags: Input[Mapping[str, Input[str]]] | None = None,
        template_id: Input[str] | None = None, wait_for_drivers_timeout: Input[float] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeNetworkAdapter(Resource):
    """`cloudtemple_compute_network_adapter`. Replaced by a change of type, virtual_machine_id."""

    _token = "cloudtemple:index/computeNetworkAdapter:ComputeNetworkAdapter"
    auto_connect: Output[bool | None]; compute_network_adapter_id: Output[str]; connected: Output[bool | None]
    ip_address: Output[str]; mac_address: Output[str]; mac_type: Output[str]; name: Output[str]; network_id: Output[str]
    type: Output[str]; virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, network_id: Input[str], type: Input[str],
        virtual_machine_id: Input[str], auto_connect: Input[bool] | None = None,
        compute_network_adapter_id: Input[str] | None = None, connected: Input[bool] | None = None,
        ip_address: Input[str] | None = None, mac_address: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeVirtualController(Resource):
    """`cloudtemple_compute_virtual_controller`. Replaced by a change of sub_type, type, virtual_machine_id."""

    _token = "cloudtemple:index/computeVirtualController:ComputeVirtualController"
    compute_virtual_controller_id: Output[str]; connected: Output[bool | None]
    content_library_item_id: Output[str | None]; hot_add_remove: Output[bool]; iso_path: Output[str | None]
    label: Output[str]; mounted: Output[bool | None]; shared_bus: Output[str]; sub_type: Output[str | None]
    summary: Output[str]; type: Output[str]; virtual_disks: Output[Sequence[str]]; virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, type: Input[str],
        virtual_machine_id: Input[str], compute_virtual_controller_id: Input[str] | None = None,
        connected: Input[bool] | None = None, content_library_item_id: Input[str] | None = None,
        iso_path: Input[str] | None = None, mounted: Input[bool] | None = None, sub_type: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeVirtualDisk(Resource):
    """`cloudtemple_compute_virtual_disk`. Replaced by a change of controller_id, datastore_cluster_id, datastore_id,
    provisioning_type, virtual_machine_id.
    """

    _token = "cloudtemple:index/computeVirtualDisk:ComputeVirtualDisk"
    backup_sla_policies: Output[Sequence[str] | None]; capacity: Output[float]; compute_virtual_disk_id: Output[str]
    controller_bus_number: Output[float]; controller_id: Output[str]; controller_type: Output[str]
    datastore_cluster_id: Output[str]; datastore_id: Output[str]; datastore_name: Output[str]; disk_mode: Output[str]
    disk_path: Output[str]; disk_unit_number: Output[float]; editable: Output[bool]; instant_access: Output[bool]
    machine_manager_id: Output[str]; name: Output[str]; native_id: Output[str]; provisioning_type: Output[str]
    virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, capacity: Input[float], disk_mode: Input[str],
        provisioning_type: Input[str], virtual_machine_id: Input[str],
        backup_sla_policies: Input[Sequence[Input[str]]] | None = None,
        compute_virtual_disk_id: Input[str] | None = None, controller_id: Input[str] | None = None,
        datastore_cluster_id: Input[str] | None = None, datastore_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ComputeVirtualMachine(Resource):
    """`cloudtemple_compute_virtual_machine`. Replaced by a change of clone_virtual_machine_id, content_library_id,
    content_library_item_id, deploy_options, disks_provisioning_type, marketplace_item_id. The provider's code
    decides on more. Secret: customize.
    """

    _token = "cloudtemple:index/computeVirtualMachine:ComputeVirtualMachine"
    _nested = {
        "boot_options": "ComputeVirtualMachineBootOptions", "customize": "ComputeVirtualMachineCustomize",
        "os_disks": "ComputeVirtualMachineOsDisk", "os_network_adapters": "ComputeVirtualMachineOsNetworkAdapter",
    }
    _holders = ("customize",)
    allow_vm_restart: Output[bool | None]; backup_sla_policies: Output[Sequence[str] | None]
    boot_options: Output[outputs.ComputeVirtualMachineBootOptions]; clone_virtual_machine_id: Output[str | None]
    cloud_init: Output[Mapping[str, str] | None]; compute_virtual_machine_id: Output[str]
    consolidation_needed: Output[bool]; content_library_id: Output[str | None]
    content_library_item_id: Output[str | None]; cpu: Output[float]; cpu_hot_add_enabled: Output[bool | None]
    cpu_hot_remove_enabled: Output[bool | None]; cpu_usage: Output[float]
    customize: Output[outputs.ComputeVirtualMachineCustomize | None]; datacenter_id: Output[str]
    datacenter_name: Output[str]; datastore_cluster_id: Output[str]; datastore_cluster_name: Output[str]
    datastore_id: Output[str]; datastore_name: Output[str]; deploy_options: Output[Mapping[str, str] | None]
    disks_provisioning_type: Output[str | None]; distributed_virtual_port_group_ids: Output[Sequence[str]]
    expose_hardware_virtualization: Output[bool | None]; extra_config: Output[Mapping[str, str]]
    guest_operating_system_moref: Output[str]; hardware_version: Output[str]; host_cluster_id: Output[str]
    host_cluster_name: Output[str]; host_id: Output[str | None]; machine_manager_id: Output[str]
    machine_manager_name: Output[str]; machine_manager_type: Output[str]; marketplace_item_id: Output[str | None]
    memory: Output[float]; memory_hot_add_enabled: Output[bool | None]; memory_reservation: Output[float | None]
    memory_usage: Output[float]; moref: Output[str]; name: Output[str | None]; num_cores_per_socket: Output[float]
    operating_system_name: Output[str]; os_disks: Output[Sequence[outputs.ComputeVirtualMachineOsDisk]]
    os_network_adapters: Output[Sequence[outputs.ComputeVirtualMachineOsNetworkAdapter]]
    power_state: Output[str | None]
    replication_configs: Output[Sequence[outputs.ComputeVirtualMachineReplicationConfig]]; snapshoted: Output[bool]
    spp_mode: Output[str]; storages: Output[Sequence[outputs.ComputeVirtualMachineStorage]]
    tags: Output[Mapping[str, str] | None]; template: Output[bool]; tools: Output[str]; tools_version: Output[float]
    triggered_alarms: Output[Sequence[outputs.ComputeVirtualMachineTriggeredAlarm]]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, datacenter_id: Input[str],
        host_cluster_id: Input[str], name: Input[str], allow_vm_restart: Input[bool] | None = None,
        backup_sla_policies: Input[Sequence[Input[str]]] | None = None,
        boot_options: Input[ComputeVirtualMachineBootOptionsArgsDict] | None = None,
        clone_virtual_machine_id: Input[str] | None = None, cloud_init: Input[Mapping[str, Input[str]]] | None = None,
        compute_virtual_machine_id: Input[str] | None = None, content_library_id: Input[str] | None = None,
        content_library_item_id: Input[str] | None = None, cpu: Input[float] | None = None,
        cpu_hot_add_enabled: Input[bool] | None = None, cpu_hot_remove_enabled: Input[bool] | None = None,
        customize: Input[ComputeVirtualMachineCustomizeArgsDict] | None = None,
        datastore_cluster_id: Input[str] | None = None, datastore_id: Input[str] | None = None,
        deploy_options: Input[Mapping[str, Input[str]]] | None = None,
        disks_provisioning_type: Input[str] | None = None, expose_hardware_virtualization: Input[bool] | None = None,
        extra_config: Input[Mapping[str, Input[str]]] | None = None,
        guest_operating_system_moref: Input[str] | None = None, host_id: Input[str] | None = None,
        marketplace_item_id: Input[str] | None = None, memory: Input[float] | None = None,
        memory_hot_add_enabled: Input[bool] | None = None, memory_reservation: Input[float] | None = None,
        num_cores_per_socket: Input[float] | None = None,
        os_disks: Input[Sequence[Input[ComputeVirtualMachineOsDiskArgsDict]]] | None = None,
        os_network_adapters: Input[Sequence[Input[ComputeVirtualMachineOsNetworkAdapterArgsDict]]] | None = None,
        power_state: Input[str] | None = None, tags: Input[Mapping[str, Input[str]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class IamPersonalAccessToken(Resource):
    """`cloudtemple_iam_personal_access_token`. Replaced by a change of expiration_date, name, roles. Secret:
    secret_id.
    """

    _token = "cloudtemple:index/iamPersonalAccessToken:IamPersonalAccessToken"
    _secrets = ("secret_id",)
    client_id: Output[str]; expiration_date: Output[str]; iam_personal_access_token_id: Output[str]
    name: Output[str | None]; roles: Output[Sequence[str] | None]; secret_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, expiration_date: Input[str], name: Input[str],
        iam_personal_access_token_id: Input[str] | None = None, roles: Input[Sequence[Input[str]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ObjectStorageAclEntry(Resource):
    """`cloudtemple_object_storage_acl_entry`. Replaced by a change of bucket, role, storage_account."""

    _token = "cloudtemple:index/objectStorageAclEntry:ObjectStorageAclEntry"
    bucket: Output[str]; role: Output[str]; storage_account: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, bucket: Input[str], role: Input[str],
        storage_account: Input[str],
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ObjectStorageBucket(Resource):
    """`cloudtemple_object_storage_bucket`. Replaced by a change of name. The provider's code decides on more."""

    _token = "cloudtemple:index/objectStorageBucket:ObjectStorageBucket"
    _nested = {"acl_entries": "ObjectStorageBucketAclEntry"}
    access_type: Output[str]; acl_entries: Output[Sequence[outputs.ObjectStorageBucketAclEntry] | None]
    endpoint: Output[str]; name: Output[str | None]; namespace: Output[str]; retention_period: Output[float]
    tags: Output[Sequence[outputs.ObjectStorageBucketTag]]; total_objects: Output[float]
    total_objects_deleted: Output[str]; total_size: Output[str]; total_size_deleted: Output[str]
    total_size_unit: Output[str]; versioning: Output[str]; whitelists: Output[Sequence[str] | None]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, access_type: Input[str], name: Input[str],
        acl_entries: Input[Sequence[Input[ObjectStorageBucketAclEntryArgsDict]]] | None = None,
        versioning: Input[str] | None = None, whitelists: Input[Sequence[Input[str]]] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ObjectStorageGlobalAccessKey(Resource):
    """`cloudtemple_object_storage_global_access_key`. Secret: access_secret_key."""

    _token = "cloudtemple:index/objectStorageGlobalAccessKey:ObjectStorageGlobalAccessKey"
    _secrets = ("access_secret_key",)
    access_key_id: Output[str]; access_secret_key: Output[str]; object_storage_global_access_key_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *,
        object_storage_global_access_key_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class ObjectStorageStorageAccount(Resource):
    """`cloudtemple_object_storage_storage_account`. Replaced by a change of name. Secret: access_secret_key."""

    _token = "cloudtemple:index/objectStorageStorageAccount:ObjectStorageStorageAccount"
    _secrets = ("access_secret_key",)
    access_key_id: Output[str]; access_secret_key: Output[str]; arn: Output[str]; create_date: Output[str]
    name: Output[str | None]; path: Output[str]; tags: Output[Sequence[outputs.ObjectStorageStorageAccountTag]]

    def __init__(self, resource_name: str, opts: ResourceOptions | None = None, *, name: Input[str]) -> None:
        super().__init__(resource_name, opts, locals())


class PublicCloudVmDisk(Resource):
    """`cloudtemple_public_cloud_vm_disk`. Replaced by a change of name, storage_type, virtual_machine_id. The
    provider's code decides on more.
    """

    _token = "cloudtemple:index/publicCloudVmDisk:PublicCloudVmDisk"
    _nested = {"timeouts": "PublicCloudVmDiskTimeouts"}
    is_primary: Output[bool]; name: Output[str]; position: Output[float]; public_cloud_vm_disk_id: Output[str]
    size: Output[float]; storage_type: Output[str]; timeouts: Output[outputs.PublicCloudVmDiskTimeouts | None]
    virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, size: Input[float],
        virtual_machine_id: Input[str], name: Input[str] | None = None,
        public_cloud_vm_disk_id: Input[str] | None = None, storage_type: Input[str] | None = None,
        timeouts: Input[PublicCloudVmDiskTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicCloudVmInstance(Resource):
    """`cloudtemple_public_cloud_vm_instance`. Replaced by a change of availability_zone_id, cloud_init,
    instance_family_id, os_network_adapters, template_id. The provider's code decides on more.
    """

    _token = "cloudtemple:index/publicCloudVmInstance:PublicCloudVmInstance"
    _nested = {
        "os_disk": "PublicCloudVmInstanceOsDisk", "os_network_adapters": "PublicCloudVmInstanceOsNetworkAdapter",
        "timeouts": "PublicCloudVmInstanceTimeouts",
    }
    availability_zone_id: Output[str]; availability_zone_name: Output[str]; backup_policy_id: Output[str]
    backup_policy_name: Output[str]; cloud_init: Output[Mapping[str, str] | None]; cpu: Output[float]
    created_at: Output[str]; disks_size_gb: Output[float]; guest_tools_installed: Output[bool]
    instance_family_id: Output[str]; instance_family_name: Output[str]; memory: Output[float]; name: Output[str | None]
    os_disk: Output[outputs.PublicCloudVmInstanceOsDisk]
    os_network_adapters: Output[Sequence[outputs.PublicCloudVmInstanceOsNetworkAdapter]]
    power_state: Output[str | None]; public_cloud_vm_instance_id: Output[str]; status: Output[str]
    template_id: Output[str]; template_name: Output[str]; timeouts: Output[outputs.PublicCloudVmInstanceTimeouts | None]
    updated_at: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, availability_zone_id: Input[str],
        backup_policy_id: Input[str], cpu: Input[float], instance_family_id: Input[str], memory: Input[float],
        name: Input[str], os_network_adapters: Input[Sequence[Input[PublicCloudVmInstanceOsNetworkAdapterArgsDict]]],
        template_id: Input[str], cloud_init: Input[Mapping[str, Input[str]]] | None = None,
        os_disk: Input[PublicCloudVmInstanceOsDiskArgsDict] | None = None, power_state: Input[str] | None = None,
        public_cloud_vm_instance_id: Input[str] | None = None,
        timeouts: Input[PublicCloudVmInstanceTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicCloudVmNetworkAdapter(Resource):
    """`cloudtemple_public_cloud_vm_network_adapter`. Replaced by a change of device_index, virtual_machine_id."""

    _token = "cloudtemple:index/publicCloudVmNetworkAdapter:PublicCloudVmNetworkAdapter"
    _nested = {"timeouts": "PublicCloudVmNetworkAdapterTimeouts"}
    device_index: Output[float]; ip_address: Output[str | None]; ipv4_address: Output[str]; ipv6_address: Output[str]
    mac_address: Output[str]; network_id: Output[str]; network_name: Output[str]; provision_status: Output[str]
    public_cloud_vm_network_adapter_id: Output[str]
    timeouts: Output[outputs.PublicCloudVmNetworkAdapterTimeouts | None]; type: Output[str]
    virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, device_index: Input[float],
        network_id: Input[str], virtual_machine_id: Input[str], ip_address: Input[str] | None = None,
        public_cloud_vm_network_adapter_id: Input[str] | None = None,
        timeouts: Input[PublicCloudVmNetworkAdapterTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class PublicCloudVmSnapshot(Resource):
    """`cloudtemple_public_cloud_vm_snapshot`. Replaced by a change of name, virtual_machine_id."""

    _token = "cloudtemple:index/publicCloudVmSnapshot:PublicCloudVmSnapshot"
    _nested = {"timeouts": "PublicCloudVmSnapshotTimeouts"}
    created_at: Output[str]; name: Output[str | None]; public_cloud_vm_snapshot_id: Output[str]; status: Output[str]
    timeouts: Output[outputs.PublicCloudVmSnapshotTimeouts | None]; virtual_machine_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, name: Input[str],
        virtual_machine_id: Input[str], public_cloud_vm_snapshot_id: Input[str] | None = None,
        timeouts: Input[PublicCloudVmSnapshotTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpcFloatingIp(Resource):
    """`cloudtemple_vpc_floating_ip`."""

    _token = "cloudtemple:index/vpcFloatingIp:VpcFloatingIp"
    _nested = {"timeouts": "VpcFloatingIpTimeouts"}
    description: Output[str]; ip_address: Output[str]; private_network_id: Output[str]; static_ip_address: Output[str]
    static_ip_id: Output[str]; timeouts: Output[outputs.VpcFloatingIpTimeouts | None]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, description: Input[str] | None = None,
        timeouts: Input[VpcFloatingIpTimeoutsArgsDict] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpcFloatingIpBinding(Resource):
    """`cloudtemple_vpc_floating_ip_binding`. Replaced by a change of floating_ip_id, static_ip_id."""

    _token = "cloudtemple:index/vpcFloatingIpBinding:VpcFloatingIpBinding"
    _nested = {"timeouts": "VpcFloatingIpBindingTimeouts"}
    floating_ip_address: Output[str]; floating_ip_id: Output[str]; static_ip_id: Output[str]
    timeouts: Output[outputs.VpcFloatingIpBindingTimeouts | None]; vpc_floating_ip_binding_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, floating_ip_id: Input[str],
        static_ip_id: Input[str], timeouts: Input[VpcFloatingIpBindingTimeoutsArgsDict] | None = None,
        vpc_floating_ip_binding_id: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())


class VpcStaticIp(Resource):
    """`cloudtemple_vpc_static_ip`. Replaced by a change of ip_address, private_network_id."""

    _token = "cloudtemple:index/vpcStaticIp:VpcStaticIp"
    floating_ip_address: Output[str]; floating_ip_id: Output[str]; ip_address: Output[str]; mac_address: Output[str]
    network_adapter_id: Output[str]; private_network_id: Output[str]; resource_description: Output[str | None]
    source: Output[str]; virtual_machine_id: Output[str]; vpc_id: Output[str]

    def __init__(
        self, resource_name: str, opts: ResourceOptions | None = None, *, mac_address: Input[str],
        private_network_id: Input[str], ip_address: Input[str] | None = None,
        resource_description: Input[str] | None = None,
    ) -> None:
        super().__init__(resource_name, opts, locals())
