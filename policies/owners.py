"""Whether the platform may depend on what a resource or file names outside itself."""

from __future__ import annotations

from typing import Final

from facts import ask
from facts.answer import Answer, Known, Stale
from facts.questions.hosts import Owner
from policies.answers import unsettled
from policies.context import Context
from policies.kinds.values import Reference
from policies.model import PASSED, Text, Verdict, failed
from policies.places import judged_country
from policies.storage_hosts import country_of

_NOBODY: Final = ("documentation", "private", "loopback", "local")
_SERVICES: Final = {
    "action": ("ci",),
    "backend": ("state",),
    "identity-provider": ("identity",),
    "image": ("images",),
    "plugin": ("plugins",),
    "runner": ("ci",),
    "secrets-provider": ("secrets",),
}
"""What -> the services of the register of admitted services that cover it; a host's own uses for the others."""
_ANY: Final = "egress"


def owner(reference: Reference, context: Context) -> Answer[Owner]:
    """Who owns the host behind a reference."""
    if reference.what == "image":
        return ask.image_owner(reference.name, context.on)
    if reference.what == "action":
        return ask.action_owner(reference.name, context.on)
    return ask.owner_of(reference.name, context.on)


def admitted(reference: Reference, cloud: str, context: Context) -> Verdict:
    """Whether a dependency is one of the platform, of the estate's own cloud, or an admitted European service.

    No encryption and no key is looked at: a foreign host stays foreign.
    """
    found = owner(reference, context)
    named = _name(reference, found)
    if not isinstance(found, Known):
        if reference.what != "image" and _is_ours(reference.name, context):
            return PASSED
        return unsettled(found, Text(f"owner of {named.en}", f"propriétaire de {named.fr}"), reference.place)
    who = found.value
    if who.kind in _NOBODY:
        return PASSED
    if who.provider and who.provider == cloud:
        return _of_region(reference, named, context)
    return _of_seat(reference, who, named, context) or _registered(reference, who, named, context)


def _of_region(reference: Reference, named: Text, context: Context) -> Verdict:
    """The verdict on an endpoint of the estate's own cloud: its object storage lies in regions elsewhere, too."""
    country = country_of(reference.name) if reference.what in ("backend", "host") else None
    if country is None:
        return PASSED
    if not country:
        return failed(
            f"{named.en}: nothing tells in which country this object storage lies",
            f"{named.fr} : rien n'indique dans quel pays se trouve ce stockage d'objets",
            reference.place,
        )
    return judged_country(country, named.en, named.fr, context, reference.place)


def _of_seat(reference: Reference, who: Owner, named: Text, context: Context) -> Verdict | None:
    """The failure of an owner whose seat is outside the Union or not known; None for one inside."""
    if who.seat is None:
        return failed(
            f"{named.en}: the seat of {who.name} is not known; ask: {who.ask}",
            f"{named.fr} : le siège de {who.name_fr} n'est pas établi ; demander : {who.ask_fr}",
            reference.place,
        )
    inside = ask.in_area(who.seat, "EU", context.on)
    if not isinstance(inside, Known):
        return unsettled(inside, Text(f"seat of {who.name}", f"siège de {who.name_fr}"), reference.place)
    if inside.value:
        return None
    return failed(
        f"{named.en} belongs to {who.name}, with its seat in {who.seat}, outside the Union",
        f"{named.fr} appartient à {who.name_fr}, dont le siège est dans le pays {who.seat}, hors de l'Union",
        reference.place,
    )


def _is_ours(host: str, context: Context) -> bool:
    """Below a domain that the intent declares as the platform's own. One of the register is never ours by declaring."""
    return any("." in domain and f".{host}".endswith(f".{domain}") for domain in context.wanted.domains)


def _registered(reference: Reference, who: Owner, named: Text, context: Context) -> Verdict:
    """The verdict of the register of admitted services. What is admitted for one service is not for another."""
    services = _SERVICES.get(reference.what) or (*who.uses, _ANY)
    names = tuple(filter(None, (reference.name, who.suffix, who.provider)))
    answers = [ask.subprocessor(name, service, context.on) for name in names for service in services]
    entries = [answer.value for answer in answers if isinstance(answer, Known)]
    if any(entry.in_force for entry in entries):
        return PASSED
    stale = next((answer for answer in answers if isinstance(answer, Stale)), None)
    if stale is not None:
        return unsettled(stale, Text(f"admission of {named.en}", f"admission de {named.fr}"), reference.place)
    if entries:
        return failed(
            f"{named.en} belongs to {who.name}, which is not admitted on {context.on} (from {entries[0].since} to "
            f"{entries[0].until})",
            f"{named.fr} appartient à {who.name_fr}, non admis au {context.on} (du {entries[0].since} au "
            f"{entries[0].until})",
            reference.place,
        )
    return failed(
        f"{named.en} belongs to {who.name} ({who.seat}), which is not in the register of admitted services"
        f" ({', '.join(services)})",
        f"{named.fr} appartient à {who.name_fr} ({who.seat}), absent du registre des services admis"
        f" ({', '.join(services)})",
        reference.place,
    )


def _name(reference: Reference, found: Answer[Owner]) -> Text:
    """What is named, as far as it may be shown: from a secret only what the register itself says."""
    place = f" ({reference.place})" if reference.place else ""
    if not reference.in_secret:
        return Text(f"`{reference.name}`{place}", f"« {reference.name} »{place}")
    if isinstance(found, Known) and found.value.kind not in _NOBODY:
        return Text(f"`{found.value.suffix}`{place}", f"« {found.value.suffix} »{place}")
    return Text(f"a host named in a secret{place}", f"un hôte désigné dans un secret{place}")
