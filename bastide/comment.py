"""`bastide comment`: plans, findings, templates and masks for it, and what to say where there is no plan."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bastide.failure import Exit, ToolkitFailed
from bastide.review.comment.model import Comment, Failure, Fault, Findings
from bastide.review.comment.render import SUFFIX, Style, Template, render, render_failure, render_whole
from facts.errors import BadInput, BadInputs, Place, RelayedBadInput
from plan.model import LayerPlan

if TYPE_CHECKING:
    from bastide.review.comment.changed import Mask

_GROUP: Final = re.compile(r"[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*\Z")
_LONGEST_GROUP: Final = 100
_LONGEST_URL: Final = 1000
_LONGEST_TEMPLATE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the comment is about.

    Attributes:
        against: the base revision; "" where `preview` is given.
        preview: what `preview --format json` wrote in an earlier step; `check` the same of `check`.
    """

    stacks: tuple[str, ...]
    against: str
    on: date
    allow_dirty: bool
    preview: Path | None
    check: Path | None

    @property
    def again(self) -> str:
        """The command that shows the same in full."""
        if self.preview is not None:
            return f"bastide comment --from-preview {self.preview.name}"
        return " ".join(("bastide preview", *self.stacks, "--against", self.against))


@dataclass(frozen=True, slots=True)
class Made:
    """The comment, and the same without a bound, "" where it was not asked for."""

    text: str
    whole: str


def made(asked: Asked, style: Style, mask: Mask | None, folder: Callable[[], Path], *, whole: bool = False) -> Made:
    """The comment, written; `whole`: without a bound, too. `folder` finds the estates, where they are asked for.

    Raises:
        BadInput: a file, revision, mask or template is wrong.
        ToolkitFailed: the engine or the toolkit failed.
    """
    comment = gathered(asked, mask, folder)
    done = render(comment, style)
    return Made(done.text, render_whole(comment, style) if whole else "")


def gathered(asked: Asked, mask: Mask | None, folder: Callable[[], Path]) -> Comment:
    """What there is to say. The same errors, and those of `folder`, which finds the estates."""
    from bastide.review.comment.build import comment  # noqa: PLC0415
    from bastide.review.comment.masks import bounded  # noqa: PLC0415
    from facts.inventory import items  # noqa: PLC0415

    if asked.preview is not None:
        plans, findings = _from_files(asked.preview, asked.check)
    else:
        plans, findings = _made_now(asked, folder())
    facts = items()
    with bounded() if mask is not None else nullcontext():
        return comment(
            plans,
            findings,
            facts=facts,
            on=findings.on if findings else asked.on,
            mask=mask,
            again=asked.again,
        )


def _made_now(asked: Asked, folder: Path) -> tuple[tuple[LayerPlan, ...], Findings]:
    # the rules and the engine are imported where they are needed: files of earlier steps need neither
    from bastide.against import compared  # noqa: PLC0415
    from bastide.check import check_stacks  # noqa: PLC0415
    from bastide.preview import plan_stacks  # noqa: PLC0415
    from bastide.review.comment.found import findings  # noqa: PLC0415
    from bastide.review.findings.as_json import document  # noqa: PLC0415
    from bastide.review.findings.report import Report  # noqa: PLC0415
    from facts.edition import version  # noqa: PLC0415
    from plan.engine.plans import Request  # noqa: PLC0415
    from policies.checking import Ask  # noqa: PLC0415

    plans = plan_stacks(asked.stacks, folder, Request(asked.against, asked.allow_dirty))
    ask = Ask(asked.on)
    report = Report(check_stacks(asked.stacks, folder, ask), asked.on, version())
    report = compared(report, ask, folder.parent, asked.against, allow_dirty=asked.allow_dirty)
    return plans, findings(document(report))


def _from_files(preview: Path, check: Path | None) -> tuple[tuple[LayerPlan, ...], Findings | None]:
    from bastide.review.comment.found import findings_of  # noqa: PLC0415
    from plan import json_file, plan_json  # noqa: PLC0415
    from plan.serialise import SCHEMA  # noqa: PLC0415

    file = json_file.read(preview)
    if not plan_json.is_plan(file.data):
        raise file.bad(
            (),
            "found a document of another tool",
            expected=f"`{SCHEMA}`",
            action="make it with `bastide preview --against GIT-REF --format json`",
        )
    plans = plan_json.plans(file)
    found = findings_of(json_file.read(check)) if check is not None else None
    if found is not None:
        _require_one_base(plans, found, preview, check)
    return plans, found


