"""Transforms of resources and invokes: the program changes its own registrations on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from plan.pulumi_private import Callbacks, resource_pb2

# Fields of the transform's options and of the request that are the same list under two names.
_LISTS: Final = (
    ("depends_on", "dependencies"),
    ("ignore_changes", "ignoreChanges"),
    ("replace_on_changes", "replaceOnChanges"),
    ("additional_secret_outputs", "additionalSecretOutputs"),
    ("aliases", "aliases"),
    ("replace_with", "replace_with"),
)
_TEXTS: Final = (
    ("provider", "provider"),
    ("version", "version"),
    ("plugin_download_url", "pluginDownloadURL"),
    ("deleted_with", "deletedWith"),
    ("import", "importId"),
)
_OPTIONAL: Final = (("protect", "protect"), ("retain_on_delete", "retainOnDelete"))


async def transform_registration(request: Any, tokens: Sequence[str], callbacks: Callbacks) -> None:
    """Apply the callbacks in order to a `RegisterResourceRequest`, in place."""
    options = _options_of(request)
    properties = request.object
    for token in tokens:
        question = resource_pb2.TransformRequest(
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent,
            properties=properties,
            options=options,
        )
        answer = await callbacks.call(token, question.SerializeToString())
        properties = answer.properties
        options = answer.options if answer.HasField("options") else options
    request.object.CopyFrom(properties)
    _apply(options, request)


def _options_of(request: Any) -> Any:
    options = resource_pb2.TransformResourceOptions(providers=dict(request.providers))
    for name, own in _LISTS:
        getattr(options, name).extend(getattr(request, own))
    for name, own in _TEXTS:
        setattr(options, name, getattr(request, own))
    for name, own in _OPTIONAL:
        if request.HasField(own):
            setattr(options, name, getattr(request, own))
    if request.deleteBeforeReplaceDefined:
        options.delete_before_replace = request.deleteBeforeReplace
    if request.HasField("customTimeouts"):
        options.custom_timeouts.CopyFrom(request.customTimeouts)
    return options


def _apply(options: Any, request: Any) -> None:
    for name, own in _LISTS:
        values = list(getattr(options, name))
        request.ClearField(own)
        getattr(request, own).extend(values)
    for name, own in _TEXTS:
        setattr(request, own, getattr(options, name))
    for name, own in _OPTIONAL:
        request.ClearField(own)
        if options.HasField(name):
            setattr(request, own, getattr(options, name))
    request.deleteBeforeReplaceDefined = options.HasField("delete_before_replace")
    request.deleteBeforeReplace = options.delete_before_replace
    request.ClearField("customTimeouts")
    if options.HasField("custom_timeouts"):
        request.customTimeouts.CopyFrom(options.custom_timeouts)
    request.ClearField("providers")
    request.providers.update(options.providers)


async def transform_invoke(request: Any, tokens: Sequence[str], callbacks: Callbacks) -> None:
    """Apply the callbacks in order to a `ResourceInvokeRequest`, in place."""
    for token in tokens:
        question = resource_pb2.TransformInvokeRequest(token=request.tok, args=request.args)
        question.options.provider = request.provider
        question.options.version = request.version
        question.options.plugin_download_url = request.pluginDownloadURL
        answer = await callbacks.call(token, question.SerializeToString())
        request.args.CopyFrom(answer.args)
        if answer.HasField("options"):
            request.provider = answer.options.provider
            request.version = answer.options.version
            request.pluginDownloadURL = answer.options.plugin_download_url
