"""Topics and editions: one issue for each topic, no doubt which is the newest, no wording left unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from letterkit.blocks.kinds import DOCUMENT_KINDS, MAIN_DOCUMENT, document_kind
from letterkit.blocks.models import Issue
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import PartialDate
from letterkit.library.index import Block


def check(subject: Subject) -> Iterable[Diagnostic]:
    """Looks at the issues that the document names and, for a letter, at its campaign's own blocks."""
    return chain(_twice(subject), _rivals(subject), _unused(subject))


def _twice(subject: Subject) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Location]] = {}
    for place, block in _asked(subject):
        name, before = first.setdefault(block.model.topic, (block.name, place))
        if name != block.name:  # the same issue twice is LK210
            message = f"{name} (line {before.line}) and {block.name} are both on '{block.model.topic}'"
            yield Diagnostic("LK412", message, place, "take one of them out")


def _asked(subject: Subject) -> Iterator[tuple[Location, Block[Issue]]]:
    """The issues the document names, each with the place that names it."""
    issues = {block.name: block for block in subject.blocks(Issue)}
    for i, entry in enumerate(subject.block.model.body):
        for j, ask in enumerate(entry.asks):
            if ask.issue in issues:
                yield subject.block.location("body", i, "asks", j, "issue"), issues[ask.issue]


def _rivals(subject: Subject) -> Iterator[Diagnostic]:
    """An issue that has another edition of the same date in the library, so that neither is newest."""
    own = {block.path for block in subject.library.own()[0]}
    editions: dict[tuple[str, PartialDate | None], list[str]] = {}
    issues, _ = subject.library.readable(Issue)
    for block in issues:
        if block.path not in own:
            editions.setdefault((block.model.topic, block.model.as_of), []).append(block.name)
    for place, used in _asked(subject):
        topic, as_of = used.model.topic, used.model.as_of
        names = editions.get((topic, as_of), [])
        if as_of is not None and used.name in names and len(names) > 1 and used.path not in own:
            message = f"{' and '.join(names)} are on '{topic}' as of {as_of}"
            yield Diagnostic("LK413", message, place, "give one of them another `as_of:`")


def _unused(subject: Subject) -> Iterator[Diagnostic]:
    """The campaign's own blocks that neither of its documents is made of; said once, of the main one, and
    of no copy of it for one recipient, which lacks what is for others.
    """
    library, letter = subject.library, subject.block
    if document_kind(letter.model) is not MAIN_DOCUMENT or library.recipient is not None:
        return
    used = {block.path for block in subject.used}
    for name in library.workspace.documents(letter.name):
        other, _ = library.document(DOCUMENT_KINDS[name], letter.name)
        if other is None:
            return  # what it uses cannot be known
        used.update(block.path for block in library.used_by(other)[0])
    for block in library.own()[0]:
        if block.path not in used:
            place = Location(block.document.file, 1, 1)
            message = f"no document of {letter.name} uses {block.reference}"
            hint = "delete the file, or name the block in the campaign"
            yield Diagnostic("LK411", message, place, hint, Severity.WARNING)
