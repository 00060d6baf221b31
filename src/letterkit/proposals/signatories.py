"""Who signed imported documents: the blocks of the organisations, and the signature block."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.blocks.models import Organisation, Signatures
from letterkit.blocks.values import MAX_ADDRESS_LINES
from letterkit.importer.parts import FoundSignatory, Imported
from letterkit.importer.reading import Role
from letterkit.language.names import plain, slug
from letterkit.proposals.addressees import at_most
from letterkit.proposals.block_text import list_key, scalar
from letterkit.proposals.files import FoundAt, ProposalFiles, found_at


class NamedOrganisations:
    """The blocks of the organisations named so far, by their names."""

    def __init__(self, files: ProposalFiles) -> None:
        self.files = files
        self.blocks: dict[str, str] = {}

    def add(self, name: str, at: FoundAt, taken: Sequence[str] = ()) -> str:
        """The block of an organisation: the library's where it is spelt the same, or a new one.

        Of one for which somebody has signed already, whose block is `taken`, there is a second block.
        """
        known = self.blocks.get(plain(name))
        if known and known not in taken:
            return known
        ours = self.files.known.organisations.get(plain(name)) if known is None else None
        if ours is not None and " ".join(name.split()) in (ours.model.name, ours.model.short_name):
            made = self.files.refer(ours, at)
        else:
            remark = f"{ours.reference} is spelt '{ours.model.name}'" if ours else ""
            wanted = ours.name if ours else slug(name, 8) or name
            lines = [f"name: {scalar(name)}"]
            made = self.files.add(Organisation, wanted, lines, at, remark, own=ours is not None)
        self.blocks.setdefault(plain(name), made)
        return made


class SignatureBlocks:
    """The signature blocks of a proposal's documents; one that names nobody has the block before it."""

    def __init__(self, files: ProposalFiles, organisations: NamedOrganisations) -> None:
        self.files = files
        self.organisations = organisations
        self.last = ""

    def add(self, document: Imported) -> tuple[str, list[str]]:
        """The signature block, and who signs for whom, as keys of the campaign."""
        entries, signers = self._signing(document.signatories)
        parts = document.of(Role.SIGNS, Role.LETTERHEAD)
        if not (entries or parts) and self.last:
            return self.last, []
        lines = [f"title: {scalar(f'Signatories of {self.files.name}')}"]
        lines += _coalition(document)
        lines.append(f"sign_as: {'person' if signers else 'organisation'}")
        lines += list_key("organisations", entries)
        at = found_at(parts or document.signatories or document.parts)
        self.last = self.files.add(Signatures, f"{self.files.name}-signatories", lines, at)
        return self.last, ["signers:", *signers] if signers else []

    def _signing(self, signatories: Sequence[FoundSignatory]) -> tuple[list[str], list[str]]:
        """The blocks of those who sign, and the keys of those who sign for them."""
        entries: list[str] = []
        signers: list[str] = []
        for signatory in signatories:
            wanted = signatory.organisation or signatory.title or signatory.person
            if not wanted:
                continue
            signs_for = signatory.person and (signatory.organisation or signatory.title)
            taken = entries if signs_for else ()
            name = self.organisations.add(wanted, found_at([signatory]), taken)
            entries.append(name)
            if signs_for:
                signers += _signer(name, signatory)
        return entries, signers


def _coalition(document: Imported) -> list[str]:
    """The letterhead: its first line is the name."""
    parts = document.of(Role.LETTERHEAD)
    rows = [row for part in parts for row in part.text.split("\n") if row.strip()]
    if not rows:
        return []
    lines = ["coalition:", f"  name: {scalar(rows[0])}"]
    rest = at_most(rows[1:], MAX_ADDRESS_LINES)
    return [*lines, "  lines:", *(f"    - {scalar(row)}" for row in rest)] if rest else lines


def _signer(name: str, signatory: FoundSignatory) -> list[str]:
    lines = [f"  {name}:", f"    name: {scalar(signatory.person)}"]
    if signatory.title and signatory.organisation:
        lines.append(f"    title: {scalar(signatory.title)}")
    return lines
