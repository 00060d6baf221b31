"""Whatever a partner sends back is taken in: a Word file, her page's reply, pasted text, a mail with any.

A mail tells whose it is, by the address of a contact, and which text it is about, by the digest that it
names or by the mail that it answers. A mail whose signature failed is refused. Nothing of the letter
changes by any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from letterkit.diagnostics import LetterkitError
from letterkit.files.transaction import transaction
from letterkit.foreign.characters import cleaned, decode
from letterkit.foreign.messages import AttachedFile, ForeignMessage
from letterkit.language.moments import Moment
from letterkit.partners.approvals.addresses import whose_address
from letterkit.partners.approvals.evidence import TEXT_NAMED, Known, from_mail
from letterkit.partners.received.apart import FileRefusedError, mail_in
from letterkit.partners.received.mail_parts import unquoted
from letterkit.partners.received.receive import (
    Asked,
    CameAs,
    PartnersFile,
    keep,
    read_file_of,
    receive_word,
    refused,
)
from letterkit.partners.received.record import REPLY, MailOrigin, OtherThing
from letterkit.partners.received.text import receive_text, remark_on
from letterkit.partners.replies.mail_form import reply_in_mail
from letterkit.partners.replies.receiving import (
    ReceivedReply,
    keep_replies,
    receive_reply,
    reply_in_file,
)
from letterkit.partners.replies.reply import is_reply, parse_reply
from letterkit.partners.rounds.record import rounds
from letterkit.values import replace

_MOST = 100  # characters of a line that are told


class TakenIn(Struct, frozen=True):
    """What was taken in of some files: those with a record alone, the replies, and what to tell."""

    files: tuple[PartnersFile, ...] = ()
    replies: tuple[ReceivedReply, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[PartnersFile, ...]:
        """All that has a record."""
        return (*self.files, *(reply.file for reply in self.replies))

    def __add__(self, other: TakenIn) -> TakenIn:
        files, replies = (*self.files, *other.files), (*self.replies, *other.replies)
        return TakenIn(files, replies, (*self.remarks, *other.remarks))


def take_in(asked: Asked, file: Path) -> TakenIn:
    """Read what a partner sent back. Raises LetterkitError where it is refused; nothing is written."""
    if reply := reply_in_file(asked, file):
        return TakenIn(replies=(reply,))
    if file.suffix.lower() in (".html", ".htm"):
        hint = "on it she has to choose 'Save my answer'; take in the .json file that this saves"
        raise LetterkitError(f"{file}: it is a page, and no answer stands in it", hint, status=1)
    content = read_file_of(file)
    match file.suffix.lower():
        case ".eml":
            return _mail(asked, file, content)
        case ".txt":
            return _text(asked, file, content)
    return TakenIn((receive_word(asked, file, content),))


def keep_all(asked: Asked, taken: TakenIn, entered: Moment) -> list[Path]:
    """Write the records, and enter what the replies answer: all, or nothing; the files. `entered` is this
    moment. Raises LetterkitError.
    """
    with transaction(asked.workspace.root):
        return [*keep(asked, taken.files), *keep_replies(asked, taken.replies, entered)]


def _text(asked: Asked, file: Path, content: bytes) -> TakenIn:
    text = decode(content)
    if text is None:
        raise LetterkitError(f"{file} is no text", "save it anew as plain text", status=1)
    words = unquoted(cleaned(text))
    came = CameAs(file.name, content, ".txt")
    if reply := reply_in_mail(words):
        return TakenIn(replies=(receive_reply(asked, reply, came),))
    try:
        return TakenIn((receive_text(asked, came, words, _named(words)),))
    except FileRefusedError as error:
        raise refused(str(file), error) from None


def _named(words: str) -> str | None:
    """The text that some words name, where they name one alone."""
    found = {each.lower() for each in TEXT_NAMED.findall(words)}
    return found.pop() if len(found) == 1 else None


def _line_on_a_text(words: str) -> str | None:
    """The line of a mail that names a text, in whatever language: it may decide about it. No line of a
    person's own is taken for an approval by itself.
    """
    lines = (" ".join(line.split()) for line in words.splitlines() if TEXT_NAMED.search(line))
    return next((line if len(line) <= _MOST else f"{line[:_MOST]} …" for line in lines), None)


# Mails


class _Mail(Struct, frozen=True):
    """A mail with what it came to: whose it is, which text it is about, and what else is in it."""

    file: CameAs
    parts: ForeignMessage
    known: Known
    asked: Asked
    text: str | None
    others: list[OtherThing] = field(default_factory=list)

    @property
    def origin(self) -> MailOrigin:
        """The mail as records name it."""
        told = self.known.entry
        return MailOrigin(str(told["mail"]), str(told["sender"]), str(told["dkim"]))

    def of_it(self, file: PartnersFile) -> PartnersFile:
        """A file that came in this mail."""
        if file.is_known:
            return file
        return replace(file, record=replace(file.record, mail=self.origin))


def _mail(asked: Asked, file: Path, content: bytes) -> TakenIn:
    known = from_mail(file.name, content)
    try:
        parts = mail_in(content)
    except FileRefusedError as error:
        raise refused(str(file), error) from None
    whose, remarks = _whose(asked, str(known.entry["sender"]), parts)
    text = _named(parts.words) or _named(parts.subject) or _text_answered(asked, parts)
    mail = _Mail(CameAs(file.name, content, ".eml"), parts, known, whose, text)
    taken = _attached(mail) + _body(mail)
    if not taken.every:
        taken = TakenIn((mail.of_it(remark_on(mail.asked, mail.file, mail.text)),))
    taken = _with_others(mail, taken)
    if not taken.replies and (line := _line_on_a_text(parts.words)):
        how = f"letterkit approve NAME --by … --evidence {file.name}; or letterkit decline"
        remarks = (*remarks, f"it says “{line}”; nothing was entered for that: {how}")
    return taken + TakenIn(remarks=tuple(remarks))


def _attached(mail: _Mail) -> TakenIn:
    """The files in a mail; those that are no answer are listed."""
    taken = TakenIn()
    for each in mail.parts.files:
        if each.name.lower().endswith(".docx"):
            word = receive_word(mail.asked, Path(each.name), each.content)
            taken += TakenIn((mail.of_it(word),))
        elif is_reply(each.name, each.content):
            taken += TakenIn(replies=(_reply(mail, each),))
        else:
            mail.others.append(OtherThing("attachment", each.name))
    return taken


def _reply(mail: _Mail, file: AttachedFile) -> ReceivedReply:
    came = CameAs(file.name, file.content, REPLY)
    return _with_origin(mail, receive_reply(mail.asked, parse_reply(file.content), came, mail.known))


def _with_origin(mail: _Mail, reply: ReceivedReply) -> ReceivedReply:
    return replace(reply, file=mail.of_it(reply.file))


def _body(mail: _Mail) -> TakenIn:
    """A mail's own words: a reply of the page, a letter that was pasted, or a remark."""
    words, asked = mail.parts.words, mail.asked
    if reply := reply_in_mail(words, mail.origin.sender):
        read = receive_reply(asked, reply, mail.file, mail.known)
        return TakenIn(replies=(_with_origin(mail, read),))
    if not mail.parts.files:
        try:
            return TakenIn((mail.of_it(receive_text(asked, mail.file, words, mail.text)),))
        except FileRefusedError as error:
            if error.args[0] != "another":
                raise refused(mail.file.name, error) from None
    if words.strip():
        mail.others.insert(0, OtherThing("remark", " ".join(words.split())))
    return TakenIn()


