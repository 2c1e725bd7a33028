"""Which estates and stacks there are. Imports neither Pulumi nor pydantic, so that a name is resolved at once."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from facts.errors import BadInput

FOLDER = Path(__file__).resolve().parent
BOOTSTRAP, HUB, SPACE_PREFIX = "bootstrap", "hub", "space-"
MOVE = "move"
"""The one layer of a cutover estate."""
LOOPBACK = "-loopback"
"""How the names of estates end that are for tests on this machine."""
_IS_ESTATE = re.compile(r"^schema: *bastide/estate/1 *$", re.MULTILINE)
_IS_CUTOVER = re.compile(r"^schema: *bastide/cutover-estate/1 *$", re.MULTILINE)


def estates(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the estates in a folder: the legacy first, then the candidates by name. Those for tests are left out."""
    found = [name for name in _named(folder, _IS_ESTATE) if not name.endswith(LOOPBACK)]
    return tuple(sorted(found, key=lambda name: (not name.endswith("-legacy"), name)))


def loopbacks(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the estates for tests on this machine; "all estates" never means them: each is named."""
    return tuple(name for name in _named(folder, _IS_ESTATE) if name.endswith(LOOPBACK))


def cutovers(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the cutover estates, by name. Of the candidates' moves at most one takes place, so that "all estates"
    never means them: each is named."""
    return tuple(_named(folder, _IS_CUTOVER))


def is_cutover(name: str, folder: Path = FOLDER) -> bool:
    """Whether the estate of this name is a move, which holds two clouds."""
    file = folder / f"{name}.yaml"
    return file.is_file() and _has(file, _IS_CUTOVER)


def _named(folder: Path, schema: re.Pattern[str]) -> list[str]:
    return [file.stem for file in sorted(folder.glob("*.yaml")) if file.is_file() and _has(file, schema)]


def _has(file: Path, schema: re.Pattern[str]) -> bool:
    return bool(schema.search(file.read_text(encoding="utf-8", errors="replace")[:2000]))


def resolve(name: str, folder: Path = FOLDER) -> tuple[str, str | None]:
    """An estate or one of its stacks, as given on a command line -> estate, layer (None: all layers).

    Raises:
        BadInput: there is no such estate or stack.
    """
    known = (*estates(folder), *cutovers(folder), *loopbacks(folder))
    if name in known:
        return name, None
    for estate in sorted(known, key=len, reverse=True):
        if name.startswith(estate + "-"):
            return estate, _layer(estate, name, folder)
    raise _unknown(name, list(known))


def _layer(estate: str, name: str, folder: Path) -> str:
    known = [f"{estate}-{layer}" for layer in _layers(estate, folder)]
    if name not in known:
        raise _unknown(name, known)
    return name[len(estate) + 1 :]


def _layers(estate: str, folder: Path) -> tuple[str, ...]:
    if is_cutover(estate, folder):
        return (MOVE,)
    # only a stack's name needs the intent, which says what layers there are
    from stacks.intents import intent_of, layers  # noqa: PLC0415

    return layers(intent_of(folder / f"{estate}.yaml"))


def _unknown(name: str, known: list[str]) -> BadInput:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return BadInput(
        f"there is no estate or stack `{name}`",
        expected=f"one of {', '.join(known)}" if known else "an estate file in stacks/",
        action=f"did you mean `{near[0]}`?" if near else "name one of them",
    )
