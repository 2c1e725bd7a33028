"""The estates as records, planned once for all tests of tables."""

from __future__ import annotations

from functools import cache

from policies.record import Record
from policies.view import View
from tests.planned import plans_of


@cache
def view(estate: str) -> View:
    return View(plans_of(estate))


def record(estate: str, token: str, name: str) -> Record:
    """One planned resource by class (`Vm`, `s3/bucket:Bucket`) and name."""
    named = [item for item in view(estate).records if item.name == name and item.resource.custom]
    found = [item for item in named if item.resource.type.endswith(f":{token}")]
    assert len(found) == 1, [item.urn for item in found]
    return found[0]
