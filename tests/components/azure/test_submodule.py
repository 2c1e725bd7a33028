"""What is loaded class by class is what the whole package gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

from components.azure.submodule import file_of

LAZY = """
import sys
import components.azure
from importlib import import_module
whole = sys.modules["pulumi_azure_native.{name}"]
loaded = sum(module.startswith("pulumi_azure_native.{name}.") for module in sys.modules)
found = [getattr(whole, item) for item in {items!r}]
assert whole.{last} is not None  # only the package file knows it
assert import_module("pulumi_azure_native.{name}") is whole
assert found == [getattr(whole, item) for item in {items!r}]
print(loaded)
"""


@pytest.mark.parametrize(
    ("name", "items", "last"),
    [
        ("network", ["VirtualNetwork", "PublicIPAddress", "SubResourceArgs", "SubnetInitArgs", "Access"], "get_subnet"),
        ("storage", ["StorageAccount", "BlobContainer", "SkuArgs"], "list_storage_account_keys"),
    ],
)
def test_a_class_is_the_same_and_the_rest_is_not_loaded_for_it(name: str, items: list[str], last: str) -> None:
    code = LAZY.format(name=name, items=items, last=last)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20


def test_a_name_that_nobody_has_is_an_error_as_ever() -> None:
    code = "from components.azure.submodule import submodule; submodule('privatedns').NoSuchThing"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "AttributeError" in done.stderr


@pytest.mark.parametrize(
    ("attribute", "file"),
    [
        ("VirtualNetwork", "virtual_network"),
        ("PublicIPAddress", "public_ip_address"),
        ("ExpressRouteGateway", "express_route_gateway"),
    ],
)
def test_the_file_of_a_class_follows_the_sdks_rule(attribute: str, file: str) -> None:
    assert file_of(attribute) == file
