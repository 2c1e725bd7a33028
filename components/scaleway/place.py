"""What every builder at Scaleway asks of its place."""

from __future__ import annotations

import pulumi

from components.contract.site import Place
from components.scaleway.choices import ScalewayChoices

Here = Place[ScalewayChoices]


def project_id(place: Here) -> pulumi.Input[str]:
    """The project of the role. Given to every resource: without it, the cloud takes the credentials' default one."""
    project = place.site.project
    return project.id if project else place.choices.management_project


def bare(identifier: pulumi.Input[str]) -> pulumi.Output[str]:
    """An id without its region or zone, for the few places that take no prefix."""
    return pulumi.Output.from_input(identifier).apply(lambda text: text.rpartition("/")[2])
