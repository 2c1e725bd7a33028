"""Look-ups.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pulumi import Input, InvokeOptions, InvokeOutputOptions, Output

from . import outputs
from ._utilities import invoke, invoke_output, nested
from .inputs import *

__all__ = [
    "GetBackupIaasOpensourcePolicyResult", "get_backup_iaas_opensource_policy",
    "get_backup_iaas_opensource_policy_output", "GetBackupSlaPolicyResult", "get_backup_sla_policy",
    "get_backup_sla_policy_output", "GetComputeContentLibraryResult", "get_compute_content_library",
    "get_compute_content_library_output", "GetComputeContentLibraryItemResult", "get_compute_content_library_item",
    "get_compute_content_library_item_output", "GetComputeDatastoreResult", "get_compute_datastore",
    "get_compute_datastore_output", "GetComputeDatastoreClusterResult", "get_compute_datastore_cluster",
    "get_compute_datastore_cluster_output", "GetComputeHostClusterResult", "get_compute_host_cluster",
    "get_compute_host_cluster_output", "GetComputeIaasOpensourceAvailabilityZoneResult",
    "get_compute_iaas_opensource_availability_zone", "get_compute_iaas_opensource_availability_zone_output",
    "GetComputeIaasOpensourceHostResult", "get_compute_iaas_opensource_host", "get_compute_iaas_opensource_host_output",
    "GetComputeIaasOpensourceNetworkResult", "get_compute_iaas_opensource_network",
    "get_compute_iaas_opensource_network_output", "GetComputeIaasOpensourceStorageRepositoryResult",
    "get_compute_iaas_opensource_storage_repository", "get_compute_iaas_opensource_storage_repository_output",
    "GetComputeIaasOpensourceTemplateResult", "get_compute_iaas_opensource_template",
    "get_compute_iaas_opensource_template_output", "GetComputeNetworkResult", "get_compute_network",
    "get_compute_network_output", "GetComputeVirtualDatacenterResult", "get_compute_virtual_datacenter",
    "get_compute_virtual_datacenter_output", "GetMarketplaceItemResult", "get_marketplace_item",
    "get_marketplace_item_output", "GetObjectStorageRoleResult", "get_object_storage_role",
    "get_object_storage_role_output", "GetObjectStorageStorageAccountResult", "get_object_storage_storage_account",
    "get_object_storage_storage_account_output", "GetPublicCloudVmAvailabilityZoneResult",
    "get_public_cloud_vm_availability_zone", "get_public_cloud_vm_availability_zone_output",
    "GetPublicCloudVmBackupPolicyResult", "get_public_cloud_vm_backup_policy",
    "get_public_cloud_vm_backup_policy_output", "GetPublicCloudVmFlavorResult", "get_public_cloud_vm_flavor",
    "get_public_cloud_vm_flavor_output", "GetPublicCloudVmInstanceFamilyResult", "get_public_cloud_vm_instance_family",
    "get_public_cloud_vm_instance_family_output", "GetPublicCloudVmNetworkResult", "get_public_cloud_vm_network",
    "get_public_cloud_vm_network_output", "GetPublicCloudVmRegionResult", "get_public_cloud_vm_region",
    "get_public_cloud_vm_region_output", "GetPublicCloudVmStorageTypeResult", "get_public_cloud_vm_storage_type",
    "get_public_cloud_vm_storage_type_output", "GetPublicCloudVmTemplateResult", "get_public_cloud_vm_template",
    "get_public_cloud_vm_template_output", "GetVpcFloatingIpResult", "get_vpc_floating_ip",
    "get_vpc_floating_ip_output", "GetVpcPrivateNetworkResult", "get_vpc_private_network",
    "get_vpc_private_network_output", "GetVpcPrivateNetworksResult", "get_vpc_private_networks",
    "get_vpc_private_networks_output", "GetVpcVpcResult", "get_vpc_vpc", "get_vpc_vpc_output", "GetVpcVpcsResult",
    "get_vpc_vpcs", "get_vpc_vpcs_output",
]

@nested
class GetBackupIaasOpensourcePolicyResult:
    """Answer to `cloudtemple_backup_iaas_opensource_policy`."""
    id: str | None; internal_id: str; machine_manager_id: str | None; machine_manager_name: str; mode: str
    name: str | None; running: bool; schedulers: Sequence[outputs.GetBackupIaasOpensourcePolicySchedulerResult]
    virtual_machines: Sequence[str]

def get_backup_iaas_opensource_policy(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetBackupIaasOpensourcePolicyResult:
    return invoke(
        "cloudtemple:index/getBackupIaasOpensourcePolicy:getBackupIaasOpensourcePolicy", locals(), opts,
        GetBackupIaasOpensourcePolicyResult, {},
    )

def get_backup_iaas_opensource_policy_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetBackupIaasOpensourcePolicyResult]:
    return invoke_output(
        "cloudtemple:index/getBackupIaasOpensourcePolicy:getBackupIaasOpensourcePolicy", locals(), opts,
        GetBackupIaasOpensourcePolicyResult, {},
    )

@nested
class GetBackupSlaPolicyResult:
    """Answer to `cloudtemple_backup_sla_policy`."""
    id: str | None; name: str | None; sub_policies: Sequence[outputs.GetBackupSlaPolicySubPolicyResult]

def get_backup_sla_policy(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetBackupSlaPolicyResult:
    return invoke(
        "cloudtemple:index/getBackupSlaPolicy:getBackupSlaPolicy", locals(), opts, GetBackupSlaPolicyResult, {},
    )

def get_backup_sla_policy_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetBackupSlaPolicyResult]:
    return invoke_output(
        "cloudtemple:index/getBackupSlaPolicy:getBackupSlaPolicy", locals(), opts, GetBackupSlaPolicyResult, {},
    )

@nested
class GetComputeContentLibraryResult:
    """Answer to `cloudtemple_compute_content_library`."""
    datastores: Sequence[outputs.GetComputeContentLibraryDatastoreResult]; id: str | None
    machine_manager_id: str | None; name: str | None

def get_compute_content_library(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeContentLibraryResult:
    return invoke(
        "cloudtemple:index/getComputeContentLibrary:getComputeContentLibrary", locals(), opts,
        GetComputeContentLibraryResult, {},
    )

def get_compute_content_library_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeContentLibraryResult]:
    return invoke_output(
        "cloudtemple:index/getComputeContentLibrary:getComputeContentLibrary", locals(), opts,
        GetComputeContentLibraryResult, {},
    )

@nested
class GetComputeContentLibraryItemResult:
    """Answer to `cloudtemple_compute_content_library_item`."""
    content_library_id: str; creation_time: str; description: str; id: str | None; last_modified_time: str
    name: str | None; ovf_properties: Sequence[str]; size: float; type: str

def get_compute_content_library_item(
    *, content_library_id: str, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetComputeContentLibraryItemResult:
    return invoke(
        "cloudtemple:index/getComputeContentLibraryItem:getComputeContentLibraryItem", locals(), opts,
        GetComputeContentLibraryItemResult, {},
    )

def get_compute_content_library_item_output(
    *, content_library_id: Input[str], id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeContentLibraryItemResult]:
    return invoke_output(
        "cloudtemple:index/getComputeContentLibraryItem:getComputeContentLibraryItem", locals(), opts,
        GetComputeContentLibraryItemResult, {},
    )

@nested
class GetComputeDatastoreResult:
    """Answer to `cloudtemple_compute_datastore`."""
    accessible: float; associated_folder: str; datacenter_id: str | None; datastore_cluster_id: str | None
    free_capacity: float; host_cluster_id: str | None; host_id: str | None; hosts_names: Sequence[str]
    hosts_number: float; id: str | None; machine_manager_id: str | None; maintenance_mode: bool
    maintenance_status: bool; max_capacity: float; moref: str; name: str | None; type: str; unique_id: str
    virtual_machines_number: float

def get_compute_datastore(
    *, datacenter_id: str | None = None, datastore_cluster_id: str | None = None, host_cluster_id: str | None = None,
    host_id: str | None = None, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeDatastoreResult:
    return invoke(
        "cloudtemple:index/getComputeDatastore:getComputeDatastore", locals(), opts, GetComputeDatastoreResult, {},
    )

def get_compute_datastore_output(
    *, datacenter_id: Input[str] | None = None, datastore_cluster_id: Input[str] | None = None,
    host_cluster_id: Input[str] | None = None, host_id: Input[str] | None = None, id: Input[str] | None = None,
    machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeDatastoreResult]:
    return invoke_output(
        "cloudtemple:index/getComputeDatastore:getComputeDatastore", locals(), opts, GetComputeDatastoreResult, {},
    )

@nested
class GetComputeDatastoreClusterResult:
    """Answer to `cloudtemple_compute_datastore_cluster`."""
    datacenter_id: str | None; datastores: Sequence[str]; host_cluster_id: str | None; host_id: str | None
    id: str | None; machine_manager_id: str | None; metrics: Sequence[outputs.GetComputeDatastoreClusterMetricResult]
    moref: str; name: str | None

def get_compute_datastore_cluster(
    *, datacenter_id: str | None = None, host_cluster_id: str | None = None, host_id: str | None = None,
    id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeDatastoreClusterResult:
    return invoke(
        "cloudtemple:index/getComputeDatastoreCluster:getComputeDatastoreCluster", locals(), opts,
        GetComputeDatastoreClusterResult, {},
    )

def get_compute_datastore_cluster_output(
    *, datacenter_id: Input[str] | None = None, host_cluster_id: Input[str] | None = None,
    host_id: Input[str] | None = None, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None,
    name: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeDatastoreClusterResult]:
    return invoke_output(
        "cloudtemple:index/getComputeDatastoreCluster:getComputeDatastoreCluster", locals(), opts,
        GetComputeDatastoreClusterResult, {},
    )

@nested
class GetComputeHostClusterResult:
    """Answer to `cloudtemple_compute_host_cluster`."""
    datacenter_id: str | None; datastore_cluster_id: str | None; datastore_id: str | None
    hosts: Sequence[outputs.GetComputeHostClusterHostResult]; id: str | None; machine_manager_id: str | None
    metrics: Sequence[outputs.GetComputeHostClusterMetricResult]; moref: str; name: str | None
    virtual_machines_number: float

def get_compute_host_cluster(
    *, datacenter_id: str | None = None, datastore_cluster_id: str | None = None, datastore_id: str | None = None,
    id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeHostClusterResult:
    return invoke(
        "cloudtemple:index/getComputeHostCluster:getComputeHostCluster", locals(), opts, GetComputeHostClusterResult,
        {},
    )

def get_compute_host_cluster_output(
    *, datacenter_id: Input[str] | None = None, datastore_cluster_id: Input[str] | None = None,
    datastore_id: Input[str] | None = None, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None,
    name: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeHostClusterResult]:
    return invoke_output(
        "cloudtemple:index/getComputeHostCluster:getComputeHostCluster", locals(), opts, GetComputeHostClusterResult,
        {},
    )

@nested
class GetComputeIaasOpensourceAvailabilityZoneResult:
    """Answer to `cloudtemple_compute_iaas_opensource_availability_zone`."""
    id: str | None; name: str | None; os_name: str; os_version: str

def get_compute_iaas_opensource_availability_zone(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetComputeIaasOpensourceAvailabilityZoneResult:
    return invoke(
        "cloudtemple:index/getComputeIaasOpensourceAvailabilityZone:getComputeIaasOpensourceAvailabilityZone", locals(),
        opts, GetComputeIaasOpensourceAvailabilityZoneResult, {},
    )

def get_compute_iaas_opensource_availability_zone_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeIaasOpensourceAvailabilityZoneResult]:
    return invoke_output(
        "cloudtemple:index/getComputeIaasOpensourceAvailabilityZone:getComputeIaasOpensourceAvailabilityZone", locals(),
        opts, GetComputeIaasOpensourceAvailabilityZoneResult, {},
    )

@nested
class GetComputeIaasOpensourceHostResult:
    """Answer to `cloudtemple_compute_iaas_opensource_host`."""
    id: str | None; internal_id: str; machine_manager_id: str | None; master: bool
    metrics: Sequence[outputs.GetComputeIaasOpensourceHostMetricResult]; name: str | None; pool_id: str | None
    pools: Sequence[outputs.GetComputeIaasOpensourceHostPoolResult]; power_state: str; reboot_required: bool
    update_datas: Sequence[outputs.GetComputeIaasOpensourceHostUpdateDataResult]; uptime: float
    virtual_machines: Sequence[str]

def get_compute_iaas_opensource_host(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    pool_id: str | None = None, opts: InvokeOptions | None = None,
) -> GetComputeIaasOpensourceHostResult:
    return invoke(
        "cloudtemple:index/getComputeIaasOpensourceHost:getComputeIaasOpensourceHost", locals(), opts,
        GetComputeIaasOpensourceHostResult, {},
    )

def get_compute_iaas_opensource_host_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    pool_id: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeIaasOpensourceHostResult]:
    return invoke_output(
        "cloudtemple:index/getComputeIaasOpensourceHost:getComputeIaasOpensourceHost", locals(), opts,
        GetComputeIaasOpensourceHostResult, {},
    )

@nested
class GetComputeIaasOpensourceNetworkResult:
    """Answer to `cloudtemple_compute_iaas_opensource_network`."""
    id: str | None; insecure_network_block_device: bool; internal_id: str; machine_manager_id: str | None
    machine_manager_name: str; machine_manager_type: str; maximum_transmission_unit: float; name: str | None
    network_adapters: Sequence[str]; network_block_device: bool; pool_id: str | None

def get_compute_iaas_opensource_network(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    pool_id: str | None = None, opts: InvokeOptions | None = None,
) -> GetComputeIaasOpensourceNetworkResult:
    return invoke(
        "cloudtemple:index/getComputeIaasOpensourceNetwork:getComputeIaasOpensourceNetwork", locals(), opts,
        GetComputeIaasOpensourceNetworkResult, {},
    )

def get_compute_iaas_opensource_network_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    pool_id: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeIaasOpensourceNetworkResult]:
    return invoke_output(
        "cloudtemple:index/getComputeIaasOpensourceNetwork:getComputeIaasOpensourceNetwork", locals(), opts,
        GetComputeIaasOpensourceNetworkResult, {},
    )

@nested
class GetComputeIaasOpensourceStorageRepositoryResult:
    """Answer to `cloudtemple_compute_iaas_opensource_storage_repository`."""
    accessible: float; description: str; free_capacity: float; host_id: str | None; id: str | None; internal_id: str
    machine_manager_id: str | None; maintenance_mode: bool; max_capacity: float; name: str | None; pool_id: str | None
    shared: bool | None; type: str | None; virtual_disks: Sequence[str]

def get_compute_iaas_opensource_storage_repository(
    *, host_id: str | None = None, id: str | None = None, machine_manager_id: str | None = None,
    name: str | None = None, pool_id: str | None = None, shared: bool | None = None, type: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeIaasOpensourceStorageRepositoryResult:
    return invoke(
        "cloudtemple:index/getComputeIaasOpensourceStorageRepository:getComputeIaasOpensourceStorageRepository",
        locals(), opts, GetComputeIaasOpensourceStorageRepositoryResult, {},
    )

def get_compute_iaas_opensource_storage_repository_output(
    *, host_id: Input[str] | None = None, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None,
    name: Input[str] | None = None, pool_id: Input[str] | None = None, shared: Input[bool] | None = None,
    type: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeIaasOpensourceStorageRepositoryResult]:
    return invoke_output(
        "cloudtemple:index/getComputeIaasOpensourceStorageRepository:getComputeIaasOpensourceStorageRepository",
        locals(), opts, GetComputeIaasOpensourceStorageRepositoryResult, {},
    )

@nested
class GetComputeIaasOpensourceTemplateResult:
    """Answer to `cloudtemple_compute_iaas_opensource_template`."""
    cpu: float; disks: Sequence[outputs.GetComputeIaasOpensourceTemplateDiskResult]; id: str | None; internal_id: str
    machine_manager_id: str | None; machine_manager_name: str; machine_manager_type: str; memory: float
    name: str | None; network_adapters: Sequence[outputs.GetComputeIaasOpensourceTemplateNetworkAdapterResult]
    num_cores_per_socket: float; pool_id: str | None; power_state: str; sla_policies: Sequence[str]
    snapshots: Sequence[str]

def get_compute_iaas_opensource_template(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    pool_id: str | None = None, opts: InvokeOptions | None = None,
) -> GetComputeIaasOpensourceTemplateResult:
    return invoke(
        "cloudtemple:index/getComputeIaasOpensourceTemplate:getComputeIaasOpensourceTemplate", locals(), opts,
        GetComputeIaasOpensourceTemplateResult, {},
    )

def get_compute_iaas_opensource_template_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    pool_id: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeIaasOpensourceTemplateResult]:
    return invoke_output(
        "cloudtemple:index/getComputeIaasOpensourceTemplate:getComputeIaasOpensourceTemplate", locals(), opts,
        GetComputeIaasOpensourceTemplateResult, {},
    )

@nested
class GetComputeNetworkResult:
    """Answer to `cloudtemple_compute_network`."""
    datacenter_id: str | None; folder_id: str | None; host_cluster_id: str | None; host_id: str | None
    host_names: Sequence[str]; host_number: float; id: str | None; machine_manager_id: str | None; moref: str
    name: str | None; type: str | None; virtual_machine_id: str | None; virtual_machines_number: float
    virtual_switch_id: str | None

def get_compute_network(
    *, datacenter_id: str | None = None, folder_id: str | None = None, host_cluster_id: str | None = None,
    host_id: str | None = None, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    type: str | None = None, virtual_machine_id: str | None = None, virtual_switch_id: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeNetworkResult:
    return invoke("cloudtemple:index/getComputeNetwork:getComputeNetwork", locals(), opts, GetComputeNetworkResult, {})

def get_compute_network_output(
    *, datacenter_id: Input[str] | None = None, folder_id: Input[str] | None = None,
    host_cluster_id: Input[str] | None = None, host_id: Input[str] | None = None, id: Input[str] | None = None,
    machine_manager_id: Input[str] | None = None, name: Input[str] | None = None, type: Input[str] | None = None,
    virtual_machine_id: Input[str] | None = None, virtual_switch_id: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeNetworkResult]:
    return invoke_output(
        "cloudtemple:index/getComputeNetwork:getComputeNetwork", locals(), opts, GetComputeNetworkResult, {},
    )

@nested
class GetComputeVirtualDatacenterResult:
    """Answer to `cloudtemple_compute_virtual_datacenter`."""
    id: str | None; machine_manager_id: str | None; name: str | None; tenant_id: str

def get_compute_virtual_datacenter(
    *, id: str | None = None, machine_manager_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetComputeVirtualDatacenterResult:
    return invoke(
        "cloudtemple:index/getComputeVirtualDatacenter:getComputeVirtualDatacenter", locals(), opts,
        GetComputeVirtualDatacenterResult, {},
    )

def get_compute_virtual_datacenter_output(
    *, id: Input[str] | None = None, machine_manager_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetComputeVirtualDatacenterResult]:
    return invoke_output(
        "cloudtemple:index/getComputeVirtualDatacenter:getComputeVirtualDatacenter", locals(), opts,
        GetComputeVirtualDatacenterResult, {},
    )

@nested
class GetMarketplaceItemResult:
    """Answer to `cloudtemple_marketplace_item`."""
    build: str; categories: Sequence[str]; creation_date: str
    deployment_options: Sequence[outputs.GetMarketplaceItemDeploymentOptionResult]; description: str
    description_en: str; details: Sequence[outputs.GetMarketplaceItemDetailResult]
    details_ens: Sequence[outputs.GetMarketplaceItemDetailsEnResult]; editor: str; icon: str; id: str | None
    last_update: str; name: str | None; type: str; version: str

def get_marketplace_item(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetMarketplaceItemResult:
    return invoke(
        "cloudtemple:index/getMarketplaceItem:getMarketplaceItem", locals(), opts, GetMarketplaceItemResult, {},
    )

def get_marketplace_item_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetMarketplaceItemResult]:
    return invoke_output(
        "cloudtemple:index/getMarketplaceItem:getMarketplaceItem", locals(), opts, GetMarketplaceItemResult, {},
    )

@nested
class GetObjectStorageRoleResult:
    """Answer to `cloudtemple_object_storage_role`."""
    description: str; id: str; name: str; permissions: Sequence[str]

def get_object_storage_role(*, name: str, opts: InvokeOptions | None = None) -> GetObjectStorageRoleResult:
    return invoke(
        "cloudtemple:index/getObjectStorageRole:getObjectStorageRole", locals(), opts, GetObjectStorageRoleResult, {},
    )

def get_object_storage_role_output(
    *, name: Input[str], opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetObjectStorageRoleResult]:
    return invoke_output(
        "cloudtemple:index/getObjectStorageRole:getObjectStorageRole", locals(), opts, GetObjectStorageRoleResult, {},
    )

@nested
class GetObjectStorageStorageAccountResult:
    """Answer to `cloudtemple_object_storage_storage_account`."""
    access_key_id: str; arn: str; create_date: str; id: str; name: str; path: str
    tags: Sequence[outputs.GetObjectStorageStorageAccountTagResult]

def get_object_storage_storage_account(
    *, name: str, opts: InvokeOptions | None = None,
) -> GetObjectStorageStorageAccountResult:
    return invoke(
        "cloudtemple:index/getObjectStorageStorageAccount:getObjectStorageStorageAccount", locals(), opts,
        GetObjectStorageStorageAccountResult, {},
    )

def get_object_storage_storage_account_output(
    *, name: Input[str], opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetObjectStorageStorageAccountResult]:
    return invoke_output(
        "cloudtemple:index/getObjectStorageStorageAccount:getObjectStorageStorageAccount", locals(), opts,
        GetObjectStorageStorageAccountResult, {},
    )

@nested
class GetPublicCloudVmAvailabilityZoneResult:
    """Answer to `cloudtemple_public_cloud_vm_availability_zone`."""
    compatible_families: Sequence[outputs.GetPublicCloudVmAvailabilityZoneCompatibleFamilyResult]; created_at: str
    description: str; id: str | None; is_enabled: bool; name: str | None; region_id: str | None; updated_at: str

def get_public_cloud_vm_availability_zone(
    *, id: str | None = None, name: str | None = None, region_id: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmAvailabilityZoneResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmAvailabilityZone:getPublicCloudVmAvailabilityZone", locals(), opts,
        GetPublicCloudVmAvailabilityZoneResult, {},
    )

def get_public_cloud_vm_availability_zone_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None, region_id: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmAvailabilityZoneResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmAvailabilityZone:getPublicCloudVmAvailabilityZone", locals(), opts,
        GetPublicCloudVmAvailabilityZoneResult, {},
    )

@nested
class GetPublicCloudVmBackupPolicyResult:
    """Answer to `cloudtemple_public_cloud_vm_backup_policy`."""
    description: str; id: str | None; name: str | None; retention: float; schedule_cron: str
    schedule_window_duration_minutes: float; schedule_window_start_hour: float

def get_public_cloud_vm_backup_policy(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmBackupPolicyResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmBackupPolicy:getPublicCloudVmBackupPolicy", locals(), opts,
        GetPublicCloudVmBackupPolicyResult, {},
    )

def get_public_cloud_vm_backup_policy_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmBackupPolicyResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmBackupPolicy:getPublicCloudVmBackupPolicy", locals(), opts,
        GetPublicCloudVmBackupPolicyResult, {},
    )

@nested
class GetPublicCloudVmFlavorResult:
    """Answer to `cloudtemple_public_cloud_vm_flavor`."""
    id: str | None; instance_family_id: str | None; name: str | None; ram_gb: float; vcpu: float

def get_public_cloud_vm_flavor(
    *, id: str | None = None, instance_family_id: str | None = None, name: str | None = None,
    opts: InvokeOptions | None = None,
) -> GetPublicCloudVmFlavorResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmFlavor:getPublicCloudVmFlavor", locals(), opts, GetPublicCloudVmFlavorResult,
        {},
    )

def get_public_cloud_vm_flavor_output(
    *, id: Input[str] | None = None, instance_family_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmFlavorResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmFlavor:getPublicCloudVmFlavor", locals(), opts, GetPublicCloudVmFlavorResult,
        {},
    )

@nested
class GetPublicCloudVmInstanceFamilyResult:
    """Answer to `cloudtemple_public_cloud_vm_instance_family`."""
    description: str; id: str | None; name: str | None; ram_max_gb: float; ram_min_gb: float; vcpu_max: float
    vcpu_min: float

def get_public_cloud_vm_instance_family(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmInstanceFamilyResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmInstanceFamily:getPublicCloudVmInstanceFamily", locals(), opts,
        GetPublicCloudVmInstanceFamilyResult, {},
    )

def get_public_cloud_vm_instance_family_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmInstanceFamilyResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmInstanceFamily:getPublicCloudVmInstanceFamily", locals(), opts,
        GetPublicCloudVmInstanceFamilyResult, {},
    )

@nested
class GetPublicCloudVmNetworkResult:
    """Answer to `cloudtemple_public_cloud_vm_network`."""
    id: str | None; name: str | None; vpcs: Sequence[outputs.GetPublicCloudVmNetworkVpcResult]

def get_public_cloud_vm_network(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmNetworkResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmNetwork:getPublicCloudVmNetwork", locals(), opts,
        GetPublicCloudVmNetworkResult, {},
    )

def get_public_cloud_vm_network_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmNetworkResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmNetwork:getPublicCloudVmNetwork", locals(), opts,
        GetPublicCloudVmNetworkResult, {},
    )

@nested
class GetPublicCloudVmRegionResult:
    """Answer to `cloudtemple_public_cloud_vm_region`."""
    az_count: float; country_code: str; created_at: str; description: str; geography: str; id: str | None
    is_enabled: bool; name: str | None; updated_at: str

def get_public_cloud_vm_region(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmRegionResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmRegion:getPublicCloudVmRegion", locals(), opts, GetPublicCloudVmRegionResult,
        {},
    )

def get_public_cloud_vm_region_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmRegionResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmRegion:getPublicCloudVmRegion", locals(), opts, GetPublicCloudVmRegionResult,
        {},
    )

@nested
class GetPublicCloudVmStorageTypeResult:
    """Answer to `cloudtemple_public_cloud_vm_storage_type`."""
    description: str; id: str | None; iops_hint: str; is_available: bool; max_size_gb: float; min_size_gb: float
    name: str | None

def get_public_cloud_vm_storage_type(
    *, id: str | None = None, name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmStorageTypeResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmStorageType:getPublicCloudVmStorageType", locals(), opts,
        GetPublicCloudVmStorageTypeResult, {},
    )

def get_public_cloud_vm_storage_type_output(
    *, id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmStorageTypeResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmStorageType:getPublicCloudVmStorageType", locals(), opts,
        GetPublicCloudVmStorageTypeResult, {},
    )

@nested
class GetPublicCloudVmTemplateResult:
    """Answer to `cloudtemple_public_cloud_vm_template`."""
    availability_zone_id: str | None; categories: Sequence[str]; compatible_families: Sequence[str]; description_en: str
    disk_sizes_gbs: Sequence[float]; editor: str; family: str; icon: str; id: str | None; instance_family_id: str | None
    name: str | None; os_family: str; os_name: str; os_version: str; template_type: str; version: str

def get_public_cloud_vm_template(
    *, availability_zone_id: str | None = None, id: str | None = None, instance_family_id: str | None = None,
    name: str | None = None, opts: InvokeOptions | None = None,
) -> GetPublicCloudVmTemplateResult:
    return invoke(
        "cloudtemple:index/getPublicCloudVmTemplate:getPublicCloudVmTemplate", locals(), opts,
        GetPublicCloudVmTemplateResult, {},
    )

def get_public_cloud_vm_template_output(
    *, availability_zone_id: Input[str] | None = None, id: Input[str] | None = None,
    instance_family_id: Input[str] | None = None, name: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetPublicCloudVmTemplateResult]:
    return invoke_output(
        "cloudtemple:index/getPublicCloudVmTemplate:getPublicCloudVmTemplate", locals(), opts,
        GetPublicCloudVmTemplateResult, {},
    )

@nested
class GetVpcFloatingIpResult:
    """Answer to `cloudtemple_vpc_floating_ip`."""
    description: str; id: str; ip_address: str; private_network_id: str; static_ip_address: str; static_ip_id: str
    vpc_id: str

def get_vpc_floating_ip(*, id: str, opts: InvokeOptions | None = None) -> GetVpcFloatingIpResult:
    return invoke("cloudtemple:index/getVpcFloatingIp:getVpcFloatingIp", locals(), opts, GetVpcFloatingIpResult, {})

def get_vpc_floating_ip_output(
    *, id: Input[str], opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcFloatingIpResult]:
    return invoke_output(
        "cloudtemple:index/getVpcFloatingIp:getVpcFloatingIp", locals(), opts, GetVpcFloatingIpResult, {},
    )

@nested
class GetVpcPrivateNetworkResult:
    """Answer to `cloudtemple_vpc_private_network`."""
    id: str; ip_address: str; name: str; static_ip_count: float; vlan_id: float; vpc_id: str

def get_vpc_private_network(*, id: str, opts: InvokeOptions | None = None) -> GetVpcPrivateNetworkResult:
    return invoke(
        "cloudtemple:index/getVpcPrivateNetwork:getVpcPrivateNetwork", locals(), opts, GetVpcPrivateNetworkResult, {},
    )

def get_vpc_private_network_output(
    *, id: Input[str], opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcPrivateNetworkResult]:
    return invoke_output(
        "cloudtemple:index/getVpcPrivateNetwork:getVpcPrivateNetwork", locals(), opts, GetVpcPrivateNetworkResult, {},
    )

@nested
class GetVpcPrivateNetworksResult:
    """Answer to `cloudtemple_vpc_private_networks`."""
    id: str | None; private_networks: Sequence[outputs.GetVpcPrivateNetworksPrivateNetworkResult]; vpc_id: str | None

def get_vpc_private_networks(
    *, id: str | None = None, vpc_id: str | None = None, opts: InvokeOptions | None = None,
) -> GetVpcPrivateNetworksResult:
    return invoke(
        "cloudtemple:index/getVpcPrivateNetworks:getVpcPrivateNetworks", locals(), opts, GetVpcPrivateNetworksResult,
        {},
    )

def get_vpc_private_networks_output(
    *, id: Input[str] | None = None, vpc_id: Input[str] | None = None,
    opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcPrivateNetworksResult]:
    return invoke_output(
        "cloudtemple:index/getVpcPrivateNetworks:getVpcPrivateNetworks", locals(), opts, GetVpcPrivateNetworksResult,
        {},
    )

@nested
class GetVpcVpcResult:
    """Answer to `cloudtemple_vpc_vpc`."""
    floating_ip_count: float; id: str; internet_ip: str; name: str; private_network_count: float; static_ip_count: float

def get_vpc_vpc(*, id: str, opts: InvokeOptions | None = None) -> GetVpcVpcResult:
    return invoke("cloudtemple:index/getVpcVpc:getVpcVpc", locals(), opts, GetVpcVpcResult, {})

def get_vpc_vpc_output(
    *, id: Input[str], opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcVpcResult]:
    return invoke_output("cloudtemple:index/getVpcVpc:getVpcVpc", locals(), opts, GetVpcVpcResult, {})

@nested
class GetVpcVpcsResult:
    """Answer to `cloudtemple_vpc_vpcs`."""
    id: str | None; vpcs: Sequence[outputs.GetVpcVpcsVpcResult]

def get_vpc_vpcs(*, id: str | None = None, opts: InvokeOptions | None = None) -> GetVpcVpcsResult:
    return invoke("cloudtemple:index/getVpcVpcs:getVpcVpcs", locals(), opts, GetVpcVpcsResult, {})

def get_vpc_vpcs_output(
    *, id: Input[str] | None = None, opts: InvokeOptions | InvokeOutputOptions | None = None,
) -> Output[GetVpcVpcsResult]:
    return invoke_output("cloudtemple:index/getVpcVpcs:getVpcVpcs", locals(), opts, GetVpcVpcsResult, {})
