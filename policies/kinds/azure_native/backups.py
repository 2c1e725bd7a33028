"""Backup vaults, policies and what stands under them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kinds.azure_native.durations import days, hours
from policies.kinds.azure_native.reading import (
    Readers,
    all_of,
    among,
    any_of,
    computed,
    folded,
    inside,
    joint,
    number,
    standing,
    unless,
)
from policies.kinds.readers import NOT_SAYABLE, at, const, each, is_set, look, reads
from policies.kinds.table import Entry, Inputs

_VAULT: Final = {"vault": "vaultName"}
_KIND: Final = (
    "interval_hours",
    "keep_days",
    "immutable",
    "encrypted",
    "customer_key",
    "geo_redundant",
    "copy_location",
    "several_zones",
)


def _part(**said: Any) -> Readers:
    """A part of a backup that says only this."""
    return {name: said.get(name, NOT_SAYABLE) for name in _KIND}


@computed("properties.storageSettings[].type")
def _copied_elsewhere(kinds: Any) -> bool:
    # nothing said, or a word that nobody knows: the worse
    return not kinds or any(folded(kind) not in ("locallyredundant", "zoneredundant") for kind in kinds)


@computed("properties.storageSettings[].type")
def _in_zones(kinds: Any) -> Any:
    return bool(kinds) and all(folded(kind) == "zoneredundant" for kind in kinds)


@computed("properties.replicatedRegions[]")
def _copies(regions: Any) -> Any:
    return ", ".join(map(str, regions)) if regions else None


_SAFE: Final = "properties.securitySettings"

_BACKUP_VAULT: Final = _part(
    # an unlocked setting can be taken back
    immutable=among(f"{_SAFE}.immutabilitySettings.state", "Locked", default=False),
    # documentation of Azure Backup: data at rest is encrypted, with keys of the service by default
    encrypted=const(True),
    customer_key=all_of(
        among(f"{_SAFE}.encryptionSettings.state", "Enabled", default=False),
        is_set(f"{_SAFE}.encryptionSettings.keyVaultProperties.keyUri"),
    ),
    geo_redundant=any_of(
        _copied_elsewhere,
        among("properties.featureSettings.crossRegionRestoreSettings.state", "Enabled", default=False),
    ),
    copy_location=_copies,
    several_zones=_in_zones,
)

_RECOVERY_VAULT: Final = _part(
    immutable=among(f"{_SAFE}.immutabilitySettings.state", "Locked", default=False),
    encrypted=const(True),
    customer_key=is_set("properties.encryption.keyVaultProperties.keyUri"),
    geo_redundant=any_of(
        unless("properties.redundancySettings.standardTierStorageRedundancy", "LocallyRedundant", "ZoneRedundant"),
        among("properties.redundancySettings.crossRegionRestore", "Enabled", default=False),
    ),
    several_zones=among("properties.redundancySettings.standardTierStorageRedundancy", "ZoneRedundant", default=False),
)


def _rules(inputs: Inputs, kind: str) -> Any:
    """The rules of one kind; UNKNOWN where one is not known."""
    rules = look(inputs, "properties.policyRules")
    members = [UNKNOWN] if rules is UNKNOWN else list(each(rules))
    if UNKNOWN in members:
        return UNKNOWN
    return [rule for rule in members if folded(look(rule, "objectType")) == kind]


@reads("properties.policyRules[].trigger.schedule.repeatingTimeIntervals")
def _interval(inputs: Inputs) -> Any:
    """Hours between two backups: of the rule that runs most often."""
    rules = _rules(inputs, "azurebackuprule")
    if rules is UNKNOWN:
        return UNKNOWN
    written = [look(rule, "trigger.schedule.repeatingTimeIntervals") for rule in rules]
    if UNKNOWN in written:
        return UNKNOWN
    texts = [text for value in written for text in each(value)]
    if UNKNOWN in texts:
        return UNKNOWN
    found = [hours(text.rpartition("/")[2]) for text in texts if isinstance(text, str)]
    return min((value for value in found if value is not None), default=None)


@reads("properties.policyRules[].lifecycles[].deleteAfter.duration")
def _kept(inputs: Inputs) -> Any:
    """Days after which the first backup goes."""
    rules = _rules(inputs, "azureretentionrule")
    if rules is UNKNOWN:
        return UNKNOWN
    written = [look(rule, "lifecycles[].deleteAfter.duration") for rule in rules]
    texts = [text for value in written for text in ([UNKNOWN] if value is UNKNOWN else value or ())]
    if UNKNOWN in texts:
        return UNKNOWN
    return min((value for value in map(days, texts) if value is not None), default=None)


_FREQUENCIES: Final[Mapping[str, float]] = {"daily": 24, "weekly": 168}
_UNITS: Final[Mapping[str, int]] = {"days": 1, "weeks": 7, "months": 28, "years": 365}
_SCHEDULE: Final = "properties.schedulePolicy"


@computed(
    f"{_SCHEDULE}.scheduleRunFrequency",
    f"{_SCHEDULE}.hourlySchedule.interval",
    f"{_SCHEDULE}.scheduleFrequencyInMins",
)
def _frequency(frequency: Any, interval: Any, minutes: Any) -> Any:
    word = folded(frequency)
    if word == "hourly":
        return number(interval)
    if word in _FREQUENCIES:
        return _FREQUENCIES[word]
    amount = number(minutes)
    return amount / 60 if amount else None


@reads("properties.retentionPolicy")
def _retained(inputs: Inputs) -> Any:
    """Days after which the first backup goes: of the most frequent schedule that is kept."""
    for schedule in ("dailySchedule.", "weeklySchedule.", ""):
        found = look(inputs, f"properties.retentionPolicy.{schedule}retentionDuration")
        if found is UNKNOWN:
            return UNKNOWN
        if found is not None:
            return _duration(found)
    return None


def _duration(value: Any) -> Any:
    count, unit = look(value, "count"), look(value, "durationType")
    if UNKNOWN in (count, unit):
        return UNKNOWN
    amount = number(count)
    return None if amount is None else amount * _UNITS.get(folded(unit), 0)


TABLE: Final[Mapping[str, Entry]] = {
    "azure-native:dataprotection:BackupInstance": inside(
        "backup",
        _part(),
        {**_VAULT, "of": "properties.dataSourceInfo.resourceID", "policy": "properties.policyInfo.policyId"},
        of="vault",
        named="backupInstanceName",
    ),
    "azure-native:dataprotection:BackupPolicy": inside(
        "backup", _part(interval_hours=_interval, keep_days=_kept), _VAULT, of="vault", named="backupPolicyName"
    ),
    "azure-native:dataprotection:BackupVault": standing(
        "backup", _BACKUP_VAULT, {"key": f"{_SAFE}.encryptionSettings.keyVaultProperties.keyUri"}, named="vaultName"
    ),
    "azure-native:recoveryservices:ResourceGuardProxy": joint("vaultName"),
    "azure-native:dataprotection:DppResourceGuardProxy": joint("vaultName"),
    "azure-native:dataprotection:ResourceGuard": joint(named="resourceGuardsName", tags=at("tags")),
    "azure-native:recoveryservices:ProtectedItem": inside(
        "backup",
        _part(),
        {**_VAULT, "of": "properties.sourceResourceId", "policy": "properties.policyId"},
        of="vault",
        named="protectedItemName",
    ),
    "azure-native:recoveryservices:ProtectionContainer": joint("vaultName"),
    "azure-native:recoveryservices:ProtectionPolicy": inside(
        "backup", _part(interval_hours=_frequency, keep_days=_retained), _VAULT, of="vault", named="policyName"
    ),
    "azure-native:recoveryservices:Vault": standing(
        "backup", _RECOVERY_VAULT, {"key": "properties.encryption.keyVaultProperties.keyUri"}, named="vaultName"
    ),
}
