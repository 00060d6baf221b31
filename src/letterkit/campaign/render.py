"""The files that a letter is rendered to.

A file is written beside its place and renamed into it, so that an interrupted or failed write leaves
what stood there. A file that letterkit did not write, or that somebody changed since, is not touched.
Beside the files stands `.letterkit.json`, which says what they were made from: where nothing of that has
changed, nothing is rendered.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from letterkit import __version__
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS
from letterkit.blocks.models import Person
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.writing import write_file
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, SEEDS, Workspace, packaged
from letterkit.past.revisions import Revision, describe

if TYPE_CHECKING:
    from letterkit.checks import Checked
    from letterkit.writers.pdf.draft import Review

STATE = ".letterkit.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: a campaign's documents, in which formats, into which folder.

    Without `documents` all that the campaign has.
    """

    workspace: Workspace
    campaign: str
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf",)
    folder: Path | None = None
    strip_metadata: bool = False
    force: bool = False
    final: bool = False
    clean: bool = False
    on: dt.date | None = None

    @property
    def output(self) -> Path:
        """The folder that the files go to."""
        return self.folder or self.workspace.campaign_folder(self.campaign) / "out"

    @property
    def is_final(self) -> bool:
        """Whether drafts are over: asked for, or because the campaign was finalized."""
        return self.final or self.workspace.is_final(self.campaign)

    @property
    def is_review(self) -> bool:
        """Whether the PDFs are review drafts."""
        return "pdf" in self.formats and not (self.clean or self.strip_metadata or self.is_final)

    def wanted(self) -> tuple[str, ...]:
        """The documents to render. Raises LetterkitError where the campaign lacks one of them."""
        there_are = self.workspace.documents(self.campaign)
        for name in self.documents:
            if name not in there_are:
                message = f"{self.campaign} has no {DOCUMENT_KINDS[name].title}"
                hint = f"make it: letterkit new --dialogue NAME --document {name}"
                raise LetterkitError(message, hint, status=1)
        return self.documents or tuple(there_are)

    def path(self, document: str, form: str) -> Path:
        """The file of a document in a format.

        A PDF to publish and the clean copy of a draft have names of their own, so that neither takes the
        place of the draft or the final.
        """
        clean = "-clean" if self.clean and not self.is_final else ""
        kind = "-public" if self.strip_metadata else clean
        return self.output / f"{document}{kind if form == 'pdf' else ''}.{form}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of it: the files written, those that were up to date, the problems that stopped it,
    and what the checks found in a draft.
    """

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def render(order: Order, progress: Progress = lambda message: None) -> Rendered:
    """Render a campaign's documents. Where one cannot be made, nothing is written.

    A draft may have findings; a final with an error among them is refused.
    """
    state = _read_state(order.output)
    revision = describe(order.workspace) if order.is_review else None
    made_from = key(order, revision)
    paths = [order.path(name, form) for name in order.wanted() for form in order.formats]
    if not order.force and all(_is_current(path, state, made_from) for path in paths):
        return Rendered(unchanged=tuple(paths))
    problems = [] if order.force else list(_not_ours(order, paths, state))
    if problems:
        return Rendered(problems=problems)
    made = _make(order, revision, progress)
    findings = ordered(made.findings)
    if has_errors(made.problems) or (order.final and has_errors(findings)):
        return Rendered(problems=ordered(made.problems), findings=findings)
    if made.problems or findings:
        made_from = ""  # what was found is said again the next time
    written, failures = _write_all(made.contents, order, state, made_from)
    unchanged = tuple(path for path in made.contents if path not in written)
    problems = ordered([*made.problems, *failures])
    return Rendered(written, unchanged if not failures else (), problems, findings)


def keep(order: Order, contents: Mapping[Path, bytes]) -> Rendered:
    """Write files that were made elsewhere into the order's folder, with the same care."""
    if not contents:
        return Rendered()
    state = _read_state(order.output)
    problems = [] if order.force else list(_not_ours(order, contents, state))
    if problems:
        return Rendered(problems=problems)
    written, failures = _write_all(contents, order, state, "")
    unchanged = tuple(path for path in contents if path not in written)
    return Rendered(written, unchanged if not failures else (), failures)


