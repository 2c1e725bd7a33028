"""However much changes: it fits, nothing is cut in the middle, and what holds data is named."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bastide.review.comment.braces import braced
from bastide.review.comment.fit import BOUND, TooLong, fitted
from bastide.review.comment.model import Comment
from bastide.review.comment.parts import ORDER
from bastide.review.comment.render import render, render_whole
from plan.model import Change, LayerPlan, Operation, PlannedResource
from policies.model import Lang, Level, Text
from tests.bastide.comment.made import commented, plan, resource, style
from tests.bastide.findings import finding

OTHERS = (Operation.UPDATE, Operation.CREATE, Operation.REPLACE, Operation.DELETE)
MOVED = (Change("region", "update", "x" * 80, "y" * 80, forces_replace=True), Change("size", "update", 1, 2))


def many(count: int, data: int, name: str = "resource-of-the-platform-{:05}") -> list[LayerPlan]:
    """So many changes over several stacks, so many of which delete data."""
    found: dict[str, list[PlannedResource]] = {}
    for number in range(count):
        layer = f"space-{number % 5}"
        kind = ("bucket", "volume", "database")[number % 3] if number < data else ("server", "network")[number % 2]
        operation = Operation.DELETE if number < data else OTHERS[number % 4]
        made = resource(
            kind,
            name.format(number),
            operation,
            stack=f"scaleway-{layer}",
            role=f"role-{number % 11}",
            changes=MOVED,
        )
        found.setdefault(layer, []).append(made)
    return [plan(items, layer) for layer, items in found.items()]


def findings(count: int) -> list[Any]:
    rules, levels = ("NET-002", "CRY-001", "NET-001", "BCK-004"), tuple(Level)
    return [
        finding(
            name=f"thing-{number}",
            rule=rules[number % 4],
            level=levels[number % 3],
            info=Text(f"message {number} that says in many words what is wrong here and what was expected", "x"),
        )
        for number in range(count)
    ]


def expanded(text: str) -> set[str]:
    """Every name in a code span, braces expanded as a shell does."""
    return {name for span in re.findall(r"`([^`]+)`", text) for name in _expanded(span)}


def _expanded(span: str) -> Iterator[str]:
    found = re.fullmatch(r"([^{}]*)\{([^{}]*)\}", span)
    if not found:
        yield span
        return
    for part in found[2].split(","):
        first, dots, last = part.partition("..")
        for number in range(int(first), int(last) + 1) if dots else ():
            yield f"{found[1]}{number:0{len(first)}}"
        if not dots:
            yield f"{found[1]}{part}"


def assert_whole(text: str) -> None:
    """Tags, fences and spans are closed, and no line is cut."""
    assert text.count("<details>") == text.count("</details>") == text.count("<summary>") == text.count("</summary>")
    for line in text.splitlines():
        assert line.count("`") % 2 == 0, line
        assert line.count("**") % 2 == 0, line
    head, foot = text.splitlines()[0], text.splitlines()[-1]
    assert head.startswith("<!-- bastide-comment: ")
    assert foot.endswith(("renewed in place", "mis à jour sur place"))


@pytest.mark.parametrize(
    ("count", "data", "failures", "lang"),
    [
        (5000, 0, 0, Lang.EN),
        (5000, 300, 200, Lang.FR),
        (5000, 1300, 2000, Lang.EN),
        (5000, 5000, 5000, Lang.FR),
    ],
)
def test_five_thousand_changes_fit_and_every_loss_of_data_is_named(
    count: int, data: int, failures: int, lang: Lang
) -> None:
    comment = commented(many(count, data), findings(failures))
    text = render(comment, style(lang)).text
    assert len(text) < BOUND
    assert len(text.encode()) < 4 * BOUND
    assert len(comment.data_lost) == data
    assert {item.name for item in comment.data_lost} <= expanded(text)
    assert_whole(text)


def test_five_thousand_changes_take_less_than_two_seconds() -> None:
    """Of the processor: other tests may run beside."""
    plans, items = many(5000, 1300), findings(500)
    start = time.process_time()
    text = render(commented(plans, items), style()).text
    taken = time.process_time() - start
    assert len(text) < BOUND
    assert taken < 2.0


def test_names_without_anything_in_common_are_named_as_far_as_they_fit() -> None:
    """5,000 names of 30 characters are 150,000: the comment says how many it leaves out, and where they are."""
    name = "{0:x}".format
    plans = [
        plan(
            [
                resource("bucket", f"{name(number * 2654435761 % 2**32):0>30}".replace("0", "z"), Operation.DELETE)
                for number in range(5000)
            ]
        )
    ]
    comment = commented(plans, [])
    done = render(comment, style(full_url="https://ci.example.org/run/1"))
    assert len(done.text) < BOUND
    named = {item.name for item in comment.data_lost} & expanded(done.text)
    assert 1000 < len(named) < 5000
    assert f"{5000 - len(named):,} names do not fit here" in done.text
    assert "The whole: <https://ci.example.org/run/1>" in done.text
    assert "Deletes 5,000 buckets" in done.text
    assert_whole(done.text)
    assert {item.name for item in comment.data_lost} <= expanded(render_whole(comment, style()))


def test_the_worst_of_everything_still_fits() -> None:
    """Every name different, as long as may be, each in a stack and under a rule of its own."""
    plans = [
        plan(
            [resource("bucket", f"{number:05}" + "é😀" * 100, Operation.DELETE, stack=f"s-{number}")], f"l{number}" * 20
        )
        for number in range(400)
    ]
    items = [
        finding(rule=f"XXX-{number:03}", name="n" * 500, info=Text("word " * 400, "mot " * 400))
        for number in range(999)
    ]
    text = render(commented(plans, items), style(Lang.FR)).text
    assert len(text) < BOUND
    assert_whole(text)
    assert "400 compartiments" in text


def test_what_was_cut_is_said_with_where_the_whole_is() -> None:
    comment = commented(many(1200, 10), findings(10))
    note = "Shortened to fit: deletions and replacements, changes by stack."
    assert (
        f"{note} The whole: <https://ci.example.org/a%20b>"
        in render(comment, style(full_url="https://ci.example.org/a%20b", full_file="whole.md")).text
    )
    assert (
        f"{note} The whole is in the file `whole.md` of this run." in render(comment, style(full_file="whole.md")).text
    )
    assert (
        f"{note} The whole is what this shows: `bastide preview scaleway --against origin/main`"
        in render(comment, style()).text
    )


def test_the_least_important_shrinks_first() -> None:
    comment: Comment = commented(many(200, 20), findings(30))
    cuts = [render(comment, style(), bound).cut for bound in (60_000, 30_000, 20_000, 12_000, 8_000)]
    assert cuts[0] == ()
    assert cuts[1] == ("details",)
    for fewer, more in pairwise(cuts):
        assert set(fewer) <= set(more)
    for bound in (30_000, 20_000, 12_000, 8_000):
        text = render(comment, style(), bound).text
        assert len(text) <= bound
        assert {item.name for item in comment.data_lost} <= expanded(text)


def test_the_whole_leaves_nothing_out() -> None:
    comment = commented(many(400, 50), findings(300))
    text = render_whole(comment, style())
    assert {item.name for item in comment.changed} <= expanded(text)
    assert all(f"message {number} that" in text for number in range(300))
    assert "and 1 more" not in text
    assert not re.search(r"and \d+ more", text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sizes=st.dictionaries(st.sampled_from(ORDER), st.integers(0, 30_000)), bound=st.integers(8_000, 40_000))
def test_whatever_the_blocks_weigh_the_bound_is_kept_or_refused(sizes: dict[str, int], bound: int) -> None:
    def block(name: str, level: int) -> str:
        return "x" * (sizes.get(name, 0) // (level + 1))

    try:
        done = fitted(block, lambda cut: f"cut: {cut}", "head", bound)
    except TooLong as error:
        assert sum(error.parts.values()) > bound - 100
    else:
        assert len(done.text) <= bound
        assert done.text.startswith("head\n")
        assert bool(done.cut) == ("cut: " in done.text)


@settings(max_examples=200, deadline=None)
@given(names=st.lists(st.from_regex(r"[a-c0-9]{1,3}(-[a-b0-9]{1,3}){0,2}", fullmatch=True), max_size=40))
def test_braces_expand_to_exactly_the_names(names: list[str]) -> None:
    unique = list(dict.fromkeys(names))
    written = braced(unique)
    assert sum(item.count for item in written) == len(unique)
    assert sorted(name for item in written for name in _expanded(item.text)) == sorted(unique)


def test_a_name_that_braces_would_read_is_left_as_it_is() -> None:
    assert [item.text for item in braced(["a-{x}", "a-b,c", "a-1", "a-2", "a-3", "a-x"])] == [
        "a-{x}",
        "a-b,c",
        "a-{1..3,x}",
    ]
