from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hosts import debian_machines
from tools import debian_root


@pytest.fixture(scope="session")
def debian() -> Iterator[tuple[Path, Path]]:
    """A folder for this run and the unpacked Debian root in it; machines write to layers above the root."""
    try:
        archive = debian_root.archive()
    except debian_root.UnavailableError as reason:
        if os.environ.get("CI"):
            pytest.fail(f"CI must be able to run this: {reason}")
        pytest.skip(str(reason))
    with tempfile.TemporaryDirectory(prefix="bastide-hosts-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _in_memory(folder):
            yield folder, debian_machines.unpack(archive, folder)


@contextmanager
def _in_memory(folder: Path) -> Iterator[None]:
    """Lay the folder into memory where there is plenty: writing 600 MB to a busy disk took up to 100 s."""
    available = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    roomy = available > 6 * 2**30
    if roomy:
        debian_machines.run("mount", "-t", "tmpfs", "-o", "size=4g,mode=0700", "tmpfs", str(folder))
    try:
        yield
    finally:
        if roomy:
            debian_machines.run("umount", "--lazy", str(folder))
