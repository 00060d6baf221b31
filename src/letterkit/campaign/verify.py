"""A PDF held against what was sent: which final letter it is, and whether it is unchanged.

It is the letter that was sent where every byte is the same. Of another file all that can be said is
whether the words on its pages are those of a letter that was sent: what else is in it, or drawn over it,
nobody has compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from letterkit.checks.consent import withdrawn
from letterkit.diagnostics import Diagnostic, Location, ordered
from letterkit.diagnostics.json import json_schema, json_text
from letterkit.files.reading import PDF, problem_of, read_named
from letterkit.library.finals import pdf_digest, read_record
from letterkit.library.workspace import FINAL_FOLDER, Workspace

_WORDS = 6
"""So many words of a difference are shown."""


class Verdict(StrEnum):
    """What a PDF is, held against the letters that were sent."""

    UNCHANGED = "unchanged"
    SAME_WORDS = "same words"
    CHANGED = "changed"
    DRAFT = "draft"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a PDF.

    `digest` is the file's SHA-256, `campaign` and `document` the letter that it is or comes from. Where
    `withdrawn`, that letter names a person who may not be named in it any more. Of what was sent `text`
    is the digest of its words, and `kept` the file. `here` and `there` are the words from where the two
    differ: those of the PDF, and those that were sent.
    """

    digest: str
    verdict: Verdict
    campaign: str | None = None
    document: str | None = None
    text: str | None = None
    kept: str | None = None
    here: str | None = None
    there: str | None = None
    withdrawn: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether it is, byte for byte, a letter that was sent, and may still be shown."""
        return self.verdict is Verdict.UNCHANGED and not self.withdrawn


def to_json(found: Verification) -> str:
    """All of it as a JSON object."""
    return json_text(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(Verification, "letterkit verify")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A document that was sent: its campaign, kind, text digest, and the PDF with its digest."""

    campaign: str
    document: str
    text: str | None
    file: Path
    digest: str


def verify(workspace: Workspace, path: Path) -> tuple[Verification | None, list[Diagnostic]]:
    """Hold a PDF against the final letters of a workspace; None and a problem where it is no PDF.

    LK495 for each place where that letter names a person who may not be named in it any more.
    """
    found, problems = _verified(workspace, path)
    if found is None or found.campaign not in workspace.campaign_names():
        return found, problems
    gone = withdrawn(workspace, found.campaign)
    return replace(found, withdrawn=bool(gone)), ordered([*problems, *gone])


def _verified(workspace: Workspace, path: Path) -> tuple[Verification | None, list[Diagnostic]]:
    where = Location(path.as_posix(), 1, 1)
    try:
        content = read_named(path, PDF)
    except OSError as error:
        return None, [problem_of(error, where.file)]
    digest = pdf_digest(content)
    every = list(_sent(workspace))
    for sent in every:
        if sent.digest == digest:
            return _found(workspace, digest, Verdict.UNCHANGED, sent), []
    words = _words(content)
    if words is None:
        return None, [Diagnostic("LK507", "not a PDF that can be opened", where)]
    return _compared(workspace, digest, content, words, every), []


def _sent(workspace: Workspace) -> Iterator[_Sent]:
    """Every PDF that the records of the workspace's campaigns name."""
    for campaign in workspace.campaign_names():
        record = read_record(workspace, campaign) if workspace.is_final(campaign) else None
        folder = workspace.campaign_folder(campaign) / FINAL_FOLDER
        if record is None:
            continue
        for name, digest in record.pdf.items():
            document = Path(name).stem
            yield _Sent(campaign, document, record.text.get(document), folder / name, digest)


def _compared(
    workspace: Workspace, digest: str, content: bytes, words: list[str], every: list[_Sent]
) -> Verification:
    """What a PDF is that was not sent as it is: by its words, or by what it says that it comes from."""
    kept = {sent: found for sent in every if (found := _kept_words(workspace, sent)) is not None}
    for sent, theirs in kept.items():
        if theirs == words:
            return _found(workspace, digest, Verdict.SAME_WORDS, sent)
    named = _named(content)
    if named is None:
        return Verification(digest, Verdict.UNKNOWN)
    campaign, document = named
    own = next((s for s in every if (s.campaign, s.document) == named), None)
    is_draft = _is_draft(content)
    if own is None or is_draft:
        # A PDF without a review sheet may have been sent, and the record of it deleted since.
        is_ours = campaign in workspace.campaign_names()
        verdict = Verdict.DRAFT if is_draft and is_ours else Verdict.UNKNOWN
        return Verification(digest, verdict, campaign, document)
    here, there = _difference(words, kept[own]) if own in kept else (None, None)
    return _found(workspace, digest, Verdict.CHANGED, own, here, there)


def _found(
    workspace: Workspace,
    digest: str,
    verdict: Verdict,
    sent: _Sent,
    here: str | None = None,
    there: str | None = None,
) -> Verification:
    kept = workspace.shown(sent.file)
    return Verification(digest, verdict, sent.campaign, sent.document, sent.text, kept, here, there)


def _kept_words(workspace: Workspace, sent: _Sent) -> list[str] | None:
    """The words of the PDF that was sent; None where the file that is kept is not that one."""
    try:
        content = workspace.read(sent.file, PDF)
    except OSError:
        return None
    return _words(content) if pdf_digest(content) == sent.digest else None


def _words(content: bytes) -> list[str] | None:
    """The words on a PDF's pages, in order; None where it cannot be opened."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            return [word for page in pdf for word in page.get_textpage().get_text_range().split()]
    except pypdfium2.PdfiumError:
        return None


def _named(content: bytes) -> tuple[str, str] | None:
    """The campaign and document that a PDF of letterkit says it comes from, by the tree inside it."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for name in ("letter.json", "press-release.json"):
                if name in pdf.attachments:
                    tree = json.loads(pdf.attachments[name].get_file().read_bytes())
                    return str(tree["campaign"]), str(tree["type"])
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        pass
    return None


def _is_draft(content: bytes) -> bool:
    """Whether it has the pages of a review sheet, which count in Roman figures."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return bool(pdf.get_page_label(0) == "i")


def _difference(here: list[str], there: list[str]) -> tuple[str, str]:
    """The words from the first on that is not the same: of the PDF, and of the one that was sent."""
    first = next(i for i, (a, b) in enumerate(zip_longest(here, there)) if a != b)
    return " ".join(here[first : first + _WORDS]), " ".join(there[first : first + _WORDS])
