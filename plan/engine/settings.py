"""What an estate's file says about engine runs: recorded answers, and which packages are not played by stand-ins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from facts.document import Document, read
from facts.errors import BadInput, Place

_OPTIONS: Final = {"bastide/answers/1": "--answers", "bastide/inventory/1": "--inventory"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one estate.

    Attributes:
        recorded: arguments for the offline providers that name the recorded files.
        providers: package -> `offline` or `real`, for packages that differ from the rest of the run.
    """

    recorded: tuple[str, ...] = ()
    providers: Mapping[str, str] | None = None


def settings_of(root: Path, estate: str) -> Settings:
    """Read them from the estate's file in the checkout `root`.

    Raises BadInput where a recorded file is missing or of another kind. The rest of the file is not looked at.
    """
    document = read(root / "stacks" / f"{estate}.yaml", what="an estate")
    data: Mapping[str, Any] = document.data if isinstance(document.data, dict) else {}
    recorded = data.get("recorded") or []
    names = recorded if isinstance(recorded, list) else []
    arguments = [part for index, name in enumerate(names) for part in _argument(document, index, str(name))]
    providers = data.get("providers")
    return Settings(tuple(arguments), providers if isinstance(providers, dict) else {})


def _argument(document: Document, index: int, name: str) -> tuple[str, str]:
    file = (document.file.parent / name).resolve()
    place = document.place(("recorded", index))
    try:
        schema = json.loads(file.read_text(encoding="utf-8")).get("schema")
    except OSError as error:
        raise BadInput(
            f"the recorded file {name} cannot be read: {error.strerror}",
            place=place,
            expected="a file beside this one",
            action="correct the name, or record it anew",
        ) from None
    except (ValueError, AttributeError):
        raise BadInput(
            "found no recorded answers",
            place=Place(file, None, None, ""),
            expected="a JSON object with `schema`",
            action="record it anew",
        ) from None
    if schema not in _OPTIONS:
        raise BadInput(
            f"found the schema `{schema}`",
            place=Place(file, None, None, "schema"),
            expected=f"one of {', '.join(_OPTIONS)}",
            action="name a file of recorded answers or resources",
        )
    return _OPTIONS[schema], str(file)
