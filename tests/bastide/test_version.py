"""What `bastide --version` says is what is installed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

from tests.conftest import REPOSITORY, Answer

Bastide = Callable[..., Answer]


def test_the_version_is_that_of_the_project(bastide: Bastide) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert bastide("--version") == Answer(0, f"bastide {project['version']}\n", "")


def test_it_is_said_whatever_else_is_asked(bastide: Bastide) -> None:
    done = bastide("--version", "preview", "no-such-estate")
    assert done.code == 0
    assert done.out.startswith("bastide ")
