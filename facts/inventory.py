"""Every fact of every register, one by one: where it stands, what it rests on, and how it fares on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel

from facts import load, registers
from facts.document import Document, Path_, dotted, read
from facts.duties import Duties
from facts.errors import BadInput, BadInputs
from facts.flavours import Flavours
from facts.frameworks import Frameworks
from facts.lifetimes import Lifetimes, last_day, lifetime, overdue
from facts.model import Areas, Capabilities, ProviderRisks, Regions, StateHosts
from facts.owners import Authorities, GlobalServices, Hosts, OtherRegions
from facts.seal import Seal
from facts.sovereignty import Derogations, Providers, Qualifications, Subprocessors
from facts.validate import validate

State = Literal["known", "unknown", "stale", "not yet", "ended"]
"""`not yet` and `ended` are known, and outside their term."""

MODELS: Final[dict[str, type[BaseModel]]] = {
    "areas": Areas,
    "authorities": Authorities,
    "capabilities": Capabilities,
    "derogations": Derogations,
    "duties": Duties,
    "flavours": Flavours,
    "frameworks": Frameworks,
    "global_services": GlobalServices,
    "hosts": Hosts,
    "lifetimes": Lifetimes,
    "other_regions": OtherRegions,
    "provider_risks": ProviderRisks,
    "providers": Providers,
    "qualifications": Qualifications,
    "regions": Regions,
    "seal": Seal,
    "state_hosts": StateHosts,
    "subprocessors": Subprocessors,
}
"""Register -> the model that its file is checked against."""


@dataclass(frozen=True, slots=True)
class Item:
    """One fact, or one thing that is recorded as not known.

    Attributes:
        file: relative to the repository: `facts/regions.yaml`.
        line: where it stands, 1-based.
        path: where in the file.
        value: what is stated, in short; for an unknown, what is not known.
        source: what it rests on; "" where nothing is known.
        checked: on which day that was read; None where nothing is known.
        mark: how sure it is, "" where the register has no marks.
        since: first day on which it holds, where there is one.
        until: last day.
        ask: who must look: for an unknown from the register, else "".
    """

    file: str
    line: int
    path: str
    register: str
    value: str
    source: str
    checked: date | None
    mark: str
    since: date | None
    until: date | None
    ask: str

    @property
    def believed_until(self) -> date | None:
        """Last day of its lifetime, None for what is not known."""
        return last_day(self.checked, self.register) if self.checked else None

    def state(self, on: date) -> State:
        """How it fares on a day. What has ended has ended, however long nobody has looked."""
        if self.checked is None:
            return "unknown"
        if self.until is not None and self.until < on:
            return "ended"
        if overdue(self.checked, self.register, on):
            return "stale"
        return "not yet" if self.since is not None and on < self.since else "known"


@cache
def items() -> tuple[Item, ...]:
    """All facts of the repository, by file and line.

    Raises:
        BadInput: a register is malformed, has no model or no lifetime; all faults of all files together.
    """
    return read_all(registers.files(), load.FOLDER.parent)


def read_all(files: list[Path], root: Path) -> tuple[Item, ...]:
    """The facts of some files, named relative to `root`. Raises BadInput as `items` does."""
    found: list[Item] = []
    faults: list[BadInput] = []
    for file in files:
        try:
            found += _items_of(file, root)
        except BadInputs as error:
            faults += error.faults
        except BadInput as error:
            faults.append(error)
    if faults:
        raise faults[0] if len(faults) == 1 else BadInputs(faults)
    return tuple(found)


def _items_of(file: Path, root: Path) -> list[Item]:
    register = "capabilities" if file.parent.name == "capabilities" else file.stem
    document = read(file, what=f"the register of {register}")
    validate(document, _model(register, document))
    _cross_check(register)
    name = file.relative_to(root).as_posix()
    found = [_item(document, path, row, register, name) for path, row in _rows(document.data, ())]
    if found:
        lifetime(register)
    return sorted(found, key=lambda item: item.line)


def _model(register: str, document: Document) -> type[BaseModel]:
    if register in MODELS:
        return MODELS[register]
    raise BadInput(
        f"no model knows the register `{register}`",
        place=document.place(()),
        expected=f"one of {', '.join(sorted(MODELS))}",
        action="add its model to facts/inventory.py, or remove the file",
    )


_CROSS_CHECKS: Final[dict[str, Callable[[], object]]] = {
    "providers": registers.providers,
    "hosts": registers.hosts,
    "other_regions": registers.other_regions,
}


def _cross_check(register: str) -> None:
    """What a register says of others must be true there, too. Of the repository's own registers."""
    check = _CROSS_CHECKS.get(register)
    if check:
        check()


def _rows(data: Any, path: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Every mapping that is a fact (it says when it was checked) or a gap of knowledge (it says whom to ask)."""
    if isinstance(data, dict):
        if "checked" in data or "unknown" in data:
            yield path, data
        for key, value in data.items():
            yield from _rows(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _rows(value, (*path, index))


def _item(document: Document, path: Path_, row: dict[str, Any], register: str, file: str) -> Item:
    return Item(
        file=file,
        line=document.place(path, key=True).line or 1,
        path=dotted(path),
        register=register,
        value=_value(row),
        source=str(row.get("source", "")),
        checked=_day(row.get("checked")),
        mark=str(row.get("mark", "")),
        since=_day(row.get("since")),
        until=_day(row.get("until")),
        ask=str(row.get("ask", "")) if "unknown" in row else "",
    )


def _day(text: Any) -> date | None:
    """Days are texts in our YAML; the models have checked them before."""
    return date.fromisoformat(str(text)) if text is not None else None


_TELLING: Final = (
    "unknown",
    "value",
    "status",
    "covered",
    "level",
    "country",
    "countries",
    "what",
    "kind",
    "reference",
)
_LONGEST: Final = 100


def _value(row: dict[str, Any]) -> str:
    """What a fact states, in one short text."""
    for key in (*_TELLING, "endpoint", "name"):
        if key in row and row[key] is not None:
            return _short(row[key])
    # a term alone: what it is of is the key
    return f"{row.get('since') or '?'} to {row.get('until') or '?'}"


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _clipped(", ".join(_short(part) for part in value.values()))
    if isinstance(value, list):
        return _clipped(", ".join(_short(part) for part in value))
    return _clipped(str(value))


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
