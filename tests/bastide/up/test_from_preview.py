"""A receipt made from a preview, at the real CLI with the offline providers: the same as by comparing again."""

from __future__ import annotations

import json

import pytest

from tests.bastide.up.conftest import STACK, Site
from tests.bastide.up.edits import URN, with_other_words, without_a_link

pytestmark = pytest.mark.xdist_group("up")
WRITTEN = ("--format", "json", "--output", "preview.json")


def test_a_preview_gives_the_receipt_that_comparing_gives(site: Site) -> None:
    without_a_link(site)
    done = site.bastide("preview", STACK, "--against", "HEAD~1", "--allow-dirty", *WRITTEN)
    assert done.returncode == 0, done.stderr
    refused = site.make("--from-preview", "preview.json")
    assert refused.returncode == 1
    assert f"delete {URN}" in refused.stderr

    made = site.make("--from-preview", "preview.json", "--allow-delete", URN)
    assert made.returncode == 0, made.stderr
    receipt = json.loads(site.receipt.read_text(encoding="utf-8"))
    assert receipt["allowed"] == [{"holds_data": False, "operation": "delete", "planned": True, "urn": URN}]
    assert receipt["compared"] == {"id": site.git("rev-parse", "HEAD~1"), "kind": "revision", "name": "HEAD~1"}

    with_other_words(site)
    of_another_commit = site.make("--from-preview", "preview.json", "--allow-delete", URN)
    assert of_another_commit.returncode == 1
    assert "is another one in the preview than in this commit" in of_another_commit.stderr


def test_a_preview_and_a_base_are_too_many(site: Site) -> None:
    done = site.here(*site.making("--from-preview", "preview.json", "--against", "HEAD~1"))
    assert done.returncode == 2
    assert "found --against HEAD~1 with --from-preview preview.json" in done.stderr
