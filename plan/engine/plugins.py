"""The provider plugins of a run: those of the packages that are asked for real, linked into the run's own home."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from facts.errors import BadInput

CHOICE: Final = "BASTIDE_PLUGINS"
"""The environment variable that names another folder of plugins than Pulumi's own."""

ENVIRONMENT: Final[Mapping[str, str]] = {"PULUMI_IGNORE_AMBIENT_PLUGINS": "true"}
"""For the CLI: a plugin is what was linked, not what happens to be on the search path."""

_PLUGIN_OF: Final[Mapping[str, str]] = dict.fromkeys(("cloudtemple", "numspot", "outscale"), "terraform-provider")
"""Package -> its plugin, where that has another name: one plugin serves what is made from a Terraform provider."""

_NAME: Final = re.compile(r"resource-(.+)-v\d+\.\d+\.\d+\S*")


def of(packages: Collection[str]) -> frozenset[str]:
    """The plugins that serve these packages."""
    return frozenset(_PLUGIN_OF.get(package, package) for package in packages)


def link(packages: Collection[str], home: Path) -> None:
    """Let a CLI whose home is `home` find the installed plugins of these packages, in all versions, and no others.

    One that is not installed is not missed here: the engine says which version the program asks for.

    Raises BadInput where the chosen folder is none.
    """
    wanted = of(packages)
    for installed in sorted(_folder().glob("resource-*")) if wanted else ():
        found = _NAME.fullmatch(installed.name)
        if found and found[1] in wanted and installed.is_dir():
            # The CLI takes no link for a plugin's folder, only what is in it.
            folder = home / "plugins" / installed.name
            folder.mkdir(parents=True)
            for file in installed.iterdir():
                (folder / file.name).symlink_to(file.resolve())


def _folder() -> Path:
    if chosen := os.environ.get(CHOICE):
        folder = Path(chosen).absolute()
        if not folder.is_dir():
            raise BadInput(
                f"{CHOICE} names {folder}, which is no folder",
                expected="a folder that holds resource-NAME-vVERSION/pulumi-resource-NAME",
                action=f"correct it, or unset {CHOICE}: then the plugins are those of `pulumi plugin ls`",
            )
        return folder
    return Path(os.environ.get("PULUMI_HOME") or Path("~/.pulumi").expanduser()) / "plugins"
