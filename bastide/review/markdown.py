"""A comparison as Markdown, for a pull request or a page."""

from __future__ import annotations

from collections.abc import Iterable

from bastide.review.changes import FOLLOWS, Changed, Changes, changes
from bastide.review.compare import Cell, Comparison, GapCell
from bastide.review.markdown_text import code, prose


def render(comparison: Comparison) -> str:
    """What changes against the base, totals, gaps with their reasons, layers side by side (folded)."""
    lines = ["# Plan", "", *_changes(changes(comparison.plans)), *_totals(comparison), ""]
    if comparison.gaps:
        lines += ["## Gaps", "", "Asked for by the intent, not offered as code.", "", *_gaps(comparison), ""]
    lines += _risks(comparison)
    lines += ["## Layers by role", ""]
    for layer in comparison.layers:
        lines += [
            f"<details><summary>{layer.layer} ({' / '.join(map(str, layer.resources))})</summary>",
            "",
            *_rows(
                ["role", *comparison.estates],
                ([f"{'&emsp;' * row.depth}{row.role}", *map(_cell, row.cells)] for row in layer.rows),
            ),
            "",
            "</details>",
            "",
        ]
    return "\n".join(lines)


def _changes(shown: Changes) -> list[str]:
    lines = [f"- **{note.severity}** {code(note.stack)}: {prose(note.text)}" for note in shown.notes]
    if lines:
        lines.append("")
    if not shown.bases:
        return lines
    lines += [f"## Changes against {', '.join(map(prose, shown.bases))}: {shown.summary}", ""]
    lines += [f"> approximate: {prose(caution)}\n" for caution in shown.cautions]
    for item in shown.resources:
        lines += _changed(item)
    return [*lines, ""]


def _changed(item: Changed) -> list[str]:
    note = " **kept at the cloud**" if item.kept else " **holds data**" if item.holds_data else ""
    what, role = code(f"{item.type} {item.name}"), prose(item.role or "no role")
    lines = [f"- **{item.operation}** {what} in {code(item.stack)} ({role}){note}"]
    if item.follows:
        lines.append(f"  - {FOLLOWS}")
    for part in item.properties:
        forces = ", **forces replacement**" if part.forces_replace else ""
        lines.append(f"  - {code(part.path)}: {code(part.old)} → {code(part.new)}{forces}")
    return lines


def _totals(comparison: Comparison) -> list[str]:
    totals = comparison.totals
    facts: list[tuple[str, list[str]]] = [
        ("cloud", [item.cloud for item in totals]),
        ("engine", [f"{item.engine}, providers {item.providers}" for item in totals]),
        ("layers", [str(item.layers) for item in totals]),
        ("operations", [", ".join(f"{count} {name}" for name, count in item.operations.items()) for item in totals]),
        ("cloud resources", [f"{item.cloud_resources} of {item.kinds} kinds" for item in totals]),
        ("protected", [str(item.protected) for item in totals]),
        ("generated secrets", [str(item.generated_secrets) for item in totals]),
        ("known after apply", [f"{item.unknown_inputs} inputs" for item in totals]),
        ("gaps", [str(item.gaps) for item in totals]),
    ]
    return _rows(["", *comparison.estates], ([name, *values] for name, values in facts))


def _risks(comparison: Comparison) -> list[str]:
    """What a provider does that no program can prevent."""
    lines = [
        f"- **{cloud}** {risk.version}: {_escaped(risk.what)} What lowers it: {_escaped(risk.mitigation)} "
        f"({_escaped(risk.source)}, {risk.checked})"
        for cloud, risk in comparison.risks
    ]
    return ["## Risks of providers", "", *lines, ""] if lines else []


def _gaps(comparison: Comparison) -> list[str]:
    lines = _rows(
        ["capability", *comparison.estates],
        ([f"`{row.capability}`", *map(_gap_cell, row.cells)] for row in comparison.gaps),
    )
    lines += ["", "<details><summary>Reasons and sources</summary>", ""]
    for row in comparison.gaps:
        for estate, cell in zip(comparison.estates, row.cells, strict=True):
            if cell:
                source = f"{_escaped(cell.source)}; checked {cell.date}"
                lines.append(f"- {estate}, `{row.capability}`: {_escaped(cell.reason)} ({source})")
    return [*lines, "", "</details>"]


def _gap_cell(cell: GapCell | None) -> str:
    return f"{cell.level} ({cell.count})" if cell else ""


def _cell(cell: Cell) -> str:
    if cell.empty:
        return ""
    roles = f"{cell.roles} role{'s' if cell.roles > 1 else ''}, "
    if cell.missing:
        return f"{roles}**{cell.missing}**"
    return f"{roles}{cell.resources}" + (f"; lacks {', '.join(cell.lacks)}" if cell.lacks else "")


def _rows(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(text: str) -> str:
    """A text of our own facts: its addresses stay links."""
    return text.replace("|", "\\|").replace("<", "&lt;")
