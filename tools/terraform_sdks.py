"""Write the SDKs in providers/<cloud> from the facts in providers/schemas, or check them (`--check`).

Run as `python -m tools.terraform_sdks`. Which resources and look-ups they hold: providers/used.yaml; what is secret
although its provider does not say so: providers/secrets.yaml.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.sdk.render import files
from tools.sdk.subset import ADDRESSES, PROVIDERS, ROOT, subset

LINES_AT_MOST = 2000
"""Of one SDK, all files together."""


def sdk(package: str) -> dict[str, str]:
    """The files of one SDK, by path below providers/<cloud>. Raises ValueError where it is no compact one."""
    found = files(subset(package))
    lines = sum(text.count("\n") for text in found.values())
    if lines > LINES_AT_MOST:
        raise ValueError(f"the SDK of {package} has {lines} lines, more than {LINES_AT_MOST}: cut providers/used.yaml")
    return found


def main() -> int:
    """0 where all is well, 1 where `--check` found a file that is out of date or does not belong there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a file is out of date")
    check = parser.parse_args().check
    faults = []
    for package in ADDRESSES:
        folder, wanted = PROVIDERS / package, sdk(package)
        for name, text in wanted.items():
            file = folder / name
            if file.is_file() and file.read_text(encoding="utf-8") == text:
                continue
            faults.append(file)
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
    for file in faults:
        print(f"{file.relative_to(ROOT)} {'is out of date: run make sdks' if check else 'written'}", file=sys.stderr)
    strays = [file for package in ADDRESSES for file in _strays(package)]
    for file in strays:
        print(f"{file.relative_to(ROOT)} belongs to no SDK: remove it", file=sys.stderr)
    return 1 if strays or (check and faults) else 0


def _strays(package: str) -> list[Path]:
    folder = PROVIDERS / package
    wanted = {folder / name for name in sdk(package)}
    return sorted(file for file in (folder / f"pulumi_{package}").glob("*.*") if file not in wanted)


if __name__ == "__main__":
    sys.exit(main())
