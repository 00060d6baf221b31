"""The command that holds a PDF against what was sent: verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import ResultFormat, Session, is_json
from letterkit.cli.terminal import folded, print_json, print_text, report, show

if TYPE_CHECKING:
    from letterkit.campaign.verify import Verification


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF, from wherever it came.")],
    form: ResultFormat = "text",
) -> None:
    """Say which final letter a PDF is, and whether it is unchanged.

    The exit status is 0 only for a PDF that is, byte for byte, one that was sent, or its copy to publish,
    and that names nobody who may not be named in it any more.
    """
    from letterkit.campaign import verify as verifying

    as_json = is_json(form)
    session: Session = context.obj
    found, problems = verifying.verify(session.workspace(), file)
    if found is None:
        report(problems)
        return
    if as_json:
        print_json(verifying.to_json(found))
    else:
        _print(file, found)
    show(problems)
    if not found.is_fine:
        raise typer.Exit(1)


def _print(file: Path, found: Verification) -> None:
    rows = [("file", file.name), ("campaign", found.campaign), ("document", _document(found))]
    rows += [("text", found.text[:8] if found.text else None), ("sent as", found.kept)]
    rows += [("sha256", found.digest), ("verdict", _verdict(found))]
    for key, value in rows:
        if value:
            print_text(folded(f"{key:<10} {value}", 11))
    if found.here is not None:
        print_text(folded(f"{'here':<10} … {found.here or '(no more words)'}", 11))
        print_text(folded(f"{'sent':<10} … {found.there or '(no more words)'}", 11))


def _document(found: Verification) -> str | None:
    if not found.document:
        return None
    name = found.document.replace("-", " ")
    return f"{name}, its copy to publish" if found.public else name


def _verdict(found: Verification) -> str:
    from letterkit.campaign.verify import Verdict

    match found.verdict:
        case Verdict.UNCHANGED if found.public:
            return "unchanged: this is the copy to publish, as it was when the letter was finalized"
        case Verdict.CHANGED if found.public:
            return "changed: nearly all words on its pages are those of the copy to publish, but not all"
        case Verdict.UNCHANGED:
            return "unchanged: this is the file that was sent"
        case Verdict.SAME_WORDS:
            return (
                "another file, with the same words on its pages; whether anything else in it was "
                "changed is not known"
            )
        case Verdict.CHANGED:
            return "changed: the words on its pages are not those that were sent"
        case Verdict.DRAFT:
            return "a draft, and not the final letter"
        case Verdict.UNKNOWN:
            return "unknown: no final letter of this workspace has these words"
