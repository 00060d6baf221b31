"""`letterkit receive`: a partner's file is compared with the text that was sent to her, and recorded.

The file says which text it has, in its properties and at the foot of its pages; that text is looked for
among the rounds, the documents as they are and the campaign's history. Nothing is guessed: a file that
does not say so is compared with the revision that the user names. The campaign's letter stays as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.history import history
from letterkit.diagnostics import LetterkitError, has_errors
from letterkit.files.plan import Plan
from letterkit.files.reading import FileKind, read_named
from letterkit.files.refusal import refusal
from letterkit.foreign.word_changes import By, words_of
from letterkit.foreign.word_parts import parsed
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.partners.received import record as kept
from letterkit.partners.received.apart import FileRefusedError, found_in, text_of
from letterkit.partners.received.changes import Found, FoundRemark, TextChange
from letterkit.partners.received.record import (
    OtherThing,
    Received,
    ReceivedChange,
    ReceivedComment,
    SentPlace,
)
from letterkit.partners.received.sent import SentParagraph, others_sent, paragraphs_sent
from letterkit.partners.rounds.texts import rounds_with, text_of_round
from letterkit.past.revisions import at, require_campaign
from letterkit.values import replace
from letterkit.writers.docx import Circulated, author_of, moment_of
from letterkit.writers.docx.styles import head_part

Compared = tuple[list[SentParagraph], Found]
"""The paragraphs of a document as they were sent, and what a file does to them."""
PARTNERS_FILE = FileKind("a partner's file", 20_000_000)
_MOST_TEXTS = 12
_DIGEST = 8  # characters of a digest that people quote
_FOOT = re.compile(r"(Round \d+|Draft) · text [0-9a-f]{8}( · changes since text [0-9a-f]{8})?")
_TOO_LONG = ("reading it takes longer than reading any letter", "ask for the letter alone, as .docx")
_TOO_MUCH = ("it holds more than any letter does", "ask for the letter alone, saved as .docx")
_REFUSED = {
    "damaged": (
        "it is no Word file (.docx), or is damaged",
        "open it in Word and save it as .docx again",
    ),
    "encrypted": ("it is protected by a password", "ask for a copy without one"),
    **dict.fromkeys(("large", "long", "pages", "deep"), _TOO_MUCH),
    "scan": ("it holds pictures of pages, and no text", "ask for the letter as .docx"),
    "memory": ("reading it takes too much memory", "ask for the letter alone, saved as .docx"),
    "time": _TOO_LONG,
    "crash": _TOO_LONG,
    "another": ("it has too little of the text that was sent", "is it this letter? See: letterkit log"),
    "unbalanced": (
        "what was found in it does not account for each of its words",
        "nothing was recorded; read the file by eye, and report this as a mistake of letterkit's",
    ),
}


class Asked(Struct, frozen=True):
    """Whose files they are said to be, of which day (2016-05-20), and the revision that was sent.

    Without a revision the file says itself which text it has.
    """

    workspace: Workspace
    campaign: str
    received: str
    sender: str | None = None
    sent: str | None = None


class PartnersFile(Struct, frozen=True):
    """A file that was read: its record, its bytes, and whether the campaign had it before."""

    record: Received
    content: bytes
    is_known: bool
    ending: str


class CameAs(Struct, frozen=True):
    """A file as it came: its name and bytes, and the ending of the copy that is kept."""

    name: str
    content: bytes
    ending: str = ".docx"

    @property
    def digest(self) -> str:
        """SHA-256, by which the file is known again."""
        return hashlib.sha256(self.content).hexdigest()

    def kept(self, record: Received, *, is_known: bool = False) -> PartnersFile:
        """The file with its record."""
        return PartnersFile(record, self.content, is_known, self.ending)


def receive(asked: Asked, file: Path) -> PartnersFile:
    """Read a partner's Word file. Raises LetterkitError where it is refused; nothing is written."""
    return receive_word(asked, file, read_file_of(file))


def read_file_of(file: Path) -> bytes:
    """What a partner's file holds. Raises LetterkitError."""
    try:
        return read_named(file, PARTNERS_FILE)
    except OSError as error:
        raise refusal(error, f"{file} could not be read") from None


def receive_word(asked: Asked, file: Path, content: bytes) -> PartnersFile:
    """Read a Word file with that content, which may have come in a mail. Raises LetterkitError."""
    came = CameAs(file.name, content)
    try:
        return recorded(asked, came, _sent_as(asked, file, content), partial(_compared, content))
    except FileRefusedError as error:
        raise refused(str(file), error) from None


