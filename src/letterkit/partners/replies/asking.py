"""The page for one signatory: what is on it, and what changed since a text of hers.

It passes the gate of consent as every output does.
"""

from __future__ import annotations

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.blocks.approvals import ON_A_TEXT
from letterkit.campaign.compare import KeptText, Request, compare
from letterkit.consent import Carried, Released, named_beside
from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors
from letterkit.language.moments import Moment
from letterkit.partners.approvals.earlier import approved_earlier
from letterkit.partners.approvals.parties import Party
from letterkit.partners.approvals.standing import SignOn
from letterkit.partners.replies.page import PartnerPage, write_page


class AskedPage(Struct, frozen=True):
    """The page's content, None where there is none, and why; and what the officer is to know of it."""

    content: bytes | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    remarks: tuple[str, ...] = ()


def page_for(
    sign_on: SignOn,
    party: Party,
    *,
    since: str | KeptText | None = None,
    answer_to: str | None = None,
    round_: int | None = None,
    until: Moment | None = None,
) -> AskedPage:
    """The page of a signatory. It shows what changed since the revision `since`, else since the text that
    she last said yes to; `answer_to` is the desk's mail address, else the letterhead's; `until` the
    deadline, else the one that is recorded of her.

    Raises LetterkitError where there is no such revision.
    """
    released, problems = sign_on.checked.release()
    if released is None:
        return AskedPage(problems=[*sign_on.checked.problems, *problems])
    desk = answer_to or desk_of(released.tree)
    deadline = until or _deadline(sign_on, party)
    page = PartnerPage(party.key, party.title, sign_on.campaign, desk, round_, deadline)
    if found := _named(sign_on, released, page):
        return AskedPage(problems=found)
    redline, remarks = _redline(sign_on, party, since)
    if desk is None:
        told = "the page does not say whom to answer: give --answer-to MAIL, or the letterhead a contact"
        remarks = (*remarks, told)
    return AskedPage(write_page(released, page, redline), [], remarks)


def _named(sign_on: SignOn, released: Released[lt.Document], page: PartnerPage) -> list[Diagnostic]:
    """What stands beside the letter and names somebody who may not be named."""
    place = sign_on.workspace.shown(sign_on.workspace.campaign_folder(sign_on.campaign))
    words = (page.title, page.campaign, page.organisation, page.answer_to or "")
    found = named_beside((Carried(each, place, 1, 1) for each in words if each), released.register)
    return [problem for problem in found if has_errors([problem])]


def desk_of(document: lt.Document) -> str | None:
    """The mail address that the letterhead gives."""
    contact = document.letterhead.contact if isinstance(document, lt.Letter) else None
    return contact.email if contact is not None else None


def _deadline(sign_on: SignOn, party: Party) -> Moment | None:
    events = sorted(sign_on.records.of(party.key, sign_on.document), key=lambda event: event.order)
    given = [event.until for event in events if event.until is not None]
    return given[-1] if given else None


def _redline(
    sign_on: SignOn, party: Party, since: str | KeptText | None
) -> tuple[Released[lt.Document] | None, tuple[str, ...]]:
    """What changed since a text of hers, and what to tell where that cannot be shown."""
    if since is None:
        events = sorted(sign_on.records.of(party.key, sign_on.document), key=lambda event: event.order)
        texts = [event.text for event in events if event.event in ON_A_TEXT and event.text]
        if not texts or texts[-1] == sign_on.text.digest:
            return None, ()
        try:
            since = approved_earlier(sign_on.workspace, sign_on.campaign, sign_on.document, party)
        except LetterkitError as error:
            return None, (f"the page does not show what changed since text {texts[-1][:8]}: {error}",)
    request = Request(sign_on.workspace, sign_on.campaign, since, documents=(sign_on.document,))
    compared = compare(request)
    if sign_on.document in compared.redlines:
        return compared.redlines[sign_on.document], ()
    told = "; ".join(map(str, compared.problems))
    return None, (f"the page does not show what changed since {since}: {told}",)
