"""The way out of each service that the plan uses: open format, equivalent elsewhere, or that it is a lock-in."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

from bastide.review.findings.report import printable
from bastide.tender.candidate import Candidate
from bastide.tender.part import Part
from bastide.tender.sections.kind_words import named
from bastide.tender.sections.slugs import slug
from bastide.words import Words
from policies.evaluate import asked_about
from policies.model import Lang, Text
from policies.reversibility import WayOut, way_out
from policies.rules import rev_001

WORDS: Final = Words(
    {
        "intro": Text(
            "How each service of the plan is left: the form in which its content leaves, and what takes its place at "
            "another cloud. What is a gap is not in the plan and has no line here. These are descriptions of our own "
            "of what the components use; no contract was read. Notice periods, exit fees and help with the move are "
            "for the candidate to state in writing.",
            "Comment quitter chaque service du plan : la forme sous laquelle son contenu en sort, et ce qui le "
            "remplace chez un autre fournisseur. Ce qui est une lacune n'est pas dans le plan et n'a pas de ligne "
            "ici. Ces descriptions, propres à ce rapport, portent sur ce que les composants utilisent ; aucun contrat "
            "n'a été lu. Les préavis, les frais de sortie et l'assistance à la reprise sont à indiquer par écrit par "
            "le candidat.",
        ),
        "summary": Text("Services by way out", "Services selon leur sortie"),
        "candidate": Text("candidate", "candidat"),
        "resources": Text("resources", "ressources"),
        "open": Text("with a way out", "avec une sortie"),
        "lock-in": Text("lock-in", "dépendance assumée"),
        "unknown": Text("no way out known", "sans sortie connue"),
        "caption": Text("Services of {candidate}", "Services de {candidate}"),
        "kind": Text("service", "service"),
        "count": Text("resources", "ressources"),
        "format": Text("form in which its content leaves", "forme sous laquelle le contenu en sort"),
        "equivalent": Text("equivalent elsewhere", "équivalent ailleurs"),
        "way": Text("way out", "sortie"),
        "nobody": Text(
            "Nobody has described a way out (rule REV-001). Whoever chose the service must.",
            "Personne n'a décrit de sortie (règle REV-001). Qui a choisi le service doit le faire.",
        ),
    }
)


class Way(StrEnum):
    """Whether a service can be left."""

    OPEN = "open"  # a format and an equivalent are described
    LOCK_IN = "lock-in"  # it cannot be left as it is, and is listed as such
    UNKNOWN = "unknown"  # nobody has described it


class Class(Part):
    """A class of a provider, and how many resources of the plan are of it."""

    type: str
    count: int


class Service(Part):
    """One kind of service with one way out.

    Attributes:
        slug: tells it from the others of the candidate; the same in both languages.
        kind: neutral kind; `name` is what people call it.
        format: in which form the content leaves; "" where nobody has described it, and so for `equivalent`.
        lock_in: why it cannot be left as it is; "" where it can.
    """

    slug: str
    kind: str
    name: str
    way: Way
    count: int
    classes: tuple[Class, ...]
    format: str
    equivalent: str
    lock_in: str


class Reversibility(Part):
    """All services of the plan, lock-ins and what nobody has described first, and how many resources have which way.

    Settings that belong to another resource are not counted: it is what is left.
    """

    services: tuple[Service, ...]
    resources: int
    ways: dict[Way, int]


_ORDER: Final = {Way.UNKNOWN: 0, Way.LOCK_IN: 1, Way.OPEN: 2}


def of(candidate: Candidate) -> Reversibility:
    """The ways out of one candidate's estate, as REV-001 asks for them."""
    found: dict[tuple[str, WayOut | None], Counter[str]] = {}
    for record in candidate.view.records:
        if not record.entry.of and asked_about(rev_001.RULE, record.kind):
            way = way_out(record.kind, record.resource.type)
            found.setdefault((record.kind, way), Counter())[record.resource.type] += 1
    services = [_service(kind, way, types, candidate.lang) for (kind, way), types in found.items()]
    ways: Counter[Way] = Counter()
    for service in services:
        ways[service.way] += service.count
    return Reversibility(
        services=tuple(sorted(services, key=lambda item: (_ORDER[item.way], item.kind, item.slug))),
        resources=sum(ways.values()),
        ways={way: ways[way] for way in Way},
    )


def _service(kind: str, way: WayOut | None, types: Counter[str], lang: Lang) -> Service:
    said = way.said(lang) if way else None
    classes = tuple(Class(type=printable(name), count=count) for name, count in sorted(types.items()))
    # a class with a way out of its own stands beside the others of its kind
    own = way is not None and way != way_out(kind, "")
    return Service(
        slug=slug(kind, classes[0].type) if own else slug(kind),
        kind=kind,
        name=named(kind, lang),
        way=Way.UNKNOWN if said is None else Way.LOCK_IN if said.lock_in else Way.OPEN,
        count=types.total(),
        classes=classes,
        format=said.format if said else "",
        equivalent=said.equivalent if said else "",
        lock_in=said.lock_in if said else "",
    )
