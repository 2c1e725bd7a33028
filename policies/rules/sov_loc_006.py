"""SOV-LOC-006: the state of the infrastructure, its secrets provider, its plugins and its CI stay in the Union."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plan.values import UNKNOWN
from policies.context import Context
from policies.kinds.values import Reference
from policies.model import Rule, Scope, Severity, Text, Tier, Verdict, failed, known_later
from policies.owners import admitted
from policies.places import judged, judged_country
from policies.plugins import plugin_hosts
from policies.record import Record

_LOCAL: Final = "file"


def check(record: Record, context: Context) -> Iterator[Verdict]:
    if record.kind == "source":
        for reference in record["references"]:
            if reference.what in ("action", "backend", "runner", "secrets-provider"):
                yield admitted(reference, record.cloud, context)
        return
    yield from _of_state(record, context)
    yield from _of_bucket(record, context)
    yield from _of_plugins(record, context)


def _of_state(stack: Record, context: Context) -> Iterator[Verdict]:
    """Where the state lies. A run that keeps none says nothing."""
    state = stack.plan.state
    if not state or state.get("kind") == _LOCAL:
        return
    country, host = state.get("country"), str(state.get("host") or "")
    if country:
        yield judged_country(str(country), "the stack's state", "l'état de la pile", context, "state")
    else:
        yield failed(
            f"nothing tells in which country `{host or state.get('kind')}` keeps the stack's state",
            f"rien n'indique dans quel pays « {host or state.get('kind')} » conserve l'état de la pile",
            "state",
        )
    if host:
        yield admitted(Reference("backend", host, "state"), stack.cloud, context)


def _of_bucket(stack: Record, context: Context) -> Iterator[Verdict]:
    """The bucket that the bootstrap layer makes for the state."""
    for record in context.view.layer_of(stack):
        role = record.owner if record.kind == "store.object" and not record.entry.of else None
        if role is None or role.kind != "role.Bucket" or role.name != "state":
            continue
        place = record.location
        if place is UNKNOWN:
            yield known_later("location")
        elif place is None:
            yield failed(
                "nothing tells where the bucket of the state lies",
                "rien n'indique où se trouve le compartiment de l'état",
                "location",
            )
        else:
            yield judged(record.cloud, str(place), context)


def _of_plugins(stack: Record, context: Context) -> Iterator[Verdict]:
    """Hosts from which the engine would fetch provider plugins, told by the program or by the engine's default."""
    mine = (item.resource for item in context.view.layer_of(stack))
    # all resources of a package ask for the same
    asking = {(id(item.package), item.options.plugin_url, item.is_provider and item.type): item for item in mine}
    for host, place in sorted({pair for resource in asking.values() for pair in plugin_hosts(resource)}):
        if host:
            yield admitted(Reference("plugin", host, place), stack.cloud, context)
        else:
            yield failed(
                f"a plugin's download address names no host ({place})",
                f"l'adresse de téléchargement d'un greffon ne désigne aucun hôte ({place})",
                place,
            )


RULE = Rule(
    id="SOV-LOC-006",
    title=Text(
        "State, secrets provider, plugins and CI of the infrastructure stay in the Union",
        "État, fournisseur de secrets, greffons et intégration continue de l'infrastructure restent dans l'Union",
    ),
    clauses=("SNC 19.2.d", "SNC 19.6.c"),
    tier=Tier.ENFORCED,
    severity=Severity.HIGH,
    scope=Scope.PLAN,
    kinds=("source", "stack"),
    explanation=Text(
        "The state knows every address, right and secret of the environment for health data. "
        "Whoever holds the state or runs the pipeline administers the environment.",
        "L'état connaît chaque adresse, droit et secret de l'environnement des données de santé. "
        "Qui détient l'état ou exécute la chaîne d'intégration administre l'environnement.",
    ),
    remediation=Text(
        "Keep the state in the estate's own bucket (docs/state.md), use a passphrase or a key store of the "
        "platform's own "
        "as secrets provider, mirror plugins, and run CI on runners of the platform's own.",
        "Conserver l'état dans le compartiment de l'environnement (docs/state.md), utiliser une phrase secrète ou un "
        "magasin de "
        "clés propre comme fournisseur de secrets, répliquer les greffons, et exécuter l'intégration continue sur ses "
        "propres machines.",
    ),
    check=check,
)
