"""`pulumi package get-schema`: in each way in which the package can be given to the CLI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.e2e.package.conftest import COMPONENTS, Team, make_team

SAID = ("name", "version", "resources", "types")


@pytest.fixture
def stranger(tmp_path: Path) -> Team:
    return make_team(tmp_path, {})


def published() -> dict[str, Any]:
    schema = json.loads((REPOSITORY / "docs" / "schemas" / "package.json").read_text(encoding="utf-8"))
    return {key: bare(schema[key]) for key in SAID}


def bare(schema: Any) -> Any:
    """Without descriptions of what is in a list or map: the CLI knows no place for them."""
    if not isinstance(schema, dict):
        return schema
    found = {key: bare(value) for key, value in schema.items()}
    for key in {"items", "additionalProperties"} & set(found):
        found[key] = {name: value for name, value in found[key].items() if name != "description"}
    return found


def said(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return {key: bare(found[key]) for key in SAID}


def test_of_the_executable_that_needs_no_language_host(stranger: Team) -> None:
    done = stranger.call("package", "get-schema", str(COMPONENTS / "pulumi-resource-bastide"))
    assert said(done.stdout) == published(), "do: make schemas"
    assert "warning" not in done.stderr


def test_of_the_folder(stranger: Team) -> None:
    """Through PulumiPlugin.yaml: that takes pulumi-language-python, which an official installation has beside the CLI.

    Where it is missing, that must be the one thing that is wrong.
    """
    has_host = (stranger.cli.resolve().parent / "pulumi-language-python").exists()
    done = stranger.call("package", "get-schema", str(COMPONENTS), check=False)
    if has_host:
        assert said(done.stdout) == published(), done.stderr
    else:
        assert done.returncode != 0
        assert "no language plugin 'pulumi-language-python' found" in done.stderr
