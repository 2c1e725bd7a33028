"""A day as a file may write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _only_a_day(value: Any) -> Any:
    """pydantic reads a number as seconds since 1970, which nobody sees in a review, and a time without its zone."""
    if str(value) == str(date.max):
        raise ValueError(f"found `{value}` | a day with a day after it, on which it is over | name the last day")
    if value is None or type(value) is date or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError(f"found `{value}` | a day such as 2026-11-28 | write the day")


Day = Annotated[date, BeforeValidator(_only_a_day)]
