"""Settings in a host's document that let people in with a password."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_DOORS: Final = (
    ("ssh_pwauth", re.compile(r"^\s*[\"']?ssh_pwauth[\"']?\s*:\s*[\"']?(?:true|yes|on|1|unchanged)\b", re.M | re.I)),
    ("PasswordAuthentication", re.compile(r"^\s*PasswordAuthentication\s+yes\b", re.M | re.I)),
    ("KbdInteractiveAuthentication", re.compile(r"^\s*KbdInteractiveAuthentication\s+yes\b", re.M | re.I)),
    ("PermitEmptyPasswords", re.compile(r"^\s*PermitEmptyPasswords\s+yes\b", re.M | re.I)),
    ("chpasswd", re.compile(r"^\s*(?:-\s*)?chpasswd\b", re.M)),
    ("lock_passwd", re.compile(r"^\s*(?:-\s*)?lock_passwd\s*:\s*[\"']?(?:false|no|off|0)\b", re.M | re.I)),
    ("plain_text_passwd", re.compile(r"^\s*(?:-\s*)?(?:plain_text_passwd|hashed_passwd|passwd)\s*:\s*\S", re.M)),
)


@lru_cache(maxsize=1024)
def password_doors(text: str) -> tuple[str, ...]:
    """Names of the settings that open a password login. Never a value of them."""
    return tuple(name for name, pattern in _DOORS if pattern.search(text))
