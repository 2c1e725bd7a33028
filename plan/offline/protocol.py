"""The messages and services of a provider, without the SDK around them."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType


def _without_sdk() -> None:
    # `pulumi.runtime.proto` lies below two packages that load the whole SDK when they are imported: 0.13 s and 10 MB
    # which this process never uses. Where somebody has loaded the SDK already (tests), it stays as it is.
    if "pulumi" in sys.modules:
        return
    spec = importlib.util.find_spec("pulumi")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = spec.submodule_search_locations[0]
    for name, place in (("pulumi", folder), ("pulumi.runtime", f"{folder}/runtime")):
        package = ModuleType(name)
        package.__path__ = [place]
        sys.modules[name] = package


_without_sdk()

from google.protobuf import empty_pb2, struct_pb2  # noqa: E402
from pulumi.runtime.proto import (  # noqa: E402
    engine_pb2,
    engine_pb2_grpc,
    plugin_pb2,
    provider_pb2,
    provider_pb2_grpc,
)

__all__ = [
    "empty_pb2",
    "engine_pb2",
    "engine_pb2_grpc",
    "plugin_pb2",
    "provider_pb2",
    "provider_pb2_grpc",
    "struct_pb2",
]
