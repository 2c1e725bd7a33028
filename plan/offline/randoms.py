"""The `random` provider: values that look random and depend on the resource and its inputs only."""

from __future__ import annotations

import base64
import json
import string
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from plan.offline.formats import Seed

_SPECIAL: Final = "!@#$%&*()-_=+[]{}<>:?"
_ADJECTIVES: Final = ("calm", "clear", "even", "fair", "firm", "keen", "kind", "mild", "neat", "sound")
_ANIMALS: Final = ("badger", "crane", "falcon", "heron", "lynx", "marten", "otter", "robin", "stork", "wren")

Values = tuple[str, dict[str, Any]]
"""The id and the outputs."""


def random_values(token: str, urn: str, inputs: Mapping[str, Any]) -> Values | None:
    """The id and the outputs of a resource of the package; None for a kind that is not listed here."""
    make = _MAKERS.get(token.rsplit(":", 1)[-1])
    if make is None:
        return None
    seed = Seed(f"{urn}\n{json.dumps(inputs, sort_keys=True, default=str)}")
    return make(seed, inputs)


def _text(seed: Seed, inputs: Mapping[str, Any]) -> str:
    classes = [
        (inputs.get("lower", True), string.ascii_lowercase, "minLower"),
        (inputs.get("upper", True), string.ascii_uppercase, "minUpper"),
        (inputs.get("numeric", inputs.get("number", True)), string.digits, "minNumeric"),
        (inputs.get("special", True), inputs.get("overrideSpecial") or _SPECIAL, "minSpecial"),
    ]
    length = int(inputs.get("length", 16))
    chosen = [(letters, int(inputs.get(least, 0))) for wanted, letters, least in classes if wanted]
    needed = [_one(seed, letters, f"{index}{letters[0]}") for letters, least in chosen for index in range(least)]
    every = "".join(letters for letters, _ in chosen) or string.ascii_lowercase
    rest = [_one(seed, every, f"rest{index}") for index in range(length - len(needed))]
    return "".join(_shuffled(seed, needed + rest))[:length]


def _one(seed: Seed, letters: str, salt: str) -> str:
    return letters[seed.number(0, len(letters) - 1, salt)]


def _shuffled(seed: Seed, items: list[Any]) -> list[Any]:
    return [item for _, item in sorted((seed.bytes(f"order{index}", 8), item) for index, item in enumerate(items))]


def _password(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    # bcrypt's alphabet and length; nobody can log in with it
    return "none", {"result": _text(seed, inputs), "bcryptHash": f"$2a$10${seed.hex(53, 'bcrypt')}"}


def _string(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    text = _text(seed, inputs)
    return text, {"result": text}


def _id(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    made = seed.bytes("id", int(inputs.get("byteLength", 8)))
    prefix = inputs.get("prefix") or ""
    url = base64.urlsafe_b64encode(made).decode().rstrip("=")
    outputs = {
        "b64Std": prefix + base64.b64encode(made).decode(),
        "b64Url": prefix + url,
        "hex": prefix + made.hex(),
        "dec": prefix + str(int.from_bytes(made)),
    }
    return url, outputs


def _bytes(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    made = seed.bytes("bytes", int(inputs.get("length", 16)))
    return "none", {"base64": base64.b64encode(made).decode(), "hex": made.hex()}


def _uuid4(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    text = seed.uuid("uuid")
    return text, {"result": text}


def _uuid7(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    made = bytearray(seed.bytes("uuid", 16))
    made[6], made[8] = 0x70 | made[6] & 0x0F, 0x80 | made[8] & 0x3F
    text = str(uuid.UUID(bytes=bytes(made)))
    return text, {"result": text}


def _integer(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    number = seed.number(int(inputs["min"]), int(inputs["max"]), "integer")
    return str(number), {"result": number}


def _pet(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    count = int(inputs.get("length", 2))
    words = [_ADJECTIVES[seed.number(0, 9, f"word{index}")] for index in range(count - 1)]
    parts = [inputs.get("prefix"), *words, _ANIMALS[seed.number(0, 9, "animal")]]
    return str(inputs.get("separator", "-")).join(part for part in parts if part), {}


def _shuffle(seed: Seed, inputs: Mapping[str, Any]) -> Values:
    items = list(inputs.get("inputs") or ())
    count = int(inputs.get("resultCount", len(items)))
    pool = _shuffled(seed, items)
    return "-", {"results": [pool[index % len(pool)] for index in range(count)] if pool else []}


_MAKERS: Final[Mapping[str, Callable[[Seed, Mapping[str, Any]], Values]]] = {
    "RandomPassword": _password,
    "RandomString": _string,
    "RandomId": _id,
    "RandomBytes": _bytes,
    "RandomUuid": _uuid4,
    "RandomUuid4": _uuid4,
    "RandomUuid7": _uuid7,
    "RandomInteger": _integer,
    "RandomPet": _pet,
    "RandomShuffle": _shuffle,
}
