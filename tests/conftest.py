"""Fixtures of all tests: a copy of the estates that a test may spoil, and the command line."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bastide import cli
from plan.model import LayerPlan
from stacks.catalogue import estates as known_estates
from tests import network_guard
from tests.planned import plans_of
from tools.no_network import CLAIM

if TYPE_CHECKING:
    from xdist.remote import Producer

    from tests.by_file import ByFile

REPOSITORY = Path(__file__).resolve().parent.parent

_READABLE = 160
_WITH_PROCESSES = frozenset({"e2e", "engine"})

network_guard.install()


def pytest_sessionstart() -> None:
    """A suite that says it runs without a network is held to it."""
    beyond = network_guard.interfaces_beyond_loopback()
    if os.environ.get(CLAIM) and beyond:
        pytest.exit(f"{CLAIM} is set, and there is {beyond[0]}: run the suite by `make test-offline`", returncode=4)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected lives as long as the process: no search for garbage meanwhile, nor through all of it later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests are shared out: first those that start processes, a few of which take minutes, then by size of file.

    Handed out last, as by the number of tests, they keep one process busy while the other has nothing left to do.
    """
    if hasattr(config, "workerinput"):
        sizes = Counter(item.path for item in items)
        items.sort(key=lambda item: (not _starts_processes(item), -sizes[item.path]))


def _starts_processes(item: pytest.Item) -> bool:
    return item.get_closest_marker("xdist_group") is not None or not _WITH_PROCESSES.isdisjoint(item.path.parts)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile | None:
    """Where tests are shared out by group: those without one, by file."""
    from tests.by_file import ByFile  # noqa: PLC0415  (pytest-xdist may be switched off)

    return ByFile(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long text or content by its length and digest: a test's name is to be read, and given to pytest again."""
    if not isinstance(val, str | bytes) or len(val) <= _READABLE:
        return None
    data = val.encode(errors="surrogatepass") if isinstance(val, str) else val
    return f"{argname}-{len(val)}-{hashlib.sha256(data).hexdigest()[:8]}"


@pytest.fixture(autouse=True)
def only_loopback() -> Iterator[None]:
    yield
    reached = network_guard.refused()
    if reached:
        pytest.fail(f"the test reached beyond loopback: {', '.join(reached)}", pytrace=False)


@dataclass(frozen=True)
class Answer:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Estates:
    """A folder with a copy of the repository's `stacks/*.yaml` and recorded answers."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "stacks"

    def replace(self, file: str, old: str, new: str, count: int = 1) -> int:
        """Replace the first `count` occurrences and return the line of the first one (1-based)."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def estates(tmp_path: Path) -> Estates:
    folder = tmp_path / "stacks"
    folder.mkdir()
    for pattern in ("*.yaml", "*.answers.json", "approvers"):
        for file in (REPOSITORY / "stacks").glob(pattern):
            shutil.copy(file, folder / file.name)
    return Estates(tmp_path)


@pytest.fixture
def bastide(
    estates: Estates, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Run `bastide` in this process, in the copied repository."""

    def run(*arguments: str) -> Answer:
        monkeypatch.chdir(estates.root)
        monkeypatch.setattr("sys.argv", ["bastide", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Answer(int(code) if code is not None else 0, captured.out, captured.err)

    return run


class Plans(Mapping[str, tuple[LayerPlan, ...]]):
    """The plans of the repository's estates, each made once, when it is first asked for."""

    def __getitem__(self, estate: str) -> tuple[LayerPlan, ...]:
        return plans_of(estate)

    def __iter__(self) -> Iterator[str]:
        return iter(known_estates())

    def __len__(self) -> int:
        return len(known_estates())


@pytest.fixture(scope="session")
def plans() -> Plans:
    return Plans()
