"""What an estate's intent asks for as a whole, as the rules want to know it."""

from __future__ import annotations

from pathlib import Path

from components.contract.intent import Intent
from policies.context import Wanted


def wanted_of(intent: Intent) -> Wanted:
    """Residency, required capabilities, and what is declared towards the outside."""
    hub = intent.hub
    return Wanted(
        owner=str(intent.platform.owner),
        controller=str(intent.platform.controller),
        residency=tuple(intent.platform.residency),
        required=tuple(intent.required),
        domains=(str(intent.platform.domain),),
        allowed_hosts={str(item.host): str(item.id) for item in hub.egress.allowed},
        admin_cidrs=tuple(str(cidr) for cidr in hub.bastion.allowed_cidrs),
        sites=(str(hub.site_link.peer_address), *(str(cidr) for cidr in hub.site_link.remote_cidrs)),
    )


def wanted_by(estate: str, folder: Path) -> Wanted:
    """The same by the name of an estate; nothing where the folder has none of this name (somebody else's program).

    Raises:
        BadInput: the estate's file or intent is wrong.
    """
    from stacks.intents import intent_of  # noqa: PLC0415  (imports Pulumi)

    file = folder / f"{estate}.yaml"
    return wanted_of(intent_of(file)) if file.is_file() else Wanted()
