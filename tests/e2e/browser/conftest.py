"""The reports as a user makes them, made once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.e2e.browser.browser import needed_browser

DAY = "2026-11-28"


@pytest.fixture(scope="session")
def report_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`report_in("fr")`: the page of all candidates in a language, written by the command."""

    @cache
    def made(lang: str) -> Path:
        needed_browser()
        output = tmp_path_factory.mktemp("tender") / lang
        command = [sys.executable, "-m", "bastide", "tender", "--output", str(output), "--lang", lang, "--date", DAY]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        return output / "report.html"

    return made


@pytest.fixture(scope="session")
def report(report_in: Callable[[str], Path]) -> Path:
    """The French one: the longer words."""
    return report_in("fr")
