"""What the engine has shown so far: inputs with their secrets, which it does not show a second time.

Resources are shown one by one, parents first, and all together at the end, then as outputs and without secrets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from pulumi_policy import PolicyProviderResource, PolicyResource, ResourceValidationArgs

from plan.model import NO_OPTIONS, STACK_TYPE, Gap, LayerPlan, Options, PlannedResource, gaps_of
from plan.origin import CLOUDS
from policies.pack.values import plan_values


@dataclass
class Memory:
    """One stack as far as it was shown. A pack serves one stack in its life."""

    seen: dict[str, PlannedResource] = field(default_factory=dict)

    def remember(self, args: ResourceValidationArgs) -> PlannedResource:
        """Keep a resource, and its explicit provider."""
        provider = self._provider(args)
        self.seen[args.urn] = resource = _resource(args, _options(args), provider, args.opts.parent or "")
        return resource

    def is_of(self, urn: str) -> bool:
        """Whether a resource belongs to the stack that was shown so far."""
        first = next(iter(self.seen), urn)
        return first.partition("::")[0] == urn.partition("::")[0]

    @property
    def cloud(self) -> str:
        """The cloud of what was shown so far."""
        return _cloud(self.seen.values())

    def _provider(self, args: ResourceValidationArgs) -> str:
        shown = args.provider
        if shown is None:
            return ""
        if shown.urn not in self.seen:
            self.seen[shown.urn] = _resource(shown, NO_OPTIONS, "", "")
        return shown.urn

    def plan(self, shown: Iterable[PolicyResource] = ()) -> LayerPlan:
        """The stack as a plan: what was seen, completed by what is shown at the end."""
        found = dict(self.seen)
        for item in shown:
            found[item.urn] = self._completed(item)
        return layer_plan(found.values())

    def _completed(self, item: PolicyResource) -> PlannedResource:
        provider = item.provider.urn if item.provider else ""
        resource = self.seen.get(item.urn) or _resource(item, _options(item), provider, "")
        outputs = plan_values(item.props)
        return replace(
            resource,
            parent=item.parent.urn if item.parent is not None else resource.parent,
            outputs=outputs,
            # what a provider names so; the engine shows neither the id itself nor the one of an import
            id=known if isinstance(known := outputs.get("id"), str) else "",
            dependencies=tuple(other.urn for other in item.dependencies),
            property_dependencies={
                name: tuple(other.urn for other in others) for name, others in item.property_dependencies.items()
            },
        )


_PROVIDER: Final = "pulumi:providers:"
_ENGINE_INPUTS: Final = frozenset({"version", "pluginDownloadURL", "__internal"})
"""What the engine notes among the inputs of a provider: where its plugin comes from."""


def _resource(
    shown: ResourceValidationArgs | PolicyResource | PolicyProviderResource,
    options: Options,
    provider: str,
    parent: str,
) -> PlannedResource:
    inputs = plan_values(shown.props)
    if shown.resource_type.startswith(_PROVIDER):
        internal = inputs.get("__internal")
        told = {**(internal if isinstance(internal, dict) else {}), **inputs}.get("pluginDownloadURL")
        options = replace(options, plugin_url=told if isinstance(told, str) else "")
        inputs = {key: value for key, value in inputs.items() if key not in _ENGINE_INPUTS}
    return PlannedResource(
        urn=shown.urn,
        type=shown.resource_type,
        name=shown.name,
        custom=_is_custom(shown.resource_type),
        parent=parent,
        inputs=inputs,
        options=replace(options, provider=provider),
    )


def _is_custom(token: str) -> bool:
    """The engine does not say it: a component that is not ours counts as a resource of no known kind."""
    return token != STACK_TYPE and not token.startswith("bastide:")


def _options(shown: ResourceValidationArgs | PolicyResource) -> Options:
    protect = bool(getattr(shown.opts, "protect", False))
    return replace(NO_OPTIONS, protect=protect or None, ignore_changes=tuple(shown.opts.ignore_changes or ()))


def layer_plan(resources: Iterable[PlannedResource]) -> LayerPlan:
    """Resources of one stack as the plan of a layer. The estate and layer are read from the stack's name."""
    found = tuple(resources)
    stack, layer = stack_of(found[0].urn) if found else ("", "")
    return LayerPlan(stack, layer, _cloud(found), "pulumi", "real", found, gaps=_gaps(found))


def _cloud(resources: Iterable[PlannedResource]) -> str:
    return next((CLOUDS[item.package_name] for item in resources if item.package_name in CLOUDS), "")


def _gaps(resources: tuple[PlannedResource, ...]) -> tuple[Gap, ...]:
    return gaps_of(resources, lambda capability, level: ("", "", ""))


def stack_of(urn: str) -> tuple[str, str]:
    """`urn:pulumi:scaleway-space-cardio::...` -> `scaleway`, `space-cardio`."""
    name = urn.removeprefix("urn:pulumi:").partition("::")[0]
    estate, found, space = name.partition("-space-")
    if found:
        return estate, f"space-{space}"
    estate, _, layer = name.rpartition("-")
    return (estate, layer) if estate else (name, "")
