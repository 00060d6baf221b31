"""Which letters are made of each block, finished ones too, and when the last of them was.

A finished letter keeps copies of its blocks under the names that they had. Where the library has none of
that name any more, the block that says the same is the one that it was: it has another name since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from letterkit.authored import Owner
from letterkit.blocks.base import BlockModel
from letterkit.blocks.kinds import DOCUMENTS
from letterkit.diagnostics import Diagnostic
from letterkit.language.dates import UNDATED, PartialDate
from letterkit.library import finals
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace


class LetterUse(Struct, frozen=True):
    """A campaign that is made of a block: its date, which may be unknown, and whether it is final.

    `own_words` says that the campaign has a block of that name of its own, in the library's place.
    """

    campaign: str
    date: str
    final: bool
    own_words: bool

    def __str__(self) -> str:
        said = [
            "final" if self.final else "not final",
            *(["in words of its own"] if self.own_words else []),
        ]
        return f"{self.campaign} ({', '.join([*filter(None, [self.date]), *said])})"


Uses = Mapping[str, tuple[LetterUse, ...]]
"""The campaigns that are made of each block, the newest first, by the block's full name."""


def uses(workspace: Workspace, library: Library) -> tuple[Uses, list[Diagnostic]]:
    """The campaigns that are made of each block, and what could not be read."""
    found: dict[str, dict[str, tuple[dt.date, LetterUse]]] = {}
    problems: list[Diagnostic] = []
    blocks, _ = library.load_all()
    known = {block.reference for block in blocks}
    for campaign in workspace.campaign_names():
        date, used, told = _of_campaign(workspace, library, campaign)
        problems += told
        day = date.first_day if date else dt.date.min
        for block, use in _uses_in(workspace, campaign, date, used):
            name = block.reference if block.reference in known else _renamed(block, blocks)
            found.setdefault(name, {}).setdefault(campaign, (day, use))
    return {name: tuple(_newest_first(of_block.values())) for name, of_block in found.items()}, problems


def _uses_in(
    workspace: Workspace, campaign: str, date: PartialDate | None, used: Sequence[Block[BlockModel]]
) -> Iterator[tuple[Block[BlockModel], LetterUse]]:
    """Each block of a campaign, and what there is to say of its use there."""
    copied, final = _copied(workspace, campaign), workspace.is_final(campaign)
    for block in used:
        is_copy = final and (copied is None or block.path.as_posix() in copied)
        own = block.owner is Owner.CAMPAIGN and not is_copy
        yield block, LetterUse(campaign, "" if date is None else str(date), final, own)


def _newest_first(found: Any) -> Iterator[LetterUse]:
    yield from (use for _, use in sorted(found, key=lambda each: each[0], reverse=True))


def _copied(workspace: Workspace, campaign: str) -> frozenset[str] | None:
    """The files that `finalize` copied into a campaign's folder; None where nobody recorded it."""
    record = finals.read_record(workspace, campaign) if workspace.is_final(campaign) else None
    if record is None or record.copied is None:
        return None
    folder = workspace.campaign_folder(campaign)
    return frozenset((folder / name).as_posix() for name in record.copied)


def _of_campaign(
    workspace: Workspace, library: Library, campaign: str
) -> tuple[PartialDate | None, list[Block[BlockModel]], list[Diagnostic]]:
    """The date of a campaign's first document, and the blocks that its documents are made of."""
    seen = Library(workspace, campaign, like=library)
    date: PartialDate | None = None
    blocks: dict[str, Block[BlockModel]] = {}
    problems: list[Diagnostic] = []
    for kind in DOCUMENTS:
        document, told = seen.document(kind, campaign)
        problems += told
        if document is None:
            continue
        if date is None and document.model.date != UNDATED:
            date = document.model.date
        for block in seen.used_by(document)[0]:
            blocks.setdefault(block.reference, block)
    return date, list(blocks.values()), problems


def _renamed(copy: Block[BlockModel], blocks: Sequence[Block[BlockModel]]) -> str:
    """The full name of the library's block that says the same as a copy; else the copy's own."""
    same = (
        b.reference for b in blocks if b.kind is copy.kind and b.document.value == copy.document.value
    )
    return next(same, copy.reference)
