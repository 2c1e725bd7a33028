"""Write the JSON Schemas of all input files into docs/schemas, or check that they are up to date (`--check`)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bastide.cutover.gates.as_json import GateDocument
from bastide.cutover.gates.records.measured import MeasurementsFile
from bastide.cutover.inventory.as_json import InventoryCoverage
from bastide.cutover.inventory.register import Register
from bastide.cutover.journal.as_json import JournalEntries, JournalVerdict
from bastide.cutover.journal.entry import Entry as JournalEntry
from bastide.cutover.journal.head import Head
from bastide.cutover.move.model import Move
from bastide.cutover.parity.as_json import ParityDocument
from bastide.cutover.rehearsal.record import RehearsalRecord
from bastide.cutover.status.as_json import CutoverStatus
from bastide.target.model import Targets
from bastide.tender.evidence.bundle import EvidenceManifest
from bastide.tender.evidence.documents import ClauseFile, ExemptionsFile
from bastide.tender.quantities.declared import DeclaredQuantities
from bastide.tender.quantities.price_yaml import PriceFile
from bastide.tender.report import Report
from components.contract.intent import Intent
from components.contract.words import Cloud
from components.kits import kit
from facts.inventory import MODELS as FACTS
from policies.examples import Examples
from policies.exemptions import Exemptions
from policies.kinds.refused import Refused
from policies.parameters import Parameters
from policies.profiles import Profiles
from policies.reversibility import Reversibility
from policies.scan.aside import SetAsideFile
from policies.shortfalls import Shortfalls
from stacks.approval.journal import Entry
from stacks.approval.receipt import Receipt
from stacks.approval.settings import Settings
from stacks.crossing import Crossing, CutoverFile
from stacks.destruction import Destruction
from stacks.estate import Imports
from stacks.intents import EstateFile
from stacks.mapping import RoleMapping
from stacks.package.host import Provider
from stacks.retire import RetireFile

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name -> schema."""
    models: dict[str, type[BaseModel]] = {
        "intent": Intent,
        "imports": Imports,
        "mapping": RoleMapping,
        **{register.replace("_", "-"): model for register, model in FACTS.items()},
        "destruction": Destruction,
        "evidence": ClauseFile,
        "evidence-exemptions": ExemptionsFile,
        "evidence-folder": EvidenceManifest,
        "approval": Settings,
        "break-glass": Entry,
        "crossing": Crossing,
        "cutover": Move,
        "cutover-estate": CutoverFile,
        "cutover-status": CutoverStatus,
        "examples": Examples,
        "exemptions": Exemptions,
        "gate": GateDocument,
        "ignored": Register,
        "inventory-coverage": InventoryCoverage,
        "journal": JournalEntry,
        "journal-anchor": Head,
        "journal-entries": JournalEntries,
        "journal-verdict": JournalVerdict,
        "measurements": MeasurementsFile,
        "parameters": Parameters,
        "parity": ParityDocument,
        "prices": PriceFile,
        "profiles": Profiles,
        "quantities": DeclaredQuantities,
        "receipt": Receipt,
        "refused": Refused,
        "rehearsal": RehearsalRecord,
        "retire": RetireFile,
        "reversibility": Reversibility,
        "set-aside": SetAsideFile,
        "shortfalls": Shortfalls,
        "targets": Targets,
        "tender": Report,
    }
    found = {f"{name}.json": _schema(model) for name, model in models.items()}
    found["estate.json"] = _estate()
    found["package.json"] = json.loads(Provider().schema or "")
    return found


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DRAFT, **model.model_json_schema(by_alias=True)}


def _estate() -> dict[str, Any]:
    """The common part, and for each cloud the section of its choices: exactly one of them."""
    schema = _schema(EstateFile)
    definitions: dict[str, Any] = {}
    for cloud in Cloud:
        choices = kit(cloud).choices.model_json_schema(by_alias=True, ref_template=f"#/$defs/{cloud.value}.{{model}}")
        definitions |= {f"{cloud.value}.{name}": value for name, value in choices.pop("$defs", {}).items()}
        definitions[cloud.value] = choices
        schema["properties"][cloud.value] = {"$ref": f"#/$defs/{cloud.value}"}
    schema["$defs"] = definitions
    schema["oneOf"] = [{"required": [cloud.value]} for cloud in Cloud]
    return schema


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a schema is out of date")
    check = parser.parse_args().check
    stale = []
    for name, schema in schemas().items():
        file = FOLDER / name
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            file.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"out of date in docs/schemas: {', '.join(stale)}\n  do: make schemas", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
