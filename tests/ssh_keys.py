"""SSH keys for tests, made for one run."""

from __future__ import annotations

import base64
import os
import subprocess
from pathlib import Path

from components import generated


def key_file(folder: Path, name: str, kind: str = "ed25519") -> Path:
    """The key of this name, made where there is none; its public line lies beside it."""
    path = folder / name
    if not path.exists():
        command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return path


def public(path: Path) -> str:
    """Kind and public key of a key file, as a list of signers has them: without the comment."""
    return " ".join(path.with_name(f"{path.name}.pub").read_text().split()[:2])


def key_pair(folder: Path, name: str, kind: str = "ed25519") -> tuple[str, str]:
    """A new key: private text, public line."""
    path = key_file(folder, name, kind)
    return path.read_text(), path.with_name(f"{name}.pub").read_text().strip()


def generated_pair(folder: Path, name: str) -> str:
    """The same, of the kind that the toolkit generates for the bastion's onward sessions."""
    seed = base64.b64encode(os.urandom(48)).decode("ascii")
    path = folder / name
    path.write_text(generated.private_key(seed))
    path.chmod(0o600)
    return generated.public_key(seed)
