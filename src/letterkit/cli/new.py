"""The command that makes a letter, for a dialogue or for an occasion of its own: new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from letterkit.cli.asking import ask, ask_for_each, is_terminal
from letterkit.cli.options import Documents, DryRun, Session, documents_named, names_in, today
from letterkit.cli.render import say_findings
from letterkit.cli.terminal import print_paths, shown

if TYPE_CHECKING:
    from letterkit.campaign.answers import Answers, Question
    from letterkit.campaign.begin import Begun, NewCampaign, NewLetter
    from letterkit.campaign.sketch import LeftOut
    from letterkit.library.workspace import Workspace


def _text(metavar: str, about: str, *names: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=about)


Dialogue = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The dialogue: its name, or the beginning of it, such as its year.",
        autocompletion=lambda: names_in("seeds/dialogues"),
    ),
]
Word = str | None
Several = list[str] | None


def new(
    context: typer.Context,
    dialogue: Dialogue = None,
    letter: Annotated[Word, _text("NAME", "Instead, a letter without a dialogue, of that name.")] = None,
    campaign: Annotated[Word, _text("NAME", "The new campaign's name; else the dialogue's.")] = None,
    document: Documents = "letter",
    name: Annotated[Word, _text("TEXT", "A new dialogue's name; what a letter is about.")] = None,
    short_name: Annotated[Word, _text("TEXT", "The dialogue's short name.")] = None,
    city: Annotated[Word, _text("CITY", "Its host city.")] = None,
    first_day: Annotated[Word, _text("DAY", "Its first day, 2027-06-07.", "--from")] = None,
    last_day: Annotated[Word, _text("DAY", "Its last day.", "--to")] = None,
    country: Annotated[Several, _text("CODE", "Between whom it is, or about whom: US, EU …")] = None,
    address: Annotated[Several, _text("NAME", "An office to write to; any number.")] = None,
    signatures: Annotated[Word, _text("NAME", "The signature block; else of all members.")] = None,
    opening: Annotated[Several, _text("NAME", "A framing before the asks; any number.")] = None,
    asks: Annotated[Several, _text("NAME", "An issue to ask for; any number.", "--ask")] = None,
    closing: Annotated[Several, _text("NAME", "A framing after the asks; any number.")] = None,
    language: Annotated[Word, _text("TAG", "The letter's language, such as en-GB.")] = None,
    date: Annotated[Word, _text("DATE", "The letter's date.")] = None,
    lead: Annotated[Word, _text("NAME", "The member that signs first.")] = None,
    based_on: Annotated[Word, _text("NAME", "The dialogue to begin from.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Make a letter for a dialogue, or for an occasion of its own, and render its first draft."""
    if (dialogue is None) == (letter is None):
        raise typer.BadParameter("name one: a dialogue, or a letter without one", param_hint="--dialogue")
    session: Session = context.obj
    workspace = session.workspace()
    given = {"--name": name, "--short-name": short_name, "--city": city, "--from": first_day}
    given |= {"--to": last_day, "--signatures": signatures, "--language": language, "--date": date}
    given |= {"--lead": lead}
    several = {"--country": country, "--address": address, "--opening": opening, "--ask": asks}
    answers = _given(given, {**several, "--closing": closing})
    if letter is not None:
        _refuse_with_letter({"--based-on": based_on, "--campaign": campaign, "--city": city})
        wanted: NewCampaign | NewLetter = _letter(session, workspace, letter, answers)
    else:
        documents = documents_named(document)
        wanted = _campaign(session, workspace, str(dialogue), based_on, answers, campaign, documents)
    _make(session, wanted, dry_run=dry_run)


def _given(words: dict[str, str | None], several: dict[str, list[str] | None]) -> Answers:
    """What the options say; those that were not given are open."""
    from letterkit.campaign.answers import Answers, answered

    listed = {option: ",".join(values) for option, values in several.items() if values is not None}
    answers = Answers()
    for option, text in {**words, **listed}.items():
        answers = answers if text is None else answered(answers, option, text)
    return answers


