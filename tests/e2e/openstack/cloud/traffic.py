"""What a rule speaks of: a protocol and an interval of ports."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.openstack.cloud.model import Rule

LAST_PORT = 65535
_ICMP, _ICMPV6 = 1, 58
_NUMBERS = {
    "ah": 51,
    "dccp": 33,
    "egp": 8,
    "esp": 50,
    "gre": 47,
    "icmp": _ICMP,
    "icmpv6": _ICMPV6,
    "igmp": 2,
    "ipip": 4,
    "ipv6-encap": 41,
    "ipv6-frag": 44,
    "ipv6-icmp": _ICMPV6,
    "ipv6-nonxt": 59,
    "ipv6-opts": 60,
    "ipv6-route": 43,
    "ospf": 89,
    "pgm": 113,
    "rsvp": 46,
    "sctp": 132,
    "tcp": 6,
    "udp": 17,
    "udplite": 136,
    "vrrp": 112,
}
"""Neutron's words (`neutron_lib.constants.IP_PROTOCOL_MAP`)."""
_WORDS = {number: word for word, number in reversed(_NUMBERS.items())} | {_ICMPV6: "icmpv6"}
# Neutron takes the number 0 for every protocol
_EVERY = ("", "any", "0")
_WITH_PORTS = (6, 17, 33, 132, 136)


@dataclass(frozen=True)
class Traffic:
    """Ports `low` to `high` of a protocol; of every protocol where it is None.

    Of ICMP the interval is that of types (codes are left out: a rule for one code counts as one for its type).
    """

    protocol: int | None = None
    low: int = 0
    high: int = LAST_PORT

    def meet(self, other: Traffic) -> Traffic | None:
        """What is in both."""
        if self.protocol is not None and other.protocol is not None and self.protocol != other.protocol:
            return None
        low, high = max(self.low, other.low), min(self.high, other.high)
        protocol = other.protocol if self.protocol is None else self.protocol
        return Traffic(protocol, low, high) if low <= high else None

    def __str__(self) -> str:
        if self.protocol is None:
            return "everything"
        word = _WORDS.get(self.protocol, f"protocol {self.protocol}")
        if (self.low, self.high) == (0, LAST_PORT):
            return word
        return f"{word} {self.low}" if self.low == self.high else f"{word} {self.low}-{self.high}"


EVERYTHING = Traffic()


def of(rule: Rule) -> Traffic | None:
    """What the rule speaks of; None where its protocol is a word that nobody knows."""
    word = (rule.protocol or "").lower()
    if word in _EVERY:
        return EVERYTHING
    number = _NUMBERS.get(word) if not word.isdecimal() else int(word)
    if number is None:
        return None
    if number == _ICMP and rule.ethertype == "IPv6":
        number = _ICMPV6
    if number in (_ICMP, _ICMPV6):
        return Traffic(number) if rule.low is None else Traffic(number, rule.low, rule.low)
    if number not in _WITH_PORTS:
        return Traffic(number)
    return ports(number, 0 if rule.low is None else rule.low, LAST_PORT if rule.high is None else rule.high)


def ports(protocol: int, low: int, high: int) -> Traffic:
    """Neutron itself makes no difference between ports 1 to 65535 and all of them: it forgets such an interval."""
    return Traffic(protocol, 0 if (low, high) == (1, LAST_PORT) else low, high)
