"""The program of a target: one layer of an estate at a candidate cloud. The legacy is built by the same layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pulumi

from components.contract.capability import operated_by_us
from components.contract.intent import Area
from components.contract.outputs import BootstrapOutputs, HubOutputs, Source, unseals_others
from components.contract.site import ProviderScope, Site
from stacks import catalogue, retire
from stacks.catalogue import BOOTSTRAP, HUB, SPACE_PREFIX
from stacks.estate import Estate
from stacks.layers import bootstrap, environment, hub, space
from stacks.layers.area import Built


def build(estate: Estate, layer: str) -> None:
    """Build one layer in the Pulumi program that runs now, and export what the layers above it read.

    What `retire.yaml` lists of it is built without protection.
    """
    with lifted(estate, layer):
        _build(estate, layer)


@contextmanager
def lifted(estate: Estate, layer: str) -> Iterator[None]:
    """What is built in the block loses its protection where `retire.yaml` says so. Nothing is registered where it lists
    nothing of the stack.

    Raises:
        BadInput: it lists what the stack does not have, or a key before what it opens.
    """
    stack = estate.stack(layer)
    items = retire.of_stack(stack, catalogue.FOLDER)
    if not items:
        yield
        return
    retire.check_keys(items, estate.intent, stack, catalogue.FOLDER)
    lifting = retire.Lifting(items)
    pulumi.runtime.register_stack_transformation(lifting)
    yield
    if missing := lifting.missing():
        raise retire.no_such_role(missing, stack, catalogue.FOLDER)


def _build(estate: Estate, layer: str) -> None:
    made = build_from(estate, layer, partial(reference, estate))
    if isinstance(made, BootstrapOutputs):
        made.export()
    elif layer == HUB:
        store = made.store if unseals_others(estate.intent, estate.offered) else None
        HubOutputs(made.network, made.audit, made.bastion, store).export()
    elif made.store and operated_by_us("key-store", estate.offered):
        # the custodians of the hub's key store let this one be unsealed by it: they need its authority
        pulumi.export("key_store", made.store.exported())


def build_from(estate: Estate, layer: str, source: Callable[[str], Source]) -> BootstrapOutputs | Built:
    """Build one layer; `source` gives the outputs of the layers below it. Exports nothing."""
    if layer == BOOTSTRAP:
        return bootstrap.build(_site(estate, layer, estate.intent.hub, None, None))
    area = area_of(estate, layer)
    made = BootstrapOutputs.read(source(BOOTSTRAP), estate.intent, estate.offered)
    if layer == HUB:
        return hub.build(_site(estate, layer, area, made, None))
    shared = HubOutputs.read(source(HUB), estate.intent, estate.offered)
    site = _site(estate, layer, area, made, shared)
    if layer.startswith(SPACE_PREFIX):
        return space.build(site, shared)
    return environment.build(site, shared)


def area_of(estate: Estate, layer: str) -> Area:
    """The area that a layer builds; the hub for the bootstrap layer."""
    for area in estate.intent.areas:
        if layer in (area.name, SPACE_PREFIX + area.name):
            return area
    return estate.intent.hub


class _Reference(pulumi.StackReference):
    """Outputs of another stack, each known where it is: the SDK's own way takes one unknown for all of them.

    So a space that comes leaves the others as they are, before the layers below it are applied too.
    """

    def require_output(self, name: pulumi.Input[str]) -> pulumi.Output[Any]:
        outputs: pulumi.Output[Any] = self.outputs
        return outputs[name]


def reference(estate: Estate, layer: str) -> pulumi.StackReference:
    """The outputs of one layer of an estate, in the program that runs now."""
    return _Reference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{estate.stack(layer)}")


def _site(estate: Estate, layer: str, area: Area, made: BootstrapOutputs | None, shared: HubOutputs | None) -> Site:
    project = made.projects[area.name] if made else None
    hub_project = made.projects[estate.intent.hub.name] if made else None
    scope = ProviderScope(estate.choices, layer, project, hub_project)
    return Site(
        kit=estate.kit,
        estate=estate.name,
        layer=layer,
        intent=estate.intent,
        area=area,
        choices=estate.choices,
        offered=estate.offered,
        providers=estate.kit.providers(scope),
        project=project,
        deployer=made.deployers[area.name] if made else None,
        hub_network=shared.network if shared else None,
        hub_project=hub_project,
    )
