"""No class of an installed SDK is unknown: each has an entry in a table or is refused, and none has both.

A class that a new version of an SDK brings is red here until somebody decides what it is.
"""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from policies.kinds import refused, tables
from policies.kinds.readers import paths_of
from policies.kinds.table import Entry
from tests.policies.kinds import classes

PACKAGES = (*classes.COMPACT, *classes.INSTALLED)
NOT_AN_SDK = {"bastide", "pulumi", "source"}


def module(package: str) -> ModuleType:
    return importlib.import_module(f"policies.kinds.{tables.MODULES[package]}")


def listed(package: str) -> set[str]:
    """What the package's list of refused classes has; nothing for a package that refuses nothing."""
    return set(refused.classes(package)) if (refused.FOLDER / f"{package}.yaml").exists() else set()


def test_every_package_has_a_table_and_is_asked() -> None:
    assert set(tables.MODULES) == set(PACKAGES) | NOT_AN_SDK


@pytest.mark.parametrize("package", PACKAGES)
def test_an_sdk_has_classes(package: str) -> None:
    assert len(classes.tokens(package)) >= 10


@pytest.mark.parametrize("package", PACKAGES)
def test_every_class_is_known_or_refused(package: str) -> None:
    undecided = sorted(classes.tokens(package) - set(module(package).TABLE) - listed(package))
    assert not undecided, f"{len(undecided)} classes without entry or refusal: {undecided[:10]}"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_class_is_both(package: str) -> None:
    assert not set(module(package).TABLE) & listed(package)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_entry_is_of_a_class_that_is_gone(package: str) -> None:
    assert not sorted(set(module(package).TABLE) - classes.tokens(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_refusal_is_of_a_class_that_is_gone(package: str) -> None:
    assert not sorted(listed(package) - classes.tokens(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_tables_say_so_of_every_class(package: str) -> None:
    for token in classes.tokens(package):
        entry = tables.entry(token)
        assert entry.kind != "unknown", token
        assert (entry.kind == "refused") == (token in listed(package)), token


@pytest.mark.parametrize("package", PACKAGES)
def test_every_refusal_says_why(package: str) -> None:
    for token in listed(package):
        assert len(module(package).refused(token)) > 10, token


@pytest.mark.parametrize("package", PACKAGES)
def test_a_class_that_nobody_has_is_unknown(package: str) -> None:
    token = f"{package}:index/nothing:Nothing"
    assert module(package).refused(token) == ""
    assert tables.entry(token).kind == "unknown"


def _inputs(entry: Entry) -> set[str]:
    """Every path of inputs that an entry reads, but for its place."""
    readers = [*entry.attributes.values(), *([entry.tags] if entry.tags else [])]
    found = {path for reader in readers for path in paths_of(reader)}
    found |= {part for path in entry.refs.values() for part in path.split("|")}
    return found | ({entry.named} if entry.named else set())


def _wrong(token: str, entry: Entry) -> list[str]:
    missing = [path for path in sorted(_inputs(entry)) if not classes.has(token, path)]
    # one reader may serve classes with a zone and classes with a region
    where = paths_of(entry.location)
    return missing if not where or any(classes.has(token, path) for path in where) else [*missing, *where]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_input_that_an_entry_reads_exists(package: str) -> None:
    entries = {token: entry for token, entry in module(package).TABLE.items() if token in classes.tokens(package)}
    wrong = {token: _wrong(token, entry) for token, entry in entries.items()}
    assert not {token: paths for token, paths in wrong.items() if paths}


@pytest.mark.parametrize("cloud", classes.COMPACT)
def test_the_compact_sdk_holds_nothing_that_the_provider_does_not(cloud: str) -> None:
    """The tables are made from the whole provider, of which the compact SDK is a part."""
    source = (classes.SCHEMAS.parent / cloud / f"pulumi_{cloud}").rglob("*.py")
    made = {token for file in source for token in classes.made_in(file)}
    assert made and made <= classes.tokens(cloud)
