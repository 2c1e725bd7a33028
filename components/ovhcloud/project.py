"""Projects: ordered, or existing ones; all of them on the one vRack of the estate."""

from __future__ import annotations

import pulumi
import pulumi_ovh as ovh

from components.contract.handles import ProjectHandle, Text
from components.contract.intent import Hub
from components.contract.roles.areas import ProjectLinks, ProjectSpec
from components.ovhcloud.place import Here, present
from facts.errors import BadInput

_PLAN, _HDS, _VRACK = "project.2018", "certification.hds.2018", "vrack"
_DURATION, _PRICING = "P1M", "default"


def project(place: Here, spec: ProjectSpec, links: ProjectLinks) -> ProjectHandle:
    """A Public Cloud project on the estate's vRack, with the HDS option where it holds health data, and its tags.

    An ordered project is put on the vRack by its order: delivered without, it would come with a vRack of its own. Not
    produced: Business or Enterprise support, which HDS also asks for (a contract, see the facts).
    """
    label = place.label("project")
    vrack = _backbone(place, label, links)
    existing = place.choices.projects.get(place.site.area.name)
    found = _attached(place, existing, vrack) if existing else _ordered(place, spec, label, vrack)
    ovh.IamResourceTags(place.name, urn=project_urn(found), tags=place.tags(), opts=place.options(provider="ovh"))
    return ProjectHandle(urn=place.urn, id=found, name=label, backbone="" if vrack is None else vrack)


def _backbone(place: Here, label: str, links: ProjectLinks) -> Text | None:
    """The estate's vRack: the hub's project brings it, the others join it. None on a plain network."""
    if isinstance(place.site.area, Hub):
        _check_areas(place)
    if place.choices.network_type == "plain":
        return None
    if isinstance(place.site.area, Hub):
        return _vrack(place, label)
    return present(links.hub, "the hub's project").backbone


def _check_areas(place: Here) -> None:
    unknown = set(place.choices.projects) - {area.name for area in place.site.intent.areas}
    if unknown:
        raise BadInput(
            f"found projects of areas that do not exist: {', '.join(sorted(unknown))}",
            expected=f"areas among {', '.join(area.name for area in place.site.intent.areas)}",
            action="correct the names in `projects`, or a second project would be ordered",
        )


def _vrack(place: Here, label: str) -> Text:
    """The one of the estate: areas meet on its transit VLAN only."""
    if place.choices.vrack is not None:
        return place.choices.vrack
    ordered = ovh.vrack.Vrack(
        f"{place.name}-vrack",
        name=label,
        description=f"backbone of the estate {place.site.estate}",
        ovh_subsidiary=place.choices.subsidiary,
        plan=ovh.vrack.VrackPlanArgs(plan_code=_VRACK, duration=_DURATION, pricing_mode=_PRICING),
        opts=place.options(provider="ovh", data=True),
    )
    return ordered.service_name


def _ordered(place: Here, spec: ProjectSpec, label: str, vrack: Text | None) -> pulumi.Output[str]:
    hds = ovh.cloudproject.ProjectPlanOptionArgs(plan_code=_HDS, duration=_DURATION, pricing_mode=_PRICING)
    joined = None if vrack is None else [ovh.cloudproject.ProjectPlanConfigurationArgs(label="vrack", value=vrack)]
    ordered = ovh.cloudproject.Project(
        place.name,
        description=label,
        ovh_subsidiary=place.choices.subsidiary,
        plan=ovh.cloudproject.ProjectPlanArgs(
            plan_code=_PLAN, duration=_DURATION, pricing_mode=_PRICING, configurations=joined
        ),
        plan_options=[hds] if spec.classification.is_health else None,
        deletion_protection=True,
        opts=place.options(provider="ovh", data=True),
    )
    return ordered.project_id


def _attached(place: Here, existing: str, vrack: Text | None) -> Text:
    """An existing project's id, to be had once it is on the vRack: a network made before would have no backbone."""
    if vrack is None:
        return existing
    attachment = ovh.vrack.CloudProject(
        f"{place.name}-vrack",
        project_id=existing,
        service_name=vrack,
        opts=place.options(provider="ovh", data=True),
    )
    return attachment.id.apply(lambda _: existing)


def project_urn(project: Text) -> pulumi.Output[str]:
    """A project as IAM names it."""
    return pulumi.Output.concat("urn:v1:eu:resource:publicCloudProject:", project)
