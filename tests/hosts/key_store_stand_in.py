"""A stand-in for OpenBao's API, as far as our scripts use it: it obeys a test, as OpenBao itself would not.

It answers over TLS, checks client certificates, roles, tokens and policies, and keeps keys in memory. What it cannot
show is that OpenBao does the same: see the tests that run OpenBao itself. Run as a program it serves in a
network namespace and obeys the words that come on its standard input.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import ssl
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

Answer = tuple[int, Any]
_VERBS = {"GET": "read", "LIST": "list", "POST": "update"}


@dataclass
class KeyStoreState:
    """What the store holds. `asked` lists every request, as an audit would."""

    sealing: str = "shamir"
    initialized: bool = False
    sealed: bool = True
    shares: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    threshold: int = 0
    mounts: dict[str, Any] = field(default_factory=dict)
    logins: dict[str, Any] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, list[str]] = field(default_factory=dict)
    attempt: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    data_keys: list[str] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)

    def ready(self, *, root: str = "") -> None:
        """Initialised and unsealed without a ceremony."""
        self.initialized, self.sealed = True, False
        if root:
            self.tokens[root] = ["root"]

    def answer(self, method: str, path: str, body: dict[str, Any], token: str, certificate: bytes | None) -> Answer:
        self.asked.append(f"{method} {path}")
        if path in ("sys/health", "sys/seal-status", "sys/init", "sys/unseal"):
            return self._open(method, path, body)
        if self.sealed or not self.initialized:
            return 503, {"errors": ["Vault is sealed"]}
        if path == "auth/cert/login":
            return self._login(body.get("name", ""), certificate)
        if not self._allowed(token, method, path):
            return 403, {"errors": ["permission denied"]}
        return self._inside(method, path, body, token)

    def _open(self, method: str, path: str, body: dict[str, Any]) -> Answer:
        if path == "sys/health":
            return (501 if not self.initialized else 503 if self.sealed else 200), {}
        if path == "sys/init" and method == "POST":
            return self._init(body)
        if path == "sys/unseal":
            if body["key"] not in self.shares:
                return 400, {"errors": ["'key' must be a valid share"]}
            self.given = list(dict.fromkeys([*self.given, body["key"]]))
            if len(self.given) >= self.threshold:
                self.sealed, self.given = False, []
        state = {"type": self.sealing, "recovery_seal": self.sealing != "shamir", "version": "stand-in"}
        counts = {"t": self.threshold, "n": len(self.shares), "progress": len(self.given)}
        return 200, {**state, **counts, "initialized": self.initialized, "sealed": self.sealed}

    def _init(self, body: dict[str, Any]) -> Answer:
        kind = "secret" if self.sealing == "shamir" else "recovery"
        keys = body["pgp_keys" if kind == "secret" else "recovery_pgp_keys"]
        if self.initialized or len(keys) != body[f"{kind}_shares"] or not body["root_token_pgp_key"]:
            return 400, {"errors": ["bad initialisation"]}
        self.shares, self.threshold = [secrets.token_hex(33) for _ in keys], body[f"{kind}_threshold"]
        root = f"s.{secrets.token_hex(12)}"
        self.tokens[root], self.initialized = ["root"], True
        made = [sealed_for(key, share) for key, share in zip(keys, self.shares, strict=True)]
        names = "keys_base64" if kind == "secret" else "recovery_keys_base64"
        return 200, {names: made, "root_token": sealed_for(body["root_token_pgp_key"], root)}

    def _login(self, name: str, certificate: bytes | None) -> Answer:
        role = self.roles.get(name)
        if role is None or certificate is None:
            return 400, {"errors": ["no certificate role or no client certificate"]}
        shown, authority = x509.load_der_x509_certificate(certificate), role["certificate"].encode()
        units = [one.value for one in shown.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)]
        if not _vouched(shown, x509.load_pem_x509_certificate(authority)):
            return 400, {"errors": ["invalid certificate or no client certificate supplied"]}
        if not set(units) & set(role["allowed_organizational_units"]):
            return 400, {"errors": ["no chain matching all constraints could be found"]}
        token = f"s.{secrets.token_hex(12)}"
        self.tokens[token] = list(role["token_policies"])
        return 200, {"auth": {"client_token": token, "policies": role["token_policies"]}}

    def _allowed(self, token: str, method: str, path: str) -> bool:
        policies = self.tokens.get(token, [])
        if "root" in policies:
            return True
        for name in policies:
            for pattern, listed in re.findall(
                r'path "([^"]+)" \{ capabilities = \[([^]]*)\]', self.policies.get(name, "")
            ):
                fits = re.fullmatch(re.escape(pattern).replace(r"\+", "[^/]+").replace(r"\*", ".*"), path)
                if fits and f'"{_VERBS[method]}"' in listed:
                    return True
        return False

    def _inside(self, method: str, path: str, body: dict[str, Any], token: str) -> Answer:
        head, _, name = path.rpartition("/")
        kept: dict[str, dict[str, Any]] = {
            "sys/mounts": self.mounts,
            "sys/auth": self.logins,
            "sys/policies/acl": self.policies,
            "auth/cert/certs": self.roles,
        }
        if head in kept:
            mounts = head in ("sys/mounts", "sys/auth")
            kept[head][f"{name}/" if mounts else name] = body.get("policy", body)
            return 204, None
        if path == "auth/token/revoke-self":
            del self.tokens[token]
            return 204, None
        if path in ("sys/storage/raft/snapshot-force", "sys/storage/raft/remove-peer"):
            self.changed.append((name, body))
            return 204, None
        read = {
            "sys/mounts": {"data": self.mounts},
            "sys/auth": {"data": self.logins},
            "auth/token/lookup-self": {"data": {"policies": self.tokens[token]}},
            "sys/storage/raft/snapshot": b"a snapshot",
            "sys/storage/raft/configuration": {"data": {"config": {"servers": _peers()}}},
        }
        if path in read:
            return 200, read[path]
        if path.startswith("sys/generate-root-token/"):
            return self._new_root(name, body)
        return self._transit(method, path, body) if path.startswith("transit/") else (404, {"errors": []})

    def _new_root(self, step: str, body: dict[str, Any]) -> Answer:
        if step == "attempt":
            self.attempt = {"nonce": secrets.token_hex(8), "pgp_key": body["pgp_key"], "given": []}
        elif body["nonce"] != self.attempt["nonce"] or body["key"] not in self.shares:
            return 400, {"errors": ["bad share or nonce"]}
        else:
            self.attempt["given"] = list({*self.attempt["given"], body["key"]})
        done = len(self.attempt["given"]) >= self.threshold
        state = {"nonce": self.attempt["nonce"], "progress": len(self.attempt["given"]), "required": self.threshold}
        if not done:
            return 200, {"data": {**state, "complete": False}}
        root = f"s.{secrets.token_hex(12)}"
        self.tokens[root] = ["root"]
        token = sealed_for(self.attempt["pgp_key"], root)
        return 200, {"data": {**state, "complete": True, "encoded_token": token}}

    def _transit(self, method: str, path: str, body: dict[str, Any]) -> Answer:
        if "transit/" not in self.mounts:
            return 404, {"errors": ["no handler for route"]}
        parts = path.split("/")[1:]
        if parts == ["config", "keys"]:
            return 204, None
        if parts == ["keys"]:
            return (200, {"data": {"keys": sorted(self.keys)}}) if self.keys else (404, {"errors": []})
        name = parts[1] if parts[0] == "keys" else parts[-1]
        if parts[0] == "keys":
            return self._key(method, name, parts[2:], body)
        key = self.keys.get(name)
        if key is None or key.get("soft_deleted"):
            return 400, {"errors": [f"encryption key not found or disabled: {name}"]}
        return self._use(parts[0], key, body)

    def _key(self, method: str, name: str, rest: list[str], body: dict[str, Any]) -> Answer:
        if method == "GET":
            shown = {key: value for key, value in self.keys.get(name, {}).items() if key != "secret"}
            return (200, {"data": shown}) if name in self.keys else (404, {"errors": []})
        if rest == ["config"]:
            self.keys[name].update({key: _seconds(key, value) for key, value in body.items()})
            return 200, {"data": {}}
        period = _seconds("auto_rotate_period", body.get("auto_rotate_period", 0))
        fresh = {**body, "auto_rotate_period": period, "deletion_allowed": False, "secret": AESGCM.generate_key(256)}
        self.keys.setdefault(name, fresh)
        return 200, {"data": {}}

    def _use(self, act: str, key: dict[str, Any], body: dict[str, Any]) -> Answer:
        cipher = AESGCM(key["secret"])
        if act == "decrypt":
            sealed = base64.b64decode(body["ciphertext"].removeprefix("vault:v1:"))
            try:
                return 200, {"data": {"plaintext": cipher.decrypt(sealed[:12], sealed[12:], None).decode()}}
            except InvalidTag:
                return 400, {"errors": ["cipher: message authentication failed"]}
        fresh = act == "datakey"
        plain = base64.b64encode(secrets.token_bytes(body["bits"] // 8)).decode() if fresh else body["plaintext"]
        if fresh:
            self.data_keys.append(plain)
        nonce = secrets.token_bytes(12)
        sealed_text = base64.b64encode(nonce + cipher.encrypt(nonce, plain.encode(), None)).decode()
        found = {"ciphertext": f"vault:v1:{sealed_text}"}
        return 200, {"data": {**found, "plaintext": plain} if fresh else found}


def sealed_for(key: str, text: str) -> str:
    """Stands for PGP: nobody but `opened` reads it, and only with the same key."""
    pad = hashlib.shake_256(key.encode()).digest(len(text))
    return base64.b64encode(bytes(a ^ b for a, b in zip(text.encode(), pad, strict=True))).decode()


def opened(key: str, sealed: str) -> str:
    content = base64.b64decode(sealed)
    pad = hashlib.shake_256(key.encode()).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, pad, strict=True)).decode()


def _peers() -> list[dict[str, Any]]:
    return [{"node_id": f"n{one}", "address": f"n{one}:8201", "leader": one == 0, "voter": True} for one in range(3)]


def _vouched(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    public = authority.public_key()
    assert isinstance(public, Ed25519PublicKey)
    try:
        public.verify(certificate.signature, certificate.tbs_certificate_bytes)
    except InvalidSignature:
        return False
    return certificate.issuer == authority.subject


def _seconds(name: str, value: Any) -> Any:
    if name != "auto_rotate_period" or not isinstance(value, str):
        return value
    return int(value.removesuffix("h")) * 3600


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    state: KeyStoreState

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_LIST(self) -> None:
        self._serve("LIST")

    def _serve(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        body = json.loads(sent) if sent.startswith(b"{") else {"sent": sent.decode()} if sent else {}
        certificate = self.connection.getpeercert(binary_form=True)
        path = self.path.removeprefix("/v1/")
        status, answer = self.state.answer(method, path, body, self.headers.get("X-Vault-Token", ""), certificate)
        content = b"" if answer is None else answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is in `asked`."""


