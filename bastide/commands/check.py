"""`bastide check`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from bastide.commands.check_formats import CheckFormat, Written, documents
from bastide.commands.terminal import base, emit, screen, stacks_folder
from bastide.failure import Exit
from facts.errors import BadInput
from policies.model import Lang

if TYPE_CHECKING:
    from bastide.review.findings.report import Report
    from plan.model import Message

_MOST_WARNINGS: Final = 50


def check(  # noqa: PLR0913, PLR0917 (one parameter an option)
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STACK]...", help="Estates or single stacks; none named: all estates.", show_default=False
        ),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Judge a plan from a file instead: state, preview, Azure inventory, Terraform plan.",
            show_default=False,
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Ask this profile of every layer.", metavar="NAME", show_default=False)
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="DAY", help="The day of evaluation.", show_default="today"
        ),
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            metavar="GIT-REF",
            help="Tell new, fixed and unchanged findings apart; only new mandatory ones fail.",
            callback=base,
            show_default=False,
        ),
    ] = "",
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Compare files that are not committed, too.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="What is unknown, and an exemption that matches nothing, fails too.")
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Write what passes too (evidence).")] = False,
    format: Annotated[CheckFormat, typer.Option("--format", "-f", help="How to write it.")] = CheckFormat.TEXT,
    lang: Annotated[Lang, typer.Option(help="Language of texts.")] = Lang.EN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE", help="Write the same findings to this file, too; repeatable.", show_default=False
        ),
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="List every finding (text).")] = False,
    scan: Annotated[
        bool, typer.Option("--scan", help="Let checkov look too, and write one report as it does (`make scan` first).")
    ] = False,
) -> None:
    """Ask the rules of each stack. Needs no account, no network and no Pulumi CLI.

    Exits with 1 while a mandatory failure stands that no exemption covers; with --against only for new ones.

    Examples:

    - `bastide check` judges all estates, each by its own profile

    - `bastide check scaleway --detail` lists every finding

    - `bastide check scaleway --against origin/main` is the gate of a pull request

    - `bastide check azure-legacy --date 2028-02-15` asks what fails on a day to come

    - `bastide check azure-legacy --scan` adds checkov's built-in checks and its search for secrets

    - `bastide check --also sarif=findings.sarif --also junit=findings.xml` writes two files, and shows the text

    - `bastide check --from state.json --format sarif -o findings.sarif` judges an exported state
    """
    day = on.date() if on else date.today()
    wanted = documents(format, output, also or ())
    if scan:
        _refuse_with_scan(from_, against, wanted)
        _scan(stacks or [], profile, day, wanted, lang, strict=strict)
        return
    report = _report(stacks or [], _Asked(from_, profile, day, against, allow_dirty, strict, all_))
    report = replace(report, lang=lang)
    for item in wanted:
        _write(report, item, detail=detail)
    if report.stopping:
        raise typer.Exit(Exit.FINDINGS)


class _Asked(NamedTuple):
    """The options of `check` that say what is judged and how."""

    file: Path | None
    profile: str
    on: date
    against: str
    allow_dirty: bool
    strict: bool
    all: bool


def _report(stacks: list[str], asked: _Asked) -> Report:
    # imported here so that --help and errors of usage cost nothing
    from bastide.check import check_file, check_stacks  # noqa: PLC0415
    from bastide.review.findings.report import Report  # noqa: PLC0415
    from facts.edition import version  # noqa: PLC0415
    from policies.checking import Ask  # noqa: PLC0415
    from policies.profiles import profile  # noqa: PLC0415

    ask = Ask(asked.on, profile(asked.profile) if asked.profile else None, asked.strict, asked.all)
    if asked.file is not None:
        _require_alone(asked.file, stacks, asked.against)
        checked = check_file(asked.file, ask)
        _warn([message for item in checked for message in item.unseen])
        return Report(checked, asked.on, version(), file=_relative(asked.file))
    folder = stacks_folder()
    if not asked.against:
        return Report(check_stacks(stacks, folder, ask), asked.on, version())
    from bastide.against import compared, require_comparable  # noqa: PLC0415

    require_comparable(folder.parent, asked.against, allow_dirty=asked.allow_dirty)
    report = Report(check_stacks(stacks, folder, ask), asked.on, version())
    return compared(report, ask, folder.parent, asked.against, allow_dirty=asked.allow_dirty)


def _warn(messages: Sequence[Message]) -> None:
    """What of the file nobody looked at: on standard error, for a document must be equal for equal findings."""
    from bastide.review.findings.report import printable  # noqa: PLC0415

    for message in messages[:_MOST_WARNINGS]:
        name = message.urn.rpartition("::")[2]
        typer.echo(printable(f"{message.severity}: {name}{': ' if name else ''}{message.text}"), err=True)
    if len(messages) > _MOST_WARNINGS:
        typer.echo(f"warning: and {len(messages) - _MOST_WARNINGS} more", err=True)


def _require_alone(file: Path, stacks: list[str], against: str) -> None:
    if stacks or against:
        raise BadInput(
            f"found --from {file} with {'stacks' if stacks else '--against'}",
            expected="a file alone",
            action="leave one of them out",
        )


def _relative(file: Path) -> str:
    """As a report names it: below the working directory, else by its name alone."""
    try:
        return file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return file.name


def _write(report: Report, wanted: Written, *, detail: bool) -> None:
    if wanted == (CheckFormat.TEXT, None):
        from bastide.review.findings import text  # noqa: PLC0415

        text.render(report, screen(), detail=detail)
    else:
        emit(_written(report, wanted.format, detail=detail), wanted.file)


def _written(report: Report, format: CheckFormat, *, detail: bool) -> str:
    from bastide.review.findings import as_json, junit, markdown, sarif, text  # noqa: PLC0415

    if format is CheckFormat.TEXT:
        return text.as_text(report, detail=detail)
    writers = {
        CheckFormat.JSON: as_json.render,
        CheckFormat.SARIF: sarif.render,
        CheckFormat.JUNIT: junit.render,
        CheckFormat.MARKDOWN: markdown.render,
    }
    return writers[format](report)


def _refuse_with_scan(file: Path | None, against: str, wanted: Sequence[Written]) -> None:
    """Raises BadInput for what a scan cannot do."""
    found = "--from" if file is not None else "--against" if against else ""
    if any(item.format is CheckFormat.MARKDOWN for item in wanted):
        found = "the format markdown"
    if found:
        raise BadInput(
            f"found --scan with {found}",
            expected="--scan with stacks, and text, json, sarif or junit as the format",
            action="leave one of them out",
        )


def _scan(
    stacks: list[str],
    profile: str,
    on: date,
    wanted: Sequence[Written],
    lang: Lang,
    *,
    strict: bool,
) -> None:
    """One report of our rules and checkov's checks, as checkov writes it."""
    from bastide.check import check_and_scan  # noqa: PLC0415
    from policies.checking import Ask  # noqa: PLC0415
    from policies.profiles import profile as profile_named  # noqa: PLC0415
    from policies.scan.aside import set_aside  # noqa: PLC0415
    from policies.scan.model import Format, ScanOptions  # noqa: PLC0415

    known = {CheckFormat.TEXT: Format.CLI, CheckFormat.JUNIT: Format.JUNIT}
    formats = [known.get(item.format) or Format(item.format.value) for item in wanted]
    options = ScanOptions(formats=tuple(dict.fromkeys(formats)), set_aside=set_aside(), strict=strict, lang=lang)
    ask = Ask(on, profile_named(profile) if profile else None, strict)
    _, report = check_and_scan(stacks, stacks_folder(), ask, options)
    for format, item in zip(formats, wanted, strict=True):
        emit(report.outputs[format].rstrip("\n") + "\n", item.file)
    if report.exit_code:
        raise typer.Exit(Exit.FINDINGS)
