"""The HTTPS entry: an application gateway with a web application firewall."""

from __future__ import annotations

from typing import Any

import pulumi

from components.azure import names
from components.azure.arm import AzurePlace, after, arm_id, located, options, subnet_id
from components.azure.diagnostics import logs
from components.azure.egress import public_address
from components.azure.keys import vault_uri
from components.azure.rights import assign
from components.azure.sdk import ApplicationGateway, managedidentity
from components.azure.sdk import network as sdk
from components.contract.handles import ServiceHandle
from components.contract.intent import Segment
from components.contract.names import label_of, role_name
from components.contract.roles.portal import PortalLinks, PortalSpec

_GATEWAY = "Microsoft.Network/applicationGateways"
_PORT = 443


def portal(place: AzurePlace, spec: PortalSpec, links: PortalLinks) -> ServiceHandle:
    """A gateway in a segment of its own: port 443 only, TLS 1.2 at least, the firewall in prevention, TLS again to the
    hosts.

    The firewall can only read what it decrypts, so the gateway uses the certificate from the area's vault, where it is
    put by hand. Deliberately not: port 80, a certificate in the program or the state.
    """
    label = place.label("portal")
    made = ApplicationGateway(
        place.name,
        application_gateway_name=f"agw-{label}",
        sku=sdk.ApplicationGatewaySkuArgs(name="WAF_v2", tier="WAF_v2"),
        autoscale_configuration=sdk.ApplicationGatewayAutoscaleConfigurationArgs(min_capacity=1, max_capacity=4),
        enable_http2=True,
        identity=sdk.ManagedServiceIdentityArgs(
            type="UserAssigned", user_assigned_identities=[_identity(place, label)]
        ),
        firewall_policy=sdk.SubResourceArgs(id=_policy(place, label)),
        ssl_policy=sdk.ApplicationGatewaySslPolicyArgs(policy_type="Predefined", policy_name="AppGwSslPolicy20220101S"),
        **_front(place, spec, links, label),
        **_back(place, spec, label),
        zones=list(place.choices.redundant_zones),
        **located(place),
        opts=options(place),
    )
    known = after(arm_id(place, _GATEWAY, f"agw-{label}"), made)
    logs(place, "logs", known, group="allLogs")
    return ServiceHandle(urn=place.urn, id=known, name=after(f"agw-{label}", made), address=spec.host)


def _part(place: AzurePlace, label: str, kind: str, name: str) -> Any:
    """A part of the gateway that another part of it points at."""
    return sdk.SubResourceArgs(id=arm_id(place, f"{_GATEWAY}/{kind}", f"agw-{label}", name))


def _identity(place: AzurePlace, label: str) -> pulumi.Output[str]:
    made = managedidentity.UserAssignedIdentity(
        f"{place.name}-identity", resource_name_=f"id-agw-{label}", **located(place), opts=options(place)
    )
    vault = arm_id(place, "Microsoft.KeyVault/vaults", names.vault(place.site.intent, place.site.area))
    right = assign(place, "identity-right", "secret-user", principal=made.principal_id, scope=vault)
    known = arm_id(place, "Microsoft.ManagedIdentity/userAssignedIdentities", f"id-agw-{label}")
    return after(known, made, right)


def _policy(place: AzurePlace, label: str) -> pulumi.Output[str]:
    name = f"waf{label.replace('-', '')}"
    made = sdk.WebApplicationFirewallPolicy(
        f"{place.name}-firewall",
        policy_name=name,
        policy_settings=sdk.PolicySettingsArgs(
            state="Enabled", mode="Prevention", request_body_check=True, request_body_enforcement=True
        ),
        managed_rules=sdk.ManagedRulesDefinitionArgs(
            managed_rule_sets=[
                sdk.ManagedRuleSetArgs(rule_set_type="Microsoft_DefaultRuleSet", rule_set_version="2.1"),
                sdk.ManagedRuleSetArgs(rule_set_type="Microsoft_BotManagerRuleSet", rule_set_version="1.1"),
            ]
        ),
        **located(place),
        opts=options(place),
    )
    known = arm_id(place, "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", name)
    return after(known, made)


