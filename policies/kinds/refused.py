"""The classes of each package that no estate may use, with the reason: `policies/kinds/refused/<package>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facts.document import read
from facts.validate import validate

FOLDER: Final = Path(__file__).resolve().parent / "refused"


class Refused(BaseModel):
    """One list.

    Attributes:
        version: of the SDK that the list was made from.
        reasons: id -> why.
        classes: token -> id of its reason.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_: Literal["bastide/refused/1"] = Field(alias="schema")
    package: str = Field(min_length=1)
    version: str = Field(min_length=1)
    reasons: dict[str, str] = Field(min_length=1)
    classes: dict[str, str]

    @model_validator(mode="after")
    def _every_reason_exists(self) -> Self:
        for token, reason in self.classes.items():
            if reason not in self.reasons:
                raise ValueError(f"`{token}` is refused for `{reason}` | one of {', '.join(self.reasons)}")
        for reason in self.reasons:
            if reason not in self.classes.values():
                raise ValueError(f"no class is refused for `{reason}` | a class for each reason | remove the reason")
        return self


def refused_list(file: Path) -> Refused:
    """The list in `file`.

    Raises:
        BadInput: the file is missing or wrong.
    """
    return validate(read(file, what="a list of refused classes"), Refused)


@cache
def classes(package: str) -> Mapping[str, str]:
    """Token -> why it is refused, of the list of one package.

    Raises:
        BadInput: the package has no list, or the list is wrong.
    """
    found = refused_list(FOLDER / f"{package}.yaml")
    return {token: found.reasons[reason] for token, reason in found.classes.items()}


def reason(package: str, token: str) -> str:
    """Why a class is refused; "" where the package's list does not have it."""
    return classes(package).get(token, "")
