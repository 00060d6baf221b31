"""Who signed imported documents: the blocks of the organisations, and the signature block."""

from __future__ import annotations

from collections.abc import Collection

from letterkit.blocks.models import Organisation, Signatures
from letterkit.blocks.values import MAX_ADDRESS_LINES
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import Imported
from letterkit.importer.reading import FoundAt, Role
from letterkit.language.names import plain, slug
from letterkit.proposals.addressees import at_most
from letterkit.proposals.files import ProposalFiles, found_at


def organisation(files: ProposalFiles, name: str, at: FoundAt, taken: Collection[str] = ()) -> str:
    """The block of an organisation: the library's where it is spelt the same, or a new one.

    Of one for which somebody has signed already, whose block is `taken`, there is a second block.
    """
    known = files.organisations.get(plain(name))
    if known and known not in taken:
        return known
    ours = files.known.organisations.get(plain(name)) if known is None else None
    if ours is not None and name in (ours.model.name, ours.model.short_name):
        made = files.refer(ours, at)
    else:
        remark = f"{ours.reference} is spelt '{ours.model.name}'" if ours else ""
        wanted = ours.name if ours else slug(name, 8) or name
        made = files.add(Organisation, wanted, at, {"name": name}, remark=remark, own=ours is not None)
    files.organisations.setdefault(plain(name), made)
    return made


def signature_block(
    files: ProposalFiles, document: Imported, before: str
) -> tuple[str, dict[str, Value]]:
    """The signature block of a document, and who signs for whom; where it names nobody the block of the
    document `before`, if there was one.
    """
    entries: list[str] = []
    signers: dict[str, Value] = {}
    for one in document.signatories:
        if not (wanted := one.organisation or one.title or one.person):
            continue
        signs_for = one.person and (one.organisation or one.title)
        entries.append(organisation(files, wanted, one.at, entries if signs_for else ()))
        if signs_for:
            title: dict[str, Value] = {"title": one.title} if one.title and one.organisation else {}
            signers[entries[-1]] = {"name": one.person, **title}
    parts = document.of(Role.SIGNS, Role.LETTERHEAD)
    if before and not (entries or parts):
        return before, {}
    keys: dict[str, Value] = {
        "title": f"Signatories of {files.name}",
        "coalition": _coalition(document),
        "sign_as": "person" if signers else "organisation",
        "organisations": [*entries],
    }
    at = found_at(parts or document.signatories or document.parts)
    return files.add(Signatures, f"{files.name}-signatories", at, keys), signers


def _coalition(document: Imported) -> dict[str, Value]:
    """The letterhead: its first line is the name."""
    rows = [part.text for part in document.of(Role.LETTERHEAD) if part.text.strip()]
    if not rows:
        return {}
    lines: dict[str, Value] = {"lines": [*at_most(rows[1:], MAX_ADDRESS_LINES)]} if rows[1:] else {}
    return {"name": rows[0], **lines}
