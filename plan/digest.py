"""The digest of plans: the same plan has the same digest on every machine, and anybody can compute it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from plan.model import LayerPlan
from plan.serialise import document


def digest(plans: Iterable[LayerPlan]) -> str:
    """SHA-256 (64 hexadecimal digits) over the canonical JSON of `bastide/plan/1`: what `preview --format json` writes.

    Canonical: keys sorted, no space, UTF-8 as it is; the plans in the given order. No time is in it, and no path of the
    machine as long as the plan was made by the built-in engine. Secrets and values known only after apply are masked:
    plans that differ in a secret alone have one digest.
    """
    text = json.dumps(document(plans), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    # a lone surrogate of somebody's inventory has no UTF-8; it must not end the run
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
