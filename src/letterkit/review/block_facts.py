"""What a block says of its own facts: when they were checked, when they are to be, where they are from.

Of a person nothing is told here but how the block was checked and where the person may be named.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Composition
from letterkit.blocks.models import (
    Address,
    Citation,
    Person,
    Prose,
    Provenance,
)
from letterkit.checks import Checked
from letterkit.consent import Carried
from letterkit.diagnostics import Diagnostic
from letterkit.library.index import Block

_TITLES = ("name", "title", "office", "speaker", "headline", "subject")


class PassageFinding(Struct, frozen=True):
    """What the checks found, numbered from 1, and the passage it is about, if that is printed."""

    number: int
    diagnostic: Diagnostic
    passage: str | None


class BlockFacts(Struct, frozen=True):
    """What a block says of itself, and the line in its file to edit. Of a person's no file is told."""

    reference: str
    title: str
    kind: str
    file: str | None
    line: int
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Citation, ...]
    findings: tuple[PassageFinding, ...]

    @property
    def command(self) -> str | None:
        """The command that opens the file in the user's editor, at the line."""
        if self.file is None:
            return None
        return f"${{EDITOR:-nano}} +{self.line} {shlex.quote(self.file)}"


def block_facts(
    block: Block[BlockModel],
    place: tuple[str, int],
    reference: str,
    findings: tuple[PassageFinding, ...],
) -> BlockFacts:
    """What a block says of itself, with those of the findings that are in its file. File and line of its
    words, and its full name, are told as an output may show them.
    """
    file, line = place
    return BlockFacts(
        reference=reference,
        title=_title(block.model) or reference.rpartition("/")[2],
        kind=block.kind.name,
        file=None if isinstance(block.model, Person) else file,
        line=line,
        facts=tuple(_facts(block.model)),
        sources=tuple(_all_sources(block.model)),
        findings=tuple(found for found in findings if found.diagnostic.location.file == file),
    )


def told_beside(checked: Checked) -> Iterator[Carried]:
    """What a page may tell of a document's blocks beside what they print: full names, titles, sources."""
    for block in checked.named_blocks():
        texts = [_title(block.model)]
        if not isinstance(block.model, Person):
            texts.append(block.reference)
        for source in _all_sources(block.model):
            texts += [source.title, source.publisher or "", str(source.url or "")]
        place = block.location()
        for text in filter(None, texts):
            yield Carried(text, place.file, place.line, place.column)


def _title(model: BlockModel) -> str:
    return next((str(value) for key in _TITLES if (value := getattr(model, key, None))), "")


def _facts(model: BlockModel) -> Iterator[tuple[str, str]]:
    if isinstance(model, Prose) and model.as_of:
        yield "as of", str(model.as_of)
    if isinstance(model, Provenance):
        yield from _when_checked(model)
    if isinstance(model, Address):
        for fax in model.fax:
            yield f"fax {fax.number}", f"verified {fax.verified or 'never'}"
    if isinstance(model, Person):
        yield "may be named in", {"letter": "letters", "public": "public"}.get(model.consent, "nothing")
    if isinstance(model, Composition):
        yield "date", str(model.date)


def _when_checked(model: Provenance) -> Iterator[tuple[str, str]]:
    yield "verified", str(model.verified) if model.verified else "never"
    if model.review_after:
        yield "review after", model.review_after


def _all_sources(model: BlockModel) -> Iterator[Citation]:
    if isinstance(model, Provenance):
        yield from model.sources
    if isinstance(model, Address):
        for holder in model.holders:
            yield from holder.sources
        for fax in model.fax:
            yield from fax.sources
