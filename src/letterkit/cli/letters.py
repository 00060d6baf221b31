"""The commands that make letters: new, render, check, finalize."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.terminal import Session, complain, day_given, report, show

if TYPE_CHECKING:
    from letterkit.campaign.begin import Plan
    from letterkit.campaign.dialogues import Answers
    from letterkit.campaign.render import Order, Rendered
    from letterkit.diagnostics import Diagnostic
    from letterkit.library.workspace import Workspace

Campaign = Annotated[
    str | None,
    typer.Argument(
        metavar="CAMPAIGN",
        help="The campaign; not needed inside its folder or where there is only one.",
        autocompletion=lambda: _names("campaigns", "*/campaign.yaml", parent=True),
    ),
]


On = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Judge facts by this day; else by the document's own date."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(new)
    app.command()(render)
    app.command()(check)
    app.command()(finalize)


def new(
    context: typer.Context,
    dialogue: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The dialogue: its name, or the beginning of it, such as its year.",
            autocompletion=lambda: _names("seeds/dialogues", "*.yaml"),
        ),
    ],
    campaign: Annotated[
        str | None, typer.Option(metavar="NAME", help="The new campaign's name; else the dialogue's.")
    ] = None,
    document: Annotated[
        str,
        typer.Option(metavar="KIND", help="letter, press-release or all."),
    ] = "letter",
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made; write nothing.")
    ] = False,
) -> None:
    """Make the letter for a dialogue, and render its first draft."""
    from letterkit.blocks.kinds import DOCUMENTS
    from letterkit.campaign import begin as scaffold
    from letterkit.campaign import render as output
    from letterkit.campaign.dialogues import Answers
    from letterkit.library.workspace import CAMPAIGNS

    session: Session = context.obj
    workspace = session.workspace()
    answers = Answers(name, city, first_day, last_day, tuple(address or ()), lead)
    entered = _enter_dialogue(session, workspace, dialogue, based_on, answers)
    with ExitStack() as undo:
        if entered is not None:
            dialogue, begun = entered
            if dry_run:
                _say_what_would_be(
                    session, [*begun.files, workspace.root / CAMPAIGNS / (campaign or dialogue)]
                )
                return
            begun.write()
            undo.callback(begun.undo)
        plan = scaffold.new_campaign(workspace, dialogue, campaign, documents_named(document))
        names = tuple(kind.name for kind in DOCUMENTS if plan.folder / kind.file in plan.files)
        order = output.Order(workspace, plan.folder.name, names)
        drafts = [order.path(name, "pdf") for name in names]
        if dry_run:
            _say_what_would_be(session, [*plan.files, *drafts])
            return
        _first_draft(session, plan, order, undo)
    print_paths([*(entered[1].files if entered else ()), *plan.files, *drafts])
    session.say(
        f"\nRead the draft: {', '.join(map(shown, drafts))}\n"
        f"Change what it is made of: {', '.join(map(shown, plan.files))}\n"
        f"Make it again: letterkit render {plan.folder.name}\n"
        f"Look for mistakes: letterkit check {plan.folder.name}"
    )


def _say_what_would_be(session: Session, paths: list[Path]) -> None:
    session.say("would make:")
    print_paths(paths)


def _first_draft(session: Session, plan: Plan, order: Order, undo: ExitStack) -> None:
    """Make the campaign and render it; what was made before goes again where that fails."""
    from letterkit.campaign import render as output
    from letterkit.diagnostics import has_errors
    from letterkit.writers.pdf.fonts import import_weasyprint

    import_weasyprint()
    plan.write()
    undo.callback(plan.undo)
    rendered = output.render(order, session.progress)
    if has_errors(rendered.problems):
        session.say("the letter cannot be made yet; nothing was written")
    report(rendered.problems)
    undo.pop_all()
    _say_findings(session, rendered.findings, order)


def _enter_dialogue(
    session: Session, workspace: Workspace, wanted: str, based_on: str | None, answers: Answers
) -> tuple[str, Plan] | None:
    """Plan a dialogue that nobody has entered yet, asking for what is missing; None for a known one."""
    from letterkit.campaign import dialogues as entering
    from letterkit.diagnostics import LetterkitError
    from letterkit.library.index import Library

    library = Library(workspace)
    if not entering.is_new(library, wanted):
        return None
    base = entering.base_for(library, wanted, based_on)
    missing = entering.questions(library, base, answers)
    if sys.stdin.isatty() and missing:
        session.say(f"A new dialogue, begun from {base.name}. Enter takes what stands in brackets.")
    for question in missing:
        if sys.stdin.isatty():
            text = f"{question.text} ({question.help})"
            answer = typer.prompt(text, default=question.default, err=True)
            answers = entering.answered(answers, question.option, str(answer))
        elif question.default and question.option != "--name":
            answers = entering.answered(answers, question.option, question.default)
    if unanswered := entering.questions(library, base, answers):
        options = ", ".join(question.option for question in unanswered)
        hint = "\n  ".join(f"{q.option}: {q.text.lower()}, {q.help}" for q in unanswered)
        raise LetterkitError(f"'{wanted}' is a new dialogue; missing: {options}", hint, status=2)
    return entering.new_dialogue(workspace, wanted, base, answers)


def render(
    context: typer.Context,
    campaign: Campaign = None,
    document: Annotated[
        str,
        typer.Option(metavar="KIND", help="letter, press-release or all."),
    ] = "all",
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Any of pdf, html, txt, json.")
    ] = "pdf",
    folder: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help="Where the files go; else out/.")
    ] = None,
    strip_metadata: Annotated[
        bool,
        typer.Option("--strip-metadata", help="A PDF to publish, without addresses: letter-public.pdf."),
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Render even if nothing changed; overwrite any file there."),
    ] = False,
    final: Annotated[
        bool, typer.Option("--final", help="Not a draft any more; refused while errors stand.")
    ] = False,
    clean: Annotated[
        bool,
        typer.Option("--clean", help="Without a draft's marks: letter-clean.pdf."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Render again at every change, until Ctrl-C.")
    ] = False,
    on: On = None,
) -> None:
    """Render a campaign's documents. Prints the files it wrote."""
    from letterkit.campaign import render as output

    session: Session = context.obj
    workspace = session.workspace()
    order = output.Order(
        workspace,
        session.campaign(workspace, campaign),
        documents_named(document),
        formats_given(formats),
        folder.resolve() if folder else None,
        strip_metadata,
        force,
        final,
        clean,
        day_given(on),
    )
    if watch:
        _render_again_and_again(session, order)
        return
    began = time.perf_counter()
    rendered = output.render(order, session.progress)
    report(rendered.problems)
    _say_rendered(session, rendered, order, began)


