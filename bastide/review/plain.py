"""What a terminal shows, as plain text for a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from rich.console import Console

WIDTH: Final = 120


def plain(render: Callable[[Console], None]) -> str:
    """What `render` prints, without colours, lines without spaces at their ends."""
    file = io.StringIO()
    render(Console(file=file, width=WIDTH, color_system=None, force_terminal=False))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"
