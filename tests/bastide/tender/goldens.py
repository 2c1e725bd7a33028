"""Every section of the page in both languages, as it was reviewed: two rows of each table, real content.

`make goldens` renews them. Lists are cut to their first members, so that a person can read all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bastide.tender.contents import CONTENTS
from bastide.tender.examine import examined
from bastide.tender.page.render import render
from bastide.tender.part import Part
from bastide.tender.report import CandidateReport, Report
from plan.estate import plan_estate
from policies.model import Lang
from tests.bastide.tender.made import ON, made

FOLDER: Final = Path(__file__).resolve().parent / "golden"
RENEW: Final = "make goldens"
ESTATE: Final = "scaleway"
MOST: Final = 2
FACTS: Final = "2026-11-28-0123456789ab"
_SECTION: Final = re.compile(r'<section id="([\w-]+)".*?\n</section>\n', re.DOTALL)
_PICTURE: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def cut(value: Any) -> Any:
    """The same with at most two members in each list, at any depth."""
    if isinstance(value, Part):
        return value.model_copy(update={name: cut(getattr(value, name)) for name in type(value).model_fields})
    if isinstance(value, tuple):
        return tuple(cut(item) for item in value[:MOST])
    return value


def report(reported: CandidateReport, lang: Lang) -> Report:
    """A report of one candidate that depends on no revision."""
    # a digest changes with any input of the plan, and says nothing to a reader
    candidate = cut(reported).model_copy(update={"plan": "0" * 64})
    return Report(date=ON.isoformat(), facts=FACTS, commit="", changed=False, lang=lang, candidates=(candidate,))


def goldens(reported: Mapping[Lang, CandidateReport]) -> dict[str, str]:
    """File name -> content. The drawing has tests of its own: here stands only that it is there."""
    found: dict[str, str] = {}
    for lang, item in reported.items():
        page = render(report(item, lang))
        sections = {match[1]: match[0] for match in _SECTION.finditer(page)}
        missing = {section.id for section in CONTENTS} - set(sections)
        assert not missing, f"the page has no section {missing}"
        found |= {f"{name}.{lang.value}.html": _PICTURE.sub("<svg>...</svg>", text) for name, text in sections.items()}
    return found


def main() -> None:
    """Write all of them anew."""
    plans = plan_estate(ESTATE)
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.html"):
        file.unlink()
    reported = {lang: examined(made(ESTATE, plans, lang), FACTS).report for lang in Lang}
    for name, text in goldens(reported).items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
