"""People and the keys by which they are known."""

from __future__ import annotations

from dataclasses import dataclass

from components.hosts import checks


@dataclass(frozen=True)
class Person:
    """One person with one public key. The id is the account's name at the bastion and at every target."""

    id: str
    ssh_public_key: str

    def __post_init__(self) -> None:
        checks.account("person", self.id)
        checks.ssh_public_key(f"ssh_public_key of {self.id}", self.ssh_public_key)


@dataclass(frozen=True)
class BastionAccess:
    """How a target knows the bastions: where they come from, and the public half of their onward key."""

    cidrs: tuple[str, ...]
    onward_public_key: str

    def __post_init__(self) -> None:
        checks.cidrs("bastion cidrs", self.cidrs)
        checks.ssh_public_key("onward_public_key", self.onward_public_key)
