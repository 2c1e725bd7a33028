"""SOV-CTL-001: the provider is under European control."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from facts import ask
from facts.answer import Answer, Known
from policies.answers import joined, lacking
from policies.context import Context
from policies.model import PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.providers import clouds_of
from policies.record import Record

# SNC 19.6.b: of capital and votes, in percent
_SINGLE: Final = 24.0
_TOGETHER: Final = 39.0


def check(record: Record, context: Context) -> Iterator[Verdict]:
    for cloud in clouds_of(record, context):
        problems = list(_problems(cloud, context))
        if problems:
            said = joined(problems)
            yield failed(f"{cloud or 'unknown provider'}: {said.en}", f"{cloud or 'fournisseur inconnu'} : {said.fr}")
        else:
            yield PASSED


def _problems(cloud: str, context: Context) -> Iterator[Text]:
    provider = ask.provider(cloud, context.on)
    yield from _of_seat(provider.seat, Text("seat", "siège"), context)
    yield from _of_parent(provider.parent, context)
    yield from _above(
        provider.largest_holding, Text("largest non-EU holding", "plus forte participation hors UE"), _SINGLE
    )
    yield from _above(provider.holdings, Text("non-EU holdings together", "participations hors UE cumulées"), _TOGETHER)
    yield from _true(provider.veto, Text("veto of a non-EU party", "droit de veto d'un tiers hors UE"))
    yield from _true(provider.board, Text("boards in non-EU hands", "organes de direction aux mains de tiers hors UE"))


def _of_seat(answer: Answer[str], what: Text, context: Context) -> Iterator[Text]:
    if not isinstance(answer, Known):
        yield lacking(answer, what)
        return
    inside = ask.in_area(answer.value, "EU", context.on)
    if not isinstance(inside, Known):
        yield lacking(inside, what)
    elif not inside.value:
        yield Text(
            f"{what.en} in {answer.value}, outside the Union", f"{what.fr} dans le pays {answer.value}, hors de l'Union"
        )


def _of_parent(answer: Answer[Any], context: Context) -> Iterator[Text]:
    what = Text("ultimate parent", "société mère ultime")
    if not isinstance(answer, Known):
        yield lacking(answer, what)
        return
    yield from _of_seat(Known(answer.value.country, answer.fact), what, context)


def _above(answer: Answer[float], what: Text, limit: float) -> Iterator[Text]:
    if not isinstance(answer, Known):
        yield lacking(answer, what)
    elif answer.value > limit:
        yield Text(
            f"{what.en} {answer.value:g} %, {limit:g} % at most", f"{what.fr} {answer.value:g} %, {limit:g} % au plus"
        )


def _true(answer: Answer[bool], what: Text) -> Iterator[Text]:
    if not isinstance(answer, Known):
        yield lacking(answer, what)
    elif answer.value:
        yield what


RULE = Rule(
    id="SOV-CTL-001",
    title=Text("The provider is under European control", "Le fournisseur est sous contrôle européen"),
    clauses=("SNC 19.6.a", "SNC 19.6.b", "SREN 31", "DINUM R9"),
    tier=Tier.REGISTRY,
    severity=Severity.CRITICAL,
    scope=Scope.PLAN,
    kinds=("stack",),
    explanation=Text(
        "Whoever controls the provider can be ordered by another State to hand over health data, wherever it lies. "
        "Neither encryption nor location nor a contract counters that: only seat and control do.",
        "Qui contrôle le fournisseur peut être contraint par un autre État de livrer des données de santé, où qu'elles "
        "se trouvent. Ni chiffrement, ni localisation, ni contrat n'y remédient : seuls le siège et le contrôle "
        "comptent.",
    ),
    remediation=Text(
        "Choose a provider whose control is established as European; close what is unknown in `facts/providers.yaml` "
        "with a source and a date.",
        "Choisir un fournisseur dont le contrôle européen est établi ; lever les inconnues de `facts/providers.yaml` "
        "avec une source et une date.",
    ),
    check=check,
)
