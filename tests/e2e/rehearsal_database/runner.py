"""Runs the steps of a move up to a freeze, to be killed at any moment: `runner.py WAVE FOLDER SETTINGS.json`."""

from __future__ import annotations

import sys
from pathlib import Path

from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.cutover.rehearsal.database.start import database_part

wave, folder, settings = sys.argv[1:]
given = DatabaseSettings.model_validate_json(Path(settings).read_bytes())
with database_part(wave, Path(folder), given, lambda _: None) as part:
    for step in (part.prepare, part.replicate, part.freeze):
        step()
        print(step.__name__, flush=True)
