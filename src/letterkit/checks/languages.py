"""Languages: which blocks of a document have no words in its language."""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.models import (
    CaseListBlock,
    Person,
    Prose,
)
from letterkit.blocks.translations import languages, words_in
from letterkit.blocks.values import language_among
from letterkit.checks.subject import Subject
from letterkit.checks.texts import covered, texts
from letterkit.diagnostics import Diagnostic, Severity
from letterkit.language.detection import detected_language, is_detected, is_surely
from letterkit.language.locales import Tag
from letterkit.library.index import Block

# Blocks whose sentences print. Names, of an office or a member, are often those of their own language.
_WITH_SENTENCES = (Prose, CaseListBlock, Person)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK408, once for a block."""
    document = subject.block.model
    if document.published:
        return
    for block in subject.used:
        if isinstance(block.model, _WITH_SENTENCES) and (said := _said(block, document.language)):
            place = block.document.key_location(("text",))
            hint = f"write it in '{document.language}' below `translations:`, or take another block"
            yield Diagnostic(
                "LK408",
                f"{said}; the document is in '{document.language}'",
                place,
                hint,
                Severity.WARNING,
            )


def _said(block: Block[BlockModel], language: str) -> str | None:
    """In which language the block is, where it is not the document's, in a message's words."""
    said = words_in(block.model, language)
    if said is not None:
        other = language_among((said,), language) is None
        return f"{block.reference} is in '{said}'" if other else None
    if language_among(languages(block.model), language) is not None:
        return None  # a part of it is translated
    words = " ".join(covered(text.words) for text in texts(block))
    if is_surely(words, language):
        return None
    found = detected_language(words)
    if (
        found != "und"
        and found != Tag.parse(language).language
        and (found == "en" or is_detected(language))
    ):
        return f"{block.reference} seems to be in '{found}'"
    return None
