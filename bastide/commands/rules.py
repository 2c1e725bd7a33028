"""`bastide rules`."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from bastide.commands.terminal import emit, screen
from policies.model import Lang


class ListFormat(StrEnum):
    """How a list is written."""

    TEXT = "text"
    JSON = "json"


def rules(
    rule: Annotated[
        str, typer.Argument(metavar="[RULE]", help="Explain this one; none named: list all.", show_default=False)
    ] = "",
    lang: Annotated[Lang, typer.Option(help="Language of texts.")] = Lang.EN,
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")] = ListFormat.TEXT,
) -> None:
    """List the rules, or explain one.

    Examples:

    - `bastide rules` lists all rules with severity, profiles and clauses

    - `bastide rules SOV-CTL-002 --lang fr` explains one, in French
    """
    from bastide.review.rules import document, explain, table  # noqa: PLC0415
    from policies.rules import rule as rule_named  # noqa: PLC0415
    from policies.rules import rules as all_rules  # noqa: PLC0415

    chosen = [rule_named(rule.upper())] if rule else list(all_rules().values())
    if format is ListFormat.JSON:
        emit(json.dumps(document(chosen), indent=2, ensure_ascii=False) + "\n", None)
        return
    console = screen()
    console.print(explain(chosen[0], lang) if rule else table(chosen, lang))
