"""The templates of dependencies, keys, reversibility and own parts, rendered from their models alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined

from bastide.tender.candidate import Candidate
from bastide.tender.page.words import WORDS as FRAME
from bastide.tender.sections import dependencies, keys, own_parts, reversibility
from bastide.words import Words
from policies.model import Lang
from tests.bastide.tender.sections.by_hand import made, resource, role
from tests.estates import CANDIDATES

pytestmark = pytest.mark.xdist_group("tender")

Of = Callable[..., Candidate]
SECTIONS = {"dependencies": dependencies, "keys": keys, "own_parts": own_parts, "reversibility": reversibility}
LARGEST = 150_000


def page(id_: str, module: ModuleType, candidates: list[Candidate], lang: Lang) -> str:
    """The section as the page shows it. Models go through JSON: the page has nothing else."""
    environment = Environment(
        loader=PackageLoader("bastide.tender.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared = environment.get_template("macros.html").make_module({"say": word_of(FRAME, lang), "number": str})
    reports = []
    for candidate in candidates:
        model = module.of(candidate)
        again = type(model).model_validate_json(model.model_dump_json())
        assert again == model
        reports.append(SimpleNamespace(estate=candidate.estate, title=candidate.estate.title(), **{id_: again}))
    template = environment.get_template(f"sections/{id_}.html")
    return template.render(candidates=reports, lang=lang, word=word_of(module.WORDS, lang), m=shared)


def word_of(words: Words, lang: Lang) -> Callable[..., str]:
    def word(name: str, **values: Any) -> str:
        return words(name, lang, **values)

    return word


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("id_", "module"), SECTIONS.items(), ids=SECTIONS)
def test_all_candidates(candidate_of: Of, id_: str, module: ModuleType, lang: Lang) -> None:
    text = page(id_, module, [candidate_of(estate, lang) for estate in CANDIDATES], lang)
    ids = Counter(re.findall(r'\bid="([^"]+)"', text))
    assert not [name for name, count in ids.items() if count > 1]
    assert not [name for name in ids if not re.fullmatch(r"[\w.-]+", name)]
    # links go to rows of the section only
    assert not [name for name in ids if not name.startswith(f"{id_}-")]
    for estate in CANDIDATES:
        assert f'<tr id="{id_}-{estate}" data-candidate="{estate}">' in text
    assert len(text.encode()) < LARGEST
    assert "style=" not in text and "<script" not in text
    for tag in ("table", "tr", "td", "th", "details", "p", "small", "code"):
        assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag


@pytest.mark.parametrize(("id_", "module"), SECTIONS.items(), ids=SECTIONS)
def test_names_from_anybody_are_escaped(id_: str, module: ModuleType) -> None:
    evil = "<img src=x onerror=alert(1)>\u202e"
    text = page(
        id_,
        module,
        [
            made(
                role("area:ProjectSpace", evil, spec={"classification": "snds"}),
                role("keys:Key", f"{evil}-data", evil),
                role("access:Bastion", "bastion", evil, links={"key": {"urn": f"{evil}-data"}}),
                resource("scaleway:instance/server:Server", "host", "bastion", type=evil, cloudInit="#x"),
                resource("scaleway:block/volume:Volume", "disk", "bastion", sizeInGb=5),
                resource(f"example:a/{evil}:Thing", "thing"),
                resource("scaleway:instance/server:Server", "named", cloudInit=f'docker run "x.test/{evil}"'),
            )
        ],
        Lang.EN,
    )
    assert "<img" not in text and "\u202e" not in text
