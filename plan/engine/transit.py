"""A secrets provider for runs without a key: two calls of Vault's transit API, answered on loopback.

A stack cannot be without a secrets provider, and the passphrase costs each call of the CLI a quarter of a second. The
key of this one is random, lives in this process only and is gone with it: nothing that a run leaves can be opened.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from plan.engine.sealing import KEY_BYTES, Seal, decrypted, encrypted

PROVIDER: Final = "hashivault://bastide-offline"
_PATH: Final = "/v1/transit/{}/bastide-offline"
_PREFIX: Final = "vault:"
_LONGEST_BODY: Final = 65_536
_POLL: Final = 0.05
"""Seconds after which the thread notices that it is to end."""


@dataclass(frozen=True, slots=True)
class Transit:
    """A provider that serves.

    Attributes:
        environment: variables with which the CLI finds it.
        seal: seals the values of a stack file for it.
    """

    environment: Mapping[str, str]
    seal: Seal

    @property
    def secrets_providers(self) -> dict[str, Any]:
        """What a checkpoint says of its secrets provider, for states that are written by hand."""
        state = {"url": PROVIDER, "encryptedkey": self.seal.header["encryptedkey"]}
        return {"type": "cloud", "state": state}


@contextmanager
def transit() -> Iterator[Transit]:
    """Serve on a free port of 127.0.0.1 while the context lasts; any number of calls at once.

    Only who knows the token is answered: other users of the machine reach the port too.
    """
    token, wrapping, key = secrets.token_urlsafe(24), secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
    handler = type("Handler", (_Handler,), {"token": token, "wrapping": wrapping})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(_POLL,), name="transit", daemon=True).start()
    wrapped = _wrap(base64.b64encode(key).decode(), wrapping)
    try:
        yield Transit(
            {"VAULT_ADDR": f"http://127.0.0.1:{server.server_port}", "VAULT_TOKEN": token},
            Seal({"secretsprovider": PROVIDER, "encryptedkey": base64.b64encode(wrapped.encode()).decode()}, key),
        )
    finally:
        server.shutdown()
        server.server_close()


def _wrap(plaintext: str, wrapping: bytes) -> str:
    return _PREFIX + encrypted(plaintext, wrapping)


def _unwrap(ciphertext: str, wrapping: bytes) -> str:
    return decrypted(ciphertext.removeprefix(_PREFIX), wrapping)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a CLI that is ended in the middle of a call has its own message."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    token: str
    wrapping: bytes

    def do_PUT(self) -> None:
        try:
            self._answer(*self._result())
        except (KeyError, ValueError):
            self._answer(HTTPStatus.BAD_REQUEST, {"errors": ["not sealed by this run"]})

    def _result(self) -> tuple[HTTPStatus, dict[str, Any]]:
        body = self._body()
        if not hmac.compare_digest(self.headers.get("X-Vault-Token", "").encode(), self.token.encode()):
            return HTTPStatus.FORBIDDEN, {"errors": ["permission denied"]}
        if self.path == _PATH.format("encrypt"):
            return HTTPStatus.OK, {"data": {"ciphertext": _wrap(body["plaintext"], self.wrapping)}}
        if self.path == _PATH.format("decrypt"):
            return HTTPStatus.OK, {"data": {"plaintext": _unwrap(body["ciphertext"], self.wrapping)}}
        return HTTPStatus.NOT_FOUND, {"errors": []}

    def _body(self) -> dict[str, str]:
        length = int(self.headers.get("Content-Length", ""))
        if not 0 <= length <= _LONGEST_BODY:
            raise ValueError(length)
        body = json.loads(self.rfile.read(length))
        if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
            raise ValueError("not what the CLI sends")
        return body

    def _answer(self, status: HTTPStatus, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if status is not HTTPStatus.OK:
            # the rest of a body that was refused must not be read as the next request
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: standard error belongs to the command."""
