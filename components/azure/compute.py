"""Clusters and the container registry."""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, group_id, located, network_id, options
from components.azure.diagnostics import logs
from components.azure.endpoints import connect, home
from components.azure.keys import disk_set_of, identity_of
from components.azure.rights import assign
from components.azure.sdk import (
    AccessConnector,
    ManagedCluster,
    containerregistry,
    containerservice,
    databricks,
    managedidentity,
)
from components.contract.handles import KeyHandle, SegmentHandle, ServiceHandle
from components.contract.names import label_of
from components.contract.roles.compute import ClusterLinks, ClusterSpec, RegistryLinks, RegistrySpec
from components.contract.words import ClusterKind
from facts.errors import BadInput

_REGISTRY_KEPT_DAYS = 30


def cluster(place: AzurePlace, spec: ClusterSpec, links: ClusterLinks) -> ServiceHandle:
    """AKS for `kubernetes`, Databricks for `analytics`: both without a public address or endpoint.

    Deliberately not: ranges that may reach the control plane (it answers inside the network only), local accounts.
    """
    assert links.segment is not None and links.key is not None
    build = _analytics if spec.kind is ClusterKind.ANALYTICS else _kubernetes
    return build(place, spec, links.segment, links.key)


def _kubernetes(place: AzurePlace, spec: ClusterSpec, segment: SegmentHandle, key: KeyHandle) -> ServiceHandle:
    label = place.label("cluster")
    identity = _node_identity(place, label, segment)
    made = ManagedCluster(
        place.name,
        resource_name_=f"aks-{label}",
        dns_prefix=label,
        kubernetes_version=place.choices.kubernetes.version,
        node_resource_group=f"rg-{label}-nodes",
        sku=containerservice.ManagedClusterSKUArgs(name="Base", tier="Standard"),
        identity=containerservice.ManagedClusterIdentityArgs(type="UserAssigned", user_assigned_identities=[identity]),
        enable_rbac=True,
        disable_local_accounts=True,
        public_network_access="Disabled",
        aad_profile=containerservice.ManagedClusterAADProfileArgs(
            managed=True, enable_azure_rbac=True, tenant_id=place.choices.tenant
        ),
        api_server_access_profile=containerservice.ManagedClusterAPIServerAccessProfileArgs(
            enable_private_cluster=True,
            enable_private_cluster_public_fqdn=False,
            private_dns_zone="system",
            disable_run_command=True,
        ),
        disk_encryption_set_id=disk_set_of(place, key),
        network_profile=_cluster_network(place),
        agent_pool_profiles=[_nodes(place, spec, segment)],
        auto_upgrade_profile=containerservice.ManagedClusterAutoUpgradeProfileArgs(
            upgrade_channel="patch", node_os_upgrade_channel="SecurityPatch"
        ),
        **located(place),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.ContainerService/managedClusters", f"aks-{label}"), made)
    logs(place, "logs", known)
    return ServiceHandle(urn=place.urn, id=known, name=after(f"aks-{label}", made), address="")


def _node_identity(place: AzurePlace, label: str, segment: SegmentHandle) -> pulumi.Output[str]:
    made = managedidentity.UserAssignedIdentity(
        f"{place.name}-identity", resource_name_=f"id-aks-{label}", **located(place), opts=options(place)
    )
    right = assign(place, "identity-right", "network-contributor", principal=made.principal_id, scope=segment.subnet)
    known = arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-aks-{label}")
    return after(known, made, right)


def _cluster_network(place: AzurePlace) -> Any:
    own = place.choices.kubernetes
    return containerservice.ContainerServiceNetworkProfileArgs(
        network_plugin="azure",
        network_plugin_mode="overlay",
        network_dataplane="cilium",
        network_policy="cilium",
        outbound_type="userDefinedRouting",
        load_balancer_sku="standard",
        pod_cidr=own.pods,
        service_cidr=own.services,
        dns_service_ip=own.dns,
    )


def _nodes(place: AzurePlace, spec: ClusterSpec, segment: SegmentHandle) -> Any:
    return containerservice.ManagedClusterAgentPoolProfileArgs(
        name="nodes",
        mode="System",
        type="VirtualMachineScaleSets",
        os_type="Linux",
        os_sku="AzureLinux",
        vm_size=place.choices.sizes[spec.size],
        count=spec.nodes,
        vnet_subnet_id=segment.subnet,
        enable_node_public_ip=False,
        enable_encryption_at_host=True,
        availability_zones=list(place.choices.redundant_zones),
        upgrade_settings=containerservice.AgentPoolUpgradeSettingsArgs(max_surge="33%"),
        security_profile=containerservice.AgentPoolSecurityProfileArgs(
            enable_secure_boot=True, enable_vtpm=True, ssh_access="Disabled"
        ),
    )


def _analytics(place: AzurePlace, spec: ClusterSpec, segment: SegmentHandle, key: KeyHandle) -> ServiceHandle:
    """Databricks in the area's network. Its users start its clusters: `size` and `nodes` limit nothing here."""
    label = place.label("cluster")
    connector = AccessConnector(
        f"{place.name}-connector",
        connector_name=f"dbac-{label}",
        identity=databricks.ManagedServiceIdentityArgs(
            type="UserAssigned", user_assigned_identities=[identity_of(place, key)]
        ),
        **located(place),
        opts=options(place),
    )
    made = databricks.Workspace(
        place.name,
        workspace_name=f"dbw-{label}",
        sku=databricks.SkuArgs(name="premium"),
        compute_mode="Hybrid",
        managed_resource_group_id=group_id(place, f"rg-{label}-managed"),
        public_network_access="Disabled",
        required_nsg_rules="NoAzureDatabricksRules",
        default_storage_firewall="Enabled",
        access_connector=databricks.WorkspacePropertiesAccessConnectorArgs(
            id=after(arm_id(place, "Microsoft.Databricks/accessConnectors", f"dbac-{label}"), connector),
            identity_type="UserAssigned",
            user_assigned_identity_id=identity_of(place, key),
        ),
        parameters=_parameters(place, segment),
        encryption=_workspace_encryption(place, key),
        **located(place),
        opts=options(place, data=True),
    )
    known = after(arm_id(place, "Microsoft.Databricks/workspaces", f"dbw-{label}"), made)
    # a delegated subnet takes no private endpoint: it stands with the others of the area
    connect(place, "databricks_ui_api", target=known, label=f"dbw-{label}", subnet=home(place, segment))
    logs(place, "logs", known, group="allLogs")
    return ServiceHandle(urn=place.urn, id=known, name=after(f"dbw-{label}", made), address="")


def _parameters(place: AzurePlace, segment: SegmentHandle) -> Any:
    text, yes = databricks.WorkspaceCustomStringParameterArgs, databricks.WorkspaceCustomBooleanParameterArgs
    return databricks.WorkspaceCustomParametersArgs(
        custom_virtual_network_id=text(value=after(network_id(place), segment.subnet)),
        custom_public_subnet_name=text(value=segment.name),
        custom_private_subnet_name=text(value=_containers_subnet(place)),
        enable_no_public_ip=databricks.WorkspaceNoPublicIPBooleanParameterArgs(value=True),
        prepare_encryption=yes(value=True),
        require_infrastructure_encryption=yes(value=True),
        storage_account_sku_name=text(value="Standard_ZRS"),
    )


def _containers_subnet(place: AzurePlace) -> str:
    area = place.site.area
    if area.name not in place.choices.analytics:
        raise BadInput(
            f"the analytics cluster `{place.name}` has one segment, and Databricks demands two",
            expected=f"`azure.analytics.{area.name}` with the name of a second segment",
            action="add it to the estate's choices",
        )
    wanted = place.choices.analytics[area.name].containers
    segment = next(item for item in area.segments if item.name == wanted)
    return names.subnet(segment.purpose, label_of(place.site.intent.platform.prefix, area, segment))


def _workspace_encryption(place: AzurePlace, key: KeyHandle) -> Any:
    """Notebooks and disks of clusters under the platform's key. Databricks takes an exact version of it."""
    version = place.choices.analytics[place.site.area.name].key_version
    where = {
        "key_name": key.name,
        "key_vault_uri": pulumi.Output.from_input(key.store).apply(lambda name: f"https://{name}.vault.azure.net"),
        "key_version": version,
    }
    return databricks.WorkspacePropertiesEncryptionArgs(
        entities=databricks.EncryptionEntitiesDefinitionArgs(
            managed_services=databricks.EncryptionV2Args(
                key_source="Microsoft.Keyvault",
                key_vault_properties=databricks.EncryptionV2KeyVaultPropertiesArgs(**where),
            ),
            managed_disk=databricks.ManagedDiskEncryptionArgs(
                key_source="Microsoft.Keyvault",
                key_vault_properties=databricks.ManagedDiskEncryptionKeyVaultPropertiesArgs(**where),
                rotation_to_latest_key_version_enabled=True,
            ),
        )
    )


def registry(place: AzurePlace, spec: RegistrySpec, links: RegistryLinks) -> ServiceHandle:
    """A Premium registry under the platform's key, by private endpoint only.

    Deliberately not: anonymous pulls, its own administrator, export to another registry.
    """
    assert links.key is not None
    name = f"cr{place.label('registry')}"
    identity, client = _registry_identity(place, name, links.key)
    made = containerregistry.Registry(
        place.name,
        registry_name=name,
        sku=containerregistry.SkuArgs(name="Premium"),
        admin_user_enabled=False,
        anonymous_pull_enabled=False,
        data_endpoint_enabled=True,
        public_network_access="Disabled",
        network_rule_bypass_options="None",
        zone_redundancy="Enabled",
        identity=identity.apply(_user_assigned),
        encryption=containerregistry.EncryptionPropertyArgs(
            status="enabled",
            key_vault_properties=containerregistry.KeyVaultPropertiesArgs(
                identity=client, key_identifier=links.key.reference
            ),
        ),
        policies=_registry_policies(),
        **located(place),
        opts=options(place, data=True),
    )
    known = after(arm_id(place, "Microsoft.ContainerRegistry/registries", name), made)
    connect(place, "registry", target=known, label=name, subnet=home(place, links.segment))
    logs(place, "logs", known, group="allLogs")
    return ServiceHandle(urn=place.urn, id=known, name=after(name, made), address=f"{name}.azurecr.io")


def _user_assigned(identity: str) -> Any:
    return containerregistry.IdentityPropertiesArgs(
        type="UserAssigned", user_assigned_identities={identity: containerregistry.UserIdentityPropertiesArgs()}
    )


def _registry_identity(place: AzurePlace, name: str, key: KeyHandle) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """Id and client id of an identity of its own: the registry asks for the client id, which only its maker learns."""
    made = managedidentity.UserAssignedIdentity(
        f"{place.name}-identity", resource_name_=f"id-{name}", **located(place), opts=options(place)
    )
    right = assign(place, "identity-right", "key-user", principal=made.principal_id, scope=key.id)
    known = arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-{name}")
    return after(known, made, right), made.client_id


def _registry_policies() -> Any:
    return containerregistry.PoliciesArgs(
        export_policy=containerregistry.ExportPolicyArgs(status="disabled"),
        retention_policy=containerregistry.RetentionPolicyArgs(days=_REGISTRY_KEPT_DAYS, status="enabled"),
        azure_ad_authentication_as_arm_policy=containerregistry.AzureADAuthenticationAsArmPolicyArgs(status="disabled"),
    )
