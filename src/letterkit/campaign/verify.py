"""A PDF held against what was sent: which final letter it is, and whether it is unchanged.

It is the letter that was sent where every byte is the same. Of another file all that can be said is
whether the words on its pages are those of a letter that was sent: what else is in it, or drawn over it,
nobody has compared. The same holds of the copies to publish, of which the digests alone are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct

from letterkit.blocks.kinds import DOCUMENTS
from letterkit.checks.consent import withdrawn
from letterkit.diagnostics import Diagnostic, Location, ordered
from letterkit.diagnostics.json import json_schema, json_text
from letterkit.files.reading import PDF, problem_of, read_named
from letterkit.letter import words_digest
from letterkit.library.finals import pdf_digest, read_record
from letterkit.library.workspace import FINAL_FOLDER, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.values import replace
from letterkit.writers.pdf.inspection import SECONDS, TOO_MUCH, words_on_pages

_WORDS = 6
"""So many words of a difference are shown."""
# So many of a PDF's words, and of a letter's, make the one a changed copy of the other: measured on the
# letters of seeds/: copies to publish share 0.99 of their words and more, other letters 0.76 at most.
_ALIKE, _MOST = 0.9, 0.6


class Verdict(StrEnum):
    """What a PDF is, held against the letters that were sent."""

    UNCHANGED = "unchanged"
    SAME_WORDS = "same words"
    CHANGED = "changed"
    DRAFT = "draft"
    UNKNOWN = "unknown"


class Verification(Struct, frozen=True):
    """What was found of a PDF.

    `digest` is the file's SHA-256, `campaign` and `document` the letter that it is or comes from, or,
    where `public`, of which it is the copy to publish. Of what was sent `text` is the digest of its
    words, and `kept` the file. `here` and `there` are the words from where the two differ: those of the
    PDF, and those that were sent. Where `withdrawn`, that letter names a person who may not be named in
    it any more.
    """

    digest: str
    verdict: Verdict
    campaign: str | None = None
    document: str | None = None
    text: str | None = None
    kept: str | None = None
    here: str | None = None
    there: str | None = None
    public: bool = False
    withdrawn: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether it is, byte for byte, a letter that was sent or the copy of one to publish, and may
        still be shown.
        """
        return self.verdict is Verdict.UNCHANGED and not self.withdrawn


def to_json(found: Verification) -> str:
    """All of it as a JSON object."""
    return json_text(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(Verification, "letterkit verify")


class _Sent(Struct, frozen=True):
    """A document that was sent: its campaign, kind, text digest, and the PDF with its digest.

    Of its copy to publish, where there is one, the digests of the file and of the words on its pages.
    """

    campaign: str
    document: str
    text: str | None
    file: Path
    digest: str
    public: str | None
    public_words: str | None


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
        if sent.public == digest:
            return _published(digest, Verdict.UNCHANGED, sent), []
    try:
        words = words_on_pages(content)
        if words is None:
            return None, [Diagnostic("LK507", "not a PDF that can be opened", where)]
        with limited_work(SECONDS):
            return _compared(workspace, digest, content, words, every), []
    except TooMuchWorkError:
        return None, [Diagnostic("LK507", TOO_MUCH, where)]


def _sent(workspace: Workspace) -> Iterator[_Sent]:
    """Every PDF that the records of the workspace's campaigns name."""
    for campaign in workspace.campaign_names():
        record = read_record(workspace, campaign) if workspace.is_final(campaign) else None
        folder = workspace.campaign_folder(campaign) / FINAL_FOLDER
        if record is None:
            continue
        for name, digest in record.pdf.items():
            document = Path(name).stem
            copy = f"{document}-public.pdf"
            public = record.public.get(copy), record.public_words.get(copy)
            yield _Sent(campaign, document, record.text.get(document), folder / name, digest, *public)


def _compared(
    workspace: Workspace, digest: str, content: bytes, words: list[str], every: list[_Sent]
) -> Verification:
    """What a PDF is that was not sent as it is: by its words, or by what it says that it comes from."""
    kept = {sent: found for sent in every if (found := _kept_words(workspace, sent)) is not None}
    if same := next((sent for sent, theirs in kept.items() if theirs == words), None):
        return _found(workspace, digest, Verdict.SAME_WORDS, same)
    if same := next((sent for sent in every if sent.public_words == words_digest(words)), None):
        return _published(digest, Verdict.SAME_WORDS, same)
    named = _named(workspace, content)
    if named is not None:
        return _by_name(workspace, digest, named, _is_draft(content), words, every, kept)
    if like := next((sent for sent, theirs in kept.items() if _is_like(words, theirs, sent)), None):
        return _published(digest, Verdict.CHANGED, like)
    return Verification(digest, Verdict.UNKNOWN)


def _by_name(
    workspace: Workspace,
    digest: str,
    named: tuple[str | None, str],
    is_draft: bool,
    words: list[str],
    every: list[_Sent],
    kept: Mapping[_Sent, list[str]],
) -> Verification:
    """What a PDF is whose words nobody sent, by the campaign and document that it says it comes from."""
    campaign, document = named
    own = next((sent for sent in every if (sent.campaign, sent.document) == named), None)
    if own is None or is_draft:
        # A PDF without a review sheet may have been sent, and the record of it deleted since.
        verdict = Verdict.DRAFT if is_draft and campaign else Verdict.UNKNOWN
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


def _published(digest: str, verdict: Verdict, sent: _Sent) -> Verification:
    return Verification(digest, verdict, sent.campaign, sent.document, sent.text, public=True)


def _is_like(words: list[str], theirs: list[str], sent: _Sent) -> bool:
    """Whether nearly all words of a PDF are of a letter that has a copy to publish, and of most of it.

    A copy to publish says less than the letter, by its addresses.
    """
    shared = (Counter(words) & Counter(theirs)).total()
    enough = max(_ALIKE * len(words), _MOST * len(theirs), _WORDS)
    return sent.public is not None and shared >= enough


def _kept_words(workspace: Workspace, sent: _Sent) -> list[str] | None:
    """The words of the PDF that was sent; None where the file that is kept is not that one."""
    try:
        content = workspace.read(sent.file, PDF)
    except OSError:
        return None
    return words_on_pages(content) if pdf_digest(content) == sent.digest else None


def _named(workspace: Workspace, content: bytes) -> tuple[str | None, str] | None:
    """The campaign and document that a PDF of letterkit says it comes from; None where it says nothing.

    It names no campaign, and has only the digest of the name: None for one that is not in the workspace.
    """
    import io

    import pikepdf

    from letterkit.writers.pdf.metadata import NAMESPACE, sha256

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
            digest = str(metadata.get(f"{{{NAMESPACE}}}campaign", ""))
            kinds = [kind.name for kind in DOCUMENTS if f"{kind.name}.json" in pdf.attachments]
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return None
    if not (digest and kinds):
        return None
    ours = (name for name in workspace.campaign_names() if sha256(name) == digest)
    return next(ours, None), kinds[0]


def _is_draft(content: bytes) -> bool:
    """Whether it has the pages of a review sheet, which count in Roman figures."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return bool(pdf.get_page_label(0) == "i")


def _difference(here: list[str], there: list[str]) -> tuple[str, str]:
    """The words from the first on that is not the same: of the PDF, and of the one that was sent."""
    first = next(i for i, (a, b) in enumerate(zip_longest(here, there)) if a != b)
    return " ".join(here[first : first + _WORDS]), " ".join(there[first : first + _WORDS])
