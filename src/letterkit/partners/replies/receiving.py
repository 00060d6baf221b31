"""A reply → what a Word file of hers would have come to, and the answer that is to be entered.

Comments and wordings become the same records as those of a Word file: a wording is compared word by word
with the passage that she was shown, under her name, and the ledger of words must balance. Her answer
becomes an event of the campaign's approvals. The letter stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.yaml import without_unprintable
from letterkit.diagnostics import LetterkitError
from letterkit.files.reading import FileKind, read_named
from letterkit.files.refusal import refusal
from letterkit.files.transaction import transaction
from letterkit.foreign.word_changes import By, Remark
from letterkit.language.moments import Moment
from letterkit.letter.agreed import Agreed, agreed
from letterkit.library.index import Library
from letterkit.partners.approvals import recording
from letterkit.partners.approvals.evidence import Known
from letterkit.partners.approvals.parties import Party, party_named
from letterkit.partners.approvals.recording import Said
from letterkit.partners.approvals.standing import SignOn, sign_on
from letterkit.partners.received.alignment import AnotherTextError
from letterkit.partners.received.changes import Found, FoundRemark, UnbalancedError, compared
from letterkit.partners.received.receive import (
    Asked,
    CameAs,
    Compared,
    PartnersFile,
    documents_sent,
    keep,
    recorded,
)
from letterkit.partners.received.record import REPLY
from letterkit.partners.received.sent import others_sent, paragraphs_sent
from letterkit.partners.received.word import LINE_END, Character, WordFile
from letterkit.partners.replies.passages import SentPassage, passages_of
from letterkit.partners.replies.reply import (
    LARGEST,
    Reply,
    ReplyRefusedError,
    is_reply,
    parse_reply,
)
from letterkit.redline.words import marked
from letterkit.values import replace

EVENTS: Mapping[str, str] = {
    "approve": "approved",
    "condition": "approved on a condition",
    "decline": "declined",
    "none": "commented",
}
"""What an answer is entered as, in the words of the table of approvals."""


class ReplyAnswer(Struct, frozen=True):
    """What a reply answers to the text that it is about, for whom, and how that is known; the parts that
    a condition is about.
    """

    reply: Reply
    party: Party
    text: Agreed
    parts: tuple[str, ...]
    known: Known


class ReceivedReply(Struct, frozen=True):
    """A reply that was read: as a file with its record, and the answer to enter."""

    file: PartnersFile
    answer: ReplyAnswer


def reply_in_file(asked: Asked, file: Path) -> ReceivedReply | None:
    """Read a reply file; None where the file is named as none. Raises LetterkitError."""
    if not is_reply(file.name, b""):
        return None
    try:
        content = read_named(file, FileKind("a reply", LARGEST))
        return receive_reply(asked, parse_reply(content), CameAs(file.name, content, REPLY))
    except OSError as error:
        raise refusal(error, f"{file} could not be read") from None
    except ReplyRefusedError as error:
        raise LetterkitError(f"{file}: {error.message}", error.hint, status=1) from None


def receive_reply(asked: Asked, reply: Reply, came: CameAs, known: Known | None = None) -> ReceivedReply:
    """Read a reply that came in a file; `known` says how it is known to be hers, where it came in a mail.

    Raises LetterkitError where it is of another campaign, sender or text; nothing is written.
    """
    _require_asked(asked, reply, came.name)
    party = party_named(Library(asked.workspace, asked.campaign), reply.organisation)
    document = _document(asked, reply, came.name)
    passages = {each.key: each for each in passages_of(document)}
    _require_known(reply, passages, came.name)
    told = known or Known({"file": _plain(came.name), "sha256": came.digest})
    parts = tuple(dict.fromkeys(part for key in reply.about if (part := passages[key].part)))
    answer = ReplyAnswer(reply, party, agreed(document), parts, told)
    of_her, documents = replace(asked, sender=party.key), [(reply.document, document)]
    return ReceivedReply(recorded(of_her, came, documents, partial(_compared, reply, passages)), answer)


def keep_replies(asked: Asked, replies: Iterable[ReceivedReply], entered: Moment) -> list[Path]:
    """Write the records of the replies that are new, and enter their answers: all, or nothing. `entered`
    is this moment; the files written.

    Raises LetterkitError.
    """
    # The same file twice is one.
    new = {each.file.record.sha256: each for each in replies if not each.file.is_known}.values()
    with transaction(asked.workspace.root):
        written = keep(asked, [each.file for each in new])
        for each in new:
            written += _enter(asked, each.answer, entered)
    return list(dict.fromkeys(written))


def will_enter(asked: Asked, answer: ReplyAnswer) -> str | None:
    """What is entered for an answer, in the words of the table of approvals; None where nothing is.

    A comment alone begins no table: from the first event on, everybody has to approve.
    """
    said = answer.reply.answer
    if said == "none":
        kept = sign_on(asked.workspace, asked.campaign, answer.reply.document).records
        return EVENTS[said] if kept.has_begun else None
    return EVENTS[said]


# Whether it is what was asked for


def _require_asked(asked: Asked, reply: Reply, name: str) -> None:
    if reply.campaign != asked.campaign:
        message = f"{name} answers to the campaign {reply.campaign}, and this is {asked.campaign}"
        raise LetterkitError(message, f"take it in there: --campaign {reply.campaign}", status=1)
    if asked.sender not in (None, reply.organisation):
        message = f"{name} is an answer from {reply.organisation}, and not from {asked.sender}"
        hint = "did somebody answer on another's page? Ask the sender; nothing was recorded"
        raise LetterkitError(message, hint, status=1)


def _document(asked: Asked, reply: Reply, name: str) -> lt.Document:
    """The document with the text that was answered to, of the kind that the reply says."""
    for kind, document in documents_sent(asked, name, reply.text):
        if kind == reply.document:
            return document
    message = f"{name} is about a {reply.document.replace('-', ' ')} with the text {reply.text[:8]}"
    raise LetterkitError(f"{message}, and there is none", "see: letterkit log", status=1)


def _require_known(reply: Reply, passages: Mapping[str, SentPassage], name: str) -> None:
    commented = [each.passage for each in reply.comments]
    named = [*reply.about, *commented, *(each.passage for each in reply.rewordings)]
    for key in named:
        if key not in passages:
            reason = f"{name} speaks of a passage ({key}) that text {reply.text[:8]} does not have"
            raise ReplyRefusedError(reason)


# What she did to the text


def _compared(reply: Reply, passages: Mapping[str, SentPassage], document: lt.Document) -> Compared:
    """What the reply comes to, as if she had done it in a Word file of this text."""
    numbers = {key: number for number, key in enumerate(passages)}
    by = By(reply.name, "")
    remarks = tuple(
        FoundRemark(str(n), numbers[c.passage], _plain(c.words), Remark(by, c.comment))
        for n, c in enumerate(reply.comments)
    )
    others = (*others_sent(document), *_others(reply))
    found = replace(_read_back(reply, passages), remarks=remarks, others=others)
    return paragraphs_sent(document), found


def _read_back(reply: Reply, passages: Mapping[str, SentPassage]) -> Found:
    file = WordFile(list(_characters(reply, passages)))
    try:
        return compared([each.text for each in passages.values()], file)
    except AnotherTextError:
        reason = "it words nearly all of the letter anew"
        raise ReplyRefusedError(reason, "ask for her text as a Word file, and read it by eye") from None
    except UnbalancedError:
        reason = "what was found in it does not account for each of its words"
        raise ReplyRefusedError(reason, "read it by eye; nothing was recorded") from None


def _characters(reply: Reply, passages: Mapping[str, SentPassage]) -> Iterator[Character]:
    """The letter's characters as a file has them that she changed under tracking."""
    mark = By(reply.name, "")
    wordings = {each.passage: _as_sent(each.now) for each in reply.rewordings}
    for key, passage in passages.items():
        now = wordings.get(key, passage.text)
        for fate, text in marked(passage.text, now):
            came = mark if fate == "inserted" else None
            went = mark if fate == "deleted" else None
            yield from (Character(each, came, went) for each in text)
        yield Character("\n")


