"""The sheet of the summary: totals by group, of all, and by phase, as formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from bastide.tender.quantities.lines import GROUPS, LINES, Group, LineSpec
from bastide.tender.quantities.model import Line, PhaseOf
from bastide.tender.quantities.neutral import neutral
from bastide.tender.quantities.totals import LEGACY, last_with_months
from bastide.tender.quantities.xlsx_book import TOTAL, Book, amount_of_line, cells_of, column_of

_Formula = Callable[[Book, int], tuple[str, float | str]]
"""The formula of a candidate's cell, and the value that it has."""


def write_summary(state: Book) -> None:
    """Add the sheet."""
    sheet = state.book.add_worksheet(state.word("sheet summary"))
    sheet.write_string(0, 0, state.word("title"), state.formats["title"])
    for candidate, bill in enumerate(state.bills):
        sheet.write_string(2, candidate + 1, f"{bill.estate} ({bill.currency})", state.formats["head"])
    rows: list[tuple[str, _Formula, str]] = [
        (state.word("sum of group", group=GROUPS[group].of(state.lang)), _of_group(group), "money") for group in Group
    ]
    rows += [
        (state.word("contract total"), _of_all, "sum"),
        (state.word("sum"), _so_far, "money"),
        (state.word("open"), _open, "whole"),
    ]
    for row, (title, formula, form) in enumerate(rows, start=3):
        sheet.write_string(row, 0, title, state.formats["text"])
        for candidate in range(len(state.bills)):
            written, stored = formula(state, candidate)
            sheet.write_formula(row, candidate + 1, written, state.formats[form], stored)
    _write_phases(state, sheet, 3 + len(rows) + 1)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, max(1, len(state.bills)), 20)
    sheet.fit_to_pages(1, 0)
    sheet.protect("")


def _of_group(group: Group) -> _Formula:
    def formula(state: Book, candidate: int) -> tuple[str, float | str]:
        title = f'"{GROUPS[group].of(state.lang)}"'
        groups, totals = cells_of(state, 1), cells_of(state, column_of(candidate) + TOTAL)
        lines = [line for line in state.bills[candidate].lines if line.group is group]
        missing = f"SUMPRODUCT(({groups}={title})*ISNUMBER({totals}))<COUNTIF({groups},{title})"
        written = f'=IF({missing},"{state.word("incomplete")}",SUMIF({groups},{title},{totals}))'
        return written, _stored_sum(state, lines)

    return formula


def _of_all(state: Book, candidate: int) -> tuple[str, float | str]:
    totals = cells_of(state, column_of(candidate) + TOTAL)
    written = f'=IF({_opened(state, candidate)}>0,"{state.word("incomplete")}",SUM({totals}))'
    return written, _stored_sum(state, state.bills[candidate].lines)


def _so_far(state: Book, candidate: int) -> tuple[str, float | str]:
    found = (amount_of_line(line) for line in state.bills[candidate].lines)
    known = sum((amount for amount in found if amount is not None), Decimal(0))
    return f"=SUM({cells_of(state, column_of(candidate) + TOTAL)})", float(known)


def _open(state: Book, candidate: int) -> tuple[str, float | str]:
    missing = sum(amount_of_line(line) is None for line in state.bills[candidate].lines)
    return f"={_opened(state, candidate)}", float(missing)


def _opened(state: Book, candidate: int) -> str:
    """How many lines have no total."""
    totals = cells_of(state, column_of(candidate) + TOTAL)
    return f"ROWS({totals})-COUNT({totals})"


def _stored_sum(state: Book, lines: Sequence[Line]) -> float | str:
    amounts = [amount_of_line(line) for line in lines]
    if None in amounts:
        return state.word("incomplete")
    return float(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def _write_phases(state: Book, sheet: Any, row: int) -> None:
    """What falls due in each phase: formulas where all months are known, else a word that says what is missing."""
    if not state.bills:
        return
    phases = state.bills[0].phases
    known = all(phase.months is not None for phase in phases)
    last = last_with_months(phases)
    for index, phase in enumerate(phases):
        name = "phase unknown" if phase.months is None else "phase"
        title = state.word(name, title=phase.title, months=phase.months)
        sheet.write_string(row + index, 0, neutral(title), state.formats["text"])
        for candidate, bill in enumerate(state.bills):
            if not known:
                sheet.write_string(row + index, candidate + 1, state.word("incomplete"), state.formats["text"])
                continue
            others = [one for one in range(len(phases)) if one != last]
            due = _left(state, candidate, row, others) if index == last else _due(state, candidate, phase)
            amount = bill.phases[index].total
            stored = state.word("incomplete") if amount is None else float(amount)
            formula = f'=IF({_opened(state, candidate)}>0,"{state.word("incomplete")}",{due})'
            sheet.write_formula(row + index, candidate + 1, formula, state.formats["money"], stored)


def _due(state: Book, candidate: int, phase: PhaseOf) -> str:
    """The same as `totals.share`, as a formula."""
    phases = state.bills[0].phases
    months = sum(one.months or 0 for one in phases)
    with_legacy = sum(one.months or 0 for one in phases if one.legacy)
    column = column_of(candidate) + TOTAL
    monthly = "+".join(f"SUM({cells})" for cells in _ranges(state, column, lambda spec: spec.monthly))
    parts = [f"({monthly})*{phase.months}/{months}"]
    if phase.moves:
        parts += _ranges(state, column, lambda spec: not spec.monthly and spec.id != LEGACY)
    if phase.legacy and with_legacy:
        parts += [
            f"{cell}*{phase.months}/{with_legacy}" for cell in _ranges(state, column, lambda spec: spec.id == LEGACY)
        ]
    return f"ROUND({'+'.join(f'SUM({part})' for part in parts)},2)"


def _left(state: Book, candidate: int, row: int, others: Sequence[int]) -> str:
    """What the other phases leave of the whole."""
    cells = "".join(f"-{xl_rowcol_to_cell(row + index, candidate + 1)}" for index in others)
    return f"ROUND(SUM({cells_of(state, column_of(candidate) + TOTAL)}){cells},2)"


def _ranges(state: Book, column: int, chosen: Callable[[LineSpec], bool]) -> list[str]:
    """The cells of some lines in one column, one after the other put together."""
    rows = [state.first + index for index, spec in enumerate(LINES) if chosen(spec)]
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [cells_of(state, column, run[0], run[-1]) for run in runs]
