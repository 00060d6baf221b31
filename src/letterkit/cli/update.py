"""The command that brings the library's offices up to public data: update."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import DryRun, ResultFormat, Session, day_given, is_json
from letterkit.cli.terminal import (
    confirmed,
    folded,
    print_diff,
    print_json,
    print_paths,
    print_table,
    report,
    show,
)
from letterkit.diagnostics import has_errors

if TYPE_CHECKING:
    from letterkit.library.workspace import Workspace
    from letterkit.officials.update import Update

# More new files than this are not shown word for word: they are alike.
_SHOWN = 2
_NAMED = 5


def update(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What to bring up to date: addresses.")],
    files: Annotated[
        list[Path],
        typer.Option(
            "--from", metavar="FILE", help="Public data: see docs/officials.md; again for more."
        ),
    ],
    where: Annotated[
        str, typer.Option(metavar="FILTER", help="Only these offices: 'state=VA chamber=senate'.")
    ] = "",
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of the data; else as the file says."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make the offices that the library lacks.")] = False,
    correct: Annotated[
        bool, typer.Option("--correct", help="Write what the data says of terms that are over, too.")
    ] = False,
    verified: Annotated[
        bool,
        typer.Option("--verified", help="Enter the data's day as `verified`, too."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: DryRun = False,
    form: ResultFormat = "text",
) -> None:
    """Show from public data who came and who went, and write it."""
    from letterkit.library.index import Library
    from letterkit.library.where import where as filter_of
    from letterkit.officials.reading import opened, read_officials
    from letterkit.officials.update import Wanted, updated

    as_json = is_json(form)
    if topic != "addresses":
        raise typer.BadParameter("there are public data for addresses alone", param_hint=f"'{topic}'")
    wanted = Wanted(filter_of(where), new=new, correct=correct, verified=verified)
    session: Session = context.obj
    workspace = session.workspace()
    found, problems = opened(files)
    report(problems)
    records, problems = read_officials(found, day_given(on))
    report(problems)
    if records is None:
        raise typer.Exit(1)
    result = updated(workspace, Library(workspace), records, wanted)
    show(result.problems)
    if as_json:
        _write(result, may_write := yes and not dry_run)
        from letterkit.officials.results import update_to_json

        print_json(update_to_json(workspace, result, written=may_write))
    else:
        _tell(session, workspace, result)
        if result.plan.files and not dry_run and (yes or confirmed("write this?", "--yes writes it")):
            _write(result, True)
            print_paths(result.plan.files)
    if has_errors(result.problems):
        raise typer.Exit(1)


def _write(result: Update, may_write: bool) -> None:
    if may_write and result.plan.files:
        result.plan.write()


def _tell(session: Session, workspace: Workspace, result: Update) -> None:
    """The table of what changes, then the changes of the files."""
    if result.facts:
        rows = [(fact.block, fact.what, fact.who, fact.said) for fact in result.facts]
        print_table(("office", "what", "who", "says"), rows)
    new = [path for path in result.plan.files if path not in result.plan.replaced]
    for path, content in result.plan.files.items():
        if path in result.plan.replaced or path in new[:_SHOWN]:
            print_diff(workspace.shown(path), result.plan.replaced.get(path, b""), content)
    session.say("\n".join(_summary(result, new)))


def _summary(result: Update, new: Sequence[Path]) -> list[str]:
    changed, more = len(result.plan.files) - len(new), len(new) - _SHOWN
    lines = [f"{more} more new files are made in the same way"] if more > 0 else []
    counts = {word: sum(fact.what == word for fact in result.facts) for word in ("came", "went")}
    told = f"as of {result.on}: {counts['came']} came, {counts['went']} went"
    lines.append(f"{told}; {_files(changed)} changed, {len(new)} new")
    if result.unknown:
        names = [seat.office or seat.block for seat in result.unknown]
        others = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        lines.append(folded(f"not in the library: {'; '.join(names[:_NAMED])}{others}", 2))
        lines.append("--new makes them, and --where says which")
    return lines


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"
