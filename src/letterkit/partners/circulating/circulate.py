"""A round put together, and begun: its files, its record, a mail for each partner, her invitation.

Everything is made before anything is written. What is kept of a round is what went out, byte for byte,
and what the text was made from: so an answer that comes later is understood though the letter has changed
meanwhile, committed or not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.rounds import ROUND_FILE
from letterkit.blocks.yaml import Value
from letterkit.campaign.compare import KeptText, Request, compare
from letterkit.campaign.render import Order, Progress
from letterkit.campaign.render import keep as keep_outputs
from letterkit.campaign.sources import Sources, assets_of
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.language.moments import Moment
from letterkit.letter import Document
from letterkit.library.workspace import CAMPAIGNS, Workspace
from letterkit.mail import Mailbox, message_id
from letterkit.partners.approvals.drafts import named_in_drafts
from letterkit.partners.approvals.earlier import earlier_text
from letterkit.partners.approvals.recording import Said, record
from letterkit.partners.approvals.standing import SignOn, sign_on
from letterkit.partners.circulating.mails import RoundFile, RoundMail, mail_to, mail_words
from letterkit.partners.circulating.recipients import NotSent, RoundRecipient, recipients
from letterkit.partners.replies.asking import desk_of
from letterkit.partners.replies.page import PartnerPage, write_page
from letterkit.partners.rounds.record import ATTRIBUTES, Round, rounds, rounds_folder, to_text
from letterkit.partners.rounds.texts import TEXT_FILE, kept_text
from letterkit.values import replace
from letterkit.writers import docx, pdf


class RoundOrder(Struct, frozen=True):
    """What is to go round: a document of a campaign, when, and until when an answer is asked for.

    `only` names those who get it, where not all do who have not agreed; `again` sends a text once more
    that has not changed since the last round. `recorded` is when it is entered. Without a `sender` the
    mail program says who sends.
    """

    workspace: Workspace
    campaign: str
    document: str
    sent: Moment
    recorded: Moment
    until: Moment
    sender: Mailbox | None
    only: tuple[str, ...] = ()
    again: bool = False

    @property
    def moment(self) -> dt.datetime:
        """When it goes round; of a day alone its beginning, in universal time."""
        return self.sent.local or dt.datetime.combine(self.sent.day, dt.time(), dt.UTC)


class RoundParcel(Struct, frozen=True):
    """What one partner gets: her files and her mail; `missing` says what changes could not be shown."""

    to: RoundRecipient
    files: tuple[RoundFile, ...]
    mail: bytes
    missing: str = ""

    @property
    def mail_name(self) -> str:
        """The name of the mail's file without its ending; the round's number goes before it."""
        return self.to.party.key.replace("/", "-")


class Circulation(Struct, frozen=True):
    """A round as it is put together: nothing is written yet. `problems` stop it, `findings` do not."""

    order: RoundOrder
    sign_on: SignOn
    number: int
    parcels: tuple[RoundParcel, ...]
    left_out: tuple[NotSent, ...]
    word: RoundFile | None
    text: bytes
    sources: Sources
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The folder that keeps the round."""
        return rounds_folder(self.order.workspace, self.order.campaign) / str(self.number)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files that go out, by their names, and the whole text as a Word file."""
        sent = [file for parcel in self.parcels for file in parcel.files]
        return {file.name: file.content for file in (self.word, *sent) if file is not None}


def put_together(order: RoundOrder, progress: Progress = lambda message: None) -> Circulation:
    """A round as it would go out.

    Raises LetterkitError where the campaign is final, nothing has changed since the last round, the
    deadline is over, or nobody is to get it.
    """
    _require_open(order)
    sources = Sources(order.workspace, order.campaign)
    progress(f"reading the blocks of {order.campaign}")
    made = sign_on(order.workspace, order.campaign, order.document)
    sent_before = rounds(order.workspace, order.campaign)
    _require_news(order, made, sent_before)
    number = sent_before[-1].record.round + 1 if sent_before else 1
    to, left_out = recipients(made, order.moment, sent_before, order.only)
    released, problems = made.checked.release()
    findings = list(made.checked.findings)
    if released is None or has_errors(problems):
        return Circulation(order, made, number, (), (), None, b"", sources, ordered(problems), findings)
    maker = _FileMaker(order, number, released, progress)
    parcels, found = _parcels(order, made, maker, to)
    text = kept_text(order.workspace, order.campaign, made.checked)
    return Circulation(
        order,
        made,
        number,
        tuple(parcels),
        tuple(left_out),
        maker.word,
        text,
        sources,
        ordered([*problems, *found]),
        findings,
    )


def _require_open(order: RoundOrder) -> None:
    if order.workspace.is_final(order.campaign):
        message = f"{order.campaign} was finalized: its text goes round no more"
        hint = "what was approved late is recorded all the same: letterkit approve"
        raise LetterkitError(message, hint, status=1)
    if order.workspace.campaign_folder(order.campaign).parent.name != CAMPAIGNS:
        message = f"{order.campaign} was imported, and is no campaign yet"
        raise LetterkitError(message, f"adopt it: letterkit adopt {order.campaign}", status=1)
    until = order.until.local
    if until is not None and until <= order.moment:
        raise LetterkitError(f"the deadline {order.until} is over", "say a later one: --until", status=2)


def _require_news(order: RoundOrder, made: SignOn, before: Sequence[Round]) -> None:
    """Raises LetterkitError where the document's last round had the text that it has now."""
    last = next((each for each in reversed(before) if each.record.document == order.document), None)
    if last is None or order.again or last.record.text != made.text.digest:
        return
    title = DOCUMENT_KINDS[order.document].title
    message = f"the {title} is text {made.text.digest[:8]}, which went round in {last.name} already"
    hint = "those who have not answered: letterkit remind; to send it once more: --again"
    raise LetterkitError(message, hint, status=1)


