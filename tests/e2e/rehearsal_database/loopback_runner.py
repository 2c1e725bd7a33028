"""Starts the loopback servers of a folder, says their processes, waits to be killed: `loopback_runner.py FOLDER`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bastide.cutover.rehearsal.database.loopback import Loopback
from bastide.cutover.rehearsal.servers.postgres_programs import required

servers = Loopback(required(), Path(sys.argv[1]), {"fsync": "off"})
servers.start()
print(servers.source.process, servers.target.process, servers.source.home, servers.target.home, flush=True)
time.sleep(600)
