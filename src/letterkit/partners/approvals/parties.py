"""Who has to agree to a letter: those who sign it, each by the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.campaign_files import APPROVALS
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import IndividualSigner, Organisation
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace

_ORGANISATIONS = KIND_BY_MODEL[Organisation]
_SIGNERS = KIND_BY_MODEL[IndividualSigner]


class Party(Struct, frozen=True):
    """A signatory: the name that commands take, and what people call it.

    An organisation goes by its block's name; an individual by `signers/` and it, or, without a file, by
    the name that prints. Only one that has a file can have a record.
    """

    key: str
    title: str
    has_file: bool = True

    def record_file(self, workspace: Workspace, campaign: str) -> Path:
        """The file of its events, whether or not it exists."""
        return workspace.campaign_folder(campaign) / APPROVALS / f"{self.key}.yaml"


def records_under(workspace: Workspace, block: str) -> list[Path]:
    """The files of events in campaigns that are not final of the signatory whose block is named so, such
    as organisations/acme.
    """
    folder, _, name = block.partition("/")
    before = {_ORGANISATIONS.folder: "", _SIGNERS.folder: "signers/"}.get(folder)
    if before is None:
        return []
    party = Party(f"{before}{name}", name)
    open_ones = (each for each in workspace.campaign_names() if not workspace.is_final(each))
    files = (party.record_file(workspace, campaign) for campaign in open_ones)
    return [file for file in files if file.is_file()]


def signatories(document: lt.Document) -> list[Party]:
    """Those who sign a document, in their order, each once; nobody where it is not signed."""
    found: dict[str, Party] = {}
    for block in (node for node in lt.walk(document) if isinstance(node, lt.SignatureBlock)):
        for each in block.everyone:
            party = _party(each)
            found.setdefault(party.key, party)
    return list(found.values())


def _party(signatory: lt.Signatory) -> Party:
    key = signatory.block.removeprefix(f"{_ORGANISATIONS.folder}/")
    title = signatory.organisation or signatory.person or key
    return Party(key, title) if key else Party(title, title, has_file=False)


def party_named(library: Library, name: str) -> Party:
    """The organisation of that name, or the individual: `rights-now`, `signers/jane-poe`.

    Raises LetterkitError where there is none, or where both have the name and it does not say which.
    """
    folder, _, bare = name.rpartition("/")
    possible = [kind for kind in (_ORGANISATIONS, _SIGNERS) if folder in ("", kind.folder)]
    kinds = [kind for kind in possible if bare in library.names(kind)]
    if len(kinds) > 1:
        hint = " or ".join(f"{kind.folder}/{bare}" for kind in kinds)
        raise LetterkitError(
            f"an organisation and an individual are named '{bare}'", f"say {hint}", status=2
        )
    if not kinds:
        raise _unknown(library, name)
    block, problems = library.load(kinds[0], bare)
    if block is None:
        raise LetterkitError("\n".join(map(str, problems)), status=1)
    return Party(bare if kinds[0] is _ORGANISATIONS else f"{_SIGNERS.folder}/{bare}", block.title)


def _unknown(library: Library, name: str) -> LetterkitError:
    individuals = (f"{_SIGNERS.folder}/{each}" for each in library.names(_SIGNERS))
    hint = did_you_mean(name, [*library.names(_ORGANISATIONS), *individuals])
    message = f"no organisation or individual is named '{name}'"
    return LetterkitError(message, hint or "letterkit list organisations shows them all", status=2)


def parties(document: lt.Document, recorded: Iterable[Party]) -> list[Party]:
    """Those who sign, and after them those who only have a record."""
    return list(_once([*signatories(document), *recorded]))


def _once(every: Iterable[Party]) -> Iterator[Party]:
    seen: set[str] = set()
    for party in every:
        if party.key not in seen:
            seen.add(party.key)
            yield party
