"""Every JSON Schema there is: of what letterkit reads, and of what it prints with `--format json`.

Each room says the schema of its own forms; here is only the list of them, by the names that
`letterkit schema` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from letterkit import doctor
from letterkit.campaign import results as campaign
from letterkit.campaign import verify
from letterkit.campaign.schemas import KEPT
from letterkit.delivery import manifest, standing
from letterkit.diagnostics import printing
from letterkit.library import results as library
from letterkit.officials import results as officials
from letterkit.partners.approvals import results as approvals
from letterkit.partners.decided import results as decided
from letterkit.partners.received import record as received
from letterkit.partners.replies import reply
from letterkit.writers.pdf import inspection

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    **KEPT,
    "findings": printing.findings_schema,
    "manifest": manifest.schema,
    "deliveries": standing.schema,
    "status": campaign.status_schema,
    "log": campaign.log_schema,
    "list": library.table_schema,
    "alike": library.alike_schema,
    "block": library.pages_schema,
    "due": library.due_schema,
    "update": officials.update_schema,
    "code": printing.code_schema,
    "doctor": doctor.schema,
    "inspect": inspection.schema,
    "verify": verify.schema,
    "standing": approvals.approvals_schema,
    "received": received.schema,
    "reply": reply.schema,
    "proposals": decided.schema,
}
"""The schema of each name: those of a workspace's `schemas/` first, then what else is printed."""