def _say_rendered(session: Session, rendered: Rendered, order: Order, began: float) -> None:
    """What was rendered, and what was found."""
    _say_findings(session, rendered.findings, order)
    print_paths(rendered.written)
    for path in rendered.unchanged:
        session.say(f"{shown(path)} is up to date")
    if rendered.written:
        session.say(f"done in {time.perf_counter() - began:.1f} s")


def _render_again_and_again(session: Session, order: Order) -> None:
    """Until Ctrl-C: what goes wrong is said, and the last files stay."""
    from letterkit.campaign import watch as watching
    from letterkit.diagnostics import LetterkitError

    with watching.until_interrupted():
        session.say("watching for changes; Ctrl-C ends it")
        for made in watching.renders(order):
            if isinstance(made.result, LetterkitError):
                complain(made.result)
                continue
            show(made.result.problems)
            with suppress(typer.Exit):  # a final that is refused is no end here
                _say_rendered(session, made.result, order, made.began)


def check(
    context: typer.Context,
    campaign: Campaign = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json|github", help="How the findings are printed.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
    on: On = None,
) -> None:
    """Say what is wrong with the blocks and the letters."""
    from letterkit import checks
    from letterkit.diagnostics import has_errors
    from letterkit.diagnostics.printing import summary, to_github, to_json

    if form not in ("text", "json", "github"):
        raise typer.BadParameter("choose text, json or github", param_hint="--format")
    session: Session = context.obj
    workspace = session.workspace()
    names = workspace.campaign_names()
    if campaign is not None:
        names = [session.campaign(workspace, campaign)]
    day = day_given(on)
    problems = checks.check(workspace, *names, on=day)
    if form == "json":
        typer.echo(to_json(problems))
    elif form == "github":
        typer.echo(to_github(problems), nl=False)
    else:
        show(problems)
        session.say(summary(problems))
        if problems:
            session.say(f"what a code means: letterkit explain {problems[0].code}")
    if has_errors(problems) or (strict and problems):
        raise typer.Exit(1)


