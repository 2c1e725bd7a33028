"""ENV-003: everything that can carry tags says whose it is, how sensitive, for which space and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.logs.forms import form_of
from policies.logs.tags import expected, flows_of, missing
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record

_FLOW: Final = "flow"


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    tags = record.tags
    if tags is None:
        return NOT_APPLICABLE
    if not tags:
        found = [_said(item) for item in record.parts]
        if UNKNOWN in found:
            return known_later("tags")
        odd = next((item for item in found if item is not None and not isinstance(item, Mapping)), None)
        if odd is not None:
            return _no_tags(odd)
    return _judged(record, tags, context)


def _said(record: Record) -> Any:
    """What stands where the class has its tags, of whatever form."""
    reader = record.entry.tags
    return None if reader is None else reader(record.resource.inputs)


def _no_tags(found: object) -> Verdict:
    """The failure of what no cloud takes for tags. Says what it is, and never what stands there."""
    what = form_of(found)
    return failed(
        f"what stands in place of the tags is {what.en}: nothing tells whose it is; write each tag with its name",
        f"ce qui tient lieu d'étiquettes est {what.fr} : rien ne dit à qui c'est ; nommer chaque étiquette",
        "tags",
    )


def _judged(record: Record, tags: Mapping[str, Any], context: Context) -> Iterator[Verdict]:
    names = parameters().mandatory_tags.value
    absent = missing(tags, names)
    if absent:
        listed = ", ".join(absent)
        yield failed(f"tags are missing: {listed}", f"étiquettes absentes : {listed}", "tags")
    unknown = tuple(f"tags.{name}" for name in names if tags.get(name) is UNKNOWN)
    if unknown:
        yield known_later(*unknown)
    wrong = _wrong(record, tags, context)
    yield from wrong
    flows = flows_of(record)
    if flows:
        yield from _flows(tags.get(_FLOW), flows)
    if not absent and not unknown and not wrong:
        yield PASSED


def _wrong(record: Record, tags: Mapping[str, Any], context: Context) -> list[Verdict]:
    return [
        failed(
            f"tag {name} is `{found}`; expected here: `{value}`",
            f"l'étiquette {name} vaut « {found} » ; attendu ici : « {value} »",
            f"tags.{name}",
        )
        for name, value in expected(record, context.wanted).items()
        if (found := tags.get(name)) and found is not UNKNOWN and found != value
    ]


def _flows(found: Any, wanted: frozenset[str]) -> Iterator[Verdict]:
    if found is UNKNOWN:
        yield known_later("tags.flow")
        return
    said = frozenset(str(found).split("+")) if found else frozenset()
    if said == wanted:
        yield PASSED
        return
    apart = ", ".join(sorted(said ^ wanted))
    yield failed(
        f"tag flow and the flows of the role differ: {apart}",
        f"l'étiquette flow et les flux du rôle diffèrent : {apart}",
        "tags.flow",
    )


RULE = Rule(
    id="ENV-003",
    title=Text(
        "Everything carries the mandatory tags, with the values of its area",
        "Tout porte les étiquettes obligatoires, aux valeurs de son domaine",
    ),
    clauses=("SNC 8.1.a", "SNC 8.1.b", "SNC 8.3.a", "SNC 8.3.b", "SNC 8.4.a", "SNDS 3.5"),
    tier=Tier.ENFORCED,
    severity=Severity.MEDIUM,
    scope=Scope.PLAN,
    kinds=("*",),
    explanation=Text(
        "Who answers for a resource, and how sensitive its health data is, must be readable at the resource itself: "
        "in the cloud's console, on the bill and after an incident. A wrong tag is worse than none, because it is "
        "believed.",
        "Qui répond d'une ressource, et quelle est la sensibilité de ses données de santé, doit se lire sur la "
        "ressource elle-même : dans la console du nuage, sur la facture et après un incident. Une étiquette fausse est "
        "pire qu'absente, car on la croit.",
    ),
    remediation=Text(
        "Take the tags from `components.contract.tags.tags` with the resource's own area, and give groups of firewall "
        "rules the flows of their segment.",
        "Prendre les étiquettes de `components.contract.tags.tags` avec le domaine de la ressource, et donner aux "
        "groupes de règles de pare-feu les flux de leur segment.",
    ),
    check=check,
)
