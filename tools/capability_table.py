"""Write what each candidate offers, from the facts: the table in the README and the page behind it.

python tools/capability_table.py            renew both
python tools/capability_table.py --check    say what is stale, exit 1
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from components.contract.capability import CATALOGUE  # noqa: E402
from components.contract.words import Cloud  # noqa: E402
from facts import load  # noqa: E402
from facts.model import Capability, Level  # noqa: E402

README: Final = ROOT / "README.md"
PAGE: Final = ROOT / "docs" / "capabilities.md"
BEGIN: Final = "<!-- capabilities: written by `make capabilities` -->\n"
END: Final = "<!-- end of capabilities -->\n"
CANDIDATES: Final = tuple(cloud for cloud in Cloud if cloud is not Cloud.AZURE)
TITLES: Final[Mapping[Cloud, str]] = {
    Cloud.CLOUDTEMPLE: "Cloud Temple",
    Cloud.NUMSPOT: "NumSpot",
    Cloud.OUTSCALE: "Outscale",
    Cloud.OVHCLOUD: "OVHcloud",
    Cloud.SCALEWAY: "Scaleway",
}
_MARKS: Final[Mapping[Level, str]] = {
    Level.AUTOMATED: "automated",
    Level.SELF_OPERATED: "self-operated",
    Level.API: "*api*",
    Level.MANUAL: "*manual*",
    Level.ABSENT: "*absent*",
}
"""Gaps stand out: they are slanted."""
_PREFACE: Final = """# What each candidate offers

Written from `facts/capabilities/*.yaml` by `make capabilities`; correct the facts, not this page. Every line has its
source and the day on which it was read. `automated`: a provider resource exists. `self-operated`: the toolkit builds it
on the cloud's compute. *api*, *manual* (console, order or ticket) and *absent* are gaps: nothing is built, and the plan
says so.
"""

_COLUMNS: Final = """| candidate | level | what is there, or what is missing and who closes it | source | read on |
|---|---|---|---|---|
"""

Table = Mapping[Cloud, Mapping[str, Capability]]


def facts() -> Table:
    return {cloud: load.capabilities(cloud.value) for cloud in CANDIDATES}


def roles() -> list[str]:
    """The roles of the catalogue; what has a dot is a feature of one."""
    return [name for name in CATALOGUE if "." not in name]


def readme_table(table: Table) -> str:
    """Role x candidate x level, and how many capabilities (features too) are at each level."""
    return "".join(
        f"{line}\n"
        for line in (
            *_head("role"),
            *(_row(f"[{role}](docs/capabilities.md#{role})", table, role) for role in roles()),
            *_counts(table),
        )
    )


def page(table: Table) -> str:
    """Every capability: what it is, and for each candidate level, note, source and date."""
    return _PREFACE + "".join(_section(name, table) for name in CATALOGUE)


def counted(table: Table) -> Mapping[Cloud, Counter[Level]]:
    """Over roles and features."""
    return {cloud: Counter(table[cloud][name].level for name in CATALOGUE) for cloud in CANDIDATES}


def _head(what: str) -> Iterator[str]:
    yield f"| {what} | {' | '.join(TITLES[cloud] for cloud in CANDIDATES)} | sources read |"
    yield f"|---|{'---|' * len(CANDIDATES)}---|"


def _row(title: str, table: Table, name: str) -> str:
    days = sorted({table[cloud][name].checked.isoformat() for cloud in CANDIDATES})
    read = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"| {title} | {' | '.join(_MARKS[table[cloud][name].level] for cloud in CANDIDATES)} | {read} |"


def _counts(table: Table) -> Iterator[str]:
    numbers = counted(table)
    for level in _MARKS:
        cells = " | ".join(f"**{numbers[cloud][level]}**" for cloud in CANDIDATES)
        yield f"| **of {len(CATALOGUE)} capabilities: {level}** | {cells} | |"


def _section(name: str, table: Table) -> str:
    level = "##" if "." not in name else "###"
    rows = "".join(_fact(cloud, table[cloud][name]) for cloud in CANDIDATES)
    return f"\n{level} {name}\n\n{_sentence(CATALOGUE[name].en)}\n\n{_COLUMNS}{rows}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _fact(cloud: Cloud, fact: Capability) -> str:
    cells = (TITLES[cloud], _MARKS[fact.level], _cell(fact.note), _cell(fact.source), fact.checked.isoformat())
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def with_table(readme: str, table: Table) -> str:
    """The README with its table renewed."""
    before, _, rest = readme.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"found no table in README.md | the lines {BEGIN!r} and {END!r} | put them back")
    return f"{before}{BEGIN}\n{readme_table(table)}\n{END}{after}"


def written(table: Table) -> Iterable[tuple[Path, str]]:
    yield README, with_table(README.read_text(encoding="utf-8"), table)
    yield PAGE, page(table)


def main(arguments: list[str]) -> int:
    stale = []
    for file, text in written(facts()):
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(file)
        else:
            file.write_text(text, encoding="utf-8")
    for file in stale:
        sys.stderr.write(f"error: {file.relative_to(ROOT)} is not what the facts say\n  do: make capabilities\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
