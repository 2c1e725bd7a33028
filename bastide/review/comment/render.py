"""A comment, or the failure to make one, as Markdown for a forge. Pure: templates come as texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bastide.review.comment.deadline import within
from bastide.review.comment.fit import BOUND, Fitted, TooLong, fitted, whole
from bastide.review.comment.model import Comment, Failure
from bastide.review.comment.parts import BLOCKS, FAILURE, first_levels
from bastide.review.comment.view import FILTERS, of_comment, of_language
from bastide.review.comment.words import word
from bastide.review.markdown_text import Markdown, prose
from facts.errors import BadInput, Place
from policies.model import Lang

SUFFIX: Final = ".md.j2"
_BUILTIN: Final = "builtin/"
_SECONDS: Final = 20.0


class Forge(StrEnum):
    """Where the comment is posted: forges mark a warning in different ways."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a user's own: its text, and the file that a fault in it is in."""

    file: Path
    text: str


@dataclass(frozen=True)
class Style:
    """How a comment is written.

    Attributes:
        group: what the comment is about, in the marker by which a pipeline finds the one to renew.
        full_url: where the whole is; "" where nobody said.
        full_file: the file of the run that holds the whole, "" where there is none.
        own: block -> the user's template for it.
    """

    group: str
    forge: Forge
    lang: Lang
    full_url: str = ""
    full_file: str = ""
    own: Mapping[str, Template] = field(default_factory=dict)


def marker(group: str) -> str:
    """The first line of every comment: invisible, the same for each run of a group."""
    return f"<!-- bastide-comment: {group} -->"


def render(comment: Comment, style: Style, bound: int = BOUND) -> Fitted:
    """The comment, `bound` characters at most, shortened where it must be.

    Raises:
        BadInput: a template of the user is wrong, or says too much however short it is asked to be.
    """
    made = written(comment, style)
    try:
        return fitted(made.block, made.note, marker(style.group), bound, _first(comment, bound))
    except TooLong as error:
        raise _too_long(error, style, bound) from None


def _first(comment: Comment, bound: int) -> dict[str, int]:
    changed, lost, data = len(comment.changed), len(comment.lost), len(comment.data_lost)
    sizes = {
        "details": (changed + sum(len(item.properties) for item in comment.changed), changed),
        "deletion_warning": (lost + len(comment.exposures) + len(comment.notes), data),
        "findings": (sum(item.level is not None for item in comment.looked_at if item.new is not False),),
        "unknown": (sum(item.new is not False for item in comment.unknown),),
        "exemptions": (len(comment.exempted),),
        "gaps": (len(comment.gaps),),
    }
    return first_levels(sizes, bound)


def render_whole(comment: Comment, style: Style) -> str:
    """The same without a bound. The same errors, but for the last."""
    return whole(written(comment, style).block, marker(style.group))


def written(comment: Comment, style: Style) -> Written:
    """The blocks of a comment, each by itself."""
    return Written(style, {**_all(style), **of_comment(comment, style.lang)})


def render_failure(failure: Failure, style: Style) -> str:
    """The comment where there is no plan.

    Raises:
        BadInput: a template of the user is wrong.
    """
    made = Written(style, {**_all(style), "failure": failure, "comment": None})
    blocks = (made.block(name, 0) for name in FAILURE)
    return "\n\n".join((marker(style.group), *filter(None, blocks))) + "\n"


def _all(style: Style) -> dict[str, Any]:
    return {
        **of_language(style.lang),
        "group": style.group,
        "format": style.forge.value,
        "full_url": Markdown(f"<{style.full_url}>") if style.full_url else "",
        "full_file": style.full_file,
    }


class Written:
    """The blocks of one comment, each written when it is asked for."""

    def __init__(self, style: Style, values: Mapping[str, Any]) -> None:
        self._style, self._values = style, values
        self._environment = _environment(style)

    def block(self, name: str, level: int, **more: Any) -> str:
        """One block at a level of detail."""
        with _own_faults(self._style.own):
            text = self._environment.get_template(name).render({**self._values, "level": level, **more})
        return text.strip("\n")

    def note(self, cut: tuple[str, ...]) -> str:
        """The note that names what was shortened."""
        lang = self._style.lang
        return self.block("cut_note", 0, cut=", ".join(word(f"part {name}", lang) for name in cut))


def _environment(style: Style) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, None]:
        own = style.own.get(name)
        return (own.text, str(own.file), None) if own else (builtin(name.removeprefix(_BUILTIN)), name, None)

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _finalized(value: Any) -> str:
    """What a template writes: Markdown as it is, everything else as data, so that no template can forget to escape."""
    return value if isinstance(value, Markdown) else prose(str(value))


@cache
def builtin(name: str) -> str:
    """The text of a built-in template. Raises KeyError for a block that there is not."""
    if name not in BLOCKS:
        raise KeyError(name)
    return (files("bastide.review.comment") / "templates" / f"{name}{SUFFIX}").read_text(encoding="utf-8")


@contextmanager
def _own_faults(own: Mapping[str, Template]) -> Iterator[None]:
    """Faults of the user's templates as bad input with their line; those of the built-in ones are ours."""
    if not own:
        yield
        return
    late = BadInput(
        f"the templates were not written within {_SECONDS:g} s",
        expected="no loop without end",
        action="simplify the templates of --templates",
    )
    files_of_user = {str(item.file): item.file for item in own.values()}
    try:
        with within(_SECONDS, late):
            yield
    except TemplateSyntaxError as error:
        raise _fault(files_of_user.get(error.filename or ""), error.lineno, str(error.message)) from None
    except BadInput:
        raise
    except Exception as error:
        file, line = _where(error, files_of_user)
        if file is None and not isinstance(error, TemplateError):
            raise
        raise _fault(file, line, _said(error)) from None


def _said(error: Exception) -> str:
    # what Python says of a value may hold the value
    return str(error) if isinstance(error, TemplateError) else type(error).__name__


def _where(error: Exception, own: Mapping[str, Path]) -> tuple[Path | None, int | None]:
    """The innermost line of a user's template in what happened."""
    found: tuple[Path | None, int | None] = (None, None)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in own:
            found = (own[name], trace.tb_lineno)
        trace = trace.tb_next
    return found


def _fault(file: Path | None, line: int | None, said: str) -> BadInput:
    return BadInput(
        f"this template cannot be written: {said}",
        place=Place(file, line, 1 if line is not None else None, ""),
        expected="a Jinja2 template that uses what docs/comment.md lists",
        action="correct it, or remove the file to take the built-in one",
    )


def _too_long(error: TooLong, style: Style, bound: int) -> BadInput:
    own = {name: length for name, length in error.parts.items() if name in style.own}
    name = max(own, key=lambda one: own[one], default="")
    return BadInput(
        f"the comment has more than {bound:,} characters even at its shortest"
        + (f", {own[name]:,} of them from this template" if name else ""),
        place=Place(style.own[name].file, None, None, "") if name else None,
        expected="a template that says less where `level` is higher",
        action="look at `level` in it (docs/comment.md), or remove the file to take the built-in one",
    )
