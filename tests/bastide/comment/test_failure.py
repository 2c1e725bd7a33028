"""Where there is no plan, the comment says why, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.comment import Asked, failure_of, failure_text
from bastide.failure import ToolkitFailed
from bastide.review.comment.fit import BOUND
from bastide.review.comment.masks import masks
from facts.errors import BadInput, BadInputs, Place, RelayedBadInput
from policies.model import Lang
from tests.bastide.comment.made import style
from tests.bastide.findings import ON

ASKED = Asked(("scaleway",), "origin/main", ON, allow_dirty=False, preview=None, check=None)
FAULT = BadInput(
    "found `slot: 99`",
    place=Place(Path("stacks/hdh.yaml"), 12, 5, "spaces[0].slot"),
    expected="0 to 15",
    action="correct it",
)


def text_of(error: Exception, lang: Lang = Lang.EN) -> str:
    return failure_text(error, ASKED, style(lang), None)


def test_file_line_found_expected_and_action_are_there() -> None:
    text = text_of(FAULT)
    assert text.startswith("<!-- bastide-comment: scaleway -->\n\n## There is no plan\n")
    for part in ("`stacks/hdh.yaml:12:5: spaces[0].slot`", "found `slot: 99`", "0 to 15", "correct it", "exit code 2"):
        assert part in text
    assert "`bastide preview scaleway --against origin/main`" in text
    assert "Do not merge." in text


def test_in_french() -> None:
    text = text_of(FAULT, Lang.FR)
    for part in ("Il n'y a pas de plan", "Ne pas fusionner", "attendu :", "à faire :", "code de sortie 2"):
        assert part in text


def test_every_fault_of_a_file_is_told() -> None:
    others = [BadInput(f"fault {number}", action=f"do {number}") for number in range(20)]
    text = text_of(BadInputs(others))
    assert [f"fault {number}\n" in text for number in range(20)] == [True] * 12 + [False] * 8
    assert "and 8 more" in text


def test_the_toolkit_that_failed_says_so() -> None:
    text = text_of(ToolkitFailed("there is no Pulumi CLI", "make pulumi"))
    for part in ("The toolkit itself failed", "there is no Pulumi CLI", "make pulumi", "exit code 3"):
        assert part in text


def test_what_nobody_foresaw_is_named_by_its_kind_alone() -> None:
    text = text_of(ValueError("hunter2"))
    assert "ValueError" in text
    assert "hunter2" not in text
    assert failure_of(ValueError("x"), "y").code == 3


def test_what_another_process_said_is_shown_as_it_is() -> None:
    text = text_of(RelayedBadInput("stacks/x.yaml:3:1: wrong\n  expected: right\n  do: mend"))
    assert "```text\nstacks/x.yaml:3:1: wrong\n  expected: right\n  do: mend\n```" in text


def test_the_longest_failure_fits() -> None:
    huge = "😀`x\n" * 10_000
    faults = [BadInput(huge, place=Place(None, None, None, huge), expected=huge, action=huge) for _ in range(30)]
    assert len(text_of(BadInputs(faults))) < BOUND


def test_masks_hold_in_a_failure() -> None:
    mask = masks(["slot: [0-9]+", "spaces"], {}).function()
    text = failure_text(FAULT, ASKED, style(), mask)
    assert "slot: 99" not in text
    assert "spaces[0]" not in text
    assert "found `***`" in text


def test_what_cannot_be_masked_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from bastide.review.comment import masks as module  # noqa: PLC0415

    monkeypatch.setattr(module.bounded, "__defaults__", (0.2,))
    mask = masks([r"(a+)+$"], {}).function()
    text = failure_text(BadInput("a" * 60 + "!", action="x"), ASKED, style(), mask)
    assert "aaaa" not in text
    assert "the masks were not applied" in text


def test_a_failure_whose_own_template_fails_is_told_by_ours(tmp_path: Path) -> None:
    from bastide.comment import templates  # noqa: PLC0415

    (tmp_path / "failure.md.j2").write_text("{{ nothing }}")
    text = failure_text(FAULT, ASKED, style(own=templates(tmp_path)), None)
    assert "## There is no plan" in text
    assert "0 to 15" in text