def _sent_as(asked: Asked, file: Path, content: bytes) -> Iterator[tuple[str, lt.Document]]:
    """The documents with the text that the file says it has."""
    yield from documents_sent(asked, str(file), text_of(content))


def recorded(
    asked: Asked,
    came: CameAs,
    documents: Iterable[tuple[str, lt.Document]],
    compared: Callable[[lt.Document], Compared],
) -> PartnersFile:
    """The file with the record that the campaign has of it; else with that of the document, of those that
    it may be of, to which it does least.
    """
    if known := _known_before(asked, came.digest):
        return came.kept(known, is_known=True)
    found = (_record(asked, came, kind, each, *compared(each)) for kind, each in documents)
    return came.kept(_nearest(found))


def refused(file: str, error: FileRefusedError) -> LetterkitError:
    """What is said of a file that could not be taken apart, or is of another text."""
    reason = str(error.args[0])
    said, hint = _REFUSED.get(reason, (f"it cannot be taken apart ({reason})", "save it anew as .docx"))
    return LetterkitError(f"{file}: {said}", hint, status=1)


def _nearest(found: Iterable[Received]) -> Received:
    """Of the records with a text that the file may have, the one with the least changes.

    Texts that the same was agreed to in may yet have another date, address or signature.
    """
    best: Received | None = None
    for record in islice(found, _MOST_TEXTS):
        if best is None or record.words.changed < best.words.changed:
            best = record
        if not best.words.changed:
            break
    assert best is not None  # noqa: S101  # `_sent` gives one, or raises
    return best


def keep(asked: Asked, taken: Iterable[PartnersFile]) -> list[Path]:
    """Write the records and copies of what is new, and whose those files are that were nobody's: all, or
    nothing. Raises LetterkitError.
    """
    folder = asked.workspace.campaign_folder(asked.campaign) / kept.FOLDER
    nameless = {r.name: r for r in kept.records(asked.workspace, asked.campaign) if r.sender is None}
    files: dict[Path, str | bytes] = {}
    before: dict[Path, bytes] = {}
    for each in taken:
        record, file = each.record, folder / f"{each.record.name}.json"
        if not each.is_known:
            files[file] = kept.to_text(record)
            files[folder / f"{record.name}{each.ending}"] = each.content
        elif record.sender is not None and record.name in nameless:
            files[file], before[file] = kept.to_text(record), kept.to_text(nameless[record.name]).encode()
    if files:
        Plan(asked.workspace.root, files, before).write()
    return [path for path in files if isinstance(files[path], str)]


def _known_before(asked: Asked, digest: str) -> Received | None:
    """The record of the file of that digest; None where the campaign has not had it. Where it does not
    say whose the file is, and somebody says it now, it does.
    """
    every = kept.records(asked.workspace, asked.campaign)
    found = next((record for record in every if record.sha256 == digest), None)
    if found is not None and found.sender is None:
        return replace(found, sender=asked.sender)
    return found


# The text that was sent


def documents_sent(asked: Asked, file: str, text: str | None) -> Iterator[tuple[str, lt.Document]]:
    """The documents that may have been sent, with their names: those with that text, the newest first.

    Raises LetterkitError where there is none.
    """
    if asked.sent is not None:
        yield _of_revision(asked, file, text, asked.sent)
        return
    if text is None:
        hint = "say which revision of it was sent: --sent REV, as in letterkit log"
        raise LetterkitError(f"{file} does not say which text it has", hint, status=1)
    is_known = False
    for each in _went_round(asked, text):
        is_known = True
        yield each
    for each in _documents(asked.workspace, asked.campaign):
        if _has(each[1], text):
            is_known = True
            yield each
    try:
        for each in _earlier(asked, text):
            is_known = True
            yield each
    except LetterkitError as error:  # no git, or no commit
        if not is_known:
            message = f"{file} has the text {text[:_DIGEST]}, which no round of {asked.campaign} had"
            hint = f"is it another campaign's? In git nobody could look: {error.message}"
            raise LetterkitError(message, hint, status=error.status) from None
    if not is_known:
        had = f"{asked.campaign} never had in a round or a commit"
        message = f"{file} has the text {text[:_DIGEST]}, which {had}"
        hint = "is it another campaign's? Else say which revision was sent: --sent REV"
        raise LetterkitError(message, hint, status=1)


