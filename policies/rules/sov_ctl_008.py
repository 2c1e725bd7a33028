"""SOV-CTL-008: encryption lowers no finding about foreign control. A rule about the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.context import Context
from policies.evaluate import asked_about
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record
from policies.rules import sov_ctl_001, sov_ctl_002, sov_ctl_005

_ENCRYPTION: Final = frozenset({"customer_key", "encrypted", "protection", "value_is_secret"})
_KEYS: Final = frozenset({"key", "store", "vault"})
_CONTROL: Final = (sov_ctl_001.RULE, sov_ctl_002.RULE, sov_ctl_005.RULE)


class _Encrypted(Record):
    """A record that says of itself that it is encrypted in every way, or in none."""

    __slots__ = ("says",)

    def __init__(self, record: Record, *, says: bool) -> None:
        super().__init__(record.resource, record.plan, record.cloud, record.entry, record.view)
        self.area, self.owner, self.facets, self.says = record.area, record.owner, record.facets, says
        self.parts = (self, *record.facets)
        self.count_as(record.kind)

    def raw(self, attribute: str) -> Any:
        if attribute not in _ENCRYPTION:
            return super().raw(attribute)
        return ("hsm" if self.says else "software") if attribute == "protection" else self.says

    def sets(self, ref: str) -> bool:
        return self.says if ref in _KEYS else super().sets(ref)


def check(record: Record, context: Context) -> Iterator[Verdict]:
    for rule in _CONTROL:
        if rule.severity is not Severity.CRITICAL:
            yield failed(
                f"{rule.id} has the severity {rule.severity}, critical was expected",
                f"{rule.id} a la sévérité {rule.severity}, critique attendue",
            )
    for item in context.view.layer_of(record):
        if not item.entry.of and asked_about(sov_ctl_002.RULE, item.kind):
            yield _same(item, context)


def _same(record: Record, context: Context) -> Verdict:
    said = [sov_ctl_002.check(_Encrypted(record, says=says), context).result for says in (False, True)]
    if said[0] is said[1]:
        return PASSED
    return failed(
        f"SOV-CTL-002 says {said[0]} of {record.name} without encryption and {said[1]} with it",
        f"SOV-CTL-002 répond {said[0]} pour {record.name} sans chiffrement et {said[1]} avec",
    )


RULE = Rule(
    id="SOV-CTL-008",
    title=Text(
        "Encryption lowers no finding about foreign control",
        "Le chiffrement n'atténue aucun constat relatif au contrôle étranger",
    ),
    clauses=("SENATE 830 p. 241",),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "Keys of our own are a good thing, and no answer to a foreign order: the provider processes the data in clear. "
        "No technical or contractual measure is an effective counter to extraterritorial law.",
        "Des clés propres sont une bonne chose, et ne répondent pas à une injonction étrangère : le fournisseur traite "
        "les données en clair. Aucune mesure technique ou contractuelle ne contre efficacement une loi "
        "extraterritoriale.",
    ),
    remediation=Text(
        "Restore the severity of SOV-CTL-001, SOV-CTL-002 and SOV-CTL-005, and let none read an attribute about "
        "encryption.",
        "Rétablir la sévérité de SOV-CTL-001, SOV-CTL-002 et SOV-CTL-005, et n'y lire aucun attribut de chiffrement.",
    ),
    check=check,
)
