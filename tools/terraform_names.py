"""Write `plan/terraform_names/<package>.json`: which of Pulumi's classes a Terraform type is.

    python -m tools.terraform_names [--check]

Out of the facts in `providers/schemas`, the tables of newer kinds in `plan/offline/tables`, and the secrets in
`providers/secrets.yaml`. The names of fields need no table: `plan/terraform_words.py` has the bridge's rule, and a
field of which the facts say another name is an error here. Left out: newer kinds whose Terraform name follows from
nothing at hand (of a module whose name the bridge chose by hand); in a plan they stay unknown.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from plan.offline.tables import FACTS, ROOT, package
from plan.terraform_words import wire_name

FOLDER: Final = ROOT / "plan" / "terraform_names"
PACKAGES: Final = ("aws", "cloudtemple", "numspot", "openstack", "outscale", "ovh", "random", "scaleway")
_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The facts have no file of aws. Names: the provider's documentation of `aws_s3_bucket` and its parts.
_AWS: Final = {
    "aws_s3_bucket": "aws:s3/bucket:Bucket",
    "aws_s3_bucket_object_lock_configuration": "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws_s3_bucket_policy": "aws:s3/bucketPolicy:BucketPolicy",
    "aws_s3_bucket_public_access_block": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws_s3_bucket_server_side_encryption_configuration": (
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    ),
    "aws_s3_bucket_versioning": "aws:s3/bucketVersioning:BucketVersioning",
}


def table(name: str) -> dict[str, Any]:
    """The table of one package."""
    facts = _json(FACTS / f"{name}.json")
    resources = {**_listed(facts), **_indexed(name, facts), **(_AWS if name == "aws" else {})}
    _check_fields(facts)
    return {
        "package": name,
        "version": facts.get("version") or package(name).version,
        "resources": dict(sorted(resources.items())),
        "secrets": _secrets(name),
    }


def _listed(facts: Mapping[str, Any]) -> dict[str, str]:
    """Types as the provider's facts name them: the key, or `tf` where the key is the token."""
    return {row.get("tf", key): row["token"] for key, row in facts.get("resources", {}).items()}


def _indexed(name: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """Newer kinds without a module: the bridge made their tokens of the Terraform names."""
    known = set(_listed(facts).values())
    newer = [token for token in package(name).tokens if token.startswith(f"{name}:index/") and token not in known]
    return {f"{name}_{_snake(token.rpartition(':')[2])}": token for token in newer}


def _snake(name: str) -> str:
    return _WORD.sub("_", name).lower()


def _check_fields(facts: Mapping[str, Any]) -> None:
    """Raises ValueError for a field whose name the rule does not give. `id` is the resource's id, never an input."""
    owners = {row["token"]: row["inputs"] for row in facts.get("resources", {}).values()} | facts.get("types", {})
    for owner, fields in owners.items():
        named = {row["tf"]: name for name, row in fields.items() if isinstance(row, dict) and "tf" in row}
        for terraform, name in named.items():
            if terraform != "id" and wire_name(terraform, fields) != name:
                raise ValueError(f"{owner}: `{terraform}` is called `{name}`: extend plan/terraform_words.py")


def _secrets(name: str) -> list[str]:
    """`Class.field` of secrets that their provider does not mark, by Pulumi's names."""
    known = yaml.safe_load((ROOT / "providers" / "secrets.yaml").read_text(encoding="utf-8"))
    return sorted(known.get(name, {}).get("secret", ()))


def _json(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def text(name: str) -> str:
    """The file's text: one entry a line, so that a change of one is a change of one line."""
    return json.dumps(table(name), indent=1, sort_keys=False, ensure_ascii=False) + "\n"


def main() -> int:
    """0 where all is well, 1 where `--check` found a table out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a table is out of date")
    check, faults = parser.parse_args().check, 0
    for name in PACKAGES:
        file = FOLDER / f"{name}.json"
        wanted = text(name)
        if file.is_file() and file.read_text(encoding="utf-8") == wanted:
            continue
        faults += 1
        if not check:
            FOLDER.mkdir(exist_ok=True)
            file.write_text(wanted, encoding="utf-8")
        said = "is out of date: run python -m tools.terraform_names" if check else "written"
        print(f"{file.relative_to(ROOT)} {said}", file=sys.stderr)
    return 1 if check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
