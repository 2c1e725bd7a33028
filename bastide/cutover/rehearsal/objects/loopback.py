"""Both sides on this machine: Azurite, and an S3 server, with the rights that the freeze takes away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from azure.storage.blob import AccessPolicy, generate_container_sas

from bastide.cutover.rehearsal.objects.sides import Source, Target
from bastide.cutover.rehearsal.servers.azurite import ACCOUNT, Azurite
from bastide.cutover.rehearsal.servers.s3 import ACCESS_KEY, REGION, S3

CONTAINER: Final = "research"
BUCKET: Final = "research"
_POLICY: Final = "applications"
_MAY_WRITE, _MAY_READ = "rwdl", "rl"


class Loopback:
    """Two servers in a folder. Entered again on the same folder, they hold what they held."""

    def __init__(self, folder: Path) -> None:
        self.azurite, self.s3 = Azurite(folder / "azurite"), S3(folder / "s3")

    def start(self) -> None:
        self.azurite.run()
        self.s3.run()

    def stop(self) -> None:
        self.s3.stop()
        self.azurite.stop()

    def source(self) -> Source:
        return Source(self.azurite.endpoint, ACCOUNT, CONTAINER, self.azurite.key)

    def target(self, lock: tuple[str, datetime] | None) -> Target:
        return Target(self.s3.endpoint, REGION, BUCKET, ACCESS_KEY, self.s3.secret, lock)

    def writer(self) -> str:
        """The signed address of those who write. What it allows is said by the container's policy, not by itself."""
        signature = generate_container_sas(ACCOUNT, CONTAINER, account_key=self.azurite.key, policy_id=_POLICY)
        return f"{self.azurite.endpoint}/{CONTAINER}?{signature}"

    def open(self) -> None:
        """Let the applications write."""
        self._allow(_MAY_WRITE)

    def freeze(self) -> None:
        """Let them read alone. Their addresses stay the same; who has the account's key may write still."""
        self._allow(_MAY_READ)

    def _allow(self, permission: str) -> None:
        now = datetime.now(UTC)
        policy = AccessPolicy(permission=permission, start=now - timedelta(hours=1), expiry=now + timedelta(days=7))
        self.source().client.set_container_access_policy({_POLICY: policy})
