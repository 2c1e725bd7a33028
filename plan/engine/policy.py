"""Policy packs for the CLI: an executable as it is, a Python pack through a starter of ours.

The CLI runs a pack's folder only with Pulumi's language host, which not every installation has; an executable it runs
itself.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Final

from facts.errors import BadInput, Place

_MANIFEST: Final = "PulumiPolicy.yaml"


def pack_file(pack: Path, folder: Path) -> Path:
    """The executable for a pack; a starter is written into `folder`.

    Raises BadInput where `pack` is neither an executable nor the folder of a Python pack.
    """
    if pack.is_file() and os.access(pack, os.X_OK):
        return pack.resolve()
    manifest = pack / _MANIFEST
    if not manifest.is_file() or "python" not in manifest.read_text(encoding="utf-8", errors="replace"):
        raise BadInput(
            f"{pack} is no policy pack that can be run here",
            place=Place(pack, None, None, ""),
            expected=f"an executable file, or a folder with {_MANIFEST} and `runtime: python`",
            action="name the pack's folder, such as --policy-pack policies",
        )
    starter = folder / f"policy-{pack.resolve().name}"
    command = shlex.join([sys.executable, "-u", "-m", "pulumi.policy"])
    inside = shlex.quote(str(pack.resolve()))
    starter.write_text(f'#!/bin/sh\ncd {inside} && exec {command} "$1" {inside}\n', encoding="utf-8")
    starter.chmod(0o700)
    return starter
