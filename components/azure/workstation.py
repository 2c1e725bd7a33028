"""Research workstations."""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure.arm import AzurePlace, after, arm_id, inside, located, options
from components.azure.keys import disk_set_of
from components.azure.sdk import compute as sdk
from components.azure.sdk import network
from components.azure.storage import disk, disk_id
from components.contract.handles import SegmentHandle, ServiceHandle
from components.contract.roles.workstation import WorkstationLinks, WorkstationSpec

_SYSTEM_DISK_GB = 64


def workstation(place: AzurePlace, spec: WorkstationSpec, links: WorkstationLinks) -> ServiceHandle:
    """A host with a private address only: trusted launch, encryption on the host, both disks under the platform's key,
    sign-in by Entra.

    Deliberately not: cloud-init. These hosts exist and are adopted; other custom data would replace them.
    """
    assert links.segment is not None and links.key is not None
    label = place.label("workstation")
    disk_set = disk_set_of(place, links.key)
    data = disk(place, "-data", f"{label}-data", spec.disk_gb, spec.zone, disk_set)
    made = sdk.VirtualMachine(
        place.name,
        vm_name=label,
        hardware_profile=sdk.HardwareProfileArgs(vm_size=place.choices.sizes[spec.size]),
        security_profile=sdk.SecurityProfileArgs(
            encryption_at_host=True,
            security_type="TrustedLaunch",
            uefi_settings=sdk.UefiSettingsArgs(secure_boot_enabled=True, v_tpm_enabled=True),
        ),
        identity=sdk.VirtualMachineIdentityArgs(type="SystemAssigned"),
        network_profile=_network(place, label, links.segment),
        os_profile=_system(place, label),
        storage_profile=_disks(place, label, disk_set, data),
        diagnostics_profile=sdk.DiagnosticsProfileArgs(boot_diagnostics=sdk.BootDiagnosticsArgs(enabled=True)),
        zones=[place.choices.zone(spec.zone)],
        **located(place),
        opts=options(place),
    )
    _sign_in(place, after(label, made))
    known = arm_id(place, "Microsoft.Compute/virtualMachines", label)
    return ServiceHandle(urn=place.urn, id=after(known, made), name=after(label, made), address="")


def _network(place: AzurePlace, label: str, segment: SegmentHandle) -> Any:
    card = network.NetworkInterface(
        f"{place.name}-card",
        network_interface_name=f"{label}-nic",
        enable_ip_forwarding=False,
        enable_accelerated_networking=True,
        ip_configurations=[
            network.NetworkInterfaceIPConfigurationArgs(
                name="private",
                primary=True,
                private_ip_allocation_method="Dynamic",
                subnet=network.SubnetArgs(id=segment.subnet),
            )
        ],
        **located(place),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.Network/networkInterfaces", f"{label}-nic"), card)
    return sdk.NetworkProfileArgs(
        network_interfaces=[sdk.NetworkInterfaceReferenceArgs(id=known, primary=True, delete_option="Detach")]
    )


def _system(place: AzurePlace, label: str) -> Any:
    account = place.choices.local_account
    return sdk.OSProfileArgs(
        computer_name=label,
        admin_username=account.user,
        linux_configuration=sdk.LinuxConfigurationArgs(
            disable_password_authentication=True,
            provision_vm_agent=True,
            patch_settings=sdk.LinuxPatchSettingsArgs(
                patch_mode="AutomaticByPlatform", assessment_mode="AutomaticByPlatform"
            ),
            ssh=sdk.SshConfigurationArgs(
                public_keys=[
                    sdk.SshPublicKeyArgs(key_data=account.ssh_key, path=f"/home/{account.user}/.ssh/authorized_keys")
                ]
            ),
        ),
    )


def _disks(place: AzurePlace, label: str, disk_set: pulumi.Output[str], data: pulumi.Resource) -> Any:
    image = place.choices.image
    encryption = sdk.DiskEncryptionSetParametersArgs(id=disk_set)
    return sdk.StorageProfileArgs(
        image_reference=sdk.ImageReferenceArgs(
            publisher=image.publisher, offer=image.offer, sku=image.sku, version=image.version
        ),
        os_disk=sdk.OSDiskArgs(
            name=f"{label}-os",
            create_option="FromImage",
            caching="ReadWrite",
            delete_option="Detach",
            disk_size_gb=_SYSTEM_DISK_GB,
            managed_disk=sdk.ManagedDiskParametersArgs(
                storage_account_type="Premium_LRS", disk_encryption_set=encryption
            ),
        ),
        data_disks=[
            sdk.DataDiskArgs(
                name=f"{label}-data",
                lun=0,
                create_option="Attach",
                caching="None",
                delete_option="Detach",
                managed_disk=sdk.ManagedDiskParametersArgs(id=after(disk_id(place, f"{label}-data"), data)),
            )
        ],
    )


def _sign_in(place: AzurePlace, host: pulumi.Output[str]) -> None:
    """People sign in as themselves; the right to it is a grant."""
    sdk.VirtualMachineExtension(
        f"{place.name}-sign-in",
        vm_extension_name="AADSSHLoginForLinux",
        vm_name=host,
        publisher="Microsoft.Azure.ActiveDirectory",
        type="AADSSHLoginForLinux",
        type_handler_version="1.0",
        auto_upgrade_minor_version=True,
        location=place.choices.region,
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
