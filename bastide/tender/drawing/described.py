"""The drawing in words, for whoever does not see it."""

from __future__ import annotations

from bastide.tender.drawing.legend import counts
from bastide.tender.drawing.scene import Connection, OneSided, Scene
from bastide.tender.drawing.words import Say


def description(scene: Scene, say: Say) -> str:
    """What is drawn, by number, then every connection with its ports."""
    if not scene.areas:
        return say("empty")
    parts = [say("counts", **counts(scene)) + "."]
    if scene.connections:
        parts.append(say("allowed", list="; ".join(_connection(item, say) for item in scene.connections)))
    if scene.one_sided:
        parts.append(say("one sided", list="; ".join(_one_sided(item) for item in scene.one_sided)))
    if scene.omitted:
        parts.append(say("omitted", names=", ".join(scene.omitted)))
    return " ".join(parts)


def named(end: str, say: Say) -> str:
    """An end of a connection: words for what is outside, the id of a segment."""
    return say(end) if end.startswith("@") else end


def _connection(item: Connection, say: Say) -> str:
    text = f"{named(item.source, say)} → {named(item.target, say)} {', '.join(item.ports)}"
    return say("row missing", text=text) if item.missing else text


def _one_sided(item: OneSided) -> str:
    return f"{item.flow} {item.segment} {', '.join(item.ports)}"
