"""Which plugins a run sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.engine import plugins


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    for name in (
        "resource-random-v4.21.4",
        "resource-random-v4.9.0",
        "resource-azure-native-v3.29.0",
        "language-go-v3.1.0",
    ):
        folder = tmp_path / "plugins" / name
        folder.mkdir(parents=True)
        (folder / "program").write_text(name)
    (tmp_path / "plugins" / "resource-random-v4.21.4.lock").touch()
    return tmp_path


def linked(home: Path) -> set[str]:
    return {str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()}


@pytest.mark.parametrize("variable", ["BASTIDE_PLUGINS", "PULUMI_HOME", "HOME"])
def test_those_of_real_packages_in_all_versions(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("BASTIDE_PLUGINS", "PULUMI_HOME"):
        monkeypatch.delenv(name, raising=False)
    if variable == "HOME":
        (installed / ".pulumi").symlink_to(installed)
    monkeypatch.setenv(variable, str(installed / "plugins" if variable == "BASTIDE_PLUGINS" else installed))
    plugins.link(["random"], tmp_path / "run")
    assert linked(tmp_path / "run") == {
        "plugins/resource-random-v4.21.4/program",
        "plugins/resource-random-v4.9.0/program",
    }
    # the CLI passes over links in the place of a folder
    assert not any(folder.is_symlink() for folder in (tmp_path / "run" / "plugins").iterdir())


def test_none_where_none_is_real(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(installed))
    plugins.link([], tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_machine_without_plugins_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "nothing"))
    plugins.link(["random"], tmp_path / "run")


def test_a_chosen_folder_that_is_none_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(plugins.CHOICE, str(tmp_path / "nothing"))
    with pytest.raises(BadInput, match=r"BASTIDE_PLUGINS names .*/nothing, which is no folder"):
        plugins.link(["random"], tmp_path / "run")
