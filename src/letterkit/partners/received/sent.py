"""What was sent: the paragraphs of a document as its Word file has them, and the place of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from letterkit import letter as lt
from letterkit.partners.received.record import SentPlace
from letterkit.partners.received.word import LINE_END
from letterkit.writers.docx.blocks import WordParagraph, every_paragraph
from letterkit.writers.docx.frame import blocks_of
from letterkit.writers.docx.lists import Lists


class SentParagraph(Struct, frozen=True):
    """A paragraph, and the node that has it. Where it is of no block, its place names the file as one."""

    place: SentPlace
    node: lt.Node

    @property
    def text(self) -> str:
        """Its words."""
        return self.place.text


def paragraphs_sent(document: lt.Document) -> list[SentParagraph]:
    """The paragraphs with words in them, in the order of the Word file."""
    counts: Counter[str] = Counter()
    found: list[SentParagraph] = []
    for paragraph in printed(document):
        node = paragraph.node or document
        block = block_of(node.origin.file)
        counts[block] += 1
        origin, text = node.origin, words_of(paragraph)
        place = SentPlace(block, counts[block], origin.file, origin.line, text)
        found.append(SentParagraph(place, node))
    return found


def others_sent(document: lt.Document) -> list[tuple[str, str]]:
    """The notes and pictures of the Word file, as (kind, words)."""
    runs = [run for each in every_paragraph(blocks_of(document, Lists())) for run in each.runs]
    notes = [("note", lt.running_text(run.note)) for run in runs if run.note is not None]
    return [*notes, *(("picture", "") for run in runs if run.picture is not None)]


def words_of(paragraph: WordParagraph) -> str:
    """The words of a paragraph as they are compared; of a redline's, those of the new letter."""
    return "".join(run.text for run in paragraph.runs if run.kind.is_new).replace("\n", LINE_END)


def printed(document: lt.Document) -> Iterator[WordParagraph]:
    """The paragraphs of the Word file that have words, in their order."""
    for paragraph in every_paragraph(blocks_of(document, Lists())):
        if any(run.text.strip() for run in paragraph.runs):
            yield paragraph


def block_of(file: str) -> str:
    """The block that a file of a workspace is, such as issues/torture; else the file's name."""
    own = re.fullmatch(r"(?:seeds|campaigns/[^/]+/blocks)/(.+)\.yaml", file)
    return own[1] if own else PurePosixPath(file).name
