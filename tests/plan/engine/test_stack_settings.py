"""Stack files with any secrets provider preview offline, without the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.errors import BadInput
from plan.engine.plans import Request, plan_estate
from tests.plan.engine.lives import checkout, replaced

SETTINGS = """\
config:
  bastide:note: "07"
  bastide:token:
    secure: v1:AAAA:BBBB
"""
HEADERS = {
    "passphrase": "encryptionsalt: v1:AAAA:v1:BBBB:CCCC\n",
    "vault": "secretsprovider: hashivault://bastide\nencryptedkey: AAAA\n",
    "azure": "secretsprovider: azurekeyvault://vault.vault.azure.net/keys/bastide\nencryptedkey: AAAA\n",
    "aws": "secretsprovider: awskms://alias/bastide\nencryptedkey: AAAA\n",
}


def reading(root: Path) -> None:
    """Lets the program show what it is configured with."""
    replaced(
        "stacks/program.py",
        "        run(pulumi.get_stack())\n",
        "        run(pulumi.get_stack())\n"
        '        config = pulumi.Config("bastide")\n'
        '        pulumi.export("note", config.get("note"))\n'
        '        pulumi.export("has_token", pulumi.Output.unsecret(config.get_secret("token").apply(bool)))\n',
    )(root)


@pytest.mark.parametrize("provider", sorted(HEADERS))
def test_a_stack_file_of_any_secrets_provider(provider: str, tmp_path: Path) -> None:
    root = checkout(tmp_path, reading)
    file = root / "stacks" / "Pulumi.scaleway-bootstrap.yaml"
    file.write_text(HEADERS[provider] + SETTINGS, encoding="utf-8")
    before = file.read_bytes()

    (plan,) = plan_estate("scaleway", ["bootstrap"], root, Request())

    assert plan.outputs["note"] == "07"
    assert plan.outputs["has_token"] is True
    assert len(plan.resources) > 50
    assert file.read_bytes() == before


def test_a_stack_file_that_is_none_is_bad_input(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    (root / "stacks" / "Pulumi.scaleway-bootstrap.yaml").write_text("config: [1]\n", encoding="utf-8")

    with pytest.raises(BadInput, match=r"Pulumi\.scaleway-bootstrap\.yaml"):
        plan_estate("scaleway", ["bootstrap"], root, Request())
