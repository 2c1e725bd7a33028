"""Runs a checkout's program for the CLI as a language host would: `language_host.py CHECKOUT` prints its port."""

from __future__ import annotations

import runpy
import sys
from concurrent import futures
from importlib import import_module
from pathlib import Path

import grpc


def main() -> None:
    root = Path(sys.argv[1])
    server_of = import_module("pulumi.automation._server").LanguageServer
    stubs = import_module("pulumi.runtime.proto").language_pb2_grpc
    server = grpc.server(futures.ThreadPoolExecutor(4))
    program = server_of(lambda: runpy.run_path(str(root / "__main__.py")))
    stubs.add_LanguageRuntimeServicer_to_server(program, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


main()
