"""The SDKs in providers/: found without an installation, and never anything else of the same name.

`pulumi_outscale` is also the name of an abandoned package on the public index, and whoever has one of the three names
there would get into every program. So what Python finds must name the provider and the version it was made for.
"""

from __future__ import annotations

import base64
import json
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Final

from facts.errors import BadInput, Place

PROVIDERS: Final = Path(__file__).resolve().parent.parent / "providers"
CLOUDS: Final = ("outscale", "numspot", "cloudtemple")
"""Clouds whose provider is a Terraform provider only."""

_PLUGIN: Final = "pulumi-plugin.json"


def use(cloud: str) -> None:
    """Make `import pulumi_<cloud>` work.

    An SDK that Pulumi generated and that is installed wins over ours. Raises BadInput where a package of this name is
    neither, for example the one on the public index.
    """
    path = str(PROVIDERS / cloud)
    if path not in sys.path:
        # last: what is installed comes first
        sys.path.append(path)
    _check(cloud)


def _check(cloud: str) -> None:
    module = f"pulumi_{cloud}"
    spec = PathFinder.find_spec(module)
    found = Path(spec.origin).parent if spec and spec.origin else None
    own = PROVIDERS / cloud / module
    if found is None:
        raise _wrong(own, f"the Pulumi SDK of {cloud} is missing", "restore the folder from git, or run make sdks")
    if found != own and _made_for(found) != _made_for(own):
        remedy = f"remove it (pip uninstall pulumi-{cloud}); the one in providers/{cloud} is then used"
        raise _wrong(found / _PLUGIN, f"this {module} is not made for the provider that the components need", remedy)


def _made_for(folder: Path) -> tuple[Any, ...]:
    """Base plugin, package, its version, and the Terraform provider: what an SDK says it is made for."""
    try:
        plugin = json.loads((folder / _PLUGIN).read_text(encoding="utf-8"))
        made = plugin["parameterization"]
        remote = json.loads(base64.b64decode(made["value"]))["remote"]
        return plugin["name"], plugin["version"], made["name"], made["version"], remote["url"], remote["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _wrong(file: Path, found: str, action: str) -> BadInput:
    cloud = file.parent.name.removeprefix("pulumi_")
    wanted = _made_for(PROVIDERS / cloud / f"pulumi_{cloud}")
    expected = f"an SDK of {wanted[4]} {wanted[5]} through {wanted[0]} {wanted[1]}" if wanted else "a complete checkout"
    return BadInput(found, place=Place(file, None, None, ""), expected=expected, action=action)
