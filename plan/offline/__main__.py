"""`python -m plan.offline`: serve the offline providers until standard input is closed."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from facts.errors import BadInput
from plan.errors import EngineFailed
from plan.fixtures import answers_from
from plan.offline import recorded
from plan.offline.provider import Recorded
from plan.offline.server import Servers
from plan.offline.tables import SERVED

SCHEMA: Final = "bastide/offline/1"


class _Ended(BaseException):
    """SIGTERM or SIGINT: an orderly end."""


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m plan.offline", description=__doc__)
    parser.add_argument(
        "--packages", default=",".join(SERVED), help="plugins to serve, with commas between (default: all)"
    )
    parser.add_argument("--answers", action="append", default=[], type=Path, metavar="FILE", help="recorded look-ups")
    parser.add_argument(
        "--inventory", action="append", default=[], type=Path, metavar="FILE", help="recorded resources"
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse a change of which no table says whether it replaces"
    )
    parser.add_argument("--statistics", type=Path, metavar="FILE", help="write calls, time and memory at the end")
    return parser.parse_args(words)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    unknown = sorted(set(names) - set(SERVED))
    if unknown or not names:
        raise BadInput(
            f"--packages {text}: `{unknown[0] if unknown else ''}` is no plugin that is served off line",
            expected=", ".join(SERVED),
            action="name served plugins only, or leave the option out",
        )
    return names


def _serve(arguments: argparse.Namespace) -> None:
    names = _names(arguments.packages)
    kept = Recorded(
        answer=answers_from(recorded.answers(arguments.answers)),
        inventory=recorded.inventory(arguments.inventory),
        strict=arguments.strict,
    )
    with Servers(names, kept) as servers:
        try:
            print(json.dumps({"schema": SCHEMA, "pid": os.getpid(), "ports": servers.ports}), flush=True)
            # Whoever started us holds the other end: it closes when that process ends, however it ends.
            while os.read(sys.stdin.fileno(), 4096):
                pass
        except _Ended:
            pass
        if arguments.statistics:
            servers.statistics.write(arguments.statistics)


def _end(*_: object) -> NoReturn:
    raise _Ended


def main(words: Sequence[str] | None = None) -> int:
    """Serve; 0 after an orderly end, 2 for bad input, 3 for a failure of our own."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    # Nothing here makes cycles that matter; the collector would stop every call for long.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        _serve(_arguments(sys.argv[1:] if words is None else words))
    except _Ended:
        return 0
    except BadInput as error:
        print(error.message(), file=sys.stderr)
        return 2
    except (EngineFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # gRPC's own threads would keep the interpreter for a moment
    os._exit(code)
