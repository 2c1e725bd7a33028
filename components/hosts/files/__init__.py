"""The scripts, units and configuration files that hosts carry, and the one way to read them."""

from __future__ import annotations

from importlib import resources
from string import Template


def text(name: str) -> str:
    """The file as it is, for scripts: a `$` in them is the shell's."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def filled(name: str, /, **values: str) -> str:
    """The file with every `${name}` replaced; a name left without value is an error, never an empty setting."""
    return Template(text(name)).substitute(values)
