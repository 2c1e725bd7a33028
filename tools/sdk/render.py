"""The text of one SDK's files."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tools.sdk.names import class_name, property_name, python_name
from tools.sdk.subset import BASE, BASE_VERSION, SCALARS, Fields, Kind, Subset, bare

_WIDTH: Final = 120
_HEAD: Final = '''"""{title}

Made by tools/terraform_sdks.py from providers/schemas/{package}.json: do not edit.
"""

from __future__ import annotations
'''
_RUNTIME: Final = Path(__file__).with_name("runtime.py")


def files(subset: Subset) -> dict[str, str]:
    """Path below providers/<cloud> -> text."""
    module = f"pulumi_{subset.package}"
    inside = {
        "__init__.py": _init(subset),
        "_package.py": _package(subset),
        "_utilities.py": _RUNTIME.read_text(encoding="utf-8"),
        "functions.py": _functions(subset),
        "inputs.py": _inputs(subset),
        "outputs.py": _outputs(subset),
        "resources.py": _resources(subset),
        "pulumi-plugin.json": _plugin(subset),
        "py.typed": "",
    }
    return {"pyproject.toml": _project(subset)} | {f"{module}/{name}": text for name, text in inside.items()}


def _plugin(subset: Subset) -> str:
    parameter = base64.b64encode(subset.parameter.encode()).decode()
    parameterization = {"name": subset.package, "version": subset.version, "value": parameter}
    plugin = {"resource": True, "name": BASE, "version": BASE_VERSION, "parameterization": parameterization}
    return json.dumps(plugin, indent=2) + "\n"


def _project(subset: Subset) -> str:
    return f"""# Made by tools/terraform_sdks.py: do not edit. Install it by this path, never by its name: on a
# public index that name can belong to somebody else.
[project]
name = "pulumi-{subset.package}"
version = "{subset.version}"
description = "Compact Pulumi SDK of the Terraform provider {subset.package}, cut to what Bastide uses"
requires-python = ">=3.11"
dependencies = ["pulumi>=3.272.0,<4"]

[build-system]
requires = ["setuptools>=80"]
build-backend = "setuptools.build_meta"

[tool.setuptools.package-data]
pulumi_{subset.package} = ["py.typed", "pulumi-plugin.json"]
"""


def _head(subset: Subset, title: str) -> str:
    return _HEAD.format(title=title, package=subset.package)


def _init(subset: Subset) -> str:
    return (
        _head(subset, f"Compact Pulumi SDK of the Terraform provider {subset.package} {subset.version}.")
        + """
from typing import TYPE_CHECKING

from .resources import *

if TYPE_CHECKING:
    from . import inputs as inputs
    from . import outputs as outputs
    from .functions import *
    from .inputs import *
