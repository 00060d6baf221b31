"""The text that went round: the files that it was made from, kept in one, and written out again.

So it can be made anew, with the place of each word, whatever became of the workspace and of its history.
What is kept is read like a stranger's: only what a letter is made from is written out, into a temporary
folder, and the text counts only where its digest is the one that the round's record has.
"""

from __future__ import annotations

import base64
import json
import re
from binascii import Error
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.campaign_files import CONSENT_FILE
from letterkit.campaign.compare import KeptText
from letterkit.checks import Checked
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.diagnostics.json import parsed_json
from letterkit.files.reading import ASSET, FileKind
from letterkit.files.scratch import temporary_folder, write_scratch
from letterkit.files.writing import make_folder
from letterkit.letter.agreed import agreed
from letterkit.library.images import image_file
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, IMAGES, SEEDS, Workspace
from letterkit.partners.rounds.record import Round, round_folders, rounds
from letterkit.past.revisions import EarlierWorkspace, Revision

TEXT_FILE = "text.json"
_BROKEN = "this is no text of a round: it was changed, or holds both sides of a merge"
_TAKE_BACK = "a round is never changed: take the committed one back"
FORMAT = "letterkit-text/1"
_TEXT = FileKind("the text of a round", 30_000_000)
# What a letter is made from: blocks, and pictures; no name leads out of the folder.
_PART = r"[^\x00-\x1f<>:\"/\\|?*.][^\x00-\x1f<>:\"/\\|?*]*"
_KEPT = re.compile(rf"(?:{SEEDS}|{CAMPAIGNS}|{IMAGES})(?:/{_PART})+")


def kept_text(workspace: Workspace, campaign: str, checked: Checked) -> bytes:
    """What a document is made from, as a round keeps it: its own file, its blocks and pictures.

    Raises LetterkitError where the document could not be made anew from that alone.
    """
    files: dict[str, str] = {}
    for block in checked.subject.files() if checked.subject else ():
        files[workspace.shown(block.path)] = block.document.text
    exceptions = workspace.campaign_folder(campaign) / CONSENT_FILE
    if exceptions.is_file():
        files[workspace.shown(exceptions)] = workspace.text(exceptions, ASSET)
    pictures = dict(_pictures(workspace, campaign, checked.tree))
    content = {"format": FORMAT, "campaign": campaign, "files": files, "pictures": pictures}
    made = f"{json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)}\n".encode()
    _require_whole(made, campaign, checked)
    return made


def _pictures(workspace: Workspace, campaign: str, tree: lt.Document | None) -> Iterator[tuple[str, str]]:
    library = Library(workspace, campaign)
    nodes = (node for node in lt.walk(tree) if isinstance(node, lt.Image)) if tree else ()
    for name in sorted({node.file for node in nodes}):
        if (path := image_file(library, name)) is not None:
            yield workspace.shown(path), base64.b64encode(workspace.read(path, ASSET)).decode()


def _require_whole(made: bytes, campaign: str, checked: Checked) -> None:
    with _written_out(made, campaign) as past:
        tree, problems = assemble_document(Library(past, campaign), campaign, checked.name)
    if tree is None or checked.tree is None or agreed(tree).digest != agreed(checked.tree).digest:
        message = "what would be kept of the text does not give the same text again; nothing was written"
        told = "\n".join(map(str, problems))
        raise LetterkitError(f"{message}\n{told}".strip(), "report this as a mistake of letterkit's")


@contextmanager
def _written_out(content: bytes, campaign: str) -> Iterator[Workspace]:
    """The files as a workspace in a temporary folder, until the end of the `with`.

    The campaign has the name that it has today. Raises ValueError where the content is no such text.
    """
    found = _parsed(content)
    own = f"{CAMPAIGNS}/{found.get('campaign')}/"
    files = {**_decoded(found.get("files"), str.encode), **_decoded(found.get("pictures"), _bytes)}
    with temporary_folder() as root:
        for name in (SEEDS, CAMPAIGNS):
            make_folder(root / name, root)
        for name, data in files.items():
            place = f"{CAMPAIGNS}/{campaign}/{name.removeprefix(own)}" if name.startswith(own) else name
            write_scratch(root / place, data, root)
        yield Workspace(root)


def _parsed(content: bytes) -> dict[str, object]:
    """What the file holds. Raises ValueError where it is no text of a round."""
    found = parsed_json(content.decode("utf-8-sig"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("it is no text of a round")
    return found


def broken_texts(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """The texts of rounds that nobody can read any more."""
    files = (folder / TEXT_FILE for folder in round_folders(workspace, campaign))
    return [
        Diagnostic("LK485", _BROKEN, Location(workspace.shown(file), 1, 1), _TAKE_BACK)
        for file in files
        if not _is_readable(workspace, file)
    ]


def _is_readable(workspace: Workspace, file: Path) -> bool:
    try:
        _parsed(workspace.read(file, _TEXT))
    except (OSError, ValueError):
        return False
    return True


def _decoded(found: object, decode: Callable[[str], bytes]) -> Mapping[str, bytes]:
    if not isinstance(found, dict):
        raise ValueError("it has no files")
    for name, content in found.items():
        if not isinstance(content, str) or not _KEPT.fullmatch(name):
            raise ValueError(f"'{name[:80]}' is no file that a letter is made from")
    return {name: decode(content) for name, content in found.items()}


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode(), validate=True)
    except Error as error:
        raise ValueError("a picture in it is damaged") from error


@contextmanager
def text_of_round(workspace: Workspace, campaign: str, of: Round) -> Iterator[EarlierWorkspace]:
    """The workspace as far as the text of a round is made from it, until the end of the `with`.

    Raises LetterkitError where what was kept is damaged, or is another text than the record says.
    """
    path = of.folder / TEXT_FILE
    shown = workspace.shown(path)
    try:
        content = workspace.read(path, _TEXT)
    except OSError as error:
        raise _unfit(f"{shown} cannot be read: {error.strerror or error}") from None
    with ExitStack() as stack:
        try:
            past = stack.enter_context(_written_out(content, campaign))
        except ValueError as error:
            raise _unfit(f"{shown} cannot be used: {error}") from None
        _require_same(past, campaign, of, shown)
        yield EarlierWorkspace(past, workspace, of.name, "", Revision(of.name, of.record.at.day))


def _require_same(past: Workspace, campaign: str, of: Round, shown: str) -> None:
    tree, _ = assemble_document(Library(past, campaign), campaign, of.record.document)
    if tree is None or agreed(tree).digest != of.record.text:
        raise _unfit(f"{shown} does not give the text {of.record.text[:8]} that went round")


def _unfit(message: str) -> LetterkitError:
    hint = "what was sent is never changed: take the committed one back"
    return LetterkitError(message, hint, status=1)


def as_kept(workspace: Workspace, campaign: str, of: Round) -> KeptText:
    """The text of a round as something that the letter is compared with."""
    return KeptText(of.name, partial(text_of_round, workspace, campaign, of))


def rounds_with(
    workspace: Workspace, campaign: str, text: str, document: str | None = None
) -> list[Round]:
    """The rounds of a text whose digest begins so, the newest first; of one document, where one is said.

    Raises LetterkitError where a record cannot be read.
    """
    return [
        each
        for each in reversed(rounds(workspace, campaign))
        if each.record.text.startswith(text) and document in (None, each.record.document)
    ]
