"""What was finalized: the record that a campaign keeps of it, and what has changed since.

`final.json` has a digest of each document's words, of every file that the final letter was made from,
and of the PDFs that were sent, which are kept in the campaign's `final/`. The files are copies of the
campaign's own: blocks in `blocks/`, templates and style sheets in `templates/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field, structs

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import parsed_json
from letterkit.files.reading import PDF, RECORD
from letterkit.library.workspace import FINAL_FILE, FINAL_FOLDER, Workspace

FORMAT = "letterkit-final/3"


class FinalRecord(Struct, frozen=True):
    """What was finalized.

    `text` has the digest of each document's words, `pdf` that of each file in `final/`, `files` that of
    every file in the campaign's folder that the documents are made from. `fonts` are the names of the
    fonts in the PDFs, `made_with` the versions of the programs that set the type. `public` has the digest
    of each PDF that is a copy to publish, and `public_words` that of the words on its pages; neither has
    any where the documents may not be published.
    `copied` are those of the files that `finalize` copied there; None where the record does not say.
    `without_approval` has who signs without having approved this text, each with the reason.
    """

    text: Mapping[str, str]
    pdf: Mapping[str, str]
    files: Mapping[str, str]
    fonts: tuple[str, ...] = ()
    made_with: Mapping[str, str] = field(default_factory=dict)
    public: Mapping[str, str] = field(default_factory=dict)
    public_words: Mapping[str, str] = field(default_factory=dict)
    copied: tuple[str, ...] | None = None
    without_approval: Mapping[str, str] = field(default_factory=dict)


def to_json(record: FinalRecord) -> str:
    """The record as the text of `final.json`."""
    return json.dumps({"format": FORMAT, **structs.asdict(record)}, indent=1, ensure_ascii=False) + "\n"


def read_record(workspace: Workspace, campaign: str) -> FinalRecord | None:
    """What was finalized; None where no record can be read."""
    file = workspace.campaign_folder(campaign) / FINAL_FILE
    try:
        record = parsed_json(workspace.text(file, RECORD))
        if record["format"] != FORMAT:
            return None
        return FinalRecord(
            text=_digests(record["text"]),
            pdf=_digests(record["pdf"]),
            files=_digests(record["files"]),
            fonts=tuple(map(str, record["fonts"])),
            made_with=_digests(record["made_with"]),
            public=_digests(record["public"]),
            public_words=_digests(record["public_words"]),
            copied=tuple(map(str, record["copied"])) if "copied" in record else None,
            without_approval=_digests(record.get("without_approval", {})),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _digests(found: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items()}


def text_file_digest(content: bytes) -> str:
    """SHA-256 of a file that people edit, in hexadecimal: the same however git ends its lines."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def pdf_digest(content: bytes) -> str:
    """SHA-256 of a PDF, in hexadecimal, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def changes_since_final(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """What of a finalized campaign is not as it was: LK491, an error, for each file; LK492 without a
    record that can be read. Nothing of a campaign that was not finalized.
    """
    if not workspace.is_final(campaign):
        return []
    record = read_record(workspace, campaign)
    if record is None:
        place = _place(workspace, campaign, FINAL_FILE)
        hint = "take it back with git, or delete it and finalize the campaign again"
        return [Diagnostic("LK492", "the record of what was finalized cannot be read", place, hint)]
    return list(_changes(workspace, campaign, record))


def _changes(workspace: Workspace, campaign: str, record: FinalRecord) -> Iterator[Diagnostic]:
    folder = workspace.campaign_folder(campaign)
    record_file = workspace.shown(folder / FINAL_FILE)
    hint = f"take it back with git; to go on working on the letter, delete {record_file}"
    for name, digest in record.files.items():
        content = _content(workspace, folder / name)
        if content is None or text_file_digest(content) != digest:
            message = f"the final {campaign} was made from this file, which {_what(content)}"
            yield Diagnostic("LK491", message, _place(workspace, campaign, name), hint)
    for name, digest in record.pdf.items():
        content = _content(workspace, folder / FINAL_FOLDER / name)
        if content is None or pdf_digest(content) != digest:
            place = _place(workspace, campaign, f"{FINAL_FOLDER}/{name}")
            message = f"this is the PDF that was sent, which {_what(content)}"
            yield Diagnostic("LK491", message, place, "take it back with git")
    for kind in workspace.document_kinds(campaign):
        if kind.name not in record.text:
            message = f"this {kind.title} came after {campaign} was finalized"
            yield Diagnostic("LK491", message, _place(workspace, campaign, kind.file), hint)


def _what(content: bytes | None) -> str:
    return "is gone" if content is None else "has been changed since"


def _content(workspace: Workspace, file: Path) -> bytes | None:
    try:
        return workspace.read(file, PDF)
    except OSError:
        return None


def _place(workspace: Workspace, campaign: str, name: str) -> Location:
    return Location(workspace.shown(workspace.campaign_folder(campaign) / name), 1, 1)
