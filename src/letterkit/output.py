"""The files that a letter is rendered to.

A file is written beside its place and renamed into it, so that an interrupted or failed write leaves
what stood there. A file that letterkit did not write, or that somebody changed since, is not touched.
Beside the files stands `.letterkit.json`, which says what they were made from: where nothing of that has
changed, nothing is rendered.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from letterkit import __version__
from letterkit.diagnostics import Diagnostic, Location, has_errors, ordered
from letterkit.library import CAMPAIGN_FILE, SEEDS, Library, Workspace, packaged

STATE = ".letterkit.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: a campaign, in which formats, into which folder."""

    workspace: Workspace
    campaign: str
    formats: tuple[str, ...] = ("pdf",)
    folder: Path | None = None
    strip_metadata: bool = False
    force: bool = False

    @property
    def output(self) -> Path:
        """The folder that the files go to."""
        return self.folder or self.workspace.campaign_folder(self.campaign) / "out"

    def path(self, name: str) -> Path:
        """The file of a format. The copy to publish never takes the place of the other."""
        stem = "letter-public" if self.strip_metadata and name == "pdf" else "letter"
        return self.output / f"{stem}.{name}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of it: the files written, those that were up to date, and the problems."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)


def render(order: Order, progress: Progress = lambda message: None) -> Rendered:
    """Render a campaign's letter. Where there is any error, nothing is written."""
    state = _read_state(order.output)
    key = _key(order)
    paths = {name: order.path(name) for name in order.formats}
    if not order.force and all(_is_current(path, state, key) for path in paths.values()):
        return Rendered(unchanged=tuple(paths.values()))
    problems = [] if order.force else list(_not_ours(order, paths.values(), state))
    if problems:
        return Rendered(problems=problems)
    contents, problems = _contents(order, progress)
    if has_errors(problems):
        return Rendered(problems=problems)
    by_path = {paths[name]: content for name, content in contents.items()}
    key = "" if problems else key  # a warning is said again the next time
    written, failures = _write_all(by_path, order, state, key)
    unchanged = tuple(path for path in by_path if path not in written)
    return Rendered(written, unchanged if not failures else (), ordered([*problems, *failures]))


def _contents(order: Order, progress: Progress) -> tuple[dict[str, bytes], list[Diagnostic]]:
    from letterkit.assemble import assemble
    from letterkit.writers import Assets, writer

    progress(f"reading the blocks of {order.campaign}")
    library = Library(order.workspace, order.campaign)
    campaign = library.campaign(order.campaign)
    if campaign is None:
        return {}, ordered(library.diagnostics)
    letter, problems = assemble(library, campaign)
    if letter is None:
        return {}, ordered(problems)
    assets = Assets.of(order.workspace)
    contents: dict[str, bytes] = {}
    for name in order.formats:
        progress(f"making {order.path(name).name}")
        options = {"strip_metadata": True} if order.strip_metadata and name == "pdf" else {}
        content, found = writer(name)(letter, assets, **options)
        problems += found
        if content is not None:
            contents[name] = content
    return contents, ordered(problems)


# What the files were made from


def _key(order: Order) -> str:
    """A digest of everything the files are made from: blocks, templates, fonts, versions."""
    workspace = order.workspace
    digest = hashlib.sha256(f"{__version__} {_version('weasyprint')}".encode())
    digest.update(repr((order.campaign, order.strip_metadata)).encode())
    campaign = workspace.campaign_folder(order.campaign)
    with suppress(OSError):
        digest.update((campaign / CAMPAIGN_FILE).read_bytes())
    folders = (workspace.root / SEEDS, campaign / "blocks", workspace.root / "templates")
    for folder in (*folders, packaged("templates"), workspace.root / "fonts"):
        for file in _files(folder):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            # The fonts are large, and nobody edits them in place.
            content = str(file.stat().st_size).encode() if folder.name == "fonts" else file.read_bytes()
            digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


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


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError; what stood there before then stays."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