def _with_others(mail: _Mail, taken: TakenIn) -> TakenIn:
    """What else is in the mail, listed with the first of its records that is new."""
    for number, each in enumerate(taken.files):
        if not each.is_known:
            record = replace(each.record, others=(*each.record.others, *mail.others))
            files = list(taken.files)
            files[number] = replace(each, record=record)
            return replace(taken, files=tuple(files))
    for number, reply in enumerate(taken.replies):
        if not reply.file.is_known:
            record = replace(reply.file.record, others=(*reply.file.record.others, *mail.others))
            replies = list(taken.replies)
            replies[number] = replace(reply, file=replace(reply.file, record=record))
            return replace(taken, replies=tuple(replies))
    return taken


# Whose it is


def _whose(asked: Asked, address: str, parts: ForeignMessage) -> tuple[Asked, Sequence[str]]:
    """The same with the sender that the mail tells, where nobody said one; and what to tell of that."""
    if asked.sender is not None:
        return asked, ()
    found = whose_address(asked.workspace, asked.campaign, address) or set(
        _by_answer(asked, parts.answers)
    )
    if len(found) == 1:
        return replace(asked, sender=found.pop()), ()
    told = "several have" if found else "nobody is known by"
    hint = "say whose it is: --from NAME; or enter 'contact' in her file"
    return asked, (f"{told} the address {address}; {hint}",)


def _by_answer(asked: Asked, answers: Iterable[str]) -> Iterator[str]:
    """Who was sent the mail that this one answers."""
    known = set(answers)
    for each in rounds(asked.workspace, asked.campaign):
        yield from (to.to for to in each.record.sent if to.mail in known)


def _text_answered(asked: Asked, parts: ForeignMessage) -> str | None:
    """The text of the round whose mail this one answers."""
    known = set(parts.answers)
    every = rounds(asked.workspace, asked.campaign)
    texts = [each.record.text for each in every if any(to.mail in known for to in each.record.sent)]
    return texts[-1] if texts else None
