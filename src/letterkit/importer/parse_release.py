"""The paragraphs of a press release → the release: headline, dateline, quotations, signatories, asks."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.importer import chrome, release, signatures
from letterkit.importer.asks import Body
from letterkit.importer.body import body_start
from letterkit.importer.dates import date_line
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, is_prose, take_all
from letterkit.importer.headline import find_headline
from letterkit.importer.parts import Imported, Role


def parse_release(found: FoundDocument) -> Imported:
    """The press release in a document's paragraphs."""
    first = _read_head(found)
    body: list[ParagraphEntry] = []
    last: Role | None = None
    for entry in found.entries[first:]:
        if not entry.free:
            last = None
            continue
        last = _read_paragraph(found, entry, last)
        if entry.free:
            body.append(entry)
    listed = [entry for entry in found.entries if entry.role is Role.SIGNATURE]
    found.signatories += signatures.read(listed)
    take_all(listed, Role.SIGNED_BY, 0.85)
    found.asks = Body(_without_tail(body), found.language, release=True).read()
    return found.finished("press-release")


# Above the running text


def _read_head(found: FoundDocument) -> int:
    """Headline, date and dateline; where the running text begins."""
    first = body_start(found.entries)
    head = [entry for entry in found.entries[:first] if entry.free]
    _read_dates_and_labels(found, head)
    free = [entry for entry in head if entry.free]
    headline = find_headline(free) or _first_title(free)
    if headline is not None:
        headline.take(Role.HEADLINE, 0.8)
        found.headline = headline.text
        _read_deck(head[head.index(headline) + 1 :])
    _leave([entry for entry in head if entry.free])
    if first < len(found.entries):
        _read_dateline(found, found.entries[first].text)
    return first


def _read_dates_and_labels(found: FoundDocument, head: Sequence[ParagraphEntry]) -> None:
    for entry in head:
        if iso := date_line(entry.text):
            entry.take(Role.DATE, 0.9)
            found.date = found.date or iso
        elif release.is_label(entry.text):
            entry.take(Role.CHROME, 0.7)


def _read_deck(below: Sequence[ParagraphEntry]) -> None:
    """The line below a headline that says more of the same."""
    deck = next((entry for entry in below if entry.free), None)
    if deck and len(deck.text.split()) > 4 and not chrome.is_furniture(deck.text):
        deck.take(Role.HEADLINE, 0.5)


def _leave(left: Sequence[ParagraphEntry]) -> None:
    """What nobody has taken of the lines above the running text: whom to ask, or furniture."""
    for entry in left:
        entry.take(release.closes(entry) or Role.CHROME, 0.6)


def _read_dateline(found: FoundDocument, text: str) -> None:
    """The place and date with which the first paragraph begins."""
    if dateline := release.dateline(text):
        found.place = dateline[0]
        found.date = dateline[1] or found.date


def _first_title(free: Sequence[ParagraphEntry]) -> ParagraphEntry | None:
    titles = (entry for entry in free if len(entry.text.split()) >= 3 and not release.closes(entry))
    return next(titles, None)


# The running text


def _read_paragraph(found: FoundDocument, entry: ParagraphEntry, last: Role | None) -> Role | None:
    """One paragraph of a release; what it opens, for the lines below it, as the one above did `last`."""
    if last is Role.SIGNED_BY and _is_signature(entry.text):
        entry.take(Role.SIGNATURE, 0.8)
        return last
    if entry.paragraph.marker:
        return None
    if release.announces_signatories(entry):
        entry.take(Role.SIGNED_BY, 0.85)
        return Role.SIGNED_BY
    if signed := release.signed_by(entry):
        entry.take(Role.SIGNED_BY, 0.9)
        found.signatories += signed
        return None
    if quoted := release.quotation(entry):
        entry.take(Role.QUOTATION, 0.85)
        found.quotations.append(quoted)
        return None
    return _read_end(entry, last)


def _is_signature(text: str) -> bool:
    return not is_prose(text) and signatures.likeness(text) >= 0.3


def _read_end(entry: ParagraphEntry, last: Role | None) -> Role | None:
    """What stands at a release's end: what to read, whom to ask, about us."""
    if role := release.closes(entry):
        entry.take(role, 0.75)
        return role
    if last in (Role.LEARN_MORE, Role.CONTACT) and not is_prose(entry.text):
        entry.take(last, 0.65)
        return last
    return None


def _without_tail(body: list[ParagraphEntry]) -> list[ParagraphEntry]:
    """The running text; short lines below its last paragraph are furniture."""
    text = (i for i, entry in enumerate(body) if is_prose(entry.text) or entry.paragraph.marker)
    last = max(text, default=-1)
    take_all(body[last + 1 :], Role.CHROME, 0.6)
    return body[: last + 1]