# What each gets


def _parcels(
    order: RoundOrder,
    made: SignOn,
    maker: _FileMaker,
    to: Sequence[RoundRecipient],
) -> tuple[list[RoundParcel], list[Diagnostic]]:
    """Everybody's files and mail, and what keeps them from being made."""
    common = maker.common()
    mail = RoundMail(
        maker.number, made.tree, order.document, made.text.digest, order.sent, order.until, order.sender
    )
    parcels, texts = [], []
    for each in to:
        changes = maker.changes_for(each)
        whole = (changes.file or maker.word, *common, maker.page_for(each, changes))
        files = tuple(file for file in whole if file is not None)
        words = mail_words(mail, each, files)
        texts.append(f"{words.subject}\n{words.text}\n{each.party.title}")
        parcels.append(RoundParcel(each, files, mail_to(mail, each, words, files), changes.missing))
    return parcels, [*maker.problems, *named_in_drafts(made, texts)]


class _KnownChanges(Struct, frozen=True):
    """What changed since a text, as a Word file and as a tree; or what to tell where that is missing."""

    file: RoundFile | None = None
    released: Released[Document] | None = None
    missing: str = ""


class _FileMaker:
    """Makes the files of a round, each once; `problems` is what was met in making them."""

    def __init__(
        self, order: RoundOrder, number: int, released: Released[Document], progress: Progress
    ) -> None:
        self.order, self.number, self.released, self.progress = order, number, released, progress
        self.assets = assets_of(order.workspace, order.campaign)
        self.problems: list[Diagnostic] = []
        self.word = self._kept("docx", *self._written(released))
        self._changes: dict[str, _KnownChanges] = {}

    def _name(self, form: str, besides: str = "") -> str:
        return f"{self.order.document}-round-{self.number}{besides}.{form}"

    def _written(self, released: Released[Document]) -> tuple[bytes | None, list[Diagnostic]]:
        circulated = docx.Circulated(self.number)
        return docx.write(released, self.assets, circulated=circulated)

    def _kept(self, form: str, content: bytes | None, found: Sequence[Diagnostic]) -> RoundFile | None:
        self.problems += [self.released.at_home(each) for each in found]
        return RoundFile(self._name(form), content) if content is not None else None

    def common(self) -> list[RoundFile]:
        """What everybody gets besides her Word file: the PDF with numbered lines."""
        self.progress(f"making {self._name('pdf')}")
        laid = pdf.lay_out(self.released, self.assets)
        review = pdf.Review(has_sheet=False, round=self.number)
        made = self._kept("pdf", *pdf.finish(laid, review, strip_metadata=True))
        return [made] if made is not None else []

    def changes_for(self, to: RoundRecipient) -> _KnownChanges:
        """What changed since the best text that she knows; why not, where that cannot be shown."""
        missing = ""
        for text in to.known_texts:
            if text not in self._changes:
                self._changes[text] = self._changes_since(text)
            found = self._changes[text]
            if found.file is not None:
                return replace(found, missing=missing)
            missing = missing or found.missing
        return _KnownChanges(missing=missing)

    def page_for(self, to: RoundRecipient, changes: _KnownChanges) -> RoundFile:
        """The page on which she reads the text, and answers."""
        order, key = self.order, to.party.key
        desk = order.sender[1] if order.sender is not None else desk_of(self.released.tree)
        page = PartnerPage(key, to.party.title, order.campaign, desk, self.number, order.until)
        content = write_page(self.released, page, changes.released)
        return RoundFile(self._name("html", f"-{key.replace('/', '-')}"), content)

    def _changes_since(self, text: str) -> _KnownChanges:
        earlier = self._earlier(text)
        if earlier is None:
            return _KnownChanges(missing=f"text {text[:8]} is kept nowhere: no changes since it")
        order = self.order
        request = Request(order.workspace, order.campaign, since=earlier, documents=(order.document,))
        self.progress(f"comparing with text {text[:8]}")
        found = compare(request)
        released = found.redlines.get(order.document)
        if released is None or has_errors(found.problems):
            return _KnownChanges(
                missing=f"the changes since text {text[:8]} cannot be shown; see letterkit redline"
            )
        content, problems = self._written(released)
        self.problems += [released.at_home(each) for each in problems]
        if content is None:
            return _KnownChanges(missing=f"the changes since text {text[:8]} could not be written")
        return _KnownChanges(
            RoundFile(self._name("docx", f"-since-{text[:8]}"), content, since=text), released
        )

    def _earlier(self, text: str) -> str | KeptText | None:
        with suppress(LetterkitError):
            return earlier_text(self.order.workspace, self.order.campaign, self.order.document, text)
        return None


