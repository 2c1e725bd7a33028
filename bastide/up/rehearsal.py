"""Which providers may play for which state: stand-ins never write into the state of something that stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place
from plan.engine import backend
from plan.engine.backend import Backend, Kind

MARK: Final = "bastide-rehearsal"
"""A file of this name in the folder of a state says that all in it is play."""


def state_for(root: Path, environment: Mapping[str, str], *, real: bool) -> Backend:
    """The state backend of a run, if it is one for these providers.

    Raises:
        BadInput: none is named; stand-ins are asked to write into a state that is not marked as a rehearsal's, or the
            clouds into one that is; or the state would lie where it must not.
    """
    url, where = backend.named(root, environment)
    found = backend.parse(url, where)
    marked = _is_marked(found, url)
    if not real and not marked:
        raise BadInput(
            "offline providers would write what they invent into this state",
            place=Place(None, None, None, where),
            expected=f"file:// and a folder of its own that holds an empty file `{MARK}`",
            action=f"make one for the rehearsal, or leave --providers offline out: touch FOLDER/{MARK}",
        )
    if real and marked:
        raise BadInput(
            f"the state is one of rehearsals: it holds `{MARK}`",
            place=Place(None, None, None, where),
            expected="the state of what stands at the cloud",
            action=f"correct {where}",
        )
    if real and (fault := backend.refuse(found, where)) is not None:
        raise fault
    return found


def _is_marked(found: Backend, url: str) -> bool:
    return found.kind is Kind.FILE and (Path(url.partition("://")[2]) / MARK).is_file()
