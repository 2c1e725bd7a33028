"""Readers and entries that the tables of azure-native share.

Defaults of inputs that are not set come from the SDK: the defaults that its classes fill in, or the texts of its
parameters. Where neither says one, the worse is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.readers import at, look, mapped, paths_of, reads
from policies.kinds.table import Entry, Inputs, Place, Reader

Readers = Mapping[str, Reader]
Answers = tuple[Any, ...]
Combine = Mapping[str, Callable[[Answers], Any]]


def all_of(*readers: Reader) -> Reader:
    """Whether every reader says yes. A single no decides, then what is not known, then what cannot be said."""
    return _joined(readers, decisive=False)


def any_of(*readers: Reader) -> Reader:
    """Whether one reader says yes. A single yes decides, then what is not known, then what cannot be said."""
    return _joined(readers, decisive=True)


def _joined(readers: tuple[Reader, ...], *, decisive: bool) -> Reader:
    @reads(*(path for reader in readers for path in paths_of(reader)))
    def read(inputs: Inputs) -> Any:
        answers = [reader(inputs) for reader in readers]
        for wanted in (decisive, UNKNOWN, None):
            if any(answer is wanted for answer in answers):
                return wanted
        return not decisive

    return read


def computed(*paths: str) -> Callable[[Callable[..., Any]], Reader]:
    """Makes a reader of a function of the values at `paths`; UNKNOWN where one of them is not known."""

    def make(function: Callable[..., Any]) -> Reader:
        @reads(*paths)
        def read(inputs: Inputs) -> Any:
            values = [look(inputs, path) for path in paths]
            return UNKNOWN if any(value is UNKNOWN for value in values) else function(*values)

        return read

    return make


def among(path: str, *values: Any, default: Any = None) -> Reader:
    """Whether the value at `path` is one of `values` (texts without case); `default` where it is not set."""
    wanted = {folded(value) for value in values}
    return mapped(path, lambda value: folded(value) in wanted, default)


def only(path: str, answer: Any, *values: Any) -> Reader:
    """`answer` where the value at `path` is one of `values` (texts without case), else None: a facet with one word."""
    wanted = {folded(value) for value in values}
    return mapped(path, lambda value: answer if folded(value) in wanted else None)


def unless(path: str, *values: Any) -> Reader:
    """Whether the value at `path` is anything but one of `values`: not set and unknown spellings count as yes."""
    wanted = {folded(value) for value in values}
    return mapped(path, lambda value: folded(value) not in wanted, True)


def said_in(path: str, *values: Any) -> Reader:
    """Whether one member of the list at `path` is one of `values`. A single yes decides, then what is not known."""
    wanted = {folded(value) for value in values}

    @reads(path)
    def read(inputs: Inputs) -> Any:
        found = look(inputs, path)
        if found is UNKNOWN:
            return UNKNOWN
        members = [revealed(member) for member in found or ()]
        if any(member is not UNKNOWN and folded(member) in wanted for member in members):
            return True
        return UNKNOWN if any(member is UNKNOWN for member in members) else False

    return read


def unlisted(public: Reader) -> Reader:
    """Whom a service answers to that has no list: nobody outside where it is not public, else everybody (`()`)."""

    @reads(*paths_of(public))
    def read(inputs: Inputs) -> Any:
        return None if public(inputs) is False else ()

    return read


def set_in(path: str) -> Reader:
    """Whether one member of the list at `path` is set."""

    @reads(path)
    def read(inputs: Inputs) -> Any:
        found = look(inputs, path)
        return found is UNKNOWN or any(revealed(member) not in (None, "", [], {}) for member in found or ())

    return read


def no_wins(answers: Answers) -> Any:
    """Of several answers: a no, then what is not known, then a yes."""
    return False if False in answers else (UNKNOWN if UNKNOWN in answers else True)


def yes_wins(answers: Answers) -> Any:
    """Of several answers: a yes, then what is not known, then a no."""
    return True if True in answers else (UNKNOWN if UNKNOWN in answers else False)


def lowest(answers: Answers) -> Any:
    """Of several TLS versions the lowest; what is not known could be lower than any but `none`."""
    known = [answer for answer in answers if answer is not UNKNOWN]
    if "none" in known:
        return "none"
    return UNKNOWN if len(known) < len(answers) else min(known)


def together(answers: Answers) -> Any:
    """Several tuples as one; UNKNOWN where one is not known."""
    return UNKNOWN if UNKNOWN in answers else tuple(dict.fromkeys(item for answer in answers for item in answer))


def whole(path: str, default: Any = None) -> Reader:
    """The number at `path`, whether written as a number or as a text; None for anything else."""
    return mapped(path, number, default)


def number(value: Any) -> Any:
    """`value` as a whole number; UNKNOWN stays UNKNOWN, anything that is no number is None."""
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return None


def folded(value: Any) -> Any:
    """A text without case and spaces around it; a list or mapping as a text, so that it can be looked up."""
    if isinstance(value, list | tuple | dict):
        return repr(value)
    return value.strip().casefold() if isinstance(value, str) else value


def first_known(values: Iterable[Any]) -> Any:
    """The first value that is neither None nor UNKNOWN, else UNKNOWN where one is, else None."""
    seen = list(values)
    known = [value for value in seen if value is not None and value is not UNKNOWN]
    return known[0] if known else (UNKNOWN if UNKNOWN in seen else None)


def _region(value: Any) -> Any:
    # `France Central` and `francecentral` are one region to Azure
    return "".join(value.split()).casefold() if isinstance(value, str) else None


def _region_or_none(value: Any) -> Any:
    region = _region(value)
    return None if region == "global" else region


REGION: Final = mapped("location", _region)
TAGS: Final = at("tags")
TLS: Final[Mapping[str, str]] = {
    folded(spelling): version
    for version in ("1.0", "1.1", "1.2", "1.3")
    for spelling in (version, f"TLS{version.replace('.', '_')}", f"TLSv{version}", f"TLSv{version.replace('.', '_')}")
} | {"tls": "1.2", "tls12": "1.2"}


def tls(path: str, default: Any = None) -> Reader:
    """The TLS version at `path` as `1.2`; a spelling that nobody knows is `none`."""
    return mapped(path, lambda value: TLS.get(folded(value), "none"), default)


def standing(
    kind: str,
    attributes: Readers | None = None,
    refs: Mapping[str, str] | None = None,
    *,
    named: str,
    combine: Combine | None = None,
) -> Entry:
    """A resource of a region with tags. Where it names no region the provider puts it into its resource group's."""
    return Entry(
        kind,
        attributes or {},
        {"group": "resourceGroupName", **(refs or {})},
        location=REGION,
        located_with="group",
        tags=TAGS,
        named=named,
        combine=combine or {},
    )


