"""OpenBao on loopback for a rehearsal: real storage, sealed when it starts, and unsealed by us.

The share and the root token are in a file of the run that only its user can read: it guards keys of a rehearsal alone.
How the platform's own key store is unsealed is docs/key-store.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from bastide.cutover.rehearsal.keys.transit import Bao
from bastide.cutover.rehearsal.servers.server import Server, free_port
from bastide.failure import ToolkitFailed

LEGACY: Final = "legacy"
TARGET: Final = "transit"
LEGACY_KEY: Final = "wrapping"
TARGET_KEY: Final = "data"
"""Mounts of the engines of both sides, and the key in each that wraps."""

_RIGHTS: Final = {
    "rewrap": {f"{LEGACY}/decrypt/{LEGACY_KEY}": ["update"], f"{TARGET}/encrypt/{TARGET_KEY}": ["update"]},
    "verify": {
        f"{LEGACY}/decrypt/{LEGACY_KEY}": ["update"],
        f"{TARGET}/decrypt/{TARGET_KEY}": ["update"],
        f"{TARGET}/keys/{TARGET_KEY}": ["read"],
    },
}


class OpenBao:
    """The server. Its first start makes both engines and keys; later ones go on with what it held."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._server = Server("openbao", folder)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def start(self) -> None:
        """Have it run, unsealed, with both keys. Raises ToolkitFailed."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings = self._folder / "openbao.json"
        settings.write_text(json.dumps(self._settings()), encoding="utf-8")
        self._server.start([str(self._program), "server", "-config", str(settings)], {})
        anybody = Bao(self.address, "")
        if not anybody.call("GET", "sys/init")["initialized"]:
            self._initialise(anybody)
        anybody.call("PUT", "sys/unseal", {"key": self._kept()["share"]})
        anybody.await_active()
        self._lay_out(self._root())

    def stop(self) -> None:
        self._server.stop()

    def kill(self) -> None:
        self._server.kill()

    def may(self, what: str) -> Bao:
        """Somebody who may `rewrap`, or `verify`, or, in the role of the legacy's users, `wrap`; and nothing else."""
        if what == "wrap":
            return self._root()
        made = self._root().call("POST", "auth/token/create", {"policies": [what], "ttl": "1h", "no_parent": True})
        return Bao(self.address, made["auth"]["client_token"])

    def _settings(self) -> dict[str, Any]:
        inside = f"127.0.0.1:{free_port()}"
        listener = {"address": f"127.0.0.1:{self._server.port}", "cluster_address": inside, "tls_disable": True}
        data = self._folder / "data"
        data.mkdir(exist_ok=True)
        return {
            "storage": {"raft": {"path": str(data), "node_id": "rehearsal"}},
            "cluster_addr": f"https://{inside}",
            "listener": {"tcp": listener},
            "api_addr": self.address,
            "ui": False,
        }

    def _initialise(self, anybody: Bao) -> None:
        if self._secret.exists():
            raise ToolkitFailed("OpenBao has lost what it held", "begin the rehearsal anew, in a new folder")
        made = anybody.call("PUT", "sys/init", {"secret_shares": 1, "secret_threshold": 1})
        new = self._secret.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(json.dumps({"share": made["keys_base64"][0], "token": made["root_token"]}), encoding="utf-8")
        new.replace(self._secret)

    def _lay_out(self, root: Bao) -> None:
        mounted = root.call("GET", "sys/mounts")["data"]
        for mount, key, kind in ((LEGACY, LEGACY_KEY, "rsa-3072"), (TARGET, TARGET_KEY, "aes256-gcm96")):
            if f"{mount}/" not in mounted:
                root.call("POST", f"sys/mounts/{mount}", {"type": "transit"})
            # does nothing where the key is there
            root.call("POST", f"{mount}/keys/{key}", {"type": kind})
        for name, rights in _RIGHTS.items():
            policy = {"path": {path: {"capabilities": may} for path, may in rights.items()}}
            root.call("PUT", f"sys/policies/acl/{name}", {"policy": json.dumps(policy)})

    @property
    def _secret(self) -> Path:
        return self._folder / "unseal.json"

    def _kept(self) -> dict[str, str]:
        if not self._secret.exists():
            raise ToolkitFailed("the first start of OpenBao was cut off", "begin the rehearsal anew, in a new folder")
        found: dict[str, str] = json.loads(self._secret.read_text(encoding="utf-8"))
        return found

    def _root(self) -> Bao:
        return Bao(self.address, self._kept()["token"])
