"""Backups of hosts and volumes, in vaults that cannot be emptied."""

from __future__ import annotations

import uuid
from typing import Any

import pulumi

from components.azure.arm import AzurePlace, after, arm_id, group_id, inside, located, options, own_group
from components.azure.diagnostics import logs
from components.azure.keys import identity_of
from components.azure.rights import assign
from components.azure.sdk import BackupVault, RecoveryVault, managedidentity
from components.azure.sdk import dataprotection as disks
from components.azure.sdk import recoveryservices as sdk
from components.contract.handles import KeyHandle, ServiceHandle, VolumeHandle
from components.contract.roles.storage import BackupLinks, BackupSpec

_FABRIC = "Azure"
_DISK_TYPE = "Microsoft.Compute/disks"


def backup(place: AzurePlace, spec: BackupSpec, links: BackupLinks) -> ServiceHandle:
    """A recovery vault (immutable, soft delete always on, the platform's key), a daily policy, one item for each host;
    where there are volumes, a backup vault with a policy and one instance for each.

    Deliberately not: restore across regions, a public endpoint.
    """
    assert links.key is not None
    label = place.label("backup")
    vault = _vault(place, label, links.key)
    known = after(arm_id(place, "Microsoft.RecoveryServices/vaults", f"rsv-{label}"), vault)
    logs(place, "logs", known, group="allLogs")
    policy = _policy(place, spec, after(f"rsv-{label}", vault))
    for name, host in links.hosts.items():
        _item(place, label, name, host, policy)
    if links.volumes:
        _volumes(place, spec, label, links)
    return ServiceHandle(urn=place.urn, id=known, name=after(f"rsv-{label}", vault), address="")


def _vault(place: AzurePlace, label: str, key: KeyHandle) -> pulumi.Resource:
    identity = identity_of(place, key)
    made: pulumi.Resource = RecoveryVault(
        place.name,
        vault_name=f"rsv-{label}",
        sku=sdk.SkuArgs(name="RS0", tier="Standard"),
        identity=sdk.IdentityDataArgs(type="UserAssigned", user_assigned_identities=[identity]),
        properties=sdk.VaultPropertiesArgs(
            public_network_access="Disabled",
            security_settings=sdk.SecuritySettingsArgs(
                immutability_settings=sdk.ImmutabilitySettingsArgs(state="Locked"),
                soft_delete_settings=sdk.SoftDeleteSettingsArgs(
                    soft_delete_state="AlwaysON",
                    soft_delete_retention_period_in_days=30,
                    enhanced_security_state="AlwaysON",
                ),
            ),
            encryption=sdk.VaultPropertiesEncryptionArgs(
                infrastructure_encryption="Enabled",
                kek_identity=sdk.CmkKekIdentityArgs(
                    use_system_assigned_identity=False, user_assigned_identity=identity
                ),
                key_vault_properties=sdk.CmkKeyVaultPropertiesArgs(key_uri=key.reference),
            ),
            redundancy_settings=sdk.VaultPropertiesRedundancySettingsArgs(
                standard_tier_storage_redundancy="ZoneRedundant", cross_region_restore="Disabled"
            ),
        ),
        **located(place),
        opts=options(place, data=True),
    )
    return made


def _policy(place: AzurePlace, spec: BackupSpec, vault: pulumi.Output[str]) -> pulumi.Resource:
    # the date is only carried along: Azure reads the hour
    at = f"2026-01-01T{spec.hour_utc:02}:00:00Z"
    made: pulumi.Resource = sdk.ProtectionPolicy(
        f"{place.name}-hosts",
        policy_name="hosts-daily",
        vault_name=vault,
        properties=sdk.AzureIaaSVMProtectionPolicyArgs(
            backup_management_type="AzureIaasVM",
            policy_type="V2",
            time_zone="UTC",
            instant_rp_retention_range_in_days=7,
            schedule_policy=sdk.SimpleSchedulePolicyV2Args(
                schedule_policy_type="SimpleSchedulePolicyV2",
                schedule_run_frequency="Daily",
                daily_schedule=sdk.DailyScheduleArgs(schedule_run_times=[at]),
            ),
            retention_policy=sdk.LongTermRetentionPolicyArgs(
                retention_policy_type="LongTermRetentionPolicy",
                daily_schedule=sdk.DailyRetentionScheduleArgs(
                    retention_times=[at],
                    retention_duration=sdk.RetentionDurationArgs(count=spec.keep_days, duration_type="Days"),
                ),
            ),
        ),
        tags=place.tags(),
        **inside(place),
        opts=options(place),
    )
    return made


