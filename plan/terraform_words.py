"""How Pulumi's bridge makes its names of Terraform's: camelCase, and the plural for what may stand more than once."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache


@lru_cache(10_000)
def camel(name: str) -> str:
    """`security_group_ids`: `securityGroupIds`."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def wire_name(name: str, known: Container[str]) -> str:
    """The name of a Terraform field among the names that a class has; camelCase where it has none that fits."""
    plain = camel(name)
    return next((word for word in (plain, *_plurals(plain)) if word in known), plain)


def _plurals(word: str) -> Iterator[str]:
    yield f"{word}s"
    yield f"{word}es"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