def _refuse_with_letter(given: dict[str, str | None]) -> None:
    """Raises typer.BadParameter where an option was given that only a dialogue has."""
    for option, value in given.items():
        if value is not None:
            raise typer.BadParameter("goes with --dialogue, and not with --letter", param_hint=option)


def _letter(session: Session, workspace: Workspace, name: str, answers: Answers) -> NewLetter:
    """The letter without a dialogue; whoever sits at a terminal is asked for what is missing."""
    from letterkit.campaign import occasions
    from letterkit.campaign.begin import NewLetter
    from letterkit.library.index import Library

    library, day = Library(workspace), today().isoformat()
    occasions.require_free(workspace, name)
    if is_terminal():
        session.say(
            "A letter without a dialogue. Enter takes what stands in brackets, or leaves it open."
        )
        questions = partial(occasions.questions, library, today=day)
        answers = ask(library, questions, answers, f"letterkit new --letter {name}")
    answers = occasions.completed(library, name, answers, day)
    return NewLetter(workspace, name, occasions.new_letter(workspace, name, answers))


def _campaign(
    session: Session,
    workspace: Workspace,
    wanted: str,
    based_on: str | None,
    answers: Answers,
    campaign: str | None,
    documents: tuple[str, ...],
) -> NewCampaign:
    """The campaign for a dialogue; with it the plan of its files where nobody has entered it yet."""
    from letterkit.campaign import dialogues
    from letterkit.campaign.begin import NewCampaign
    from letterkit.library.index import Library

    library = Library(workspace)
    if not dialogues.is_new(library, wanted):
        dialogues.require_nothing_new(library, wanted, answers)
        return NewCampaign(workspace, wanted, campaign, documents)
    taken: set[str] = set()
    if is_terminal():
        session.say("A new dialogue. Enter takes what stands in brackets, or leaves it open.")

        def questions(said: Answers) -> list[Question]:
            base = dialogues.base_for(library, based_on, said)
            return dialogues.questions(library, wanted, base, said)

        answers = ask(library, questions, answers, f"letterkit new --dialogue {wanted}")
    base, answers = dialogues.completed(library, wanted, based_on, answers)
    if is_terminal():
        taken = ask_for_each(dialogues.doubtful(library, wanted, base, answers))
    entered = dialogues.new_dialogue(workspace, wanted, base, answers, taken)
    _say_what_it_is_from(session, base.name if base else None, entered.left_out)
    return NewCampaign(workspace, entered.name, campaign, documents, entered.plan)


_NO_EARLIER = "begun from nothing: there is no earlier letter between these countries"


def _say_what_it_is_from(session: Session, base: str | None, left_out: tuple[LeftOut, ...]) -> None:
    session.say(f"begun from {base}" if base else _NO_EARLIER)
    if left_out:
        told = "".join(f"\n  {each.reference}: {each.reason}" for each in left_out)
        session.say(f"left out:{told}")


def _make(session: Session, wanted: NewCampaign | NewLetter, *, dry_run: bool) -> None:
    from letterkit.campaign.begin import begin, would_make

    if dry_run:
        paths = would_make(wanted)
        session.say("would make:")
        print_paths(paths)
    else:
        _say_what_was_begun(session, begin(wanted, session.progress))


def _say_what_was_begun(session: Session, begun: Begun) -> None:
    if begun.is_refused:
        session.say("the letter cannot be made yet; nothing was written")
    say_findings(session, begun.problems, begun.findings, begun.order)
    print_paths([*begun.dialogue, *begun.files, *begun.drafts])
    campaign = begun.order.campaign
    session.say(
        f"\nRead the draft: {', '.join(map(shown, begun.drafts))}\n"
        f"Change what it is made of: {', '.join(map(shown, begun.files))}\n"
        f"Make it again: letterkit render {campaign}\n"
        f"Look for mistakes: letterkit check {campaign}"
    )
