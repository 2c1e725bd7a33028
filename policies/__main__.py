"""The policy pack: `pulumi preview --policy-pack policies`, or `bastide preview STACK --policy-pack policies`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

_PACK = Path(__file__).resolve().parent
# the engine starts the pack in its own folder: there `import model` would find ours, and `policies` nothing
sys.path[:] = [str(_PACK.parent), *(entry for entry in sys.path if Path(entry or ".").resolve() != _PACK)]

from pulumi_policy import EnforcementLevel, PolicyPack  # noqa: E402

from policies.pack import once  # noqa: E402
from policies.pack.build import policies  # noqa: E402

if __name__ == "__main__":
    once.install()
    # nearly everything that imports make lives as long as the process: looking for garbage in it finds nothing
    gc.set_threshold(200_000, 20, 20)
    PolicyPack(
        name="bastide",
        enforcement_level=EnforcementLevel.MANDATORY,
        description="Rules of sovereign environments for health data",
        policies=policies(),
    )
