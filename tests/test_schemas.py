"""The published JSON Schemas: every input file names its own and follows it; all are up to date."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from facts.document import read
from tests.conftest import REPOSITORY

FILES = sorted(
    file.relative_to(REPOSITORY)
    for folder in (
        "stacks",
        "facts",
        "facts/capabilities",
        "policies",
        "policies/rules/examples",
        "policies/kinds/refused",
        "policies/scan",
    )
    for file in (REPOSITORY / folder).glob("*.yaml")
    if not file.name.startswith("Pulumi")
)


@pytest.mark.parametrize("name", FILES, ids=str)
def test_a_file_names_its_schema_and_follows_it(name: Path) -> None:
    file = REPOSITORY / name
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, f"{name} does not begin with its schema"
    schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
    jsonschema.validate(read(file, what="an input file").data, schema, cls=jsonschema.Draft202012Validator)


def test_the_schemas_are_those_of_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "tools/schemas.py", "--check"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
