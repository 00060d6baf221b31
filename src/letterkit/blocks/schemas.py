"""The JSON Schemas of what an author writes: kinds of block, files of documents, exceptions of consent,
and what letterkit records of approvals, decisions and rounds.

A block's file begins with `# yaml-language-server: $schema=../../schemas/<kind>.json`, so that an editor
completes its keys and underlines what does not fit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from letterkit.blocks.approvals import APPROVALS_SCHEMA, ApprovalRecord
from letterkit.blocks.base import BlockModel
from letterkit.blocks.campaign_files import CONSENT_FILE
from letterkit.blocks.decisions import DECISIONS_SCHEMA, DecisionRecord
from letterkit.blocks.exceptions import ConsentExceptions
from letterkit.blocks.kinds import DOCUMENTS, KINDS, DocumentKind, Kind
from letterkit.blocks.rounds import ROUND_SCHEMA, RoundRecord
from letterkit.blocks.sender import DELIVERY_FILE, Sender

FOLDER = "schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_name(kind: Kind | DocumentKind) -> str:
    """The schema's file name: that of the document's file, or the kind with hyphens, `.json`."""
    stem = Path(kind.file).stem if isinstance(kind, DocumentKind) else kind.name.replace(" ", "-")
    return f"{stem}.json"


def names() -> list[str]:
    """What `schema` can be asked for."""
    return list(_models())


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of block, of document, or of another file. Raises KeyError."""
    return {
        "$schema": _DRAFT,
        **_models()[name].model_json_schema(),
        "title": name.replace("-", " "),
    }


def _models() -> dict[str, type[BlockModel]]:
    kinds: tuple[Kind | DocumentKind, ...] = (*KINDS, *DOCUMENTS)
    of_kinds = {Path(file_name(kind)).stem: kind.model for kind in kinds}
    others: dict[str, type[BlockModel]] = {
        Path(CONSENT_FILE).stem: ConsentExceptions,
        Path(DELIVERY_FILE).stem: Sender,
        APPROVALS_SCHEMA: ApprovalRecord,
        DECISIONS_SCHEMA: DecisionRecord,
        ROUND_SCHEMA: RoundRecord,
    }
    return {**of_kinds, **others}
