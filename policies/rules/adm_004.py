"""ADM-004: nobody holds rights that must be kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plan.values import UNKNOWN
from policies.context import Context
from policies.identity.holders import Holders, abilities, attribute, defines_only, grants, holders, identities, people
from policies.identity.pairs import broken, part_of
from policies.kinds.values import Grant
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import Pair, parameters
from policies.record import Record


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    held = holders(context.view)
    if record.kind == "role.Grant":
        return _intended(record, held)
    if record.kind == "role.Workstation":
        return _persons(record, held)
    return _granted(record, held)


def _granted(record: Record, held: Holders) -> Iterator[Verdict]:
    """A policy: each pair that one of its grants is a part of and that an identity holds as a whole, once."""
    value = record.raw(attribute(record))
    if value is UNKNOWN or any(item is UNKNOWN for item in value or ()):
        yield known_later("grants")
    known = () if record.kind == "iam.policy" and defines_only(record) else grants(record)
    seen: set[str] = set()
    for grant in known:
        for pair in _pairs(record, grant, held):
            if pair.name not in seen:
                seen.add(pair.name)
                yield _together(pair)
    if known and not seen:
        yield PASSED


def _pairs(record: Record, grant: Grant, held: Holders) -> Iterator[Pair]:
    pairs = parameters().incompatible_rights.value
    for identity in identities(record, grant):
        for reached in held.touched(identity):
            yield from (pair for pair in broken(held.all_of(reached), pairs) if part_of(abilities(record, grant), pair))


def _intended(role: Record, held: Holders) -> Verdict | Iterator[Verdict]:
    identity = role.view.linked(role, "identity")
    if identity is None:
        return NOT_APPLICABLE
    return _verdicts(broken(held.rights.get(identity.urn, frozenset()), parameters().incompatible_intents.value))


def _persons(role: Record, held: Holders) -> Iterator[Verdict]:
    pairs = parameters().incompatible_intents.value
    named = dict.fromkeys((*people(role, "people"), *people(role, "operators")))
    for person in named:
        yield from _verdicts(broken(held.people.get(person, frozenset()), pairs), f"`{person}`: ", f"« {person} » : ")


def _verdicts(found: Iterable[Pair], en: str = "", fr: str = "") -> Iterator[Verdict]:
    pairs = list(found)
    yield from ([_together(pair, en, fr) for pair in pairs] or [PASSED])


def _together(pair: Pair, en: str = "", fr: str = "") -> Verdict:
    return failed(f"{en}held together: {pair.name}", f"{fr}droits réunis : {pair.nom}", "grants")


RULE = Rule(
    id="ADM-004",
    title=Text("Incompatible rights are never held together", "Des droits incompatibles ne sont jamais réunis"),
    clauses=("SNC 9.3.f", "SNC 6.2.a"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("iam.policy", "iam.user", "iam.group", "store.object", "role.Grant", "role.Workstation"),
    explanation=Text(
        "Whoever works with health data must not also decide what leaves the space, manage its keys or delete its "
        "logs. One person alone, or one stolen account, could otherwise take data out and hide it.",
        "Qui travaille sur des données de santé ne doit pas aussi décider des sorties, gérer les clés ou supprimer "
        "les journaux. Une seule personne, ou un seul compte volé, pourrait sinon extraire des données et le "
        "dissimuler.",
    ),
    remediation=Text(
        "Give the two rights to two groups (`grants` of the intent) with different members; narrow what a machine's "
        "identity may do. The pairs stand in `policies/parameters.yaml`.",
        "Donner les deux droits à deux groupes (`grants` de l'intention) aux membres différents ; restreindre les "
        "droits des identités de machines. Les paires figurent dans `policies/parameters.yaml`.",
    ),
    check=check,
)