def _went_round(asked: Asked, text: str) -> Iterator[tuple[str, lt.Document]]:
    """The documents with that text as they went round."""
    for each in rounds_with(asked.workspace, asked.campaign, text):
        with text_of_round(asked.workspace, asked.campaign, each) as past:
            name = each.record.document
            document, _ = assemble_document(Library(past.workspace, asked.campaign), asked.campaign, name)
        if document is not None:
            yield name, document


def _has(document: lt.Document, text: str) -> bool:
    return agreed(document).digest.startswith(text)


def _earlier(asked: Asked, text: str) -> Iterator[tuple[str, lt.Document]]:
    """The documents with that text in the campaign's history."""
    names = asked.workspace.documents(asked.campaign)
    for entry in history(asked.workspace, asked.campaign, names).entries:
        of_text = [n for n, edit in entry.edits.items() if (edit.digest or "").startswith(text)]
        if entry.commit and of_text:
            for name, document in _in_revision(asked, entry.commit.name):
                if name in of_text and _has(document, text):
                    yield name, document


def _of_revision(asked: Asked, file: str, text: str | None, revision: str) -> tuple[str, lt.Document]:
    """The document of a revision: the one with that text, or the first where the file says none."""
    for name, document in _in_revision(asked, revision):
        if text is None or _has(document, text):
            return name, document
    message = f"{file} has the text {text and text[:_DIGEST]}, which is not that of {revision}"
    raise LetterkitError(message, "leave out --sent: the text is looked for in every commit", status=1)


def _in_revision(asked: Asked, revision: str) -> list[tuple[str, lt.Document]]:
    with at(asked.workspace, revision) as past:
        require_campaign(past, asked.campaign)
        return list(_documents(past.workspace, asked.campaign))


def _documents(workspace: Workspace, campaign: str) -> Iterator[tuple[str, lt.Document]]:
    """The documents of a campaign that can be made, the letter first."""
    for name in workspace.documents(campaign):
        document, problems = assemble_document(Library(workspace, campaign), campaign, name)
        if document is not None and not has_errors(problems):
            yield name, document


# What was found


def _compared(content: bytes, document: lt.Document) -> Compared:
    paragraphs = paragraphs_sent(document)
    own = By(author_of(document, Circulated()), moment_of(document))
    return paragraphs, found_in(content, [each.text for each in paragraphs], own)


def _record(
    asked: Asked,
    came: CameAs,
    kind: str,
    document: lt.Document,
    paragraphs: list[SentParagraph],
    found: Found,
) -> Received:
    """The record of a file, compared with a document of that kind."""
    places = [each.place for each in paragraphs]
    return Received(
        came.name,
        came.digest,
        asked.received,
        asked.sender,
        kind,
        agreed(document).digest,
        found.counts,
        tuple(_change(each, places) for each in found.changes),
        tuple(_comment(each, places) for each in found.remarks),
        tuple(_others(document, found)),
    )


def _change(found: TextChange, places: list[SentPlace]) -> ReceivedChange:
    place = places[found.paragraph] if found.paragraph >= 0 and found.kind != "paragraph added" else None
    behind = places[found.behind] if found.behind is not None and found.behind >= 0 else None
    return ReceivedChange(
        found.kind, place, found.at + 1, found.went, found.came, behind, found.marks, found.glued
    )


def _comment(found: FoundRemark, places: list[SentPlace]) -> ReceivedComment:
    place = places[found.paragraph] if found.paragraph is not None else None
    said, by = found.remark, found.remark.by
    return ReceivedComment(
        found.number, place, found.words, by.author, by.date, said.text, said.answers, said.is_done
    )


def _others(document: lt.Document, found: Found) -> Iterator[OtherThing]:
    """What is in the file and was not sent, and the notes and pictures that were and are not in it."""
    sent = Counter((kind, _plain(words)) for kind, words in others_sent(document))
    back = Counter((kind, _plain(words)) for kind, words in found.others)
    for (kind, words), count in sorted((back - sent).items()):
        yield from [OtherThing(kind, words)] * count
    for (kind, words), count in sorted((sent - back).items()):
        yield from [OtherThing(f"{kind} removed", words)] * count
    yield from _margins(document, found)


def _margins(document: lt.Document, found: Found) -> Iterator[OtherThing]:
    """The headers and footers that say something else than those that were sent."""
    head = words_of(parsed(head_part(document)))
    for words in dict.fromkeys(map(_plain, found.margins)):
        if words and _unnumbered(words) != _unnumbered(head) and not _FOOT.fullmatch(words):
            yield OtherThing("header or footer", words)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _unnumbered(words: str) -> str:
    """Words without their spaces and numbers: a program counts the pages anew."""
    return re.sub(r"[\s\d]+", "", words)
