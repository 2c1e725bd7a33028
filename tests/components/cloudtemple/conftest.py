"""Tests here look at the estate at Cloud Temple. Its networks are looked up: answers belong to it as its file does."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.estate import plan_estate
from stacks.catalogue import FOLDER
from tests.components.view import Changed, View
from tests.conftest import Plans

FILES = ("cloudtemple.yaml", "cloudtemple.answers.json", "hdh.yaml")


@pytest.fixture(scope="session")
def estate(plans: Plans) -> View:
    return View("cloudtemple", plans["cloudtemple"])


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Each text stands in exactly one of the estate's three files; every occurrence there is replaced."""

    def make(*changes: tuple[str, str]) -> View:
        folder = tmp_path / "stacks"
        folder.mkdir()
        texts = {file: (FOLDER / file).read_text(encoding="utf-8") for file in FILES}
        for old, new in changes:
            (file,) = [file for file, text in texts.items() if old in text]
            texts[file] = texts[file].replace(old, new)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        return View("cloudtemple", plan_estate("cloudtemple", folder=folder))

    return make
