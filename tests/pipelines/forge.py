"""Stand-ins for the APIs of two forges on loopback: comments, runs, logs and code scanning."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

GITHUB_BOT = "github-actions[bot]"
GITLAB_BOT = "project_7_bot"
TOKEN = "planted-token"
_COMMENTS = re.compile(r"/repos/o/r/issues/12/comments$|/projects/7/merge_requests/12/notes$")
_COMMENT = re.compile(r"/repos/o/r/issues/comments/(\d+)$|/projects/7/merge_requests/12/notes/(\d+)$")


@dataclass
class Forge:
    """What it holds, and what was asked of it.

    Attributes:
        comments: those of the one request, oldest first.
        logs: job of the one run -> its log.
        refuses: the status with which each write is answered; 0: it is taken.
    """

    comments: list[dict[str, Any]] = field(default_factory=list)
    logs: dict[str, str] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    sarif: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refuses: int = 0
    port: int = 0

    @property
    def github(self) -> dict[str, str]:
        return {
            "GITHUB_API_URL": f"http://127.0.0.1:{self.port}",
            "GITHUB_REPOSITORY": "o/r",
            "BASTIDE_TOKEN": TOKEN,
        }

    @property
    def gitlab(self) -> dict[str, str]:
        return {
            "CI_API_V4_URL": f"http://127.0.0.1:{self.port}",
            "CI_PROJECT_ID": "7",
            "BASTIDE_TOKEN": TOKEN,
        }

    def say(self, body: str, who: str) -> None:
        self.comments.append(
            {"id": 100 + len(self.comments), "body": body, "user": {"login": who}, "author": {"username": who}}
        )

    def answer(self, method: str, url: str, body: Any) -> tuple[int, Any]:
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if method == "GET":
            return self._read(parts.path, query)
        if self.refuses:
            return self.refuses, {"message": "no"}
        return self._write(method, parts.path, body)

    def _read(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path == "/user":
            return 200, {"username": GITLAB_BOT}
        if _COMMENTS.search(path):
            size, page = int(query.get("per_page", "20")), int(query.get("page", "1"))
            return 200, self.comments[(page - 1) * size : page * size]
        if path == "/repos/o/r/pulls":
            return 200, [item for item in self.pulls if item["label"] == query["head"]]
        if path == "/repos/o/r/actions/runs/5/jobs":
            return 200, {"jobs": [{"id": index, "name": name} for index, name in enumerate(self.logs)]}
        found = re.fullmatch(r"/repos/o/r/actions/jobs/(\d+)/logs", path)
        return (200, list(self.logs.values())[int(found[1])]) if found else (404, {})

    def _write(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "POST" and _COMMENTS.search(path):
            self.say(body["body"], GITLAB_BOT if "/projects/" in path else GITHUB_BOT)
            return 201, {}
        found = _COMMENT.search(path)
        if found and method == ("PUT" if "/projects/" in path else "PATCH"):
            number = int(found[1] or found[2])
            next(item for item in self.comments if item["id"] == number)["body"] = body["body"]
            return 200, {}
        if method == "POST" and path == "/repos/o/r/code-scanning/sarifs":
            self.sarif.append(body)
            return 202, {}
        return 404, {}


@contextmanager
def running() -> Iterator[Forge]:
    forge = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            forge.asked.append((self.command, self.path))
            known = self.headers.get("Authorization") == f"Bearer {TOKEN}" or self.headers.get("PRIVATE-TOKEN") == TOKEN
            if not known:
                forge.strangers.append(self.path)
            status, found = forge.answer(self.command, self.path, body) if known else (401, {})
            answer = found.encode() if isinstance(found, str) else json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_PATCH = _serve

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forge.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
