"""Files of the repository that decide what runs, and what they name: project, stack and intent files, CI, images.

Read here, at the edge; the rules see records of the kind `source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from facts.errors import BadInput, Place
from plan.model import PlannedResource
from policies.keepers import of_backend, of_secrets_provider
from policies.kinds.sources import FILE
from policies.kinds.values import Reference
from policies.references import named_in, references_in, without_comments
from policies.runners import hosted

_CI: Final = (
    *(".github/workflows/*.y*ml", ".github/actions/*/action.y*ml"),
    *(".forgejo/workflows/*.y*ml", ".gitea/workflows/*.y*ml", ".forgejo/actions/*/action.y*ml"),
    *(".gitlab-ci.y*ml", ".gitlab/**/*.y*ml", "azure-pipelines*.y*ml", ".azure-pipelines/*.y*ml"),
    *(".circleci/config.y*ml", ".woodpecker.y*ml", ".woodpecker/*.y*ml", ".drone.y*ml", ".travis.y*ml"),
    *("bitbucket-pipelines.y*ml", ".buildkite/*.y*ml", "Jenkinsfile", ".ci/**/*"),
    # what the pipelines call, on whichever forge
    "pipelines/**/*.sh",
)
_IMAGES: Final = (
    *("Dockerfile*", "Containerfile*", "*.Dockerfile", "*.Containerfile", "*compose*.y*ml"),
    *("*/Dockerfile*", "*/Containerfile*", "*/*.Dockerfile", "*/*.Containerfile"),
)
_PROJECT: Final = ("Pulumi.yaml", "providers/Pulumi.yaml", "policies/PulumiPolicy.yaml", "components/PulumiPlugin.yaml")
# `COPY --from` takes a stage, or an image like `FROM`
_FROM: Final = re.compile(
    r"^\s*(?:FROM\s+(?:--\S+\s+)*([\w./:@${}-]+)(?:\s+AS\s+([\w.-]+))?"
    r"|(?:COPY|ADD|RUN)\s+(?:[^\n]*\s)?--(?:from=|mount=\S*\bfrom=)([\w./:@${}-]+))",
    re.MULTILINE | re.IGNORECASE,
)
_CONTINUED: Final = re.compile(r"\\[ \t]*\r?\n")
_MOST_BYTES: Final = 5_000_000
_QUOTES: Final = "\"'"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Whole intents are read: libyaml, where it is there, reads them ten times as fast."""
_NOTHING: Final = ("", "~", "null")


class _Loader(_LOADER):  # type: ignore[misc]
    """Texts as they stand, whatever their tag: a day that is none, or a tag of a forge (`!reference`), must not make a
    file unreadable here that somebody else reads. Of a key that stands twice both values, as a list: which of them
    counts, readers disagree.
    """

    def construct_scalar(self, node: Any) -> Any:
        text = super().construct_scalar(node)
        return None if text in _NOTHING and not node.style else text

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, list[Any]] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            name = str(key) if isinstance(key, dict | list) else key
            found.setdefault(name, []).append(self.construct_object(value_node, deep=True))
        return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def sources(root: Path, estate: str) -> tuple[PlannedResource, ...]:
    """One resource for each file that names anything outside, of the repository and of one estate.

    Raises:
        BadInput: one of them cannot be read, so that nobody can say what it names.
    """
    found = ((file, tuple(_references(file, root))) for file in _files(root, estate))
    return tuple(_resource(file, root, references) for file, references in found if references)


def _files(root: Path, estate: str) -> Iterator[Path]:
    stacks = (f"stacks/{estate}.yaml", f"stacks/Pulumi.{estate}.y*ml", f"stacks/Pulumi.{estate}-*.y*ml")
    beside = (f"Pulumi.{estate}.y*ml", f"Pulumi.{estate}-*.y*ml")
    seen: set[Path] = set()
    for pattern in (*_PROJECT, *stacks, *beside, *_intents(root, estate), *_CI, *_IMAGES):
        for file in sorted(root.glob(pattern)):
            if file.is_file() and file not in seen:
                seen.add(file)
                yield file


def _intents(root: Path, estate: str) -> tuple[str, ...]:
    """The intent of an estate; of a move its crossing, and the intent of its target, where most of it will stand."""
    own = _estate(root, estate)
    target = _estate(root, _plain(own.get("target")))
    names = (own.get("crossing"), own.get("intent"), target.get("intent"))
    return tuple(f"stacks/{name}" for name in map(_plain, names) if name)


def _estate(root: Path, name: str) -> Mapping[str, Any]:
    """What an estate's file says; nothing where there is none."""
    file = root / "stacks" / f"{name}.yaml"
    data = _yaml(_text(file)) if file.is_file() else None
    return data if isinstance(data, dict) else {}


def _plain(name: object) -> str:
    """The name of a file in the same folder; "" for anything else."""
    return name if isinstance(name, str) and "/" not in name and "*" not in name else ""


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadInput(
                f"found a file of more than {_MOST_BYTES // 1_000_000} MB",
                place=Place(file, None, None, ""),
                expected="a file of the project that can be searched for what it names",
                action="move what is no definition out of it",
            )
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(
            f"the file cannot be read ({error.strerror or 'no reason is given'})",
            place=Place(file, None, None, ""),
            expected="a file of the project that can be searched for what it names",
            action="make it readable, or remove it",
        ) from None


