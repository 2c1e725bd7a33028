"""Small pictures beside the names of things: paths on a square of 10, drawn as lines. The name always stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SIDE: Final = 10

PATHS: Final[Mapping[str, str]] = {
    "balance": "M5 1v8M1 9h8M5 3L1.5 6M5 3l3.5 3",
    "bell": "M2 7.5h6L7.2 6V4a2.2 2.2 0 0 0-4.4 0v2zM4.3 9h1.4",
    "box": "M1 3l4-2 4 2v4.5l-4 2-4-2zM1 3l4 2 4-2M5 5v4.5",
    "bucket": "M1 2.2h8L8 9H2zM1.3 4.6h7.4",
    "clock": "M5 1a4 4 0 1 0 .01 0zM5 2.8V5l1.8 1.2",
    "cylinder": "M1.5 2.5c0-2 7-2 7 0v5c0 2-7 2-7 0zM1.5 2.5c0 2 7 2 7 0",
    "door": "M2 9.2V1h6v8.2M1 9.2h8M6.2 5v.6",
    "folder": "M1 2h3l1 1.2h4V8.5H1z",
    "globe": "M5 1a4 4 0 1 0 .01 0zM1 5h8M5 1C2.6 3.2 2.6 6.8 5 9M5 1c2.4 2.2 2.4 5.8 0 8",
    "hexagon": "M5 .8l3.7 2.1v4.2L5 9.2 1.3 7.1V2.9zM5 5v4.2M5 5L1.5 3M5 5l3.5-2",
    "key": "M3 3a2 2 0 1 0 .01 0zM5 5h4.2v2M7.4 5v1.6",
    "link": "M1 3.6h4v2.8H1zM5 5h1.2M6.2 3.6h2.8v2.8H6.2z",
    "log": "M2 1h6v8H2zM3.5 3.2h3M3.5 5h3M3.5 6.8h2",
    "person": "M5 1a1.9 1.9 0 1 0 .01 0zM1.5 9.2c0-4.6 7-4.6 7 0z",
    "plug": "M1 5h2.5M6.5 5H9M3.5 3v4M6.5 3v4",
    "proxy": "M1 5h7.5M6 2.5L8.8 5 6 7.5M3.2 1.5v7",
    "router": "M5 1a4 4 0 1 0 .01 0zM2.5 5h5M5 2.5v5",
    "screen": "M1 1.5h8v5.3H1zM5 6.8v2M3 8.9h4",
    "shield": "M5 .8l3.6 1.3v3c0 2.4-1.7 3.7-3.6 4.3C3.1 8.8 1.4 7.5 1.4 5.1v-3z",
}

OF_KIND: Final[Mapping[str, str]] = {
    "Airlock": "door",
    "AlertRoute": "bell",
    "AuditSink": "log",
    "Backup": "box",
    "Bastion": "shield",
    "Bucket": "bucket",
    "Certificate": "shield",
    "Cluster": "hexagon",
    "Database": "cylinder",
    "EgressAllowList": "proxy",
    "FileShare": "folder",
    "FlowLog": "log",
    "IdentityProvider": "person",
    "InternalDns": "log",
    "Key": "key",
    "KeyStore": "key",
    "InternetExit": "router",
    "NetworkHost": "screen",
    "PackageMirror": "box",
    "Portal": "balance",
    "PrivateEndpoint": "plug",
    "Registry": "box",
    "Secret": "key",
    "SiteLink": "link",
    "TimeSource": "clock",
    "Volume": "cylinder",
    "Workstation": "screen",
}
"""Kind of a thing -> its picture."""