# Written


def begin(made: Circulation) -> tuple[list[Path], list[Path]]:
    """Write a round: what is kept of it, and the mails. Returns the files of both.

    Everybody who gets it counts as invited. All of it or nothing: raises LetterkitError, also where a
    problem stands against it.
    """
    if has_errors(made.problems):
        raise LetterkitError("\n".join(map(str, made.problems)), status=1)
    order = made.order
    kept = {made.folder / name: content for name, content in _contents(made).items()}
    mails = Order(order.workspace, order.campaign)
    drafts = {
        mails.path(f"round-{made.number}-{parcel.mail_name}", "eml"): parcel.mail
        for parcel in made.parcels
    }
    said = Said(None, None, order.sent, order.recorded, f"round {made.number}")
    parties = [each.to.party for each in made.parcels if each.to.party.has_file]
    with transaction(order.workspace.root):
        Plan(order.workspace.root, kept, check=made.sources.require_unchanged).write()
        record(made.sign_on, parties, "invited", said, {"until": str(order.until)})
        written = keep_outputs(mails, drafts)
        if has_errors(written.problems):
            raise LetterkitError("\n".join(map(str, written.problems)), status=1)
    return list(kept), [*written.written, *written.unchanged]


def _contents(made: Circulation) -> dict[str, str | bytes]:
    """The files of the round's folder, by their names there."""
    return {
        ROUND_FILE: to_text(_record(made)),
        TEXT_FILE: made.text,
        ".gitattributes": ATTRIBUTES,
        **made.files,
    }


def _record(made: Circulation) -> dict[str, Value]:
    order = made.order
    digests: dict[str, Value] = {
        name: hashlib.sha256(content).hexdigest() for name, content in sorted(made.files.items())
    }
    return {
        "round": str(made.number),
        "document": order.document,
        "at": str(order.sent),
        "until": str(order.until),
        "text": made.sign_on.text.digest,
        "files": digests,
        "sent": [_sent(parcel) for parcel in made.parcels],
    }


def _sent(parcel: RoundParcel) -> dict[str, Value]:
    since = next((file.since for file in parcel.files if file.since is not None), None)
    names: list[Value] = [file.name for file in parcel.files]
    about: dict[str, Value] = {"to": parcel.to.party.key, "files": names}
    if since is not None:
        about["since"] = since
    return {**about, "mail": message_id(parcel.mail)}
