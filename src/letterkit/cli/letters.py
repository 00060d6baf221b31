"""The commands that make letters: new, render, check."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from letterkit.cli.terminal import Session, report, show

Campaign = Annotated[
    str | None,
    typer.Argument(
        metavar="CAMPAIGN",
        help="The campaign; not needed inside its folder or where there is only one.",
        autocompletion=lambda: _names("campaigns", "*/campaign.yaml", parent=True),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(new)
    app.command()(render)
    app.command()(check)


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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made; write nothing.")
    ] = False,
) -> None:
    """Make the letter for a dialogue, and render its first draft."""
    from letterkit import output, scaffold
    from letterkit.diagnostics import has_errors
    from letterkit.writers.fonts import import_weasyprint

    session: Session = context.obj
    workspace = session.workspace()
    plan = scaffold.new_campaign(workspace, dialogue, campaign)
    order = output.Order(workspace, plan.folder.name)
    made = [*plan.files, order.path("pdf")]
    if dry_run:
        session.say("would make:")
        _print_paths(made)
        return
    import_weasyprint()
    plan.write()
    try:
        rendered = output.render(order, session.progress)
    except BaseException:
        plan.undo()
        raise
    if has_errors(rendered.problems):
        plan.undo()
        session.say("the letter cannot be made yet; nothing was written")
        report(rendered.problems)
    show(rendered.problems)
    _print_paths(made)
    name = plan.folder.name
    session.say(
        f"\nRead the draft: {_shown(order.path('pdf'))}\n"
        f"Change what it is made of: {_shown(next(iter(plan.files)))}\n"
        f"Make it again: letterkit render {name}\n"
        f"Look for mistakes: letterkit check {name}"
    )


def render(
    context: typer.Context,
    campaign: Campaign = None,
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
) -> None:
    """Render a letter. Prints the files it wrote."""
    from letterkit import output

    session: Session = context.obj
    workspace = session.workspace()
    order = output.Order(
        workspace,
        session.campaign(workspace, campaign),
        _formats(formats),
        folder.resolve() if folder else None,
        strip_metadata,
        force,
    )
    began = time.perf_counter()
    rendered = output.render(order, session.progress)
    report(rendered.problems)
    _print_paths(rendered.written)
    for path in rendered.unchanged:
        session.say(f"{_shown(path)} is up to date")
    if rendered.written:
        session.say(f"done in {time.perf_counter() - began:.1f} s")


def check(
    context: typer.Context,
    campaign: Campaign = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How the findings are printed.")
    ] = "text",
) -> None:
    """Say what is wrong with the blocks and the letters."""
    from letterkit import checks
    from letterkit.diagnostics import has_errors, ordered, summary, to_json

    if form not in ("text", "json"):
        raise typer.BadParameter("choose text or json", param_hint="--format")
    session: Session = context.obj
    workspace = session.workspace()
    names: list[str | None] = [*workspace.campaign_names()] or [None]
    if campaign is not None:
        names = [session.campaign(workspace, campaign)]
    problems = ordered(problem for name in names for problem in checks.check(workspace, name))
    if form == "json":
        typer.echo(to_json(problems))
    else:
        show(problems)
        session.say(summary(problems))
        if problems:
            session.say(f"what a code means: letterkit explain {problems[0].code}")
    if has_errors(problems):
        raise typer.Exit(1)


def _formats(text: str) -> tuple[str, ...]:
    from letterkit.writers import FORMATS

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise typer.BadParameter(f"'{name}' is none of {known}", param_hint="--format")
    return names


def _print_paths(paths: tuple[Path, ...] | list[Path]) -> None:
    for path in paths:
        typer.echo(_shown(path))


def _shown(path: Path) -> str:
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
