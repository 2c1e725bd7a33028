"""Compact Pulumi SDK of the Terraform provider cloudtemple 1.10.0.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .resources import *

if TYPE_CHECKING:
    from . import inputs as inputs
    from . import outputs as outputs
    from .functions import *
    from .inputs import *
else:

    def __getattr__(name):
        # loaded when first used: a program needs few of them
        from importlib import import_module

        for module in ("functions", "inputs"):
            found = import_module(f"{__name__}.{module}")
            if name in found.__all__:
                return getattr(found, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
