"""ENV-001: production and non-production share no account, network, key or stack, and do not name each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.context import Context
from policies.kinds.readers import each, look
from policies.logs.accounts import account_of
from policies.logs.forms import form_of
from policies.logs.lacking import note
from policies.logs.sides import other_side, side_of
from policies.model import NOT_APPLICABLE, PASSED, Rule, Scope, Severity, Text, Tier, Verdict, failed
from policies.record import Record

_AREAS = ("role.Environment", "role.ProjectSpace")


def check(record: Record, context: Context) -> Verdict | Iterator[Verdict]:
    if record.kind == "stack":
        return _stack(record)
    if record.kind == "provider":
        return _account(record)
    if record.kind == "reference":
        return _reference(record)
    if not side_of(record.area):
        return NOT_APPLICABLE
    if record.kind == "role.Project" and _is_gap(record):
        return _no_project(record)
    return _crossing(record)


def _stack(stack: Record) -> Verdict:
    areas = [role for role in stack.view.of(*_AREAS) if role.plan is stack.plan]
    found = sorted({side_of(role.area) for role in areas} - {""})
    if not areas:
        return NOT_APPLICABLE
    if len(found) < 2:
        return PASSED
    return failed(
        "production and non-production are one stack, with one state and one lock",
        "production et non-production forment une seule pile, avec un seul état et un seul verrou",
        "layer",
    )


def _account(provider: Record) -> Verdict:
    """A provider of one side works in no account that one of the other side works in."""
    mine, account = _side_of_layer(provider), account_of(provider)
    if not mine or account is None:
        return NOT_APPLICABLE
    package = provider.raw("package")
    others = (item for item in provider.view.of("provider") if item.raw("package") == package)
    shared = sorted({item.plan.layer for item in others if _is_other(mine, item) and account_of(item) == account})
    if not shared:
        return PASSED
    return failed(
        f"works in the same project or account as {', '.join(shared)}",
        f"travaille dans le même projet ou compte que {', '.join(shared)}",
        "account",
    )


def _side_of_layer(record: Record) -> str:
    """The side of the layer's own area: a provider stands below no role."""
    areas = [role for role in record.view.of(*_AREAS) if role.plan is record.plan]
    return side_of(areas[0].area) if areas else ""


def _is_other(mine: str, record: Record) -> bool:
    return _side_of_layer(record) not in ("", mine)


def _reference(reference: Record) -> Verdict:
    mine = [role for role in reference.view.of(*_AREAS) if role.plan is reference.plan and side_of(role.area)]
    side = other_side(mine[0]) if mine else None
    if side is None:
        return NOT_APPLICABLE
    name = str(reference["stack"])
    if not name.endswith(side.layers):
        return PASSED
    return failed(f"reads the outputs of {name}", f"lit les sorties de {name}", "stack")


def _is_gap(project: Record) -> bool:
    return any(look(gap, "capability") == "project" for gap in each(project.raw("gaps")))


def _no_project(project: Record) -> Verdict:
    gap = note(project.view, "project")
    return failed(
        f"the area's own project or account is not made by code{gap.en}; evidence needed: the operator's list of "
        "accounts, one for each area",
        f"le projet ou compte propre au domaine n'est pas créé par le code{gap.fr} ; preuve à fournir : la liste des "
        "comptes de l'exploitant, un par domaine",
        "gaps",
    )


def _crossing(record: Record) -> Verdict:
    odd = _odd_links(record) if record.is_role else None
    if odd is not None:
        return odd
    other = _pointed(record)
    if other is not None:
        return failed(
            f"uses {other.name} of {other.area.name}",
            f"utilise {other.name}, qui appartient à {other.area.name}",
            "refs",
        )
    named = _named(record)
    if not named:
        return PASSED
    return failed(
        f"names something of the other side: `{named}`", f"désigne un élément de l'autre côté : « {named} »", "inputs"
    )


def _named(record: Record) -> str:
    """What its inputs, or those of its settings, name of the other side; "" where they name nothing."""
    side = other_side(record)
    if side is None:
        return ""
    open_to_doubt = (part.resource.inputs for part in record.parts if side.may_be_named(part.texts))
    return next((text for inputs in open_to_doubt if (text := side.named_in(inputs))), "")


def _pointed(record: Record) -> Record | None:
    """What it points to on the other side, by an input or a link of its role."""
    mine, here = side_of(record.area), record.area
    if record.is_role:
        return next((item for item in _linked(record) if side_of(item.area) not in ("", mine)), None)
    for item in record.parts:
        for ref in item.entry.refs:
            for target in record.refs(ref):
                if target.area is not here and side_of(target.area) not in ("", mine):
                    return target
    return None


def _odd_links(role: Record) -> Verdict | None:
    """The failure of links that are no table of names: nobody can say what such a role uses."""
    links = role["links"]
    if not links or isinstance(links, Mapping):
        return None
    what = form_of(links)
    return failed(
        f"what stands in place of the links is {what.en}: nothing tells what the role uses; give each link by its name",
        f"ce qui tient lieu de liens est {what.fr} : rien ne dit ce que le rôle utilise ; nommer chaque lien",
        "links",
    )


def _linked(role: Record) -> Iterator[Record]:
    for link in (role["links"] or {}).values():
        for urn in link.values() if isinstance(link, Mapping) else (link,):
            found = role.view.record(urn) if isinstance(urn, str) else None
            if found is not None:
                yield found


RULE = Rule(
    id="ENV-001",
    title=Text(
        "Production and non-production are apart and do not name each other",
        "Production et non-production sont séparées et ne se désignent pas l'une l'autre",
    ),
    clauses=("SNC 12.3.a", "SNDS 3.8"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("*", "provider", "reference", "role.*", "stack"),
    explanation=Text(
        "Tests are run by more people, with less care, on newer code. One shared network, key or account is enough "
        "for a test to reach health data, or for a mistake in it to stop production.",
        "Les tests sont menés par plus de gens, avec moins de soin, sur du code plus récent. Un seul réseau, une seule "
        "clé ou un seul compte partagé suffit pour qu'un test atteigne des données de santé, ou pour qu'une erreur y "
        "arrête la production.",
    ),
    remediation=Text(
        "Give each side its own project or account, network, keys and stack, and let both meet in the hub alone; "
        "never write an id, name or range of the one into the other.",
        "Donner à chaque côté ses propres projet ou compte, réseau, clés et pile, et ne les faire se rencontrer que "
        "dans le hub ; ne jamais écrire un identifiant, un nom ou une plage de l'un dans l'autre.",
    ),
    check=check,
    evidence=Text(
        "Where the cloud makes projects or accounts by hand: the operator's dated list, one for each area.",
        "Lorsque projets ou comptes sont créés à la main : la liste datée de l'exploitant, un par domaine.",
    ),
)