@dataclass(slots=True)
class _Made:
    """The files' contents, what stands against them, and what the checks found."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def _make(order: Order, revision: Revision | None, progress: Progress) -> _Made:
    from letterkit.checks import check_document

    progress(f"reading the blocks of {order.campaign}")
    library = Library(order.workspace, order.campaign)
    made = _Made()
    for name in order.wanted():
        checked = check_document(library, order.campaign, name, order.on)
        made.problems += checked.problems
        if order.strip_metadata:
            made.problems += _not_for_the_public(checked)
        made.findings += checked.findings
        if checked.tree is not None and not (order.final and has_errors(checked.findings)):
            _write_formats(order, revision, checked, made, progress)
    return made


def _not_for_the_public(checked: Checked) -> Iterable[Diagnostic]:
    """The people whom a letter may name, but not a published copy. None is left out in silence."""
    for block in checked.subject.blocks(Person) if checked.subject else ():
        if block.model.consent != "public":
            message = f"{block.document.file} does not allow a published copy to name the person"
            hint = "publish the letter only once the person or family agreed"
            yield Diagnostic("LK444", message, block.location(), hint)


def _write_formats(
    order: Order, revision: Revision | None, checked: Checked, made: _Made, progress: Progress
) -> None:
    """Each format of one document."""
    from letterkit.writers import Assets, writer

    assets = Assets.of(order.workspace)
    for form in order.formats:
        path = order.path(checked.name, form)
        progress(f"making {path.name}")
        options: dict[str, object] = {}
        if form == "pdf":
            review = _review(revision, checked, made) if order.is_review else None
            options = {"strip_metadata": order.strip_metadata, "review": review}
        content, found = writer(form)(checked.tree, assets, **options)
        made.problems += found
        if content is not None:
            made.contents[path] = content


def _review(revision: Revision | None, checked: Checked, made: _Made) -> Review:
    """What a draft says besides its letter."""
    from letterkit.writers.pdf.draft import Review

    findings = partial(_findings, checked, made)
    if revision is None:
        return Review(findings)
    return Review(findings, revision.name, revision.date.isoformat())


def _findings(checked: Checked, made: _Made, pages: int) -> list[Diagnostic]:
    """The findings of a draft of so many pages, which count as found too."""
    findings = checked.findings_on(pages)
    made.findings += findings
    return findings


# What the files were made from


def key(order: Order, revision: Revision | None) -> str:
    """A digest of everything the files are made from: blocks, templates, fonts, versions."""
    workspace = order.workspace
    digest = hashlib.sha256(f"{__version__} {_weasyprint()}".encode())
    options = (order.campaign, order.strip_metadata, order.is_final, order.clean, order.on, revision)
    digest.update(repr(options).encode())
    campaign = workspace.campaign_folder(order.campaign)
    for kind in DOCUMENTS:
        with suppress(OSError):
            digest.update(f"{kind.file}\0".encode() + (campaign / kind.file).read_bytes())
    folders = (workspace.root / SEEDS, campaign / "blocks", workspace.root / "templates")
    proposals = workspace.root / SEEDS / IMPORTED
    for folder in (*folders, packaged("templates"), workspace.root / "fonts"):
        for file in _files(folder):
            if folder.name == SEEDS and file.is_relative_to(proposals):
                continue  # no letter is made of what others propose
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            with suppress(OSError):  # whoever reads it says so
                # The fonts are large, and nobody edits them in place.
                size_only = folder.name == "fonts"
                content = str(file.stat().st_size).encode() if size_only else file.read_bytes()
                digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _weasyprint() -> str:
    """Which WeasyPrint is installed, told by its file: reading its version would take longer."""
    spec = find_spec("weasyprint")
    if spec is None or spec.origin is None:
        return "none"
    file = Path(spec.origin).stat()
    return f"{file.st_size} {file.st_mtime_ns}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file: what it was made from, and the digests it may have; two while it is being written."""

    key: str
    digests: tuple[str, ...]


_State = Mapping[str, _Entry]


def _read_state(folder: Path) -> _State:
    try:
        entries = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return {
            str(name): _Entry(str(entry["key"]), tuple(map(str, entry["digests"])))
            for name, entry in entries.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_state(folder: Path, state: _State) -> None:
    entries = {
        name: {"key": entry.key, "digests": list(entry.digests)} for name, entry in sorted(state.items())
    }
    write_file(folder / STATE, json.dumps(entries, indent=1).encode())


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _is_current(path: Path, state: _State, key: str) -> bool:
    entry = state.get(path.name)
    return entry is not None and entry.key == key and _digest(path) in entry.digests


def _not_ours(order: Order, paths: Iterable[Path], state: _State) -> Iterable[Diagnostic]:
    for path in paths:
        digest = _digest(path)
        entry = state.get(path.name)
        if digest and (entry is None or digest not in entry.digests):
            shown = Location(order.workspace.shown(path), 1, 1)
            message = "letterkit did not write this file, or it was changed since"
            hint = "move it away, choose another folder with --output, or overwrite it with --force"
            yield Diagnostic("LK503", message, shown, hint)


# Writing


def _write_all(
    contents: Mapping[Path, bytes], order: Order, state: _State, key: str
) -> tuple[tuple[Path, ...], list[Diagnostic]]:
    """Write what differs. The state is written first with both digests, then with the new one."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    written: list[Path] = []
    path = order.output / STATE
    is_new = not order.output.exists()
    try:
        order.output.mkdir(parents=True, exist_ok=True)
        during = {
            path.name: _Entry("", (*old.digests, new) if (old := state.get(path.name)) else (new,))
            for path, new in digests.items()
        }
        _write_state(order.output, {**state, **during})
        for path, content in contents.items():
            if _digest(path) != digests[path]:
                write_file(path, content)
                written.append(path)
        path = order.output / STATE
        after = {path.name: _Entry(key, (new,)) for path, new in digests.items()}
        _write_state(order.output, {**state, **after})
    except BaseException as error:
        if not state and not any(file.exists() for file in contents):
            _leave_nothing(order.output, is_new)
        if not isinstance(error, OSError):
            raise
        where = Location(order.workspace.shown(path), 1, 1)
        reason = error.strerror or str(error)
        return tuple(written), [Diagnostic("LK502", f"could not be written: {reason}", where)]
    return tuple(written), []


def _leave_nothing(folder: Path, is_new: bool) -> None:
    """Remove the state of files that never came to be, and the folder if it was made for them."""
    with suppress(OSError):
        (folder / STATE).unlink(missing_ok=True)
        if is_new:
            folder.rmdir()
