"""The environment of the processes of a run: made from nothing, so that nothing of the user's reaches them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from plan.engine.state_faults import ENVIRONMENT

# What the run of any program needs, and no account, token or proxy is in.
_KEPT: Final = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT")
_PATH: Final = "/usr/local/bin:/usr/bin:/bin"
SKIP_CHECKPOINTS: Final = "PULUMI_SKIP_CHECKPOINTS"


def resumable(variables: Mapping[str, str]) -> dict[str, str]:
    """The same for a run that can be resumed: the state is written down after each step."""
    return {name: value for name, value in variables.items() if name != SKIP_CHECKPOINTS}


def bare(home: Path) -> dict[str, str]:
    """What every process of a run gets: a search path, a language, and a home of the run's own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PATH": _PATH, "HOME": str(home), "TMPDIR": str(home), "PYTHONUNBUFFERED": "1"}


def of_pulumi(home: Path) -> dict[str, str]:
    """What the CLI gets beside that: no questions, no look for news, no download, no colours."""
    return {
        **bare(home),
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_SUPPRESS_NEO_LINK": "true",
        # `--event-log` is a debugging command
        "PULUMI_DEBUG_COMMANDS": "true",
        "NO_COLOR": "1",
        # Nobody resumes a run: its state counts when it is whole.
        SKIP_CHECKPOINTS: "true",
        # The run is short and its memory small: the collector would take a fifth of its time.
        "GOGC": "off",
        "GOMEMLIMIT": "1GiB",
    }


def attached(ports: Mapping[str, int]) -> dict[str, str]:
    """The setting that attaches providers which run already, by package."""
    return {"PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{port}" for package, port in sorted(ports.items()))}


# Where the plugin for Terraform providers finds them: without it, it would download them.
_TF_PROVIDERS: Final = "PULUMI_DYNAMIC_TF_PLUGIN_CACHE_DIR"

_ACCOUNT_OF: Final[Mapping[str, tuple[str, ...]]] = {
    # Never a profile, an endpoint or an option that a review cannot see: the program says where the buckets are.
    "aws": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
    "azure-native": ("ARM_", "AZURE_"),
    "openstack": ("OS_",),
    "ovh": ("OVH_",),
    "scaleway": ("SCW_",),
    "random": (),
    # Of the Terraform-only clouds left out: what names a profile or a file with one, and what switches TLS or its
    # verification off (OSC_CONFIG_FILE, OSC_PROFILE, OSC_TLS_SKIP_VERIFY, CLOUDTEMPLE_HTTP_SCHEME).
    "cloudtemple": ("CLOUDTEMPLE_CLIENT_ID", "CLOUDTEMPLE_SECRET_ID", "CLOUDTEMPLE_HTTP_ADDR", _TF_PROVIDERS),
    "numspot": ("NUMSPOT_CLIENT_ID", "NUMSPOT_CLIENT_SECRET", "NUMSPOT_SPACE_ID", "NUMSPOT_HOST", _TF_PROVIDERS),
    "outscale": (
        *("OSC_ACCESS_KEY", "OSC_SECRET_KEY", "OSC_REGION", "OSC_ENDPOINT_", "OSC_X509_CLIENT_"),
        _TF_PROVIDERS,
    ),
}
"""Provider package -> what the names of its settings begin with."""

_STATE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "s3": ("AWS_",),
    "awskms": ("AWS_",),
    "azblob": ("AZURE_",),
    "azurekeyvault": ("AZURE_",),
    "gs": ("GOOGLE_",),
    "gcpkms": ("GOOGLE_",),
    "hashivault": ("VAULT_",),
    "postgres": ("PG",),
    "https": ("PULUMI_ACCESS_TOKEN",),
}
"""The same for state backends and secrets providers, by the scheme of their address."""
# No other PULUMI_ variable: some would attach other providers, take other configuration or another home.
_STATE_OF_ANY: Final = ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_DIY_BACKEND_", "SSL_CERT_")
_PROXIES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")


def of_accounts(packages: Iterable[str]) -> dict[str, str]:
    """The user's settings for these packages, which are asked for real, and none for any other."""
    found = [prefix for package in packages for prefix in _ACCOUNT_OF.get(package, ())]
    return _beginning_with(found) | _proxies() if found else {}


def of_state(address: str, secrets_providers: Iterable[str]) -> dict[str, str]:
    """The user's settings for the state backend at `address`, and for the secrets providers of the stacks.

    The user's home is not among them: a login or a profile there would select what no review can see.
    """
    schemes = [urlsplit(url).scheme for url in (address, *secrets_providers)]
    found = [*_STATE_OF_ANY, *(prefix for scheme in schemes for prefix in _STATE_OF.get(scheme, ()))]
    proxies = _proxies() if set(schemes) - {"file"} else {}
    return {**ENVIRONMENT, **_beginning_with(found), **proxies, "PULUMI_BACKEND_URL": address}


def _beginning_with(prefixes: Iterable[str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(tuple(prefixes))}


def _proxies() -> dict[str, str]:
    return {name: os.environ[name] for name in _PROXIES if name in os.environ}
