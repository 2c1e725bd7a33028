"""Scenes of any shape, with names of anybody."""

from __future__ import annotations

from hypothesis import strategies as st

from bastide.tender.drawing.icons import OF_KIND
from bastide.tender.drawing.scene import Area, Connection, End, Outside, Scene, Segment, Thing

NAMES = st.one_of(
    st.sampled_from(["bastion", "data", "<script>alert(1)</script>", "a&b", "x" * 60, "Ünïcode œuvre", "日本語", ""]),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029"), max_size=40),
)
_LEVELS = st.sampled_from(["", "", "", "api", "manual", "absent"])
_ZONES = ("zone-a", "zone-b", "zone-c")
_PORTS = st.lists(st.sampled_from(["22", "443", "1-65535", "123/udp", "icmp", "3128"]), max_size=6, unique=True)

things = st.builds(
    Thing,
    kind=st.sampled_from(sorted(OF_KIND)),
    count=st.integers(1, 200),
    hosts=st.integers(0, 300),
    zones=st.lists(st.sampled_from(_ZONES), unique=True).map(tuple),
    addresses=st.integers(0, 9),
    public=st.booleans(),
    missing=_LEVELS,
    measure=st.none() | st.tuples(st.sampled_from(["nodes", "gb"]), st.integers(1, 10**6)),
)


@st.composite
def _segments(draw: st.DrawFn, area: int) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            id=f"a{area}.s{index}",
            name=draw(NAMES),
            cidr=draw(st.sampled_from(["10.0.0.0/24", "", "2001:db8:1234:5678:9abc:def0::/96"])),
            missing=draw(_LEVELS),
            things=tuple(draw(st.lists(things, max_size=4))),
        )
        for index in range(draw(st.integers(0, 4)))
    )


@st.composite
def _areas(draw: st.DrawFn, index: int, stage: str) -> Area:
    return Area(
        name=f"a{index}",
        title=draw(NAMES),
        stage=stage,
        classification=draw(st.sampled_from(["snds", "internal", "odd"])),
        state=draw(st.sampled_from(["", "open", "frozen", "odd"])),
        cidr="10.0.0.0/20",
        missing=draw(_LEVELS),
        joined=draw(st.booleans()),
        segments=draw(_segments(index)),
        network=tuple(draw(st.lists(things, max_size=1))),
        services=tuple(draw(st.lists(things, max_size=6))),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A scene of up to nine areas, with connections between any two ends."""
    stages = ["hub"] * draw(st.integers(0, 1))
    stages += draw(st.lists(st.sampled_from(["production", "non-production", "space", "space"]), max_size=8))
    areas = tuple(draw(_areas(index, stage)) for index, stage in enumerate(stages))
    inside = [segment.id for area in areas for segment in area.segments]
    outside = tuple(
        Outside(end, tuple(draw(st.lists(NAMES, max_size=6))))
        for end in sorted(draw(st.lists(st.sampled_from(list(End)), unique=True)), key=list(End).index)
    )
    ends = [*inside, *(str(item.end) for item in outside)] if inside else []
    pairs = (
        draw(st.lists(st.tuples(st.sampled_from(ends), st.sampled_from(ends)), max_size=30, unique=True))
        if ends
        else []
    )
    connections = tuple(
        Connection(source, target, tuple(draw(_PORTS)), ("F-001",), draw(st.booleans()), draw(_LEVELS))
        for source, target in pairs
        if not (source.startswith("@") and target.startswith("@"))
    )
    return Scene(draw(NAMES), areas, outside, connections, zones=_ZONES)
