"""Changes of the program that have a known effect on the stack of the tests."""

from __future__ import annotations

from tests.bastide.up.conftest import Site

LINKS = "if area is not site.intent.hub:"
URN = (
    "urn:pulumi:scaleway-bootstrap::bastide::bastide:area:Project$bastide:access:Grant$"
    "scaleway:iam/policy:Policy::methods-link"
)
"""What is deleted by `without_a_link`."""


def without_a_link(site: Site) -> None:
    """One right of one deployer is no longer granted."""
    site.edit("stacks/layers/bootstrap.py", LINKS, 'if area is not site.intent.hub and area.name != "methods":')
    site.commit("without a link")


def with_other_words(site: Site) -> None:
    """A description changes: an update of some resources."""
    site.edit(
        "stacks/layers/bootstrap.py",
        'purpose = f"deploys the layer of {area.name}"',
        'purpose = f"deploys {area.name}"',
    )
    site.commit("other words")


def with_a_link_made_anew(site: Site) -> None:
    """The same right, which the cloud cannot change in place."""
    site.edit(
        "components/scaleway/access.py",
        '        description=f"{spec.right}: {spec.justification}",\n        organization_id',
        '        description=f"{spec.right}: {spec.justification}" + ("!" if place.name == "methods-link" else ""),\n'
        "        organization_id",
    )
    site.edit(
        "components/scaleway/access.py",
        "        tags=place.tag_list(),\n        opts=place.options(provider=CLOUD),\n    )\n"
        '    return ServiceHandle(place.urn, made.id, made.name, "")',
        "        tags=place.tag_list(),\n"
        '        opts=place.options(provider=CLOUD, replace_on_changes=["description"]),\n    )\n'
        '    return ServiceHandle(place.urn, made.id, made.name, "")',
    )
    site.commit("a link made anew")
