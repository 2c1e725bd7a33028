"""What a user hides is hidden everywhere, before anything is cut; a bad pattern is bad input."""

from __future__ import annotations

import time

import pytest

from bastide.review.comment.masks import VARIABLE, bounded, masks
from bastide.review.comment.render import render, render_whole
from facts.errors import BadInput
from plan.model import Change, Operation, Secret
from policies.model import Lang, Text
from tests.bastide.comment.made import commented, plan, resource, style
from tests.bastide.findings import finding

TOKEN = "corp-0123456789abcdef0123456789abcdef"
PATTERN = r"corp-[0-9a-f]{32}"


def hide(*options: str, **environment: str):  # type: ignore[no-untyped-def]
    return masks(options, environment).function()


@pytest.mark.parametrize("lang", Lang)
def test_a_pattern_hides_in_names_values_messages_and_keys(lang: Lang) -> None:
    change = Change(
        "env",
        "update",
        {"A": f"x={TOKEN}", TOKEN: 1},
        ["padding " * 8 + TOKEN, f'quoted "{TOKEN}"\nline'],
        forces_replace=True,
    )
    plans = [plan([resource("database", f"db-{TOKEN}", Operation.REPLACE, changes=[change])])]
    items = [finding(info=Text(f"says {TOKEN}", f"dit {TOKEN}"), name=TOKEN, subject=TOKEN)]
    shown = commented(plans, items, mask=hide(PATTERN))
    for text in (render(shown, style(lang)).text, render_whole(shown, style(lang)), repr(shown)):
        assert TOKEN not in text
        assert "corp-" not in text
    assert "***" in render(shown, style(lang)).text
    assert TOKEN in render(commented(plans, items), style(lang)).text


def test_a_value_is_masked_before_it_is_cut() -> None:
    """Cut first, the beginning of a token would stand there, and match no more."""
    change = Change("note", "update", "y" * 45 + TOKEN, "z", forces_replace=True)
    shown = commented([plan([resource("database", "a", Operation.REPLACE, changes=[change])])], [], mask=hide(PATTERN))
    text = render(shown, style()).text
    assert "corp" not in text
    assert "y" * 45 + "***" in text


def test_secrets_of_the_plan_need_no_mask() -> None:
    change = Change("password", "update", Secret("hunter2hunter2"), Secret("hunter3hunter3"), forces_replace=True)
    text = render(commented([plan([resource("database", "a", Operation.REPLACE, changes=[change])])], []), style()).text
    assert "hunter" not in text
    assert "`[secret]` → `[secret]`" in text


def test_patterns_and_variables_come_from_the_environment_too() -> None:
    mask = hide("one", BASTIDE_MASKS="env:TOKEN; tw[o]; ;env:UNSET;env:EMPTY", TOKEN="a.b(c", EMPTY=" ")
    assert mask is not None
    assert mask("one two three a.b(c axb(c") == "*** *** three *** axb(c"


def test_without_a_mask_there_is_none() -> None:
    assert hide() is None
    assert hide(BASTIDE_MASKS=" ; ") is None
    assert hide(BASTIDE_MASKS="env:UNSET") is None


def test_a_match_of_nothing_adds_nothing() -> None:
    mask = hide("x*")
    assert mask is not None
    assert mask("axxb") == "a***b"


@pytest.mark.parametrize(
    ("options", "environment", "said"),
    [
        (["ok", "(sec"], {}, "--mask (number 2) is no regular expression"),
        (["*a"], {}, "--mask (number 1) is no regular expression at its character 1"),
        ([""], {}, "--mask (number 1) is empty"),
        ([], {VARIABLE: "fine;[sec"}, "BASTIDE_MASKS (number 2) is no regular expression"),
        ([], {VARIABLE: "env:PIN", "PIN": "sec"}, "the value of PIN has fewer than 4 characters"),
        (["env:PIN"], {"PIN": "sec"}, "the value of PIN has fewer than 4 characters"),
    ],
)
def test_a_bad_mask_is_bad_input_and_is_not_shown(options: list[str], environment: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput) as caught:
        masks(options, environment)
    message = caught.value.message()
    assert message.startswith(said)
    assert "do: " in message
    assert "sec" not in message.replace("second", "")


def test_a_pattern_without_end_is_ended() -> None:
    mask = hide("(a+)+$")
    assert mask is not None
    start = time.monotonic()
    with pytest.raises(BadInput, match="were not applied within"), bounded(0.2):
        mask("a" * 64 + "!")
    assert time.monotonic() - start < 5


def test_the_marker_and_our_own_words_are_not_masked() -> None:
    """A pattern that matches everything leaves a comment that a pipeline still finds."""
    text = render(commented(mask=hide(".+")), style()).text
    assert text.startswith("<!-- bastide-comment: scaleway -->")
    assert "**delete** bucket `***`" in text
    assert "Do not merge." in text
