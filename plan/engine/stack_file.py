"""From a stack file to one that can be previewed without its key: placeholders where the secrets are."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, Final

import yaml

from facts.document import Document, Path_, dotted, parse
from facts.errors import BadInput
from plan.engine.sealing import Seal

PLACEHOLDER: Final = "offline-placeholder:"
"""How every placeholder begins: nobody takes it for a secret, and a search finds it."""

_CONFIG: Final = "config"
_OF_PROVIDERS: Final = ("secretsprovider", "encryptedkey", "encryptionsalt")
_KNOWN: Final = (_CONFIG, *_OF_PROVIDERS)
_SECURE: Final = "secure"
_TEXT: Final = "tag:yaml.org,2002:str"


def offline(text: str, file: Path, seal: Seal) -> str:
    """The text of `Pulumi.<stack>.yaml` for a run that has no key: same plain values, placeholders sealed by `seal`.

    Plain values are copied as they are written (`on` stays `on`, `"07"` stays quoted): Pulumi reads YAML otherwise than
    we do. Comments and what the file says of its own secrets provider are left out.

    Args:
        file: only named in errors.

    Raises:
        BadInput: not YAML, not a stack file, or one that only Pulumi Cloud can complete (`environment`).
    """
    document = parse(text, file)
    _check(document)
    head = yaml.safe_dump(dict(seal.header), sort_keys=False, width=_ONE_LINE)
    config = _config_node(text)
    if config is None:
        return head
    _replace(config, (), document, seal)
    node = yaml.MappingNode("tag:yaml.org,2002:map", [(_text(_CONFIG), config)], flow_style=False)
    # PyYAML's annotations do not know that a node may be given
    return head + str(yaml.serialize(node, Dumper=yaml.SafeDumper, width=_ONE_LINE, allow_unicode=True))


def placeholder(path: Path_) -> str:
    """The placeholder of the secret at `path` below `config`; the same at each run."""
    return PLACEHOLDER + dotted(path)


_ONE_LINE: Final = 1_000_000
"""Width of the output: a value that is one line stays one line."""


def _check(document: Document) -> None:
    data = document.data
    if data is None:
        return
    if not isinstance(data, dict):
        raise BadInput(
            f"found {_kind(data)}",
            place=document.place(()),
            expected=f"a stack file: a mapping with the keys {', '.join(_KNOWN)}",
            action="name a Pulumi.<stack>.yaml, or remove this one (a stack without secrets needs none)",
        )
    for key in data:
        _check_key(document, key)
    if not isinstance(data.get(_CONFIG), dict | None):
        raise BadInput(
            f"found {_kind(data[_CONFIG])}",
            place=document.place((_CONFIG,)),
            expected="a mapping from `namespace:key` to its value",
            action="correct it, or set values with `pulumi config set`",
        )


def _check_key(document: Document, key: str) -> None:
    if key in _KNOWN:
        return
    place = document.place((key,), key=True)
    if key == "environment":
        raise BadInput(
            "the stack file imports an environment of Pulumi Cloud",
            place=place,
            expected=f"values in the file itself: {', '.join(_KNOWN)}",
            action="set the values in the file with `pulumi config set`: Pulumi Cloud is no part of an estate",
        )
    near = difflib.get_close_matches(key, _KNOWN, n=1, cutoff=0.5)
    raise BadInput(
        f"the key `{key}` is unknown",
        place=place,
        expected=f"one of {', '.join(_KNOWN)}",
        action=f"did you mean `{near[0]}`?" if near else "remove it, or move it below `config`",
    )


def _kind(value: Any) -> str:
    """The kind of a value that is not what it should be. Never the value: this file holds secrets."""
    names: dict[type, str] = {bool: "yes-or-no", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return "nothing" if value is None else names.get(type(value), "a text")


def _config_node(text: str) -> yaml.MappingNode | None:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == _CONFIG and isinstance(value, yaml.MappingNode):
                return value
    return None


def _replace(node: yaml.Node, path: Path_, document: Document, seal: Seal) -> None:
    """Put a sealed placeholder where a sealed value stands in `node` or below it."""
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _replace(child, (*path, index), document, seal)
    elif isinstance(node, yaml.MappingNode):
        secret = _sealed(node, path, document)
        if secret:
            node.value = [(_text(_SECURE), _text(seal.seal(placeholder(path))))]
            return
        for key, child in node.value:
            _replace(child, (*path, key.value), document, seal)


def _sealed(node: yaml.MappingNode, path: Path_, document: Document) -> bool:
    """Whether a mapping is a sealed value as Pulumi understands it: the one key `secure` and a text.

    Raises:
        BadInput: it resembles one. Pulumi would take it for plain data, and what may be a secret would be shown.
    """
    keys = [key.value for key, _ in node.value]
    if _SECURE not in keys:
        return False
    place = document.place((_CONFIG, *path, _SECURE), key=True)
    value = node.value[keys.index(_SECURE)][1]
    if len(keys) > 1 or value.tag != _TEXT:
        raise BadInput(
            f"`{_SECURE}` stands beside other keys" if len(keys) > 1 else f"`{_SECURE}` does not hold a text",
            place=place,
            expected=f"a mapping with nothing but `{_SECURE}` and the sealed text",
            action="set the value again with `pulumi config set --secret`",
        )
    return True


def _text(value: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(_TEXT, value)
