"""Every block of the comment in both languages, as it was reviewed. `make goldens` renews them."""

from __future__ import annotations

from pathlib import Path

from bastide.review.comment.model import Comment, Failure, Fault
from bastide.review.comment.parts import BLOCKS, ORDER
from bastide.review.comment.render import Forge, render, render_failure, written
from policies.model import Lang
from tests.bastide.comment.made import commented, style
from tests.bastide.comment.test_bound import findings, many

FOLDER = Path(__file__).resolve().parent / "golden"
RENEW = "make goldens"
FAILURE = Failure(
    (
        Fault("stacks/hdh.yaml:12:5: spaces[0].slot", "found `slot: 99`", "0 to 15", "correct it"),
        Fault("", "two lines\nof another tool", "", ""),
    ),
    own=False,
    code=2,
    again="bastide preview scaleway --against origin/main",
)


def goldens() -> dict[str, str]:
    """File name -> content."""
    found: dict[str, str] = {}
    for lang in Lang:
        blocks = written(commented(), style(lang))
        for name in ORDER:
            if name != "cut_note":
                found[f"{name}.{lang.value}.md"] = blocks.block(name, 0) + "\n"
        found[f"cut_note.{lang.value}.md"] = blocks.note(("findings", "details")) + "\n"
        found[f"failure.{lang.value}.md"] = render_failure(FAILURE, style(lang))
        found[f"gitlab.{lang.value}.md"] = render(commented(), style(lang, Forge.GITLAB)).text
        found[f"short.{lang.value}.md"] = render(large(), style(lang), 6_000).text
    assert {name.split(".")[0] for name in found} == {*BLOCKS, "gitlab", "short"}
    return found


def large() -> Comment:
    """More than fits into a small bound."""
    return commented(many(120, 40), findings(40))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.md"):
        file.unlink()
    for name, text in goldens().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
