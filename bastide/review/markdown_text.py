"""Text that comes from data, as Markdown that shows it and does nothing else.

At GitHub and GitLab a text can link, load an image, call a person (`@name`), point to an issue (`#12`, `!12`, `GH-12`)
or a commit (its hash), become an emoji (`:name:`) or a formula (`$`), give a command (`/close`), or be HTML. In a code
span it does none of it. So what is no plain word stands in one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final


class Markdown(str):
    """Text that is Markdown already: it is written as it is. Every other text is data."""

    __slots__ = ()


_SPACE: Final = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
# what is not seen, or turns the order of what is seen round
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TOKEN: Final = re.compile(
    r"(?P<before>[(«\"“]*)(?P<word>[^\W_](?:[\w'\u2019.,/=%+°€\u2013\u2014-]*[\w%°€])?)?(?P<after>[)»\"”.,;:!?…]*)\Z"
)
_SIGNS: Final = frozenset({"→", "·", "\u2013", "\u2014", "«", "»", "…", "±", "%"})
# a dot before two letters may be the end of a domain, which some readers make a link of
_SPECIAL: Final = re.compile(r"_|//|%\w|\.[^\W\d_]{2}|(?i:www\.|\bgh-\d|\b(?=[a-f]*\d)[0-9a-f]{7,}\b)")
# at the beginning of a line: a rule, or an item of a list
_STARTS: Final = re.compile(r"[-+=.]+\Z|\d+[.)]\Z")
_SPAN: Final = re.compile(r"`([^`]+)`")
_PIPE: Final = re.compile(r"(\\*)\|")
_RUN: Final = re.compile(r"`+")


def visible(text: str) -> str:
    """The text on one line, without what is not seen or turns its order round (`?` in its place)."""
    return _seen(_SPACE.sub(" ", text))


def _seen(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return "".join("?" if unicodedata.category(char) in _HIDDEN else char for char in line)


def clipped(text: str, length: int) -> str:
    """The text, `length` characters of it at most."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


@lru_cache(maxsize=1 << 14)
def code(text: str) -> Markdown:
    """A code span of this text, with `'` for each backtick.

    A longer fence would keep them, and would fall apart where two spans meet: fences of one sign never do.
    """
    shown = visible(text).replace("`", "'")
    if not shown.strip():
        return Markdown("` `")
    # one space on both sides belongs to the fence; elsewhere the text keeps its own
    pad = " " if shown[0] == shown[-1] == " " else ""
    return Markdown(f"`{pad}{shown}{pad}`")


@lru_cache(maxsize=1 << 14)
def prose(text: str) -> Markdown:
    """A sentence: plain words and code spans as they are, everything else in code spans."""
    # between them stand the contents of its own spans: its odd members
    texts = _SPAN.split(visible(text))
    return Markdown("".join(code(part) if index % 2 else _plain(part) for index, part in enumerate(texts)).strip())


def cell(text: str) -> Markdown:
    """The same in a cell of a table, which `|` ends even in a code span, but for one that a backslash stands before."""
    return Markdown(_PIPE.sub(lambda found: f"{found[1]} \\|" if found[1] else "\\|", prose(text)))


def _plain(text: str) -> str:
    """The same of a text without code spans. Its outer spaces stay: it is a part of a sentence."""
    parts: list[str] = []
    for token in filter(None, text.split(" ")):
        before, word, after = _taken_apart(token)
        if before is None:
            parts.append(token)
        elif parts and not before and parts[-1].endswith("\0"):
            # what stands side by side is one span: `a@b c#d`
            parts[-1] = f"{parts[-1][:-1]} {word}\0{after}"
        else:
            parts.append(f"{before}\1{word}\0{after}")
    said = " ".join(_spanned(part) for part in parts)
    return f"{' ' * text.startswith(' ')}{said}{' ' * (text.endswith(' ') and bool(said))}"


def _spanned(part: str) -> str:
    if "\0" not in part:
        return part
    before, _, rest = part.partition("\1")
    word, _, after = rest.rpartition("\0")
    return f"{before}{code(word)}{after}"


def _taken_apart(token: str) -> tuple[str | None, str, str]:
    """(None, token, "") for a plain word; else what stands before and after what must be in a code span."""
    found = _TOKEN.match(token)
    if token in _SIGNS:
        return None, token, ""
    if found and not _SPECIAL.search(token) and not _STARTS.match(token):
        return None, token, ""
    start = len(token) - len(token.lstrip("(«“"))
    end = len(token.rstrip(")»”.,;:!?…"))
    inner = token[start:end]
    return (token[:start], inner, token[end:]) if inner.strip("\"'") else ("", token, "")


def html(text: str) -> Markdown:
    """The text as code inside an HTML block, where Markdown is not read. Signs are entities."""
    written = (char if char.isalnum() or char in " -." else f"&#{ord(char)};" for char in visible(text))
    return Markdown(f"<code>{''.join(written)}</code>")


def fenced(text: str, *, lines: int, width: int) -> Markdown:
    """A block of lines as they are, so many of so many characters at most; the last line says how many are left out."""
    given = [clipped(_seen(line.expandtabs(4)).rstrip(), width) for line in re.split(r"\r\n|\r|\n", text.strip("\r\n"))]
    # no forge should take a command from there, and none can from the middle of a line
    given = [f" {line}" if line.startswith("/") else line for line in given]
    shown = given if len(given) <= lines else [*given[: lines - 1], f"... (+ {len(given) - lines + 1})"]
    longest = max((len(run) for line in shown for run in _RUN.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markdown("\n".join((f"{fence}text", *shown, fence)))


def joined(items: Iterable[str], separator: str = ", ") -> Markdown:
    """Several texts as one; those that are data are made prose."""
    return Markdown(separator.join(item if isinstance(item, Markdown) else prose(item) for item in items))
