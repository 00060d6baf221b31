"""The command that enters what is new: add office, organisation, person, signer, issue and more."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from letterkit.cli.options import DryRun, Session
from letterkit.cli.terminal import confirmed, print_diff, print_paths, remark, show

if TYPE_CHECKING:
    from letterkit.files.plan import Plan
    from letterkit.library.adding import Adding
    from letterkit.library.entries import EntryKind, Fact
    from letterkit.library.member_tables import Columns
    from letterkit.library.workspace import Workspace
    from letterkit.tables import DataTable

# Changed files whose differences are shown; of more, the names alone.
_MOST_SHOWN = 60


class _Kinds(TyperGroup):
    """The kinds as commands, each made when it is asked for: their options are data of the library's."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The kinds, in their order."""
        from letterkit.library.entry_kinds import ENTRY_KINDS

        return [kind.name for kind in ENTRY_KINDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a kind; None where there is none."""
        from letterkit.library.entry_kinds import ENTRY_KINDS

        kind = next((kind for kind in ENTRY_KINDS if kind.name == cmd_name), None)
        return _command(kind) if kind else None


app = typer.Typer(cls=_Kinds, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def add() -> None:
    """Enter an office, member, signer, case and more; or a table of them."""


# What every kind has beside its own facts.
_Block = Annotated[
    str | None, typer.Option(metavar="NAME", help="The name of its file; else made of its name.")
]
_From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="A table of many: csv, tsv, xlsx, vcf or yaml."),
]
_Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="NAME=KEY", help="What a column of the table is; NAME= leaves it out."
    ),
]
_Sheet = Annotated[
    str | None, typer.Option(metavar="NAME", help="The workbook's sheet, where it has several.")
]
_Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The table's encoding, where it is not told.")
]
_Dates = Annotated[
    str | None, typer.Option(metavar="ORDER", help="What 03/04/2026 is: day-first or month-first.")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Take no row of a table where one is wrong.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
_COMMON: Mapping[str, tuple[Any, Any]] = {
    "block": (_Block, None),
    "table": (_From, None),
    "column": (_Column, None),
    "sheet": (_Sheet, None),
    "encoding": (_Encoding, None),
    "dates": (_Dates, None),
    "strict": (_Strict, False),
    "yes": (_Yes, False),
    "dry_run": (DryRun, False),
}


def _command(kind: EntryKind) -> Any:
    """The command that adds a block of the kind: an option for each of its facts."""

    def run(context: typer.Context, **given: Any) -> None:
        _add(context.obj, kind, given)

    metavar = kind.title.name.upper()
    name = Annotated[str | None, typer.Argument(metavar=metavar, help=kind.title.help)]
    options: dict[str, tuple[Any, Any]] = {kind.title.name: (name, None)}
    options |= {fact.name: (_option(fact), None) for fact in kind.facts[1:]}
    options |= _COMMON
    each = inspect.Parameter
    parameters = [each("context", each.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    parameters += [each(n, each.KEYWORD_ONLY, default=d, annotation=a) for n, (a, d) in options.items()]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    vars(run)["__signature__"] = inspect.Signature(parameters)
    article = "an" if kind.name[0] in "aeiou" else "a"
    run.__doc__ = f"Enter {article} {kind.name.replace('-', ' ')}, or change what the library has of it."
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
    single.command(kind.name, context_settings=settings)(run)
    return typer.main.get_command(single)


def _option(fact: Fact) -> Any:
    from letterkit.library.entries import FactForm

    dated = fact.form in (FactForm.DATE, FactForm.DAY)
    metavar = "|".join(fact.choices) if 0 < len(fact.choices) < 4 else "DATE" if dated else "TEXT"
    kind = list[str] | None if fact.is_many else str | None
    return Annotated[kind, typer.Option(fact.option, metavar=metavar, help=fact.help)]


def _add(session: Session, kind: EntryKind, given: Mapping[str, Any]) -> None:
    from letterkit.library.adding import Adding
    from letterkit.library.cells import DATE_ORDERS

    if given["dates"] not in (None, *DATE_ORDERS):
        raise typer.BadParameter(f"choose {' or '.join(DATE_ORDERS)}", param_hint="--dates")
    workspace = session.workspace()
    said = _said(kind, given)
    if given["table"] is None:
        adding = Adding(workspace, kind, given["dates"], teach=True)
        _add_one(session, workspace, adding, said, given)
    elif said:
        raise typer.BadParameter("give either a table or one entry", param_hint="--from")
    else:
        _add_many(session, workspace, Adding(workspace, kind, given["dates"]), given)


def _said(kind: EntryKind, given: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """What was given, by the names of the facts."""
    from letterkit.library.adding import BLOCK

    names = (*(fact.name for fact in kind.facts), BLOCK)
    found = {name: given[name] for name in names if given[name]}
    return {name: (value,) if isinstance(value, str) else tuple(value) for name, value in found.items()}


# One


def _add_one(
    session: Session,
    workspace: Workspace,
    adding: Adding,
    said: dict[str, Sequence[str]],
    given: Mapping[str, Any],
) -> None:
    from letterkit.cli.asking import going_on_with, is_terminal
    from letterkit.cli.entering import ask, command
    from letterkit.diagnostics import LetterkitError

    if set(said) - {adding.entry.title.name, "block"} or not is_terminal():
        _take_one(session, workspace, adding, said, given)
        return
    said = ask(adding, said)
    with going_on_with(lambda: command(adding.entry, said)):
        try:
            is_written = _take_one(session, workspace, adding, said, given)
        except LetterkitError:
            remark(f"what you said: {command(adding.entry, said)}")
            raise
    if not is_written:
        session.say(f"go on with: {command(adding.entry, said)}")


def _take_one(
    session: Session,
    workspace: Workspace,
    adding: Adding,
    said: Mapping[str, Sequence[str]],
    given: Mapping[str, Any],
) -> bool:
    """Write one entry; False where somebody does not want it."""
    from letterkit.cli.entering import refusal
    from letterkit.library.cells import UnfitError

    try:
        entered = adding.take(said)
    except UnfitError as error:
        raise refusal(adding.entry, error) from None
    if entered.is_changed:
        return _write(session, workspace, adding.plan(), given)
    session.say(f"{workspace.shown(entered.path)} says so already; nothing changes")
    return True


def _write(session: Session, workspace: Workspace, plan: Plan, given: Mapping[str, Any]) -> bool:
    """Show what changes, ask, and write it; False where the answer is no."""
    for number, (path, content) in enumerate(plan.files.items()):
        if number < _MOST_SHOWN:
            print_diff(workspace.shown(path), plan.replaced.get(path, b""), content)
    if len(plan.files) > _MOST_SHOWN:
        session.say(f"… and {len(plan.files) - _MOST_SHOWN} more files")
    if given["dry_run"]:
        return True
    files = f"{len(plan.files)} file{'' if len(plan.files) == 1 else 's'}"
    if given["yes"] or confirmed(f"Write {files}?", "look at it, and say --yes"):
        plan.write()
        print_paths(plan.files)
        return True
    session.say("nothing was written")
    return False


# A table


def _add_many(session: Session, workspace: Workspace, adding: Adding, given: Mapping[str, Any]) -> None:
    from letterkit.diagnostics import has_errors
    from letterkit.library.member_tables import left_out, remembering, take_rows

    table = _table(given)
    columns, asked = _columns(workspace, adding.entry, table, given)
    taken = take_rows(adding, table, columns)
    problems = [*left_out(table, columns), *taken.problems]
    show(problems)
    session.say(
        f"{len(taken.new)} new, {len(taken.changed)} changed, {taken.same} as they were,"
        f" {len(taken.problems)} wrong"
    )
    if problems and given["strict"]:
        session.say("nothing was written, because of --strict")
        raise typer.Exit(1)
    plan = _joined(adding.plan(), remembering(workspace, adding.entry, asked))
    if plan.files:
        _write(session, workspace, plan, given)
    if has_errors(problems):
        raise typer.Exit(1)


def _joined(one: Plan, other: Plan) -> Plan:
    from letterkit.files.plan import Plan

    return Plan(one.root, {**one.files, **other.files}, {**one.replaced, **other.replaced})


def _table(given: Mapping[str, Any]) -> DataTable:
    """The table in the file that was named. Exits where it cannot be read."""
    from letterkit.files.reading import TABLE, problem_of, read_named
    from letterkit.tables import read_table

    path: Path = given["table"]
    try:
        data = read_named(path, TABLE)
    except OSError as error:
        show([problem_of(error, path.name)])
        raise typer.Exit(1) from None
    table, problems = read_table(data, path.name, encoding=given["encoding"], sheet=given["sheet"])
    show(problems)
    if table is None:
        raise typer.Exit(1)
    for text in table.remarks:
        remark(f"{table.file}: {text}")
    return table


def _columns(
    workspace: Workspace, kind: EntryKind, table: DataTable, given: Mapping[str, Any]
) -> tuple[Columns, dict[str, str]]:
    """What the columns are, and what was said of them now, which is to be remembered."""
    from letterkit.cli.asking import is_terminal
    from letterkit.cli.entering import ask_columns
    from letterkit.diagnostics import LetterkitError
    from letterkit.library.member_tables import matched, remembered, required_columns

    now = _columns_said(kind, table, given["column"] or ())
    known = remembered(workspace, kind)
    columns = matched(kind, table.columns, {**known, **now})
    if columns.unknown and is_terminal():
        now |= ask_columns(kind, columns.unknown)
        columns = matched(kind, table.columns, {**known, **now})
    for column, fact in zip(table.columns, columns.facts, strict=True):
        if fact and fact != column:
            remark(f"  {column} → {fact}", dim=True)
    if missing := required_columns(kind, columns):
        hint = f"say which one it is: --column 'NAME={missing[0]}'"
        raise LetterkitError(f"{table.file}: no column is '{missing[0]}'", hint, status=2)
    return columns, now


def _columns_said(kind: EntryKind, table: DataTable, said: Iterable[str]) -> dict[str, str]:
    """What --column says. Raises typer.BadParameter, or LetterkitError for a key that there is not."""
    from letterkit.library.member_tables import require_fact

    found = {}
    for text in said:
        column, sign, fact = text.rpartition("=")
        if not sign or column not in table.columns:
            known = ", ".join(table.columns)
            raise typer.BadParameter(f"'{text}': the columns are {known}", param_hint="--column")
        found[column] = require_fact(kind, fact.strip().replace("-", "_"))
    return found
