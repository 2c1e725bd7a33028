"""Whether a host sends its logs away from itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from policies.crypto.documents import documents
from policies.record import Record

_AGENTS: Final = frozenset({"microsoft.azure.monitor", "microsoft.enterprisecloud.monitoring"})
_SHIPS: Final = re.compile(
    r"omfwd|omrelp|^\s*[\w*.;]+\s+@@?[\w\[]|systemd-journal-upload|journal-upload\.conf|fluent-bit|filebeat|"
    r"bastide-upload|versitygw",
    re.MULTILINE,
)
"""What documents hold where rsyslog, journald, known shippers or the toolkit's own uploader send logs; the log store
itself needs none."""


def ships(host: Record) -> bool | None:
    """Whether its documents or an agent on it send its logs; None where the documents are known only after apply."""
    agents = host.view.pointing_to(host, "compute.agent")
    if any(str(agent.raw("publisher")).casefold() in _AGENTS for agent in agents):
        return True
    texts = documents(host)
    return None if texts is None else any(_tells(text) for text in texts)


@lru_cache(maxsize=256)
def _tells(text: str) -> bool:
    """Whether a document says where logs are sent. Hosts of one purpose are given the same one."""
    return _SHIPS.search(text) is not None
