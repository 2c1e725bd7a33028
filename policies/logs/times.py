"""Which time servers are the platform's own."""

from __future__ import annotations

from policies.kinds.readers import each, look
from policies.record import Record
from policies.view import View


def own_servers(view: View) -> frozenset[str]:
    """Addresses at which the estate's time sources answer; empty where it has none."""
    found: frozenset[str] | None = view.memo.get("logs.times")
    if found is None:
        said = (look(role.raw("spec"), "address") for role in view.of("role.TimeSource") if not is_gap(role))
        found = view.memo["logs.times"] = frozenset(item for item in said if isinstance(item, str) and item)
    return found


def allowed_for(host: Record) -> frozenset[str]:
    """What a host may take its time from: the platform's own servers; for these, the sources that they are given."""
    source = next((role for role in host.owners() if role.kind == "role.TimeSource"), None)
    if source is None:
        return own_servers(host.view)
    return frozenset(item for item in each(look(source.raw("spec"), "servers")) if isinstance(item, str))


def declared_for(host: Record) -> tuple[str, ...]:
    """What the host's role says that it is given."""
    for role in host.owners():
        said = look(role.raw("spec"), "time_servers")
        if said is not None:
            return tuple(item for item in each(said) if isinstance(item, str))
    return ()


def is_gap(role: Record) -> bool:
    """Whether nothing was built for a time source."""
    return any(look(gap, "capability") == "time-source" for gap in each(role.raw("gaps")))
