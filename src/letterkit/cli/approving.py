"""The commands that record what signatories said: record, approve, decline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Session, document_named
from letterkit.cli.terminal import print_paths

if TYPE_CHECKING:
    from letterkit.language.moments import Moment
    from letterkit.partners.approvals.evidence import Known
    from letterkit.partners.approvals.parties import Party
    from letterkit.partners.approvals.recording import Said
    from letterkit.partners.approvals.standing import SignOn

Signatory = Annotated[
    str, typer.Argument(metavar="NAME", help="An organisation, or signers/NAME for an individual.")
]
InCampaign = Annotated[
    str | None,
    typer.Option("--campaign", metavar="CAMPAIGN", help="The campaign, where there are several."),
]
Kind = Annotated[
    str, typer.Option("--document", metavar="KIND", help="letter or press-release.", show_default=True)
]
By = Annotated[str, typer.Option(metavar="TEXT", help="Who says so: name and office.")]
Told = Annotated[
    str, typer.Option("--said", metavar="TEXT", help="How you know, such as 'by telephone to Ann'.")
]
EvidenceFile = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="FILE", help="The mail, saved as .eml, or another file."),
]
Happened = Annotated[
    str | None,
    typer.Option("--on", metavar="WHEN", help="A day, or '2016-06-01 17:00 Europe/Brussels'; else now."),
]
Note = Annotated[str, typer.Option(metavar="TEXT", help="A note of your own.")]


def approve(
    context: typer.Context,
    name: Signatory,
    by: By = "",
    evidence: EvidenceFile = None,
    told: Told = "",
    condition: Annotated[
        str | None,
        typer.Option("--if", metavar="TEXT", help="A condition: until it is met it is no approval."),
    ] = None,
    block: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND/NAME", help="What the condition asks to be changed; any number."),
    ] = None,
    condition_met: Annotated[
        bool, typer.Option("--condition-met", help="The text as it is meets her condition.")
    ] = False,
    text: Annotated[
        str | None, typer.Option(metavar="DIGEST", help="The text she approved; else the one there is.")
    ] = None,
    on: Happened = None,
    note: Note = "",
    document: Kind = "letter",
    campaign: InCampaign = None,
) -> None:
    """Record that a signatory approves the text."""
    from letterkit.partners.approvals import recording
    from letterkit.partners.approvals.parties import party_named

    if condition is not None or block:
        condition = _condition(condition)
    if condition_met and (condition or text is not None):
        raise typer.BadParameter("it is about the text as it is; leave --if and --text out")
    said = _said(by, evidence, told, on, note)
    sign_on = opened(context, campaign, document)
    party = party_named(sign_on.library, name)
    doubt = _doubt(sign_on, party, said)
    if condition_met:
        path = recording.met(sign_on, party, said)
    else:
        path = recording.approve(sign_on, party, said, text=text, condition=condition, blocks=block or ())
    print_paths([path])
    _say_of_mail(context, said, doubt)


def decline(
    context: typer.Context,
    name: Signatory,
    by: By = "",
    evidence: EvidenceFile = None,
    told: Told = "",
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, if it is said.")] = "",
    on: Happened = None,
    note: Note = "",
    document: Kind = "letter",
    campaign: InCampaign = None,
) -> None:
    """Record that a signatory does not sign, or takes an approval back."""
    from letterkit.partners.approvals.parties import party_named
    from letterkit.partners.approvals.recording import decline as refuse

    said = _said(by, evidence, told, on, note)
    sign_on = opened(context, campaign, document)
    party = party_named(sign_on.library, name)
    doubt = _doubt(sign_on, party, said)
    what, path = refuse(sign_on, party, said, " ".join(reason.split()) or None)
    print_paths([path])
    context.obj.say(f"{party.title}: {what}")
    _say_of_mail(context, said, doubt)


def _say_of_mail(context: typer.Context, said: Said, doubt: str | None) -> None:
    """Which mail it is known by, what became of its signature, and what speaks against it."""
    if said.known and (mail := said.known.entry.get("mail")):
        context.obj.say(f"from the mail {mail}; its signature: {said.known.entry['dkim']}")
    if doubt:
        context.obj.say(doubt)


def _doubt(sign_on: SignOn, party: Party, said: Said) -> str | None:
    """What speaks against the evidence's being of that signatory."""
    from letterkit.partners.approvals.addresses import doubt_about

    sender = said.known.entry.get("sender") if said.known else None
    if sender is None:
        return None
    return doubt_about(sign_on.workspace, sign_on.campaign, party.key, str(sender))


