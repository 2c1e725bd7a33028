"""Who owns the host behind an address, an image or a CI action."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from facts import registers
from facts.answer import Answer, Known, Origin, Unknown
from facts.hosts import host_of, image_host, suffixes
from facts.owners import OwnerKind, OwnerRow, Use
from facts.questions.common import CACHED, believed, place
from facts.questions.providers import provider

_REGISTER: Final = "hosts"
_OF_STANDARDS: Final = Origin(
    "registries of special addresses and names: RFC 6890, RFC 6761, RFC 5737, RFC 3849, RFC 1918",
    date(2013, 4, 30),
    "P",
    "",
)
"""What standards reserve does not grow old: no lifetime applies."""

_DOCUMENTATION_NETS: Final = tuple(
    ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
# what stands behind names and addresses that nobody owns, in both languages
_MACHINE: Final = ("this machine", "cette machine")
_CLOUDS_METADATA: Final = (
    "metadata service of the host's own cloud",
    "service de métadonnées du nuage même de la machine",
)
_FOR_DOCUMENTATION: Final = (
    "address for documentation, stands for the platform's own",
    "adresse de documentation, tient lieu d'une adresse de la plateforme",
)
_METADATA: Final = frozenset({"169.254.169.254", "fe80::a9fe:a9fe", "fd00:ec2::254"})
"""Where a cloud's hosts ask for their own description: it never leaves the host's cloud."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who stands behind a host.

    Attributes:
        suffix: the domain by which it was recognised, or the address.
        provider: id of the provider, "" where the register of providers does not have it.
        seat: country of its seat; None where it is not known, or where there is none: treat as unknown.
        kind: `provider`, `public-body`, `community`, `documentation`, `private`, `loopback` or `local`.
        uses: what the host is good for.
        ask: who must find out the seat; "" where it is known or does not matter.
        name_fr: the same as `name`, in French; names of companies are the same in both.
        ask_fr: the same as `ask`, in French.
    """

    suffix: str
    provider: str
    name: str
    seat: str | None
    kind: str
    uses: tuple[str, ...]
    ask: str = ""
    name_fr: str = ""
    ask_fr: str = ""


@lru_cache(maxsize=CACHED)
def owner_of(host: str, on: date) -> Answer[Owner]:
    """Who owns a host. Takes what `facts.hosts.host_of` takes.

    A public IP address is `Unknown`: nothing is looked up. So is a name without a dot, which resolves differently
    on each machine.
    """
    name = host_of(host)
    if not name:
        return Unknown(
            "this text names no host for certain",
            "whoever wrote it: a plain host name or address",
            place(_REGISTER, "owners"),
            "ce texte ne désigne aucun hôte avec certitude",
            "son auteur : un simple nom d'hôte ou une simple adresse",
        )
    special = _special(name)
    if special is not None:
        return Known(special, _OF_STANDARDS)
    for suffix in suffixes(name):
        if suffix in _index():
            return _owner(suffix, *_index()[suffix], on)
    return Unknown(
        f"no register knows who owns `{name}`",
        "the legal department: owner and seat, from the domain's imprint or contract",
        place(_REGISTER, "owners"),
        f"aucun registre ne dit à qui appartient `{name}`",
        "le service juridique : propriétaire et siège, d'après les mentions légales du domaine ou le contrat",
    )


def _owner(suffix: str, id_: str, row: OwnerRow, uses: tuple[Use, ...], on: date) -> Answer[Owner]:
    name, name_fr, seat, ask, ask_fr = row.name, row.name_fr or row.name, row.seat, row.ask, row.ask_fr
    if row.provider:
        facts = provider(row.provider, on)
        name = name_fr = facts.name
        if isinstance(facts.seat, Known):
            seat = facts.seat.value
        else:
            ask, ask_fr = facts.seat.ask, facts.seat.ask_fr
    found = Owner(
        suffix,
        row.provider,
        name,
        seat,
        row.kind.value,
        tuple(use.value for use in uses),
        ask if not seat else "",
        name_fr,
        ask_fr if not seat else "",
    )
    return believed(found, row, _REGISTER, f"owners.{id_}", f"owner of {suffix}", on)


@cache
def _index() -> dict[str, tuple[str, OwnerRow, tuple[Use, ...]]]:
    """Domain -> id of its owner, owner, uses."""
    return {
        suffix: (id_, row, uses) for id_, row in registers.hosts().owners.items() for suffix, uses in row.hosts.items()
    }


def _special(name: str) -> Owner | None:
    """Addresses and names that belong to nobody in the world."""
    if name == "localhost" or name.endswith(".localhost"):
        return _nobody(name, OwnerKind.LOOPBACK, *_MACHINE)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    if str(address) in _METADATA:
        return _nobody(name, OwnerKind.PRIVATE, *_CLOUDS_METADATA)
    if any(address in net for net in _DOCUMENTATION_NETS if net.version == address.version):
        return _nobody(name, OwnerKind.DOCUMENTATION, *_FOR_DOCUMENTATION)
    if address.is_loopback:
        return _nobody(name, OwnerKind.LOOPBACK, *_MACHINE)
    return _nobody(name, OwnerKind.PRIVATE, "private address", "adresse privée") if _is_private(address) else None


def _is_private(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Of a network of one's own. The unspecified address (`0.0.0.0`) is the whole world, reserved ones are nobody's."""
    if address.is_unspecified or address.is_reserved or address.is_multicast:
        return False
    return address.is_private


def _nobody(name: str, kind: OwnerKind, what: str, what_fr: str) -> Owner:
    return Owner(name, "", what, None, kind.value, (), name_fr=what_fr)


@lru_cache(maxsize=CACHED)
def image_owner(reference: str, on: date) -> Answer[Owner]:
    """Who owns the registry behind a container image. A reference without host means the default registry."""
    host = image_host(reference, registers.hosts().default_registry)
    if not host:
        return Unknown(
            "this text is no reference of a container image",
            "whoever wrote it: `host/name:tag`, better with a digest",
            place(_REGISTER, "owners"),
            "ce texte n'est pas la référence d'une image de conteneur",
            "son auteur : `host/name:tag`, de préférence avec une empreinte",
        )
    return owner_of(host, on)


@lru_cache(maxsize=CACHED)
def action_owner(uses: str, on: date) -> Answer[Owner]:
    """Who owns the host from which a CI system takes an action: `owner/repository@ref`, `docker://..`, `./path`.

    The account that published it is not looked at: the host that serves it can change it.
    """
    text = uses.strip()
    if text.startswith(("./", "../", ".\\")):
        return Known(_nobody(text, OwnerKind.LOCAL, "part of the repository", "partie du dépôt"), _OF_STANDARDS)
    if text.startswith("docker://"):
        return image_owner(text, on)
    first, slash, rest = text.partition("@")[0].partition("/")
    if "://" in text or (slash and "." in first and rest):
        return owner_of(text.partition("@")[0] if "://" not in text else text, on)
    if slash and first and rest and host_of(first):
        return owner_of(registers.hosts().action_host, on)
    return Unknown(
        "this text names no CI action",
        "whoever wrote it: `owner/repository@commit`",
        place(_REGISTER, "owners"),
        "ce texte ne désigne aucune action d'intégration continue",
        "son auteur : `owner/repository@commit`",
    )
