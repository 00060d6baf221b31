"""What `letterkit redline` makes: both sides, each read with its own library and templates, compared.

The old side is the campaign in an earlier revision, or another campaign. Nothing of it is taken on trust:
a document that cannot be made is a problem, and so is a person named there who may not be named now. What
was compared passes the gate of consent, as a whole and each side by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from typing import ClassVar

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.base import BlockModel
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS
from letterkit.blocks.models import (
    Person,
)
from letterkit.campaign import render as output
from letterkit.campaign.causes import DocumentSource, explained
from letterkit.campaign.consent import not_to_be_named, withheld
from letterkit.campaign.sources import assets_of
from letterkit.changes import ListedChange, Version
from letterkit.changes.kinds import ChangeKind, ChangeSubject, Deed
from letterkit.checks.consent import register_of, templates_beside
from letterkit.consent import Carried, PersonNames, Register, Released, named_in, release
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.listing import files_below
from letterkit.files.reading import ASSET, read_file
from letterkit.letter.agreed import agreed
from letterkit.library.consent import Consents, is_person
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace
from letterkit.past.revisions import EarlierWorkspace, at, require_campaign
from letterkit.redline import redline
from letterkit.values import Comparable, replace
from letterkit.writers import write


class KeptText(Struct, frozen=True):
    """An earlier text that was kept outside of git: what people call it, and what opens it."""

    name: str
    opened: Callable[[], AbstractContextManager[EarlierWorkspace]]

    def __str__(self) -> str:
        return self.name


class Request(Struct, frozen=True):
    """What to compare: a campaign, in the revision `until` or as it is, with what was before.

    That is the campaign in the revision `since`, or as that was kept, or the campaign `against`, or both:
    the campaign `against` in that revision. Without `documents` all that both sides have.
    """

    workspace: Workspace
    campaign: str
    since: str | KeptText | None = None
    until: str | None = None
    against: str | None = None
    documents: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        """The old side's campaign."""
        return self.against or self.campaign


class Compared(Struct, frozen=True):
    """The redlines by document, the documents that only one side has, and what stands against it."""

    redlines: dict[str, Released[lt.Document]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)


class _Side(Struct, frozen=True):
    """One side: its workspace, its campaign, and the revision where it is an earlier one."""

    workspace: Workspace
    campaign: str
    past: EarlierWorkspace | None

    @property
    def documents(self) -> list[str]:
        return self.workspace.documents(self.campaign)


def compare(request: Request) -> Compared:
    """Compare a campaign's documents. Raises LetterkitError where a side does not exist."""
    with ExitStack() as stack:
        old = _side(stack, request.workspace, request.before, request.since)
        new = _side(stack, request.workspace, request.campaign, request.until)
        names = [name for name in DOCUMENT_KINDS if name in {*old.documents, *new.documents}]
        both = [name for name in names if name in old.documents and name in new.documents]
        made = Compared(missing=tuple(name for name in names if name not in both))
        for name in _wanted(request, names, both, old, new):
            released, problems = _redline(request, name, old, new)
            made.problems.extend(problems)
            if released is not None:
                made.redlines[name] = released
        return replace(made, problems=ordered(made.problems))


def _wanted(
    request: Request, names: Sequence[str], both: Sequence[str], old: _Side, new: _Side
) -> Sequence[str]:
    """The documents to compare. Raises LetterkitError for one that a side has not, or for no other."""
    for name in request.documents or (() if both else names):
        if name not in both:
            raise _only_one_has(name, old, new)
    return request.documents or both


def _side(
    stack: ExitStack, workspace: Workspace, campaign: str, revision: str | KeptText | None
) -> _Side:
    if revision is None:
        return _Side(workspace, campaign, None)
    if isinstance(revision, KeptText):
        return _Side((past := stack.enter_context(revision.opened())).workspace, campaign, past)
    past = stack.enter_context(at(workspace, revision))
    require_campaign(past, campaign)
    return _Side(past.workspace, campaign, past)


def _only_one_has(name: str, old: _Side, new: _Side) -> LetterkitError:
    lacking = new if name in old.documents else old
    where = f" in {lacking.past.asked}" if lacking.past else ""
    message = f"{lacking.campaign} has no {DOCUMENT_KINDS[name].title}{where}"
    return LetterkitError(message, "compare what both sides have", status=1)


def _redline(
    request: Request, name: str, old: _Side, new: _Side
) -> tuple[Released[lt.Document] | None, list[Diagnostic]]:
    before, problems = _document(request, name, old)
    after, more = _document(request, name, new)
    problems += more
    if before is None or after is None:
        return None, problems
    register = _register(request, name, before, after)
    for side, made in ((old, before), (new, after)):
        problems += _of_side(side, (p for p in named_in(made.tree, register) if has_errors([p])))
    if problems:
        return None, problems
    versions = _version(before.tree, old), _version(after.tree, new)
    tree = explained(redline(before.tree, after.tree, versions), before.source, after.source)
    released, found = release(_with_templates(tree, name, old, new), register, _beside(request, name))
    return released, [problem for problem in found if has_errors([problem])]


def _beside(request: Request, name: str) -> list[Carried]:
    return list(templates_beside(request.workspace, request.campaign, DOCUMENT_KINDS[name]))