def record(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="invited, seen, commented or reminded.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Who; else all who sign.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="With invited: the deadline, '2016-06-01 17:00 Europe/Brussels'."
        ),
    ] = None,
    by: By = "",
    evidence: EvidenceFile = None,
    told: Told = "",
    on: Happened = None,
    note: Note = "",
    document: Kind = "letter",
    campaign: InCampaign = None,
) -> None:
    """Record that signatories were invited, have seen the text, or commented."""
    from letterkit.partners.approvals.parties import party_named, signatories
    from letterkit.partners.approvals.recording import record as keep

    deadline = _deadline(event, names, until)
    said = _said(by, evidence, told, on, note, is_known=False)
    sign_on = opened(context, campaign, document)
    everyone = [party for party in signatories(sign_on.tree) if party.has_file]
    parties = [party_named(sign_on.library, name) for name in dict.fromkeys(names)] if names else everyone
    if not parties:
        raise typer.BadParameter(f"nobody signs the {document}; say who", param_hint="NAME")
    print_paths(keep(sign_on, parties, event, said, {"until": str(deadline)} if deadline else {}))


def _condition(text: str | None) -> str:
    """A condition's words. Raises typer.BadParameter: without any it must not become an approval."""
    if not (words := " ".join((text or "").split())):
        raise typer.BadParameter("say what the condition is: --if TEXT", param_hint="--if")
    return words


def _deadline(event: str, names: list[str] | None, until: str | None) -> Moment | None:
    """The deadline of an invitation. Raises typer.BadParameter where the event has none, or is none."""
    if event not in _EVENTS:
        raise typer.BadParameter(f"'{event}' is none of {', '.join(_EVENTS)}", param_hint="EVENT")
    if event != "invited" and (until or not names):
        message = "say who; only an invitation has a deadline, or goes to all"
        raise typer.BadParameter(message, param_hint="NAME")
    deadline = moment_given(until, "--until") if until else None
    if deadline is not None and deadline.time is None:
        message = f"add hour and place: '{deadline} 17:00 Europe/Brussels'"
        raise typer.BadParameter(message, param_hint="--until")
    return deadline


_EVENTS = ("invited", "seen", "commented", "reminded")


def now() -> dt.datetime:
    """This moment, by the machine's own clock."""
    return dt.datetime.now(dt.UTC)


def opened(context: typer.Context, campaign: str | None, document: str) -> SignOn:
    """The document that is meant, and what is kept of it. Raises LetterkitError."""
    from letterkit.partners.approvals.standing import sign_on

    session: Session = context.obj
    workspace = session.workspace()
    return sign_on(workspace, session.campaign(workspace, campaign), document_named(document))


def _said(
    by: str, evidence: Path | None, told: str, on: str | None, note: str, *, is_known: bool = True
) -> Said:
    """Who said it and how that is known. Raises typer.BadParameter where that is missing."""
    from letterkit.partners.approvals.recording import Said, now_as

    if is_known and not by.strip():
        raise typer.BadParameter(
            "say who in the organisation said so: name and office", param_hint="--by"
        )
    known = _known(evidence, told)
    if is_known and known is None:
        message = "say how you know: --evidence with the mail or file, or --said 'by telephone to Ann'"
        raise typer.BadParameter(message, param_hint="--evidence")
    entered = now_as(now())
    happened = moment_given(on, "--on") if on else entered
    words = (" ".join(text.split()) or None for text in (by, note))
    return Said(next(words), known, happened, entered, next(words))


def _known(evidence: Path | None, told: str) -> Known | None:
    from letterkit.partners.approvals.evidence import from_file, said

    if evidence is not None and told.strip():
        raise typer.BadParameter("one of them is enough", param_hint="--evidence, --said")
    if evidence is not None:
        return from_file(evidence)
    return said(told) if told.strip() else None


def moment_given(text: str, option: str) -> Moment:
    """A day, or an hour of it at a place, given with an option. Raises typer.BadParameter."""
    from letterkit.language.moments import Moment, MomentError

    try:
        return Moment.parse(text)
    except MomentError as error:
        raise typer.BadParameter(f"{error}; {error.hint}".rstrip("; "), param_hint=option) from None
