"""What a cloud would answer: inputs given back, and every declared output with a value that is always the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plan.offline import formats
from plan.offline.codec import bare
from plan.offline.formats import Seed
from plan.offline.shapes import Field, Kind, Shape
from plan.offline.templates import Ground, rendered
from plan.values import Secret

_DEEPEST: Final = 6
_ANY: Final = Shape("any")


class Answer:
    """The outputs of one resource after `up`."""

    def __init__(
        self,
        kind: Kind,
        urn: str,
        inputs: Mapping[str, Any],
        config: Mapping[str, Any],
        existing: Mapping[str, Any] | None = None,
        *,
        id: str = "",
        given: Mapping[str, Any] | None = None,
    ) -> None:
        """`existing` are the outputs that a state holds: they stay. `given` are values from elsewhere (`random`)."""
        self._kind = kind
        self._inputs = inputs
        self._existing = existing or {}
        self._seed = Seed(urn)
        self._making: set[str] = set()
        self._made: dict[str, Any] = dict(given or {})
        self._ground = Ground(self._seed, bare(inputs), config, kind.constants, self._output, id)
        self.id = id or rendered(kind.id, self._ground) or self._seed.uuid("id")
        self._ground = Ground(self._seed, self._ground.inputs, config, kind.constants, self._output, self.id)

    def values(self) -> dict[str, Any]:
        """All outputs, secrets marked."""
        names = [*self._inputs, *(name for name in self._names() if name not in self._inputs)]
        values = {name: self._output(name) for name in names}
        return {name: self._marked(name, value) for name, value in values.items() if value is not None}

    def _names(self) -> tuple[str, ...]:
        declared = (name for name, field in self._kind.outputs.items() if not field.absent)
        return (*declared, *self._kind.always)

    def _marked(self, name: str, value: Any) -> Any:
        field = self._kind.outputs.get(name) or self._kind.inputs.get(name)
        other = self._kind.inputs.get(name)
        secret = bool(field and field.secret) or bool(other and other.secret)
        return value if not secret or isinstance(value, Secret) else Secret(value)

    def _output(self, name: str) -> Any:
        if name not in self._made:
            # a template may name an output whose own template names the first
            if name in self._making:
                return None
            self._making.add(name)
            self._made[name] = self._new(name)
        return self._made[name]

    def _new(self, name: str) -> Any:
        given, declared = self._inputs.get(name), self._kind.outputs.get(name)
        old = self._existing.get(name)
        if given is None:
            field = declared or self._kind.inputs.get(name)
            if field is None:
                return None
            if old is not None or declared is not None:
                return old if old is not None else self._field(field, name, 0)
            # an argument that the program left out: the cloud's list of it is empty
            return [] if field.shape.kind == "list" else self._field(field, name, 0)
        field = declared or self._kind.inputs.get(name)
        if field is None or field.echo == "drop":
            return given if field is None else None
        return self._echo(field, declared is not None, given, old, name)

    def _echo(self, field: Field, other_form: bool, value: Any, old: Any, path: str) -> Any:
        if isinstance(value, Secret):
            return Secret(self._echo(field, other_form, value.value, bare(old), path))
        if field.echo == "lower" and isinstance(value, str):
            return value.lower()
        return self._completed(field.shape, other_form, value, old, path)

    def _completed(self, shape: Shape, other_form: bool, value: Any, old: Any, path: str) -> Any:
        """An input as the cloud gives it back: with the fields that only the cloud sets."""
        if isinstance(value, Secret):
            return Secret(self._completed(shape, other_form, value.value, bare(old), path))
        if isinstance(value, list):
            return self._list(shape, other_form, value, old, path)
        if not isinstance(value, dict):
            return value
        if shape.kind == "object":
            return self._object(shape, other_form, value, old, path)
        before = old if isinstance(old, dict) else {}
        item_shape = shape.item or _ANY
        return {
            key: self._completed(item_shape, other_form, item, before.get(key), f"{path}.{key}")
            for key, item in value.items()
        }

    def _list(self, shape: Shape, other_form: bool, value: list[Any], old: Any, path: str) -> Any:
        if shape.kind == "map":
            return {str(bare(key)): self._value(shape.item, f"{path}.{key}", 1) for key in value}
        olds = old if isinstance(old, list) else []
        return [
            self._completed(shape.item or _ANY, other_form, item, olds[at] if at < len(olds) else None, f"{path}.{at}")
            for at, item in enumerate(value)
        ]

    def _object(self, shape: Shape, other_form: bool, value: dict[str, Any], old: Any, path: str) -> dict[str, Any]:
        before = old if isinstance(old, dict) else {}
        whole: dict[str, Any] = {}
        for name, item in value.items():
            field = shape.fields.get(name)
            if field is None:
                whole[name] = item
            elif field.echo != "drop":
                whole[name] = self._echo(field, other_form, item, before.get(name), f"{path}.{name}")
        for name, field in shape.fields.items():
            if name in whole or field.absent or field.echo == "drop":
                continue
            # An output type's required field is one that the cloud always gives.
            if field.readonly or field.computed or field.value or (other_form and field.required):
                whole[name] = before[name] if name in before else self._field(field, f"{path}.{name}", 1)
        return whole

    def _field(self, field: Field, path: str, depth: int) -> Any:
        if field.value is not None:
            return self._typed(field, rendered(str(field.value), self._ground))
        if field.format and field.shape.kind == "str":
            return formats.made(field.format, self._seed, path)
        if field.enum and field.shape.kind == "str":
            return min(field.enum)
        return self._value(field.shape, path, depth, field.format)

    def _typed(self, field: Field, text: str | None) -> Any:
        kind = field.shape.kind
        if text is None:
            return None
        if kind in ("int", "number"):
            return float(text) if "." in text else int(text)
        if kind == "bool":
            return text == "true"
        if kind == "list":
            return [part.strip() for part in text.split(",") if part.strip()]
        return text

    def _value(self, shape: Shape | None, path: str, depth: int, format: str = "") -> Any:
        """A value for what only the cloud knows."""
        if shape is None or depth > _DEEPEST:
            return None
        simple: dict[str, Any] = {"bool": False, "map": {}}
        if shape.kind in simple:
            return simple[shape.kind]
        if shape.kind in ("int", "number"):
            return self._seed.number(1, 9999, path)
        if shape.kind == "list":
            item = self._value(shape.item, f"{path}.0", depth + 1, format or formats.by_name(path.rsplit(".", 1)[-1]))
            return [] if item is None else [item]
        return self._whole(shape, path, depth) if shape.kind == "object" else self._text(path, format)

    def _whole(self, shape: Shape, path: str, depth: int) -> dict[str, Any]:
        made = {
            name: self._field(field, f"{path}.{name}", depth + 1)
            for name, field in shape.fields.items()
            if not field.absent
        }
        return {name: item for name, item in made.items() if item is not None}

    def _text(self, path: str, format: str) -> str:
        name = path.rsplit(".", 1)[-1]
        known = format or formats.by_name(name)
        return formats.made(known, self._seed, path) if known else f"{name}-{self._seed.hex(8, path)}"
