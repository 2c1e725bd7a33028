"""Addresses as rules write them."""

from __future__ import annotations

import pytest

from policies.net.addresses import covered, is_private, is_public, network, networks, too_wide, within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.1", "10.0.0.1/32"),
        (" 10.0.0.1/8 ", "10.0.0.0/8"),
        ("10.0.0.1/0", "0.0.0.0/0"),
        ("::FFFF:0.0.0.0/96", "0.0.0.0/0"),
        ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
        ("2001:DB8::1", "2001:db8::1/128"),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    assert str(network(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "*", "any", "10.0.0", "10.0.0.0/33", "group:web", "service:Internet", "1.2.3.4-1.2.3.9"]
)
def test_what_is_no_range(text: str) -> None:
    assert network(text) is None


@pytest.mark.parametrize(
    "peers",
    [
        {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"},
        {"fc00::/7"},
        {"203.0.113.0/24", "198.51.100.0/24"},
        {"23.0.0.0/8"},
        {"2001::/16"},
        {"group:members"},
        {"service:VirtualNetwork", "service:AzureLoadBalancer", "service:GatewayManager"},
        set(),
    ],
)
def test_narrow(peers: set[str]) -> None:
    assert not too_wide(frozenset(peers))


@pytest.mark.parametrize(
    "peers",
    [
        {"23.0.0.0/8", "24.0.0.0/32"},
        {"2001::/16", "2002::/128"},
        {f"{first}.0.0.0/9" for first in range(20, 23)},
        {"service:AzureCloud"},
        {"service:Storage.FranceCentral"},
        {"1.2.3.4-1.2.3.9"},
        {"10.0.0.0/8", "0.0.0.0"},
        {"::"},
        {"8.0.0.0/5"},
    ],
)
def test_wide(peers: set[str]) -> None:
    assert too_wide(frozenset(peers))


def test_overlapping_slices_count_once() -> None:
    assert not too_wide(frozenset({"23.0.0.0/8", "23.0.0.0/9", "23.1.0.0/16"}))


def test_private_parts_of_a_wide_range_do_not_count() -> None:
    # 10.0.0.0/7 is 10.0.0.0/8 and the public 11.0.0.0/8, which is just narrow enough
    assert not too_wide(frozenset({"10.0.0.0/7"}))
    assert too_wide(frozenset({"10.0.0.0/6"}))


def test_covered_by_several_together() -> None:
    halves = networks(["10.0.0.0/25", "10.0.0.128/25"])
    assert covered(network("10.0.0.0/24"), halves)  # type: ignore[arg-type]
    assert not covered(network("10.0.0.0/23"), halves)  # type: ignore[arg-type]
    assert not covered(network("10.0.0.0/24"), ())  # type: ignore[arg-type]


def test_versions_never_meet() -> None:
    four, six = networks(["0.0.0.0/0", "::/0"])
    assert not within(four, six)
    assert not covered(six, (four,))


@pytest.mark.parametrize(("text", "public"), [("10.1.2.3", False), ("9.0.0.0/7", True), ("8.8.8.8", True), ("?", True)])
def test_public(text: str, public: bool) -> None:
    assert is_public(text) is public


def test_a_range_that_is_partly_private_is_not_private() -> None:
    assert not is_private(network("172.0.0.0/8"))  # type: ignore[arg-type]
