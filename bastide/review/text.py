"""A comparison for the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from bastide.review.changes import FOLLOWS, Changed, Changes, changes
from bastide.review.compare import Cell, Comparison, GapCell
from bastide.review.plain import plain
from bastide.review.tree import Node, operation_mark, short_type, tree
from facts.model import ProviderRisk
from plan.model import LayerPlan

_LEVEL_STYLE = {"absent": "red", "manual": "yellow", "api": "yellow"}
_SEVERITY_STYLE = {"error": "bold red", "warning": "yellow"}
_LEGEND = "+ create   = import (adopted)   ~ update   ± replace   - delete   > read"


def render(comparison: Comparison, console: Console, *, detail: bool) -> None:
    """Write the comparison to the console: totals, gaps, then the layers side by side, or a tree for one estate.

    `detail` lists every cloud resource in the tree, instead of counts by kind.
    """
    for part in parts(comparison, detail=detail):
        console.print(part)
        console.print()


def as_text(comparison: Comparison, *, detail: bool) -> str:
    """The same as plain text without colours, for a file."""
    return plain(lambda console: render(comparison, console, detail=detail))


def parts(comparison: Comparison, *, detail: bool) -> list[RenderableType]:
    """The blocks of the document: what changes, then what is missing.

    Where the plans have a base, the rest stays out unless `detail` asks for it.
    """
    found: list[RenderableType] = [_totals(comparison)]
    shown = changes(comparison.plans)
    if shown.bases or shown.notes:
        found.append(_changes(shown))
    if shown.bases and not detail:
        return found
    if comparison.gaps:
        found.append(_gaps(comparison))
    found += [_risk(cloud, risk) for cloud, risk in comparison.risks]
    if len(comparison.estates) == 1:
        found += [_layer_tree(plan, detail=detail) for plan in comparison.plans]
        if detail:
            found.append(Text(_LEGEND, style="dim"))
    else:
        found.append(_side_by_side(comparison))
    return found


def _table(title: str, comparison: Comparison, first: str) -> Table:
    # six estates stand side by side in a hundred columns
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    table.add_column(first, no_wrap=True)
    for estate in comparison.estates:
        # narrower still, a name is broken rather than cut: what is left of it says which one it is
        table.add_column(estate, overflow="fold")
    return table


def _totals(comparison: Comparison) -> Table:
    table = _table("Plan", comparison, "")
    totals = comparison.totals
    table.add_row("cloud", *(item.cloud for item in totals))
    table.add_row("engine", *(item.engine for item in totals))
    table.add_row("providers", *(item.providers for item in totals))
    table.add_row("layers", *(str(item.layers) for item in totals))
    table.add_row("operations", *(_operations(item.operations) for item in totals))
    table.add_row("cloud resources", *(Text(str(item.cloud_resources), style="bold") for item in totals))
    table.add_row("kinds of them", *(str(item.kinds) for item in totals))
    table.add_row("protected", *(str(item.protected) for item in totals))
    table.add_row("generated secrets", *(str(item.generated_secrets) for item in totals))
    table.add_row("inputs known later", *(str(item.unknown_inputs) for item in totals))
    table.add_row("gaps", *(Text(str(item.gaps), style="red" if item.gaps else "green") for item in totals))
    return table


def _operations(operations: object) -> Text:
    assert isinstance(operations, dict)
    text = Text()
    for operation, count in operations.items():
        style = "bold red" if operation in ("delete", "replace") else ""
        text.append(f"{', ' if text else ''}{count} {operation}", style=style)
    return text or Text("none")


def _changes(shown: Changes) -> Group:
    parts: list[RenderableType] = [
        Text.assemble((note.severity, _SEVERITY_STYLE[note.severity]), f" {note.stack}: ", note.text)
        for note in shown.notes
    ]
    if shown.bases:
        parts.append(Text(f"Changes against {', '.join(shown.bases)}: {shown.summary}", style="bold"))
        parts += [Text(f"approximate: {caution}", style="yellow") for caution in shown.cautions]
    parts += [_changed(item) for item in shown.resources if shown.bases]
    return Group(*parts)


def _changed(item: Changed) -> Tree:
    style = "bold red" if item.operation in ("delete", "replace") else "bold"
    label = Text.assemble(
        (f"{item.mark} {item.operation} ", style), f"{item.type} {item.name}", (f"  {item.stack}", "dim")
    )
    label.append(f"  {item.role}", "cyan")
    if item.holds_data:
        label.append("  kept at the cloud" if item.kept else "  holds data", "yellow")
    tree = Tree(label)
    if item.follows:
        tree.add(Text(FOLLOWS, style="red"))
    for part in item.properties:
        line = Text.assemble((part.path, "bold"), f": {part.old} → {part.new}")
        if part.forces_replace:
            line.append("  forces replacement", "red")
        tree.add(line)
    return tree


_GAPS_TITLE = "Gaps: asked for by the intent, not offered as code (roles that ask, level)"


def _gaps(comparison: Comparison) -> Table:
    return _gaps_of_one(comparison) if len(comparison.estates) == 1 else _gaps_of_many(comparison)


def _gaps_of_many(comparison: Comparison) -> Table:
    table = _table(_GAPS_TITLE, comparison, "capability")
    for row in comparison.gaps:
        table.add_row(row.capability, *(_gap_cell(cell) for cell in row.cells))
    return table


def _gaps_of_one(comparison: Comparison) -> Table:
    table = Table(title=_GAPS_TITLE, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("capability", no_wrap=True)
    table.add_column("roles, level", no_wrap=True)
    table.add_column("what is missing, and who must close it")
    for row in comparison.gaps:
        for cell in row.cells:
            if cell:
                table.add_row(row.capability, _gap_cell(cell), cell.reason)
    return table


def _risk(cloud: str, risk: ProviderRisk) -> Text:
    return Text.assemble(
        (f"Risk of the provider of {cloud} ({risk.version}): ", "bold red"),
        risk.what,
        ("\nWhat lowers it: ", "bold"),
        f"{risk.mitigation} ({risk.source}, {risk.checked})",
    )


def _gap_cell(cell: GapCell | None) -> Text:
    if cell is None:
        return Text("·", style="dim")
    return Text(f"{cell.count} {cell.level}", style=_LEVEL_STYLE.get(cell.level, ""))


def _side_by_side(comparison: Comparison) -> Table:
    table = _table("Layers by role: roles / cloud resources below them, -features that are gaps", comparison, "role")
    for layer in comparison.layers:
        table.add_section()
        table.add_row(Text(layer.layer, style="bold"), *(Text(str(count), style="bold") for count in layer.resources))
        for row in layer.rows:
            table.add_row("  " * (row.depth + 1) + row.role, *(_cell(cell) for cell in row.cells))
    return table


def _cell(cell: Cell) -> Text:
    if cell.empty:
        return Text("·", style="dim")
    text = Text(f"{cell.roles} / ")
    if cell.missing:
        return text.append(cell.missing, style=_LEVEL_STYLE.get(cell.missing, ""))
    text.append(str(cell.resources))
    if cell.lacks:
        text.append(f"  -{len(cell.lacks)}", style="yellow")
    return text


def _layer_tree(plan: LayerPlan, *, detail: bool) -> Tree:
    count = sum(resource.is_cloud for resource in plan.resources)
    root = Tree(Text.assemble((f"{plan.stack}-{plan.layer}", "bold"), f"  {count} cloud resources"))
    for node in tree(plan):
        _grow(root, node, detail=detail)
    return root


def _grow(parent: Tree, node: Node, *, detail: bool) -> None:
    label = Text.assemble((node.kind, "cyan"), f" {node.name}")
    if node.kinds and not detail:
        label.append("  " + ", ".join(f"{count} {kind}" if count > 1 else kind for kind, count in node.kinds), "dim")
    for gap in node.gaps:
        label.append(f"  {gap.capability}: {gap.level}", _LEVEL_STYLE.get(gap.level, ""))
    branch = parent.add(label)
    if detail:
        for resource in node.resources:
            protected = "  protected" if resource.options.protect else ""
            branch.add(
                Text.assemble(
                    f"{operation_mark(resource)} {short_type(resource.type)} {resource.name}", (protected, "green")
                )
            )
    for child in node.children:
        _grow(branch, child, detail=detail)
