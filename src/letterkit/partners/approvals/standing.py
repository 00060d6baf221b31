"""Where everybody stands with a campaign's document: the table of approvals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.models import Organisation
from letterkit.blocks.signing import Delegation
from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity
from letterkit.letter.agreed import Agreed, agreed
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.parties import Party, parties, signatories
from letterkit.partners.approvals.records import ApprovalRecords, records
from letterkit.partners.approvals.states import Standing, State, state


class StandingRow(Struct, frozen=True):
    """A signatory and where it stands; `signs` is not so of who was asked and is not in the letter."""

    party: Party
    state: State
    signs: bool


class SignOn(Struct, frozen=True, dict=True):
    """A document, what it says now, and the events about it."""

    workspace: Workspace
    campaign: str
    checked: Checked
    tree: lt.Document
    library: Library
    records: ApprovalRecords

    @property
    def document(self) -> str:
        """The kind of document."""
        return self.checked.name

    @cached_property
    def text(self) -> Agreed:
        """What is agreed to."""
        return agreed(self.tree)

    def rows(self, moment: dt.datetime) -> list[StandingRow]:
        """Everybody, those who sign first, in the letter's order."""
        signing = {party.key for party in signatories(self.tree)}
        asked = [self._recorded(key) for key in self.records.about(self.document)]
        return [
            StandingRow(party, self.state_of(party, moment), party.key in signing)
            for party in parties(self.tree, asked)
        ]

    def state_of(self, party: Party, moment: dt.datetime) -> State:
        """Where one signatory stands."""
        events = self.records.of(party.key, self.document)
        return state(events, self.text, moment, self._delegation(party))

    def _recorded(self, key: str) -> Party:
        block, _ = self._organisation(key)
        return Party(key, block.name if block is not None else key)

    def _delegation(self, party: Party) -> Delegation | None:
        """A standing one that holds on the document's date."""
        block, day = self._organisation(party.key)[0], self.tree.date.iso
        if block is None or not isinstance(day, str) or len(day) != len("2026-05-04"):
            return None
        held = (each for each in block.delegations if each.holds_on(dt.date.fromisoformat(day)))
        return next(held, None)

    def _organisation(self, key: str) -> tuple[Organisation | None, list[Diagnostic]]:
        found, problems = self.library.get(Organisation, key, Location(self.campaign, 1, 1))
        return (found.model if found is not None else None), problems


def sign_on(workspace: Workspace, campaign: str, document: str) -> SignOn:
    """A campaign's document as it is now, and what is kept of it.

    Raises LetterkitError where the document cannot be made, or a file of events cannot be read.
    """
    library = Library(workspace, campaign)
    if document not in workspace.documents(campaign):
        there = ", ".join(workspace.documents(campaign))
        raise LetterkitError(f"{campaign} has no {document}", f"it has: {there}", status=2)
    checked = check_document(library, campaign, document)
    return sign_on_of(workspace, campaign, checked, library, records(workspace, campaign))


def sign_on_of(
    workspace: Workspace, campaign: str, checked: Checked, library: Library, kept: ApprovalRecords
) -> SignOn:
    """The same of a document that was made already."""
    if kept.problems:
        raise LetterkitError("\n".join(map(str, kept.problems)), status=1)
    if checked.tree is None:
        errors = [str(problem) for problem in checked.problems if problem.severity is Severity.ERROR]
        raise LetterkitError("\n".join(errors), "nobody can agree to what cannot be made", status=1)
    return SignOn(workspace, campaign, checked, checked.tree, library, kept)


SETTLED = (Standing.DECLINED, Standing.WITHDRAWN, Standing.LATE)
"""Who stands so is asked no more."""


def to_be_reminded(rows: list[StandingRow]) -> list[StandingRow]:
    """Those who sign, have neither agreed to this text nor said no, and can be recorded."""
    return [
        row
        for row in rows
        if row.signs and row.party.has_file and not row.state.agrees and row.state.standing not in SETTLED
    ]


def not_agreed(
    rows: list[StandingRow], excepted: Mapping[str, str], place: Location, document: str
) -> list[Diagnostic]:
    """LK484 for each who signs and has not agreed to this very text, but for those `excepted`."""
    return [
        Diagnostic("LK484", _message(row, document), place, _hint(row))
        for row in rows
        if row.signs and not row.state.agrees and row.party.key not in excepted
    ]


def _message(row: StandingRow, document: str) -> str:
    words = document.replace("-", " ")
    return f"{row.party.title} has not approved this text of the {words}: {row.state.standing}"


def _hint(row: StandingRow) -> str:
    if not row.party.has_file:
        return f"enter a file for this individual, or: --without-approval '{row.party.key}' --reason …"
    record = f"letterkit approve {row.party.key} --by … --evidence …"
    return f"ask, and record it: {record}; or: --without-approval {row.party.key} --reason …"