def _register(request: Request, name: str, before: _MadeSide, after: _MadeSide) -> Register:
    """Whom the redline may not name: by the files of today, and of whom they do not know nobody."""
    document, used = after.source.block.model, (*after.used, *before.used)
    gone = {block.reference for side in (before, after) for block in side.gone}
    consents = Consents(Library(request.workspace, request.campaign))
    listed = [block for block in used if block.reference not in gone]
    register = register_of(consents, document, listed, after.tree)
    strangers = (block.model for side in (before, after) for block in side.gone)
    barred = tuple(PersonNames(tuple(each.names), each.native_name) for each in strangers)
    return replace(register, barred=(*register.barred, *barred))


class _MadeSide(Struct, frozen=True):
    """A side's document, what it was made from, the blocks it uses, and the people who are gone of it."""

    tree: lt.Document
    source: DocumentSource
    used: tuple[Block[BlockModel], ...]
    gone: tuple[Block[Person], ...]


def _document(request: Request, name: str, side: _Side) -> tuple[_MadeSide | None, list[Diagnostic]]:
    """A side's document without the cases of who may not be named now; None where it has an error."""
    library = Library(side.workspace, side.campaign)
    tree, problems = assemble_document(library, side.campaign, name)
    block, _ = library.document(DOCUMENT_KINDS[name], side.campaign)
    problems = list(_of_side(side, (problem for problem in problems if has_errors([problem]))))
    if tree is None or block is None or problems:
        return None, problems
    used, _ = library.used_by(block)
    gone = _gone(request, name, side, used)
    source = DocumentSource(library, block)
    return _MadeSide(withheld(tree, gone), source, tuple(used), tuple(gone)), []


def _gone(
    request: Request, name: str, side: _Side, used: Iterable[Block[BlockModel]]
) -> list[Block[Person]]:
    """The people of an earlier or another campaign's document whom none may name there now."""
    if side.past is None and side.campaign == request.campaign:
        return []
    present = Library(request.workspace, request.campaign)
    people = list(filter(is_person, used))
    # Another campaign of today may have people in its own blocks, with their consent.
    unknown = side.past is not None
    return not_to_be_named(people, present, DOCUMENT_KINDS[name].audiences, unknown=unknown)


def _of_side(side: _Side, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """A side's problems, with places as git writes a revision's: `v1:seeds/issues/release.yaml`."""
    for problem in problems:
        place = problem.location
        file = f"{side.past.asked}:{place.file}" if side.past else place.file
        yield replace(problem, location=Location(file, place.line, place.column))


def _version(document: lt.Document, side: _Side) -> Version:
    revision = f"{side.past.revision.name} ({side.past.revision.day})" if side.past else None
    return Version(revision, side.campaign, document.date.iso, agreed(document).digest)


# Templates


def _with_templates(document: lt.Document, name: str, old: _Side, new: _Side) -> lt.Document:
    """The redline with the template files that differ, which mark no word."""
    comparison = document.comparison
    if comparison is None:
        return document
    before, after = _templates(old, name), _templates(new, name)
    listed = list(comparison.changes)
    for file in sorted({*before, *after}):
        if before.get(file) != after.get(file):  # wherever they stand
            what = str(ChangeKind(ChangeSubject.TEMPLATE, _deed(file, before, after)))
            number = len(listed) + 1
            shown = (after.get(file) or before[file]).shown
            listed.append(ListedChange(number, what, ("template",), shown, shown, 1, "", ""))
    return replace(document, comparison=replace(comparison, changes=tuple(listed)))


def _deed(file: str, before: Mapping[str, _Template], after: Mapping[str, _Template]) -> Deed:
    if file not in after:
        return Deed.REMOVED
    return Deed.CHANGED if file in before else Deed.ADDED


class _Template(Comparable, frozen=True):
    """A template file's content, and where it stands, which makes no difference."""

    aside: ClassVar = ("shown",)

    content: bytes
    shown: str


def _templates(side: _Side, document: str) -> dict[str, _Template]:
    """A side's own templates by their names, but those of other documents.

    One that is the packaged one, such as a finalized campaign has, is none of its own.
    """
    *own, packaged = assets_of(side.workspace, side.campaign).templates
    others = {f"{kind.name}.html.jinja" for kind in DOCUMENTS if kind.name != document}
    found: dict[str, _Template] = {}
    for folder in reversed(own):
        for path in files_below(folder, side.workspace.root):
            if path.name not in others:
                with suppress(OSError):  # whoever reads it says so
                    content = side.workspace.read(path, ASSET)
                    shown = side.workspace.shown(path)
                    found[path.relative_to(folder).as_posix()] = _Template(content, shown)
    return {
        name: template
        for name, template in found.items()
        if not _is_packaged(packaged, name, template.content)
    }


def _is_packaged(folder: Path, name: str, content: bytes) -> bool:
    try:
        return read_file(folder / name, folder, ASSET) == content
    except OSError:
        return False


# Files


def write_redlines(
    compared: Compared, order: output.Order, progress: output.Progress = lambda message: None
) -> output.Rendered:
    """Write the redlines that have a change, in the order's formats: `letter-redline.pdf`."""
    contents: dict[Path, bytes] = {}
    problems: list[Diagnostic] = []
    for name, released in compared.redlines.items():
        comparison = released.tree.comparison
        for form in order.formats if comparison and comparison.changes else ():
            path = order.path(f"{name}-redline", form)
            progress(f"making {path.name}")
            content, found = write(form, released, assets_of(order.workspace, order.campaign))
            problems += map(released.at_home, found)
            if content is not None:
                contents[path] = content
    if has_errors(problems):
        return output.Rendered(problems=ordered(problems))
    rendered = output.keep(order, contents)
    return replace(rendered, problems=ordered([*problems, *rendered.problems]))
