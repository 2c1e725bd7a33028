"""Serves one small program to the CLI: `program_host.py MODULE FUNCTION` prints its port; ends with its input."""

from __future__ import annotations

import sys
from concurrent import futures
from importlib import import_module
from pathlib import Path

import grpc


def main() -> None:
    root = Path(__file__).resolve().parents[3]
    providers = [str(root / "providers" / cloud) for cloud in ("outscale", "numspot", "cloudtemple")]
    sys.path[:0] = [str(root), *providers]
    server_of = import_module("pulumi.automation._server").LanguageServer
    stubs = import_module("pulumi.runtime.proto").language_pb2_grpc
    program = getattr(import_module(sys.argv[1]), sys.argv[2])
    server = grpc.server(futures.ThreadPoolExecutor(4))
    stubs.add_LanguageRuntimeServicer_to_server(server_of(program), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


main()
