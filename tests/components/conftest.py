"""The estate of a cloud's folder with some of its text changed. The estate itself: `estate` of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from plan.estate import plan_estate
from stacks.catalogue import FOLDER
from tests.components.view import Changed, View


@pytest.fixture
def changed(estate: View, tmp_path: Path) -> Changed:
    """Each text stands in exactly one of the estate's two files. The changed estate adopts nothing."""

    def make(*changes: tuple[str, str]) -> View:
        folder = tmp_path / "stacks"
        folder.mkdir()
        texts = _files(estate.name)
        for old, new in changes:
            (file,) = [file for file, text in texts.items() if old in text]
            texts[file] = texts[file].replace(old, new, 1)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        return View(estate.name, plan_estate(estate.name, folder=folder))

    return make


def _files(estate: str) -> dict[str, str]:
    """The estate and its intent, by file name."""
    text = (FOLDER / f"{estate}.yaml").read_text(encoding="utf-8")
    data: Mapping[str, str] = yaml.safe_load(text)
    adopting_nothing = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("imports:"))
    return {f"{estate}.yaml": adopting_nothing, data["intent"]: (FOLDER / data["intent"]).read_text(encoding="utf-8")}
