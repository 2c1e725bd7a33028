"""What a reviewer sees without scrolling: the first 25 lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bastide.review.comment.render import Forge, marker, render
from plan.model import Base, Operation, Options
from policies.model import Lang
from tests.bastide.comment.made import commented, plan, refusal, resource, role_urn, style

EACH = [(lang, forge) for lang in Lang for forge in Forge]


def screen(text: str) -> str:
    return "\n".join(text.splitlines()[:25])


@pytest.mark.parametrize(("lang", "forge"), EACH)
def test_a_replaced_database_an_opened_port_and_a_removed_bucket_are_all_named(lang: Lang, forge: Forge) -> None:
    first = screen(render(commented(), style(lang, forge)).text)
    for part in ("`core`", "`exports`", "`22`", "`0.0.0.0/0`", "`door`", "`region`: `fr-par` → `nl-ams`"):
        assert part.replace(": ", "\u00a0: " if lang is Lang.FR else ": ") in first
    words = ("database", "bucket", "Do not merge") if lang is Lang.EN else ("base de", "compartiment", "Ne pas fus")
    for word in words:
        assert word in first


@pytest.mark.parametrize(("lang", "forge"), EACH)
def test_the_marker_is_the_first_line(lang: Lang, forge: Forge) -> None:
    text = render(commented(), style(lang, forge)).text
    assert text.splitlines()[0] == marker("scaleway") == "<!-- bastide-comment: scaleway -->"
    assert text.count("bastide-comment:") == 1
    assert text.endswith("\n")


def test_forges_mark_a_warning_in_their_own_way() -> None:
    assert "> [!CAUTION]" in render(commented(), style()).text
    gitlab = render(commented(), style(forge=Forge.GITLAB)).text
    assert "[!CAUTION]" not in gitlab
    assert "> ⚠️ **Deleted, replaced or erased: 2 resources" in gitlab


def test_a_refusal_is_said_with_the_data_it_is_about() -> None:
    """The engine names the lock and stops; the bucket goes as well."""
    lock = resource(
        "scaleway:object/bucketLockConfiguration:BucketLockConfiguration",
        "cardio-data-lock",
        Operation.DELETE,
        options=Options(protect=True, retain_on_delete=True),
    )
    lock = replace(lock, parent=role_urn("bucket", "cardio-data"))
    comment = commented([plan([lock], messages=(refusal(f"{lock.urn} cannot be deleted"),))], [])
    first = screen(render(comment, style()).text)
    assert "removes 1 bucket" in first.casefold()
    assert "**delete** bucket `cardio-data`, in `scaleway-prod` · `Environment/Bucket`" in first
    assert "**kept at the cloud**" in first
    assert "The plan is refused." in first
    assert "more than this may go" in first
    assert "urn:pulumi" not in first


def test_a_bucket_that_is_deleted_by_name_is_named_once() -> None:
    comment = commented([plan([resource("bucket", "exports", Operation.DELETE)], messages=(refusal(),))], [])
    assert [item.name for item in comment.data_lost] == ["exports"]


def test_a_comparison_that_is_not_exact_says_so() -> None:
    base = Base("state", "hub.json", approximate="stand-ins compare with it")
    text = render(commented([plan([resource("server", "a", Operation.UPDATE)], base=base)], []), style()).text
    assert "> approximate: stand-ins compare with it" in screen(text)
    assert "Look before merging." in text


@pytest.mark.parametrize("lang", Lang)
def test_nothing_that_changes_is_short(lang: Lang) -> None:
    nothing = commented([plan([resource("server", "a", Operation.SAME)])], [], endings=())
    text = render(nothing, style(lang)).text
    assert len(text.splitlines()) < 14
    assert "CAUTION" not in text
    assert "details" not in text