def finalize(context: typer.Context, campaign: Campaign = None) -> None:
    """Keep a campaign's blocks as they are, and make its final PDFs."""
    from letterkit.campaign.finalize import finalize as bring_to_its_end
    from letterkit.diagnostics import has_errors

    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    done = bring_to_its_end(workspace, name, session.progress)
    show(done.problems)
    if has_errors(done.problems):
        session.say("not finalized while errors stand; nothing was written")
        raise typer.Exit(1)
    print_paths([*done.made, *done.rendered.written, *done.rendered.unchanged])
    folder = shown(workspace.campaign_folder(name))
    session.say("")
    for document, digest in done.digests:
        session.say(f"text digest of the {document.replace('-', ' ')}: {digest[:8]}")
    session.say(
        f"Record it: git add {folder} && git commit -m 'Finalize {name}'\n"
        "From now on the letter prints the same, whatever becomes of the library."
    )


def _say_findings(session: Session, findings: list[Diagnostic], order: Order) -> None:
    """What the checks found: all of it where it stands against a final, of a draft the errors.

    An error is never kept quiet: it may be about somebody whom the draft leaves out.
    """
    from letterkit.diagnostics import Severity, has_errors
    from letterkit.diagnostics.printing import summary

    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    show(findings if order.final else errors)
    if order.final and has_errors(findings):
        session.say("no final while errors stand; nothing was written")
        raise typer.Exit(1)
    if findings and not order.final:
        where = f"letterkit check {order.campaign}"
        sheet = ", on its review sheet and" if order.is_review else ", seen"
        session.say(f"{summary(findings)} in the draft{sheet} with: {where}")


def documents_named(text: str) -> tuple[str, ...]:
    """The documents asked for; none for all that there are."""
    from letterkit.blocks.kinds import DOCUMENT_KINDS

    if text != "all" and text not in DOCUMENT_KINDS:
        known = ", ".join((*DOCUMENT_KINDS, "all"))
        raise typer.BadParameter(f"'{text}' is none of {known}", param_hint="--document")
    return () if text == "all" else (text,)


def formats_given(text: str) -> tuple[str, ...]:
    """The formats asked for, separated by commas."""
    from letterkit.writers import FORMATS

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise typer.BadParameter(f"'{name}' is none of {known}", param_hint="--format")
    return names


def print_paths(paths: tuple[Path, ...] | list[Path]) -> None:
    """The files, one a line, on stdout."""
    for path in paths:
        typer.echo(shown(path))


def shown(path: Path) -> str:
    """The path from here, where it lies below here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _names(folder: str, pattern: str, parent: bool = False) -> list[str]:
    """Names for shell completion, without reading any file."""
    for here in (Path.cwd(), *Path.cwd().parents):
        if (here / "seeds").is_dir() and (here / "campaigns").is_dir():
            paths = sorted((here / folder).glob(pattern))
            return [path.parent.name if parent else path.stem for path in paths]
    return []
