"""The command that makes a campaign's files: render."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import (
    Campaign,
    Documents,
    FileFormats,
    On,
    Output,
    Session,
    absolute,
    day_given,
    documents_named,
    formats_given,
)
from letterkit.cli.terminal import complain, print_paths, report, show, shown

if TYPE_CHECKING:
    from letterkit.campaign.render import Order, Rendered
    from letterkit.diagnostics import Diagnostic


def render(
    context: typer.Context,
    campaign: Campaign = None,
    document: Documents = "all",
    formats: FileFormats = "pdf",
    folder: Output = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="A copy to publish: no addresses, no fax numbers."),
    ] = False,
    fragment: Annotated[
        bool,
        typer.Option("--fragment", help="The public copy as HTML to paste into a web page."),
    ] = False,
    heading_level: Annotated[
        int, typer.Option(metavar="1-6", min=1, max=6, help="The level of a fragment's heading.")
    ] = 2,
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
    from letterkit.campaign import render as rendering

    if not fragment and _is_given(context, "heading_level"):
        raise typer.BadParameter("a fragment alone has one: add --fragment", param_hint="--heading-level")
    session: Session = context.obj
    workspace = session.workspace()
    order = rendering.Order(
        workspace,
        session.campaign(workspace, campaign),
        documents_named(document),
        _formats(context, formats, fragment=fragment),
        absolute(folder),
        public or fragment,
        heading_level if fragment else None,
        force,
        final,
        clean,
        day_given(on),
    )
    if watch:
        _render_again_and_again(session, order)
        return
    began = time.perf_counter()
    rendered = rendering.render(order, session.progress)
    _say_rendered(session, rendered, order, began)


def _formats(context: typer.Context, given: str, *, fragment: bool) -> tuple[str, ...]:
    """The formats asked for; HTML of a fragment where none is. Raises typer.BadParameter."""
    if fragment and not _is_given(context, "formats"):
        return ("html",)
    formats = formats_given(given)
    if fragment and "html" not in formats:
        raise typer.BadParameter("a fragment is HTML: add html", param_hint="--format")
    return formats


def _is_given(context: typer.Context, parameter: str) -> bool:
    """Whether the user gave an option, rather than leave it at what it is by itself."""
    source = context.get_parameter_source(parameter)
    return source is not None and source.name != "DEFAULT"


def _say_rendered(session: Session, rendered: Rendered, order: Order, began: float) -> None:
    """What was found, and what was rendered."""
    say_findings(session, rendered.problems, rendered.findings, order)
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
            with suppress(typer.Exit):  # what cannot be made, or a final that is refused, is no end here
                _say_rendered(session, made.result, order, made.began)


def say_findings(
    session: Session, problems: Sequence[Diagnostic], findings: Sequence[Diagnostic], order: Order
) -> None:
    """The problems, and what the checks found: all that stands against a final, of a draft the errors.

    An error is never kept quiet: it may be about somebody whom the draft leaves out. Exits with 1 where
    nothing could be made or a final is refused.
    """
    from letterkit.diagnostics import has_errors

    if has_errors(problems):
        report(problems)
    show([*problems, *(findings if order.final else _told(findings, order))])
    if not order.final:
        _say_where_others_are(session, findings, order)
    elif has_errors(findings):
        session.say("no final while errors stand; nothing was written")
        raise typer.Exit(1)


def _told(findings: Sequence[Diagnostic], order: Order) -> list[Diagnostic]:
    """What is told of a draft at once: what only its pages show, and the errors."""
    from letterkit.diagnostics import Severity

    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    of_pages = _only_of_pages(findings, order)
    return [*of_pages, *(error for error in errors if error not in of_pages)]


def _only_of_pages(findings: Sequence[Diagnostic], order: Order) -> list[Diagnostic]:
    """What `check` does not see, where there is no review sheet that has it."""
    return [each for each in findings if each.code.startswith("LK5") and not order.is_review]


def _say_where_others_are(session: Session, findings: Sequence[Diagnostic], order: Order) -> None:
    from letterkit.diagnostics.printing import summary

    of_pages = _only_of_pages(findings, order)
    others = [finding for finding in findings if finding not in of_pages]
    if others:
        sheet = ", on its review sheet and" if order.is_review else ", seen"
        where = f"letterkit check {order.campaign}"
        session.say(f"{summary(others)} in the draft{sheet} with: {where}")
