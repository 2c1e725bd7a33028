"""What the platform must operate itself: the parts on hosts of its own, what they consume, and what people must do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part, Source
from bastide.tender.sections.capabilities import described
from bastide.tender.sections.own_parts_sizes import Consumed, Sized, Sizes, grouped
from bastide.tender.sections.own_parts_words import WORDS
from bastide.tender.sections.slugs import slug
from facts.duties import Duty, Topic, duties
from facts.model import Level
from policies.model import Lang
from policies.record import Record

__all__ = ["WORDS", "OwnDuty", "OwnPart", "OwnParts", "Sized", "of"]


class OwnPart(Part):
    """One part: all roles of one path.

    Attributes:
        slug: of the role path.
        level: SELF_OPERATED; AUTOMATED where the cloud offers the role and its hosts start from documents of ours.
        what: what the capability is; `source` of its level.
        roles: how many of them have something of ours; `areas` where.
        features: further capabilities that these hosts bring, such as `key.rotation`.
        duties: ids of `OwnParts.duties` that come with the part; those of every host apart.
    """

    slug: str
    role: str
    capability: str
    level: Level
    what: str
    source: Source
    roles: int
    areas: tuple[str, ...]
    sizes: tuple[Sized, ...]
    consumed: Consumed
    features: tuple[str, ...]
    duties: tuple[str, ...]


class OwnDuty(Part):
    """What somebody must do. `parts`: the role paths that bring it; empty: every host."""

    id: str
    topic: Topic
    who: str
    when: str
    what: str
    parts: tuple[str, ...]
    source: Source


class OwnParts(Part):
    """All parts on hosts of the platform's own, and the register of duties that they bring.

    Attributes:
        sources: of the facts that say what a flavour has.
    """

    parts: tuple[OwnPart, ...]
    total: Consumed
    sources: tuple[Source, ...]
    duties: tuple[OwnDuty, ...]


def of(candidate: Candidate) -> OwnParts:
    """The parts of one candidate's estate. Sizes are those that the bill of quantities counts."""
    found: dict[str, list[Record]] = {}
    for role in candidate.view.of("role.*"):
        if _is_ours(role, candidate):
            found.setdefault(role.role, []).append(role)
    ways = Sizes(candidate)
    parts = tuple(_part(path, roles, ways) for path, roles in sorted(found.items()))
    own = [record for roles in found.values() for record in _made(roles)]
    return OwnParts(
        parts=parts,
        total=ways.consumed(own),
        sources=ways.sources(own),
        duties=tuple(_duties(parts, candidate)),
    )


def capability_of(role: Record) -> str:
    """The capability behind a role: `key-store` for `role.KeyStore`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", role.kind.removeprefix("role.")).lower()


def _is_ours(role: Record, candidate: Candidate) -> bool:
    """Whether the platform operates it: by its level, or because its hosts start from documents of ours."""
    offered = candidate.definition.offered.get(capability_of(role))
    if offered is None:
        return False
    return offered.level is Level.SELF_OPERATED or any(record.kind == "compute.vm" for record in _made((role,)))


def _made(roles: Iterable[Record]) -> Iterator[Record]:
    """What was made for these roles themselves, settings left out."""
    return (item for role in roles for item in role.view.made_for(role) if not item.entry.of)


def _part(path: str, roles: Sequence[Record], ways: Sizes) -> OwnPart:
    lang, offered = ways.candidate.lang, ways.candidate.definition.offered
    capability = capability_of(roles[0])
    fact = offered[capability]
    made = list(_made(roles))
    consumed = ways.consumed(made)
    # a host that only holds a place brings no work but that of every host
    runs = fact.level is Level.SELF_OPERATED or consumed.hosts > consumed.bare
    return OwnPart(
        slug=slug(path),
        role=printable(path),
        capability=capability,
        level=fact.level,
        what=described(capability, lang),
        source=Source(text=fact.source, checked=fact.checked.isoformat()),
        roles=len(roles),
        areas=tuple(sorted({printable(role.area.name) for role in roles})),
        sizes=grouped(ways.size(record) for record in made if record.kind == "compute.vm"),
        consumed=consumed,
        features=tuple(
            name
            for name, item in offered.items()
            if name.startswith(f"{capability}.") and item.level is Level.SELF_OPERATED
        ),
        duties=tuple(
            id_ for id_, duty in duties().items() if runs and _comes_with(duty, capability, ways.candidate.cloud)
        ),
    )


def _comes_with(duty: Duty, capability: str, cloud: str) -> bool:
    return capability in duty.capabilities and (not duty.clouds or cloud in duty.clouds)


def _duties(parts: Sequence[OwnPart], candidate: Candidate) -> Iterator[OwnDuty]:
    """The duties of these parts. None without a part: there is nothing to operate then."""
    for id_, duty in duties().items():
        of_parts = tuple(part.role for part in parts if id_ in part.duties)
        if of_parts or (parts and not duty.capabilities):
            yield _duty(id_, duty, of_parts, candidate.lang)


def _duty(id_: str, duty: Duty, parts: tuple[str, ...], lang: Lang) -> OwnDuty:
    french = lang is Lang.FR
    return OwnDuty(
        id=id_,
        topic=duty.topic,
        who=duty.who_fr if french else duty.who,
        when=duty.when_fr if french else duty.when,
        what=duty.what_fr if french else duty.what,
        parts=parts,
        source=Source(text=duty.source, checked=duty.checked.isoformat()),
    )
