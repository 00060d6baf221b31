"""The command that makes a letter for a dialogue: new."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Documents, DryRun, Session, documents_named, names_in
from letterkit.cli.render import say_findings
from letterkit.cli.terminal import print_paths, shown

if TYPE_CHECKING:
    from letterkit.campaign.begin import Begun
    from letterkit.campaign.dialogues import Answers, Question
    from letterkit.files.plan import Plan
    from letterkit.library.workspace import Workspace


def new(
    context: typer.Context,
    dialogue: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The dialogue: its name, or the beginning of it, such as its year.",
            autocompletion=lambda: names_in("seeds/dialogues"),
        ),
    ],
    campaign: Annotated[
        str | None, typer.Option(metavar="NAME", help="The new campaign's name; else the dialogue's.")
    ] = None,
    document: Documents = "letter",
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="A new dialogue's name.")] = None,
    city: Annotated[str | None, typer.Option(metavar="CITY", help="Its host city.")] = None,
    first_day: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Its first day, 2027-06-07.")
    ] = None,
    last_day: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Its last day.")] = None,
    address: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="An office to write to; any number.")
    ] = None,
    lead: Annotated[str | None, typer.Option(metavar="NAME", help="The organisation that leads.")] = None,
    based_on: Annotated[
        str | None, typer.Option(metavar="NAME", help="The dialogue to begin from; else the newest.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Make the letter for a dialogue, and render its first draft."""
    from letterkit.campaign.begin import NewCampaign, begin, would_make
    from letterkit.campaign.dialogues import Answers

    session: Session = context.obj
    workspace = session.workspace()
    documents = documents_named(document)
    answers = Answers(name, city, first_day, last_day, tuple(address or ()), lead)
    known, entered = _dialogue(session, workspace, dialogue, based_on, answers)
    wanted = NewCampaign(workspace, known, campaign, documents, entered)
    if dry_run:
        paths = would_make(wanted)
        session.say("would make:")
        print_paths(paths)
    else:
        _say_what_was_begun(session, begin(wanted, session.progress))


def _dialogue(
    session: Session, workspace: Workspace, wanted: str, based_on: str | None, answers: Answers
) -> tuple[str, Plan | None]:
    """The dialogue's name; with it the plan of its file where nobody has entered it yet."""
    from letterkit.campaign import dialogues
    from letterkit.library.index import Library

    library = Library(workspace)
    if not dialogues.is_new(library, wanted):
        return wanted, None
    base = dialogues.base_for(library, wanted, based_on)
    missing = dialogues.questions(library, base, answers)
    if missing and sys.stdin.isatty():
        session.say(f"A new dialogue, begun from {base.name}. Enter takes what stands in brackets.")
        answers = _ask(missing, answers)
    return dialogues.new_dialogue(workspace, wanted, base, answers)


def _ask(missing: Iterable[Question], answers: Answers) -> Answers:
    from letterkit.campaign.dialogues import answered

    for question in missing:
        text = f"{question.text} ({question.help})"
        answer = typer.prompt(text, default=question.default, err=True)
        answers = answered(answers, question.option, str(answer))
    return answers


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
