"""Blocks that were retired: no letter of that day or after is made of them; an older one keeps them."""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Provenance
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic

# What is to be done, by the folder of the block's kind.
_HINTS = {
    "addresses": "write to the office that came after it, or to another",
    "people": "take the person out of the list, or out of the text",
    "signers": "take the person out of the signature block",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK434 at each place of the document's files that names such a block. What was published is left."""
    date = subject.block.model.date
    if subject.block.model.published:
        return
    retired = {
        (block.kind, block.name): block
        for block in subject.blocks(Provenance)
        if block.model.retired and block.model.retired.first_day <= date.first_day
    }
    for reader in subject.files() if retired else ():
        # A dialogue's recipes are of other documents too.
        for reference in () if isinstance(reader.model, Dialogue) else reader.references():
            block = retired.get((KIND_BY_MODEL[reference.model], reference.name))
            if block is not None:
                message = f"{block.reference} was retired on {block.model.retired}"
                hint = _HINTS.get(block.kind.folder, "letterkit list blocks shows what else there is")
                hint = f"{hint}; why, its file says: {block.document.file}"
                yield Diagnostic("LK434", message, reader.location(*reference.path), hint)
