"""Serves one small program to the CLI: `program_host.py FILE` prints its port; a run lasts as long as FILE exists.

Its end is where it waits, and says so by `FILE.reached`.

No cloud and no provider is needed: the state is what counts.
"""

from __future__ import annotations

import sys
import time
from concurrent import futures
from pathlib import Path

import grpc
import pulumi
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2_grpc


def reached(wait: Path) -> Path:
    return wait.with_suffix(".reached")


def _program() -> None:
    config = pulumi.Config()
    pulumi.Stash("kept", input=config.get("word") or "none")
    pulumi.Stash("sealed", input=config.require_secret("token"))
    pulumi.ComponentResource("bastide:test:Part", "part")
    pulumi.export("word", config.get("word"))
    wait = Path(sys.argv[1])
    reached(wait).touch()
    while wait.exists():
        time.sleep(0.05)


def main() -> None:
    server = grpc.server(futures.ThreadPoolExecutor(4))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(_program), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


main()
