"""The files of a tender report: the page, its data, the bill of quantities, the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bastide.tender.gather import DATA, Examined
from bastide.tender.quantities.csv_file import csv_text
from bastide.tender.quantities.xlsx_file import xlsx_bytes
from bastide.tender.report import Report


def files(report: Report, examined: Sequence[Examined], page: str) -> Mapping[str, str | bytes]:
    """Path in the folder -> content."""
    bills = [candidate.quantities for candidate in report.candidates]
    evidence = {
        f"evidence/{item.report.estate}/{name}": text for item in examined for name, text in item.evidence.items()
    }
    return {
        DATA: report.model_dump_json(by_alias=True, indent=1) + "\n",
        "report.html": page,
        "quantities.csv": csv_text(bills, report.lang),
        "quantities.xlsx": xlsx_bytes(bills, report.lang),
        **evidence,
    }