def _front(place: AzurePlace, spec: PortalSpec, links: PortalLinks, label: str) -> dict[str, Any]:
    name = f"pip-agw-{label}"
    address = after(arm_id(place, "Microsoft.Network/publicIPAddresses", name), public_address(place, "address", name))
    return {
        "gateway_ip_configurations": [
            sdk.ApplicationGatewayIPConfigurationArgs(
                name="segment", subnet=sdk.SubResourceArgs(id=_subnet(place, links))
            )
        ],
        "frontend_ip_configurations": [
            sdk.ApplicationGatewayFrontendIPConfigurationArgs(
                name="internet", public_ip_address=sdk.SubResourceArgs(id=address)
            )
        ],
        "frontend_ports": [sdk.ApplicationGatewayFrontendPortArgs(name="https", port=_PORT)],
        "ssl_certificates": [
            sdk.ApplicationGatewaySslCertificateArgs(name="portal", key_vault_secret_id=_certificate(place))
        ],
        "http_listeners": [
            sdk.ApplicationGatewayHttpListenerArgs(
                name="portal",
                protocol="Https",
                host_name=spec.host,
                require_server_name_indication=True,
                frontend_ip_configuration=_part(place, label, "frontendIPConfigurations", "internet"),
                frontend_port=_part(place, label, "frontendPorts", "https"),
                ssl_certificate=_part(place, label, "sslCertificates", "portal"),
            )
        ],
    }


def _back(place: AzurePlace, spec: PortalSpec, label: str) -> dict[str, Any]:
    return {
        "backend_address_pools": [
            sdk.ApplicationGatewayBackendAddressPoolArgs(
                name="hosts",
                backend_addresses=[
                    sdk.ApplicationGatewayBackendAddressArgs(ip_address=address) for address in spec.backends
                ],
            )
        ],
        "backend_http_settings_collection": [
            sdk.ApplicationGatewayBackendHttpSettingsArgs(
                name="hosts",
                protocol="Https",
                port=_PORT,
                host_name=spec.host,
                cookie_based_affinity="Disabled",
                request_timeout=30,
                probe=_part(place, label, "probes", "hosts"),
            )
        ],
        "probes": [
            sdk.ApplicationGatewayProbeArgs(
                name="hosts",
                protocol="Https",
                host=spec.host,
                path="/",
                interval=30,
                timeout=30,
                unhealthy_threshold=3,
            )
        ],
        "request_routing_rules": [
            sdk.ApplicationGatewayRequestRoutingRuleArgs(
                name="portal",
                rule_type="Basic",
                priority=100,
                http_listener=_part(place, label, "httpListeners", "portal"),
                backend_address_pool=_part(place, label, "backendAddressPools", "hosts"),
                backend_http_settings=_part(place, label, "backendHttpSettingsCollection", "hosts"),
            )
        ],
    }


def _certificate(place: AzurePlace) -> str:
    """The vault's secret of the certificate, without a version: a renewed one is taken up by itself."""
    area, intent = place.site.area, place.site.intent
    portal = next(item for item in area.portals if role_name(area, item) == place.name)
    certificate = next(item for item in area.certificates if item.name == portal.certificate)
    label = label_of(intent.platform.prefix, area, certificate)
    return f"{vault_uri(names.vault(intent, area))}/secrets/{label}"


def _subnet(place: AzurePlace, links: PortalLinks) -> pulumi.Output[str]:
    """The gateway's own segment; without one in the choices the portal's, in which then no host may stand."""
    assert links.segment is not None
    segment = _own_segment(place)
    if segment is None:
        return pulumi.Output.from_input(links.segment.subnet)
    name = names.subnet(segment.purpose, label_of(place.site.intent.platform.prefix, place.site.area, segment))
    return after(subnet_id(place, name), links.segment.subnet)


def _own_segment(place: AzurePlace) -> Segment | None:
    area = place.site.area
    wanted = place.choices.gateways.get(area.name)
    return next((item for item in area.segments if item.name == wanted), None)
