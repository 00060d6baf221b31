"""A partner's mail → its own words, without what it quotes, and the files in it.

A mail quotes in two ways. Lines that begin with `>` stand between words of its own, and are left out one
by one. What stands below a line such as "On Monday Ann wrote:" without such marks, or below "Original
Message", is another's to the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from letterkit.foreign import UnreadableError
from letterkit.foreign.messages import ForeignMessage, read_message
from letterkit.importer.readers.html import words_of_page
from letterkit.values import replace

_LONGEST_PAGE = 2_000_000  # characters, with the marks of all its looks
MOST_FILES = 20
"""Files of one mail: nobody sends more with an answer."""
_QUOTED = re.compile(r"\s*>")
# How the mail programs in use begin what they quote, in the languages that letterkit writes mails in.
_BEGINS = re.compile(
    r"\s*(?:On\b.{4,300}\bwrote|Am\b.{4,300}\bschrieb\b.{0,120}|Le\b.{4,300}\ba écrit|"
    r"El\b.{4,300}\bescribió)\s?:\s*",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|"
    r"mensaje original).*|_{10,}|Begin forwarded message:)\s*",
    re.IGNORECASE,
)
_QUOTED_IN_HTML = "//blockquote|//*[contains(@class, 'gmail_quote')]"
_FOOT = re.compile(r"-- ?")


def read_mail(data: bytes) -> ForeignMessage:
    """A mail, with those of its words as plain text that are its own. Raises UnreadableError."""
    mail = read_message(data)
    words = own_words(_of_page(mail) if mail.media == "html" else mail.plain)
    return replace(mail, media="text", words=words, plain=words, files=mail.files[:MOST_FILES])


def _of_page(mail: ForeignMessage) -> str:
    """The words of a mail's page without what it quotes; its plain text where the page cannot be read."""
    if len(mail.words) <= _LONGEST_PAGE:
        with suppress(UnreadableError):
            return words_of_page(mail.words, without=_QUOTED_IN_HTML)
    return mail.plain


def unquoted(text: str) -> str:
    """The words of a text that somebody saved: those that are its own, or where most of its lines are
    marked as quoted, all of them without the marks.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(_QUOTED.match(line) is not None for line in lines) * 2 > len(lines):
        return re.sub(r"(?m)^(?:[ \t]*>)+ ?", "", text)
    return own_words(text)


def own_words(text: str) -> str:
    """The words of a mail that are its own."""
    own: list[str] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, beginning = lines[number], _beginning(lines[number : number + 2])
        if _ANOTHERS.fullmatch(line) or _FOOT.fullmatch(line):
            break
        if beginning:
            number += beginning
            if not any(_QUOTED.match(each) for each in lines[number : number + 4]):
                break
            continue
        if not _QUOTED.match(line):
            own.append(line)
        number += 1
    return "\n".join(own).strip("\n")


def _beginning(lines: Sequence[str]) -> int:
    """How many of these lines say whose words follow: one, or where it is folded both; or none."""
    if _BEGINS.fullmatch(lines[0]):
        return 1
    return 2 if _BEGINS.fullmatch(" ".join(lines)) else 0
