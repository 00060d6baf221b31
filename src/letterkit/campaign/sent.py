"""A final PDF that is made again, held against the one that was sent."""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.campaign.sources import versions
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.library.finals import FinalRecord, pdf_digest, read_record
from letterkit.library.workspace import FINAL_FOLDER, Workspace


def not_as_sent(workspace: Workspace, campaign: str, file: str, content: bytes) -> list[Diagnostic]:
    """LK493, a warning, where a finalized campaign's PDF of that name is another file than was sent.

    It says what set the type otherwise, as far as the record tells: programs and fonts.
    """
    record = read_record(workspace, campaign) if workspace.is_final(campaign) else None
    if record is None or record.pdf.get(file) in (None, pdf_digest(content)):
        return []
    reasons = "; ".join(_differences(record, content))
    message = "made again, the PDF is not the same file as the one that was sent"
    kept = workspace.campaign_folder(campaign) / FINAL_FOLDER / file
    place = Location(workspace.shown(kept), 1, 1)
    hint = "send this one, which is kept"
    message = f"{message} ({reasons})" if reasons else message
    return [Diagnostic("LK493", message, place, hint, Severity.WARNING)]


def _differences(record: FinalRecord, content: bytes) -> Iterator[str]:
    from letterkit.writers.pdf.inspection import font_names

    now = versions()
    for program, was in record.made_with.items():
        if was != now.get(program):
            yield f"{program} was {was}, is {now.get(program, 'gone')}"
    fonts = font_names(content)
    if not set(fonts) <= set(record.fonts):
        yield f"the fonts were {', '.join(record.fonts)}, are {', '.join(fonts)}"
