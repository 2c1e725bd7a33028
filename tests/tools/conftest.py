from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from plan.engine import go
from tests.tools.go_proxy import Proxy


@pytest.fixture(scope="session")
def build_cache() -> str:
    """Go's own cache of compiled packages, which follows XDG_CACHE_HOME unless it is named."""
    return subprocess.run(["go", "env", "GOCACHE"], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Proxy:
    """A module proxy with one module, an empty module cache and an empty cache of ours; the build cache is shared."""
    if go.version() is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Go: the CLI is built with it")
        pytest.skip("there is no Go here")
    made = Proxy(tmp_path / "proxy", tmp_path / "tools")
    made.publish("v1.2.3")
    monkeypatch.setenv("GOPROXY", made.address)
    monkeypatch.setenv("GOCACHE", request.getfixturevalue("build_cache"))
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "modules"))
    monkeypatch.setenv("GOFLAGS", "-modcacherw")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return made
