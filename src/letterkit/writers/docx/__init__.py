"""Document → Word file (.docx), for partners to comment on and to change.

Word counts the pages, numbers the lists and keeps the notes; paragraphs have styles by the names that
people know. A redline's changes are Word's own tracked changes: accepting all gives the new letter,
rejecting all the old one. A file that goes round takes nothing but tracked changes, and says at its foot
which text it is. How it looks is said in `base/styles.xml`; a workspace's templates are HTML's. The same
document gives the same bytes: no clock is asked.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from msgspec import Struct

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.language.dates import PartialDate
from letterkit.letter.agreed import agreed
from letterkit.redline import accept
from letterkit.writers import Assets, Written
from letterkit.writers.docx.elements import Elements
from letterkit.writers.docx.frame import blocks_of
from letterkit.writers.docx.lists import Lists
from letterkit.writers.docx.markup import legal, root, serialised
from letterkit.writers.docx.package import Package
from letterkit.writers.docx.scripts import word_language
from letterkit.writers.docx.styles import (
    Page,
    foot_part,
    head_part,
    no_head_part,
    settings_part,
    styles_part,
)
from letterkit.writers.docx.tracking import Tracker, moves_of

IDENTIFIER = "urn:letterkit:text:"
"""What the identifier of a file that goes round begins with; the digest of its text follows."""
_AUTHOR = "letterkit"
_LONGEST_AUTHOR = 60
"""Characters: a list of members is no name to stand beside every change."""
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


class Circulated(Struct, frozen=True):
    """What a file says that goes round: which round of the campaign's it is of, from 1, where it is one,
    and who makes the changes of a redline, where that is not the coalition.
    """

    round: int | None = None
    author: str | None = None


_CIRCULATED = Circulated()


def write(
    document: Released[lt.Document],
    assets: Assets,
    *,
    circulated: Circulated | None = _CIRCULATED,
    strip_metadata: bool = False,
) -> Written:
    """The document as a Word file.

    What is not `circulated` is the finished letter: without protection, and nothing at its foot. With
    `strip_metadata` it says of itself no more than its title and language.
    """
    tree = document.tree
    now = accept(tree) if tree.comparison is not None else tree
    package, page, lists = Package(), Page.of(tree), Lists()
    tracker = Tracker(author_of(tree, circulated), moment_of(now), moves_of(tree))
    elements = Elements(tree.language, page.text_width, package, tracker)
    body = list(elements.blocks(blocks_of(tree, lists)))
    package.add("styles", styles_part(tree))
    package.add("numbering", lists.part())
    package.add("footnotes", elements.notes_part())
    is_protected = circulated is not None
    package.add("settings", settings_part(is_protected=is_protected, is_tracked=is_protected))
    foot = foot_part(_foot(tree, circulated)) if circulated is not None else foot_part("")
    heads = {
        ("header", "first"): package.add("header1", no_head_part()),
        ("header", "default"): package.add("header2", head_part(now)),
        ("footer", "first"): package.add("footer1", foot),
        ("footer", "default"): package.add("footer2", foot),
    }
    identifier = _identifier(tree, circulated)
    core = _core(now, identifier, strip_metadata=strip_metadata)
    section = page.section(heads, is_right_to_left=word_language(tree.language).is_right_to_left)
    return package.packed(_document(body, section), core), []


def _document(body: list[Any], section: Any) -> bytes:
    part = root("document")
    inner = etree.SubElement(part, part.tag.replace("}document", "}body"))
    inner.extend([*body, section])
    return serialised(part)


def digest_of(document: lt.Document) -> str:
    """The digest of what is agreed to with the document; of a redline, with its new letter."""
    comparison = document.comparison
    return agreed(document).digest if comparison is None else comparison.new.digest


def _foot(document: lt.Document, circulated: Circulated) -> str:
    """What people call the text by: 'Round 2 · text 5d6e7f80 · changes since text 1a2b3c4d'."""
    parts = [f"Round {circulated.round}"] if circulated.round is not None else ["Draft"]
    parts.append(f"text {digest_of(document)[:8]}")
    if document.comparison is not None:
        parts.append(f"changes since text {document.comparison.old.digest[:8]}")
    return " · ".join(parts)


def _identifier(document: lt.Document, circulated: Circulated | None) -> str | None:
    if circulated is None:
        return None
    of_round = f":round:{circulated.round}" if circulated.round is not None else ""
    return f"{IDENTIFIER}{digest_of(document)}{of_round}"


def author_of(document: lt.Document, circulated: Circulated | None) -> str:
    """Who makes the changes: the coalition, or letterkit where it has no name of its own."""
    if circulated is not None and circulated.author:
        return circulated.author
    return document.author if 0 < len(document.author) <= _LONGEST_AUTHOR else _AUTHOR


def moment_of(document: lt.Document) -> str:
    """The document's own date as Word says one: the first moment of it, where it is a month."""
    iso = document.date.iso
    day = PartialDate.parse(iso).first_day.isoformat() if iso else "1970-01-01"
    return f"{day}T00:00:00Z"


def _core(document: lt.Document, identifier: str | None, *, strip_metadata: bool) -> bytes:
    """What the file says of itself (ECMA-376, part 2, 11)."""
    spaces = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    core = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=spaces)

    def add(name: str, words: str | None, *, is_date: bool = False) -> None:
        if words:
            element = etree.SubElement(core, name)
            element.text = legal(words)
            if is_date:
                element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")

    add(f"{{{_DC}}}title", document.title)
    add(f"{{{_DC}}}language", document.language)
    if not strip_metadata:
        add(f"{{{_DC}}}creator", document.author)
        add(f"{{{_DC}}}identifier", identifier)
    if document.date.iso:
        add(f"{{{_TERMS}}}created", moment_of(document), is_date=True)
        add(f"{{{_TERMS}}}modified", moment_of(document), is_date=True)
    return serialised(core)
