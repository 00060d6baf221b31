"""How a yes or a no is known: a mail, a file, or the officer's word.

Of a mail its Message-ID, its sender and the digest of the whole are kept, and what the officer's own mail
server wrote of its signature (Authentication-Results, RFC 8601): keys are withdrawn within weeks, so that
asking for them later says nothing. letterkit asks no name server. The file itself is not copied.
"""

from __future__ import annotations

import hashlib
import re
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.yaml import Value, without_unprintable
from letterkit.diagnostics import LetterkitError
from letterkit.files.reading import FileKind, read_named
from letterkit.files.refusal import refusal

REPLY = FileKind("a reply", 50_000_000)
_MOST = 300  # characters of a header that are kept
TEXT_NAMED = re.compile(r"\btext[eo]?:?\s+([0-9a-f]{8,64})\b", re.IGNORECASE)
"""How somebody names a text, as the mails of a round ask for; "texte", "texto" where a hand mends it."""
_QUOTES = re.compile(
    r"^(?:>|-{2,}\s*(?:original message|forwarded)|_{10,}$|On .{4,200} wrote:\s*$)", re.IGNORECASE
)
# RFC 8601, 2.2 and 2.7.1: the result of one method, and the domain that signed.
_DKIM = re.compile(r"\bdkim\s*=\s*([a-z]+)\b(?:[^;]*?\bheader\.d\s*=\s*@?([\w.-]+))?", re.IGNORECASE)


class Known(Struct, frozen=True):
    """The evidence as an event keeps it, and the texts that a mail names above what it quotes."""

    entry: dict[str, Value]
    texts: tuple[str, ...] = ()


def said(words: str) -> Known:
    """The officer's word for it."""
    return Known({"said": " ".join(words.split())})


def from_file(path: Path) -> Known:
    """A mail saved as .eml, or any other file. Raises LetterkitError where it cannot be read, is a mail
    without Message-ID, or one whose signature failed.
    """
    try:
        content = read_named(path, REPLY)
    except OSError as error:
        raise refusal(error, f"{path.name} could not be read") from None
    if path.suffix.lower() != ".eml":
        return Known({"file": _kept(path.name), "sha256": hashlib.sha256(content).hexdigest()})
    return from_mail(path.name, content)


def from_mail(name: str, content: bytes) -> Known:
    """A mail in a file of that name. Raises LetterkitError where it is none, or its signature failed."""
    digest = hashlib.sha256(content).hexdigest()
    message = message_from_bytes(content, policy=compat32)
    identity = _kept(str(message["Message-ID"] or ""))
    if not identity:
        hint = "save the mail as .eml from your mail program"
        raise LetterkitError(f"{name} is no mail: it has no Message-ID", hint, status=1)
    dkim = _dkim(message, name)
    sender = _kept(parseaddr(str(message["From"] or ""))[1])
    entry: dict[str, Value] = {
        "mail": identity,
        "sender": sender or "unknown",
        "dkim": dkim,
        "sha256": digest,
    }
    return Known(entry, tuple(dict.fromkeys(TEXT_NAMED.findall(_own_words(message).lower()))))


def _kept(text: str) -> str:
    return " ".join(without_unprintable(text).split())[:_MOST]


def _dkim(message: Message, name: str) -> str:
    """What the last server wrote of the signature, and which server that was.

    Only the topmost such header is its own; those below came with the mail, and anybody can write them.
    """
    headers = message.get_all("Authentication-Results") or []
    if not headers:
        return "not checked"
    found = _DKIM.search(str(headers[0]))
    server = _kept(str(headers[0]).partition(";")[0])
    if found is None:
        return f"none, says {server}"
    if found[1].lower() in ("fail", "policy", "permerror"):
        message_ = (
            f"the signature of {name} failed ({found[1].lower()}, says {server}): it is no evidence"
        )
        raise LetterkitError(
            message_, "ask by another way, and record that: --said 'by telephone'", status=1
        )
    return _kept(" ".join(filter(None, (found[1].lower(), found[2], f"says {server}"))))


def _own_words(message: Message) -> str:
    """The mail's own plain text, up to where it quotes."""
    lines: list[str] = []
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            for line in text.splitlines():
                if _QUOTES.match(line):
                    break
                lines.append(line)
            break
    return "\n".join(lines)