def item_names(group: str, host: str) -> tuple[str, str]:
    """What Azure calls the container and the item of a protected host."""
    return f"iaasvmcontainer;iaasvmcontainerv2;{group};{host}", f"vm;iaasvmcontainerv2;{group};{host}"


def _item(place: AzurePlace, label: str, name: str, host: ServiceHandle, policy: pulumi.Resource) -> None:
    group = own_group(place)
    known = arm_id(place, "Microsoft.RecoveryServices/vaults/backupPolicies", f"rsv-{label}", "hosts-daily")
    sdk.ProtectedItem(
        f"{place.name}-{name}",
        vault_name=f"rsv-{label}",
        fabric_name=_FABRIC,
        container_name=pulumi.Output.from_input(host.name).apply(lambda text: item_names(group, text)[0]),
        protected_item_name=pulumi.Output.from_input(host.name).apply(lambda text: item_names(group, text)[1]),
        properties=sdk.AzureIaaSComputeVMProtectedItemArgs(
            protected_item_type="Microsoft.Compute/virtualMachines",
            policy_id=after(known, policy),
            source_resource_id=host.id,
        ),
        **inside(place),
        opts=options(place, data=True),
    )


def _volumes(place: AzurePlace, spec: BackupSpec, label: str, links: BackupLinks) -> None:
    """Volumes that no host carries are kept by the other kind of vault, as snapshots in the area's own group."""
    assert links.key is not None
    name = f"bv-{label}"
    identity = _volumes_identity(place, name)
    vault = _disk_vault(place, name, links.key, identity)
    policy = _disk_policy(place, spec, after(name, vault))
    for volume, handle in links.volumes.items():
        _instance(place, name, volume, handle, identity, policy)


