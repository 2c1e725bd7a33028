"""A comparison as one self-contained HTML page: no network, readable without JavaScript."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from bastide.review.changes import FOLLOWS, changes
from bastide.review.compare import Comparison
from bastide.review.tree import operation_mark, short_type, tree
from plan.values import masked


def render(comparison: Comparison) -> str:
    """The page. Everything that comes from a plan is escaped and masked."""
    environment = Environment(
        loader=PackageLoader("bastide.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(short_type=short_type, mark=operation_mark, tree=tree, masked=masked)
    return environment.get_template("plan.html").render(
        comparison=comparison, changes=changes(comparison.plans), follows=FOLLOWS
    )
