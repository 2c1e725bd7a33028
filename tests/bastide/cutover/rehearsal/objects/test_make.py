"""What is made on loopback: exactly as much as is asked for, the same for the same seed."""

from __future__ import annotations

import hashlib

import pytest

from bastide.cutover.rehearsal.objects import make
from bastide.cutover.rehearsal.objects.part import Size


@pytest.mark.parametrize(("count", "size"), [(10_240, 1024 * make.MIB), (130, 2_000_000), (700, 20 * make.MIB)])
def test_number_and_bytes_are_exact(count: int, size: int) -> None:
    planned = list(make.plan(count, size, 1))
    assert (len(planned), sum(one.size for one in planned)) == (count, size)
    assert len({one.name for one in planned}) == count
    assert min(one.size for one in planned) == 0


def test_the_default_is_what_the_claim_says() -> None:
    planned = list(make.plan(Size().objects, Size().bytes, 1))
    assert len(planned) >= 10_000
    assert sum(one.size for one in planned) == 1024 * make.MIB
    assert max(one.size for one in planned) == 64 * make.MIB
    assert sum(1 for one in planned if one.states) >= 20
    assert sum(1 for one in planned if one.tags) >= 20
    assert {one.name.rpartition("/")[2] for one in planned} > {name for name in make.HARD if "/" not in name}


def test_contents_are_their_seed_s_and_differ() -> None:
    first, second = list(make.plan(130, 2_000_000, 1))[1:3]
    assert len(first.content()) == first.size
    assert first.content() == next(one for one in make.plan(130, 2_000_000, 1) if one.name == first.name).content()
    digests = {hashlib.sha256(content).digest() for content in (first.content(), first.content(0), second.content())}
    assert len(digests) == 3
