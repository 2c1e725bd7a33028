"""No port can be taken: each listener asks for any free one, so two runs at once share none."""

from __future__ import annotations

from pathlib import Path

from plan.engine.session import Session, session
from tests.plan.engine.lives import REPOSITORY

LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}
"""127.0.0.1 as the kernel writes it, also in a socket for both kinds of addresses."""


def ports_of(run: Session) -> set[str]:
    attached = run.caller.environment["PULUMI_DEBUG_PROVIDERS"].split(",")
    return {*(entry.rpartition(":")[2] for entry in attached), run.caller.environment["VAULT_ADDR"].rpartition(":")[2]}


def listening(process: int) -> set[tuple[str, str]]:
    """Addresses and ports on which a process listens (Linux)."""
    links = (file for file in Path(f"/proc/{process}/fd").iterdir())
    sockets = {target for link in links if (target := str(link.readlink())).startswith("socket:")}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                address, port = fields[1].split(":")
                found.add((address, str(int(port, 16))))
    return found


def test_two_runs_at_once_share_no_port_and_listen_on_loopback_only() -> None:
    with session(REPOSITORY, "scaleway") as (one, host), session(REPOSITORY, "scaleway") as (other, second):
        ours, theirs = ports_of(one) | {str(host.port)}, ports_of(other) | {str(second.port)}
        assert len(ours) > 3
        assert not ours & theirs
        heard = {pair for run in (one, other) for child in run.children for pair in listening(child.process.pid)}
    assert {port for _, port in heard} <= ours | theirs
    assert len(heard) > 6
    assert {address for address, _ in heard} <= LOOPBACK
