"""People with keys, and what they sign. The keys are made for the tests."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.ssh_keys import key_file, public

SIGNERS_ARE_FOR = "bastide-journal,bastide-cutover,bastide-receipt"


@dataclass(frozen=True)
class People:
    """Their keys lie in one folder."""

    keys: Path

    def key(self, who: str) -> Path:
        return key_file(self.keys, who)

    def line(self, who: str, name: str = "", namespaces: str = SIGNERS_ARE_FOR) -> str:
        """A line of the list of allowed signers."""
        shown = public(self.key(who))
        return f'{name or f"{who}@example.org"} namespaces="{namespaces}" {shown}\n'

    def list(self, *names: str) -> str:
        return "".join(self.line(who) for who in names)

    def sign(self, who: str, content: bytes, namespace: str) -> bytes:
        command = ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(self.key(who))]
        return subprocess.run(command, input=content, check=True, capture_output=True).stdout
