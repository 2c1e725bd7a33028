"""Record the states of this version, so that later versions can be held to them.

    python tools/record_upgrade.py [--again]

Applies every stack of every estate at the offline providers and writes `tests/upgrades/<version>/<estate>.json.gz`:
what `pulumi stack export --show-secrets` would write for each stack, without times and source positions. The secrets
are those of the offline providers: made from the names of the resources, and of no use to anybody. A version that is
recorded already is left alone unless `--again` is given (a released version must never be recorded again).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from plan.engine.estate import Target, ups
from plan.engine.project import EMPTY_MANIFEST
from plan.engine.sealing import decrypted
from plan.engine.session import session
from plan.signatures import SECRET, SIGNATURE
from stacks.catalogue import estates

SCHEMA: Final = "bastide/recorded-states/1"
ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "tests" / "upgrades"
_OF_ONE_RUN: Final = frozenset({"created", "modified", "sourcePosition", "stackTrace"})


def version() -> str:
    """The version of the project."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def recorded(estate: str) -> dict[str, Any]:
    """The states of an estate's stacks after `up`, by stack."""
    with session(ROOT, estate) as (run, host):
        target = Target(estate, host.cloud, host.layers)
        for layer in target.layers:
            run.add_stack(target.stack(layer))
        ups(run, host, target)
        states = {target.stack(layer): run.files.read_state(target.stack(layer)) for layer in target.layers}
        key = run.vault.seal.key
    return {stack: {"version": 3, "deployment": _lasting(state, key)} for stack, state in states.items()}


def _lasting(value: Any, key: bytes) -> Any:
    """What is the same in every recording of the same version."""
    if isinstance(value, list):
        return [_lasting(item, key) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.get(SIGNATURE) == SECRET:
        return {SIGNATURE: SECRET, "plaintext": decrypted(value["ciphertext"], key)}
    kept = {name: _lasting(item, key) for name, item in value.items() if name not in _OF_ONE_RUN}
    if "magic" in kept:
        return dict(EMPTY_MANIFEST)
    return {name: item for name, item in kept.items() if name != "secrets_providers"}


def write(file: Path, estate: str, number: str) -> None:
    """One file, whose bytes depend on its content only."""
    content = {"schema": SCHEMA, "version": number, "estate": estate, "stacks": recorded(estate)}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(text.encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--again", action="store_true", help="record a version anew that was never released")
    again, number = parser.parse_args().again, version()
    for estate in estates():
        file = FOLDER / number / f"{estate}.json.gz"
        if file.exists() and not again:
            print(f"{file.relative_to(ROOT)} is there: raise the version in pyproject.toml, or add --again")
            continue
        write(file, estate, number)
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
