"""What this run has seen is what `docs/fidelity.md` says."""

from __future__ import annotations

import os

import pytest

from tests.e2e.openstack.record import COMMAND, PAGE
from tests.e2e.openstack.standing import Standing

pytestmark = [pytest.mark.openstack, pytest.mark.xdist_group("openstack")]

WRITES = "BASTIDE_WRITE_FIDELITY"


def test_the_page_says_what_was_seen(stood: Standing) -> None:
    if not stood.record.whole:
        pytest.skip("only some of the tests ran: the table is of all of them")
    page = stood.record.page()
    if os.environ.get(WRITES):
        PAGE.write_text(page, encoding="utf-8")
    found = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    assert found == page, f"the cloud or the provider does otherwise now; look at the difference, then: {COMMAND}"