def _as_sent(now: str) -> str:
    """A wording as texts are compared: an empty line divides paragraphs, another end is a line's."""
    paragraphs = (part.strip() for part in now.split("\n\n"))
    return "\n".join(part.replace("\n", LINE_END) for part in paragraphs if part)


def _others(reply: Reply) -> Iterator[tuple[str, str]]:
    """What else the reply says, and what was taken out of it."""
    if reply.note:
        kind = {"condition": "condition", "decline": "reason"}.get(reply.answer, "remark")
        yield kind, reply.note
    if reply.email:
        yield "address that she gives", reply.email
    if reply.around:
        yield "words around the form", reply.around
    if reply.removed:
        yield "unseen characters taken out", str(reply.removed)


# Her answer


def _enter(asked: Asked, answer: ReplyAnswer, entered: Moment) -> list[Path]:
    """Enter the answer among the approvals; the file. Raises LetterkitError."""
    reply = answer.reply
    if will_enter(asked, answer) is None:
        return []
    at = entered if str(entered.day) == asked.received else Moment.parse(asked.received)
    note = _plain(reply.note)
    said = Said(_plain(reply.name), answer.known, at, entered)
    on: SignOn = sign_on(asked.workspace, asked.campaign, reply.document)
    match reply.answer:
        case "approve":
            noted = replace(said, note=note or None)
            return [recording.approve(on, answer.party, noted, text=answer.text)]
        case "condition":
            return [
                recording.approve(
                    on, answer.party, said, text=answer.text, condition=note, blocks=answer.parts
                )
            ]
        case "decline":
            return [recording.decline(on, answer.party, said, note or None)[1]]
    return recording.record(on, [answer.party], "commented", said, recording.on_text(answer.text))


def _plain(text: str) -> str:
    """A text as a record has it: in one line."""
    return " ".join(without_unprintable(text).split())
