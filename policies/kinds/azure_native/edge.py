"""Ways in and out of azure-native: balancers, gateways, firewalls, VPN, flow logs and the bastion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native import egress, vpn
from policies.kinds.azure_native.reading import (
    TLS,
    all_of,
    among,
    any_of,
    computed,
    folded,
    inside,
    no_wins,
    set_in,
    standing,
    together,
    whole,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, each, inverse, is_set, look, reads
from policies.kinds.table import Entry, Inputs, Reader
from policies.kinds.values import Listener

# the lowest version of each policy that Azure names (documentation of Application Gateway)
_POLICIES: Final[Mapping[str, str]] = {
    "appgwsslpolicy20150501": "1.0",
    "appgwsslpolicy20170401": "1.1",
    "appgwsslpolicy20170401s": "1.2",
    "appgwsslpolicy20220101": "1.2",
    "appgwsslpolicy20220101s": "1.2",
}


def _last(identifier: Any) -> Any:
    """The name at the end of an ARM id."""
    return folded(identifier).rpartition("/")[2] if isinstance(identifier, str) else identifier


@reads(
    "httpListeners[].protocol", "listeners[].protocol", "frontendPorts[].port", "sslPolicy", "sslProfiles[].sslPolicy"
)
def _gateway_listeners(inputs: Inputs) -> Any:
    found = [look(inputs, key) for key in ("httpListeners", "listeners")]
    if any(value is UNKNOWN for value in found):
        return UNKNOWN
    ports = {_last(look(port, "name")): look(port, "port") for port in each(look(inputs, "frontendPorts"))}
    profiles = {_last(look(item, "name")): item for item in each(look(inputs, "sslProfiles"))}
    return tuple(_listener(inputs, item, ports, profiles) for value in found for item in each(value))


def _listener(inputs: Inputs, item: Any, ports: Mapping[Any, Any], profiles: Mapping[Any, Any]) -> Listener:
    if item is UNKNOWN:
        return Listener(UNKNOWN, UNKNOWN, UNKNOWN)
    protocol = look(item, "protocol")
    word = folded(protocol) if isinstance(protocol, str) else protocol
    port = look(item, "frontendPort.id")
    number = UNKNOWN if port is UNKNOWN else ports.get(_last(port))
    return Listener(word, number, _tls(inputs, item, word, profiles))


def _tls(inputs: Inputs, item: Any, protocol: Any, profiles: Mapping[Any, Any]) -> Any:
    if protocol is UNKNOWN:
        return UNKNOWN
    if protocol == "tcp":
        return None
    if protocol not in ("https", "tls"):
        return ""
    profile = look(item, "sslProfile.id")
    own = look(profiles.get(_last(profile)), "sslPolicy") if profile is not None else None
    return _policy(own if own is not None else look(inputs, "sslPolicy"))


def _policy(policy: Any) -> Any:
    """The lowest version of a policy. Without one it depends on the day the gateway was made: the worse."""
    if policy is UNKNOWN:
        return UNKNOWN
    name, lowest = look(policy, "policyName"), look(policy, "minProtocolVersion")
    if UNKNOWN in (name, lowest):
        return UNKNOWN
    if folded(look(policy, "policyType")) in ("custom", "customv2"):
        return TLS.get(folded(lowest), "1.0")
    return _POLICIES.get(folded(name), "1.0")


@reads("loadBalancingRules[]", "inboundNatRules[]", "inboundNatPools[]")
def _balancer_listeners(inputs: Inputs) -> Any:
    found = [look(inputs, key) for key in ("loadBalancingRules", "inboundNatRules", "inboundNatPools")]
    if any(value is UNKNOWN for value in found):
        return UNKNOWN
    return tuple(_forwarded(rule) for value in found for rule in each(value))


@reads("protocol", "frontendPort", "frontendPortRangeStart", "frontendPortRangeEnd", "backendPort")
def _forwarding(inputs: Inputs) -> tuple[Listener, ...]:
    return (_forwarded(inputs),)


def _forwarded(rule: Any) -> Listener:
    """A balancer passes connections on as they come; port 0 is all of them."""
    if rule is UNKNOWN:
        return Listener(UNKNOWN, UNKNOWN, None)
    protocol, port, behind = (look(rule, name) for name in ("protocol", "frontendPort", "backendPort"))
    if port is None:
        port = _span(look(rule, "frontendPortRangeStart"), look(rule, "frontendPortRangeEnd"))
    word = folded(protocol) if isinstance(protocol, str) else protocol
    return Listener(word, 0 if port is None else port, None, behind)


def _span(first: Any, last: Any) -> Any:
    """A range of ports as one; the first alone where there is no other."""
    if UNKNOWN in (first, last):
        return UNKNOWN
    return first if last in (None, first) else f"{first}-{last}"


@computed("policySettings.mode", "managedRules.managedRuleSets", "customRules[]")
def _blocks(mode: Any, sets: Any, custom: Any) -> bool:
    return folded(mode) == "prevention" and bool(sets) and not any(_lets_all_pass(rule) for rule in each(custom))


def _lets_all_pass(rule: Any) -> bool:
    # what such a rule matches is looked at no further
    return rule is UNKNOWN or (folded(look(rule, "action")) == "allow" and folded(look(rule, "state")) != "disabled")


def _retention(days: str, enabled: str) -> Reader:
    @reads(days, enabled)
    def read(inputs: Inputs) -> Any:
        switched = look(inputs, enabled)
        if switched is UNKNOWN:
            return UNKNOWN
        # without a policy nothing deletes the log: for ever
        return whole(days, 0)(inputs) if switched is True else 0

    return read


_BASTION: Final = {
    # only the tier Premium records
    "recorded": all_of(at("enableSessionRecording", False), among("sku.name", "Premium", default=False)),
    "shareable_link": at("enableShareableLink", False),
    "copy": any_of(inverse(at("disableCopyPaste", False)), at("enableFileCopy", False), at("enableTunneling", False)),
    # Entra decides by rules that no resource manager knows
    "mfa": NOT_SAYABLE,
}

TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:network:ApplicationGateway": standing(
        "net.lb",
        {
            "public": set_in("frontendIPConfigurations[].publicIPAddress"),
            "listeners": _gateway_listeners,
            # a diagnostic setting (`log.sink`) decides
            "access_logs": NOT_SAYABLE,
        },
        {
            "waf": "firewallPolicy.id|httpListeners[].firewallPolicy.id",
            "certificate": "sslCertificates[].keyVaultSecretId",
            "addresses": "frontendIPConfigurations[].publicIPAddress.id",
            "subnets": "gatewayIPConfigurations[].subnet.id",
        },
        named="applicationGatewayName",
    ),
    "azure-native:network:AzureFirewall": standing(
        "net.egress_gw",
        {"hosts": egress.classic_hosts, "default_deny": egress.classic_default_deny},
        named="azureFirewallName",
    ),
    "azure-native:network:BastionHost": standing("admin.bastion", _BASTION, named="bastionHostName"),
    "azure-native:network:FirewallPolicy": standing(
        "net.egress_gw",
        {"hosts": const(()), "default_deny": egress.policy_default_deny},
        named="firewallPolicyName",
        combine={"hosts": together, "default_deny": no_wins},
    ),
    "azure-native:network:FirewallPolicyRuleCollectionGroup": egress.RULE_COLLECTION_GROUP,
    "azure-native:network:FlowLog": standing(
        "net.flowlog",
        {
            # a filter leaves connections out
            "enabled": all_of(at("enabled", False), inverse(is_set("enabledFilteringCriteria"))),
            "retention_days": _retention("retentionPolicy.days", "retentionPolicy.enabled"),
        },
        {"of": "targetResourceId", "store": "storageId"},
        named="flowLogName",
    ),
    "azure-native:network:InboundNatRule": inside(
        "net.lb",
        {"public": NOT_SAYABLE, "listeners": _forwarding, "access_logs": NOT_SAYABLE},
        {"balancer": "loadBalancerName"},
        of="balancer",
        named="inboundNatRuleName",
    ),
    "azure-native:network:LoadBalancer": standing(
        "net.lb",
        {
            "public": any_of(
                set_in("frontendIPConfigurations[].publicIPAddress"),
                set_in("frontendIPConfigurations[].publicIPPrefix"),
            ),
            "listeners": _balancer_listeners,
            # a balancer of connections keeps no log of them
            "access_logs": const(False),
        },
        named="loadBalancerName",
    ),
    "azure-native:network:LocalNetworkGateway": standing(
        "net.vpn", {"tunnels": const(()), "peer": vpn.site}, named="localNetworkGatewayName"
    ),
    "azure-native:network:VirtualNetworkGateway": standing(
        "net.vpn", {"tunnels": vpn.gateway_tunnels, "peer": NOT_SAYABLE}, named="virtualNetworkGatewayName"
    ),
    "azure-native:network:VirtualNetworkGatewayConnection": standing(
        "net.vpn",
        {"tunnels": vpn.connection_tunnels, "peer": at("localNetworkGateway2.gatewayIpAddress")},
        {"gateway": "virtualNetworkGateway1.id", "other": "localNetworkGateway2.id|virtualNetworkGateway2.id"},
        named="virtualNetworkGatewayConnectionName",
    ),
    "azure-native:network:WebApplicationFirewallPolicy": standing(
        "net.waf",
        {"enabled": among("policySettings.state", "Enabled", default=False), "blocks": _blocks},
        named="policyName",
    ),
}