def worldwide(
    kind: str,
    attributes: Readers | None = None,
    refs: Mapping[str, str] | None = None,
    *,
    named: str,
) -> Entry:
    """A resource of the whole cloud (`global`), unless it names a region."""
    return Entry(
        kind,
        attributes or {},
        refs or {},
        location=mapped("location", _region_or_none),
        place=Place.GLOBAL,
        tags=TAGS,
        named=named,
    )


def inside(
    kind: str,
    attributes: Readers | None = None,
    refs: Mapping[str, str] | None = None,
    *,
    of: str,
    named: str,
    tags: Reader | None = None,
    like: str = "",
) -> Entry:
    """A part of another resource, which it names by the ref `of` and with which it lies."""
    return Entry(
        kind, attributes or {}, refs or {}, place=Place.WITH, located_with=of, tags=tags, named=named, like=like
    )


def facet(kind: str, attributes: Readers, refs: Mapping[str, str], *, of: str, named: str = "") -> Entry:
    """A setting that belongs to another resource and decides some of its attributes."""
    return Entry(kind, attributes, refs, place=Place.NOWHERE, of=of, named=named)


def joint(of: str = "", *, named: str = "", tags: Reader | None = None, **refs: str) -> Entry:
    """A setting or joint with nothing to judge of its own."""
    return Entry("setting", {}, {**({"of": of} if of else {}), **refs}, place=Place.NOWHERE, tags=tags, named=named)
