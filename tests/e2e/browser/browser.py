"""The report in a real browser: Chromium, driven by Node. Both must be there in CI, and may be missing elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bastide.doctor import find_browser
from tools.node_modules import BROWSER


def probe(name: str, file: Path, **options: object) -> Any:
    """What `probes/<name>.mjs` found in the page."""
    asked = json.dumps({"browser": needed_browser(), **options})
    done = subprocess.run(
        ["node", "probe.mjs", name, str(file), asked],
        cwd=BROWSER.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def needed_browser() -> str:
    """The browser's program; the test ends here where it or what drives it is missing."""
    found = find_browser()
    if found and shutil.which("node") and BROWSER.ready():
        return found
    missing(
        "Chromium, Node and the modules of tests/e2e/browser are needed: "
        "install chromium-headless-shell, run `make setup-dev`"
    )


def needed_program(name: str, package: str) -> str:
    """A program of the machine; the test ends here where it is missing."""
    return shutil.which(name) or missing(f"`{name}` is needed: install {package}")


def missing(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
