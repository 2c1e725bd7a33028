"""Stands between the provider and the cloud, and makes the cloud's answers fail as clouds do.

A reverse proxy for each of the cloud's services, on this machine: whoever signs in through it gets a catalog that leads
through it. All that is not told to fail passes unchanged.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

_HOPS: Final = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive", "date", "server"})
_TIMEOUT_SECONDS: Final = 300
_TOKENS: Final = re.compile(r"/v3/auth/tokens/?(\?.*)?")
Headers = list[tuple[str, str]]


@dataclass
class Fault:
    """An answer in place of the cloud's.

    Attributes:
        method, path: which requests; the path is a pattern for all of it.
        status: what is answered.
        times: how often; then the cloud answers again.
        carried_out: the cloud got the request, and only its answer is lost.
    """

    method: str
    path: str
    status: int
    times: int
    carried_out: bool = False
    answered: int = 0

    def takes(self, method: str, path: str) -> bool:
        """Whether this one answers; it is counted then."""
        if method != self.method or self.answered >= self.times or not re.fullmatch(self.path, urlsplit(path).path):
            return False
        self.answered += 1
        return True


@dataclass
class Between:
    """What stands between.

    Attributes:
        tokens: those that were given out through it, newest last.
        on_request: told of each request (method, path) before it passes.
    """

    faults: list[Fault] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    on_request: Callable[[str, str], object] = lambda _method, _path: None
    _doors: dict[str, ThreadingHTTPServer] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def door(self, url: str) -> str:
        """The same URL through here."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            if origin not in self._doors:
                self._doors[origin] = self._opened(origin)
            port = self._doors[origin].server_address[1]
        return f"http://127.0.0.1:{port}{url.removeprefix(origin)}"

    def fault_of(self, method: str, path: str) -> Fault | None:
        with self._lock:
            return next((fault for fault in self.faults if fault.takes(method, path)), None)

    def close(self) -> None:
        for server in self._doors.values():
            server.shutdown()
            server.server_close()

    def _opened(self, origin: str) -> ThreadingHTTPServer:
        handler = type("Door", (_Door,), {"between": self, "origin": origin})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def seen(self, path: str, headers: Headers, body: bytes) -> bytes:
        """The answer as the client gets it: a catalog leads through here."""
        if not _TOKENS.fullmatch(path) or not body:
            return body
        with self._lock:
            self.tokens += [value for name, value in headers if name.lower() == "x-subject-token"]
        content: dict[str, Any] = json.loads(body)
        for service in content.get("token", {}).get("catalog", ()):
            for endpoint in service["endpoints"]:
                endpoint["url"] = self.door(endpoint["url"])
        return json.dumps(content).encode()


class _Door(BaseHTTPRequestHandler):
    """One request to one service."""

    protocol_version = "HTTP/1.1"
    between: Between
    origin: str

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.between.on_request(self.command, self.path)
        fault = self.between.fault_of(self.command, self.path)
        if fault is None or fault.carried_out:
            status, headers, answer = self._asked(body)
        if fault is not None:
            status, headers, answer = fault.status, [("Content-Type", "text/plain")], b"said by the test between"
        self._answer(status, headers, answer)

    def _asked(self, body: bytes) -> tuple[int, Headers, bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=_TIMEOUT_SECONDS)
        try:
            given = {name: value for name, value in self.headers.items() if name.lower() not in _HOPS | {"host"}}
            connection.request(self.command, self.path, body or None, {**given, "Content-Length": str(len(body))})
            found = connection.getresponse()
            headers = [(name, value) for name, value in found.getheaders() if name.lower() not in _HOPS]
            return found.status, headers, self.between.seen(self.path, headers, found.read())
        except OSError:
            # as a load balancer says that nothing is behind it
            return 502, [("Content-Type", "text/plain")], b"nothing answers"
        finally:
            connection.close()

    def _answer(self, status: int, headers: Headers, body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _pass

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: requests hold tokens."""


@contextmanager
def between() -> Iterator[Between]:
    found = Between()
    try:
        yield found
    finally:
        found.close()
