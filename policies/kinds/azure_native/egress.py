"""The controlled way out: Azure Firewall, its policies and their groups of rules.

Azure Firewall refuses what no rule allows (its documentation), so a policy refuses everything until a rule opens it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.azure_native.flows import hosts_of
from policies.kinds.azure_native.reading import facet, folded
from policies.kinds.flows import WORLD
from policies.kinds.readers import each, is_set, look, reads
from policies.kinds.table import Entry, Inputs

# what an allowing rule can name as a destination; the spelling before `:` tells a tag from a host
_DESTINATIONS: Final[Mapping[str, str]] = {
    "targetFqdns": "",
    "destinationFqdns": "",
    "destinationAddresses": "",
    "targetUrls": "",
    "fqdnTags": "tag:",
    "webCategories": "category:",
    "destinationIpGroups": "group:",
}
_CLASSIC: Final = ("applicationRuleCollections", "networkRuleCollections")
_EVERYTHING: Final = frozenset({"*", "*.*", "any", "internet", "*:*", *WORLD})


def _destinations(rules: Any) -> Iterator[Any]:
    for rule in each(rules):
        if rule is UNKNOWN:
            yield UNKNOWN
            continue
        for key, prefix in _DESTINATIONS.items():
            value = look(rule, key)
            if value is UNKNOWN:
                yield UNKNOWN
            for item in each(value):
                yield f"{prefix}{item}" if isinstance(item, str) else item


def _allowed(collections: Any) -> Iterator[Any]:
    """Destinations of every collection that allows; a collection that nobody can read allows what is not known."""
    if collections is UNKNOWN:
        yield UNKNOWN
    for collection in each(collections):
        action = UNKNOWN if collection is UNKNOWN else look(collection, "action.type")
        if collection is UNKNOWN:
            yield UNKNOWN
        elif folded(action) != "deny":
            rules = look(collection, "rules")
            yield from [UNKNOWN] if rules is UNKNOWN else _destinations(rules)


def _opens_everything(destinations: list[Any]) -> bool:
    return any(isinstance(item, str) and folded(item) in _EVERYTHING for item in destinations)


def _lets_in(collections: Any) -> bool:
    """Whether a collection translates connections from outside to an address inside."""
    for collection in each(collections):
        kind = look(collection, "ruleCollectionType") if collection is not UNKNOWN else None
        if folded(kind) == "firewallpolicynatrulecollection":
            return True
    return False


@reads("applicationRuleCollections[]", "networkRuleCollections[]")
def classic_hosts(inputs: Inputs) -> Any:
    """Destinations of the rules that are written inside a firewall; one with a policy has none."""
    return hosts_of(item for key in _CLASSIC for item in _allowed(look(inputs, key)))


@reads("applicationRuleCollections[]", "networkRuleCollections[]", "natRuleCollections[]")
def classic_default_deny(inputs: Inputs) -> Any:
    """No rule inside the firewall opens it to everything, out or in."""
    destinations = list(classic_hosts(inputs))
    if _opens_everything(destinations) or is_set("natRuleCollections")(inputs):
        return False
    return UNKNOWN if UNKNOWN in destinations else True


@reads("basePolicy.id")
def policy_default_deny(inputs: Inputs) -> Any:
    """Nothing is open by a policy itself; what it inherits from another one is that one's to say."""
    return None if is_set("basePolicy.id")(inputs) else True


@reads("ruleCollections[]")
def _group_hosts(inputs: Inputs) -> Any:
    return hosts_of(_allowed(look(inputs, "ruleCollections")))


@reads("ruleCollections[]")
def _group_default_deny(inputs: Inputs) -> Any:
    """No where a rule of the group opens everything; else the policy's own answer stands."""
    collections = revealed(look(inputs, "ruleCollections"))
    destinations = list(_group_hosts(inputs))
    if _opens_everything(destinations) or (collections is not UNKNOWN and _lets_in(collections)):
        return False
    return UNKNOWN if UNKNOWN in destinations else None


RULE_COLLECTION_GROUP: Final[Entry] = facet(
    "net.egress_gw",
    {"hosts": _group_hosts, "default_deny": _group_default_deny},
    {"policy": "firewallPolicyName"},
    of="policy",
    named="ruleCollectionGroupName",
)
