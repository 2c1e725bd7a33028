"""Nothing in a name, tag or message becomes a link, an image, HTML, a mention or a reference: read by a real parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bastide.review.comment.build import masked_by
from bastide.review.comment.model import Comment, Failure, Fault
from bastide.review.comment.render import Forge, render, render_failure, render_whole
from bastide.review.markdown_text import Markdown, code, fenced, html, joined, prose
from policies.model import Lang
from tests.bastide.comment.made import commented, style

PARSER = MarkdownIt("gfm-like")
INERT = frozenset({"code_inline", "fence"})
TAGS = frozenset({"details", "summary", "code"})
# what a forge makes of plain text after Markdown is read: mentions, references, emoji, formulas, hashes
ACTIVE = re.compile(
    r"@\w|(?<![\w&])#\w|!\d|~\w|(?<!\w)\$|:[\w+-]+:|\bGH-\d|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|https?:|www\.|^/\w",
    re.I | re.M,
)
NASTY = (
    "[a](https://evil.example)",
    "![a](https://evil.example/p.png)",
    "<img src=x onerror=alert(1)>",
    "<!-- bastide-comment: other -->",
    "--> <script>",
    "@everyone",
    "#123 !45 ~label %9 &7 $HOME GH-12",
    "a | b | c",
    "`` ` ``` `x",
    "</details></summary>",
    "https://evil.example www.evil.example a@evil.example",
    "\n/close\n\n# head\n\n- item\n> quote\n```\n",
    "[ref]: https://evil.example",
    "5e1c0b7a9d42",
    ":tada:",
    "\u202eevil\u202c\u200b\u0000\x1b[31m",
    "**bold** __x__ ~~s~~",
    "\\",
    "\\`",
    "&lt;b&gt; &#64;you",
    "    indented",
    "a\u2028b\u2029c\x85d",
    "<https://evil.example>",
    "~~~",
)
# of a whole comment a smaller example takes minutes to find, and tells no more
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.lists(st.sampled_from([*"`*_[]()<>!@#|\\&~$:/-+=.'\"\n\t ", "a", "www.", "http://", "x", "1"]), max_size=25).map(
        "".join
    ),
    st.tuples(st.sampled_from(NASTY), st.sampled_from(NASTY)).map("".join),
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag if not attrs else f"{tag} with attributes")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def assert_inert(text: str, *, links: frozenset[str] = frozenset()) -> None:
    tokens = list(flat(PARSER.parse(text)))
    kinds = {token.type for token in tokens}
    assert not kinds & {"image", "html_inline", "table_open", "s_open"}, kinds
    opened = {str(token.attrGet("href")) for token in tokens if token.type == "link_open"}
    assert opened <= links
    tags = Tags()
    for token in tokens:
        if token.type == "html_block":
            tags.feed(token.content)
    tags.close()
    assert set(tags.found) <= TAGS
    assert all(comment.startswith(" bastide-comment: scaleway ") for comment in tags.comments)
    for token in tokens:
        if token.type == "text" and token.content not in links:
            assert not ACTIVE.search(token.content), token.content
    assert not re.search(r"^/\w", text, re.M)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
@example(text="x `a`b")
@example(text="0.PW")
@example(text="see data.example.fr, or (a.io).")
def test_a_code_span_and_a_sentence_show_data_and_do_nothing(text: str) -> None:
    for shown in (code(text), prose(text)):
        assert "\n" not in shown
        inline = list(flat(PARSER.parse(f"- {shown}")))
        assert {token.type for token in inline} <= {
            *("bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "code_inline"),
            *("bullet_list_close", "list_item_close", "paragraph_close"),
        }
        for token in inline:
            assert token.type != "text" or not ACTIVE.search(token.content)


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), separator=st.sampled_from([" ", "", ", "]))
def test_spans_that_meet_stay_spans(texts: list[str], separator: str) -> None:
    """Whatever a template puts side by side."""
    tokens = flat(PARSER.parse("- " + joined([code(text) for text in texts], separator)))
    assert {token.type for token in tokens if token.type in ("text", "link_open", "image", "html_inline")} <= {"text"}
    for token in flat(PARSER.parse("- " + joined(texts, separator))):
        assert token.type != "text" or not ACTIVE.search(token.content)
        assert token.type not in ("link_open", "image", "html_inline")


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_in_html_a_text_stays_in_its_element(text: str) -> None:
    tags = Tags()
    shown = html(text)
    tags.feed(f"<details><summary>{shown}</summary>")
    assert tags.found == ["details", "summary", "code"]
    assert not tags.comments
    assert not set(shown.removeprefix("<code>").removesuffix("</code>")) & set("<>`*_[]@!|\\:$\n")


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(TEXTS, st.lists(TEXTS, max_size=8).map("\n".join)))
def test_a_fence_holds_whatever_is_in_it(text: str) -> None:
    tokens = PARSER.parse(f"before\n\n{fenced(text, lines=20, width=200)}\n\nafter")
    assert [token.type for token in tokens if token.type in ("fence", "inline")] == ["inline", "fence", "inline"]


def test_plain_sentences_stay_readable() -> None:
    for text in (
        "port 22 is open to 0.0.0.0/0",
        "l'aperçu « plan » montre 3 manques ; 12 % de plus (voir la règle NET-001).",
        "10 resources hold data, and no dated result is recorded",
    ):
        assert prose(text) == text
    assert prose("see `pulumi up` of @you, then #3.") == "see `pulumi up` of `@you`, then `#3`."
    assert isinstance(prose("x"), Markdown)


def test_what_is_shown_is_what_was_given() -> None:
    found = [
        token.content for token in flat(PARSER.parse(code("a|b <c> [d](e) \\ &amp;"))) if token.type == "code_inline"
    ]
    assert found == ["a|b <c> [d](e) \\ &amp;"]


@settings(max_examples=25, deadline=None, phases=UNSHRUNK, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, lang=st.sampled_from(Lang), forge=st.sampled_from(Forge))
@example(text=NASTY[2], lang=Lang.FR, forge=Forge.GITLAB)
@example(text=NASTY[8], lang=Lang.EN, forge=Forge.GITHUB)
def test_no_text_of_a_plan_or_finding_acts_in_the_comment(text: str, lang: Lang, forge: Forge) -> None:
    """The text stands in the place of every text there is: names, roles, values, messages, reasons, tickets."""
    replaced = masked_by(COMMENT, lambda _: text)
    assert_inert(render(replaced, style(lang, forge)).text)


COMMENT = commented()


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("bound", [60_000, 3_000])
def test_nor_in_a_short_one(text: str, bound: int) -> None:
    assert_inert(render(everywhere(text), style(), bound).text)


@pytest.mark.parametrize("text", NASTY)
def test_nor_in_the_whole(text: str) -> None:
    assert_inert(render_whole(everywhere(text), style()))


def everywhere(text: str) -> Comment:
    """The text follows the beginning of every text there is."""
    return masked_by(COMMENT, lambda given: f"{given[:5]}{text}")


@pytest.mark.parametrize("text", NASTY)
def test_nor_in_the_comment_of_a_failure(text: str) -> None:
    failure = Failure((Fault(text, text, text, text),) * 2, own=False, code=2, again=text)
    assert_inert(render_failure(failure, style()))


def test_the_address_of_the_whole_is_the_only_link() -> None:
    address = "https://ci.example.org/runs/1"
    text = render(COMMENT, style(full_url=address), 3_000).text
    assert_inert(text, links=frozenset({address}))
    links = [t.attrGet("href") for t in flat(PARSER.parse(text)) if t.type == "link_open"]
    assert links == [address]


def test_our_own_words_and_rules_do_nothing_either() -> None:
    from bastide.review.comment.words import _WORDS  # noqa: PLC0415
    from policies.rules import rules  # noqa: PLC0415

    own = [text.of(lang) for rule in rules().values() for text in (rule.title, rule.remediation) for lang in Lang]
    own += [rule.evidence.of(lang) for rule in rules().values() if rule.evidence for lang in Lang]
    own += [text.of(lang) for text in _WORDS.values() for lang in Lang]
    for text in own:
        assert_inert(f"- {text}")


def test_masks_and_data_are_the_same_way_through() -> None:
    """A mask cannot smuggle Markdown in either: what it leaves is data."""
    assert masked_by(Markdown("x"), lambda _: "y") == "x"
    assert_inert(render(replace(COMMENT, again="`x` <b>"), style(), 3_000).text)