def serve(state: KeyStoreState, address: str, port: int, folder: Path) -> ThreadingHTTPServer:
    """Serve in a thread. The folder holds `certificate.pem`, `key.pem` and, in `clients.pem`, whom TLS believes."""
    server = ThreadingHTTPServer((address, port), type("Handler", (_Handler,), {"state": state}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    context.load_verify_locations(folder / "clients.pem")
    context.verify_mode = ssl.CERT_OPTIONAL
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def _obey(state: KeyStoreState) -> None:
    """One word a line; every line gets one line of JSON."""
    for line in sys.stdin:
        act, *arguments = json.loads(line)
        if act == "set":
            setattr(state, arguments[0], arguments[1])
        elif act == "forget":
            state.keys[arguments[0]]["soft_deleted"] = arguments[1]
        found = {"asked": state.asked, "data_keys": state.data_keys, "tokens": len(state.tokens)}
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    own = KeyStoreState()
    settings = json.loads(sys.argv[1])
    own.ready(root="root-of-the-test")
    for asked_path, content in settings["setup"]:
        assert own.answer("POST", asked_path, content, "root-of-the-test", None)[0] in (200, 204)
    own.asked.clear()
    serve(own, settings["address"], settings["port"], Path(settings["folder"]))
    print("ready", flush=True)
    _obey(own)