def _require_one_base(plans: Sequence[LayerPlan], found: Findings, preview: Path, check: Path | None) -> None:
    """What is new against one base says nothing of changes against another."""
    commits = {plan.base.commit[:12] for plan in plans if plan.base and plan.base.commit}
    if found.against and any(f"({commit})" not in found.against for commit in commits):
        raise BadInput(
            f"{preview.name} is compared with {', '.join(sorted(commits))}, {check.name if check else ''} with "
            f"{found.against}",
            expected="both with one commit",
            action="make both again with the same --against",
        )


def templates(folder: Path | None) -> dict[str, Template]:
    """The user's templates, by block.

    Raises:
        BadInput: there is no such folder, no template in it, or one for a block that there is not.
    """
    if folder is None:
        return {}
    place = Place(folder, None, None, "")
    if not folder.is_dir():
        raise BadInput("there is no such folder", place=place, action="check the name given with --templates")
    found = {file.name.removesuffix(SUFFIX): _template(file) for file in sorted(folder.glob(f"*{SUFFIX}"))}
    if not found:
        raise BadInput(
            "there is no template in this folder",
            place=place,
            expected=f"files such as sentence{SUFFIX}",
            action="see docs/comment.md for the names",
        )
    return found


def _template(file: Path) -> Template:
    from bastide.review.comment.parts import BLOCKS  # noqa: PLC0415

    name, place = file.name.removesuffix(SUFFIX), Place(file, None, None, "")
    if name not in BLOCKS:
        near = difflib.get_close_matches(name, BLOCKS, 1)
        raise BadInput(
            f"there is no block `{name}`",
            place=place,
            expected=f"one of {', '.join(BLOCKS)}",
            action=f"rename it to {near[0]}{SUFFIX}" if near else "rename or remove it",
        )
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            "this template cannot be read", place=place, expected="UTF-8 text", action="check the file and its rights"
        ) from None
    if len(text) > _LONGEST_TEMPLATE:
        raise BadInput(
            f"this template has {len(text):,} characters",
            place=place,
            expected=f"at most {_LONGEST_TEMPLATE:,}",
            action="shorten it",
        )
    return Template(file, text)


def group_of(name: str, stacks: Sequence[str]) -> str:
    """The group in the marker: as named, else after the stacks.

    Raises:
        BadInput: it could end the marker or be taken for another one.
    """
    group = name or "-".join(stacks)[:_LONGEST_GROUP].rstrip("-") or "all"
    if not _GROUP.match(group) or len(group) > _LONGEST_GROUP:
        raise BadInput(
            f"found `{group}` as the group",
            expected="letters, digits, and single `.`, `_` or `-` between them, 100 at most",
            action="name another one with --group",
        )
    return group


def url_of(text: str) -> str:
    """An address where the whole can be read.

    Raises:
        BadInput: it is none, or has signs that would end the link.
    """
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        good = False
    if text and (not good or re.search(r"[\s<>\"`\\\x00-\x1f\x7f]", text) or len(text) > _LONGEST_URL):
        raise BadInput(
            "what --full-url names is no address",
            expected="https://..., with signs such as spaces and < encoded",
            action="correct it, or leave it out",
        )
    return text


def failure_of(error: Exception, again: str) -> Failure:
    """What to say where there is no plan. What was not foreseen is named by its kind alone: it may hold a value."""
    if isinstance(error, BadInput):
        return Failure(tuple(_faults(error)), own=False, code=Exit.BAD_INPUT.value, again=again)
    if isinstance(error, ToolkitFailed):
        faults = (Fault("", error.found, "", error.action),)
    else:
        action = "run again with BASTIDE_TRACEBACK=1 and report it"
        faults = (Fault("", f"the toolkit failed: {type(error).__name__}", "", action),)
    return Failure(faults, own=True, code=Exit.TOOLKIT_FAILED.value, again=again)


def _faults(error: BadInput) -> list[Fault]:
    if isinstance(error, BadInputs):
        return [fault for one in error.faults for fault in _faults(one)]
    if isinstance(error, RelayedBadInput):
        return [Fault("", error.text, "", "")]
    return [Fault(str(error.place) if error.place else "", error.found, error.expected, error.action)]


def failure_text(error: Exception, asked: Asked, style: Style, mask: Mask | None) -> str:
    """The comment where there is no plan: by the user's template, or by ours where that cannot be written."""
    from bastide.review.comment.build import masked_by  # noqa: PLC0415
    from bastide.review.comment.masks import bounded  # noqa: PLC0415

    failure = failure_of(error, asked.again)
    if mask is not None:
        try:
            with bounded():
                failure = masked_by(failure, mask)
        except BadInput as late:
            # what could not be masked is not shown
            failure = failure_of(late, asked.again.split(" ", 2)[0])
    try:
        return render_failure(failure, style)
    except BadInput:
        return render_failure(failure, Style(style.group, style.forge, style.lang))
