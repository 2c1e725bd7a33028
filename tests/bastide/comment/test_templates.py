"""Blocks that a user writes anew, one by one; a fault in one is bad input with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bastide.comment import templates
from bastide.review.comment import render as rendering
from bastide.review.comment.model import Failure, Fault
from bastide.review.comment.parts import BLOCKS
from bastide.review.comment.render import SUFFIX, builtin, render, render_failure
from facts.errors import BadInput
from policies.model import Lang
from tests.bastide.comment.made import commented, style


def write(folder: Path, **blocks: str) -> Path:
    for name, text in blocks.items():
        (folder / f"{name}{SUFFIX}").write_text(text, encoding="utf-8")
    return folder


def written(folder: Path, bound: int = 60_000) -> str:
    return render(commented(), style(own=templates(folder)), bound).text


def test_there_is_a_built_in_template_for_every_block_and_no_other() -> None:
    folder = Path(rendering.__file__).parent / "templates"
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{name}{SUFFIX}" for name in BLOCKS)


def test_one_block_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    text = written(
        write(tmp_path, sentence="Mind {{ comment.data_lost[0].name }}, {{ comment.data_lost[0].name | name }}.")
    )
    assert "Mind exports, `exports`." in text
    assert "Do not merge" not in text
    assert "### Findings" in text
    assert text.startswith("<!-- bastide-comment: scaleway -->\n")


def test_a_built_in_block_can_be_a_part_of_the_own_one(tmp_path: Path) -> None:
    text = written(write(tmp_path, footer='{% include "builtin/footer" %}\n\nAsk the platform team.'))
    assert "this comment is renewed in place\nAsk the platform team." in text


def test_what_a_template_writes_is_escaped_unless_it_is_markdown(tmp_path: Path) -> None:
    folder = write(tmp_path, title='{{ "<img> @you" }} {{ "a" ~ "*b*" }} {{ sentence }} **{{ word("findings") }}**')
    text = written(folder)
    assert "`<img> @you` `a*b*` Replaces 1 database" in text
    assert "**Findings**" in text


FAULTS = {
    "syntax": ("one\n{% if x %}\nthree", 3, "Unexpected end of template"),
    "undefined": ("one\ntwo {{ nothing }}", 2, "'nothing' is undefined"),
    "attribute": ("{{ comment.nothing }}", 1, "has no attribute 'nothing'"),
    "filter": ("one\n{{ 1 | nothing }}", 2, "No filter named 'nothing'"),
    "unsafe": ("one\n{{ comment.__class__.__mro__ }}", 2, "unsafe"),
    "value": ("\n\n{{ 1 // 0 }}", 3, "ZeroDivisionError"),
    "function": ("{{ word('nothing') }}", 1, "KeyError"),
    "include": ('{% include "builtin/nothing" %}', 1, "KeyError"),
    "other file": ('{% include "/etc/passwd" %}', 1, "KeyError"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_template_is_bad_input_with_its_line(tmp_path: Path, fault: str) -> None:
    text, line, said = FAULTS[fault]
    with pytest.raises(BadInput) as caught:
        written(write(tmp_path, findings=text))
    error = caught.value
    assert error.place is not None
    assert (error.place.file, error.place.line) == (tmp_path / f"findings{SUFFIX}", line)
    assert said in error.found
    assert "docs/comment.md" in error.expected


def test_a_template_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_SECONDS", 0.3)
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(BadInput, match="not written within"):
        written(write(tmp_path, title=loop))


def test_a_template_that_says_too_much_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="more than 60,000 characters even at its shortest, 70,000 of them") as caught:
        written(write(tmp_path, sentence="x" * 70_000))
    assert caught.value.place is not None
    assert caught.value.place.file == tmp_path / f"sentence{SUFFIX}"


def test_a_template_of_a_lesser_block_that_says_too_much_is_left_out(tmp_path: Path) -> None:
    text = written(write(tmp_path, details="y" * 70_000))
    assert "yyy" not in text
    assert "Shortened to fit: changes by stack." in text


def test_a_template_may_say_less_where_it_is_asked_to(tmp_path: Path) -> None:
    text = written(write(tmp_path, gaps='{{ "g" * (50000 if level == 0 else 10) }} at {{ level }}'), 20_000)
    assert "gggggggggg at 1" in text


@pytest.mark.parametrize(
    ("name", "said", "do"),
    [
        ("sentance", "there is no block `sentance`", f"rename it to sentence{SUFFIX}"),
        ("zzz", "there is no block `zzz`", "rename or remove it"),
    ],
)
def test_a_template_for_no_block_is_bad_input(tmp_path: Path, name: str, said: str, do: str) -> None:
    with pytest.raises(BadInput) as caught:
        templates(write(tmp_path, **{name: "x"}))
    assert caught.value.found == said
    assert caught.value.action == do


def test_a_folder_without_templates_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    with pytest.raises(BadInput, match="there is no template in this folder"):
        templates(tmp_path)
    with pytest.raises(BadInput, match="there is no such folder"):
        templates(tmp_path / "none")


def test_a_template_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / f"title{SUFFIX}").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="cannot be read"):
        templates(tmp_path)
    (tmp_path / f"title{SUFFIX}").write_text("x" * 100_001)
    with pytest.raises(BadInput, match="100,001 characters"):
        templates(tmp_path)


def test_the_failure_has_a_template_too(tmp_path: Path) -> None:
    own = templates(write(tmp_path, failure="Broken: {{ failure.faults[0].found }} ({{ failure.code }})"))
    failure = Failure((Fault("f.yaml:3:1", "it broke", "x", "y"),), own=False, code=2, again="z")
    text = render_failure(failure, style(Lang.FR, own=own))
    assert text.splitlines()[:3] == ["<!-- bastide-comment: scaleway -->", "", "Broken: it broke (2)"]
    with pytest.raises(KeyError):
        builtin("nothing")
