"""Words that came as plain text: a whole letter that was pasted, or what a partner says of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from letterkit import letter as lt
from letterkit.diagnostics import LetterkitError
from letterkit.partners.received.apart import found_in_pasted
from letterkit.partners.received.changes import Found, WordCounts
from letterkit.partners.received.receive import (
    Asked,
    CameAs,
    Compared,
    PartnersFile,
    documents_sent,
    recorded,
)
from letterkit.partners.received.sent import others_sent, paragraphs_sent
from letterkit.partners.rounds.record import rounds
from letterkit.redline.words import tokens
from letterkit.values import replace


def receive_text(asked: Asked, file: CameAs, words: str, text: str | None) -> PartnersFile:
    """Take words as the letter that they were pasted from. `text` is the digest that they name, if any;
    without one they are compared with what she was sent last.

    Raises FileRefusedError where they have too little of that, LetterkitError where nobody can tell what
    she was sent.
    """
    return recorded(asked, file, sent_to(asked, file.name, text), partial(_compared, words))


def _compared(words: str, document: lt.Document) -> Compared:
    paragraphs = paragraphs_sent(document)
    found = found_in_pasted(words, [each.text for each in paragraphs])
    # Plain text has neither notes nor pictures: that they are not in it says nothing.
    return paragraphs, replace(found, others=(*others_sent(document), *found.others))


def remark_on(asked: Asked, file: CameAs, text: str | None) -> PartnersFile:
    """A record of what a partner says without touching the text: of the text that it is about.

    Raises LetterkitError where nobody can tell which that is.
    """
    return recorded(asked, file, islice(sent_to(asked, file.name, text), 1), _untouched)


def _untouched(document: lt.Document) -> Compared:
    paragraphs = paragraphs_sent(document)
    count = sum(1 for each in paragraphs for token in tokens(each.text) if token.text)
    return paragraphs, Found((), (), tuple(others_sent(document)), (), WordCounts(count, 0, 0, count))


def sent_to(asked: Asked, name: str, text: str | None) -> Iterator[tuple[str, lt.Document]]:
    """The documents that she may have been sent: with that text, else of her last round."""
    if text is None and asked.sent is None:
        text = _last_sent(asked, name)
    yield from documents_sent(asked, name, text)


def _last_sent(asked: Asked, name: str) -> str:
    every = rounds(asked.workspace, asked.campaign)
    hers = [each for each in every if any(to.to == asked.sender for to in each.record.sent)]
    found = hers if asked.sender is not None else every
    if not found:
        whom = f" to {asked.sender}" if asked.sender else ""
        message = f"{name} does not say which text it is about, and no round went out{whom}"
        raise LetterkitError(message, "say which revision was sent: --sent REV", status=1)
    return found[-1].record.text
