"""The drawing of each environment, and what it shows as tables: connections, what stands where, what is not built."""

from __future__ import annotations

from typing import Final

from bastide.tender.candidate import Candidate
from bastide.tender.drawing.described import description, named
from bastide.tender.drawing.legend import counts
from bastide.tender.drawing.placing import layout
from bastide.tender.drawing.reading import scene
from bastide.tender.drawing.scene import Connection, OneSided, Scene
from bastide.tender.drawing.svg import svg
from bastide.tender.drawing.words import Say, saying
from bastide.tender.part import Part
from bastide.words import Words
from facts import ask
from policies.model import Text

WORDS: Final = Words(
    {
        "intro": Text(
            "Each environment as its plan has it: areas, networks and segments with their ranges, what stands in them, "
            "and who may open connections to whom. An arrow stands where both ends allow it. What is wanted and not "
            "built by code is dashed. Identities, rights and keys of people are not drawn.",
            "Chaque environnement tel que son plan le décrit : périmètres, réseaux et segments avec leurs plages, ce "
            "qu'ils hébergent, et qui peut ouvrir une connexion vers qui. Une flèche figure là où les deux extrémités "
            "l'autorisent. Ce qui est demandé sans être construit par du code est en tirets. Les identités, les droits "
            "et les clés des personnes ne sont pas dessinés.",
        ),
        "summary": Text(
            "{title}: {segments} segments, {hosts} hosts, {addresses} public addresses, {connections} connections",
            "{title} : {segments} segments, {hosts} hôtes, {addresses} adresses publiques, {connections} connexions",
        ),
        "connections": Text("Allowed connections: {title}", "Connexions autorisées : {title}"),
        "from": Text("from", "depuis"),
        "to": Text("to", "vers"),
        "ports": Text("ports", "ports"),
        "flows": Text("flows of the intent", "flux de l'intention"),
        "by the cloud": Text(
            "none: shown by the cloud's resources", "aucun : montré par les ressources de l'hébergeur"
        ),
        "not built": Text("not built by code ({level})", "non construit par du code ({level})"),
        "one sided": Text(
            "Allowed at one end only, so nothing passes: {title}",
            "Autorisé à une seule extrémité, donc sans effet : {title}",
        ),
        "segment": Text("segment", "segment"),
        "flow": Text("flow", "flux"),
        "direction": Text("direction", "sens"),
        "in": Text("in", "entrant"),
        "out": Text("out", "sortant"),
        "peers": Text("ranges", "plages"),
        "api": Text("by API", "par API"),
        "manual": Text("by hand", "à la main"),
        "absent": Text("absent", "absent"),
    }
)


class Allowed(Part):
    """One connection that both ends allow.

    Attributes:
        source: id of a segment (`hub.bastion`), or what is outside (`@users`, `@site`, ...); `target` likewise.
        named_source: the same in words; `named_target` likewise.
        ports: `22`, `1-65535`, `123/udp`.
        flows: ids of the flows of the intent behind it; empty for what only the cloud's own resources show.
        missing: level of the gap where what would answer is not built; "" where it is.
    """

    source: str
    target: str
    named_source: str
    named_target: str
    ports: tuple[str, ...]
    flows: tuple[str, ...]
    missing: str


class Unanswered(Part):
    """A rule of one segment that no other end answers. `direction` is `in` or `out`."""

    segment: str
    direction: str
    flow: str
    ports: tuple[str, ...]
    peers: tuple[str, ...]


class Drawing(Part):
    """The drawing of one environment.

    Attributes:
        svg: the document; all that comes from the plan is escaped in it.
        segments: how many are drawn; `hosts`, `addresses`: hosts of ours and public addresses likewise.
        zones: zones that the plan names; empty where it names none.
        connections: what both ends allow, and what the cloud's own resources open to the internet.
        one_sided: rules by which nothing passes inside the estate.
        omitted: names of areas that are not drawn because there are too many.
    """

    svg: str
    segments: int
    hosts: int
    addresses: int
    zones: tuple[str, ...]
    connections: tuple[Allowed, ...]
    one_sided: tuple[Unanswered, ...]
    omitted: tuple[str, ...]


def of(candidate: Candidate) -> Drawing:
    """The drawing of one candidate, from its plans alone."""
    say = saying(candidate.lang)
    seen = scene(candidate.view, candidate.estate, candidate.cloud)
    return drawn(seen, ask.provider(candidate.cloud, candidate.on).name, say)


def drawn(seen: Scene, title: str, say: Say) -> Drawing:
    """The drawing of a scene, whatever plan it comes from."""
    numbers = counts(seen)
    return Drawing(
        svg=svg(layout(seen, title, say), seen.estate, say("title", estate=title), description(seen, say)),
        segments=numbers["segments"],
        hosts=numbers["hosts"],
        addresses=numbers["addresses"],
        zones=seen.zones,
        connections=tuple(_allowed(item, say) for item in seen.connections),
        one_sided=tuple(_unanswered(item) for item in seen.one_sided),
        omitted=seen.omitted,
    )


def _allowed(item: Connection, say: Say) -> Allowed:
    return Allowed(
        source=item.source,
        target=item.target,
        named_source=named(item.source, say),
        named_target=named(item.target, say),
        ports=item.ports,
        flows=item.flows,
        missing=item.missing,
    )


def _unanswered(item: OneSided) -> Unanswered:
    return Unanswered(
        segment=item.segment, direction=item.direction, flow=item.flow, ports=item.ports, peers=item.peers
    )
