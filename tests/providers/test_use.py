"""Which SDK a program gets: ours without an installation, one that Pulumi generated, and nothing else of that name."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from components import terraform_sdk
from facts.errors import BadInput
from tests.conftest import REPOSITORY
from tests.providers.facts import CLOUDS, PROVIDERS


@pytest.fixture(autouse=True)
def nothing_else_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not entry.startswith(str(PROVIDERS))])


def installed(folder: Path, cloud: str, plugin: object) -> Path:
    package = folder / f"pulumi_{cloud}"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "pulumi-plugin.json").write_text(json.dumps(plugin), encoding="utf-8")
    return folder


def own(cloud: str) -> dict[str, object]:
    file = PROVIDERS / cloud / f"pulumi_{cloud}" / "pulumi-plugin.json"
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("cloud", CLOUDS)
def test_ours_needs_no_installation(cloud: str) -> None:
    script = f"from components.terraform_sdk import use; use({cloud!r}); use({cloud!r}); import sys; " + (
        f"import pulumi_{cloud} as sdk; print(sdk.__file__, sum('providers' in entry for entry in sys.path))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    file, count = done.stdout.split()
    assert Path(file).parent == PROVIDERS / cloud / f"pulumi_{cloud}"
    assert count == "1"


def test_an_import_is_light() -> None:
    script = (
        "import sys, time, pulumi; before = set(sys.modules); started = time.process_time(); import pulumi_{0}; "
        "print(time.process_time() - started, *(set(sys.modules) - before))"
    )
    for cloud in CLOUDS:
        done = subprocess.run(
            [sys.executable, "-c", script.format(cloud)],
            env={"PYTHONPATH": str(PROVIDERS / cloud)},
            capture_output=True,
            text=True,
            check=True,
        )
        seconds, *modules = done.stdout.split()
        # a program loads the look-ups and the nested inputs only where it uses them
        assert f"pulumi_{cloud}.functions" not in modules
        assert not {"importlib.metadata", "pkg_resources", "semver"} & set(modules)
        assert float(seconds) < 0.5


def test_one_that_pulumi_generated_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # as Pulumi writes it: other order and spaces, the same provider
    plugin = own("outscale")
    made = plugin["parameterization"]
    assert isinstance(made, dict)
    value = json.dumps(json.loads(base64.b64decode(made["value"])), indent=1).encode()
    made["value"] = base64.b64encode(value).decode()
    monkeypatch.syspath_prepend(str(installed(tmp_path, "outscale", plugin)))
    terraform_sdk.use("outscale")
    assert sys.path[0] == str(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        # the abandoned package of that name says no more
        lambda plugin: {"resource": True, "name": "outscale"},
        lambda plugin: {**plugin, "version": "0.0.0-dev"},
        lambda plugin: {**plugin, "parameterization": {**plugin["parameterization"], "version": "1.7.0"}},
        lambda plugin: {**plugin, "parameterization": {**plugin["parameterization"], "value": "e30="}},
        lambda plugin: [],
    ],
)
def test_another_package_of_that_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    assert callable(change)
    monkeypatch.syspath_prepend(str(installed(tmp_path, "outscale", change(own("outscale")))))
    with pytest.raises(BadInput) as refused:
        terraform_sdk.use("outscale")
    assert "pip uninstall pulumi-outscale" in str(refused.value)
    assert "registry.opentofu.org/outscale/outscale 1.8.0 through terraform-provider 1.1.3" in str(refused.value)


def test_a_checkout_without_its_sdk_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terraform_sdk, "PROVIDERS", tmp_path)
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(BadInput, match="make sdks"):
        terraform_sdk.use("numspot")
