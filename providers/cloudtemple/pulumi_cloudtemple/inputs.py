"""Nested inputs, as dictionaries with the names of Python.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from pulumi import Input

__all__ = [
    "ComputeIaasOpensourceReplicationPolicyIntervalArgsDict", "ComputeIaasOpensourceVirtualMachineOsDiskArgsDict",
    "ComputeIaasOpensourceVirtualMachineOsNetworkAdapterArgsDict", "ComputeVirtualMachineBootOptionsArgsDict",
    "ComputeVirtualMachineCustomizeArgsDict", "ComputeVirtualMachineCustomizeNetworkConfigArgsDict",
    "ComputeVirtualMachineCustomizeNetworkConfigAdapterArgsDict", "ComputeVirtualMachineCustomizeWindowsConfigArgsDict",
    "ComputeVirtualMachineCustomizeWindowsConfigDomainArgsDict", "ComputeVirtualMachineOsDiskArgsDict",
    "ComputeVirtualMachineOsNetworkAdapterArgsDict", "ObjectStorageBucketAclEntryArgsDict",
    "PublicCloudVmDiskTimeoutsArgsDict", "PublicCloudVmInstanceOsDiskArgsDict",
    "PublicCloudVmInstanceOsNetworkAdapterArgsDict", "PublicCloudVmInstanceTimeoutsArgsDict",
    "PublicCloudVmNetworkAdapterTimeoutsArgsDict", "PublicCloudVmSnapshotTimeoutsArgsDict",
    "VpcFloatingIpBindingTimeoutsArgsDict", "VpcFloatingIpTimeoutsArgsDict",
]

class ComputeIaasOpensourceReplicationPolicyIntervalArgsDict(TypedDict, total=False):
    hours: Input[float]; minutes: Input[float]

class ComputeIaasOpensourceVirtualMachineOsDiskArgsDict(TypedDict, total=False):
    connected: Input[bool]; name: Input[str]; size: Input[float]; storage_repository_id: Input[str]

class ComputeIaasOpensourceVirtualMachineOsNetworkAdapterArgsDict(TypedDict, total=False):
    attached: Input[bool]; mac_address: Input[str]; network_id: Input[str]; tx_checksumming: Input[bool]

class ComputeVirtualMachineBootOptionsArgsDict(TypedDict, total=False):
    boot_delay: Input[float]; boot_retry_delay: Input[float]; boot_retry_enabled: Input[bool]
    efi_secure_boot_enabled: Input[bool]; enter_bios_setup: Input[bool]; firmware: Input[str]

class ComputeVirtualMachineCustomizeArgsDict(TypedDict, total=False):
    network_configs: Required[Input[Sequence[Input[ComputeVirtualMachineCustomizeNetworkConfigArgsDict]]]]
    windows_config: Input[ComputeVirtualMachineCustomizeWindowsConfigArgsDict]

class ComputeVirtualMachineCustomizeNetworkConfigArgsDict(TypedDict, total=False):
    adapters: Input[Sequence[Input[ComputeVirtualMachineCustomizeNetworkConfigAdapterArgsDict]]]
    dns_server_lists: Input[Sequence[Input[str]]]; dns_suffix_lists: Input[Sequence[Input[str]]]
    domain: Required[Input[str]]; hostname: Required[Input[str]]

class ComputeVirtualMachineCustomizeNetworkConfigAdapterArgsDict(TypedDict, total=False):
    gateway: Required[Input[str]]; ip_address: Required[Input[str]]; mac_address: Input[str]
    subnet_mask: Required[Input[str]]

class ComputeVirtualMachineCustomizeWindowsConfigArgsDict(TypedDict, total=False):
    auto_logon: Required[Input[bool]]; auto_logon_count: Required[Input[float]]
    domain: Input[ComputeVirtualMachineCustomizeWindowsConfigDomainArgsDict]; password: Input[str]
    timezone: Required[Input[float]]; workgroup: Input[str]

class ComputeVirtualMachineCustomizeWindowsConfigDomainArgsDict(TypedDict, total=False):
    admin_password: Input[str]; admin_username: Input[str]; name: Input[str]

class ComputeVirtualMachineOsDiskArgsDict(TypedDict, total=False):
    capacity: Input[float]; disk_mode: Input[str]

class ComputeVirtualMachineOsNetworkAdapterArgsDict(TypedDict, total=False):
    auto_connect: Input[bool]; connected: Input[bool]; mac_address: Input[str]; network_id: Input[str]

class ObjectStorageBucketAclEntryArgsDict(TypedDict, total=False):
    role: Required[Input[str]]; storage_account: Required[Input[str]]

class PublicCloudVmDiskTimeoutsArgsDict(TypedDict, total=False):
    create: Input[str]; delete: Input[str]; update: Input[str]

class PublicCloudVmInstanceOsDiskArgsDict(TypedDict, total=False):
    size_gb: Input[float]

class PublicCloudVmInstanceOsNetworkAdapterArgsDict(TypedDict, total=False):
    device_index: Required[Input[float]]; ip_address: Input[str]; network_id: Required[Input[str]]

class PublicCloudVmSnapshotTimeoutsArgsDict(TypedDict, total=False):
    create: Input[str]; delete: Input[str]


PublicCloudVmInstanceTimeoutsArgsDict = PublicCloudVmDiskTimeoutsArgsDict
PublicCloudVmNetworkAdapterTimeoutsArgsDict = PublicCloudVmDiskTimeoutsArgsDict
VpcFloatingIpBindingTimeoutsArgsDict = PublicCloudVmSnapshotTimeoutsArgsDict
VpcFloatingIpTimeoutsArgsDict = PublicCloudVmDiskTimeoutsArgsDict