def _volumes_identity(place: AzurePlace, name: str) -> pulumi.Output[str]:
    """Reads the area's disks and writes snapshots into the area's group, nothing else."""
    made = managedidentity.UserAssignedIdentity(
        f"{place.name}-volumes-identity", resource_name_=f"id-{name}", **located(place), opts=options(place)
    )
    rights = [
        assign(place, f"volumes-{role}", role, principal=made.principal_id, scope=group_id(place, own_group(place)))
        for role in ("disk-backup-reader", "disk-snapshot-contributor")
    ]
    return after(arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-{name}"), made, *rights)


def _disk_vault(place: AzurePlace, name: str, key: KeyHandle, own: pulumi.Output[str]) -> pulumi.Resource:
    identity = identity_of(place, key)
    made: pulumi.Resource = BackupVault(
        f"{place.name}-volumes-vault",
        vault_name=name,
        identity=disks.DppIdentityDetailsArgs(type="UserAssigned", user_assigned_identities=[identity, own]),
        properties=disks.BackupVaultArgs(
            storage_settings=[disks.StorageSettingArgs(datastore_type="VaultStore", type="ZoneRedundant")],
            security_settings=disks.SecuritySettingsArgs(
                immutability_settings=disks.ImmutabilitySettingsArgs(state="Locked"),
                soft_delete_settings=disks.SoftDeleteSettingsArgs(state="AlwaysOn", retention_duration_in_days=30),
                encryption_settings=disks.EncryptionSettingsArgs(
                    state="Enabled",
                    infrastructure_encryption="Enabled",
                    kek_identity=disks.CmkKekIdentityArgs(identity_type="UserAssigned", identity_id=identity),
                    key_vault_properties=disks.CmkKeyVaultPropertiesArgs(key_uri=key.reference),
                ),
            ),
        ),
        **located(place),
        opts=options(place, data=True),
    )
    return made


def _disk_policy(place: AzurePlace, spec: BackupSpec, vault: pulumi.Output[str]) -> pulumi.Resource:
    store = disks.DataStoreInfoBaseArgs(data_store_type="OperationalStore", object_type="DataStoreInfoBase")
    kept = disks.AbsoluteDeleteOptionArgs(duration=f"P{spec.keep_days}D", object_type="AbsoluteDeleteOption")
    made: pulumi.Resource = disks.BackupPolicy(
        f"{place.name}-volumes",
        backup_policy_name="volumes-daily",
        vault_name=vault,
        properties=disks.BackupPolicyArgs(
            object_type="BackupPolicy",
            datasource_types=[_DISK_TYPE],
            policy_rules=[
                disks.AzureRetentionRuleArgs(
                    name="Default",
                    object_type="AzureRetentionRule",
                    is_default=True,
                    lifecycles=[disks.SourceLifeCycleArgs(delete_after=kept, source_data_store=store)],
                ),
                _schedule(spec, store),
            ],
        ),
        **inside(place),
        opts=options(place),
    )
    return made


def _schedule(spec: BackupSpec, store: Any) -> Any:
    return disks.AzureBackupRuleArgs(
        name="BackupDaily",
        object_type="AzureBackupRule",
        data_store=store,
        backup_parameters=disks.AzureBackupParamsArgs(backup_type="Incremental", object_type="AzureBackupParams"),
        trigger=disks.ScheduleBasedTriggerContextArgs(
            object_type="ScheduleBasedTriggerContext",
            schedule=disks.BackupScheduleArgs(
                repeating_time_intervals=[f"R/2026-01-01T{spec.hour_utc:02}:00:00+00:00/P1D"], time_zone="UTC"
            ),
            tagging_criteria=[
                disks.TaggingCriteriaArgs(
                    is_default=True, tag_info=disks.RetentionTagArgs(tag_name="Default"), tagging_priority=99
                )
            ],
        ),
    )


def _instance(
    place: AzurePlace,
    vault: str,
    volume: str,
    handle: VolumeHandle,
    identity: pulumi.Output[str],
    policy: pulumi.Resource,
) -> None:
    rule = arm_id(place, "Microsoft.DataProtection/backupVaults/backupPolicies", vault, "volumes-daily")
    disks.BackupInstance(
        f"{place.name}-{volume}-volume",
        backup_instance_name=instance_name(place.site.estate, f"{place.name}-{volume}"),
        vault_name=vault,
        properties=disks.BackupInstanceArgs(
            object_type="BackupInstance",
            friendly_name=handle.name,
            data_source_info=disks.DatasourceArgs(
                resource_id=handle.id,
                resource_name=handle.name,
                resource_type=_DISK_TYPE,
                datasource_type=_DISK_TYPE,
                object_type="Datasource",
                resource_location=place.choices.region,
            ),
            identity_details=disks.IdentityDetailsArgs(
                use_system_assigned_identity=False, user_assigned_identity_arm_url=identity
            ),
            policy_info=_snapshots_by(place, after(rule, policy)),
        ),
        tags=place.tags(),
        **inside(place),
        opts=options(place, data=True),
    )


def _snapshots_by(place: AzurePlace, policy: pulumi.Output[str]) -> Any:
    """The policy, with snapshots kept in the area's own group."""
    kept = disks.AzureOperationalStoreParametersArgs(
        data_store_type="OperationalStore",
        object_type="AzureOperationalStoreParameters",
        resource_group_id=group_id(place, own_group(place)),
    )
    return disks.PolicyInfoArgs(
        policy_id=policy, policy_parameters=disks.PolicyParametersArgs(data_store_parameters_list=[kept])
    )


def instance_name(estate: str, name: str) -> str:
    """The volume's name with a GUID, as Azure wants it; derived, the same on every run."""
    return f"{name}-{uuid.uuid5(uuid.NAMESPACE_OID, f'{estate}/{name}')}"
