"""The way out: Azure Firewall Premium, named destinations only."""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, inside, located, options, subnet_id
from components.azure.diagnostics import logs
from components.azure.sdk import network as sdk
from components.contract.handles import HostHandle
from components.contract.intent import Intent
from components.contract.roles.egress import Allowed, EgressAllowListLinks, EgressAllowListSpec
from components.contract.words import Purpose

# Azure keeps the first four addresses of a subnet, and the firewall, alone in its subnet, takes the next.
_FIRST_ADDRESS = 4
PROXY_HTTP, PROXY_HTTPS = 3128, 3129


def firewall_address(intent: Intent) -> str:
    """Where the firewall answers inside. Azure chooses it; nothing else may stand in its subnet, so it is known."""
    hub = intent.hub
    return str(intent.plan.segments[hub.name, hub.egress.segment][_FIRST_ADDRESS])


def egress(place: AzurePlace, spec: EgressAllowListSpec, links: EgressAllowListLinks) -> HostHandle:
    """The firewall, its policy (threats and intrusions denied) and one rule for each allowed name.

    Hosts reach it as a proxy or through the default route. Deliberately not: a rule by address or network, a wildcard,
    interception of TLS. Zones are those of the choices, not of the intent: changing them would replace the firewall.
    """
    label = place.label("egress-allow-list")
    policy = _policy(place, label)
    _allow_list(place, spec, label, policy)
    address = _public_address(place, label)
    made = sdk.AzureFirewall(
        place.name,
        azure_firewall_name=f"afw-{label}",
        sku=sdk.AzureFirewallSkuArgs(name="AZFW_VNet", tier="Premium"),
        firewall_policy=sdk.SubResourceArgs(id=policy),
        ip_configurations=[
            sdk.AzureFirewallIPConfigurationArgs(
                name="way-out",
                subnet=sdk.SubResourceArgs(id=_subnet(place, links)),
                public_ip_address=sdk.SubResourceArgs(id=address),
            )
        ],
        zones=list(place.choices.redundant_zones),
        **located(place, *(item.flow for item in spec.allowed)),
        opts=options(place),
    )
    known = after(arm_id(place, "Microsoft.Network/azureFirewalls", f"afw-{label}"), made)
    logs(place, "logs", known, group="allLogs")
    return HostHandle(urn=place.urn, ids={"0": known}, addresses={"0": firewall_address(place.site.intent)})


def _subnet(place: AzurePlace, links: EgressAllowListLinks) -> pulumi.Output[str]:
    assert links.segment is not None
    return after(subnet_id(place, names.SUBNETS[Purpose.EGRESS]), links.segment.subnet)


def _public_address(place: AzurePlace, label: str) -> pulumi.Output[str]:
    name = f"pip-afw-{label}"
    made = public_address(place, "address", name)
    return after(arm_id(place, "Microsoft.Network/publicIPAddresses", name), made)


def public_address(
    place: AzurePlace, suffix: str, name: str, group: pulumi.Input[str] | None = None
) -> pulumi.Resource:
    """A fixed public address in several zones, for the few things that the internet must reach."""
    made: pulumi.Resource = sdk.PublicIPAddress(
        f"{place.name}-{suffix}",
        public_ip_address_name=name,
        sku=sdk.PublicIPAddressSkuArgs(name="Standard", tier="Regional"),
        public_ip_allocation_method="Static",
        public_ip_address_version="IPv4",
        zones=list(place.choices.redundant_zones),
        **located(place, group=group),
        opts=options(place),
    )
    return made


def _policy(place: AzurePlace, label: str) -> pulumi.Output[str]:
    name = f"afwp-{label}"
    made = sdk.FirewallPolicy(
        f"{place.name}-policy",
        firewall_policy_name=name,
        sku=sdk.FirewallPolicySkuArgs(tier="Premium"),
        threat_intel_mode="Deny",
        intrusion_detection=sdk.FirewallPolicyIntrusionDetectionArgs(mode="Deny"),
        dns_settings=sdk.DnsSettingsArgs(enable_proxy=True),
        explicit_proxy=sdk.ExplicitProxyArgs(
            enable_explicit_proxy=True, http_port=PROXY_HTTP, https_port=PROXY_HTTPS, enable_pac_file=False
        ),
        **located(place),
        opts=options(place),
    )
    return after(arm_id(place, "Microsoft.Network/firewallPolicies", name), made)


def _allow_list(place: AzurePlace, spec: EgressAllowListSpec, label: str, policy: pulumi.Output[str]) -> None:
    sdk.FirewallPolicyRuleCollectionGroup(
        f"{place.name}-allowed",
        rule_collection_group_name="allowed-names",
        firewall_policy_name=policy.apply(lambda _: f"afwp-{label}"),
        priority=500,
        rule_collections=[
            sdk.FirewallPolicyFilterRuleCollectionArgs(
                name="allowed-names",
                rule_collection_type="FirewallPolicyFilterRuleCollection",
                priority=500,
                action=sdk.FirewallPolicyFilterRuleCollectionActionArgs(type="Allow"),
                rules=[_rule(item, spec.sources) for item in spec.allowed],
            )
        ],
        **inside(place),
        opts=options(place),
    )


def _rule(item: Allowed, sources: tuple[str, ...]) -> Any:
    return sdk.ApplicationRuleArgs(
        name=item.flow,
        description=f"{item.flow}: {item.justification}",
        rule_type="ApplicationRule",
        source_addresses=list(sources),
        target_fqdns=[item.host],
        protocols=[sdk.FirewallPolicyRuleApplicationProtocolArgs(protocol_type="Https", port=item.port)],
        terminate_tls=False,
    )