else:

    def __getattr__(name):
        # loaded when first used: a program needs few of them
        from importlib import import_module

        for module in ("functions", "inputs"):
            found = import_module(f"{__name__}.{module}")
            if name in found.__all__:
                return getattr(found, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
"""
    )


def _package(subset: Subset) -> str:
    types = {**subset.output_types(), **subset.input_types()}
    secret = {name: sorted(map(python_name, _secret_names(fields))) for name, fields in types.items()}
    nested = {name: _shapes(subset, fields) for name, fields in types.items()}
    return (
        _head(subset, "Which provider this is, and which of its nested types hold other types or secrets.")
        + f"""
BASE, BASE_VERSION = "{BASE}", "{BASE_VERSION}"
NAME, VERSION = "{subset.package}", "{subset.version}"
PARAMETER = (
    {_string(base64.b64encode(subset.parameter.encode()).decode())}
)

"""
        + _table("NESTED", "dict[str, dict[str, str]]", {name: row for name, row in nested.items() if row})
        + _table("SECRET", "dict[str, list[str]]", {name: row for name, row in secret.items() if row})
    )


def _string(text: str) -> str:
    half = 100
    return "\n    ".join(f'"{text[at : at + half]}"' for at in range(0, len(text), half))


def _table(name: str, kind: str, rows: Mapping[str, Any]) -> str:
    lines = "".join(_row(key, row) for key, row in rows.items())
    return f"{name}: {kind} = {{\n{lines}}}\n" if rows else f"{name}: {kind} = {{}}\n"


def _row(key: str, row: Mapping[str, str] | Sequence[str]) -> str:
    if isinstance(row, Mapping):
        items = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in row.items()]
        return _packed(f"{json.dumps(key)}: {{", items, "},", "    ")
    return _packed(f"{json.dumps(key)}: [", [json.dumps(name) for name in row], "],", "    ")


def _secret_names(fields: Fields) -> list[str]:
    return [name for name, field in fields.items() if field.get("secret")]


def _shapes(subset: Subset, fields: Fields) -> dict[str, str]:
    return {
        python_name(name): bare(field["type"]) for name, field in fields.items() if bare(field["type"]) in subset.types
    }


def _resources(subset: Subset) -> str:
    parts = [
        _head(subset, "Resources, and the provider itself."),
        _imports(
            "from collections.abc import Mapping, Sequence",
            "from typing import TYPE_CHECKING",
            "",
            "from pulumi import Input, Output, ResourceOptions",
            "",
            "from . import outputs",
            "from ._utilities import ProviderResource, Resource",
        ),
        "\nif TYPE_CHECKING:\n    from .inputs import *\n",
        _all(["Provider", *(kind.name for kind in subset.resources)]),
        _provider(subset),
        *(_resource(subset, kind) for kind in subset.resources),
    ]
    return "".join(parts)


def _imports(*lines: str) -> str:
    return "\n" + "\n".join(lines) + "\n"


def _all(names: Iterable[str]) -> str:
    return "\n" + _packed("__all__ = [", [json.dumps(name) for name in names], "]", "")


def _packed(start: str, items: Sequence[str], end: str, indent: str) -> str:
    """On one line where it fits, else several items a line."""
    line = f"{indent}{start}{', '.join(items)}{end}"
    if len(line) <= _WIDTH:
        return f"{line}\n"
    rows, row = [], ""
    for item in items:
        longer = f"{row} {item}," if row else f"{indent}    {item},"
        if len(longer) > _WIDTH and row:
            rows.append(row)
            longer = f"{indent}    {item},"
        row = longer
    return "\n".join([f"{indent}{start}", *rows, row, f"{indent}{end}"]) + "\n"


def _annotated(fields: Sequence[str]) -> str:
    """Annotations of a class, several a line: one a line would double the SDK."""
    rows, row = [], ""
    for field in fields:
        longer = f"{row}; {field}" if row else f"    {field}"
        if len(longer) > _WIDTH and row:
            rows.append(row)
            longer = f"    {field}"
        row = longer
    return "".join(f"{line}\n" for line in [*rows, row] if line)


def _provider(subset: Subset) -> str:
    fields = subset.provider
    texts = [python_name(name) for name, field in fields.items() if field["type"] == "str"]
    said = f"An account of {subset.package}.{_secrets_said(subset, fields)}"
    return (
        f'\n\nclass Provider(ProviderResource):\n    """{said}"""\n\n'
        + _constants(subset, fields, fields)
        + _packed("_texts = frozenset({", [json.dumps(name) for name in texts], "})", "    ")
        # the engine knows every setting as a text
        + _properties(subset, {name: {**field, "type": "str"} for name, field in fields.items()})
        + _constructor(fields)
    )


def _resource(subset: Subset, kind: Kind) -> str:
    every = {**kind.inputs, **kind.outputs}
    return (
        f'\n\nclass {kind.name}(Resource):\n    """{_said(subset, kind)}"""\n\n'
        + f'    _token = "{kind.token}"\n'
        + _constants(subset, kind.inputs, every)
        + _properties(subset, every)
        + _constructor(kind.inputs)
    )


def _said(subset: Subset, kind: Kind) -> str:
    replacing = ", ".join(python_name(name) for name, field in kind.inputs.items() if field.get("replace"))
    said = [f"`{kind.terraform}`."]
    if replacing:
        said.append(f"Replaced by a change of {replacing}.")
    if kind.decides:
        said.append("The provider's code decides on more.")
    text = " ".join(said) + _secrets_said(subset, {**kind.inputs, **kind.outputs})
    return text if len(text) <= _WIDTH - 10 else _wrapped(text)


def _secrets_said(subset: Subset, fields: Fields) -> str:
    secret = ", ".join(python_name(name) for name, field in fields.items() if subset.is_secret(field))
    return f" Secret: {secret}." if secret else ""


def _wrapped(text: str) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > _WIDTH - 9:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n    ".join([*lines, line]) + "\n    "


def _constants(subset: Subset, inputs: Fields, every: Fields) -> str:
    shapes = _shapes(subset, inputs)
    text = ""
    if shapes:
        pairs = [f"{json.dumps(name)}: {json.dumps(shape)}" for name, shape in shapes.items()]
        text += _packed("_nested = {", pairs, "}", "    ")
    secrets = [python_name(name) for name in _secret_names(every)]
    holders = [python_name(name) for name, field in every.items() if subset.is_secret(field)]
    return text + _tuple("_secrets", secrets) + _tuple("_holders", [name for name in holders if name not in secrets])


def _tuple(name: str, items: Sequence[str]) -> str:
    end = ",)" if len(items) == 1 else ")"
    return _packed(f"{name} = (", [json.dumps(item) for item in items], end, "    ") if items else ""


def _properties(subset: Subset, fields: Fields) -> str:
    return _annotated(
        sorted(f"{property_name(name)}: Output[{_read(field, 'outputs.')}]" for name, field in fields.items())
    )


def _read(field: Mapping[str, Any], module: str) -> str:
    kind = _output_type(field["type"], module)
    return kind if _always(field) else f"{kind} | None"


def _always(field: Mapping[str, Any]) -> bool:
    is_output = "required" not in field or field.get("readonly")
    return bool(is_output or field.get("required") or field.get("computed"))


def _output_type(kind: str, module: str) -> str:
    if kind.startswith("["):
        return f"Sequence[{_output_type(kind[1:-1], module)}]"
    if kind.startswith("{"):
        return f"Mapping[str, {_output_type(kind[1:-1], module)}]"
    return SCALARS.get(kind) or f"{module}{_output_name(kind)}"


def _output_name(kind: str) -> str:
    # Pulumi's own generator ends the types of look-ups so.
    return f"{class_name(kind)}Result" if kind.startswith("get") else class_name(kind)


def _input_type(kind: str, item: str = "Input[{}]") -> str:
    if kind.startswith("["):
        return f"Sequence[{item.format(_input_type(kind[1:-1], item))}]"
    if kind.startswith("{"):
        return f"Mapping[str, {item.format(_input_type(kind[1:-1], item))}]"
    return SCALARS.get(kind) or f"{class_name(kind)}ArgsDict"


def is_required(field: Mapping[str, Any]) -> bool:
    """What the provider requires; and a name, which the bridge would otherwise make up with a random end."""
    return bool(field.get("required") or field.get("autoname"))


def _constructor(inputs: Fields) -> str:
    arguments = [
        f"{property_name(name)}: Input[{_input_type(field['type'])}]" + ("" if is_required(field) else " | None = None")
        for name, field in sorted(inputs.items(), key=lambda item: (not is_required(item[1]), item[0]))
    ]
    star = ["*"] if arguments else []
    return (
        "\n"
        + _packed(
            "def __init__(",
            ["self", "resource_name: str", "opts: ResourceOptions | None = None", *star, *arguments],
            ") -> None:",
            "    ",
        )
        + "        super().__init__(resource_name, opts, locals())\n"
    )


def _inputs(subset: Subset) -> str:
    names, text, same = [], "", ""
    seen: dict[str, str] = {}
    for name, fields in subset.input_types().items():
        own = f"{class_name(name)}ArgsDict"
        names.append(own)
        lines = _dict_fields(fields)
        first = seen.setdefault(lines, own)
        if first != own:
            same += f"{own} = {first}\n"
        else:
            text += f"\nclass {own}(TypedDict, total=False):\n{lines}"
    head = _head(subset, "Nested inputs, as dictionaries with the names of Python.")
    used = [word for word in ("Mapping", "Sequence") if f"{word}[" in text]
    imports = [f"from collections.abc import {', '.join(used)}"] if used else []
    return (
        head
        + _imports(*imports, "from typing import Required, TypedDict", "", "from pulumi import Input")
        + _all(names)
        + text
        + (f"\n\n{same}" if same else "")
    )


def _dict_fields(fields: Fields) -> str:
    lines = []
    for name, field in sorted(fields.items()):
        kind = f"Input[{_input_type(field['type'])}]"
        lines.append(f"{python_name(name)}: {f'Required[{kind}]' if field.get('required') else kind}")
    return _annotated(lines) or "    pass\n"


def _outputs(subset: Subset) -> str:
    names, text, same = [], "", ""
    seen: dict[str, str] = {}
    for name, fields in subset.output_types().items():
        own = _output_name(name)
        names.append(own)
        lines = _annotated([f"{python_name(key)}: {_read(field, '')}" for key, field in sorted(fields.items())])
        lines = lines or "    pass\n"
        first = seen.setdefault(lines, own)
        if first != own:
            same += f"{own} = {first}\n"
        else:
            text += f"\n@nested\nclass {own}:\n{lines}"
    imports = ("from collections.abc import Mapping, Sequence", "", "from ._utilities import nested")
    return (
        _head(subset, "Objects within outputs.")
        + _imports(*imports)
        + _all(names)
        + text
        + (f"\n\n{same}" if same else "")
    )


def _functions(subset: Subset) -> str:
    names: list[str] = []
    text = ""
    for kind in subset.functions:
        result, name = f"{class_name(kind.name)}Result", python_name(kind.name)
        is_secret = any(map(subset.is_secret, kind.outputs.values()))
        names += [result, f"{name}_output"] if is_secret else [result, name, f"{name}_output"]
        text += _result(kind, result)
        if not is_secret:
            text += _look_up(subset, kind, result, plain=True)
        text += _look_up(subset, kind, result, plain=False, is_secret=is_secret)
    imports = (
        "from collections.abc import Mapping, Sequence",
        "",
        "from pulumi import Input, InvokeOptions, InvokeOutputOptions, Output",
        "",
        "from . import outputs",
        "from ._utilities import invoke, invoke_output, nested",
        "from .inputs import *",
    )
    return _head(subset, "Look-ups.") + _imports(*imports) + _all(names) + text


def _result(kind: Kind, result: str) -> str:
    fields = {"id": {"type": "str"}, **kind.inputs, **kind.outputs}
    lines = [f"{python_name(name)}: {_read(field, 'outputs.')}" for name, field in sorted(fields.items())]
    return f'\n@nested\nclass {result}:\n    """Answer to `{kind.terraform}`."""\n{_annotated(lines)}'


def _look_up(subset: Subset, kind: Kind, result: str, *, plain: bool, is_secret: bool = False) -> str:
    arguments = []
    for name, field in sorted(kind.inputs.items(), key=lambda item: (not item[1].get("required"), item[0])):
        given_type = _input_type(field["type"], "{}") if plain else f"Input[{_input_type(field['type'])}]"
        arguments.append(f"{python_name(name)}: {given_type}{'' if field.get('required') else ' | None = None'}")
    options = "InvokeOptions" if plain else "InvokeOptions | InvokeOutputOptions"
    function = "invoke" if plain else "invoke_output"
    name = python_name(kind.name) + ("" if plain else "_output")
    answer = result if plain else f"Output[{result}]"
    call = [f'"{kind.token}"', "locals()", "opts", result, json.dumps(_shapes(subset, kind.inputs))]
    start, end = (f"return Output.secret({function}(", "))") if is_secret else (f"return {function}(", ")")
    return (
        "\n"
        + _packed(f"def {name}(", ["*", *arguments, f"opts: {options} | None = None"], f") -> {answer}:", "")
        + _packed(start, call, end, "    ")
    )
