"""Submodules of azure-native, loaded class by class.

The package file of a submodule imports all of its classes, hundreds of files for a dozen that are used: half of the
time that the legacy's plan takes. Here a class's own file is loaded when the class is asked for, and what is not found
that way loads the whole package, as ever.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

_PACKAGE = "pulumi_azure_native"
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHARED = ("_inputs", "_enums")


def submodule(name: str) -> Any:
    """The submodule of azure-native with this name; attributes are what the package file would give.

    To be asked before azure-native itself is imported, which leaves alone what it finds.
    """
    full = f"{_PACKAGE}.{name}"
    if full in sys.modules:
        return sys.modules[full]
    spec = PathFinder.find_spec(full, _locations())
    if spec is None or spec.loader is None or not spec.submodule_search_locations:
        return import_module(full)
    module = module_from_spec(spec)
    folder, execute = Path(spec.submodule_search_locations[0]), spec.loader.exec_module

    def load(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        found = _from_its_file(module, folder, attribute)
        if found is None:
            del module.__dict__["__getattr__"]
            execute(module)
            found = getattr(module, attribute)
        setattr(module, attribute, found)
        return found

    module.__dict__["__getattr__"] = load
    sys.modules[full] = module
    return module


def _locations() -> list[str]:
    """Where the package lies, found without importing it."""
    spec = find_spec(_PACKAGE)
    return list(spec.submodule_search_locations or ()) if spec else []


def _from_its_file(module: ModuleType, folder: Path, attribute: str) -> Any:
    """The attribute out of the files that may hold it, None where none does."""
    if (folder / f"{attribute}.py").exists():
        return import_module(f"{module.__name__}.{attribute}")
    own = [file_of(attribute), file_of(re.sub(r"(Init)?Args$", "", attribute))]
    for file in (*own[:1], *_SHARED, *own[1:]):
        if (folder / f"{file}.py").exists():
            found = getattr(import_module(f"{module.__name__}.{file}"), attribute, None)
            if found is not None:
                return found
    return None


def file_of(attribute: str) -> str:
    """`VirtualNetwork` -> `virtual_network`, `PublicIPAddress` -> `public_ip_address`."""
    return _WORDS.sub("_", attribute).lower()
