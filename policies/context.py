"""What a rule may know besides the records: the day, the profile, what is wanted, and the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policies.exemptions import Exemption
    from policies.profiles import Profile
    from policies.view import View


@dataclass(frozen=True)
class Wanted:
    """What the intent asks of an estate as a whole. Empty where a plan comes without an intent.

    Attributes:
        owner: who owns the platform, as its tags say it; "" where nothing says it.
        controller: the data controller, likewise.
        residency: countries (ISO 3166-1 alpha-2) in which data may lie; empty: the profile's area decides alone.
        required: capability ids without which the estate is of no use.
        domains: the platform's own DNS names.
        allowed_hosts: destinations of the egress allow list, host -> flow id.
        admin_cidrs: ranges from which people reach the bastion.
        sites: ranges and addresses of the other site.
    """

    owner: str = ""
    controller: str = ""
    residency: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    allowed_hosts: Mapping[str, str] = field(default_factory=dict)
    admin_cidrs: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """Given to every rule. `on` is the day of evaluation, never the clock's."""

    on: date
    profile: Profile
    view: View
    wanted: Wanted = field(default_factory=Wanted)
    exemptions: tuple[Exemption, ...] = ()
    """All exemptions of the estate, in force or not."""
