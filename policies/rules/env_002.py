"""ENV-002: health data stays in production and project spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from components.contract.words import Classification
from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.readers import look
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.parameters import parameters
from policies.record import Record

_ALLOWED: Final = ("production", "space")
_NON_PRODUCTION: Final = "non-production"
_TAG: Final = "classification"
_CLASSES: Final = frozenset(item.value for item in Classification)
"""Every class of data. Another spelling of one (`health-data`) must not pass for a harmless one."""


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    stage = record.area.stage or (_NON_PRODUCTION if context.profile.name == _NON_PRODUCTION else "")
    found = _classes(record) if stage else ()
    return _judged(found, stage) if found else NOT_APPLICABLE


def _judged(found: Sequence[tuple[str, Any]], stage: str) -> Iterator[Verdict]:
    for place, value in found:
        if value is UNKNOWN:
            yield known_later(place)
        elif stage in _ALLOWED or _is_harmless(value):
            yield PASSED
        elif _word(value) in _CLASSES:
            yield failed(
                f"{place}: data of the class `{value}` outside production and project spaces ({stage})",
                f"{place} : données de classe « {value} » hors de la production et des espaces projet ({stage})",
                place,
            )
        else:
            classes = ", ".join(sorted(_CLASSES))
            yield failed(
                f"{place}: `{value}` is no class that is known ({classes}): it may be health data",
                f"{place} : « {value} » n'est pas une classe connue ({classes}) : ce peut être des données de santé",
                place,
            )


def _is_harmless(value: Any) -> bool:
    word = _word(value)
    return word in _CLASSES and word not in parameters().production_only.value


def _word(value: Any) -> str:
    return str(value).strip().casefold()


def _classes(record: Record) -> Sequence[tuple[str, Any]]:
    """Where a record says of which class its data is, and what it says."""
    if record.is_role:
        said = look(record.raw("spec"), _TAG)
        return () if said is None else ((f"spec.{_TAG}", said),)
    return [(f"tags.{name}", value) for name, value in (record.tags or {}).items() if name.casefold() == _TAG]


RULE = Rule(
    id="ENV-002",
    title=Text(
        "Health data stays in production and project spaces",
        "Les données de santé restent en production et dans les espaces projet",
    ),
    clauses=("SNC 14.7.b", "SNDS 3.8"),
    tier=Tier.ENFORCED,
    severity=Severity.CRITICAL,
    scope=Scope.RECORD,
    kinds=("*", "role.*"),
    explanation=Text(
        "Tests need no real patients. Health data in a test environment is seen by people who were never allowed to, "
        "under rules that were made for synthetic data.",
        "Un test n'a pas besoin de vrais patients. Des données de santé dans un environnement de test sont vues par "
        "des gens qui n'y ont jamais été autorisés, sous des règles faites pour des données synthétiques.",
    ),
    remediation=Text(
        "Use synthetic data and class it `internal`, or anonymise with the controller's agreement; what needs real "
        "data belongs into a project space.",
        "Employer des données synthétiques, classées `internal`, ou anonymiser avec l'accord du responsable de "
        "traitement ; ce qui demande de vraies données relève d'un espace projet.",
    ),
    check=check,
)
