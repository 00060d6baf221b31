"""How the campaigns stand: drafts and finals, their digests, what the checks find, what is not committed.

Nothing here names a person: findings are counted, and a changed file of a person is told by its folder.
Without git everything else is still said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, ordered
from letterkit.diagnostics.visible import visible_line
from letterkit.language.moments import Moment
from letterkit.letter.agreed import agreed
from letterkit.library.finals import changes_since_final, read_record
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace
from letterkit.past.changed import standing
from letterkit.past.git import Repository
from letterkit.past.revisions import Revision
from letterkit.values import replace

DRAFT = "draft"
FINAL = "final"
CHANGED = "final, but changed"
UNREADABLE = "final, record unreadable"


class DocumentStatus(Struct, frozen=True):
    """A document: its text's digest, None where it cannot be made, and what was found."""

    name: str
    digest: str | None
    findings: tuple[Diagnostic, ...]


class WentRound(Struct, frozen=True):
    """A round of a document: its number, its text's digest, and until when an answer is asked for."""

    number: int
    text: str
    until: Moment


class CampaignStatus(Struct, frozen=True):
    """A campaign: its state, its documents, and the files that are not committed as they are.

    `own` are the campaign's files, `used` those of the library that it uses; None without git.
    `deliveries` says of how many deliveries the state is which; `rounds` has the last round of each
    document that went round.
    """

    name: str
    state: str
    documents: tuple[DocumentStatus, ...]
    own: tuple[str, ...] | None
    used: tuple[str, ...] | None
    deliveries: Mapping[str, int] = field(default_factory=dict)
    rounds: Mapping[str, WentRound] = field(default_factory=dict)


class Status(Struct, frozen=True):
    """The campaigns, the revision that they are at, and where there is none the reason."""

    campaigns: tuple[CampaignStatus, ...]
    revision: Revision | None
    reason: LetterkitError | None


def status(
    workspace: Workspace,
    campaigns: Sequence[str],
    deliveries: Callable[[str], Mapping[str, int]] = lambda name: {},
    rounds: Callable[[str], Mapping[str, WentRound]] = lambda name: {},
) -> Status:
    """How these campaigns stand. `deliveries` counts those of a campaign by their state, `rounds` has the
    last round of each document.
    """
    changed, revision, reason = _changed(workspace)
    library = Library(workspace)
    found = tuple(
        replace(
            _campaign(workspace, name, library, changed), deliveries=deliveries(name), rounds=rounds(name)
        )
        for name in campaigns
    )
    return Status(found, revision, reason)


def _changed(workspace: Workspace) -> tuple[list[str] | None, Revision | None, LetterkitError | None]:
    """The files that are not committed as they are, and the revision; None for both without git."""
    try:
        revision, changed = standing(Repository.of(workspace.root))
    except LetterkitError as error:
        return None, None, error
    folders = (f"{SEEDS}/", f"{CAMPAIGNS}/")
    return [path for path in changed if path.startswith(folders)], revision, None


def _campaign(
    workspace: Workspace, name: str, like: Library, changed: list[str] | None
) -> CampaignStatus:
    seen = [
        check_document(Library(workspace, name, like=like), name, document)
        for document in workspace.documents(name)
    ]
    documents = tuple(map(_document, seen))
    own = used = None
    if changed is not None:
        folder, files = f"{CAMPAIGNS}/{name}/", set().union(*map(_files, seen))
        own = _told(path for path in changed if path.startswith(folder))
        used = _told(path for path in changed if path in files and not path.startswith(folder))
    return CampaignStatus(name, _state(workspace, name, documents), documents, own, used)


def _document(checked: Checked) -> DocumentStatus:
    digest = agreed(checked.tree).digest if checked.tree else None
    return DocumentStatus(checked.name, digest, tuple(ordered([*checked.problems, *checked.findings])))


def _files(checked: Checked) -> set[str]:
    """The files that a document is made from, and those that keep it from being made."""
    used = checked.subject.files() if checked.subject else ()
    places = (problem.location.file for problem in checked.problems)
    return {*(block.document.file for block in used), *places}


def _told(paths: Iterable[str]) -> tuple[str, ...]:
    """The files, sorted; those of people by their folder alone, because they are named after them."""
    return tuple(sorted(_PERSON.sub(r"\1", visible_line(path)) for path in paths))


_PERSON = re.compile(r"((?:^|/)people/).+")


def _state(workspace: Workspace, name: str, documents: Iterable[DocumentStatus]) -> str:
    if not workspace.is_final(name):
        return DRAFT
    record = read_record(workspace, name)
    if record is None:
        return UNREADABLE
    is_same = record.text == {d.name: d.digest for d in documents}
    return FINAL if is_same and not changes_since_final(workspace, name) else CHANGED
