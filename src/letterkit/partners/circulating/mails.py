"""The mail of a round: which text it is, since when changes are shown, until when she is asked, and how
she answers. In the letter's language, where its words are in `wording.yaml`, else in English.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from letterkit import letter as lt
from letterkit.files.reading import TEMPLATE, read_text
from letterkit.language.moments import Moment, moment_text
from letterkit.mail import Attachment, Mailbox, Words, message
from letterkit.partners.approvals.drafts import UNSENT
from letterkit.partners.approvals.states import Standing
from letterkit.partners.circulating.recipients import RoundRecipient

_WIDTH = 72
"""Columns of a mail's lines (RFC 3676, 4.2)."""


class RoundMail(Struct, frozen=True):
    """What all mails of a round say: its number and document, the text's digest, and the deadline."""

    number: int
    tree: lt.Document
    document: str
    text: str
    sent: Moment
    until: Moment
    sender: Mailbox | None


class RoundFile(Struct, frozen=True):
    """A file for a partner: its name, its content, and the text since which it shows the changes."""

    name: str
    content: bytes
    since: str | None = None

    @property
    def form(self) -> str:
        """What it is for her, as `wording.yaml` names it."""
        return "redline" if self.since is not None else self.name.rpartition(".")[2]


_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}


def mail_words(mail: RoundMail, to: RoundRecipient, files: Iterable[RoundFile]) -> Words:
    """The subject and the text of the mail to one partner."""
    told = _Told(_phrases(mail.tree.language), mail, to, tuple(files))
    return Words(told.say("subject"), "\n".join(told.lines()))


def mail_to(mail: RoundMail, to: RoundRecipient, words: Words, files: Iterable[RoundFile]) -> bytes:
    """The mail as most mail programs open it to be sent. Raises ValueError where an address is none."""
    attached = (
        Attachment(file.name, _MEDIA[file.name.rpartition(".")[2]], file.content) for file in files
    )
    identity = f"round-{mail.number}.{to.party.key.replace('/', '-')}"
    return message(identity, mail.sender, to.mailbox, mail.sent.day, words, *attached, headers=UNSENT)


@cache
def _wordings() -> Mapping[str, Mapping[str, Any]]:
    import yaml

    folder = Path(__file__).parent
    text = read_text(folder / "wording.yaml", folder, TEMPLATE)
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return found


def _phrases(language: str) -> Mapping[str, Any]:
    return _wordings().get(language.partition("-")[0], _wordings()["en"])


class _Told:
    """The phrases of one mail, with what stands in them."""

    def __init__(
        self,
        phrases: Mapping[str, Any],
        mail: RoundMail,
        to: RoundRecipient,
        files: tuple[RoundFile, ...],
    ) -> None:
        self.phrases, self.mail, self.to, self.files = phrases, mail, to, files
        self.language = mail.tree.language if phrases is not _wordings()["en"] else "en"
        if mail.tree.language.startswith("en"):
            self.language = mail.tree.language
        state = to.row.state
        self.values = {
            "to": to.person or phrases["colleagues"],
            "organisation": to.party.title,
            "round": mail.number,
            "document": phrases["documents"][mail.document],
            "title": mail.tree.title,
            "text": mail.text[:8],
            "day": moment_text(Moment(mail.until.day), self.language),
            "deadline": moment_text(mail.until, self.language),
            "utc": _universal(mail.until),
            "condition": state.event.condition if state.event is not None else None,
            "answer_to": mail.sender[1] if mail.sender is not None else "",
        }

    def say(self, phrase: str, **more: str) -> str:
        """A phrase, on one line."""
        return " ".join(str(self.phrases[phrase]).format(**{**self.values, **more}).split())

    def lines(self) -> Iterator[str]:
        """The lines of the text."""
        for paragraph in self._first():
            yield from (*_wrapped(paragraph), "")
        yield self.say("attached")
        for file in self.files:
            yield from _wrapped(self.say(file.form, file=file.name, earlier=(file.since or "")[:8]), "- ")
        yield from ("", *_wrapped(self.say("decide")), "")
        # The lines that she copies are never wrapped.
        yield from (
            f"    {self.say(each)}" for each in ("approve", "approve_if", self._unsigned("refuse"))
        )
        for paragraph in self._last():
            yield from ("", *_wrapped(paragraph))
        yield ""

    def _first(self) -> Iterator[str]:
        """What it is about, and until when she is asked."""
        yield from (self.say("greeting"), self.say("about"), self._what_for(), self.say("deadline"))
        embargo = self.mail.tree.embargo if isinstance(self.mail.tree, lt.PressRelease) else None
        if embargo is not None:
            yield self.say("embargo", embargo=embargo.text)

    def _last(self) -> Iterator[str]:
        """What silence means, whom to answer, and who asks."""
        if self.to.row.signs:
            yield self.say("silence")
        yield from (self.say("answer_to" if self.mail.sender else "answer"), self.say("thanks"))
        if self.mail.sender is not None and self.mail.sender[0]:
            yield self.mail.sender[0]

    def _what_for(self) -> str:
        """What she is asked: to sign, or to look at what changed since the text that she knows."""
        marked = next((file for file in self.files if file.since is not None), None)
        if marked is None or marked.since is None:
            return self.say(self._unsigned("ask"))
        more = {"file": marked.name, "earlier": marked.since[:8]}
        approved = self.to.approved
        if approved is None or approved.text != marked.since:
            return f"{self.say(self._unsigned('ask'))} {self.say('since_round', **more)}"
        is_open = self.to.row.state.standing is Standing.CONDITION
        return self.say("condition" if is_open else "approved", **more)

    def _unsigned(self, phrase: str) -> str:
        return phrase if self.to.row.signs else f"{phrase}_unsigned"


def _universal(moment: Moment) -> str:
    local = moment.local
    return f"{local.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if local is not None else ""


def _wrapped(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