def _yaml(text: str) -> Any:
    try:
        found = list(yaml.load_all(text, Loader=_Loader))
    except (yaml.YAMLError, ValueError, RecursionError):
        # its own reader says what is wrong with it; here its text is searched all the same
        return None
    return found[0] if len(found) == 1 else found


def _references(file: Path, root: Path) -> Iterator[Reference]:
    text = _text(file)
    name = file.relative_to(root).as_posix()
    containers = not name.startswith("stacks/")
    for number, line in _commands(text, file):
        for what, named in named_in(line, False, containers):
            yield Reference(what, named, f"{name}:{number}")
    data = _yaml(text) if file.suffix in (".yaml", ".yml") else None
    # structure tells where a host is expected: a name without a scheme counts there
    for item in references_in(_explained(data), containers=containers):
        yield Reference(item.what, item.name, f"{name}: {item.place}")
    yield from (Reference("image", image, name) for image in _images(data) if containers)
    if "ockerfile" in file.name or "ontainerfile" in file.name:
        yield from (Reference("image", image, name) for image in _built(text))
    yield from (Reference("action", action, name) for action in _actions(data) if containers)
    if file.name.startswith("Pulumi."):
        yield from _of_pulumi(data, name)
    yield from hosted(name, data)


def _commands(text: str, file: Path) -> Iterator[tuple[int, str]]:
    """(number, line) without comments. One that goes on behind a backslash is one line: a command is read whole."""
    first, begun = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        first = first if begun else number
        begun += _without_comment(line, file)
        if begun.endswith("\\"):
            begun = f"{begun[:-1]} "
            continue
        yield first, begun
        begun = ""
    if begun:
        yield first, begun


def _of_pulumi(data: Any, name: str) -> Iterator[Reference]:
    """Where the state is kept, and who holds the key of its secrets."""
    if not isinstance(data, Mapping):
        return
    found = data.get("backend")
    for backend in found if isinstance(found, list) else [found]:
        url = backend.get("url") if isinstance(backend, Mapping) else None
        yield from of_backend(url, f"{name}: backend.url")
    yield from of_secrets_provider(data.get("secretsprovider"), f"{name}: secretsprovider")


def _images(value: Any) -> Iterator[str]:
    """Images of jobs and services, in whatever form the file is written."""
    if isinstance(value, list):
        for item in value:
            yield from _images(item)
    if not isinstance(value, Mapping):
        return
    for key, item in value.items():
        if key in ("image", "container"):
            # GitLab names it below
            image = item.get("name") if isinstance(item, Mapping) else item
            yield from (image,) if isinstance(image, str) and image else ()
        yield from _images(item)


def _built(text: str) -> Iterator[str]:
    """Images that a build starts from or copies from. A stage is known from where it stands on, and by number."""
    stages = {"scratch"}
    for match in _FROM.finditer(_CONTINUED.sub(" ", text)):
        image, stage, copied = match.groups()
        used = image or copied
        if used.lower() not in stages and not (copied and used.isdigit()):
            yield used
        if stage:
            stages.add(stage.lower())


def _actions(value: Any) -> Iterator[str]:
    """Actions and workflows from elsewhere, in whatever form the file is written."""
    if isinstance(value, list):
        for item in value:
            yield from _actions(item)
    if not isinstance(value, Mapping):
        return
    for key, item in value.items():
        if key == "uses" and isinstance(item, str) and item:
            yield item
        yield from _actions(item)


def _explained(value: Any) -> Any:
    """The same without the comments inside its texts (scripts of a CI file)."""
    if isinstance(value, str):
        return without_comments(value)
    if isinstance(value, Mapping):
        return {key: _explained(item) for key, item in value.items()}
    return [_explained(item) for item in value] if isinstance(value, list) else value


def _without_comment(line: str, file: Path) -> str:
    """Comments run nothing: schemas, sources and explanations are named there. A sign in quotes begins none."""
    if file.name == "Jenkinsfile" and line.lstrip().startswith("//"):
        return ""
    # inside a word, an apostrophe is one in YAML, and a quote in a script
    inside_words = file.suffix not in (".yaml", ".yml")
    quote = ""
    for index, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES and (inside_words or index == 0 or not line[index - 1].isalnum()):
            quote = sign
        elif sign == "#" and (index == 0 or line[index - 1].isspace()):
            return line[:index]
    return line


def _resource(file: Path, root: Path, references: tuple[Reference, ...]) -> PlannedResource:
    name = file.relative_to(root).as_posix()
    once: dict[tuple[str, str], Reference] = {}
    for item in references:
        once.setdefault((item.what, item.name), item)
    inputs = {"file": name, "references": tuple(once.values())}
    return PlannedResource(urn=f"urn:bastide:file::{name}", type=FILE, name=name, custom=False, inputs=inputs)
